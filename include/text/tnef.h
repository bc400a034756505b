/* SPDX-License-Identifier: MIT */
/*
 * winmail.dat (TNEF, MS-OXTNEF): what a person wrote in it and her answer to a meeting.
 *
 * A reader of our own, since libytnef decodes attachments and rules that nobody here needs and has
 * had its share of overruns: this one walks attributes and MAPI properties once, each length
 * checked against what is left, and copies three values.
 */
#ifndef SAMLAD_TEXT_TNEF_H
#define SAMLAD_TEXT_TNEF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/words.h"

struct arena;

#define TNEF_BYTES_MOST (4 * 1024 * 1024)

struct tnef {
	const char *text; /* plain body, else the RTF's text; clean UTF-8, or NULL */
	const char *html; /* the HTML body where there is no text, RTF's own too; or NULL */
	const char
		*partstat; /* "ACCEPTED", "DECLINED", "TENTATIVE" for a meeting answer, or NULL */
	const char *uid; /* of the meeting, as its calendar UID, or NULL */
	const char *subject; /* or NULL */
	enum auto_class auto_class; /* what its class says wrote it: a receipt, an absence */
};

/* False when the bytes are no TNEF. */
bool tnef_read(struct arena *arena, const void *bytes, size_t n_bytes, struct tnef *ret_tnef);
/* The running text of an RTF document (compressed RTF: rtf_expand() first), or the HTML that was
 * wrapped in it; clean UTF-8, or NULL when there are no words. */
const char *rtf_text(struct arena *arena, const char *rtf, size_t n_bytes, bool *ret_html);
/* Compressed RTF (MS-OXRTFCP) expanded, at most limit_bytes; NULL when it is none. */
char *rtf_expand(struct arena *arena, const unsigned char *bytes, size_t n_bytes,
	size_t limit_bytes, size_t *ret_n);

#endif
