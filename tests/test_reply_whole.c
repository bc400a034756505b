/* floor: text */
/* SPDX-License-Identifier: MIT */
/* The parts of a mail as a whole: nothing of the body is missing, and their number has a ceiling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "phrases_of_templates.h"
#include "text/body.h"
#include "text/reply.h"

static struct phrasebook *book;
static struct arena *book_arena;

static int load_book(void **state)
{
	(void)state;
	book_arena = arena_new();
	book = test_phrasebook(book_arena);
	return 0;
}

static int drop_book(void **state)
{
	(void)state;
	phrasebook_free(book);
	arena_free(book_arena);
	return 0;
}

static void all_parts_are_all_of_the_body(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *text = "\nHej\n\nJa  \n\n-- \nAnna\n> x\n\nOn Tue, Feb 2, 2027 at 9:14 AM N "
			   "<n@x.example> wrote:\n> y\n";
	struct body *body = body_from_text(arena, text, strlen(text), false, false);
	struct understanding understanding = {0};
	struct str all, explain;

	str_init(&all, 4096);
	str_init(&explain, 4096);
	reply_split(arena, book, body, NULL, NULL, &understanding, &explain);
	list_each (part, &understanding.parts)
		str_puts(&all, part->text);
	assert_string_equal(all.at, text);
	assert_non_null(strstr(explain.at, "reply.header 26-"));
	str_done(&all);
	str_done(&explain);
}

static void a_mail_of_many_quotes_stays_under_the_ceiling(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct understanding understanding = {0};
	struct str text;

	str_init(&text, 1 << 20);
	for (int i = 0; i < 20000; i++)
		str_puts(&text, "> q\na\n");
	struct body *body = body_from_text(arena, text.at, text.len, false, false);
	reply_split(arena, book, body, NULL, NULL, &understanding, NULL);
	assert_int_equal(understanding.parts.n, UNDERSTANDING_PARTS_LIMIT);
	assert_int_equal(understanding.parts.at[UNDERSTANDING_PARTS_LIMIT - 1].kind, PART_QUOTE);
	str_done(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_parts_are_all_of_the_body),
		cmocka_unit_test(a_mail_of_many_quotes_stays_under_the_ceiling),
	};

	return cmocka_run_group_tests(tests, load_book, drop_book);
}
