/* SPDX-License-Identifier: MIT */
/* Words and bytes as 7-bit mail carries them (RFC 2045, 2047): every line at most 76 columns, CRLF. */
#ifndef SAMLAD_LETTERS_ENCODE_H
#define SAMLAD_LETTERS_ENCODE_H

#include <stddef.h>

struct str;

void encode_quoted_printable(struct str *out, const char *text); /* line ends are those of text, "\n" */
void encode_base64(struct str *out, const void *bytes, size_t n);
/* "Name: value" folded; a value that is not plain ASCII as encoded words of UTF-8, never split inside a character. */
void encode_header(struct str *out, const char *name, const char *value);
/*
 * Name: "display name" <address>; an empty display name leaves the bare address. An address beyond ASCII becomes the
 * name of an empty group (RFC 6857 section 3.1.8), since nothing else of 7 bits can show it.
 */
void encode_address_header(struct str *out, const char *name, const char *display, const char *address);
/* The value without "Name: ", for a header that begins elsewhere; column: how far the line has come. */
void encode_words(struct str *out, const char *value, size_t column);

#endif
