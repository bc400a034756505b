/* SPDX-License-Identifier: MIT */
/*
 * JSON to structs; the only user of jansson. What sends it may have been taken over by a stranger's
 * mail, so a thing that is not exactly as the rows say refuses the whole, with the way to it in the
 * fault ("calendar: uid: …"). jansson itself refuses bad UTF-8, NUL in a text, keys given twice,
 * numbers over 64 bits and depths over 2048.
 */
#include "base/record.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "base/fault.h"
#include "base/utf8.h"
#include "base/when.h"

struct reading_state {
	struct arena *arena;
	struct fault *fault;
};

typedef int read_slot(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at);

static int read_record(
	struct reading_state *state, const struct record *record, const json_t *json, void *value);

static int refuse(struct reading_state *state, const char *why)
{
	return fault_set(state->fault, -EBADMSG, "%s", why);
}

static int read_one_text(struct reading_state *state, const struct slot *slot, const json_t *json,
	const char **ret_text)
{
	if (!json_is_string(json))
		return refuse(state, "not a text");
	size_t bytes = json_string_length(json);
	if (bytes > slot->most_bytes)
		return fault_set(state->fault, -EBADMSG, "a text over %zu bytes", slot->most_bytes);
	if (!utf8_is_clean(json_string_value(json), bytes))
		return refuse(state, "a control character in a text");
	*ret_text = arena_strndup(state->arena, json_string_value(json), bytes);
	return 0;
}

static int read_text(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	const char *text = NULL;

	if (json_is_null(json) && slot->flags & SLOT_NULL)
		return 0;
	int r = read_one_text(state, slot, json, &text);
	if (r < 0)
		return r;
	memcpy(at, &text, sizeof(text));
	return 0;
}

static int read_word(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	int word = -1;

	if (!(json_is_null(json) && slot->flags & SLOT_NULL)) {
		word = words_from_text(slot->words, json_string_value(json));
		if (word < 0)
			return refuse(state, "not one of its words");
	}
	memcpy(at, &word, sizeof(word));
	return 0;
}

static int read_number(struct reading_state *state, const struct slot *slot, const json_t *json,
	int64_t *ret_number)
{
	if (!json_is_integer(json))
		return refuse(state, "not a whole number");
	int64_t number = json_integer_value(json);
	if (number < slot->from || number > slot->to)
		return refuse(state, "a number out of range");
	*ret_number = number;
	return 0;
}

static int read_int(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	int64_t number = slot->from - 1;

	if (!(json_is_null(json) && slot->flags & SLOT_NULL)) {
		int r = read_number(state, slot, json, &number);
		if (r < 0)
			return r;
	}
	*(int *)at = (int)number;
	return 0;
}

static int read_int64(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	return read_number(state, slot, json, at);
}

static int read_flag(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	(void)slot;
	if (!json_is_boolean(json))
		return refuse(state, "neither true nor false");
	*(bool *)at = json_is_true(json);
	return 0;
}

static int read_day(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	day date = DAY_NONE;

	(void)slot;
	if (!json_is_null(json)) {
		date = day_parse(json_string_value(json));
		if (date == DAY_NONE)
			return refuse(state, "not a date");
	}
	*(day *)at = date;
	return 0;
}

static int read_instant(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	if (!json_is_null(json))
		return read_number(state, slot, json, at);
	*(instant *)at = INSTANT_NONE;
	return 0;
}

static int read_one_record(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	if (json_is_null(json))
		return 0;
	void *value = arena_alloc(state->arena, slot->record->bytes);
	int r = read_record(state, slot->record, json, value);
	if (r < 0)
		return r;
	memcpy(at, &value, sizeof(value));
	return 0;
}

typedef int read_element(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at);

static int text_element(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	return read_one_text(state, slot, json, at);
}

static int record_element(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	return read_record(state, slot->record, json, at);
}

static int read_list(struct reading_state *state, const struct slot *slot, const json_t *json,
	void *at, size_t element_bytes, read_element *read)
{
	if (!json_is_array(json))
		return refuse(state, "not a list");
	size_t n = json_array_size(json);
	if (n > slot->most)
		return fault_set(state->fault, -EBADMSG, "over %zu entries", slot->most);
	struct record_list list = {.n = n, .cap = n};
	if (n)
		list.at = arena_alloc(state->arena, n * element_bytes);
	for (size_t i = 0; i < n; i++) {
		int r = read(state, slot, json_array_get(json, i),
			(unsigned char *)list.at + i * element_bytes);
		if (r < 0)
			return r;
	}
	memcpy(at, &list, sizeof(list));
	return 0;
}

static int read_texts(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	return read_list(state, slot, json, at, sizeof(char *), text_element);
}

static int read_ints(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	return read_list(state, slot, json, at, sizeof(int), read_int);
}

static int read_records(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	return read_list(state, slot, json, at, slot->record->bytes, record_element);
}

static int read_pairs(
	struct reading_state *state, const struct slot *slot, const json_t *json, void *at)
{
	struct record_list list = {0};
	struct record_pair *pair;
	const char *key;
	json_t *text;

	if (!json_is_object(json))
		return refuse(state, "not an object");
	/* No key comes twice, so there are no more than the vocabulary has words. */
	list.n = list.cap = json_object_size(json);
	list.at = pair = arena_make_n(state->arena, struct record_pair, list.n);
	json_object_foreach ((json_t *)json, key, text) {
		pair->word = words_from_text(slot->words, key);
		if (pair->word < 0)
			return refuse(state, "a key that is not one of its words");
		int r = read_one_text(state, slot, text, &pair->text);
		if (r < 0)
			return r;
		pair++;
	}
	memcpy(at, &list, sizeof(list));
	return 0;
}

static read_slot *const readers[] = {
	[HOLDS_TEXT] = read_text,
	[HOLDS_WORD] = read_word,
	[HOLDS_INT] = read_int,
	[HOLDS_INT64] = read_int64,
	[HOLDS_FLAG] = read_flag,
	[HOLDS_DAY] = read_day,
	[HOLDS_INSTANT] = read_instant,
	[HOLDS_RECORD] = read_one_record,
	[HOLDS_TEXTS] = read_texts,
	[HOLDS_INTS] = read_ints,
	[HOLDS_RECORDS] = read_records,
	[HOLDS_PAIRS] = read_pairs,
};

/* Every slot but a later one must be there; with as many keys, none twice, no other can be. */
static int read_record(
	struct reading_state *state, const struct record *record, const json_t *json, void *value)
{
	size_t missing = 0;

	if (!json_is_object(json))
		return refuse(state, "not an object");
	for (const struct slot *slot = record->slots; slot < record->slots + record->n; slot++) {
		const json_t *member = json_object_get(json, slot->key);
		if (!member && (slot->flags & SLOT_LATER) && ++missing)
			continue;
		if (!member)
			return fault_set(state->fault, -EBADMSG, "%s: missing", slot->key);
		int r = readers[slot->holds](
			state, slot, member, (unsigned char *)value + slot->offset);
		if (r < 0)
			return fault_prefix(state->fault, r, "%s", slot->key);
	}
	return json_object_size(json) + missing == record->n
		? 0
		: refuse(state, "a key that is not known");
}

static void json_freep(json_t **json)
{
	json_decref(*json);
}

int record_read(struct arena *arena, const struct record *record, const char *json, size_t bytes,
	void **ret_value, struct fault *fault)
{
	struct reading_state state = {.arena = arena, .fault = fault};
	json_error_t error;
	_cleanup_(json_freep) json_t *tree =
		json_loadb(json, bytes, JSON_REJECT_DUPLICATES, &error);

	if (!tree)
		return fault_set(fault, -EBADMSG, "no JSON at byte %d", error.position);
	void *value = arena_alloc(arena, record->bytes);
	int r = read_record(&state, record, tree, value);
	if (r < 0)
		return r;
	*ret_value = value;
	return 0;
}

void record_prepare(void)
{
	json_object_seed(0);
}
