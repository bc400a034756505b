/* floor: text */
/* SPDX-License-Identifier: MIT */
/* seeds: mails/html mails/findings/html */
/* Any markup gives lines that hold clean text, under their ceilings, in the order of the source. */
#include "fuzz_book.h"
#include "text/body.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *html = fuzz_text(arena, data, bytes);
	const struct body *body = body_from_html(arena, html, strlen(html));
	size_t all = 0;

	assert(body->from_html && body->lines.n <= BODY_LINES_LIMIT);
	list_each (line, &body->lines) {
		assert(fuzz_is_clean(line->text) && !strchr(line->text, '\n'));
		assert(line->quote_depth <= 200);
		all += strlen(line->text) + 1;
	}
	assert(all <= UNDERSTANDING_TEXT_LIMIT + 1);
	return 0;
}
