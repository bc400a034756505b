/* SPDX-License-Identifier: MIT */
/*
 * A meeting's day, time, place and link as a leader writes them to a colleague. The text is taken
 * sentence by sentence: one that tells of last year is passed over, a day behind "svara senast" is
 * the deadline. The first day that has a time is the meeting's, else the first day; a time or a
 * place may stand in a sentence of its own.
 *
 * The patterns for places are data ("order.place.re"); what they catch ends where a date begins.
 */
#include "text/fields_rules.h"

#include <string.h>

#include "text/dates.h"
#include "text/phrases.h"

#define TOKENS_MOST 2000
#define PLACE_BYTES_MOST 120

struct prose {
	struct ordering *ordering;
	const char *text;
	const struct tokens *tokens;
	struct dateword when; /* the best so far */
	bool any;
};

static size_t sentence_end(const struct tokens *tokens, size_t from)
{
	for (size_t i = from; i < tokens->list.n; i++) {
		const struct token *token = &tokens->list.at[i];
		if (token_is_sign(token, "!?") || (token->kind == TOKEN_LINE && i > from))
			return i;
		if (token_is_sign(token, ".") && i + 1 < tokens->list.n &&
			!tokens->list.at[i + 1].joined &&
			!(i > 0 &&
				(token_has(&tokens->list.at[i - 1], WORD_ABBREVIATION) ||
					token_has(&tokens->list.at[i - 1], WORD_WEEK) ||
					token_has(&tokens->list.at[i - 1], WORD_CLOCK))))
			return i;
	}
	return tokens->list.n;
}

/* A word of the class stands in [from, to) at most `near` tokens before it ends. */
static bool stands_before(
	const struct tokens *tokens, size_t from, size_t to, enum word_class class, size_t near)
{
	for (size_t i = to > from + near ? to - near : from; i < to; i++)
		if (token_has(&tokens->list.at[i], class))
			return true;
	return false;
}

static bool is_better(const struct prose *prose, const struct dateword *found)
{
	if (found->first == DAY_NONE)
		return false;
	return prose->when.first == DAY_NONE ||
		(prose->when.start_minute < 0 && found->start_minute >= 0);
}

static void take_sentence(struct prose *prose, size_t from, size_t to)
{
	struct ordering *ordering = prose->ordering;
	struct date_reader reader = {
		prose->tokens->list.at, to, ordering->questions->mail_day, DATE_COMING};
	bool bygone = false;

	for (size_t i = from; i < to;) {
		struct dateword found;
		char text[DAY_TEXT];
		bygone = bygone || token_has(&prose->tokens->list.at[i], WORD_BYGONE);
		if (token_has(&prose->tokens->list.at[i], WORD_BUT))
			bygone = false; /* "förra året … men nu blir det" */
		size_t n = date_at(&reader, i, &found);
		if (n == 0) {
			i++;
			continue;
		}
		if (bygone) {
			i += n;
			continue;
		}
		if (found.first != DAY_NONE &&
			stands_before(prose->tokens, from, i, WORD_DEADLINE, 3)) {
			day_format(found.last, text);
			order_set(ordering, FIELD_CLOSE, arena_strdup(ordering->arena, text));
		} else if (is_better(prose, &found)) {
			prose->when = found;
		} else if (found.first == DAY_NONE && prose->when.start_minute < 0) {
			prose->when.start_minute = found.start_minute;
			prose->when.end_minute = found.end_minute;
		}
		i += n;
	}
}

static void set_when(struct prose *prose)
{
	struct ordering *ordering = prose->ordering;
	char text[DAY_TEXT];

	if (prose->when.first != DAY_NONE) {
		day_format(prose->when.first, text);
		order_set(ordering, FIELD_DAY, arena_strdup(ordering->arena, text));
	}
	order_set(ordering, FIELD_TIME,
		order_time_text(ordering->arena, prose->when.start_minute, prose->when.end_minute));
}

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

static void take_place(struct ordering *ordering, const char *text)
{
	struct phrase_match match;
	size_t bytes = strlen(text);

	for (size_t from = 0; from < bytes && !order_has(ordering, FIELD_PLACE);) {
		if (!phrasebook_match(
			    ordering->book, NULL, "order.place.re", text, bytes, from, &match) ||
			match.end <= from)
			return;
		if (match.capture_start[1] != SIZE_MAX)
			order_set(ordering, FIELD_PLACE,
				place_of(ordering, text + match.capture_start[1],
					match.capture_end[1] - match.capture_start[1]));
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

bool order_take_prose(struct ordering *ordering, const char *text, bool only_day)
{
	const struct dictionary *dictionary = phrasebook_dictionary(ordering->book);
	static const enum word_class wanted[] = {WORD_DEADLINE, WORD_BYGONE};
	struct word_mask ignored = word_mask_but(wanted, 2);
	struct prose prose = {
		.ordering = ordering,
		.text = text,
		.when = {.first = DAY_NONE, .last = DAY_NONE, .start_minute = -1, .end_minute = -1},
	};

	ignored.bits[WORD_OTHER_TIME / 64] |= (uint64_t)1 << (WORD_OTHER_TIME % 64);
	prose.tokens = tokens_read(ordering->arena, dictionary,
		dictionary_language(dictionary, ordering->questions->language), &ignored, text,
		strlen(text), TOKENS_MOST, false);
	for (size_t from = 0; from < prose.tokens->list.n;) {
		size_t to = sentence_end(prose.tokens, from);
		take_sentence(&prose, from, to);
		from = to + 1;
	}
	/* "Möte nästa vecka": the text may name the day of that week */
	if (!only_day || prose.when.first == prose.when.last)
		set_when(&prose);
	if (!only_day) {
		take_place(ordering, text);
		take_link(ordering, text);
	}
	return prose.when.first != DAY_NONE;
}

/* Whether nothing of a title stands behind the day: its end, or the place ("… 9 mars kl. 13 i sal
 * 2"). */
static bool title_ends(const struct ordering *ordering, const char *text, size_t n, size_t end)
{
	struct phrase_match place;

	end += strspn(text + end, " .!,");
	return end == n ||
		(phrasebook_match(ordering->book, ordering->questions->language, "order.place.re",
			 text, n, end, &place) &&
			place.start == end);
}

const char *order_without_day(const struct ordering *ordering, const char *text)
{
	const struct questions *questions = ordering->questions;
	struct dateword found;
	size_t n = strlen(text);

	for (size_t from = 0; dateword_find(ordering->book, questions->language, text, n, from,
		     questions->mail_day, DATE_COMING, &found);
		from = found.end) {
		if (found.first == DAY_NONE || !title_ends(ordering, text, n, found.end))
			continue;
		n = found.start;
		break;
	}
	const struct dictionary *dictionary = phrasebook_dictionary(ordering->book);
	struct tokens *tokens = tokens_read(ordering->arena, dictionary,
		dictionary_language(dictionary, questions->language), NULL, text, n, 200, false);
	size_t last = tokens->list.n;
	/* "… på torsdag" leaves no "på" */
	while (n < strlen(text) && last > 0 &&
		(token_has(&tokens->list.at[last - 1], WORD_DATE_FILLER) ||
			token_is_sign(&tokens->list.at[last - 1], ",-:")))
		last--;
	return last > 0 ? arena_strndup(ordering->arena, text, tokens->list.at[last - 1].end)
			: NULL;
}
