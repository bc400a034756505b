/* SPDX-License-Identifier: MIT */
/*
 * A day in words: 9 mars, March 9th, 3-5 mars, den 9:e, tisdag, and a weekday before any other day.
 * A day without a year is the coming one or the nearest, as the reader wants.
 */
#include "text/dates.h"

#include <stdlib.h>

#define ORDINAL_WORD_LEAST 9

typedef size_t day_rule(const struct date_reader *reader, size_t i, struct dateword *found);

/* ":e", "e", "th", or the "." of languages that write one, behind a day's number. */
static size_t ordinal_end(const struct date_reader *reader, size_t i)
{
	const struct token *end = date_token(reader, i), *next = date_token(reader, i + 1);

	if (token_is_sign(end, ":") && token_has(next, WORD_ORDINAL_END))
		return 2;
	return token_has(end, WORD_ORDINAL_END) && end->joined &&
		!(end->kind == TOKEN_SIGN && next->joined && next->kind == TOKEN_NUMBER);
}

static size_t to_at(const struct date_reader *reader, size_t i)
{
	return token_is_sign(date_token(reader, i), "-") ||
		token_has(date_token(reader, i), WORD_TO);
}

/* A day of the month, in figures or as an ordinal ("nionde"); 0 for none. */
static int day_number(const struct token *token)
{
	if (date_is_number(token, 1, 31, 2))
		return token->number;
	return token_has(token, WORD_DATE_ORDINAL) ? token->sense.value[WORD_DATE_ORDINAL] : 0;
}

/* "9 mars", "nionde mars", "9:e mars 2027", "the 9th of March", "3-5 mars", "27 februari-2 mars" */
static size_t day_month(const struct date_reader *reader, size_t i, struct dateword *found)
{
	const struct token *from = date_token(reader, i), *to = from;
	size_t n = 1;
	int year = 0;

	if (!day_number(from))
		return 0;
	n += ordinal_end(reader, i + n);
	if (to_at(reader, i + n) && date_is_number(date_token(reader, i + n + 1), 1, 31, 2)) {
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
	n += date_year_at(reader, i + n, &year);
	int number = month->sense.value[WORD_MONTH];
	day first = date_day_of(reader, year, number, day_number(from));
	day last = first == DAY_NONE
		? DAY_NONE
		: day_from_civil(civil_from_day(first).year, number, day_number(to));
	return date_set(found, first, last, year != 0, n);
}

/* "March 9th, 2027", "March 3-5" */
static size_t month_day(const struct date_reader *reader, size_t i, struct dateword *found)
{
	const struct token *month = date_token(reader, i), *from = date_token(reader, i + 1),
			   *to = from;
	size_t n = 2;
	int year = 0;

	if (!token_has(month, WORD_MONTH) || !date_is_number(from, 1, 31, 2) ||
		token_has(from, WORD_CLOCK))
		return 0;
	n += ordinal_end(reader, i + n);
	if (token_is_sign(date_token(reader, i + n), "-") &&
		date_is_number(date_token(reader, i + n + 1), 1, 31, 2)) {
		to = date_token(reader, i + n + 1);
		n += 2;
	} else if (token_is_sign(date_token(reader, i + n), ":.") &&
		date_token(reader, i + n + 1)->joined &&
		date_token(reader, i + n + 1)->kind == TOKEN_NUMBER) {
		return 0; /* "mars 13.00" */
	}
	n += date_year_at(reader, i + n, &year);
	int number = month->sense.value[WORD_MONTH];
	day first = date_day_of(reader, year, number, from->number);
	day last = first == DAY_NONE
		? DAY_NONE
		: day_from_civil(civil_from_day(first).year, number, to->number);
	return date_set(found, first, last, year != 0, n);
}

/* The month's day nearest as the reader's sense says; on that weekday where one is told. */
static day day_of_some_month(const struct date_reader *reader, int day_of_month, int weekday)
{
	struct civil civil = civil_from_day(reader->today);
	day best = DAY_NONE;

	for (int ahead = -1; ahead <= 2; ahead++) {
		int month = (civil.month - 1 + ahead + 12) % 12 + 1;
		int year = civil.year +
			(civil.month - 1 + ahead < 0 ? -1 : (civil.month - 1 + ahead) / 12);
		day there = day_from_civil(year, month, day_of_month);
		if (there == DAY_NONE || (reader->sense == DATE_COMING && there < reader->today) ||
			(weekday && day_weekday(there) != weekday))
			continue;
		if (best == DAY_NONE || abs(there - reader->today) < abs(best - reader->today))
			best = there;
	}
	return best;
}

/* "den 9:e", "den 9", "the 9th", "fredag 12.": this month's or the next one's. */
static size_t day_alone(
	const struct date_reader *reader, size_t i, int weekday, struct dateword *found)
{
	size_t the = token_has(date_token(reader, i), WORD_THE_DAY);
	const struct token *token = date_token(reader, i + the), *next;
	int number = day_number(token);
	bool in_words = token->kind != TOKEN_NUMBER;

	/* "den tredje" may be anything's third */
	if (!number || (in_words && number < ORDINAL_WORD_LEAST))
		return 0;
	size_t ordinal = ordinal_end(reader, i + the + 1);
	size_t n = the + 1 + ordinal;
	/* a dot alone may end the sentence */
	bool dot = ordinal && date_token(reader, i + the + 1)->kind == TOKEN_SIGN &&
		token_is_sign(date_token(reader, i + the + 1), ".");
	next = date_token(reader, i + n);
	if (token_has(next, WORD_MONTH) ||
		(token_has(next, WORD_OF) && token_has(date_token(reader, i + n + 1), WORD_MONTH)))
		return 0; /* the day of a month: read from its number on */
	if ((!the && !in_words && (!ordinal || (dot && !weekday))) ||
		token_has(next, WORD_OPTION) || token_has(next, WORD_OTHER_TIME))
		return 0;
	if (!ordinal && !in_words && next->kind != TOKEN_LINE && next->kind != TOKEN_SIGN &&
		!sense_is_known(&next->sense))
		return 0;
	day best = day_of_some_month(reader, number, dot && !the ? weekday : 0);
	return date_set(found, best, best, false, n);
}

static size_t plain_day(
	const struct date_reader *reader, size_t i, int weekday, struct dateword *found)
{
	static day_rule *const rules[] = {day_month, month_day};
	size_t n = date_numeric_at(reader, i, weekday, found);

	if (n == 0 && token_has(date_token(reader, i), WORD_THE_DAY)) { /* "den 2/3" */
		n = date_numeric_at(reader, i + 1, weekday, found);
		n += n > 0;
	}
	for (size_t k = 0; n == 0 && k < sizeof(rules) / sizeof(rules[0]); k++)
		n = rules[k](reader, i, found);
	return n ? n : day_alone(reader, i, weekday, found);
}

/* "i tisdags": before today */
static day last_weekday(day today, int weekday)
{
	return today - 1 - (day_weekday(today - 1) - weekday + 7) % 7;
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
		if (m > 0) {
			found->weekday = weekday;
			return n + skip + m;
		}
		m = date_counted_at(reader, i + n + skip, &week);
		if (m > 0 && week.last - week.first == 6 && day_weekday(week.first) == 1) {
			day there = week.first + weekday - 1;
			return date_set(found, there, there, week.year_said, n + skip + m);
		}
		const struct token *next = date_token(reader, i + n + skip);
		if (!token_is_sign(next, ",") && !token_has(next, WORD_THE_DAY) &&
			!token_has(next, WORD_DATE_FILLER))
			break;
	}
	if (token_has(date_token(reader, i), WORD_WEEKDAY_SHORT))
		return 0;
	day there = token_has(date_token(reader, i), WORD_WEEKDAY_GONE)
		? last_weekday(reader->today, weekday)
		: date_of_weekday(reader, weekday);
	return date_set(found, there, there, false, n);
}

size_t date_day_at(const struct date_reader *reader, size_t i, struct dateword *found)
{
	struct dateword to = {.first = DAY_NONE, .last = DAY_NONE};
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
	/* "27 februari-2 mars", "9/3-11/3", "2027-02-04--2027-02-12" */
	size_t sign = token_is_sign(date_token(reader, i + n), "-") &&
			token_is_sign(date_token(reader, i + n + 1), "-")
		? 2
		: 1;
	size_t m = plain_day(reader, i + n + sign, 0, &to);
	if (m > 0 && to.first == to.last && to.first > found->first &&
		to.first - found->first < 370) {
		found->last = to.last;
		n += sign + m;
	}
	return n;
}
