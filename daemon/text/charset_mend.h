/* SPDX-License-Identifier: MIT */
/* Texts in two charsets at once. For charset.c alone. */
#ifndef SAMLAD_TEXT_CHARSET_MEND_H
#define SAMLAD_TEXT_CHARSET_MEND_H

#include <stddef.h>

struct arena;

/* Valid UTF-8 as it is, all other bytes as windows-1252. */
char *charset_mend_mixed(struct arena *arena, const char *bytes, size_t n_bytes, size_t *ret_bytes);
/* UTF-8 whose lines may have been coded twice; the text itself where none was. */
char *charset_mend_doubled(struct arena *arena, char *text, size_t *bytes);

#endif
