/* SPDX-License-Identifier: MIT */
/*
 * How a network has fared, as one HTML page for its leaders' eyes: weeks, coverage by sector, what
 * stands still, answers, open asks. Pictures are SVG inside the page, each with its numbers as a
 * table; nothing points outwards. Members who have not answered are counted and never named. The
 * same state and time give the same bytes.
 */
#ifndef SAMLAD_TOP_REPORT_H
#define SAMLAD_TOP_REPORT_H

#include "outward/store.h"

struct config;
struct templates;

/* now: INSTANT_NONE for when the daemon last worked. path is written anew, whole or not at all; "-"
 * is standard output. */
int report_write(struct store *store, const struct config *config, const struct network *network,
	const struct templates *templates, instant now, const char *path, struct fault *fault);

#endif
