/* SPDX-License-Identifier: MIT */
/*
 * The proleptic Gregorian calendar and ISO 8601 weeks, by Howard Hinnant's algorithms: years begin
 * in March, so that the leap day is the last of its year, and are counted in eras of 400.
 *
 * Every function takes any number and answers DAY_NONE for what is no day of the years 1 to 9999.
 */
#include "base/when.h"

#include <stdio.h>
#include <string.h>

#define ERA_DAYS 146097
#define DAYS_TO_1970 719468 /* from 0000-03-01 */

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap(year));
}

day day_from_civil(int year, int month, int day_of_month)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day_of_month < 1 ||
		day_of_month > month_days(year, month))
		return DAY_NONE;
	int shifted = year - (month <= 2);
	int era = shifted / 400;
	int year_of_era = shifted - era * 400;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day_of_month - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * ERA_DAYS + day_of_era - DAYS_TO_1970;
}

struct civil civil_from_day(day date)
{
	if (date < DAY_FIRST || date > DAY_LAST)
		return (struct civil){0};
	int shifted = date + DAYS_TO_1970;
	int era = shifted / ERA_DAYS;
	int day_of_era = shifted - era * ERA_DAYS;
	int year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted_month = (5 * day_of_year + 2) / 153;
	int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;

	return (struct civil){
		.year = year_of_era + era * 400 + (month <= 2),
		.month = month,
		.day_of_month = day_of_year - (153 * shifted_month + 2) / 5 + 1,
	};
}

int day_weekday(day date)
{
	/* 1970-01-01 was a Thursday. */
	int64_t from_monday = ((int64_t)date + 3) % 7;

	return (int)(from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

/* The Monday of week 1: the week that 4 January is in. */
static int64_t first_monday(int year)
{
	/* Year 10000 is asked about by the last days of 9999. */
	day fourth = year <= 9999 ? day_from_civil(year, 1, 4) : DAY_LAST + 4;

	return (int64_t)fourth - (day_weekday(fourth) - 1);
}

int day_iso_week(day date, int *ret_year)
{
	int year = civil_from_day(date).year;

	if (!year)
		return 0;
	if (date >= first_monday(year + 1))
		year++;
	else if (year > 1 && date < first_monday(year))
		year--;
	if (ret_year)
		*ret_year = year;
	return (int)((date - first_monday(year)) / 7) + 1;
}

day day_of_iso_week(int year, int week)
{
	if (year < 1 || year > 9999 || week < 1 || week > 53)
		return DAY_NONE;
	int64_t monday = first_monday(year) + (week - 1) * 7;
	return monday < first_monday(year + 1) ? (day)monday : DAY_NONE;
}

/* A number of exactly n digits, -1 for anything else. */
static int digits(const char *text, int n)
{
	int number = 0;

	for (int i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		number = number * 10 + (text[i] - '0');
	}
	return number;
}

day day_parse(const char *text)
{
	if (!text || strnlen(text, DAY_TEXT) != DAY_TEXT - 1 || text[4] != '-' || text[7] != '-')
		return DAY_NONE;
	return day_from_civil(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2));
}

char *day_format(day date, char ret_text[DAY_TEXT])
{
	struct civil civil = civil_from_day(date);
	char text[40];

	snprintf(text, sizeof(text), "%04d-%02d-%02d", civil.year, civil.month, civil.day_of_month);
	memcpy(ret_text, text, DAY_TEXT - 1);
	ret_text[DAY_TEXT - 1] = '\0';
	return ret_text;
}
