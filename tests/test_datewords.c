/* floor: text */
/* SPDX-License-Identifier: MIT */
/* Days and times as people write them: the rows of mails/dates.tsv, and what no row can say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book_fixture.h"
#include "text/datewords.h"

static const char *days_text(const struct dateword *found)
{
	char first[DAY_TEXT], last[DAY_TEXT];

	if (found->first == DAY_NONE)
		return "-";
	day_format(found->first, first);
	day_format(found->last, last);
	return found->first == found->last ? arena_strdup(arena, first)
					   : arena_printf(arena, "%s..%s", first, last);
}

static const char *time_text(const struct dateword *found)
{
	int from = found->start_minute, to = found->end_minute;

	if (from < 0)
		return "-";
	if (to < 0)
		return arena_printf(arena, "%02d:%02d", from / 60, from % 60);
	return arena_printf(arena, "%02d:%02d-%02d:%02d", from / 60, from % 60, to / 60, to % 60);
}

static void reads_each_row_as_labelled(void **state)
{
	size_t bytes, rows = 0, wrong = 0;
	char *columns[5], *text = book_read_file(arena, "tests/mails/dates.tsv", &bytes);

	(void)state;
	assert_non_null(text);
	while (book_next_row(&text, columns, 5)) {
		struct dateword found = {
			.first = DAY_NONE, .last = DAY_NONE, .start_minute = -1, .end_minute = -1};
		const char *language = strcmp(columns[0], "-") ? columns[0] : NULL;
		enum date_sense sense = strcmp(columns[1], "nearest") ? DATE_COMING : DATE_NEAREST;
		dateword_find(book, language, columns[2], strlen(columns[2]), 0,
			day_from_civil(2027, 2, 15), sense, &found);
		rows++;
		if (strcmp(days_text(&found), columns[3]) ||
			strcmp(time_text(&found), columns[4])) {
			wrong++;
			print_message("\"%s\": %s %s, not %s %s\n", columns[2], days_text(&found),
				time_text(&found), columns[3], columns[4]);
		}
	}
	assert_true(rows > 60);
	assert_int_equal(wrong, 0);
}

static void says_where_it_stands(void **state)
{
	const char *text = "Vi ses tisdag 9 mars kl. 13-16 i sal 2, sen igen 23/3.";
	struct dateword found;

	(void)state;
	assert_true(dateword_find(book, "sv", text, strlen(text), 0, day_from_civil(2027, 2, 15),
		DATE_COMING, &found));
	assert_memory_equal(text + found.start, "tisdag 9 mars kl. 13-16", found.end - found.start);
	assert_true(dateword_find(book, "sv", text, strlen(text), found.end,
		day_from_civil(2027, 2, 15), DATE_COMING, &found));
	assert_int_equal(found.first, day_from_civil(2027, 3, 23));
	assert_memory_equal(text + found.start, "23/3", 4);
}

static void finds_a_date_far_into_a_long_text(void **state)
{
	size_t n = 300000;
	char *text = arena_alloc(arena, n + 64);
	struct dateword found;

	(void)state;
	for (size_t i = 0; i < n; i++)
		text[i] = i % 7 ? 'x' : ' ';
	strncpy(text + n, " tisdag 9 mars", 32);
	assert_true(dateword_find(book, "sv", text, strlen(text), 0, day_from_civil(2027, 2, 15),
		DATE_COMING, &found));
	assert_int_equal(found.first, day_from_civil(2027, 3, 9));
	assert_int_equal(found.start, n + 1);
	text[n] = '\0';
	assert_false(dateword_find(
		book, "sv", text, n, 0, day_from_civil(2027, 2, 15), DATE_COMING, &found));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_each_row_as_labelled),
		cmocka_unit_test(says_where_it_stands),
		cmocka_unit_test(finds_a_date_far_into_a_long_text),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
