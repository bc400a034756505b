/* SPDX-License-Identifier: MIT */
/*
 * What a single word is to an answer: a name, a verb of ours, a word of answers. Some are told by
 * their neighbours alone: "ja" is "jag" before a verb, a "no" belongs to the thing behind it.
 */
#include "text/answer_rules.h"

/* Known only as what no capital would stand before: "Tom" is no "t.o.m.". */
static bool is_only_to(const struct token *token)
{
	struct word_sense rest = token->sense;

	rest.bits[WORD_TO / 64] &= ~((uint64_t)1 << (WORD_TO % 64));
	return token_has(token, WORD_TO) && !sense_is_known(&rest);
}

bool token_is_name(const struct token *token)
{
	return token->kind == TOKEN_WORD && token->capital &&
		(!sense_is_known(&token->sense) || is_only_to(token) ||
			(token->guessed && !token_has(token, WORD_SELF)));
}

bool clause_has(const struct hearing *hearing, const struct clause *clause, enum word_class class)
{
	for (size_t i = clause->from; i < clause->to; i++)
		if (token_has(hearing_token(hearing, i), class))
			return true;
	return false;
}

bool token_is_of(const struct token *token, const enum word_class classes[], size_t n)
{
	for (size_t i = 0; i < n && classes[i]; i++)
		if (token_has(token, classes[i]))
			return true;
	return false;
}

bool token_is_predicate(const struct hearing *hearing, const struct token *token)
{
	const struct polar_words *words = hearing->words;

	return token_has(token, WORD_ABLE) || token_is_of(token, words->agree, 4) ||
		token_is_of(token, words->refuse, 5) || token_is_of(token, words->soft_refuse, 3);
}

/* "no reason", "no clash": a "no" that belongs to the thing behind it; and "inte en chans att jag
 * missar det", one that belongs to what it leads. */
bool token_is_leading_no(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i),
			   *next = hearing_token(hearing, i + 1);

	if (token_has(next, WORD_GREETING) && token_is_word_of_answer(token))
		return true; /* "jo hej du …" */
	if (!token_has(token, WORD_NO) || next->kind != TOKEN_WORD)
		return false;
	return (token_has(token, WORD_NO_ONE) && !next->known) || token_has(next, WORD_THAT) ||
		(token_has(token, WORD_NO_WAY) && token_has(next, WORD_SELF));
}

/* "ja kan inte", written as it is said: "jag" where a verb follows without a sign between. */
bool token_is_by_ear(const struct hearing *hearing, size_t i)
{
	const struct token *next = hearing_token(hearing, i + 1);

	return token_has(hearing_token(hearing, i), WORD_BY_EAR) && i + 1 < hearing->to &&
		(token_is_predicate(hearing, next) || token_has(next, WORD_IF_VERB) ||
			token_has(next, WORD_VERB) || token_has(next, WORD_NEUTRAL));
}

bool token_is_word_of_answer(const struct token *token)
{
	return token_has(token, WORD_YES) || token_has(token, WORD_NO) || token_has(token, WORD_OK);
}
