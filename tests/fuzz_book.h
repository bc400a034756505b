/* SPDX-License-Identifier: MIT */
/* For fuzzers of the text floor: the phrases of all languages, loaded once. */
#ifndef SAMLAD_TESTS_FUZZ_BOOK_H
#define SAMLAD_TESTS_FUZZ_BOOK_H

#include <assert.h>
#include <stdint.h>

#include "answer_book.h"
#include "base/utf8.h"
#include "text/understand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

/* Only read from then on; lives in its own arena, where a leak checker finds both. */
struct fuzz_book {
	struct arena *arena;
	struct phrasebook *book;
};

static inline const struct phrasebook *fuzz_book(void)
{
	static struct fuzz_book *kept;

	if (!kept) {
		struct arena *arena = arena_new();
		kept = arena_make(arena, struct fuzz_book);
		*kept = (struct fuzz_book){.arena = arena, .book = book_new(arena)};
		understand_prepare();
	}
	assert(kept->book);
	return kept->book;
}

/* The input as the rules get a text: clean UTF-8. */
static inline const char *fuzz_text(struct arena *arena, const uint8_t *data, size_t bytes)
{
	return utf8_clean_in(arena, (const char *)data, bytes);
}

static inline bool fuzz_is_clean(const char *text)
{
	return !text || utf8_is_clean(text, strlen(text));
}

#endif
