/* floor: text */
/* SPDX-License-Identifier: MIT */
/* Identity numbers are masked however they are written, and nothing else is: mails/numbers.tsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "answer_table.h"
#include "book_fixture.h"
#include "text/mask.h"

static void numbers_are_masked_as_labelled(void **state)
{
	const struct mask mask = {book, day_parse("2027-02-15")};
	size_t bytes, rows = 0;
	char *columns[2], *text = book_read_file(arena, "tests/mails/numbers.tsv", &bytes);

	(void)state;
	assert_non_null(text);
	while (book_next_row(&text, columns, 2)) {
		const char *words = table_text(arena, columns[0]);
		bool whole = !strcmp(columns[1], "-"), masked = false;
		const char *wanted = whole ? words : table_text(arena, columns[1]);
		assert_string_equal(mask_in(arena, &mask, words, &masked), wanted);
		assert_int_equal(masked, !whole);
		rows++;
	}
	assert_true(rows >= 80);
}

static void nothing_stays_nothing(void **state)
{
	const struct mask mask = {NULL, DAY_NONE};
	bool masked = false;

	(void)state;
	assert_null(mask_in(arena, &mask, NULL, &masked));
	assert_string_equal(mask_in(arena, &mask, "", &masked), "");
	assert_false(masked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_masked_as_labelled),
		cmocka_unit_test(nothing_stays_nothing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
