/* floor: core */
/* SPDX-License-Identifier: MIT */
/* Thirty letters in any minute, and no more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/pace.h"

#define START ((instant)1800000000)

/* 200 letters as fast as the pace lets them: never 31 within 60 seconds. */
static void no_minute_has_more_than_thirty(void **state)
{
	static instant sent[200];
	struct pace pace = {0};
	instant now = START;

	(void)state;
	for (size_t i = 0; i < 200; i++) {
		instant next = pace_next(&pace, now);

		assert_true(next >= now && next <= now + MINUTE_S + 1);
		now = next;
		assert_int_equal(pace_next(&pace, now), now);
		pace_note(&pace, now);
		sent[i] = now;
		if (i >= PACE_LETTERS)
			assert_true(sent[i] - sent[i - PACE_LETTERS] > MINUTE_S);
		now += i % 7 == 0; /* some time passes by itself */
	}
	/* and it wastes none: seven windows' worth of waiting at most */
	assert_true(sent[199] - START <= 7 * (MINUTE_S + 1));
}

static void thirty_leave_at_once_and_the_next_after_a_minute(void **state)
{
	struct pace pace = {0};

	(void)state;
	for (int i = 0; i < PACE_LETTERS; i++) {
		assert_int_equal(pace_next(&pace, START), START);
		pace_note(&pace, START);
	}
	assert_int_equal(pace_next(&pace, START), START + 61);
	assert_int_equal(pace_next(&pace, START + 60), START + 61);
	assert_int_equal(pace_next(&pace, START + 61), START + 61);
	assert_int_equal(pace_next(&pace, START + 3600), START + 3600);
}

static void a_clock_set_back_does_not_stop_letters(void **state)
{
	struct pace pace = {0};

	(void)state;
	for (int i = 0; i < PACE_LETTERS; i++)
		pace_note(&pace, START);
	assert_int_equal(pace_next(&pace, START - 86400 * 365), START - 86400 * 365);
}

static void a_server_on_this_machine_is_not_paced(void **state)
{
	static const struct {
		const char *host;
		bool paced;
	} rows[] = {{"smtp.office365.com", true}, {"smtp.fou.example", true}, {"localhost", false},
		{"127.0.0.1", false}, {"127.0.1.1", false}, {"::1", false},
		{"localhost.fou.example", true}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(pace_is_for(rows[i].host), rows[i].paced);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_minute_has_more_than_thirty),
		cmocka_unit_test(thirty_leave_at_once_and_the_next_after_a_minute),
		cmocka_unit_test(a_clock_set_back_does_not_stop_letters),
		cmocka_unit_test(a_server_on_this_machine_is_not_paced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
