/* SPDX-License-Identifier: MIT */
/*
 * POSIX TZ strings ("CET-1CEST,M3.5.0,M10.5.0/3"), read strictly: a file whose rule is not
 * understood would shift every meeting after its table by an hour in silence, so such a file is
 * refused whole.
 *
 * What holds at an instant is what the latest change before it set; changes of the year before and
 * after are looked at too, since a southern summer goes over New Year and a change may stand hours
 * outside its year.
 */
#include "base/zone_rule.h"

#include <string.h>

struct cursor {
	const char *at, *end;
};

static bool take(struct cursor *cursor, char c)
{
	if (cursor->at == cursor->end || *cursor->at != c)
		return false;
	cursor->at++;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool take_number(struct cursor *cursor, int least, int most, int *ret_number)
{
	const char *start = cursor->at;
	int number = 0;

	while (cursor->at < cursor->end && is_digit(*cursor->at) && cursor->at - start < 4)
		number = number * 10 + (*cursor->at++ - '0');
	if (cursor->at == start || number < least || number > most)
		return false;
	*ret_number = number;
	return true;
}

/* Three or more letters, or any of letters, digits and signs in <>. */
static bool take_name(struct cursor *cursor, char ret_name[ZONE_NAME_TEXT])
{
	bool quoted = take(cursor, '<');
	const char *start = cursor->at;

	while (cursor->at < cursor->end &&
		(is_letter(*cursor->at) ||
			(quoted && (is_digit(*cursor->at) || strchr("+-", *cursor->at)))))
		cursor->at++;
	size_t len = (size_t)(cursor->at - start);
	if (len < 3 || len >= ZONE_NAME_TEXT || (quoted && !take(cursor, '>')))
		return false;
	memcpy(ret_name, start, len);
	ret_name[len] = '\0';
	return true;
}

/* [+-]hh[:mm[:ss]] */
static bool take_time(struct cursor *cursor, int most_hours, int *ret_seconds)
{
	int sign = take(cursor, '-') ? -1 : 1;
	int hours, minutes = 0, seconds = 0;

	if (sign > 0)
		take(cursor, '+');
	if (!take_number(cursor, 0, most_hours, &hours))
		return false;
	if (take(cursor, ':')) {
		if (!take_number(cursor, 0, 59, &minutes))
			return false;
		if (take(cursor, ':') && !take_number(cursor, 0, 59, &seconds))
			return false;
	}
	*ret_seconds = sign * (hours * HOUR_S + minutes * MINUTE_S + seconds);
	return true;
}

/* POSIX counts west as positive. */
static bool take_offset(struct cursor *cursor, int *ret_offset_s)
{
	int west;

	if (!take_time(cursor, 24, &west))
		return false;
	*ret_offset_s = -west;
	return true;
}

static bool take_month_week_day(struct cursor *cursor, struct rule_date *date)
{
	int from_sunday;

	if (!take_number(cursor, 1, 12, &date->month) || !take(cursor, '.') ||
		!take_number(cursor, 1, 5, &date->week) || !take(cursor, '.') ||
		!take_number(cursor, 0, 6, &from_sunday))
		return false;
	date->weekday = from_sunday ? from_sunday : 7;
	return true;
}

static bool take_date(struct cursor *cursor, struct rule_date *ret_date)
{
	struct rule_date date = {.at_s = 2 * HOUR_S};
	bool good;

	if (take(cursor, 'M')) {
		good = take_month_week_day(cursor, &date);
	} else if (take(cursor, 'J')) {
		date.form = RULE_DAY_WITHOUT_LEAP;
		good = take_number(cursor, 1, 365, &date.day_of_year);
	} else {
		date.form = RULE_DAY_FROM_ZERO;
		good = take_number(cursor, 0, 365, &date.day_of_year);
	}
	if (!good || (take(cursor, '/') && !take_time(cursor, 167, &date.at_s)))
		return false;
	*ret_date = date;
	return true;
}

bool zone_rule_parse(const char *text, size_t bytes, struct zone_rule *ret_rule)
{
	struct cursor cursor = {.at = text, .end = text + bytes};
	struct zone_rule rule = {0};

	if (!take_name(&cursor, rule.standard_name) || !take_offset(&cursor, &rule.standard_s))
		return false;
	if (cursor.at < cursor.end) {
		rule.has_daylight = true;
		rule.daylight_s = rule.standard_s + HOUR_S;
		if (!take_name(&cursor, rule.daylight_name))
			return false;
		if (cursor.at < cursor.end && *cursor.at != ',' &&
			!take_offset(&cursor, &rule.daylight_s))
			return false;
		if (!take(&cursor, ',') || !take_date(&cursor, &rule.to_daylight) ||
			!take(&cursor, ',') || !take_date(&cursor, &rule.to_standard))
			return false;
	}
	if (cursor.at != cursor.end)
		return false;
	*ret_rule = rule;
	return true;
}

static day month_week_day(const struct rule_date *date, int year)
{
	day first = day_from_civil(year, date->month, 1);
	day found = first + (date->weekday - day_weekday(first) + 7) % 7 + (date->week - 1) * 7;

	/* The fifth is the last, which may be the fourth. */
	return civil_from_day(found).month == date->month ? found : found - 7;
}

static day rule_day(const struct rule_date *date, int year)
{
	day new_year = day_from_civil(year, 1, 1);

	if (date->form == RULE_MONTH_WEEK_DAY)
		return month_week_day(date, year);
	if (date->form == RULE_DAY_FROM_ZERO)
		return new_year + date->day_of_year;
	bool passed_leap_day = date->day_of_year >= 60 && day_from_civil(year, 2, 29) != DAY_NONE;
	return new_year + date->day_of_year - 1 + passed_leap_day;
}

static instant change_at(const struct rule_date *date, int year, int offset_before_s)
{
	return (instant)rule_day(date, year) * DAY_S + date->at_s - offset_before_s;
}

static int year_of(instant at)
{
	instant days = at / DAY_S - (at % DAY_S < 0);

	if (days < DAY_FIRST)
		return 1;
	return days > DAY_LAST ? 9999 : civil_from_day((day)days).year;
}

int zone_rule_offset_s(const struct zone_rule *rule, instant at)
{
	int year = year_of(at);
	int last = year < 9999 ? year + 1 : year;
	instant latest = INSTANT_NONE;
	int offset_s = rule->standard_s;

	if (!rule->has_daylight)
		return offset_s;
	for (int y = year > 1 ? year - 1 : year; y <= last; y++) {
		instant standard = change_at(&rule->to_standard, y, rule->daylight_s);
		instant daylight = change_at(&rule->to_daylight, y, rule->standard_s);
		if (standard <= at && standard > latest) {
			latest = standard;
			offset_s = rule->standard_s;
		}
		/* Daylight time all the year is written as an end and a beginning at one instant.
		 */
		if (daylight <= at && daylight >= latest) {
			latest = daylight;
			offset_s = rule->daylight_s;
		}
	}
	return offset_s;
}
