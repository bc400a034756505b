/* SPDX-License-Identifier: MIT */
/*
 * Which meeting that is there already an order speaks of, and what it says of it: that it is called
 * off, comes once more, is moved or changed ("Vårmötet inställt", "Ändrad lokal för vårmötet").
 * Only the text's beginning says so, and never what is denied, asked or wished.
 */
#include <string.h>

#include "text/datewords.h"
#include "text/fields_rules.h"
#include "text/tokens.h"

#define TOKENS_MOST 600
#define FIRST_CLAUSES 40 /* tokens at the text's beginning that may cancel */

struct tokens *order_words(const struct ordering *ordering, const char *text)
{
	static const enum word_class wanted[] = {WORD_CANCELLED, WORD_SAME_AGAIN, WORD_MOVED};
	struct word_mask ignored = word_mask_but(wanted, 3);

	return order_tokens(ordering, &ignored, text, strlen(text), TOKENS_MOST);
}

/* The class is said within the first tokens, in a clause with neither "not" nor "if". */
static bool says(const struct tokens *tokens, enum word_class class, size_t within)
{
	bool said = false, doubt = false;

	for (size_t i = 0; i < tokens->list.n && i < within; i++) {
		const struct token *token = &tokens->list.at[i];
		if (token->kind == TOKEN_LINE || token_is_sign(token, ".!?;:")) {
			if (said && !doubt && !token_is_sign(token, "?"))
				return true;
			said = doubt = false;
			continue;
		}
		said = said || token_has(token, class);
		/* "workshopen om SIP" holds no "if" */
		bool about = i > 0 && token_has(&tokens->list.at[i - 1], WORD_MEETING);
		doubt = doubt || token_has(token, WORD_NOT) || token_has(token, WORD_IF) ||
			(token_has(token, WORD_IF_PERHAPS) && !about);
	}
	return said && !doubt;
}

static bool is_flag(const struct token *token)
{
	return token_has(token, WORD_CANCELLED) || token_has(token, WORD_SAME_AGAIN) ||
		token_has(token, WORD_MOVED);
}

const char *order_without_flags(const struct ordering *ordering, const char *title)
{
	struct tokens *tokens = order_words(ordering, title);
	size_t from = 0, to = tokens->list.n;

	while (to > from &&
		(is_flag(&tokens->list.at[to - 1]) ||
			token_is_sign(&tokens->list.at[to - 1], ":,.!-")))
		to--;
	while (from < to &&
		(is_flag(&tokens->list.at[from]) || token_is_sign(&tokens->list.at[from], ":,.!-")))
		from++;
	if (from == to)
		return NULL;
	size_t start = tokens->list.at[from].start;
	return arena_strndup(ordering->arena, title + start, tokens->list.at[to - 1].end - start);
}

/* "Mötet den 9 mars": nothing but a word for meetings, and when. */
static bool names_nothing(const struct ordering *ordering, const char *title)
{
	const char *bare = order_without_flags(ordering, title);

	bare = bare ? order_without_day(ordering, bare) : NULL;
	return !bare || order_title_is_bare(ordering, bare);
}

void order_note_flags(struct ordering *ordering, const char *subject, const char *text)
{
	const struct tokens *title = order_words(ordering, subject),
			    *tokens = order_words(ordering, text);
	struct order_read *order = ordering->order;

	order->cancel = says(title, WORD_CANCELLED, TOKENS_MOST) ||
		says(tokens, WORD_CANCELLED, FIRST_CLAUSES);
	order->same_again = says(title, WORD_SAME_AGAIN, TOKENS_MOST) ||
		says(tokens, WORD_SAME_AGAIN, FIRST_CLAUSES);
	/* in the text also "vi flyttar fokus": there only of what the subject calls by one word */
	order->changes = says(title, WORD_MOVED, TOKENS_MOST) ||
		(says(tokens, WORD_MOVED, FIRST_CLAUSES) && !strchr(subject, ' '));
}

void order_note_about(struct ordering *ordering, const char *subject, const char *text)
{
	struct order_read *order = ordering->order;
	const struct questions *questions = ordering->questions;
	const char *const places[] = {subject, text};
	struct dateword found;

	order->nameless = !order->title || names_nothing(ordering, order->title);
	for (size_t i = 0; i < 2 && order->cancel && order->about == DAY_NONE; i++)
		if (dateword_find(ordering->book, questions->language, places[i], strlen(places[i]),
			    0, questions->mail_day, DATE_COMING, &found) &&
			found.first == found.last)
			order->about = found.first;
}
