/* SPDX-License-Identifier: MIT */
/*
 * One mail's bytes as header fields and parts (RFC 5322, 2045, 2046), however broken: any bytes
 * give a mail, in time linear in their number and with every count under a ceiling. What is over
 * one is left unread and said in `warnings`; nothing is decoded before somebody asks for it.
 *
 * The parser is our own and no library's: a scan that guards libetpan's (which is quadratic in
 * nested multiparts and overflows the stack on comments) has to know headers, boundaries and depth
 * already, and half of what broken mail needs is decided there (wrong boundaries, missing blank
 * lines, lone CR).
 */
#ifndef SAMLAD_TEXT_MAIL_H
#define SAMLAD_TEXT_MAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

#define MAIL_FIELDS_MOST 2000 /* header fields of one block */
#define MAIL_FIELD_LIMIT (64 * 1024) /* bytes of one field's value; the rest of it is dropped */
#define MAIL_HEADER_LIMIT (512 * 1024) /* bytes of one header block that are looked at */
#define MAIL_PARTS_MOST 500
#define MAIL_DEPTH_MOST 20

struct span {
	const char *at;
	size_t n;
};

struct header_field {
	const char *name; /* as written */
	const char *value; /* unfolded, trimmed, not decoded; no NUL, tab or line end inside */
};
struct headers {
	LIST_OF(struct header_field) fields;
};

enum transfer { TRANSFER_PLAIN, TRANSFER_BASE64, TRANSFER_QUOTED_PRINTABLE, TRANSFER_UUENCODE };

struct mail_part {
	int parent; /* index of the multipart or message it stands in; -1 for the mail itself */
	unsigned depth;
	struct headers headers;
	const char *type; /* "text/plain", lower case; RFC 2045's default where none is said */
	bool typed; /* a Content-Type was there and could be read */
	const char *charset; /* or NULL */
	const char *method; /* of text/calendar, or NULL */
	const char *report; /* report-type of multipart/report, or NULL */
	const char *name; /* file name, decoded, or NULL */
	bool attachment; /* Content-Disposition says so */
	bool flowed, delsp; /* RFC 3676 */
	enum transfer transfer;
	struct span body; /* as sent; of a multipart its preamble, of a message/rfc822 all of it */
};

struct mail {
	LIST_OF(struct mail_part) parts; /* never empty: the first is the mail itself */
	LIST_OF(const char *) warnings;
};

/* Never NULL. The bytes must outlive it. */
struct mail *mail_open(struct arena *arena, const void *bytes, size_t n_bytes);
/* The mail as if it were one part of that type: a bare calendar, a bare text. */
struct mail *mail_of_one_part(
	struct arena *arena, const char *type, const void *bytes, size_t n_bytes);

/* Sets all but parent, depth and body from the part's header fields. For the parser alone. */
void mail_part_describe(struct arena *arena, struct mail_part *part, const char *default_type);

/* The decoded bytes of a part, at most limit_bytes of them; they end with a NUL that is not
 * counted. */
struct span mail_part_bytes(struct arena *arena, const struct mail_part *part, size_t limit_bytes);
/* The same as clean UTF-8 (utf8.h). ret_cut (may be NULL) is set when there was more. */
const char *mail_part_text(
	struct arena *arena, const struct mail_part *part, size_t limit_bytes, bool *ret_cut);

/* Reads a header block at the start of bytes; returns the offset of what comes after its blank
 * line. */
size_t headers_parse(struct arena *arena, struct span bytes, struct headers *ret_headers);
/* The raw value of the first (or, from *at on, the next) field of that name, caseless; NULL past
 * the last. */
const char *headers_find(const struct headers *headers, const char *name);
const char *headers_next(const struct headers *headers, const char *name, size_t *at);

/* The value of a parameter ("boundary") of a structured field, RFC 2231 and its misuses decoded;
 * NULL. */
const char *parameter_find(struct arena *arena, const char *value, const char *name);

/* The same as it is written, blanks and all, without any decoding: what a boundary is. */
const char *parameter_raw(struct arena *arena, const char *value, const char *name);

/* Unstructured text: RFC 2047 words decoded however broken, raw bytes guessed; clean UTF-8 on one
 * line. */
const char *header_decode(struct arena *arena, const char *value);

/* The content-transfer codings, each reading as far as it goes: at most cap bytes, the number that
 * came out. */
size_t base64_decode(struct span from, char *to, size_t cap);
size_t quoted_printable_decode(struct span from, bool underscore_is_blank, char *to, size_t cap);
size_t uuencode_decode(struct span from, char *to, size_t cap);
/* Whether it ends within a group of four that has more to say. */
bool base64_is_cut(struct span coded);
/* A file inside running text, uuencoded or in yEnc: where its first line starts and what follows its
 * last. */
bool file_in_text_find(struct span text, size_t *ret_start, size_t *ret_end);
/* How the bytes are coded, whatever is declared: base64 that is none, a text's base64 or
 * quoted-printable that nobody declared. ret_coded: without what a list has put below the coding. */
enum transfer transfer_seen(const struct mail_part *part, struct span *ret_coded);

/* The next line of [*at, end), without its end; *at moves past it. */
struct span line_next(const char **at, const char *end);

#endif
