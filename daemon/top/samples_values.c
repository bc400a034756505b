/* SPDX-License-Identifier: MIT */
/*
 * Sample values out of JSON: each kind of value is one row here. Texts are borrowed from the JSON,
 * which lives as long as the samples.
 */
#include <errno.h>
#include <string.h>

#include "base/fault.h"
#include "outward/zone.h"
#include "samples_inside.h"

json_t *sample_in(json_t *value, const char *language)
{
	json_t *one = json_object_get(value, language);

	return one ? one : value;
}

const char *sample_text(json_t *object, const char *name, const char *language)
{
	const char *text = json_string_value(sample_in(json_object_get(object, name), language));

	return text ? text : "";
}

int sample_span(json_t *pair, instant *ret_start, instant *ret_end)
{
	const char *start = json_string_value(json_array_get(pair, 0));
	const char *end = json_string_value(json_array_get(pair, 1));
	instant from = start ? instant_parse(start) : INSTANT_NONE;
	instant to = end ? instant_parse(end) : INSTANT_NONE;

	if (from == INSTANT_NONE || to == INSTANT_NONE)
		return -EINVAL;
	*ret_start = from;
	*ret_end = to;
	return 0;
}

static int put_day(struct arena *arena, struct view *view, const char *name, json_t *value)
{
	day which = json_is_string(value) ? day_parse(json_string_value(value)) : DAY_NONE;

	view_day(arena, view, name, which);
	return which == DAY_NONE ? -EINVAL : 0;
}

static int put_span(struct arena *arena, struct view *view, const char *name, json_t *value)
{
	instant start, end;
	int r = sample_span(value, &start, &end);

	if (r == 0)
		view_span(arena, view, name, start, end);
	return r;
}

static int put_word(struct arena *arena, struct view *view, const char *name, json_t *value)
{
	view_word(arena, view, name, json_string_value(value));
	return json_is_string(value) ? 0 : -EINVAL;
}

static int put_sector(struct arena *arena, struct view *view, const char *name, json_t *value)
{
	view_sector(arena, view, name, (int)json_integer_value(value));
	return json_is_integer(value) ? 0 : -EINVAL;
}

/* Values that JSON has no type for: objects with one member of these names. */
static const struct typed {
	const char *type;
	int (*put)(struct arena *arena, struct view *view, const char *name, json_t *value);
} types[] = {
	{"day", put_day},
	{"span", put_span},
	{"word", put_word},
	{"sector", put_sector},
};

static int put_typed(struct arena *arena, struct view *view, const char *name, json_t *value)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		json_t *inner = json_object_get(value, types[i].type);
		if (inner)
			return types[i].put(arena, view, name, inner);
	}
	return -EINVAL;
}

static int put_rows(struct arena *arena, struct view *view, const char *name, json_t *rows,
	const char *language, struct fault *fault)
{
	json_t *row;
	size_t i;

	json_array_foreach (rows, i, row) {
		int r = sample_values(arena, view_row(arena, view, name), row, language, fault);
		if (r < 0)
			return r;
	}
	return 0;
}

static int put_value(struct arena *arena, struct view *view, const char *name, json_t *value,
	const char *language, struct fault *fault)
{
	int r = 0;

	if (json_is_array(value))
		return put_rows(arena, view, name, value, language, fault);
	if (json_is_string(value))
		view_text(arena, view, name, json_string_value(value));
	else if (json_is_integer(value))
		view_number(arena, view, name, json_integer_value(value));
	else if (json_is_boolean(value))
		view_flag(arena, view, name, json_is_true(value));
	else
		r = put_typed(arena, view, name, value);
	return r < 0 ? fault_set(fault, r, "\"%s\" is no value", name) : 0;
}

int sample_values(struct arena *arena, struct view *view, json_t *object, const char *language,
	struct fault *fault)
{
	const char *name;
	json_t *value;

	json_object_foreach (object, name, value) {
		int r = put_value(arena, view, name, sample_in(value, language), language, fault);
		if (r < 0)
			return r;
	}
	return 0;
}

static void add_sectors(struct arena *arena, json_t *sectors, struct network *network)
{
	json_t *pair;
	size_t i;

	json_array_foreach (sectors, i, pair) {
		const char *name = json_string_value(json_array_get(pair, 0));
		const char *other = json_string_value(json_array_get(pair, 1));
		if (name)
			*arena_push(arena, &network->sectors) =
				(struct sector){name, other ? other : name};
	}
}

static void add_leaders(struct arena *arena, json_t *leaders, struct network *network)
{
	json_t *leader;
	size_t i;

	json_array_foreach (leaders, i, leader)
		if (json_is_string(leader))
			*arena_push(arena, &network->leaders) = json_string_value(leader);
}

int sample_network(
	struct arena *arena, json_t *object, struct network *ret_network, struct fault *fault)
{
	struct network network = {.slug = "sample",
		.mailbox = "main",
		.live = true,
		.first_letter = true,
		.holidays = "SE",
		.workdays = 0x1f};
	const char *zone, *phone = NULL;

	if (json_unpack(object, "{s:s, s:s, s:s, s:s, s?s}", "name", &network.name, "address",
		    &network.address, "language", &network.language, "timezone", &zone, "phone",
		    &phone) < 0)
		return fault_set(fault, -EINVAL,
			"\"network\" must have name, address, language and timezone");
	network.phone = phone;
	add_sectors(arena, json_object_get(object, "sectors"), &network);
	add_leaders(arena, json_object_get(object, "leaders"), &network);
	int r = zone_load(arena, zone, &network.zone, fault);
	if (r == 0)
		*ret_network = network;
	return r;
}
