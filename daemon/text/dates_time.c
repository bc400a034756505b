/* SPDX-License-Identifier: MIT */
/*
 * A time of day: "kl. 13–16", "13:00-16:00", "13.30", "9am", "1-4 pm". A bare number is none, and a
 * bare "13-16" only where a day stands before it; "13.30" needs two digits of hours, or a word for
 * the clock.
 */
#include "text/dates.h"

#define NOON 720
#define MIDNIGHT 1440

struct clock_point {
	int minute;
	bool has_minutes;
	bool dotted;
	bool doubtful; /* "9.30" may be anything; "9.30-11" is a time */
	int half; /* 1 am, 2 pm, 0 not said */
};

static int half_of(const struct token *token)
{
	return token_has(token, WORD_AM) ? 1 : token_has(token, WORD_PM) ? 2 : 0;
}

static int in_half(int minute, int half)
{
	if (half == 2 && minute < NOON)
		return minute + NOON;
	return half == 1 && minute >= NOON && minute < NOON + 60 ? minute - NOON : minute;
}

/* How many tokens the point takes. */
static size_t point_at(
	const struct date_reader *reader, size_t i, bool clock, struct clock_point *ret_point)
{
	const struct token *hour = date_token(reader, i), *sign = date_token(reader, i + 1),
			   *minute = date_token(reader, i + 2);
	struct clock_point point = {0};
	size_t n = 1;

	/* "klockan nio"; of "klockan tre" nobody knows which half of the day it is */
	if (clock && token_has(hour, WORD_NUMBER) && hour->kind == TOKEN_WORD &&
		hour->sense.value[WORD_NUMBER] >= 7) {
		*ret_point = (struct clock_point){.minute = hour->sense.value[WORD_NUMBER] * 60};
		return 1;
	}
	if (hour->kind != TOKEN_NUMBER)
		return 0;
	if (clock && hour->digits == 4 && hour->number < 2400 && hour->number % 100 < 60) {
		point.minute = hour->number / 100 * 60 + hour->number % 100;
		point.has_minutes = true;
	} else if (hour->number >= 0 && hour->number <= 24 && hour->digits <= 2) {
		point.minute = hour->number * 60;
	} else {
		return 0;
	}
	if (token_is_sign(sign, ":.") && sign->joined && minute->joined &&
		minute->kind == TOKEN_NUMBER && minute->digits == 2 && minute->number < 60 &&
		!point.has_minutes) {
		point.minute += minute->number;
		point.has_minutes = true;
		point.dotted = token_is_sign(sign, ".");
		point.doubtful = point.dotted && hour->digits < 2 && !clock;
		n = 3;
	}
	point.half = half_of(date_token(reader, i + n));
	if (point.minute > MIDNIGHT || (point.half && point.minute >= 780))
		return 0;
	*ret_point = point;
	return n + (point.half != 0);
}

/* between: "mellan 9 och 12" */
static bool to_at(const struct date_reader *reader, size_t i, bool between)
{
	return token_is_sign(date_token(reader, i), "-") ||
		token_has(date_token(reader, i), WORD_TO) ||
		(between && token_has(date_token(reader, i), WORD_AND));
}

/* The second point's half holds for the first where that gives a time before it ("1-4 pm", but
 * "11-1 pm"). */
static void settle(struct clock_point *from, struct clock_point *to)
{
	if (to->half && !from->half) {
		int as_to = in_half(from->minute, to->half);
		from->half = as_to < in_half(to->minute, to->half) ? to->half : 3 - to->half;
	}
	from->minute = in_half(from->minute, from->half);
	to->minute = in_half(to->minute, to->half);
}

static bool is_cut_off(const struct date_reader *reader, size_t i, size_t n)
{
	/* "13-16 mars", "12.05.2027", "1-4 personer" behind no clock */
	const struct token *next = date_token(reader, i + n);

	return token_has(next, WORD_MONTH) ||
		(token_is_sign(next, "./") && next->joined &&
			date_token(reader, i + n + 1)->kind == TOKEN_NUMBER &&
			date_token(reader, i + n + 1)->joined);
}

size_t date_time_at(
	const struct date_reader *reader, size_t i, bool behind_day, struct dateword *found)
{
	struct clock_point from, to = {.minute = -1};
	bool clock = token_has(date_token(reader, i), WORD_CLOCK);
	bool between = i > 0 && token_has(date_token(reader, i - 1), WORD_BETWEEN);
	size_t n = clock, m;

	if (clock)
		n += token_is_sign(date_token(reader, i + n), ".:");
	m = point_at(reader, i + n, clock || behind_day, &from);
	if (m == 0)
		return 0;
	n += m;
	m = 0;
	if (to_at(reader, i + n, between)) {
		size_t again = token_has(date_token(reader, i + n + 1), WORD_CLOCK);
		m = point_at(
			reader, i + n + 1 + again, clock || behind_day || from.has_minutes, &to);
		if (m > 0)
			m += 1 + again;
	}
	if (m > 0)
		settle(&from, &to);
	else
		from.minute = in_half(from.minute, from.half);
	if (from.doubtful && m == 0)
		return 0;
	bool sure = clock || from.half || to.half ||
		(from.has_minutes && (!from.dotted || behind_day || m > 0)) ||
		(from.dotted && from.has_minutes);
	if (m > 0 && !sure)
		sure = (to.has_minutes || behind_day) && to.minute > from.minute;
	if (!sure || is_cut_off(reader, i, n + m))
		return 0;
	if (from.minute == MIDNIGHT) /* a day's end begins nothing */
		return 0;
	found->start_minute = from.minute;
	if (m > 0 && to.minute > from.minute)
		found->end_minute = to.minute;
	return n + m;
}
