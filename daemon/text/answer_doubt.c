/* SPDX-License-Identifier: MIT */
/*
 * What holds a clause's own verdict back: it asks, hangs on a condition, doubts, must be asked of a
 * manager, or speaks of somebody in her place.
 */
#include "base/utf8.h"
#include "text/answer_rules.h"
#include "text/phrases.h"

bool clause_is_inverted_condition(const struct hearing *hearing, const struct clause *clause)
{
	const struct token *first = hearing_token(hearing, clause->from),
			   *next = hearing_token(hearing, clause->from + 1);

	bool verb = (token_is_predicate(hearing, first) || token_has(first, WORD_IF_VERB)) &&
		(token_has(next, WORD_SELF) || token_has(next, WORD_IT) ||
			token_has(next, WORD_YOU) || token_has(next, WORD_OTHER));

	if (!verb && !first->inverted && !token_has(first, WORD_ASK_START))
		return false;
	for (size_t k = clause->from + 1; k + 1 < clause->to; k++)
		if (token_has(hearing_token(hearing, k), WORD_SO) &&
			token_is_predicate(hearing, hearing_token(hearing, k + 1)))
			return true;
	return false;
}

static bool is_somebody(const struct token *token)
{
	return token_is_name(token) || token_has(token, WORD_SELF) ||
		token_has(token, WORD_OTHER) || token_has(token, WORD_YOU) ||
		token_has(token, WORD_IT);
}

/* Where the clause's condition begins; its end where there is none. */
size_t clause_condition(const struct hearing *hearing, const struct clause *clause)
{
	if (clause_is_inverted_condition(hearing, clause))
		return clause->from;
	for (size_t i = clause->from; i < clause->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_has(token, WORD_IF))
			return i;
		if (!token_has(token, WORD_IF_PERHAPS))
			continue;
		if (i == clause->from && clause->to > i + 2)
			return i;
		for (size_t k = i + 1; k < clause->to && k < i + 6; k++)
			if (token_has(hearing_token(hearing, k), WORD_IF_VERB))
				return i;
		if (is_somebody(hearing_token(hearing, i + 1)) && i + 2 < clause->to &&
			token_is_predicate(hearing, hearing_token(hearing, i + 2)))
			return i; /* "om Bosse är med" */
	}
	return clause->to;
}

bool clause_asks(const struct hearing *hearing, const struct clause *clause)
{
	size_t from = clause->from;

	if (clause->asks || clause_has(hearing, clause, WORD_WONDER))
		return true;
	if (clause_is_inverted_condition(hearing, clause))
		return false;
	while (from < clause->to && token_has(hearing_token(hearing, from), WORD_AND))
		from++;
	const struct token *next = hearing_token(hearing, from + 1);
	if (token_has(
		    hearing_token(hearing, from), WORD_ASK)) /* "när vi är klara …" asks nothing */
		return !token_has(next, WORD_SELF) && !token_has(next, WORD_IT) &&
			!token_has(next, WORD_OTHER);
	return token_has(hearing_token(hearing, from), WORD_ASK_START);
}

static bool speaks_of_somebody(const struct hearing *hearing, const struct clause *clause)
{
	for (size_t i = clause->from; i < clause->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_has(token, WORD_COLLEAGUE) || token_has(token, WORD_OTHER) ||
			token_has(token, WORD_SENDS) || token_is_name(token))
			return true;
	}
	return false;
}

/* "I mitt ställe" is of somebody by itself, "i stället" may be of a room or a day. */
static bool is_of_any(const struct hearing *hearing, const struct token *token)
{
	const char *words = utf8_fold_in(
		hearing->arena, hearing->text + token->start, token->end - token->start);

	return phrasebook_is_word(hearing->book, NULL, "answer.instead-of-any", words);
}

static bool has_instead(const struct hearing *hearing, const struct clause *clause)
{
	for (size_t i = clause->from; i < clause->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_has(token, WORD_INSTEAD) &&
			(!is_of_any(hearing, token) || speaks_of_somebody(hearing, clause)))
			return true;
	}
	return false;
}

/* "Ta min kollega", "fråga Maria istället": somebody else in her place. */
static bool is_instead(const struct hearing *hearing, const struct clause *clause)
{
	if (has_instead(hearing, clause))
		return !clause_has(hearing, clause, WORD_NOT);
	if (clause_has(hearing, clause, WORD_NOT))
		return false;
	for (size_t i = clause->from; i + 1 < clause->to; i++) /* "skickar Ann" */
		if (token_has(hearing_token(hearing, i), WORD_SENDS) &&
			token_is_name(hearing_token(hearing, i + 1)))
			return true;
	return clause_has(hearing, clause, WORD_TAKE) &&
		clause_has(hearing, clause, WORD_COLLEAGUE);
}

/* "fråga Karin Ström": beside a no it names who may come. */
static bool offers_name(const struct hearing *hearing, const struct clause *clause)
{
	for (size_t i = clause->from; i + 1 < clause->to; i++)
		if (token_has(hearing_token(hearing, i), WORD_TAKE) &&
			token_is_name(hearing_token(hearing, i + 1)))
			return true;
	return false;
}

static bool is_embedded(
	const struct hearing *hearing, const struct clause *clause, size_t condition)
{
	if (clause->verdict != SAYS_NOTHING && clause->verdict != SAYS_DENIAL)
		return false;
	for (size_t i = clause->from; i < condition; i++)
		if (token_has(hearing_token(hearing, i), WORD_NEUTRAL))
			return true;
	return false;
}

/* Must be asked, has agreed, or refuses. */
static void judge_manager(const struct hearing *hearing, struct clause *clause)
{
	bool no = clause_has(hearing, clause, WORD_NO),
	     denied = clause_has(hearing, clause, WORD_NOT) && !no;
	bool approves =
		clause_has(hearing, clause, WORD_APPROVES) || clause_has(hearing, clause, WORD_YES);

	if (clause->condition || clause->verdict == SAYS_MAYBE ||
		clause_has(hearing, clause, WORD_CHECK)) {
		if (!clause->condition && (clause->verdict == SAYS_DENIAL || denied))
			return; /* need not ask */
		clause->manager = true;
		clause->verdict = SAYS_MAYBE;
	} else if (no || (denied && (approves || clause_has(hearing, clause, WORD_LETS)))) {
		clause->verdict = SAYS_NO;
	} else if (approves && clause->verdict != SAYS_MAYBE) {
		clause->verdict = SAYS_YES_WORD;
	}
}

/* "Om jag blir sen, börja utan mig": what hangs on the condition stands behind it in the same
 * sentence and says nothing of coming. */
static bool is_led_elsewhere(
	const struct hearing *hearing, const struct clause *clause, size_t condition)
{
	const struct clause *next = clause + 1;

	if (condition != clause->from || !clause->begins_sentence || clause->ends_sentence ||
		next >= hearing->clauses.at + hearing->clauses.n)
		return false;
	for (size_t i = next->from; i < next->to; i++)
		if (token_is_predicate(hearing, hearing_token(hearing, i)))
			return false;
	return true;
}

/* Somebody else's doubt: "Per kan kanske gå". */
static bool is_others(const struct clause *clause)
{
	return (clause->other_agrees || clause->other_refuses) && !clause->self_too &&
		clause->verdict == SAYS_NOTHING;
}

void clause_judge_doubt(const struct hearing *hearing, struct clause *clause, size_t condition)
{
	bool tells = clause_has(hearing, clause, WORD_IMPERATIVE);

	clause->instead = is_instead(hearing, clause);
	clause->other_agrees = clause->other_agrees || offers_name(hearing, clause);

	/* "jag hade kommit om jag kunnat" */
	if (clause_has(hearing, clause, WORD_WISHED) && condition < clause->to && !tells) {
		clause->verdict = SAYS_SOFT_NO;
		condition = clause->to;
	}
	clause->beside = (clause_has(hearing, clause, WORD_CONTACT) &&
		clause_has(hearing, clause, WORD_IF_PERHAPS));
	clause->beside = clause->beside ||
		(condition < clause->to &&
			(clause_has(hearing, clause, WORD_CONTACT) ||
				clause_has(hearing, clause, WORD_WITH) ||
				is_led_elsewhere(hearing, clause, condition) ||
				(condition > clause->from &&
					(clause->verdict == SAYS_NOTHING ||
						clause->verdict == SAYS_DENIAL))));
	/* "kommer inte ihåg om jag svarat" asks, and holds no condition */
	if (condition < clause->to && !tells && !is_embedded(hearing, clause, condition)) {
		clause->condition = true;
		clause->verdict = SAYS_MAYBE; /* "jag kommer inte om det inte blir digitalt" */
	}
	if (tells && condition < clause->to)
		clause->verdict = SAYS_NOTHING; /* "säg till om du vill att jag kommer" */
	for (size_t i = clause->from; i < clause->to && !is_others(clause); i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_has(token, WORD_TAKE) && token_is_name(hearing_token(hearing, i + 1)))
			continue; /* "try Ann Hill" */
		if (token_has(token, WORD_MAYBE) && !token_has(token, WORD_CHECK) &&
			token_has(hearing_token(hearing, i + 1), WORD_ASK_THING))
			continue; /* "vet inte var det ligger" */
		/* "spelar ingen roll" takes any of several, and leaves a single question open */
		if (token_has(token, WORD_LIKELY) ||
			(token_has(token, WORD_WEAKLY) && clause->verdict != SAYS_NOTHING) ||
			(token_has(token, WORD_MAYBE) && !token_has(token, WORD_ALL)))
			clause->verdict = SAYS_MAYBE;
	}
	if (hearing->question->n_options < 2 && clause_has(hearing, clause, WORD_EITHER) &&
		clause_has(hearing, clause, WORD_OR))
		clause->verdict = SAYS_MAYBE; /* "antingen jag eller Monica kommer" */
	if (clause_has(hearing, clause, WORD_MANAGER))
		judge_manager(hearing, clause);
}
