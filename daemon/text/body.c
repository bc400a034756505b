/* SPDX-License-Identifier: MIT */
/*
 * Plain text into lines. The marks of quotation at a line's begin are counted but stay in the text,
 * so that all lines together are all of the body; what counts them by hand (a "> From" in running
 * text) loses nothing.
 *
 * format=flowed (RFC 3676): a line that ends with a blank goes on in the next one of the same
 * depth;
 * "-- " never does; a blank that was stuffed before the line goes away.
 */
#include "text/body.h"

#include <string.h>

#include "base/str.h"
#include "base/understanding.h"
#include "base/utf8.h"
#include "body_lines.h"

#define DEPTH_LIMIT 200

/* Bytes of quotation marks before the text, blanks between and one after them included. */
static size_t quote_marks(const char *at, const char *end, unsigned *ret_depth)
{
	const char *start = at, *after = at;
	unsigned depth = 0;

	while (at < end) {
		const char *mark = at;
		while (mark < end && mark - at < 2 && *mark == ' ')
			mark++;
		if (mark == end || *mark != '>')
			break;
		at = after = mark + 1;
		if (depth < DEPTH_LIMIT)
			depth++;
	}
	*ret_depth = depth;
	return (size_t)(after - start);
}

static void push_line(struct arena *arena, struct body *body, const struct str *text, size_t offset)
{
	unsigned depth;
	struct line *line = arena_push(arena, &body->lines);

	quote_marks(text->at, text->at + text->len, &depth);
	line->text = str_in(text, arena);
	line->quote_depth = depth;
	line->offset = offset;
}

/* One paragraph of format=flowed from at on; returns where the next one begins. */
static const char *take_flowed(const char *at, const char *end, bool delsp, struct str *text)
{
	unsigned first_depth, depth;

	quote_marks(at, end, &first_depth);
	for (bool first = true;; first = false) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;
		const char *words = at + quote_marks(at, stop, &depth);
		if (words < stop && *words == ' ')
			words++; /* stuffed */
		bool is_delimiter = stop - words == 3 && memcmp(words, "-- ", 3) == 0;
		if (!first && (depth != first_depth || is_delimiter))
			return at;
		const char *from = first && depth ? at : words;
		bool flows = stop > words && stop[-1] == ' ' && !is_delimiter;
		str_add(text, from, (size_t)(stop - from) - (flows && delsp));
		at = newline ? newline + 1 : end;
		if (!flows || at == end)
			return at;
	}
}

static const char *take_line(const char *at, const char *end, struct str *text)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));
	const char *stop = newline ? newline : end;

	str_add(text, at, (size_t)(stop - at));
	return newline ? newline + 1 : end;
}

size_t body_cut_bytes(const char *text, size_t bytes)
{
	if (bytes <= UNDERSTANDING_TEXT_LIMIT)
		return bytes;
	bytes = UNDERSTANDING_TEXT_LIMIT;
	while (bytes && ((unsigned char)text[bytes] & 0xc0) == 0x80)
		bytes--;
	return bytes;
}

struct body *body_from_text(
	struct arena *arena, const char *text, size_t bytes, bool flowed, bool delsp)
{
	struct body *body = arena_make(arena, struct body);
	_cleanup_arena_ struct arena *scratch = arena_new();
	_cleanup_str_ struct str line;
	size_t kept = body_cut_bytes(text, bytes);
	const char *clean = utf8_clean_in(scratch, text, kept);
	const char *end = clean + strlen(clean);

	body->cut = kept < bytes;
	str_init(&line, 2 * UNDERSTANDING_TEXT_LIMIT);
	for (const char *at = clean; at < end;) {
		if (body->lines.n >= BODY_LINES_LIMIT) {
			body->cut = true;
			break;
		}
		size_t offset = (size_t)(at - clean);
		str_clear(&line);
		at = flowed ? take_flowed(at, end, delsp, &line) : take_line(at, end, &line);
		push_line(arena, body, &line, offset);
	}
	return body;
}
