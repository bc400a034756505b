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

/* 9/3, 9/3-27, 9.3.2027; with a dot a year must follow, or its weekday stand before, or
 * "9.30" would be one. */
static size_t slashed(
	const struct date_reader *reader, size_t i, int weekday, struct dateword *found)
{
	const struct token *a = date_token(reader, i), *sign = date_token(reader, i + 1),
			   *b = date_token(reader, i + 2);
	int year = 0;

	if (!date_is_number(a, 1, 31, 2) || !is_joined_sign(reader, i + 1, "/.") ||
		!date_is_number(b, 1, 31, 2))
		return 0;
	size_t n = 3;
	bool dots = token_is_sign(sign, ".");
	if (dots && token_is_sign(date_token(reader, i + 3), ".") &&
		date_token(reader, i + 3)->joined &&
		date_is_number(date_token(reader, i + 4), 1990, 2199, 4)) {
		year = date_token(reader, i + 4)->number;
		n = 5;
	} else if (!dots) {
		n += date_year_at(reader, i + 3, &year);
	}
	if (dots && !year && !fits_weekday(reader, weekday, a->number, b->number))
		return 0;
	if (!dots && !year && !weekday && is_fraction(a->number, b->number) &&
		is_of_something(reader, i + n))
		return 0;
	int place = dots ? 1 : day_place(reader, sign, a->number, b->number, weekday, year);
	if (!place ||
		(token_is_sign(date_token(reader, i + n), "/") &&
			date_token(reader, i + n)->joined))
		return 0;
	day there = date_day_of(reader, year, place == 1 ? b->number : a->number,
		place == 1 ? a->number : b->number);
	return date_set(found, there, there, year != 0, n);
}

size_t date_numeric_at(
	const struct date_reader *reader, size_t i, int weekday, struct dateword *found)
{
	size_t n = iso(reader, i, found);

	return n ? n : slashed(reader, i, weekday, found);
}
