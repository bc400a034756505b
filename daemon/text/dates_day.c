/* SPDX-License-Identifier: MIT */
/*
 * A written day: 2027-03-09, 9/3, 9.3.2027, 9 mars, March 9th, 3-5 mars, den 9:e, tisdag. Where two
 * numbers could be day and month in either order, the language's own order decides if it has one
 * ("date.day-first"), else a weekday beside them, else nothing: such a date is not read at all.
 */
#include "text/dates.h"

#include <stdlib.h>

typedef size_t day_rule(const struct date_reader *reader, size_t i, struct dateword *found);

const struct token *date_token(const struct date_reader *reader, size_t i)
{
	static const struct token none = {.kind = TOKEN_LINE, .folded = "", .number = -1};

	return i < reader->n ? &reader->tokens[i] : &none;
}

static bool is_number(const struct token *token, int least, int most, int digits_most)
{
	return token->kind == TOKEN_NUMBER && token->number >= least && token->number <= most &&
		token->digits <= digits_most;
}

static bool is_joined_sign(const struct date_reader *reader, size_t i, const char *signs)
{
	const struct token *token = date_token(reader, i);

	return token_is_sign(token, signs) && token->joined && date_token(reader, i + 1)->joined;
}

static size_t set_day(struct dateword *found, day first, day last, bool year_said, size_t n)
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
static size_t year_at(const struct date_reader *reader, size_t i, int *ret_year)
{
	size_t n = 0;

	if (token_is_sign(date_token(reader, i), "/-") && date_token(reader, i)->joined &&
		date_token(reader, i + 1)->joined) {
		const struct token *year = date_token(reader, i + 1);
		if (year->digits == 2 && is_number(year, 20, 99, 2)) {
			*ret_year = 2000 + year->number;
			return 2;
		}
		n = 1;
	} else if (token_is_sign(date_token(reader, i), ",")) {
		n = 1;
	}
	if (!is_number(date_token(reader, i + n), 1990, 2199, 4))
		return 0;
	*ret_year = date_token(reader, i + n)->number;
	return n + 1;
}

static day day_of(const struct date_reader *reader, int year, int month, int day_of_month)
{
	return year ? day_from_civil(year, month, day_of_month)
		    : date_without_year(reader, month, day_of_month);
}

static size_t iso(const struct date_reader *reader, size_t i, struct dateword *found)
{
	const struct token *year = date_token(reader, i), *month = date_token(reader, i + 2),
			   *date = date_token(reader, i + 4);

	if (year->digits != 4 || !is_number(year, 1990, 2199, 4) ||
		!is_joined_sign(reader, i + 1, "-/.") || !is_number(month, 1, 12, 2) ||
		!is_joined_sign(reader, i + 3, "-/.") || !is_number(date, 1, 31, 2))
		return 0;
	day there = day_from_civil(year->number, month->number, date->number);
	return set_day(found, there, there, true, 5);
}

/* Which of the two numbers is the day: 1 the first, 2 the second, 0 nobody knows. */
static int day_place(const struct date_reader *reader, const struct token *sign, int first,
	int second, int weekday, int year)
{
	day day_first = day_of(reader, year, second, first),
	    month_first = day_of(reader, year, first, second);

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

/* 9/3, 9/3-27, 9.3.2027; with a dot a year must follow, or "9.30" would be one. */
static size_t slashed(
	const struct date_reader *reader, size_t i, int weekday, struct dateword *found)
{
	const struct token *a = date_token(reader, i), *sign = date_token(reader, i + 1),
			   *b = date_token(reader, i + 2);
	int year = 0;

	if (!is_number(a, 1, 31, 2) || !is_joined_sign(reader, i + 1, "/.") ||
		!is_number(b, 1, 31, 2))
		return 0;
	size_t n = 3;
	bool dots = token_is_sign(sign, ".");
	if (dots && token_is_sign(date_token(reader, i + 3), ".") &&
		date_token(reader, i + 3)->joined &&
		is_number(date_token(reader, i + 4), 1990, 2199, 4)) {
		year = date_token(reader, i + 4)->number;
		n = 5;
	} else if (!dots) {
		n += year_at(reader, i + 3, &year);
	}
	if (dots && !year)
		return 0;
	int place = dots ? 1 : day_place(reader, sign, a->number, b->number, weekday, year);
	if (!place ||
		(token_is_sign(date_token(reader, i + n), "/") &&
			date_token(reader, i + n)->joined))
		return 0;
	day there = day_of(reader, year, place == 1 ? b->number : a->number,
		place == 1 ? a->number : b->number);
	return set_day(found, there, there, year != 0, n);
}

/* ":e", "e", "th", "." behind a day's number. */
static size_t ordinal_end(const struct date_reader *reader, size_t i)
{
	if (token_is_sign(date_token(reader, i), ":") &&
		token_has(date_token(reader, i + 1), WORD_ORDINAL_END))
		return 2;
	return token_has(date_token(reader, i), WORD_ORDINAL_END) && date_token(reader, i)->joined;
}

static size_t to_at(const struct date_reader *reader, size_t i)
{
	return token_is_sign(date_token(reader, i), "-") ||
		token_has(date_token(reader, i), WORD_TO);
}

/* "9 mars", "9:e mars 2027", "the 9th of March", "3-5 mars", "27 februari-2 mars" */
static size_t day_month(const struct date_reader *reader, size_t i, struct dateword *found)
{
	const struct token *from = date_token(reader, i), *to = from;
	size_t n = 1;
	int year = 0;

	if (!is_number(from, 1, 31, 2))
		return 0;
	n += ordinal_end(reader, i + n);
	if (to_at(reader, i + n) && is_number(date_token(reader, i + n + 1), 1, 31, 2)) {
		to = date_token(reader, i + n + 1);
		n += 2;
		n += ordinal_end(reader, i + n);
	} else if (token_is_sign(date_token(reader, i + n), ".")) {
		n++;
	}
	n += token_has(date_token(reader, i + n), WORD_OF);
	const struct token *month = date_token(reader, i + n);
	if (!token_has(month, WORD_MONTH))
		return 0;
	n++;
	if (token_is_sign(date_token(reader, i + n), ".") && date_token(reader, i + n)->joined &&
		date_token(reader, i + n + 1)->kind == TOKEN_NUMBER)
		n++; /* "mar. 2027" */
	n += year_at(reader, i + n, &year);
	int number = month->sense.value[WORD_MONTH];
	day first = day_of(reader, year, number, from->number);
	day last = first == DAY_NONE
		? DAY_NONE
		: day_from_civil(civil_from_day(first).year, number, to->number);
	return set_day(found, first, last, year != 0, n);
}

/* "March 9th, 2027", "March 3-5" */
static size_t month_day(const struct date_reader *reader, size_t i, struct dateword *found)
{
	const struct token *month = date_token(reader, i), *from = date_token(reader, i + 1),
			   *to = from;
	size_t n = 2;
	int year = 0;

	if (!token_has(month, WORD_MONTH) || !is_number(from, 1, 31, 2) ||
		token_has(from, WORD_CLOCK))
		return 0;
	n += ordinal_end(reader, i + n);
	if (token_is_sign(date_token(reader, i + n), "-") &&
		is_number(date_token(reader, i + n + 1), 1, 31, 2)) {
		to = date_token(reader, i + n + 1);
		n += 2;
	} else if (token_is_sign(date_token(reader, i + n), ":.") &&
		date_token(reader, i + n + 1)->joined &&
		date_token(reader, i + n + 1)->kind == TOKEN_NUMBER) {
		return 0; /* "mars 13.00" */
	}
	n += year_at(reader, i + n, &year);
	int number = month->sense.value[WORD_MONTH];
	day first = day_of(reader, year, number, from->number);
	day last = first == DAY_NONE
		? DAY_NONE
		: day_from_civil(civil_from_day(first).year, number, to->number);
	return set_day(found, first, last, year != 0, n);
}

/* "den 9:e", "den 9", "the 9th": this month's or the next one's. */
static size_t day_alone(const struct date_reader *reader, size_t i, struct dateword *found)
{
	size_t the = token_has(date_token(reader, i), WORD_THE_DAY);
	const struct token *number = date_token(reader, i + the), *next;
	struct civil civil = civil_from_day(reader->today);

	if (!is_number(number, 1, 31, 2))
		return 0;
	size_t ordinal = ordinal_end(reader, i + the + 1);
	size_t n = the + 1 + ordinal;
	next = date_token(reader, i + n);
	if (token_has(next, WORD_MONTH) ||
		(token_has(next, WORD_OF) && token_has(date_token(reader, i + n + 1), WORD_MONTH)))
		return 0; /* the day of a month: read from its number on */
	if ((!the && !ordinal) || token_has(next, WORD_OPTION) || token_has(next, WORD_OTHER_TIME))
		return 0;
	if (!ordinal && next->kind != TOKEN_LINE && next->kind != TOKEN_SIGN &&
		!sense_is_known(&next->sense))
		return 0;
	day best = DAY_NONE;
	for (int ahead = -1; ahead <= 2; ahead++) {
		int month = (civil.month - 1 + ahead + 12) % 12 + 1;
		int year = civil.year +
			(civil.month - 1 + ahead < 0 ? -1 : (civil.month - 1 + ahead) / 12);
		day there = day_from_civil(year, month, number->number);
		if (there == DAY_NONE || (reader->sense == DATE_COMING && there < reader->today))
			continue;
		if (best == DAY_NONE || abs(there - reader->today) < abs(best - reader->today))
			best = there;
	}
	return set_day(found, best, best, false, n);
}

static size_t plain_day(
	const struct date_reader *reader, size_t i, int weekday, struct dateword *found)
{
	static day_rule *const rules[] = {iso, day_month, month_day, day_alone};
	size_t n = slashed(reader, i, weekday, found);

	if (n == 0 && token_has(date_token(reader, i), WORD_THE_DAY)) { /* "den 2/3" */
		n = slashed(reader, i + 1, weekday, found);
		n += n > 0;
	}
	for (size_t k = 0; n == 0 && k < sizeof(rules) / sizeof(rules[0]); k++)
		n = rules[k](reader, i, found);
	return n;
}

/* "tis", "tisdag den 9 mars", "tisdag v. 12", "tisdag nästa vecka" */
static size_t weekday_day(const struct date_reader *reader, size_t i, struct dateword *found)
{
	int weekday = date_token(reader, i)->sense.value[WORD_WEEKDAY];
	struct dateword week;
	size_t n = 1, skip, m;

	n += token_is_sign(date_token(reader, i + 1), ".") && date_token(reader, i + 1)->joined;
	for (skip = 0; skip <= 2; skip++) {
		m = plain_day(reader, i + n + skip, weekday, found);
		if (m > 0)
			return n + skip + m;
		m = date_counted_at(reader, i + n + skip, &week);
		if (m > 0 && week.last - week.first == 6 && day_weekday(week.first) == 1) {
			day there = week.first + weekday - 1;
			return set_day(found, there, there, week.year_said, n + skip + m);
		}
		const struct token *next = date_token(reader, i + n + skip);
		if (!token_is_sign(next, ",") && !token_has(next, WORD_THE_DAY) &&
			!token_has(next, WORD_DATE_FILLER))
			break;
	}
	if (token_has(date_token(reader, i), WORD_WEEKDAY_SHORT))
		return 0;
	day there = date_of_weekday(reader, weekday);
	return set_day(found, there, there, false, n);
}

size_t date_day_at(const struct date_reader *reader, size_t i, struct dateword *found)
{
	struct dateword to;
	size_t n;

	if (token_has(date_token(reader, i), WORD_WEEKDAY)) {
		n = weekday_day(reader, i, found);
	} else {
		n = plain_day(reader, i, 0, found);
		if (n == 0)
			n = date_counted_at(reader, i, found);
	}
	if (n == 0 || found->first != found->last || !to_at(reader, i + n))
		return n;
	/* "27 februari-2 mars", "9/3-11/3" */
	size_t m = plain_day(reader, i + n + 1, 0, &to);
	if (m > 0 && to.first == to.last && to.first > found->first &&
		to.first - found->first < 370) {
		found->last = to.last;
		n += 1 + m;
	}
	return n;
}
