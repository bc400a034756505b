/* SPDX-License-Identifier: MIT */
/* Months as days: "mars 2027", "i maj", "slutet av mars", "mid April"; and months counted on. */
#include "text/dates.h"

#define PART_DAYS 10 /* of the beginning and of the end */

day date_months_on(day from, int months)
{
	struct civil civil = civil_from_day(from);
	int month = civil.month - 1 + months, date = civil.day_of_month;
	int year = civil.year;

	day there;

	for (; month < 0; month += 12)
		year--;
	do
		there = day_from_civil(year + month / 12, month % 12 + 1, date--);
	while (there == DAY_NONE && date > 27);
	return there;
}

size_t date_month_span(struct dateword *found, int year, int month, bool year_said, size_t n)
{
	day first = day_from_civil(year, month, 1);
	day next =
		month == 12 ? day_from_civil(year + 1, 1, 1) : day_from_civil(year, month + 1, 1);

	return next == DAY_NONE ? 0 : date_set(found, first, next - 1, year_said, n);
}

/* "mars 2027", and "i maj" where `led` says that a word before it leads to a month, or the month's
 * own form does ("toukokuussa") */
static size_t whole_month(
	const struct date_reader *reader, size_t i, bool led, struct dateword *found)
{
	const struct token *token = date_token(reader, i), *year = date_token(reader, i + 1);
	int number = token->sense.value[WORD_MONTH];
	struct civil now = civil_from_day(reader->today);

	if (!token_has(token, WORD_MONTH))
		return 0;
	if (year->kind == TOKEN_NUMBER && year->digits == 4 && year->number >= 1990 &&
		year->number < 2200)
		return date_month_span(found, year->number, number, true, 2);
	if (!(led || token_has(token, WORD_MONTH_LEAD)) ||
		(year->kind == TOKEN_NUMBER && year->number <= 31))
		return 0;
	return date_month_span(found, now.year + (number < now.month), number, false, 1);
}

/* What the span of a month is cut to. */
static size_t part_of(struct dateword *found, enum word_class part, size_t n)
{
	day first = found->first, last = found->last;

	if (part == WORD_MONTH_START)
		last = first + PART_DAYS - 1;
	else if (part == WORD_MONTH_END)
		first = last - PART_DAYS + 1;
	else {
		first += PART_DAYS;
		last -= PART_DAYS;
	}
	return date_set(found, first, last, found->year_said, n);
}

size_t date_month_at(const struct date_reader *reader, size_t i, bool led, struct dateword *found)
{
	static const enum word_class parts[] = {
		WORD_MONTH_START, WORD_MONTH_MIDDLE, WORD_MONTH_END};
	size_t n = whole_month(reader, i, led, found);

	for (size_t k = 0; n == 0 && k < sizeof(parts) / sizeof(parts[0]); k++) {
		if (!token_has(date_token(reader, i), parts[k]))
			continue;
		size_t of = token_has(date_token(reader, i + 1), WORD_OF);
		n = whole_month(reader, i + 1 + of, true, found);
		return n ? part_of(found, parts[k], n + 1 + of) : 0;
	}
	return n;
}
