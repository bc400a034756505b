/* SPDX-License-Identifier: MIT */
/* Days and times inside a row of tokens: what datewords.h promises, for rules that have tokens at
 * hand already. */
#ifndef SAMLAD_TEXT_DATES_H
#define SAMLAD_TEXT_DATES_H

#include "text/datewords.h"
#include "text/tokens.h"

struct date_reader {
	const struct token *tokens;
	size_t n;
	day today;
	enum date_sense sense;
};

/* The day, time or both that begin at token i: how many tokens they take; 0 for none. */
size_t date_at(const struct date_reader *reader, size_t i, struct dateword *ret_found);

/* Its parts, each with the same face. A day alone: */
size_t date_day_at(const struct date_reader *reader, size_t i, struct dateword *found);
/* A time alone; behind_day: a bare "13-16" is one too. */
size_t date_time_at(
	const struct date_reader *reader, size_t i, bool behind_day, struct dateword *found);
/* "nästa vecka", "om två veckor", "efter påsk", "till hösten", "v. 12": days counted from today or
 * from a calendar. */
size_t date_counted_at(const struct date_reader *reader, size_t i, struct dateword *found);

/* A month ("mars 2027"; alone where `led` says that a word before it leads to one), or a part of it ("slutet av mars"). */
size_t date_month_at(const struct date_reader *reader, size_t i, bool led, struct dateword *found);
size_t date_month_span(struct dateword *found, int year, int month, bool year_said, size_t n);
/* The same day so many months on, or the last one that there is. */
day date_months_on(day from, int months);

/* For the parts. The token, or a sign without sense past the end. */
const struct token *date_token(const struct date_reader *reader, size_t i);
/* The year for a day without one, as the reader's sense says; DAY_NONE where no such day exists. */
day date_without_year(const struct date_reader *reader, int month, int day_of_month);
/* The weekday (1-7) as the reader's sense says. */
day date_of_weekday(const struct date_reader *reader, int weekday);
/* A day in numbers alone; weekday (0: none) is the one that stands before it. */
size_t date_numeric_at(
	const struct date_reader *reader, size_t i, int weekday, struct dateword *found);
/* A year behind a date ("2027", ", 2027", "-27"): how many tokens. */
size_t date_year_at(const struct date_reader *reader, size_t i, int *ret_year);
/* The day in that year; year 0: none is said. */
day date_day_of(const struct date_reader *reader, int year, int month, int day_of_month);
bool date_is_number(const struct token *token, int least, int most, int digits_most);
/* Fills found and returns n; 0 where the span is none. */
size_t date_set(struct dateword *found, day first, day last, bool year_said, size_t n);
/* ISO week number (1-53) at token i, with "v." before it: 0 or how many tokens; its Monday and
 * Sunday in found. */
size_t date_week_at(const struct date_reader *reader, size_t i, struct dateword *found);

#endif
