/* SPDX-License-Identifier: MIT */
/*
 * What one clause says by its predicates (answer_predicate.c). A negation with a limit ("inte förrän
 * 14", "inte hela tiden") denies only a part; one that belongs to no predicate makes the clause
 * unsure. Whose predicate it is, is told by the nearest subject; without one it is the writer's own.
 *
 * All behind an "if" is a condition and no answer by itself.
 */
#include "text/answer_rules.h"

enum verdict verdict_stronger(enum verdict a, enum verdict b)
{
	static const int weight[] = {
		[SAYS_NOTHING] = 0,
		[SAYS_DENIAL] = 1,
		[SAYS_OK] = 2,
		[SAYS_SOFT_YES] = 3,
		[SAYS_SOFT_NO] = 4,
		[SAYS_YES_WORD] = 5,
		[SAYS_NO_WORD] = 5,
		[SAYS_LIMITED_NO] = 6,
		[SAYS_YES] = 7,
		[SAYS_NO] = 8,
		[SAYS_MAYBE] = 9,
		[SAYS_UNSURE] = 10,
	};

	return weight[b] > weight[a] ? b : a;
}

static bool has_part_of_day(const struct hearing *hearing, const struct clause *clause)
{
	for (size_t i = clause->from; i < clause->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_has(token, WORD_AM) || token_has(token, WORD_PM))
			return true;
	}
	return false;
}

static enum verdict of_predicate(const struct hearing *hearing, const struct clause *clause,
	const struct predicate *predicate)
{
	bool no = predicate->refuses != (predicate->nots % 2 == 1);

	if (predicate->neutral)
		return predicate->nots ? SAYS_DENIAL : SAYS_NOTHING;
	if (predicate->beneath || predicate->nots > 1)
		return SAYS_UNSURE; /* "kan inte inte komma" */
	if (predicate->nots && predicate->limited)
		return SAYS_YES;
	if (predicate->nots && !predicate->refuses && has_part_of_day(hearing, clause))
		return SAYS_LIMITED_NO;
	if (predicate->soft && predicate->nots && !predicate->missed)
		return SAYS_DENIAL; /* "är inte ledig": nobody knows */
	if (no)
		return predicate->soft ? SAYS_SOFT_NO : SAYS_NO;
	return predicate->refuses && !predicate->soft ? SAYS_SOFT_YES : SAYS_YES;
}

static void take_predicate(const struct hearing *hearing, struct clause *clause,
	const struct predicate *predicate, bool would, bool wished)
{
	enum verdict verdict = of_predicate(hearing, clause, predicate);

	if (verdict == SAYS_NOTHING || verdict == SAYS_DENIAL) {
		clause->verdict = verdict_stronger(clause->verdict, verdict);
		return;
	}
	if (predicate->other && !predicate->self) {
		if (verdict == SAYS_YES || verdict == SAYS_SOFT_YES)
			clause->other_agrees = true;
		else
			clause->other_refuses = true;
		return;
	}
	if ((predicate->you || predicate->thing) && !predicate->self)
		return;
	if (predicate->other)
		clause->self_too = true;
	if (wished && verdict == SAYS_YES)
		verdict = SAYS_SOFT_NO;
	else if (would && verdict == SAYS_YES)
		verdict = SAYS_SOFT_YES;
	if ((clause->verdict == SAYS_YES && verdict == SAYS_NO) ||
		(clause->verdict == SAYS_NO && verdict == SAYS_YES))
		verdict = SAYS_UNSURE;
	clause->verdict = verdict_stronger(clause->verdict, verdict);
}

/* Where the clause's condition begins; its end where there is none. */
size_t clause_condition(const struct hearing *hearing, const struct clause *clause)
{
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
	}
	return clause->to;
}

void clause_judge_predicates(const struct hearing *hearing, struct clause *clause, size_t to)
{
	struct clause scope = *clause;
	size_t taken = clause->from;
	bool would = false, wished = false, matrix = false, beneath = false;
	int nots = 0, used = 0;

	scope.to = to;
	for (size_t i = clause->from; i < to; i++)
		nots += token_is_not(hearing_token(hearing, i));
	for (size_t i = clause->from; i < to; i++) {
		const struct token *token = hearing_token(hearing, i);
		would = would || token_has(token, WORD_WOULD);
		wished = wished || token_has(token, WORD_WISHED);
		beneath = beneath || (matrix && token_has(token, WORD_THAT));
		matrix = matrix || (token->kind == TOKEN_WORD && !sense_is_known(&token->sense) && !token_is_name(token));
		if (!token_is_predicate(hearing, token) && !token_has(token, WORD_NEVER_MISS))
			continue;
		struct predicate predicate = predicate_at(hearing, &scope, i);
		size_t behind;
		predicate_count_nots(hearing, &scope, taken, &predicate, &behind);
		predicate_find_limit(hearing, &scope, &predicate);
		predicate_find_subject(hearing, &scope, taken, &predicate);
		clause->asks = clause->asks || predicate_is_inverted(hearing, &scope, &predicate);
		predicate.beneath = beneath;
		matrix = true;
		take_predicate(hearing, clause, &predicate, would, wished);
		used += predicate.nots;
		taken = behind;
		i = predicate.to - 1;
	}
	/* A "not" that belongs to no verb we know, beside a statement: who knows what it denies. */
	if (nots > used &&
		(clause->verdict == SAYS_YES || clause->verdict == SAYS_SOFT_YES ||
			clause->verdict == SAYS_NO))
		clause->verdict = SAYS_UNSURE;
	if (wished && clause->verdict == SAYS_NOTHING && !clause->other_agrees &&
		!clause->other_refuses)
		clause->verdict = SAYS_SOFT_NO;
	else if (would && clause->verdict == SAYS_NOTHING)
		clause->verdict = SAYS_SOFT_YES;
}
