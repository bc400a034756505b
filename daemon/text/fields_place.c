/* SPDX-License-Identifier: MIT */
/*
 * Where a leader's running text says that the meeting is: behind a word ("i sal 2", "platsen är"),
 * or right behind the time ("kl. 13–16, FoU-centrum."); and its link. The patterns are data
 * ("order.place.re", "order.place-behind.re"); what they catch ends where a date begins, or a word
 * that leads on.
 */
#include "text/fields_rules.h"

#include <string.h>

#include "text/datewords.h"
#include "text/phrases.h"

#define PLACE_BYTES_MOST 120

/* The place ends where a day or time, or a word that leads on, begins. */
static const char *place_of(const struct ordering *ordering, const char *text, size_t n)
{
	const char *place =
		arena_strndup(ordering->arena, text, n > PLACE_BYTES_MOST ? PLACE_BYTES_MOST : n);
	const struct questions *questions = ordering->questions;
	struct dateword found;
	struct phrase_match match;

	if (dateword_find(ordering->book, questions->language, place, strlen(place), 0,
		    questions->mail_day, DATE_COMING, &found)) {
		if (found.start == 0)
			return NULL;
		place = arena_strndup(ordering->arena, place, found.start);
	}
	size_t end = strlen(place);
	if (phrasebook_match(ordering->book, NULL, "order.place-end.re", place, end, 0, &match))
		end = match.start;
	while (end > 0 && strchr(" \t,.", place[end - 1]))
		end--;
	return end > 0 ? arena_strndup(ordering->arena, place, end) : NULL;
}

static void set_place(struct ordering *ordering, const char *text, const struct phrase_match *match)
{
	for (size_t i = 1; i < PHRASE_CAPTURES; i++)
		if (match->capture_start[i] != SIZE_MAX) {
			size_t start = match->capture_start[i];
			const char *place =
				place_of(ordering, text + start, match->capture_end[i] - start);
			if (place && !order_has(ordering, FIELD_PLACE))
				order_note_said(
					ordering, text, match->start, start + strlen(place));
			order_set(ordering, FIELD_PLACE, place);
			return;
		}
}

static void take_place(struct ordering *ordering, const char *text)
{
	struct phrase_match match;
	size_t bytes = strlen(text);

	for (size_t from = 0; from < bytes && !order_has(ordering, FIELD_PLACE);) {
		if (!phrasebook_match(
			    ordering->book, NULL, "order.place.re", text, bytes, from, &match) ||
			match.end <= from)
			return;
		set_place(ordering, text, &match);
		from = match.start + 1;
	}
}

static void take_link(struct ordering *ordering, const char *text)
{
	struct phrase_match match;

	if (phrasebook_match(
		    ordering->book, NULL, "order.link.re", text, strlen(text), 0, &match) &&
		match.capture_start[1] != SIZE_MAX)
		order_set(ordering, FIELD_LINK,
			arena_strndup(ordering->arena, text + match.capture_start[1],
				match.capture_end[1] - match.capture_start[1]));
}

void order_take_place(struct ordering *ordering, const char *text)
{
	take_place(ordering, text);
	take_link(ordering, text);
}

void order_take_place_behind(struct ordering *ordering, const char *text, size_t end)
{
	struct phrase_match match;

	if (!order_has(ordering, FIELD_PLACE) &&
		phrasebook_match(ordering->book, NULL, "order.place-behind.re", text, strlen(text),
			end, &match))
		set_place(ordering, text, &match);
}
