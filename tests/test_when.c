/* floor: base */
/* SPDX-License-Identifier: MIT */
/* Civil days, ISO weeks, Swedish holidays, and instants as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/holiday.h"
#include "base/when.h"

#define EACH(row, rows)                                                                            \
	for (__typeof__(&(rows)[0]) row = (rows); row < (rows) + sizeof(rows) / sizeof(*(rows));   \
		row++)

static void days_count_from_1970(void **state)
{
	static const struct {
		const char *text;
		day day;
		int weekday, week, week_year;
	} rows[] = {
		{"0001-01-01", DAY_FIRST, 1, 1, 1},
		{"1970-01-01", 0, 4, 1, 1970},
		{"1969-12-31", -1, 3, 1, 1970},
		{"2000-02-29", 11016, 2, 9, 2000},
		{"2027-03-09", 20886, 2, 10, 2027},
		{"2026-12-31", 20818, 4, 53, 2026},
		{"2027-01-01", 20819, 5, 53, 2026},
		{"2027-01-04", 20822, 1, 1, 2027},
		{"2024-12-30", 20087, 1, 1, 2025},
		{"2023-01-01", 19358, 7, 52, 2022},
		{"2028-02-29", 21243, 2, 9, 2028},
		{"9999-12-31", DAY_LAST, 5, 52, 9999},
	};

	(void)state;
	EACH(row, rows)
	{
		char text[DAY_TEXT];
		int year = 0;
		assert_int_equal(day_parse(row->text), row->day);
		assert_string_equal(day_format(row->day, text), row->text);
		assert_int_equal(day_weekday(row->day), row->weekday);
		assert_int_equal(day_iso_week(row->day, &year), row->week);
		assert_int_equal(year, row->week_year);
		assert_int_equal(day_of_iso_week(year, row->week), row->day - row->weekday + 1);
	}
}

static void every_day_of_nine_thousand_years_goes_round(void **state)
{
	(void)state;
	for (day date = DAY_FIRST; date <= DAY_LAST; date++) {
		struct civil civil = civil_from_day(date);
		if (day_from_civil(civil.year, civil.month, civil.day_of_month) != date)
			fail_msg("day %d", date);
	}
}

static void what_is_no_day_is_none(void **state)
{
	static const char *const texts[] = {"", "2027-3-9", "2027-02-29", "2100-02-29",
		"2027-13-01", "2027-00-01", "2027-04-31", "0000-01-01", "2027-03-09 ", "+027-03-09",
		"2027/03/09", "20270309", "99999-01-01"};

	(void)state;
	EACH(text, texts)
	assert_int_equal(day_parse(*text), DAY_NONE);
	assert_int_equal(day_parse(NULL), DAY_NONE);
	assert_int_equal(day_of_iso_week(2027, 53), DAY_NONE);
	assert_int_equal(day_of_iso_week(2026, 53), 20815);
	assert_int_equal(day_of_iso_week(2027, 0), DAY_NONE);
	assert_int_equal(civil_from_day(DAY_NONE).month, 0);
}

static void swedish_holidays_follow_the_law(void **state)
{
	static const struct {
		const char *day, *name;
	} rows[] = {
		{"2025-04-18", "Good Friday"},
		{"2026-04-05", "Easter Sunday"},
		{"2027-03-29", "Easter Monday"},
		{"2026-05-14", "Ascension Day"},
		{"2027-05-06", "Ascension Day"},
		{"2028-06-04", "Whit Sunday"},
		{"2026-06-19", "Midsummer's Eve"},
		{"2027-06-25", "Midsummer's Eve"},
		{"2027-06-26", "Midsummer's Day"},
		{"2026-10-31", "All Saints' Day"},
		{"2027-11-06", "All Saints' Day"},
		{"2030-06-06", "National Day"},
		{"2026-01-06", "Epiphany"},
		{"2026-05-01", "May Day"},
		{"2026-12-24", "Christmas Eve"},
		{"2026-12-31", "New Year's Eve"},
		{"2026-12-30", NULL},
		{"2026-06-18", NULL},
		{"2027-06-18", NULL},
		{"2026-04-30", NULL},
		{"2026-05-25", NULL},
	};

	(void)state;
	EACH(row, rows)
	{
		const char *name = holiday_name("SE", day_parse(row->day));
		if (!name || !row->name)
			assert_ptr_equal(name, row->name);
		else
			assert_string_equal(name, row->name);
	}
	assert_null(holiday_name("", day_parse("2026-12-25")));
	assert_null(holiday_name(NULL, day_parse("2026-12-25")));
	assert_null(holiday_name("SE", DAY_NONE));
	assert_true(holiday_country_is_known("SE"));
	assert_true(holiday_country_is_known(NULL));
	assert_false(holiday_country_is_known("XX"));
}

static void easter_is_where_the_church_has_it(void **state)
{
	static const char *const sundays[] = {"1818-03-22", "1954-04-18", "1981-04-19",
		"2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20", "2038-04-25",
		"2285-03-22"};

	(void)state;
	EACH(text, sundays)
	{
		day sunday = day_parse(*text);
		assert_int_equal(easter_sunday(civil_from_day(sunday).year), sunday);
	}
	assert_int_equal(easter_sunday(1582), DAY_NONE);
}

static void instants_are_read_from_rfc_3339(void **state)
{
	static const struct {
		const char *text;
		instant at;
	} rows[] = {
		{"1970-01-01T00:00:00Z", 0},
		{"2027-03-09T13:00:00+01:00", 1804593600},
		{"2027-03-09t12:00:00z", 1804593600},
		{"2027-03-09 07:00:00.25-05:00", 1804593600},
		{"2016-12-31T23:59:60Z", 1483228800},
		{"1969-12-31T23:59:59Z", -1},
		{"2027-03-09T13:00:00", INSTANT_NONE},
		{"2027-03-09T24:00:00Z", INSTANT_NONE},
		{"2027-03-09T13:00Z", INSTANT_NONE},
		{"2027-02-30T13:00:00Z", INSTANT_NONE},
		{"2027-03-09T13:00:00+1:00", INSTANT_NONE},
		{"2027-03-09T13:00:00Zx", INSTANT_NONE},
		{"2027-03-09T13:00:00.Z", INSTANT_NONE},
		{"2027-03-09", INSTANT_NONE},
		{"", INSTANT_NONE},
		{"2027-03-09T13:60:00Z", INSTANT_NONE},
		{"2027-03-09T13:00:00+24:00", INSTANT_NONE},
	};

	(void)state;
	EACH(row, rows)
	if (instant_parse(row->text) != row->at)
		fail_msg("%s", row->text);
	assert_true(instant_parse(NULL) == INSTANT_NONE);
}

static void instants_are_written_for_programs_and_for_mail(void **state)
{
	char text[INSTANT_TEXT], mail[INSTANT_MAIL_TEXT];

	(void)state;
	assert_string_equal(instant_format(1804593600, zone_utc(), text), "2027-03-09T12:00:00Z");
	assert_string_equal(instant_format_mail(1804593600, zone_utc(), mail),
		"Tue, 09 Mar 2027 12:00:00 +0000");
	assert_string_equal(instant_format(INSTANT_NEVER, zone_utc(), text), "");
	assert_string_equal(instant_format_mail(INSTANT_NONE, zone_utc(), mail), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_count_from_1970),
		cmocka_unit_test(every_day_of_nine_thousand_years_goes_round),
		cmocka_unit_test(what_is_no_day_is_none),
		cmocka_unit_test(swedish_holidays_follow_the_law),
		cmocka_unit_test(easter_is_where_the_church_has_it),
		cmocka_unit_test(instants_are_read_from_rfc_3339),
		cmocka_unit_test(instants_are_written_for_programs_and_for_mail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
