/* SPDX-License-Identifier: MIT */
/*
 * Swedish personal identity numbers (personnummer, and samordningsnummer with 60 added to the day)
 * out of texts, in all the usual ways of writing: 6 or 8 digits of a real date, "-", "+", a blank
 * or nothing, four digits, Luhn's check over the last ten. Organisation numbers (third digit 2 or
 * more), telephone numbers and dates are left alone.
 */
#ifndef SAMLAD_TEXT_MASK_H
#define SAMLAD_TEXT_MASK_H

#include <stdbool.h>

struct arena;

/*
 * The text with each such number's digits replaced by "*"; the same length, and the text itself
 * when there is none. *ret_masked is set when one was masked and left alone otherwise. NULL stays
 * NULL.
 */
char *mask_in(struct arena *arena, const char *text, bool *ret_masked);

#endif
