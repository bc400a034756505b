/* SPDX-License-Identifier: MIT */
/*
 * Cuts a struct to what its reader takes, so that one over-long header does not cost a person her
 * whole mail. Texts are cut between characters, lists at their end, numbers brought to the nearer
 * end of their range.
 */
#include "base/record.h"

#include <string.h>

#include "base/utf8.h"

typedef void fit_slot(struct arena *arena, const struct slot *slot, void *at);

static const char *fit_text(struct arena *arena, const struct slot *slot, const char *text)
{
	size_t bytes = strlen(text);

	if (!utf8_is_clean(text, bytes)) {
		text = utf8_clean_in(arena, text, bytes);
		bytes = strlen(text);
	}
	if (bytes <= slot->most_bytes)
		return text;
	bytes = slot->most_bytes;
	while (bytes && ((unsigned char)text[bytes] & 0xc0) == 0x80)
		bytes--;
	return arena_strndup(arena, text, bytes);
}

static void fit_text_at(struct arena *arena, const struct slot *slot, void *at)
{
	const char **text = at;

	if (*text)
		*text = fit_text(arena, slot, *text);
}

static void fit_int(struct arena *arena, const struct slot *slot, void *at)
{
	int *number = at;

	(void)arena;
	if (*number < slot->from && !(slot->flags & SLOT_NULL))
		*number = (int)slot->from;
	else if (*number < slot->from)
		*number = (int)slot->from - 1;
	else if (*number > slot->to)
		*number = (int)slot->to;
}

static void fit_instant(struct arena *arena, const struct slot *slot, void *at)
{
	int64_t *seconds = at;

	(void)arena;
	if (*seconds < slot->from || *seconds > slot->to)
		*seconds = INT64_MIN;
}

static void fit_record(struct arena *arena, const struct slot *slot, void *at)
{
	void *value;

	memcpy(&value, at, sizeof(value));
	if (value)
		record_fit(arena, slot->record, value);
}

static struct record_list fit_length(const struct slot *slot, void *at)
{
	struct record_list list;

	memcpy(&list, at, sizeof(list));
	if (list.n > slot->most)
		list.n = slot->most;
	memcpy(at, &list, sizeof(list));
	return list;
}

static void fit_texts(struct arena *arena, const struct slot *slot, void *at)
{
	struct record_list list = fit_length(slot, at);
	const char **texts = list.at;

	for (size_t i = 0; i < list.n; i++)
		fit_text_at(arena, slot, &texts[i]);
}

static void fit_ints(struct arena *arena, const struct slot *slot, void *at)
{
	struct record_list list = fit_length(slot, at);
	int *numbers = list.at;

	for (size_t i = 0; i < list.n; i++)
		fit_int(arena, slot, &numbers[i]);
}

static void fit_records(struct arena *arena, const struct slot *slot, void *at)
{
	struct record_list list = fit_length(slot, at);

	for (size_t i = 0; i < list.n; i++)
		record_fit(arena, slot->record, (unsigned char *)list.at + i * slot->record->bytes);
}

static void fit_pairs(struct arena *arena, const struct slot *slot, void *at)
{
	struct record_list list;
	unsigned char *element;

	memcpy(&list, at, sizeof(list));
	element = list.at;
	for (size_t i = 0; i < list.n; i++, element += sizeof(struct record_pair))
		fit_text_at(arena, slot, element + offsetof(struct record_pair, text));
}

/* Words, flags, days and 64-bit numbers of ours are what they are. */
static fit_slot *const fitters[HOLDS_PAIRS + 1] = {
	[HOLDS_TEXT] = fit_text_at,
	[HOLDS_INT] = fit_int,
	[HOLDS_INSTANT] = fit_instant,
	[HOLDS_RECORD] = fit_record,
	[HOLDS_TEXTS] = fit_texts,
	[HOLDS_INTS] = fit_ints,
	[HOLDS_RECORDS] = fit_records,
	[HOLDS_PAIRS] = fit_pairs,
};

void record_fit(struct arena *arena, const struct record *record, void *value)
{
	for (const struct slot *slot = record->slots; slot < record->slots + record->n; slot++)
		if (fitters[slot->holds])
			fitters[slot->holds](arena, slot, (unsigned char *)value + slot->offset);
}
