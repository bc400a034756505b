/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * When somebody is back, and who takes her place: the rows of mails/absences.tsv, counted from
 * Friday 5 February 2027, read as in a Swedish network. With V=1 in the environment every row is
 * printed that is read otherwise than labelled.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "answer_table.h"
#include "book_fixture.h"
#include "score.h"
#include "text/absence.h"

#define RIGHT_PERCENT 95

static bool is_read_as_labelled(char *columns[])
{
	char *reply = table_text(arena, columns[1]), *subject = strsep(&reply, "\n");
	struct absence *got =
		absence_read(arena, book, "sv", subject, reply, day_parse("2027-02-05"), NULL);
	char until[DAY_TEXT] = "-";
	const char *deputy = got->deputy ? got->deputy : "-";

	if (got->until != DAY_NONE)
		day_format(got->until, until);
	bool right = !strcmp(until, columns[2]) && !strcmp(deputy, columns[3]);
	if (!right && score_shows_differences())
		print_message("%s \"%s\": until %s, deputy %s, expected %s, %s\n", columns[0],
			columns[1], until, deputy, columns[2], columns[3]);
	return right;
}

static void return_and_deputy_are_read(void **state)
{
	const char *table = *state;
	struct score score = {.set = table, .floor = RIGHT_PERCENT};
	size_t bytes;
	char *columns[4],
		*text = book_read_file(
			arena, arena_printf(arena, "tests/mails/%s.tsv", table), &bytes);

	assert_non_null(text);
	while (book_next_row(&text, columns, 4)) {
		score.cases++;
		score.right += is_read_as_labelled(columns);
	}
	score_print(&score);
	assert_true(score_is_reached(&score));
}

#define TABLE(name) cmocka_unit_test_prestate(return_and_deputy_are_read, (void *)(name))

int main(void)
{
	const struct CMUnitTest tests[] = {
		TABLE("absences"),
		TABLE("absences-later"),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
