/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * What of a plain text is hers, in as many ways as programs, languages and public bodies have of
 * signing, quoting and warning (tests/mails/replies.tsv). Blanks and empty lines are not compared.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "answer_book.h"
#include "text/body.h"
#include "text/reply.h"
#include "text/understand.h"

#define TABLE "tests/mails/replies.tsv"

/* "\n", "\t" and "\\" of a column, in place. */
static char *unescape(char *text)
{
	char *to = text;

	for (const char *at = text; *at; at++) {
		if (*at == '\\' && at[1])
			*to++ = *++at == 'n' ? '\n' : *at == 't' ? '\t' : *at;
		else
			*to++ = *at;
	}
	*to = '\0';
	return text;
}

static const char *squeezed(struct arena *arena, const char *text)
{
	char *out = arena_strdup(arena, text), *to = out;

	for (const char *at = text; *at; at++)
		if (!strchr(" \n\t", *at) || (to > out && to[-1] != ' '))
			*to++ = strchr(" \n\t", *at) ? ' ' : *at;
	while (to > out && to[-1] == ' ')
		to--;
	*to = '\0';
	return out;
}

static bool is_read_rightly(const struct phrasebook *book, char *columns[3])
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct understanding read = {0};
	const char *text = unescape(columns[1]);

	reply_split(arena, book, body_from_text(arena, text, strlen(text), false, false), NULL,
		NULL, &read, NULL);
	const char *got = squeezed(arena, read.reply);
	const char *wanted = squeezed(arena, unescape(columns[2]));
	if (!strcmp(got, wanted))
		return true;
	print_error("%s: got \"%s\", wanted \"%s\"\n", columns[0], got, wanted);
	return false;
}

static void test_her_words_are_found(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct phrasebook *book = book_new(arena);
	size_t n = 0, rows = 0, wrong = 0;
	char *table = book_read_file(arena, TABLE, &n), *columns[3];

	assert_non_null(book);
	assert_non_null(table);
	for (; book_next_row(&table, columns, 3); rows++)
		wrong += !is_read_rightly(book, columns);
	phrasebook_free(book);
	assert_true(rows > 0);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_her_words_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
