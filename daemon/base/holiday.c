/* SPDX-License-Identifier: MIT */
/*
 * A country's holidays are rows of one table: a fixed date, a distance from Easter Sunday, or a
 * weekday within seven days. As the law stands now: years before 2005, when Sweden's National Day
 * took Whit Monday's place, are read by the same rows.
 */
#include "base/holiday.h"

#include <stddef.h>
#include <strings.h>

enum rule { RULE_DATE, RULE_EASTER, RULE_WEEKDAY };

struct holiday {
	const char *country;
	const char *name;
	enum rule rule;
	int month, day_of_month; /* of the date, or the first of the seven days */
	int weekday; /* 1 Monday - 7 Sunday */
	int from_easter; /* days */
};

static const struct holiday holidays[] = {
	{"SE", "New Year's Day", RULE_DATE, .month = 1, .day_of_month = 1},
	{"SE", "Epiphany", RULE_DATE, .month = 1, .day_of_month = 6},
	{"SE", "Good Friday", RULE_EASTER, .from_easter = -2},
	{"SE", "Easter Sunday", RULE_EASTER, .from_easter = 0},
	{"SE", "Easter Monday", RULE_EASTER, .from_easter = 1},
	{"SE", "May Day", RULE_DATE, .month = 5, .day_of_month = 1},
	{"SE", "Ascension Day", RULE_EASTER, .from_easter = 39},
	{"SE", "Whit Sunday", RULE_EASTER, .from_easter = 49},
	{"SE", "National Day", RULE_DATE, .month = 6, .day_of_month = 6},
	{"SE", "Midsummer's Eve", RULE_WEEKDAY, .month = 6, .day_of_month = 19, .weekday = 5},
	{"SE", "Midsummer's Day", RULE_WEEKDAY, .month = 6, .day_of_month = 20, .weekday = 6},
	{"SE", "All Saints' Day", RULE_WEEKDAY, .month = 10, .day_of_month = 31, .weekday = 6},
	{"SE", "Christmas Eve", RULE_DATE, .month = 12, .day_of_month = 24},
	{"SE", "Christmas Day", RULE_DATE, .month = 12, .day_of_month = 25},
	{"SE", "Boxing Day", RULE_DATE, .month = 12, .day_of_month = 26},
	{"SE", "New Year's Eve", RULE_DATE, .month = 12, .day_of_month = 31},
};

#define N_HOLIDAYS (sizeof(holidays) / sizeof(holidays[0]))

/* The Gregorian computus in the form of Meeus, Jones and Butcher. */
day easter_sunday(int year)
{
	if (year < 1583 || year > 9999)
		return DAY_NONE;
	int golden = year % 19, century = year / 100, in_century = year % 100;
	int correction = (century - (century + 8) / 25 + 1) / 3;
	int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
	int to_sunday =
		(32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
	int late = (golden + 11 * epact + 22 * to_sunday) / 451;
	int from_march = epact + to_sunday - 7 * late + 114;

	return day_from_civil(year, from_march / 31, from_march % 31 + 1);
}

static day holiday_day(const struct holiday *holiday, int year)
{
	if (holiday->rule == RULE_EASTER)
		return easter_sunday(year) + holiday->from_easter;
	day first = day_from_civil(year, holiday->month, holiday->day_of_month);
	if (holiday->rule == RULE_DATE)
		return first;
	return first + (holiday->weekday - day_weekday(first) + 7) % 7;
}

static bool is_in(const struct holiday *holiday, const char *country)
{
	return country && strcasecmp(holiday->country, country) == 0;
}

bool holiday_country_is_known(const char *country)
{
	if (!country || !*country)
		return true;
	for (size_t i = 0; i < N_HOLIDAYS; i++)
		if (is_in(&holidays[i], country))
			return true;
	return false;
}

const char *holiday_name(const char *country, day date)
{
	int year = civil_from_day(date).year;

	if (year < 1583)
		return NULL;
	for (size_t i = 0; i < N_HOLIDAYS; i++)
		if (is_in(&holidays[i], country) && holiday_day(&holidays[i], year) == date)
			return holidays[i].name;
	return NULL;
}
