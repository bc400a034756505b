/* SPDX-License-Identifier: MIT */
/*
 * Bytes of any charset, or of one that says it is another, into UTF-8. The label is a witness, not
 * a judge: latin-1 is windows-1252, bytes that are UTF-8 are UTF-8 whatever a single-byte label
 * says, a label of UTF-8 over bytes that are none means windows-1252, and UTF-8 that was coded
 * twice is coded once. Never fails: what no one
 * can read becomes U+FFFD.
 */
#ifndef SAMLAD_TEXT_CHARSET_H
#define SAMLAD_TEXT_CHARSET_H

#include <stddef.h>

struct arena;

/* A copy of bytes that may hold NULs, with one more behind them. */
char *bytes_copy_in(struct arena *arena, const void *bytes, size_t n_bytes);

/* Opens every converter, since iconv_open fails in the box. Without it they are opened when first
 * needed. */
void charset_prepare(void);
/* label NULL: none was given. The text ends with a NUL that *ret_bytes does not count; it is not
 * cleaned. */
char *charset_decode(struct arena *arena, const char *label, const char *bytes, size_t n_bytes,
	size_t *ret_bytes);

#endif
