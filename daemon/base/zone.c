/* SPDX-License-Identifier: MIT */
/*
 * TZif (RFC 8536): the second block, with 64-bit times, and the rule behind it. Everything that the
 * file says of itself is checked before it is believed: counts against the bytes there are, indices
 * against the counts, times for order. Leap seconds are not counted, as POSIX has it.
 *
 * Before the first change the first type holds (section 3.2), after the last one the rule; without
 * a rule the last type.
 */
#include "base/when.h"

#include <string.h>

#include "base/arena.h"
#include "base/zone_rule.h"

#define HEADER_BYTES 44
#define OFFSET_LEAST_S -89999
#define OFFSET_MOST_S 93599

struct zone {
	const char *name;
	size_t n_changes;
	const instant *changes; /* ascending */
	const unsigned char *types; /* of each change */
	const int *offsets_s; /* of each type */
	bool has_rule;
	struct zone_rule rule;
};

struct counts {
	size_t isut, isstd, leap, time, type, character;
};

static uint32_t read_u32(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int64_t read_i64(const unsigned char *at)
{
	return (int64_t)((uint64_t)read_u32(at) << 32 | read_u32(at + 4));
}

static bool read_header(const unsigned char *at, size_t bytes, struct counts *ret_counts)
{
	if (bytes < HEADER_BYTES || memcmp(at, "TZif", 4) != 0 || at[4] < '2')
		return false;
	*ret_counts = (struct counts){
		.isut = read_u32(at + 20),
		.isstd = read_u32(at + 24),
		.leap = read_u32(at + 28),
		.time = read_u32(at + 32),
		.type = read_u32(at + 36),
		.character = read_u32(at + 40),
	};
	return true;
}

/* Bytes of a block with times of `width` bytes. */
static size_t block_bytes(const struct counts *counts, size_t width)
{
	return counts->time * (width + 1) + counts->type * 6 + counts->character +
		counts->leap * (width + 4) + counts->isstd + counts->isut;
}

static bool read_types(struct arena *arena, struct zone *zone, const unsigned char *at, size_t n)
{
	int *offsets_s = arena_make_n(arena, int, n);

	for (size_t i = 0; i < n; i++, at += 6) {
		offsets_s[i] = (int32_t)read_u32(at);
		if (offsets_s[i] < OFFSET_LEAST_S || offsets_s[i] > OFFSET_MOST_S)
			return false;
	}
	zone->offsets_s = offsets_s;
	return true;
}

static bool read_changes(struct arena *arena, struct zone *zone, const unsigned char *at,
	const struct counts *counts)
{
	instant *changes = arena_make_n(arena, instant, counts->time);
	const unsigned char *types = at + counts->time * 8;

	for (size_t i = 0; i < counts->time; i++) {
		changes[i] = read_i64(at + i * 8);
		if (types[i] >= counts->type || (i && changes[i] <= changes[i - 1]))
			return false;
	}
	zone->n_changes = counts->time;
	zone->changes = changes;
	zone->types = arena_memdup(arena, types, counts->time);
	return true;
}

/* Line feed, rule, line feed; the rule may be empty. */
static bool read_footer(struct zone *zone, const unsigned char *at, size_t bytes)
{
	const unsigned char *end;

	if (bytes < 2 || *at != '\n')
		return false;
	end = memchr(at + 1, '\n', bytes - 1);
	if (!end)
		return false;
	zone->has_rule = end > at + 1;
	return !zone->has_rule ||
		zone_rule_parse((const char *)at + 1, (size_t)(end - at) - 1, &zone->rule);
}

const struct zone *zone_parse(struct arena *arena, const char *name, const void *tzif, size_t bytes)
{
	const unsigned char *at = tzif, *end = at + bytes;
	struct zone *zone = arena_make(arena, struct zone);
	struct counts counts;

	if (!read_header(at, bytes, &counts))
		return NULL;
	size_t skip = HEADER_BYTES + block_bytes(&counts, 4);
	if (skip > bytes || !read_header(at + skip, bytes - skip, &counts))
		return NULL;
	at += skip + HEADER_BYTES;
	size_t block = block_bytes(&counts, 8);
	if (block > (size_t)(end - at) || !counts.type || counts.type > 256)
		return NULL;
	zone->name = arena_strdup(arena, name);
	if (!read_changes(arena, zone, at, &counts) ||
		!read_types(arena, zone, at + counts.time * 9, counts.type) ||
		!read_footer(zone, at + block, (size_t)(end - at) - block))
		return NULL;
	return zone;
}

const struct zone *zone_utc(void)
{
	static const int no_offset[] = {0};
	static const struct zone utc = {
		.name = "UTC",
		.offsets_s = no_offset,
		.has_rule = true,
		.rule = {.standard_name = "UTC"},
	};

	return &utc;
}

const char *zone_name(const struct zone *zone)
{
	return zone->name;
}

/* How many changes are not later than that instant. */
static size_t changes_until(const struct zone *zone, instant at)
{
	size_t low = 0, high = zone->n_changes;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (zone->changes[middle] <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int zone_offset_s(const struct zone *zone, instant at)
{
	size_t n = changes_until(zone, at);

	if (n == zone->n_changes && zone->has_rule)
		return zone_rule_offset_s(&zone->rule, at);
	return zone->offsets_s[n ? zone->types[n - 1] : 0];
}

day zone_day(const struct zone *zone, instant at, int *ret_seconds)
{
	int seconds = 0;
	day found = DAY_NONE;

	if (at >= INSTANT_FIRST && at <= INSTANT_LAST) {
		instant wall = at + zone_offset_s(zone, at);
		instant days = wall / DAY_S - (wall % DAY_S < 0);
		seconds = (int)(wall - days * DAY_S);
		found = (day)days;
	}
	if (ret_seconds)
		*ret_seconds = seconds;
	return found;
}

instant zone_instant(const struct zone *zone, day date, int seconds)
{
	if (date < DAY_FIRST || date > DAY_LAST)
		return INSTANT_NONE;
	instant wall = (instant)date * DAY_S + seconds;
	/* No offset is over a day, so these two stand on either side of a change nearby. */
	int before_s = zone_offset_s(zone, wall - DAY_S);
	int after_s = zone_offset_s(zone, wall + DAY_S);
	instant early = wall - (before_s > after_s ? before_s : after_s);
	instant late = wall - (before_s > after_s ? after_s : before_s);

	if (early + zone_offset_s(zone, early) == wall)
		return early;
	if (late + zone_offset_s(zone, late) == wall)
		return late;
	return wall - before_s;
}

static void describe(const struct rule_date *date, struct zone_change *change)
{
	change->month = date->month;
	change->week = date->week;
	change->weekday = date->weekday;
	change->at_s = date->at_s;
}

bool zone_changes(
	const struct zone *zone, struct zone_change *ret_standard, struct zone_change *ret_daylight)
{
	const struct zone_rule *rule = &zone->rule;

	if (!zone->has_rule || !rule->has_daylight ||
		rule->to_daylight.form != RULE_MONTH_WEEK_DAY ||
		rule->to_standard.form != RULE_MONTH_WEEK_DAY) {
		int offset_s = zone_offset_s(zone, INSTANT_LAST);
		const char *name = zone->has_rule ? rule->standard_name : zone->name;
		*ret_standard = (struct zone_change){
			.name = name, .offset_from_s = offset_s, .offset_to_s = offset_s};
		*ret_daylight = *ret_standard;
		return false;
	}
	*ret_standard = (struct zone_change){.name = rule->standard_name,
		.offset_from_s = rule->daylight_s,
		.offset_to_s = rule->standard_s};
	describe(&rule->to_standard, ret_standard);
	*ret_daylight = (struct zone_change){.name = rule->daylight_name,
		.offset_from_s = rule->standard_s,
		.offset_to_s = rule->daylight_s};
	describe(&rule->to_daylight, ret_daylight);
	return true;
}
