/* SPDX-License-Identifier: MIT */
/*
 * What running text says of a project and no field does: how many people it looks for ("tre
 * personer"), hours each, and until when. Only numbers that such a word follows count, and only a
 * day that a word for being done leads to.
 */
#include <string.h>

#include "text/dates.h"
#include "text/fields_rules.h"
#include "text/phrases.h"

#define TOKENS_MOST 2000
#define PEOPLE_MOST 99
#define HOURS_MOST 2000
#define NEAR 4 /* tokens between "klart" and its day */

static int number_of(const struct token *token)
{
	if (token->kind == TOKEN_NUMBER)
		return token->number;
	return token_has(token, WORD_NUMBER) ? token->sense.value[WORD_NUMBER] : -1;
}

/* A field of the project, and the bytes of the text that say it. */
static void set(struct ordering *ordering, enum order_field field, const char *value,
	const struct token *from, size_t end)
{
	if (order_has(ordering, field))
		return;
	order_set(ordering, field, value);
	order_note_said(ordering, ordering->rest, from->start, end);
}

/* "tre personer", "10 timmar" */
static void take_count(
	struct ordering *ordering, const struct token *number, const struct token *thing)
{
	int n = number_of(number);
	bool hours = token_has(thing, WORD_HOURS);
	const char *value = arena_printf(ordering->arena, "%d", n);

	if (n < 1 || thing->kind != TOKEN_WORD)
		return;
	if (hours && n <= HOURS_MOST)
		set(ordering, FIELD_HOURS, value, number, thing->end);
	else if (!hours && n <= PEOPLE_MOST &&
		phrasebook_is_word(ordering->book, NULL, "order.people", thing->folded))
		set(ordering, FIELD_WANTED, value, number, thing->end);
}

/* "Vi behöver fyra, …", "We need four." */
static void take_needed(struct ordering *ordering, const struct tokens *tokens, size_t i)
{
	const struct token *need = &tokens->list.at[i], *number = need + 1, *next = number + 1;
	bool ends = i + 2 >= tokens->list.n || next->kind == TOKEN_SIGN || next->kind == TOKEN_LINE;
	int n = number_of(number);

	if (ends && n >= 1 && n <= PEOPLE_MOST &&
		phrasebook_is_word(ordering->book, NULL, "order.needs", need->folded))
		set(ordering, FIELD_WANTED, arena_printf(ordering->arena, "%d", n), need,
			number->end);
}

/* The word for being done that leads to the day at i; NULL where none does. */
static const struct token *lead_of(
	const struct ordering *ordering, const struct tokens *tokens, size_t i)
{
	for (size_t k = i > NEAR ? i - NEAR : 0; k < i; k++)
		if (phrasebook_is_word(
			    ordering->book, NULL, "order.done", tokens->list.at[k].folded))
			return &tokens->list.at[k];
	return NULL;
}

void order_take_project(struct ordering *ordering)
{
	const struct tokens *tokens =
		order_tokens(ordering, NULL, ordering->rest, strlen(ordering->rest), TOKENS_MOST);
	struct date_reader reader = {
		tokens->list.at, tokens->list.n, ordering->questions->mail_day, DATE_COMING};
	char end[DAY_TEXT];

	for (size_t i = 0; i + 1 < tokens->list.n; i++) {
		struct dateword found;
		take_count(ordering, &tokens->list.at[i], &tokens->list.at[i + 1]);
		take_needed(ordering, tokens, i);
		const struct token *lead = lead_of(ordering, tokens, i);
		if (lead && date_at(&reader, i, &found) > 0 && found.first != DAY_NONE)
			set(ordering, FIELD_UNTIL,
				arena_strdup(ordering->arena, day_format(found.last, end)), lead,
				found.end);
	}
}
