/* SPDX-License-Identifier: MIT */
/*
 * When somebody who answers automatically is back, and who takes her place meanwhile. The reason is
 * not read. Cues ("åter", "tillbaka", "t.o.m.", "until") are words of the phrases (absence.*);
 * dates are datewords.h's.
 */
#ifndef SAMLAD_TEXT_ABSENCE_H
#define SAMLAD_TEXT_ABSENCE_H

#include "base/understanding.h"

struct phrasebook;
struct str;

/* Never NULL: an automatic reply without a date is an absence without one. language: the one to
 * lean to where the text tells nothing of its own. */
struct absence *absence_read(struct arena *arena, const struct phrasebook *book,
	const char *language, const char *subject, const char *reply, day mail_day,
	struct str *explain);

#endif
