/* SPDX-License-Identifier: MIT */
/*
 * Calendar times are texts here: the reader has no zones, so adding a duration is done on the wall
 * clock, which is what DURATION means for a meeting that no change of the clock falls into.
 */
#include <ctype.h>
#include <string.h>

#include <stdbool.h>

#include "base/arena.h"
#include "base/when.h"
#include "invite_time.h"

static int digits(const char *text, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++) {
		if (!isdigit((unsigned char)text[i]))
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static day day_of(const char *text)
{
	int year = digits(text, 4), month = year < 0 ? -1 : digits(text + 4, 2);
	int day_of_month = month < 0 ? -1 : digits(text + 6, 2);

	return day_of_month < 0 ? DAY_NONE : day_from_civil(year, month, day_of_month);
}

const char *written_time(const char *text)
{
	size_t n = text ? strlen(text) : 0;

	if (n < 8 || day_of(text) == DAY_NONE)
		return NULL;
	if (n == 8)
		return text;
	bool clock = n >= 15 && text[8] == 'T' && digits(text + 9, 2) >= 0 &&
		digits(text + 9, 2) < 24 && digits(text + 11, 2) >= 0 &&
		digits(text + 11, 2) < 60 && digits(text + 13, 2) >= 0;
	return clock && (n == 15 || (n == 16 && text[15] == 'Z')) ? text : NULL;
}

/* Seconds of "P1W", "P1DT2H", "PT90M"; -1 when it is none or over a year. */
static long duration_seconds(const char *text)
{
	static const struct {
		char letter;
		long seconds;
	} units[] = {{'W', 7 * DAY_S}, {'D', DAY_S}, {'H', HOUR_S}, {'M', MINUTE_S}, {'S', 1}};
	long total = 0, number = 0;

	text += *text == '+';
	if (*text++ != 'P')
		return -1;
	for (; *text; text++) {
		size_t i = 0;
		while (i < sizeof(units) / sizeof(units[0]) && units[i].letter != *text)
			i++;
		if (isdigit((unsigned char)*text) && number < 100000) {
			number = number * 10 + (*text - '0');
		} else if (i < sizeof(units) / sizeof(units[0])) {
			total += number * units[i].seconds;
			number = 0;
		} else if (*text != 'T') {
			return -1;
		}
	}
	return total <= 366L * DAY_S ? total : -1;
}

const char *time_after(struct arena *arena, const char *start, const char *duration)
{
	long seconds = duration_seconds(duration);

	if (seconds < 0)
		return NULL;
	bool whole_day = strlen(start) == 8;
	long at = whole_day ? 0
			    : digits(start + 9, 2) * 3600L + digits(start + 11, 2) * 60L +
			digits(start + 13, 2);
	at += seconds;
	struct civil on = civil_from_day(day_of(start) + (day)(at / DAY_S));
	at %= DAY_S;
	if (whole_day && !at)
		return arena_printf(arena, "%04d%02d%02d", on.year, on.month, on.day_of_month);
	return arena_printf(arena, "%04d%02d%02dT%02ld%02ld%02ld%s", on.year, on.month,
		on.day_of_month, at / 3600, at / 60 % 60, at % 60, strlen(start) == 16 ? "Z" : "");
}

const char *zone_name_trim(const char *zone)
{
	static const char *const areas[] = {"/Europe/", "/America/", "/Asia/", "/Africa/",
		"/Atlantic/", "/Australia/", "/Pacific/", "/Indian/", "/Antarctica/", "/Arctic/",
		"/Etc/"};

	for (size_t i = 0; *zone == '/' && i < sizeof(areas) / sizeof(areas[0]); i++) {
		const char *found = strstr(zone, areas[i]);
		if (found)
			return found + 1;
	}
	return zone;
}
