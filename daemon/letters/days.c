/* SPDX-License-Identifier: MIT */
/*
 * Days and times in a language's own patterns ("days.*" in its `subjects`): small templates, so
 * that a language whose order of words is another needs no code. A language that lacks a pattern
 * gets the ISO form.
 */
#include "letters/days.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "letters/mustache.h"

#define SPOKEN_LIMIT 256
#define YEAR_SAID_AFTER_DAYS 300

static void as_it_is(struct str *out, const char *text)
{
	str_puts(out, text);
}

static char *fill(
	struct arena *arena, const struct lexicon *words, const char *key, const struct node *data)
{
	static const struct mustache_settings plain = {.escape = as_it_is};
	const char *pattern = lexicon_word(words, key);
	_cleanup_str_ struct str out;

	str_init(&out, SPOKEN_LIMIT);
	if (pattern)
		mustache_render(pattern, strlen(pattern), data, &plain, &out, NULL);
	return str_in(&out, arena);
}

static const char *nth_word(const struct lexicon *words, const char *key, int n)
{
	struct words list = lexicon_words(words, key);

	return n >= 0 && (size_t)n < list.n ? list.at[n] : "";
}

static void set(struct arena *arena, struct node *data, const char *name, const char *text)
{
	node_set(arena, data, name, node_text(arena, text));
}

static struct node *day_parts(struct arena *arena, const struct lexicon *words, day which)
{
	struct node *data = node_object(arena);
	struct civil civil = civil_from_day(which);

	set(arena, data, "weekday", nth_word(words, "days.weekdays", day_weekday(which) - 1));
	set(arena, data, "month", nth_word(words, "days.months", civil.month - 1));
	set(arena, data, "number", arena_printf(arena, "%d", civil.day_of_month));
	return data;
}

static char *spoken(
	struct arena *arena, const struct lexicon *words, const char *key, day which, day today)
{
	struct node *data = day_parts(arena, words, which);
	char *text = fill(arena, words, key, data);

	if (*text == '\0')
		return day_format(which, arena_alloc(arena, DAY_TEXT));
	if (today == DAY_NONE || abs(which - today) <= YEAR_SAID_AFTER_DAYS)
		return text;
	set(arena, data, "day", text);
	set(arena, data, "year", arena_printf(arena, "%d", civil_from_day(which).year));
	return fill(arena, words, "days.year", data);
}

char *days_day(struct arena *arena, const struct lexicon *words, day which, day today)
{
	return spoken(arena, words, "days.day", which, today);
}

char *days_short(struct arena *arena, const struct lexicon *words, day which, day today)
{
	return spoken(arena, words, "days.short", which, today);
}

static char *clock_time(struct arena *arena, const struct lexicon *words, int seconds)
{
	struct node *data = node_object(arena);
	int minute = seconds / 60 % 60;

	set(arena, data, "hour", arena_printf(arena, "%d", seconds / 3600));
	set(arena, data, "minute", arena_printf(arena, "%02d", minute));
	return fill(arena, words, minute ? "days.time" : "days.whole-hour", data);
}

char *days_hours(struct arena *arena, const struct lexicon *words, const struct zone *zone,
	instant start, instant end)
{
	struct node *data = node_object(arena);
	int from, to;
	day first = zone_day(zone, start, &from);
	day last = zone_day(zone, end, &to);

	set(arena, data, "from", clock_time(arena, words, from));
	set(arena, data, "to", clock_time(arena, words, to));
	return fill(arena, words, first == last && end > start ? "days.hours" : "days.from", data);
}

char *days_span(struct arena *arena, const struct lexicon *words, const struct zone *zone,
	instant start, instant end, day today)
{
	struct node *data = node_object(arena);

	set(arena, data, "day", days_day(arena, words, zone_day(zone, start, NULL), today));
	set(arena, data, "hours", days_hours(arena, words, zone, start, end));
	return fill(arena, words, "days.span", data);
}

char *days_number(struct arena *arena, const struct lexicon *words, int64_t number)
{
	struct words spelled = lexicon_words(words, "days.numbers");

	if (number >= 0 && (size_t)number < spelled.n)
		return arena_strdup(arena, spelled.at[number]);
	return arena_printf(arena, "%lld", (long long)number);
}
