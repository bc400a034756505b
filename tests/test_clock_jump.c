/* floor: base */
/* SPDX-License-Identifier: MIT */
/* Which moves of the clock are faults, and which are sleep, outages and the keeping of time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock_jump.h"

#define START ((instant)1800000000)
#define YEAR_S (365 * (instant)DAY_S)

enum where { SAME_RUN, SAME_BOOT, OTHER_BOOT, UNKNOWN_BOOT };

static const struct {
	const char *what;
	enum where where;
	instant wall_s, up_s; /* how far each clock went */
	enum clock_jump jump;
} rows[] = {
	{"a minute passes", SAME_RUN, 60, 60, CLOCK_STEADY},
	{"an hour ahead", SAME_RUN, 60 + HOUR_S, 60, CLOCK_STEADY},
	{"an hour back", SAME_RUN, 60 - HOUR_S, 60, CLOCK_STEADY},
	{"a year ahead", SAME_RUN, 60 + YEAR_S, 60, CLOCK_AHEAD},
	{"a year back", SAME_RUN, 60 - YEAR_S, 60, CLOCK_BACK},
	{"just a day ahead", SAME_RUN, 60 + DAY_S, 60, CLOCK_STEADY},
	{"a second more than a day ahead", SAME_RUN, 61 + DAY_S, 60, CLOCK_AHEAD},
	{"the machine slept for a week", SAME_RUN, 7 * DAY_S, 7 * DAY_S, CLOCK_STEADY},
	{"the machine slept for half a year", SAME_RUN, YEAR_S / 2, YEAR_S / 2, CLOCK_STEADY},

	{"cron, five minutes later", SAME_BOOT, 300, 300, CLOCK_STEADY},
	{"stopped for thirty days", SAME_BOOT, 30 * DAY_S, 30 * DAY_S, CLOCK_STEADY},
	{"stopped for a year", SAME_BOOT, YEAR_S, YEAR_S, CLOCK_STEADY},
	{"a year ahead while it did not run", SAME_BOOT, YEAR_S, 300, CLOCK_AHEAD},
	{"an hour ahead while it did not run", SAME_BOOT, HOUR_S, 300, CLOCK_STEADY},
	{"an hour back while it did not run", SAME_BOOT, 300 - HOUR_S, 300, CLOCK_BACK},
	{"a year back while it did not run", SAME_BOOT, 300 - YEAR_S, 300, CLOCK_BACK},
	{"a second back at a restart", SAME_BOOT, -1, 1, CLOCK_STEADY},
	{"five minutes back", SAME_BOOT, -300, 1, CLOCK_STEADY},
	{"more than five minutes back", SAME_BOOT, -301, 1, CLOCK_BACK},
	{"back, but no time comes twice", SAME_BOOT, 300, 300 + HOUR_S, CLOCK_STEADY},

	{"the machine was off for thirty days", OTHER_BOOT, 30 * DAY_S, -5000, CLOCK_STEADY},
	{"and had been up longer before", OTHER_BOOT, 30 * DAY_S, 5000, CLOCK_STEADY},
	{"off for ninety days", OTHER_BOOT, 90 * DAY_S, 0, CLOCK_STEADY},
	{"off for longer than anybody leaves it", OTHER_BOOT, 91 * DAY_S, 0, CLOCK_AHEAD},
	{"a year ahead over a restart", OTHER_BOOT, YEAR_S, 0, CLOCK_AHEAD},
	{"an hour back over a restart", OTHER_BOOT, -HOUR_S, 0, CLOCK_BACK},
	{"a year back over a restart", OTHER_BOOT, -YEAR_S, 0, CLOCK_BACK},
	{"a battery that is empty: 1970", OTHER_BOOT, 100 - START, 0, CLOCK_BACK},

	{"off for thirty days, nobody knows", UNKNOWN_BOOT, 30 * DAY_S, 40, CLOCK_STEADY},
	{"an hour back, nobody knows", UNKNOWN_BOOT, -HOUR_S, 40, CLOCK_BACK},
	{"started anew, though the number of the start is the same", SAME_BOOT, 30 * DAY_S, -10,
		CLOCK_STEADY},
};

static void faults_are_told_from_sleep_and_outages(void **state)
{
	static const int64_t boots[][2] = {[SAME_RUN] = {0, 0},
		[SAME_BOOT] = {7, 7},
		[OTHER_BOOT] = {7, 8},
		[UNKNOWN_BOOT] = {0, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const int64_t *boot = boots[rows[i].where];
		const struct clock_reading before = {START, 100000, boot[0]};
		const struct clock_reading now = {
			START + rows[i].wall_s, 100000 + rows[i].up_s, boot[1]};
		instant expected;
		enum clock_jump jump =
			clock_compare(&before, &now, rows[i].where == SAME_RUN, &expected);

		if (jump != rows[i].jump)
			fail_msg("%s: %d, wanted %d", rows[i].what, jump, rows[i].jump);
	}
}

static void what_the_clock_should_show_is_told_where_it_can_be(void **state)
{
	const struct clock_reading before = {START, 1000, 7};
	const struct clock_reading same = {START + YEAR_S, 1600, 7}, other = {START + YEAR_S, 5, 8};
	instant expected;

	(void)state;
	clock_compare(&before, &same, false, &expected);
	assert_int_equal(expected, START + 600);
	clock_compare(&before, &other, false, &expected);
	assert_int_equal(expected, START);
}

static void readings_of_this_machine_go_on(void **state)
{
	struct clock_reading first = clock_read(clock_boot()), second = clock_read(clock_boot());

	(void)state;
	assert_int_equal(first.boot, second.boot);
	assert_true(second.up_s >= first.up_s);
	setenv("SAMLAD_BOOT_ID", "0123456789abcdef0123456789abcdef", 1);
	int64_t plain = clock_boot();
	setenv("SAMLAD_BOOT_ID", "01234567-89ab-cdef-0123-456789abcdef", 1);
	assert_int_equal(clock_boot(), plain);
	unsetenv("SAMLAD_BOOT_ID");
	assert_int_equal(plain, 0x0123456789abcde);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_are_told_from_sleep_and_outages),
		cmocka_unit_test(what_the_clock_should_show_is_told_where_it_can_be),
		cmocka_unit_test(readings_of_this_machine_go_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
