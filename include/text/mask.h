/* SPDX-License-Identifier: MIT */
/*
 * Swedish personal identity numbers (personnummer, and samordningsnummer with 60 added to the day)
 * out of texts, in all the usual ways of writing: 6 or 8 digits of a real date, together or apart,
 * then "-", "+", a dash of any kind, a blank or nothing, also over a line's end, then four digits;
 * Luhn's check over the last ten. Organisation numbers (third digit 2 or more), telephone numbers,
 * dates, and what the words before it call a reference ("OCR", keys mask.not-behind) are left
 * alone.
 */
#ifndef SAMLAD_TEXT_MASK_H
#define SAMLAD_TEXT_MASK_H

#include <stdbool.h>

#include "base/when.h"

struct arena;
struct phrasebook;

struct mask {
	const struct phrasebook *book; /* NULL: no words are looked at */
	day latest; /* nobody was born after it: the mail's own day, or DAY_NONE */
};

/*
 * The text with each such number's digits replaced by "*"; the same length, and the text itself
 * when there is none. *ret_masked is set when one was masked and left alone otherwise. NULL stays
 * NULL.
 */
char *mask_in(struct arena *arena, const struct mask *mask, const char *text, bool *ret_masked);

#endif
