/* SPDX-License-Identifier: MIT */
/*
 * Days that are counted: from today ("i övermorgon", "om två veckor", "nästa vecka"), from the
 * calendar's weeks
 * ("v. 12", ISO 8601), from feasts and seasons ("efter påsk", "till hösten"). Feasts and seasons
 * are rows of tables, their numbers those of the keys "date.feast.N" and "date.season.N".
 */
#include "text/dates.h"

#include <stdlib.h>

#include "base/holiday.h"

static size_t set_span(struct dateword *found, day first, day last, bool year_said, size_t n)
{
	if (first == DAY_NONE || last == DAY_NONE)
		return 0;
	found->first = first;
	found->last = last;
	found->year_said = year_said;
	return n;
}

static day monday_of(day there)
{
	return there - day_weekday(there) + 1;
}

/* The week of that number as the sense says. */
static day week_monday(const struct date_reader *reader, int number)
{
	int year;
	day best = DAY_NONE;

	day_iso_week(reader->today, &year);
	for (int y = year - 1; y <= year + 6; y++) {
		day monday = day_of_iso_week(y, number);
		if (monday == DAY_NONE)
			continue;
		if (reader->sense == DATE_COMING && monday + 6 >= reader->today)
			return monday;
		if (reader->sense == DATE_NEAREST &&
			(best == DAY_NONE ||
				abs(monday - reader->today) < abs(best - reader->today)))
			best = monday;
	}
	return best;
}

static bool is_week_number(const struct token *token)
{
	return token->kind == TOKEN_NUMBER && token->digits <= 2 && token->number >= 1 &&
		token->number <= 53;
}

size_t date_week_at(const struct date_reader *reader, size_t i, struct dateword *found)
{
	size_t n = 1;

	if (!token_has(date_token(reader, i), WORD_WEEK))
		return 0;
	n += token_is_sign(date_token(reader, i + n), ".");
	if (!is_week_number(date_token(reader, i + n)))
		return 0;
	day first = week_monday(reader, date_token(reader, i + n)->number), last = first;
	n++;
	if ((token_is_sign(date_token(reader, i + n), "-") ||
		    token_has(date_token(reader, i + n), WORD_TO)) &&
		is_week_number(date_token(reader, i + n + 1))) {
		last = week_monday(reader, date_token(reader, i + n + 1)->number);
		if (first == DAY_NONE || last == DAY_NONE || last < first || last - first > 370)
			return 0;
		n += 2;
	}
	return first == DAY_NONE ? 0 : set_span(found, first, last + 6, false, n);
}

static int count_at(const struct date_reader *reader, size_t i)
{
	const struct token *token = date_token(reader, i);

	if (token->kind == TOKEN_NUMBER && token->digits <= 3)
		return token->number;
	return token_has(token, WORD_NUMBER) ? token->sense.value[WORD_NUMBER] : -1;
}

/* "om två veckor", "in 10 days"; "kahden viikon päästä", where the language puts it behind */
static size_t within(const struct date_reader *reader, size_t i, struct dateword *found)
{
	bool before = token_has(date_token(reader, i), WORD_WITHIN);
	int count = count_at(reader, i + before);
	const struct token *unit = date_token(reader, i + before + 1);
	day there = DAY_NONE;

	if ((!before && !token_has(date_token(reader, i + 2), WORD_WITHIN_BEHIND)) || count < 0 ||
		count > 400)
		return 0;
	if (token_has(unit, WORD_DAY_UNIT))
		there = reader->today + count;
	else if (token_has(unit, WORD_WEEK_UNIT))
		there = reader->today + 7 * count;
	else if (token_has(unit, WORD_MONTH_UNIT))
		there = date_months_on(reader->today, count);
	return set_span(found, there, there, false, 3);
}

/* Which week or month: 1 the next, 0 this one, -1 the last. False for no such word. */
static bool is_relative(const struct token *token, int *ret_which)
{
	static const struct {
		enum word_class class;
		int which;
	} rows[] = {{WORD_NEXT, 1}, {WORD_THIS, 0}, {WORD_LAST_ONE, -1}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (token_has(token, rows[i].class)) {
			*ret_which = rows[i].which;
			return true;
		}
	return false;
}

/* "nästa vecka", "last month", "this week", "nästa tisdag" (the one in the week after this) */
static size_t next_or_this(const struct date_reader *reader, size_t i, struct dateword *found)
{
	const struct token *unit = date_token(reader, i + 1);
	int which;

	if (!is_relative(date_token(reader, i), &which))
		return 0;
	day monday = monday_of(reader->today) + 7 * which;
	if (token_has(unit, WORD_WEEK_UNIT))
		return set_span(found, monday, monday + 6, false, 2);
	if (token_has(unit, WORD_MONTH_UNIT)) {
		struct civil civil = civil_from_day(date_months_on(reader->today, which));
		return date_month_span(found, civil.year, civil.month, false, 2);
	}
	if (token_has(unit, WORD_WEEKDAY)) {
		day there = monday + unit->sense.value[WORD_WEEKDAY] - 1;
		return set_span(found, there, there, false, 2);
	}
	return 0;
}

/* A span that comes again each year, as days from Easter Sunday or from a date. */
struct season {
	bool easter;
	int month, date; /* or days from Easter */
	int days;
};

static const struct season feasts[] = {
	[1] = {.easter = true, .date = -2, .days = 4}, /* Good Friday to Easter Monday */
	[2] = {.month = 6, .date = 19, .days = 8}, /* Midsummer, whichever Saturday it is */
	[3] = {.month = 12, .date = 24, .days = 3},
	[4] = {.month = 12, .date = 31, .days = 2},
	[5] = {.easter = true, .date = 39, .days = 1}, /* Ascension */
	[6] = {.easter = true, .date = 48, .days = 3}, /* Whitsun */
};
static const struct season seasons[] = {
	[1] = {.month = 3, .date = 1, .days = 92},
	[2] = {.month = 6, .date = 1, .days = 76},
	[3] = {.month = 9, .date = 1, .days = 91},
	[4] = {.month = 12, .date = 1, .days = 90},
};

static size_t season_span(const struct date_reader *reader, const struct season *season, bool after,
	struct dateword *found)
{
	int year = civil_from_day(reader->today).year;

	for (int y = year; y <= year + 1; y++) {
		day first = season->easter ? easter_sunday(y) + season->date
					   : day_from_civil(y, season->month, season->date);
		day last = first + season->days - 1;
		if ((after ? last + 1 : first) >= reader->today ||
			(!after && last >= reader->today))
			return set_span(found, first, last, false, 1);
	}
	return 0;
}

static size_t feast(const struct date_reader *reader, size_t i, bool after, struct dateword *found)
{
	const struct token *token = date_token(reader, i);
	int number = token->sense.value[WORD_FEAST];

	if (!token_has(token, WORD_FEAST) || number < 1 ||
		number >= (int)(sizeof(feasts) / sizeof(feasts[0])))
		return 0;
	return season_span(reader, &feasts[number], after, found);
}

static size_t season(const struct date_reader *reader, size_t i, bool after, struct dateword *found)
{
	const struct token *token = date_token(reader, i);
	int number = token->sense.value[WORD_SEASON];

	if (!token_has(token, WORD_SEASON) || number < 1 ||
		number >= (int)(sizeof(seasons) / sizeof(seasons[0])))
		return 0;
	return season_span(reader, &seasons[number], after, found);
}

static size_t span_at(
	const struct date_reader *reader, size_t i, bool after, struct dateword *found)
{
	size_t the = token_has(date_token(reader, i), WORD_THE_DAY);
	size_t n = feast(reader, i + the, after, found);

	if (n == 0)
		n = season(reader, i + the, after, found);
	if (n == 0)
		n = date_week_at(reader, i + the, found);
	if (n == 0)
		n = next_or_this(reader, i + the, found);
	if (n == 0)
		n = date_month_at(reader, i + the, true, found);
	return n ? n + the : 0;
}

static size_t today_or_so(const struct date_reader *reader, size_t i, struct dateword *found)
{
	static const struct {
		enum word_class class;
		int days;
	} rows[] = {
		{WORD_TODAY, 0}, {WORD_TOMORROW, 1}, {WORD_OVERMORROW, 2}, {WORD_YESTERDAY, -1}};

	for (size_t k = 0; k < sizeof(rows) / sizeof(rows[0]); k++)
		if (token_has(date_token(reader, i), rows[k].class))
			return set_span(found, reader->today + rows[k].days,
				reader->today + rows[k].days, false, 1);
	return 0;
}

size_t date_counted_at(const struct date_reader *reader, size_t i, struct dateword *found)
{
	const struct token *token = date_token(reader, i);
	size_t n = today_or_so(reader, i, found);

	if (n == 0)
		n = date_week_at(reader, i, found);
	if (n == 0)
		n = within(reader, i, found);
	if (n == 0)
		n = next_or_this(reader, i, found);
	if (n == 0)
		n = date_month_at(reader, i, false, found);
	if (n == 0)
		n = feast(reader, i, false, found);
	if (n > 0 && token_has(date_token(reader, i + n), WORD_LATER_BEHIND))
		return set_span(found, found->last + 1, found->last + 1, found->year_said, n + 1);
	if (n > 0)
		return n;
	if (token_has(token, WORD_LATER_THAN) && (n = span_at(reader, i + 1, true, found)) > 0)
		return set_span(found, found->last + 1, found->last + 1, found->year_said, n + 1);
	if (token_has(token, WORD_SOONER_THAN) && (n = span_at(reader, i + 1, false, found)) > 0)
		return set_span(found, found->first - 1, found->first - 1, found->year_said, n + 1);
	if (token_has(token, WORD_MONTH_LEAD) && (n = span_at(reader, i + 1, false, found)) > 0)
		return n + 1;
	return 0;
}
