/* SPDX-License-Identifier: MIT */
/*
 * Some programs write an introduction ("Den 2 feb. 2027 kl. 09:14 skrev X <x@y>:") on one line with
 * her last words or with the first quoted ones. Such lines are parted before the rules see them;
 * all others are left as they are. Patterns come out of a budget: a body of look-alikes costs no
 * more than a long one.
 */
#include <string.h>

#include "reply_lines.h"
#include "text/body.h"
#include "text/phrases.h"

#define INLINE_BYTES 600
#define INLINE_BUDGET 5000

/* Where a line is to be parted: her words and an introduction ("Ja On Wed, Apr 4 … wrote:"), or an
 * introduction and what was written ("On Wed, … wrote:   Hej"); 0: nowhere. */
static size_t parting_of(const struct phrasebook *book, const char *text, size_t bytes)
{
	struct phrase_match match;

	if (phrasebook_match(book, NULL, "header.inline.re", text, bytes, 0, &match) &&
		match.start > 0)
		return match.start;
	if (phrasebook_match(book, NULL, "header.run-on.re", text, bytes, 0, &match) &&
		match.end < bytes)
		return match.end;
	return 0;
}

const struct body *reply_lines_parted(
	struct arena *arena, const struct phrasebook *book, const struct body *body)
{
	struct body *parted = NULL;
	unsigned left = INLINE_BUDGET;

	for (size_t i = 0; i < body->lines.n; i++) {
		struct line line = body->lines.at[i];
		size_t bytes = strnlen(line.text, INLINE_BYTES + 1), at = 0;
		if (!line.quote_depth && bytes <= INLINE_BYTES && strchr(line.text, ':') &&
			strpbrk(line.text, "0123456789") && left) {
			left--;
			at = parting_of(book, line.text, bytes);
		}
		if (at && !parted) {
			parted = arena_make(arena, struct body);
			for (size_t j = 0; j < i; j++)
				*arena_push(arena, &parted->lines) = body->lines.at[j];
		}
		if (at) {
			struct line *first = arena_push(arena, &parted->lines);
			*first = line;
			first->text = arena_strndup(arena, line.text, at);
			line.text += at;
			line.offset += at;
		}
		if (parted)
			*arena_push(arena, &parted->lines) = line;
	}
	return parted ? parted : body;
}
