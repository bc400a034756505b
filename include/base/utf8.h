/* SPDX-License-Identifier: MIT */
/* UTF-8 (RFC 3629): checked, walked, folded, measured. Bytes that are no UTF-8 are replaced by U+FFFD, never passed on. */
#ifndef SAMLAD_BASE_UTF8_H
#define SAMLAD_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

bool utf8_is_valid(const char *text, size_t bytes);
/* Valid, and nothing in it that utf8_clean_in() would take out or turn into a line feed. */
bool utf8_is_clean(const char *text, size_t bytes);
/* The next character at *at (moved past it; at most to end); U+FFFD for a bad byte, which is passed alone. */
uint32_t utf8_next(const char **at, const char *end);
/* Writes 1-4 bytes, returns how many; no NUL. */
size_t utf8_put(uint32_t character, char ret_bytes[4]);
/* Columns that a fixed-width screen gives it: 0 for marks that combine, 2 for wide East Asian and emoji. */
int utf8_columns(const char *text, size_t bytes);

/* Valid UTF-8, NFC, without C0/C1 controls but tab and line feed (CR LF and CR become LF), bidi controls and U+FEFF taken out;
 * U+2028 and U+2029 become LF. */
char *utf8_clean_in(struct arena *arena, const char *text, size_t bytes);
/* Full case folding and NFKC, for comparing what people type; dashes, quotes and blanks of all kinds become ASCII ones;
 * what is not seen (soft hyphen, zero-width, variation selectors) and the skin tone of an emoji fall away. */
char *utf8_fold_in(struct arena *arena, const char *text, size_t bytes);
/* The text, valid UTF-8, with its first letter a capital ("tisdag 9 mars" → "Tisdag 9 mars"). */
char *utf8_capital_in(struct arena *arena, const char *text);
/* Same letters without regard to case, after folding. */
bool utf8_equal_fold(const char *a, const char *b);

/*
 * An address as the desk compares it: local part and domain in lower case (domain through IDNA2008 to its
 * A-label, libidn2). NULL when it is no addr-spec (no or several @ outside quotes, blanks, controls, over 254 bytes).
 */
char *address_normal_in(struct arena *arena, const char *address);

#endif
