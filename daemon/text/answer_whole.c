/* SPDX-License-Identifier: MIT */
/*
 * What the whole text says, or whom it names, whatever its clauses say one by one.
 */
#include "text/answer_rules.h"

#define FOREIGN_LEAST 8 /* words that tell whether a text is in a language of ours */
#define SHORT_MOST 10 /* words in which a condition alone is an answer ("om barnen är friska") */

/* Tokens that name the other person: those of the clauses that speak of one. */
const char *hearing_other_person(const struct hearing *hearing)
{
	list_each (clause, &hearing->clauses) {
		bool with = false;
		for (size_t i = clause->from; i < clause->to; i++)
			with = with || token_has(hearing_token(hearing, i), WORD_WITH);
		if (!clause->instead && !clause->other_agrees && !clause->other_refuses &&
			!clause->self_too && !with)
			continue;
		const char *person = hearing_person(hearing, clause->from, clause->to);
		if (person)
			return person;
	}
	return NULL;
}

/* "??" */
bool hearing_only_asks(const struct hearing *hearing)
{
	for (size_t i = hearing->from; i < hearing->to; i++)
		if (token_is_sign(hearing_token(hearing, i), "?"))
			return true;
	return false;
}

/* "Svara ja, nej eller kanske": all three and nobody who says them. */
bool hearing_repeats_question(const struct hearing *hearing)
{
	return hearing_has(hearing, WORD_YES) && hearing_has(hearing, WORD_NO) &&
		hearing_has(hearing, WORD_MAYBE) && !hearing_has(hearing, WORD_SELF);
}

/* "En annan gång!" */
bool hearing_says_another_time(const struct hearing *hearing)
{
	static const enum word_class only[] = {
		WORD_OTHER_TIME, WORD_THANKS, WORD_REGRET, WORD_WOULD};

	return hearing_has(hearing, WORD_OTHER_TIME) && !hearing_has(hearing, WORD_PAST) &&
		hearing_is_only(hearing, only, 4);
}

size_t hearing_words_count(const struct hearing *hearing)
{
	size_t words = 0;

	for (size_t i = hearing->from; i < hearing->to; i++)
		words += hearing_token(hearing, i)->kind == TOKEN_WORD;
	return words;
}

bool hearing_is_foreign(const struct hearing *hearing)
{
	size_t words = 0, known = 0;

	for (size_t i = hearing->from; i < hearing->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token->kind != TOKEN_WORD || token_is_name(token))
			continue;
		words++;
		known += token->known && !token->guessed;
	}
	return words >= FOREIGN_LEAST && known * 5 < words * 2;
}

/* Nothing of ours in it: no verb of coming, no word of answers. */
static bool is_of_something_else(const struct hearing *hearing)
{
	for (size_t i = hearing->from; i < hearing->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_is_predicate(hearing, token) || token_is_word_of_answer(token) ||
			token_has(token, WORD_MAYBE) || token_has(token, WORD_MANAGER) ||
			token_has(token, WORD_WOULD))
			return false;
	}
	return true;
}

bool hearing_only_supposes(const struct hearing *hearing)
{
	return hearing_words_count(hearing) > SHORT_MOST && is_of_something_else(hearing);
}
