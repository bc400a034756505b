/* SPDX-License-Identifier: MIT */
/* Small values as JSON columns. A calendar goes the way that the reader's does
 * (understanding_json.h). */
#include "store_json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/understanding_json.h"
#include "core/snapshot.h"

struct wants {
	LIST_OF(struct sector_want) list;
};
struct fields {
	LIST_OF(struct field) list;
};

static char *dumped(struct arena *arena, json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);
	char *copy = arena_strdup(arena, text);

	free(text);
	json_decref(json);
	return copy;
}

char *sector_wants_to_json(struct arena *arena, const void *list)
{
	const struct wants *wants = list;
	json_t *json = json_array();

	for (size_t i = 0; i < wants->list.n; i++)
		json_array_append_new(
			json, json_pack("[i,i]", wants->list.at[i].sector, wants->list.at[i].n));
	return dumped(arena, json);
}

void sector_wants_from_json(struct arena *arena, const char *json, void *list)
{
	struct wants *wants = list;
	json_t *all = json_loads(json, 0, NULL);
	json_t *one;
	size_t i;

	json_array_foreach (all, i, one) {
		struct sector_want want;
		if (json_unpack(one, "[i,i]", &want.sector, &want.n) == 0)
			*arena_push(arena, &wants->list) = want;
	}
	json_decref(all);
}

char *fields_to_json(struct arena *arena, const void *list)
{
	const struct fields *fields = list;
	json_t *json = json_array();

	for (size_t i = 0; i < fields->list.n; i++)
		json_array_append_new(json,
			json_pack("[s,s]", order_field_text(fields->list.at[i].field),
				fields->list.at[i].text));
	return dumped(arena, json);
}

void fields_from_json(struct arena *arena, const char *json, void *list)
{
	struct fields *fields = list;
	json_t *all = json_loads(json, 0, NULL);
	json_t *one;
	size_t i;

	json_array_foreach (all, i, one) {
		const char *name, *text;
		if (json_unpack(one, "[s,s]", &name, &text) < 0 || order_field_from_text(name) < 0)
			continue;
		*arena_push(arena, &fields->list) =
			(struct field){.field = (enum order_field)order_field_from_text(name),
				.text = arena_strdup(arena, text)};
	}
	json_decref(all);
}

char *calendar_to_json(struct arena *arena, const void *pointer)
{
	const struct calendar *calendar = *(const struct calendar *const *)pointer;
	struct understanding carrier = {.date = INSTANT_NONE, .subject = "", .reply = ""};

	if (!calendar)
		return NULL;
	*arena_push(arena, &carrier.calendar) = *calendar;
	return understanding_to_json(arena, &carrier, NULL, false);
}

void calendar_from_json(struct arena *arena, const char *json, void *pointer)
{
	struct understanding *carrier;

	if (understanding_from_json(arena, json, strlen(json), &carrier, NULL) == 0 &&
		carrier->calendar.n == 1)
		*(const struct calendar **)pointer = &carrier->calendar.at[0];
}
