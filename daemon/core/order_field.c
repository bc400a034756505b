/* SPDX-License-Identifier: MIT */
/*
 * An order's fields. The reader gives days and times in normal form; what is read here again is
 * checked again, since a field may come from a stored order of another version.
 */
#include <stdio.h>
#include <string.h>

#include "core/order_parts.h"

const char *order_field(const struct order *order, enum order_field field)
{
	list_each (one, &order->fields)
		if (one->field == field)
			return one->text;
	return NULL;
}

day order_field_day(const struct order *order, enum order_field field)
{
	const char *text = order_field(order, field);

	return text ? day_parse(text) : DAY_NONE;
}

static void drop_field(struct order *order, enum order_field field)
{
	size_t kept = 0;

	for (size_t i = 0; i < order->fields.n; i++)
		if (order->fields.at[i].field != field)
			order->fields.at[kept++] = order->fields.at[i];
	order->fields.n = kept;
}

void order_set_field(
	struct arena *arena, struct order *order, enum order_field field, const char *text)
{
	drop_field(order, field);
	if (text && *text)
		*arena_push(arena, &order->fields) = (struct field){.field = field, .text = text};
}

/* What only one kind of thing has: "klart till 30 juni" is no meeting's day. */
static const struct {
	enum order_field field;
	int kind;
} owned[] = {
	{FIELD_DAY, ORDER_MEETING},
	{FIELD_TIME, ORDER_MEETING},
	{FIELD_PLACE, ORDER_MEETING},
	{FIELD_LINK, ORDER_MEETING},
	{FIELD_AIM, ORDER_PROJECT},
	{FIELD_PRODUCT, ORDER_PROJECT},
	{FIELD_AFTER, ORDER_PROJECT},
	{FIELD_WANTED, ORDER_PROJECT},
	{FIELD_HOURS, ORDER_PROJECT},
	{FIELD_UNTIL, ORDER_PROJECT},
};

static bool is_anothers(const struct order *order, enum order_field field)
{
	bool may_own = order->kind == ORDER_MEETING || order->kind == ORDER_PROJECT;

	for (size_t i = 0; may_own && i < sizeof(owned) / sizeof(owned[0]); i++)
		if (owned[i].field == field)
			return owned[i].kind != order->kind;
	return false;
}

bool order_take_fields(struct arena *arena, struct order *order, const struct order_read *words)
{
	bool any = false;

	list_each (field, &words->fields) {
		if (is_anothers(order, field->field))
			continue;
		if (field->field == FIELD_DAY)
			order_set_field(arena, order, FIELD_WEEKDAY,
				words->weekday ? arena_printf(arena, "%d", words->weekday) : NULL);
		order_set_field(arena, order, field->field, field->text);
		any = true;
	}
	return any;
}

struct order *order_copy(struct arena *arena, const struct order *order)
{
	struct order *copy = arena_memdup(arena, order, sizeof(*copy));

	copy->fields.at =
		arena_memdup(arena, order->fields.at, order->fields.n * sizeof(*order->fields.at));
	copy->fields.cap = order->fields.n;
	return copy;
}

static bool parse_clock(const char **at, int *ret_s)
{
	unsigned hour, minute;
	int used = 0;

	if (sscanf(*at, "%2u:%2u%n", &hour, &minute, &used) != 2 || hour > 24 || minute > 59)
		return false;
	*at += used;
	*ret_s = (int)(hour * HOUR_S + minute * MINUTE_S);
	return *ret_s <= DAY_S;
}

bool order_parse_time(const char *text, int *ret_start_s, int *ret_end_s)
{
	int start_s, end_s = -1;

	if (!text || !parse_clock(&text, &start_s))
		return false;
	if (*text == '-') {
		text++;
		if (!parse_clock(&text, &end_s))
			return false;
	}
	if (*text != '\0' || start_s >= DAY_S)
		return false;
	*ret_start_s = start_s;
	*ret_end_s = end_s;
	return true;
}

int order_number(const char *text)
{
	int number = 0;

	text = text ? strpbrk(text, "0123456789") : NULL;
	if (!text)
		return -1;
	for (; *text >= '0' && *text <= '9' && number < 100000; text++)
		number = number * 10 + (*text - '0');
	return number;
}
