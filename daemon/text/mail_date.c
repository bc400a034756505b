/* SPDX-License-Identifier: MIT */
/*
 * Date fields (RFC 5322 section 3.3, 4.3): day name and seconds may be missing, years may have two
 * digits, zones may be letters. What can't be read for certain is no date: the coordinator counts
 * from the arrival.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/envelope.h"

static int month_of(const char *text)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	for (int i = 0; i < 12; i++)
		if (!strncasecmp(text, months + 3 * i, 3))
			return i + 1;
	return 0;
}

static int zone_offset_minutes(const char *text)
{
	static const struct {
		const char *name;
		int minutes;
	} names[] = {{"EST", -300}, {"EDT", -240}, {"CST", -360}, {"CDT", -300}, {"MST", -420},
		{"MDT", -360}, {"PST", -480}, {"PDT", -420}, {"CET", 60}, {"CEST", 120},
		{"MET", 60}, {"BST", 60}};

	if ((*text == '+' || *text == '-') && strspn(text + 1, "0123456789") >= 4) {
		int hhmm = (text[1] - '0') * 600 + (text[2] - '0') * 60 + (text[3] - '0') * 10 +
			(text[4] - '0');
		return *text == '-' ? -hhmm : hhmm;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strncasecmp(text, names[i].name, strlen(names[i].name)))
			return names[i].minutes;
	return 0; /* GMT, UT, Z, and all military letters (RFC 5322 section 4.3) */
}

static const char *skip(const char *at)
{
	return at + strspn(at, " ,");
}

/* A run of digits of at most n; -1 when there is none. */
static int number(const char **at, int n)
{
	int value = -1;

	for (; n > 0 && isdigit((unsigned char)**at); n--, (*at)++)
		value = (value < 0 ? 0 : value) * 10 + (**at - '0');
	return value;
}

static int full_year(int year)
{
	if (year < 0 || year >= 100)
		return year;
	return year < 50 ? 2000 + year : 1900 + year;
}

struct written {
	day on; /* as the writer's clock had it */
	int seconds;
	int offset_minutes;
};

static bool read_written(const char *value, struct written *ret_written)
{
	const char *at = skip(value);

	while (isalpha((unsigned char)*at) || *at == '.')
		at++;
	at = skip(at);
	int day_of_month = number(&at, 2);
	at += strspn(at, " -");
	int month = month_of(at);
	while (isalpha((unsigned char)*at) || *at == '.')
		at++;
	at += strspn(at, " -");
	int year = full_year(number(&at, 4));
	at = skip(at);
	int hour = number(&at, 2);
	int minute = *at == ':' || *at == '.' ? (at++, number(&at, 2)) : -1;
	int second = *at == ':' || *at == '.' ? (at++, number(&at, 2)) : 0;
	day on = month && year > 0 && day_of_month > 0 ? day_from_civil(year, month, day_of_month)
						       : DAY_NONE;

	if (on == DAY_NONE || hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 ||
		second > 60)
		return false;
	*ret_written = (struct written){.on = on,
		.seconds = hour * HOUR_S + minute * MINUTE_S + second,
		.offset_minutes = zone_offset_minutes(skip(at))};
	return true;
}

instant mail_date_parse(const char *value)
{
	struct written written;

	if (!read_written(value, &written))
		return INSTANT_NONE;
	return (instant)written.on * DAY_S + written.seconds -
		(instant)written.offset_minutes * MINUTE_S;
}

day mail_date_day(const char *value)
{
	struct written written;

	return read_written(value, &written) ? written.on : DAY_NONE;
}
