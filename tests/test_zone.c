/* floor: base */
/* SPDX-License-Identifier: MIT */
/* Zones as the system's tables have them, in the past, at their changes, and by their rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/when.h"
#include "base/zone_rule.h"

#define EACH(row, rows)                                                                            \
	for (__typeof__(&(rows)[0]) row = (rows); row < (rows) + sizeof(rows) / sizeof(*(rows));   \
		row++)

static const struct zone *load(struct arena *arena, const char *name)
{
	char path[256], bytes[65536];

	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name);
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	size_t n = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	const struct zone *zone = zone_parse(arena, name, bytes, n);
	assert_non_null(zone);
	assert_string_equal(zone_name(zone), name);
	return zone;
}

struct moment {
	const char *zone, *day;
	int hour, minute;
	const char *instant; /* what it is, in the zone's own words */
};

static const struct moment moments[] = {
	{"Europe/Stockholm", "2027-03-27", 13, 0, "2027-03-27T13:00:00+01:00"},
	{"Europe/Stockholm", "2027-03-28", 1, 59, "2027-03-28T01:59:00+01:00"},
	{"Europe/Stockholm", "2027-03-28", 2, 0, "2027-03-28T03:00:00+02:00"}, /* in the gap */
	{"Europe/Stockholm", "2027-03-28", 2, 30, "2027-03-28T03:30:00+02:00"}, /* in the gap */
	{"Europe/Stockholm", "2027-03-28", 3, 0, "2027-03-28T03:00:00+02:00"},
	{"Europe/Stockholm", "2027-10-31", 1, 59, "2027-10-31T01:59:00+02:00"},
	{"Europe/Stockholm", "2027-10-31", 2, 30,
		"2027-10-31T02:30:00+02:00"}, /* the first of two */
	{"Europe/Stockholm", "2027-10-31", 3, 0, "2027-10-31T03:00:00+01:00"},
	{"Europe/Stockholm", "2045-07-01", 13, 0, "2045-07-01T13:00:00+02:00"}, /* by the rule */
	{"Europe/Stockholm", "2045-12-01", 13, 0, "2045-12-01T13:00:00+01:00"},
	{"Europe/Stockholm", "2045-03-26", 2, 30, "2045-03-26T03:30:00+02:00"},
	{"Europe/Stockholm", "1975-07-01", 13, 0,
		"1975-07-01T13:00:00+01:00"}, /* no summer time yet */
	{"Australia/Sydney", "2027-01-15", 9, 0, "2027-01-15T09:00:00+11:00"},
	{"Australia/Sydney", "2027-07-15", 9, 0, "2027-07-15T09:00:00+10:00"},
	{"Australia/Sydney", "2050-12-31", 23, 59, "2050-12-31T23:59:00+11:00"},
	{"Australia/Sydney", "2051-01-01", 0, 0, "2051-01-01T00:00:00+11:00"},
	{"America/New_York", "2041-11-03", 1, 30, "2041-11-03T01:30:00-04:00"},
	{"Asia/Kolkata", "2027-03-09", 0, 0, "2027-03-09T00:00:00+05:30"},
	{"Asia/Gaza", "2085-12-01", 12, 0, "2085-12-01T12:00:00+02:00"},
	{"America/Nuuk", "2040-07-01", 12, 0, "2040-07-01T12:00:00-01:00"},
	{"Pacific/Apia", "2011-12-29", 12, 0, "2011-12-29T12:00:00-10:00"},
	{"Pacific/Apia", "2011-12-31", 12, 0, "2011-12-31T12:00:00+14:00"},
	{"Etc/UTC", "2027-03-09", 12, 0, "2027-03-09T12:00:00+00:00"},
};

static void wall_clocks_become_instants(void **state)
{
	(void)state;
	EACH(row, moments)
	{
		_cleanup_arena_ struct arena *arena = arena_new();
		const struct zone *zone = load(arena, row->zone);
		int seconds = row->hour * HOUR_S + row->minute * MINUTE_S;
		instant at = zone_instant(zone, day_parse(row->day), seconds);
		char text[INSTANT_TEXT];
		assert_string_equal(instant_format(at, zone, text), row->instant);
		assert_true(instant_parse(row->instant) == at);
	}
}

/* The same table, read by the C library. */
static void agrees_with_the_c_library(const char *name)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct zone *zone = load(arena, name);

	setenv("TZ", name, 1);
	tzset();
	for (instant at = -3000000000; at < 4200000000; at += 86400 * 3 + 4567) {
		time_t now = (time_t)at;
		struct tm wall;
		localtime_r(&now, &wall);
		if (wall.tm_gmtoff != zone_offset_s(zone, at))
			fail_msg("%s at %lld: %ld, not %d", name, (long long)at, wall.tm_gmtoff,
				zone_offset_s(zone, at));
	}
}

static void offsets_are_the_c_librarys(void **state)
{
	static const char *const names[] = {"Europe/Stockholm", "Europe/Dublin", "Europe/London",
		"Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca", "Asia/Tehran",
		"Asia/Gaza", "America/Nuuk", "Pacific/Chatham", "UTC"};

	(void)state;
	EACH(name, names)
	agrees_with_the_c_library(*name);
	unsetenv("TZ");
}

static void every_instant_of_a_change_comes_back_from_its_wall_clock(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct zone *zone = load(arena, "Europe/Stockholm");
	instant change = instant_parse("2027-10-31T01:00:00Z");

	for (instant at = change - 3 * HOUR_S; at < change + 3 * HOUR_S; at += 600) {
		int seconds;
		day date = zone_day(zone, at, &seconds);
		instant back = zone_instant(zone, date, seconds);
		bool second_time = at >= change && at < change + HOUR_S;
		assert_true(back == (second_time ? at - HOUR_S : at));
	}
}

static void changes_to_come_are_told(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct zone_change standard, summer;

	assert_true(zone_changes(load(arena, "Europe/Stockholm"), &standard, &summer));
	assert_string_equal(standard.name, "CET");
	assert_int_equal(standard.offset_from_s, 7200);
	assert_int_equal(standard.offset_to_s, 3600);
	assert_int_equal(standard.month, 10);
	assert_int_equal(standard.week, 5);
	assert_int_equal(standard.weekday, 7);
	assert_int_equal(standard.at_s, 3 * HOUR_S);
	assert_string_equal(summer.name, "CEST");
	assert_int_equal(summer.month, 3);
	assert_int_equal(summer.at_s, 2 * HOUR_S);
	assert_false(zone_changes(load(arena, "Asia/Kolkata"), &standard, &summer));
	assert_int_equal(standard.offset_to_s, 5 * HOUR_S + 1800);
	assert_int_equal(standard.month, 0);
	assert_string_equal(standard.name, "IST");
	assert_false(zone_changes(zone_utc(), &standard, &summer));
	assert_string_equal(standard.name, "UTC");
}

static void rules_are_read_strictly(void **state)
{
	static const struct {
		const char *text;
		bool good;
		const char *at;
		int offset_s;
	} rows[] = {
		{"CET-1CEST,M3.5.0,M10.5.0/3", true, "2050-07-01T00:00:00Z", 7200},
		{"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", true, "2050-07-01T00:00:00Z", -3600},
		{"EST5EDT,0/0,J365/25", true, "2050-01-01T05:00:00Z", -14400}, /* all the year */
		{"AAA-1BBB,J60,J300", true, "2048-02-29T12:00:00Z", 3600},
		{"AAA-1BBB,J60,J300", true, "2048-03-01T12:00:00Z", 7200},
		{"AAA-1BBB,59,300", true, "2048-02-29T12:00:00Z", 7200},
		{"IST-5:30", true, "2050-07-01T00:00:00Z", 19800},
		{"CET", false, NULL, 0},
		{"CET-1CEST", false, NULL, 0},
		{"", false, NULL, 0},
		{"CET-25", false, NULL, 0},
		{"CE-1", false, NULL, 0},
		{"CET-1CEST,M13.5.0,M10.5.0", false, NULL, 0},
		{"CET-1CEST,M3.6.0,M10.5.0", false, NULL, 0},
		{"CET-1CEST,M3.5.0,M10.5.0/168", false, NULL, 0},
		{"CET-1CEST,M3.5.0,M10.5.0x", false, NULL, 0},
		{"CET-1CEST,J0,J300", false, NULL, 0},
		{"<CET-1", false, NULL, 0},
		{"ABCDEFGHIJKLMNOPQRSTUVWXYZ-1", false, NULL, 0},
		{"CET-1:60", false, NULL, 0},
	};

	(void)state;
	EACH(row, rows)
	{
		struct zone_rule rule;
		if (zone_rule_parse(row->text, strlen(row->text), &rule) != row->good)
			fail_msg("%s", row->text);
		if (row->good && zone_rule_offset_s(&rule, instant_parse(row->at)) != row->offset_s)
			fail_msg("%s at %s", row->text, row->at);
	}
}

static void broken_files_are_no_zones(void **state)
{
	(void)state;
	unsigned char bytes[65536];
	FILE *file = fopen("/usr/share/zoneinfo/Europe/Stockholm", "rb");
	assert_non_null(file);
	size_t n = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);

	for (size_t cut = 0; cut < n; cut++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		unsigned char *exact = malloc(cut + 1);
		memcpy(exact, bytes, cut);
		assert_null(zone_parse(arena, "x", exact, cut));
		free(exact);
	}
	/* Whatever one byte says instead, nothing is read outside, and any zone answers. */
	for (size_t i = 0; i < n * 3; i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		unsigned char was = bytes[i / 3];
		bytes[i / 3] = i % 3 ? (i % 3 == 1 ? 0xff : 0x80) : 0;
		const struct zone *zone = zone_parse(arena, "x", bytes, n);
		if (zone)
			(void)zone_offset_s(zone, 1804593600);
		bytes[i / 3] = was;
	}
}

static void towns_of_one_zone_go_alike(void **state)
{
	static const struct {
		const char *zone, *other;
		bool alike;
	} rows[] = {
		{"Europe/Stockholm", "Europe/Berlin", true}, /* Outlook's "W. Europe" */
		{"Europe/Stockholm", "Europe/Stockholm", true},
		{"Europe/Helsinki", "Europe/Riga", true},
		{"Europe/Stockholm", "Europe/Helsinki", false},
		{"Europe/Stockholm", "Europe/London", false},
		{"America/New_York", "America/New_York", true},
		{"Europe/Stockholm", "nowhere", false},
	};
	_cleanup_arena_ struct arena *arena = arena_new();

	(void)state;
	EACH(row, rows)
	assert_int_equal(zone_goes_as(load(arena, row->zone), row->other), row->alike);
	/* and where the table says so, the system's zones agree, winter and summer of years to come
	 */
	for (instant at = 1798761600; at < 1798761600 + 366 * (instant)DAY_S; at += DAY_S)
		assert_int_equal(zone_offset_s(load(arena, "Europe/Berlin"), at),
			zone_offset_s(load(arena, "Europe/Stockholm"), at));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wall_clocks_become_instants),
		cmocka_unit_test(offsets_are_the_c_librarys),
		cmocka_unit_test(every_instant_of_a_change_comes_back_from_its_wall_clock),
		cmocka_unit_test(changes_to_come_are_told),
		cmocka_unit_test(rules_are_read_strictly),
		cmocka_unit_test(broken_files_are_no_zones),
		cmocka_unit_test(towns_of_one_zone_go_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
