/* SPDX-License-Identifier: MIT */
/*
 * A meeting's day and time as a leader writes them to a colleague. The text is taken sentence by
 * sentence: one that tells of last year is passed over, a day behind "svara senast" is the
 * deadline, and where something is moved the last day said is the new one. The first day that has a
 * time is the meeting's, else the first day; a time may stand in a sentence of its own.
 *
 * A weekday alone is that of the week which the subject names ("Möte v. 12", "torsdagen passar
 * bäst"), else the next one: "på måndag", written on a Monday, is in a week.
 */
#include "text/fields_rules.h"

#include <string.h>

#include "text/dates.h"
#include "text/phrases.h"

#define TOKENS_MOST 2000
#define TITLE_TOKENS_MOST 200
#define FIRST_HOUR 7 /* of meetings, where a bare "13-15" is told from a count */
#define LAST_HOUR 21
#define LATELY_DAYS 60 /* a day without a year, so long ago, is told of rather than asked for */

struct prose {
	struct ordering *ordering;
	const char *text;
	const struct tokens *tokens;
	enum prose_part part;
	struct dateword when; /* the best so far */
	bool asks; /* the sentence at hand */
	bool moved; /* when is the day that something was moved to */
	struct said time; /* where a time stands by itself */
};

size_t order_sentence_end(const struct tokens *tokens, size_t from)
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

static bool has_within(const struct tokens *tokens, size_t from, size_t to, enum word_class class)
{
	for (size_t i = from; i < to; i++)
		if (token_has(&tokens->list.at[i], class))
			return true;
	return false;
}

static bool is_better(const struct prose *prose, const struct dateword *found, bool moved)
{
	if (found->first == DAY_NONE || (prose->moved && !moved))
		return false;
	return moved || prose->when.first == DAY_NONE ||
		(prose->when.start_minute < 0 && found->start_minute >= 0);
}

static void settle_weekday(const struct prose *prose, const struct date_reader *reader, size_t i,
	struct dateword *found)
{
	const struct ordering *ordering = prose->ordering;
	const struct token *token = &prose->tokens->list.at[i];
	struct dateword alone;

	if (!token_has(token, WORD_WEEKDAY) || date_day_at(reader, i, &alone) != 1)
		return;
	day first = ordering->span_first;
	int weekday = token->sense.value[WORD_WEEKDAY];
	day there =
		first == DAY_NONE ? found->first : first + (weekday - day_weekday(first) + 7) % 7;
	if (first == DAY_NONE && there == reader->today)
		there += 7;
	if (first != DAY_NONE && there > ordering->span_last)
		return;
	found->first = found->last = there;
}

/* Of a mail that no word calls an order: "fakturan för mötet den 12 januari" asks for none. */
static bool was_lately(const struct prose *prose, struct date_reader near, size_t i)
{
	struct dateword found;

	near.sense = DATE_NEAREST;
	return !prose->ordering->has_word && date_at(&near, i, &found) > 0 && !found.year_said &&
		found.first != DAY_NONE && found.last < near.today &&
		near.today - found.last <= LATELY_DAYS;
}

/* "Vi kör 13-15 på Zoom": hours of a working day that nothing else is counted by. */
static size_t hours_at(const struct prose *prose, const struct date_reader *reader, size_t i,
	struct dateword *found)
{
	*found = (struct dateword){.first = DAY_NONE, .last = DAY_NONE, .end_minute = -1};
	size_t n = date_time_at(reader, i, true, found);
	const struct token *next = date_token(reader, i + n);

	if (n == 0 || prose->when.start_minute >= 0 || found->end_minute < 0 ||
		found->start_minute < FIRST_HOUR * 60 || found->end_minute > LAST_HOUR * 60 ||
		(next->kind == TOKEN_WORD && !token_has(next, WORD_FILLER)))
		return 0;
	found->end = reader->tokens[i + n - 1].end;
	return n;
}

static void note_deadline(
	const struct prose *prose, size_t from, size_t i, const struct dateword *found)
{
	while (i > from && !token_has(&prose->tokens->list.at[i], WORD_DEADLINE))
		i--;
	order_note_said(prose->ordering, prose->text, prose->tokens->list.at[i].start, found->end);
}

static void take_found(
	struct prose *prose, size_t from, size_t i, struct dateword *found, bool moved)
{
	char text[DAY_TEXT];

	if (found->first != DAY_NONE && stands_before(prose->tokens, from, i, WORD_DEADLINE, 3)) {
		day_format(found->last, text);
		if (!order_has(prose->ordering, FIELD_CLOSE))
			note_deadline(prose, from, i, found);
		order_set(prose->ordering, FIELD_CLOSE, arena_strdup(prose->ordering->arena, text));
		return;
	}
	/* "Ska vi ta en lunch på torsdag och prata om mötet?" orders none */
	if (prose->part == PROSE_DEADLINE ||
		(!prose->ordering->has_word && prose->asks && found->start_minute < 0))
		return;
	if (prose->part == PROSE_ALL && found->first != DAY_NONE && order_is_month(found)) {
		if (found->start_minute < 0)
			return;
		found->first = found->last = DAY_NONE;
	}
	if (is_better(prose, found, moved)) {
		prose->when = *found;
		prose->when.first = moved ? found->last : found->first;
		prose->moved = moved;
		if (prose->part == PROSE_ALL)
			order_take_place_behind(prose->ordering, prose->text, found->end);
	} else if (found->first == DAY_NONE && prose->when.start_minute < 0) {
		prose->when.start_minute = found->start_minute;
		prose->when.end_minute = found->end_minute;
		prose->time = (struct said){found->start, found->end};
		if (prose->part == PROSE_ALL)
			order_take_place_behind(prose->ordering, prose->text, found->end);
	}
}

static void take_sentence(struct prose *prose, size_t from, size_t to)
{
	struct date_reader reader = {
		prose->tokens->list.at, to, prose->ordering->questions->mail_day, DATE_COMING};
	bool bygone = false, moved = has_within(prose->tokens, from, to, WORD_MOVED);

	prose->asks = to < prose->tokens->list.n && token_is_sign(&prose->tokens->list.at[to], "?");
	for (size_t i = from; i < to;) {
		struct dateword found;
		bygone = bygone || token_has(&prose->tokens->list.at[i], WORD_BYGONE);
		if (token_has(&prose->tokens->list.at[i], WORD_BUT))
			bygone = false; /* "förra året … men nu blir det" */
		size_t n = date_at(&reader, i, &found);
		if (n == 0)
			n = hours_at(prose, &reader, i, &found);
		if (n > 0 && !bygone && !was_lately(prose, reader, i)) {
			settle_weekday(prose, &reader, i, &found);
			take_found(prose, from, i, &found, moved);
		}
		i += n > 0 ? n : 1;
	}
}

static void set_when(struct prose *prose)
{
	struct ordering *ordering = prose->ordering;
	char text[DAY_TEXT];

	if (!order_has(ordering, FIELD_DAY) && !order_has(ordering, FIELD_TIME)) {
		if (prose->when.first != DAY_NONE)
			order_note_said(ordering, prose->text, prose->when.start, prose->when.end);
		if (prose->time.end > 0)
			order_note_said(ordering, prose->text, prose->time.start, prose->time.end);
	}
	if (prose->when.first != DAY_NONE) {
		day_format(prose->when.first, text);
		order_note_weekday(ordering, &prose->when);
		order_set(ordering, FIELD_DAY, arena_strdup(ordering->arena, text));
	}
	order_set(ordering, FIELD_TIME,
		order_time_text(ordering->arena, prose->when.start_minute, prose->when.end_minute));
}

bool order_take_prose(struct ordering *ordering, const char *text, enum prose_part part)
{
	static const enum word_class wanted[] = {WORD_DEADLINE, WORD_BYGONE, WORD_MOVED};
	struct word_mask ignored = word_mask_but(wanted, 3);
	struct prose prose = {
		.ordering = ordering,
		.text = text,
		.part = part,
		.when = {.first = DAY_NONE, .last = DAY_NONE, .start_minute = -1, .end_minute = -1},
	};

	ignored.bits[WORD_OTHER_TIME / 64] |= (uint64_t)1 << (WORD_OTHER_TIME % 64);
	prose.tokens = order_tokens(ordering, &ignored, text, strlen(text), TOKENS_MOST);
	for (size_t from = 0; from < prose.tokens->list.n;) {
		size_t to = order_sentence_end(prose.tokens, from);
		take_sentence(&prose, from, to);
		from = to + 1;
	}
	/* "Möte nästa vecka": the text may name the day of that week */
	if (part != PROSE_DAY || prose.when.first == prose.when.last) {
		set_when(&prose);
	} else {
		ordering->span_first = prose.when.first;
		ordering->span_last = prose.when.last;
	}
	if (part == PROSE_ALL)
		order_take_place(ordering, text);
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
	struct tokens *tokens = order_tokens(ordering, NULL, text, n, TITLE_TOKENS_MOST);
	size_t last = tokens->list.n;
	/* "… på torsdag" leaves no "på" */
	while (n < strlen(text) && last > 0 &&
		(token_has(&tokens->list.at[last - 1], WORD_DATE_FILLER) ||
			token_is_sign(&tokens->list.at[last - 1], ",-:")))
		last--;
	return last > 0 ? arena_strndup(ordering->arena, text, tokens->list.at[last - 1].end)
			: NULL;
}
