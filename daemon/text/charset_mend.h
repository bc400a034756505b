/* SPDX-License-Identifier: MIT */
/* Texts in two charsets at once. For charset.c alone. */
#ifndef SAMLAD_TEXT_CHARSET_MEND_H
#define SAMLAD_TEXT_CHARSET_MEND_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * Whether bytes that aren't valid UTF-8 are still mostly that: one bad byte in a long mail, a
 * character cut in two, or a quotation in another charset must not turn all the others to rubbish.
 * Windows' letters hardly ever make a whole sequence by chance.
 */
bool charset_is_mostly_utf8(const char *bytes, size_t n_bytes, bool said_utf8);
/* Valid UTF-8 as it is, all other bytes as windows-1252. */
char *charset_mend_mixed(struct arena *arena, const char *bytes, size_t n_bytes, size_t *ret_bytes);
/* UTF-8 whose lines may have been coded twice; the text itself where none was. */
char *charset_mend_doubled(struct arena *arena, char *text, size_t *bytes);

#endif
