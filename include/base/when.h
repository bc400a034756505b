/* SPDX-License-Identifier: MIT */
/*
 * Instants, days and zones, computed: no clock is read here and no file opened.
 *
 * An instant is seconds since 1970-01-01T00:00Z, a day is a count of civil days since 1970-01-01 in
 * whatever zone the caller means. Years run from 1 to 9999. Weeks and weekdays are ISO 8601: Monday is 1.
 * A zone is the content of a TZif file (RFC 8536) together with its POSIX rule for the years after the table.
 */
#ifndef SAMLAD_BASE_WHEN_H
#define SAMLAD_BASE_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

typedef int64_t instant;
typedef int32_t day;

#define INSTANT_NONE INT64_MIN
#define INSTANT_NEVER INT64_MAX /* later than anything: nothing is due */
#define DAY_NONE INT32_MIN
#define DAY_FIRST (-719162) /* 0001-01-01 */
#define DAY_LAST 2932896    /* 9999-12-31 */
/* Between these every zone has a day; what is outside formats as "" and has DAY_NONE. */
#define INSTANT_FIRST ((DAY_FIRST + 2) * (instant)86400)
#define INSTANT_LAST ((DAY_LAST - 2) * (instant)86400)
#define MINUTE_S 60
#define HOUR_S 3600
#define DAY_S 86400

struct civil {
	int year;
	int month;	  /* 1-12 */
	int day_of_month; /* 1-31 */
};

/* DAY_NONE when there is no such day (31 April, month 13). */
day day_from_civil(int year, int month, int day_of_month);
/* All zero for what is no day of the years 1 to 9999. */
struct civil civil_from_day(day day);
int day_weekday(day day);		 /* 1 Monday - 7 Sunday */
int day_iso_week(day day, int *ret_year); /* 1-53; the week's own year in ret_year, which may be NULL */
day day_of_iso_week(int year, int week); /* its Monday; DAY_NONE for a week that the year has not */
/* "2027-03-09" and nothing else; DAY_NONE otherwise. Formatting writes 10 characters and a NUL. */
day day_parse(const char *text);
#define DAY_TEXT 11
char *day_format(day day, char ret_text[DAY_TEXT]);

struct zone;

/* name is copied ("Europe/Stockholm"). NULL when the bytes are no TZif file of version 2 or later (RFC 8536),
 * or their rule is not understood. */
const struct zone *zone_parse(struct arena *arena, const char *name, const void *tzif, size_t bytes);
const struct zone *zone_utc(void);
const char *zone_name(const struct zone *zone);
/* Whether clocks there go as in the zone, as far as is known: Europe's zones that have changed together since 1996.
 * Calendars name a zone by another town of it (Outlook's "W. Europe Standard Time" is Berlin's). */
bool zone_goes_as(const struct zone *zone, const char *name);
int zone_offset_s(const struct zone *zone, instant at); /* east of Greenwich is positive */
/* The civil day at that instant; seconds since its 00:00 by the wall clock in ret_seconds (may be NULL). */
day zone_day(const struct zone *zone, instant at, int *ret_seconds);
/*
 * The instant of a wall clock's time. A time that a change skips is moved forward by the length of the gap,
 * a time that comes twice means the first, as RFC 5545 section 3.3.5 has it. INSTANT_NONE for DAY_NONE.
 */
instant zone_instant(const struct zone *zone, day day, int seconds);

/* How a zone changes in the years to come; what a VTIMEZONE is written from. */
struct zone_change {
	const char *name; /* "CET" */
	int offset_from_s;
	int offset_to_s;
	int month; /* 1-12; 0: the zone has no changes, only offset_to_s and name hold */
	int week;  /* 1-4, or 5 for the last */
	int weekday; /* 1 Monday - 7 Sunday */
	int at_s;    /* wall clock before the change, may be negative or over a day */
};
/* standard and daylight; both offset fields are always set. Returns false when the zone has no changes (or
 * counts their days from New Year, which no zone of today does): then both say what holds for good. */
bool zone_changes(const struct zone *zone, struct zone_change *ret_standard, struct zone_change *ret_daylight);

/* RFC 3339; a zone offset or Z is demanded. INSTANT_NONE when it is none. */
instant instant_parse(const char *text);
#define INSTANT_TEXT 32
/* "2027-03-01T07:31:00+01:00"; Z for zone_utc(). */
char *instant_format(instant at, const struct zone *zone, char ret_text[INSTANT_TEXT]);
/* RFC 5322 section 3.3 ("Tue, 09 Mar 2027 13:00:00 +0100"). */
#define INSTANT_MAIL_TEXT 40
char *instant_format_mail(instant at, const struct zone *zone, char ret_text[INSTANT_MAIL_TEXT]);

#endif
