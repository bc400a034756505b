/* SPDX-License-Identifier: MIT */
/*
 * Instants as text. What is written can be read back to the same instant: where a zone's offset has
 * seconds (local mean time, before about 1900), which neither form can say, the offset is cut to
 * whole minutes and the wall clock with it.
 */
#include "base/when.h"

#include <stdio.h>
#include <string.h>

static int two_digits(const char *text)
{
	if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
		return -1;
	return (text[0] - '0') * 10 + (text[1] - '0');
}

/* "13:00:00" as seconds of the day, -1 when it is none; 23:59:60 is the next day's first second. */
static int parse_time(const char *text)
{
	int hour = two_digits(text), minute, second;

	if (hour < 0 || hour > 23 || text[2] != ':')
		return -1;
	minute = two_digits(text + 3);
	if (minute < 0 || minute > 59 || text[5] != ':')
		return -1;
	second = two_digits(text + 6);
	if (second < 0 || second > 60)
		return -1;
	return hour * HOUR_S + minute * MINUTE_S + second;
}

/* "Z" or "+01:00" and nothing after it. */
static bool parse_offset(const char *text, int *ret_offset_s)
{
	if (text[0] == 'Z' || text[0] == 'z') {
		*ret_offset_s = 0;
		return text[1] == '\0';
	}
	if ((text[0] != '+' && text[0] != '-') || strlen(text) != 6 || text[3] != ':')
		return false;
	int hours = two_digits(text + 1), minutes = two_digits(text + 4);
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return false;
	int offset_s = hours * HOUR_S + minutes * MINUTE_S;
	*ret_offset_s = text[0] == '-' ? -offset_s : offset_s;
	return true;
}

instant instant_parse(const char *text)
{
	char date[DAY_TEXT] = "";
	int offset_s;

	/* The longest has nine digits of a second's fraction; "2027-03-09T13:00:00Z" is the
	 * shortest. */
	if (!text || strnlen(text, 40) < 20 || strnlen(text, 40) == 40 || !strchr("Tt ", text[10]))
		return INSTANT_NONE;
	memcpy(date, text, DAY_TEXT - 1);
	day civil_day = day_parse(date);
	int seconds = parse_time(text + 11);
	if (civil_day == DAY_NONE || seconds < 0)
		return INSTANT_NONE;
	text += 19;
	if (*text == '.') {
		size_t n = strspn(text + 1, "0123456789");
		if (!n)
			return INSTANT_NONE;
		text += 1 + n;
	}
	if (!parse_offset(text, &offset_s))
		return INSTANT_NONE;
	return (instant)civil_day * DAY_S + seconds - offset_s;
}

/* An instant taken apart as a wall clock with an offset of whole minutes shows it. */
struct wall {
	day day;
	struct civil civil;
	int hour, minute, second;
	char sign;
	int offset_hours, offset_minutes;
};

static bool read_wall(instant at, const struct zone *zone, struct wall *ret_wall)
{
	if (at < INSTANT_FIRST || at > INSTANT_LAST)
		return false;
	int minutes = zone_offset_s(zone, at) / MINUTE_S;
	instant local = at + minutes * MINUTE_S;
	int seconds;
	day date = zone_day(zone_utc(), local, &seconds);

	if (date == DAY_NONE)
		return false;
	*ret_wall = (struct wall){
		.day = date,
		.civil = civil_from_day(date),
		.hour = seconds / HOUR_S,
		.minute = seconds / MINUTE_S % 60,
		.second = seconds % MINUTE_S,
		.sign = minutes < 0 ? '-' : '+',
		.offset_hours = (minutes < 0 ? -minutes : minutes) / 60,
		.offset_minutes = (minutes < 0 ? -minutes : minutes) % 60,
	};
	return true;
}

char *instant_format(instant at, const struct zone *zone, char ret_text[INSTANT_TEXT])
{
	char date[DAY_TEXT], text[64] = "";
	struct wall wall;

	if (read_wall(at, zone, &wall)) {
		int len = snprintf(text, sizeof(text), "%sT%02d:%02d:%02d",
			day_format(wall.day, date), wall.hour, wall.minute, wall.second);
		if (zone == zone_utc())
			snprintf(text + len, sizeof(text) - (size_t)len, "Z");
		else
			snprintf(text + len, sizeof(text) - (size_t)len, "%c%02d:%02d", wall.sign,
				wall.offset_hours, wall.offset_minutes);
	}
	memcpy(ret_text, text, INSTANT_TEXT - 1);
	ret_text[INSTANT_TEXT - 1] = '\0';
	return ret_text;
}

char *instant_format_mail(instant at, const struct zone *zone, char ret_text[INSTANT_MAIL_TEXT])
{
	static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	char text[128] = "";
	struct wall wall;

	if (read_wall(at, zone, &wall))
		snprintf(text, sizeof(text), "%s, %02d %s %04d %02d:%02d:%02d %c%02d%02d",
			weekdays[day_weekday(wall.day) - 1], wall.civil.day_of_month,
			months[wall.civil.month - 1], wall.civil.year, wall.hour, wall.minute,
			wall.second, wall.sign, wall.offset_hours, wall.offset_minutes);
	memcpy(ret_text, text, INSTANT_MAIL_TEXT - 1);
	ret_text[INSTANT_MAIL_TEXT - 1] = '\0';
	return ret_text;
}
