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

/* "tre personer", "10 timmar" */
static void take_count(
	struct ordering *ordering, const struct token *number, const struct token *thing)
{
	int n = number_of(number);
	bool hours = token_has(thing, WORD_HOURS);

	if (n < 1 || thing->kind != TOKEN_WORD)
		return;
	if (hours && n <= HOURS_MOST)
		order_set(ordering, FIELD_HOURS, arena_printf(ordering->arena, "%d", n));
	else if (!hours && n <= PEOPLE_MOST &&
		phrasebook_is_word(ordering->book, NULL, "order.people", thing->folded))
		order_set(ordering, FIELD_WANTED, arena_printf(ordering->arena, "%d", n));
}

static bool is_led(const struct ordering *ordering, const struct tokens *tokens, size_t i)
{
	for (size_t k = i > NEAR ? i - NEAR : 0; k < i; k++)
		if (phrasebook_is_word(
			    ordering->book, NULL, "order.done", tokens->list.at[k].folded))
			return true;
	return false;
}

void order_take_project(struct ordering *ordering, const char *text)
{
	const struct tokens *tokens = order_tokens(ordering, NULL, text, strlen(text), TOKENS_MOST);
	struct date_reader reader = {
		tokens->list.at, tokens->list.n, ordering->questions->mail_day, DATE_COMING};
	char end[DAY_TEXT];

	for (size_t i = 0; i + 1 < tokens->list.n; i++) {
		struct dateword found;
		take_count(ordering, &tokens->list.at[i], &tokens->list.at[i + 1]);
		if (is_led(ordering, tokens, i) && date_at(&reader, i, &found) > 0 &&
			found.first != DAY_NONE)
			order_set(ordering, FIELD_UNTIL,
				arena_strdup(ordering->arena, day_format(found.last, end)));
	}
}
