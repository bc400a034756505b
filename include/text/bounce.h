/* SPDX-License-Identifier: MIT */
/*
 * Reports of mail that did not arrive: RFC 3464's fields where they are, else the notice's own
 * words by the forms of the phrases (bounce.form.*, one row a form). Delivered mail and complaints
 * give no row.
 */
#ifndef SAMLAD_TEXT_BOUNCE_H
#define SAMLAD_TEXT_BOUNCE_H

#include <stdbool.h>

#include "base/understanding.h"

struct mail;
struct phrasebook;
struct str;

/*
 * Adds the recipients that mail did not reach to understanding->bounces, each once, at most
 * UNDERSTANDING_LIST_LIMIT. True when the mail is a delivery report of any sort, with or without
 * such rows.
 */
bool bounce_read(struct arena *arena, const struct phrasebook *book, const struct mail *mail,
	struct understanding *understanding, struct str *explain);

#endif
