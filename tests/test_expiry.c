/* floor: core */
/* SPDX-License-Identifier: MIT */
/* When a secret's end is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/expiry.h"

#define END ((day)20000)

static void each_stage_comes_on_its_day(void **state)
{
	static const struct {
		int left, stage, next_left;
	} rows[] = {{400, EXPIRY_NOT_YET, 30}, {31, EXPIRY_NOT_YET, 30}, {30, 30, 7}, {29, 30, 7},
		{8, 30, 7}, {7, 7, 1}, {2, 7, 1}, {1, 1, 0}, {0, 0, -1}, {-1, -1, -2},
		{-40, -40, -41}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(expiry_stage(END, END - rows[i].left), rows[i].stage);
		assert_int_equal(expiry_next(END, END - rows[i].left), END - rows[i].next_left);
	}
}

/* A daemon that looks every hour, now and then sleeps for days, tells each stage at most once. */
static void every_stage_is_told_once(void **state)
{
	static const struct {
		int step_days;
		int letters, lines;
	} rows[] = {{1, 3, 6}, {5, 2, 2}, {60, 0, 1}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int told = EXPIRY_NOT_YET, letters = 0, lines = 0;

		for (day today = END - 60; today <= END + 5; today += rows[i].step_days) {
			for (int hour = 0; hour < 24; hour++) {
				int stage = expiry_stage(END, today);

				if (stage >= told)
					continue;
				told = stage;
				letters += expiry_goes_by_letter(stage);
				lines += !expiry_goes_by_letter(stage);
			}
		}
		assert_int_equal(letters, rows[i].letters);
		assert_int_equal(lines, rows[i].lines);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_stage_comes_on_its_day),
		cmocka_unit_test(every_stage_is_told_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
