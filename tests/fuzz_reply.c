/* floor: text */
/* SPDX-License-Identifier: MIT */
/* seeds: mails/replies mails/findings/reply */
/* Whatever stands in a body: its parts, in order, are all of it, and no line of hers is two parts'.
 * What a letter of ours would be is quoted back in some of the seeds. */
#include "base/str.h"
#include "fuzz_book.h"
#include "text/reply.h"

#define LETTER                                                                                     \
	"Hej Anna!\n\nKommer du på vårmötet om utskrivning?\n\n    Tisdag 9 mars kl. 13–16\n" \
	"    FoU-centrum, sal 2\n\nSvara ja, nej eller kanske.\n\nEva och Karin\n"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_str_ struct str before, after;
	const char *text = fuzz_text(arena, data, bytes);
	struct understanding read = {0};
	const struct body *body =
		body_from_text(arena, text, strlen(text), bytes % 5 == 0, bytes % 10 == 0);

	str_init(&before, 2 * UNDERSTANDING_TEXT_LIMIT);
	str_init(&after, 2 * UNDERSTANDING_TEXT_LIMIT);
	reply_split(arena, fuzz_book(), body, bytes % 2 ? LETTER : NULL,
		bytes % 3 ? "Anna Ek" : NULL, &read, NULL);
	list_each (line, &body->lines) {
		assert(fuzz_is_clean(line->text));
		str_puts(&before, line->text);
	}
	list_each (part, &read.parts)
		for (const char *at = part->text; *at; at++)
			if (*at != '\n')
				str_putc(&after, *at);
	assert(strcmp(before.at, after.at) == 0);
	assert(read.parts.n <= UNDERSTANDING_PARTS_LIMIT && read.reply);
	return 0;
}
