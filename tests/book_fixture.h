/* SPDX-License-Identifier: MIT */
/* For tests of the text floor: an arena and the phrases of all languages, for a group or for each
 * test. */
#ifndef SAMLAD_TESTS_BOOK_FIXTURE_H
#define SAMLAD_TESTS_BOOK_FIXTURE_H

#include "answer_book.h"

static struct arena *arena;
static struct phrasebook *book;

static inline int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	book = book_new(arena);
	return book ? 0 : -1;
}

static inline int tear_down(void **state)
{
	(void)state;
	phrasebook_free(book);
	arena_free(arena);
	return 0;
}

#endif
