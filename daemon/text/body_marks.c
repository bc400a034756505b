/* SPDX-License-Identifier: MIT */
/*
 * What plain text loses of the HTML beside it: which lines are in a colour of their own, which are
 * one-tap answers, and which stand in her mail program's signature. Both say the same words in the
 * same order, so each line is looked for a little further down than the one before; a line that is
 * wrapped otherwise is not found, and keeps what it has.
 */
#include <ctype.h>
#include <stdint.h>

#include "text/body.h"

#define LINES_AHEAD 60
#define MARKS_TAKEN (LINE_COLOURED | LINE_TAP | LINE_SIGNATURE)

/* Letters and digits alone, up to a link that one of the two writes out; 0: there are none. */
static uint64_t words_hash(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325;
	bool any = false;

	for (; *text && *text != '<'; text++) {
		unsigned char c = (unsigned char)*text;
		if (c == 0xc2 && (unsigned char)text[1] == 0xa0)
			text++;
		else if (c >= 0x80 || isalnum(c)) {
			hash = (hash ^ c) * 0x100000001b3;
			any = true;
		}
	}
	return any ? hash | 1 : 0;
}

void body_take_marks(struct body *text, const struct body *html)
{
	_cleanup_arena_ struct arena *scratch = arena_new();
	uint64_t *hashes = arena_make_n(scratch, uint64_t, html->lines.n + 1);
	size_t from = 0;

	for (size_t i = 0; i < html->lines.n; i++)
		hashes[i] = words_hash(html->lines.at[i].text);
	list_each (line, &text->lines) {
		uint64_t hash = words_hash(line->text);
		for (size_t i = from; hash && i < html->lines.n && i < from + LINES_AHEAD; i++) {
			if (hashes[i] != hash)
				continue;
			line->marks |= html->lines.at[i].marks & MARKS_TAKEN;
			from = i + 1;
			break;
		}
	}
}
