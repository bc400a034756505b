/* SPDX-License-Identifier: MIT */
/*
 * A day in numbers alone: 2027-03-09, 9/3, 9/3-27, 9.3.2027. Where two numbers could be day and
 * month in either order, the language's own order decides if it has one ("date.day-first"), else a
 * weekday beside them, else nothing: such a date is not read at all. Here too is what all written
 * days share.
 */
#include "text/dates.h"

#include <stdlib.h>

const struct token *date_token(const struct date_reader *reader, size_t i)
{
	static const struct token none = {.kind = TOKEN_LINE, .folded = "", .number = -1};

	return i < reader->n ? &reader->tokens[i] : &none;
}

bool date_is_number(const struct token *token, int least, int most, int digits_most)
{
	return token->kind == TOKEN_NUMBER && token->number >= least && token->number <= most &&
		token->digits <= digits_most;
}

static bool is_joined_sign(const struct date_reader *reader, size_t i, const char *signs)
{
	const struct token *token = date_token(reader, i);

	return token_is_sign(token, signs) && token->joined && date_token(reader, i + 1)->joined;
}

size_t date_set(struct dateword *found, day first, day last, bool year_said, size_t n)
{
	if (first == DAY_NONE || last == DAY_NONE || last < first)
		return 0;
	found->first = first;
	found->last = last;
	found->year_said = year_said;
	return n;
}

day date_without_year(const struct date_reader *reader, int month, int day_of_month)
{
	int year = civil_from_day(reader->today).year;
	day best = DAY_NONE;

	for (int y = year - 1; y <= year + 4; y++) {
		day candidate = day_from_civil(y, month, day_of_month);
		if (candidate == DAY_NONE)
			continue;
		if (reader->sense == DATE_COMING && candidate >= reader->today)
			return candidate;
		if (reader->sense == DATE_NEAREST &&
			(best == DAY_NONE ||
				abs(candidate - reader->today) < abs(best - reader->today)))
			best = candidate;
	}
	return best;
}

day date_of_weekday(const struct date_reader *reader, int weekday)
{
	int ahead = (weekday - day_weekday(reader->today) + 7) % 7;

	if (reader->sense == DATE_NEAREST && ahead > 3)
		ahead -= 7;
	return reader->today + ahead;
}

/* A year behind a date: "2027", ", 2027", "-27", "/2027". */
size_t date_year_at(const struct date_reader *reader, size_t i, int *ret_year)
{
	size_t n = 0;

	if (token_is_sign(date_token(reader, i), "/-") && date_token(reader, i)->joined &&
		date_token(reader, i + 1)->joined) {
		const struct token *year = date_token(reader, i + 1);
		if (year->digits == 2 && date_is_number(year, 20, 99, 2)) {
			*ret_year = 2000 + year->number;
			return 2;
		}
		n = 1;
	} else if (token_is_sign(date_token(reader, i), ",")) {
		n = 1;
	}
	if (!date_is_number(date_token(reader, i + n), 1990, 2199, 4))
		return 0;
	*ret_year = date_token(reader, i + n)->number;
	return n + 1;
}

day date_day_of(const struct date_reader *reader, int year, int month, int day_of_month)
{
	return year ? day_from_civil(year, month, day_of_month)
		    : date_without_year(reader, month, day_of_month);
}

static size_t iso(const struct date_reader *reader, size_t i, struct dateword *found)
{
	const struct token *year = date_token(reader, i), *month = date_token(reader, i + 2),
			   *date = date_token(reader, i + 4);

	if (year->digits != 4 || !date_is_number(year, 1990, 2199, 4) ||
		!is_joined_sign(reader, i + 1, "-/.") || !date_is_number(month, 1, 12, 2) ||
		!is_joined_sign(reader, i + 3, "-/.") || !date_is_number(date, 1, 31, 2))
		return 0;
	day there = day_from_civil(year->number, month->number, date->number);
	return date_set(found, there, there, true, 5);
}

/* Which of the two numbers is the day: 1 the first, 2 the second, 0 nobody knows. */
static int day_place(const struct date_reader *reader, const struct token *sign, int first,
	int second, int weekday, int year)
{
	day day_first = date_day_of(reader, year, second, first),
	    month_first = date_day_of(reader, year, first, second);

	if (first > 12 || first == second || token_has(sign, WORD_SLASH_DAY_FIRST))
		return 1;
	if (second > 12)
		return 2;
	if (weekday && day_first != DAY_NONE && month_first != DAY_NONE) {
		bool fits_first = day_weekday(day_first) == weekday,
		     fits_second = day_weekday(month_first) == weekday;
		if (fits_first != fits_second)
			return fits_first ? 1 : 2;
	}
	return 0;
}

/* "fredag 12.3" */
static bool fits_weekday(const struct date_reader *reader, int weekday, int date, int month)
{
	day there = weekday ? date_day_of(reader, 0, month, date) : DAY_NONE;

	return there != DAY_NONE && day_weekday(there) == weekday;
}

/* "1/2 tjänst" */
static bool is_fraction(int part, int whole)
{
	return part < whole && whole <= 4;
}

static bool is_of_something(const struct date_reader *reader, size_t i)
{
	return date_token(reader, i)->kind == TOKEN_WORD && !date_token(reader, i)->known;
}

/* A dot joined to the number before it, and no digit behind. */
static bool ends_with_dot(const struct date_reader *reader, size_t i)
{
	const struct token *dot = date_token(reader, i), *next = date_token(reader, i + 1);

	return token_is_sign(dot, ".") && dot->joined &&
		!(next->joined && next->kind == TOKEN_NUMBER);
}

/*
 * Behind "9.3": with a year it is a day in every language, without one where the language writes
 * days so and it is no time of day: one more dot behind it, or a month of one digit; and where its
 * weekday stands before it. Returns the tokens behind the month, -1 where it is no day.
 */
static int dotted_rest(const struct date_reader *reader, size_t i, int weekday, int *ret_year)
{
	const struct token *date = date_token(reader, i), *month = date_token(reader, i + 2);

	if (token_is_sign(date_token(reader, i + 3), ".") && date_token(reader, i + 3)->joined &&
		date_is_number(date_token(reader, i + 4), 1990, 2199, 4)) {
		*ret_year = date_token(reader, i + 4)->number;
		return 2;
	}
	if (fits_weekday(reader, weekday, date->number, month->number))
		return ends_with_dot(reader, i + 3) &&
			token_has(date_token(reader, i + 1), WORD_SLASH_DAY_FIRST);
	if (!token_has(date_token(reader, i + 1), WORD_SLASH_DAY_FIRST) || month->number > 12)
		return -1;
	if (ends_with_dot(reader, i + 3))
		return 1;
	return month->digits == 1 && !token_is_sign(date_token(reader, i + 3), ".") ? 0 : -1;
}

/* 9/3, 9/3-27, 9.3.2027, 9.3. */
static size_t slashed(
	const struct date_reader *reader, size_t i, int weekday, struct dateword *found)
{
	const struct token *a = date_token(reader, i), *sign = date_token(reader, i + 1),
			   *b = date_token(reader, i + 2);
	int year = 0, place = 1;
	size_t n = 3;

	if (!date_is_number(a, 1, 31, 2) || !is_joined_sign(reader, i + 1, "/.") ||
		!date_is_number(b, 1, 31, 2))
		return 0;
	if (token_is_sign(sign, ".")) {
		int rest = dotted_rest(reader, i, weekday, &year);
		if (rest < 0)
			return 0;
		n += (size_t)rest;
	} else {
		n += date_year_at(reader, i + 3, &year);
		if (!year && !weekday && is_fraction(a->number, b->number) &&
			is_of_something(reader, i + n))
			return 0;
		place = day_place(reader, sign, a->number, b->number, weekday, year);
	}
	if (!place ||
		(token_is_sign(date_token(reader, i + n), "/") &&
			date_token(reader, i + n)->joined))
		return 0;
	day there = date_day_of(reader, year, place == 1 ? b->number : a->number,
		place == 1 ? a->number : b->number);
	return date_set(found, there, there, year != 0, n);
}

/* "8-12/2", "8.–12.2.": a day of the month in front of a later one of the same month. */
static size_t span(const struct date_reader *reader, size_t i, int weekday, struct dateword *found)
{
	const struct token *from = date_token(reader, i);
	size_t n = 1;

	if (!date_is_number(from, 1, 31, 2))
		return 0;
	n += token_has(date_token(reader, i + n), WORD_ORDINAL_END) &&
		date_token(reader, i + n)->joined;
	if (!token_is_sign(date_token(reader, i + n), "-"))
		return 0;
	n++;
	size_t rest = slashed(reader, i + n, weekday, found);
	if (rest == 0)
		return 0;
	struct civil last = civil_from_day(found->last);
	if (from->number >= last.day_of_month)
		return 0;
	found->first = found->last - (last.day_of_month - from->number);
	return n + rest;
}

size_t date_numeric_at(
	const struct date_reader *reader, size_t i, int weekday, struct dateword *found)
{
	size_t n = iso(reader, i, found);

	if (n == 0)
		n = span(reader, i, weekday, found);
	return n ? n : slashed(reader, i, weekday, found);
}
