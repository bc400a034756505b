/* SPDX-License-Identifier: MIT */
/*
 * What one clause says. A predicate ("kan … komma", "har förhinder") is looked for with its verbs'
 * chain; the negations that belong to it stand inside the chain, right behind it, or right before
 * it, with only small words between. A negation with a limit ("inte förrän 14", "inte hela tiden")
 * denies only a part. Whose predicate it is, is told by the nearest subject; without one it is the
 * writer's own.
 *
 * All behind an "if" is a condition and no answer by itself.
 */
#include "text/answer_rules.h"

#define NEAR 4 /* small words between a predicate and its negation */
#define CHAIN 7 /* tokens between the verbs of one chain */
#define SUBJECT_FAR 4

/* Between a verb and its negation, or inside a chain, these change nothing. */
static bool is_small(const struct token *token)
{
	static const enum word_class small[] = {WORD_SELF, WORD_FILLER, WORD_REGRET, WORD_LIKELY,
		WORD_IT, WORD_MAYBE, WORD_THANKS, WORD_WOULD, WORD_WISHED, WORD_DATE_FILLER,
		WORD_OTHER, WORD_YOU, WORD_WANT, WORD_WITH};

	for (size_t i = 0; i < sizeof(small) / sizeof(small[0]); i++)
		if (token_has(token, small[i]))
			return true;
	return token_is_name(token);
}

static bool is_refusal(const struct hearing *hearing, const struct token *token)
{
	return token_is_of(token, hearing->words->refuse, 5) ||
		token_is_of(token, hearing->words->soft_refuse, 3);
}

static bool is_main(const struct hearing *hearing, const struct token *token)
{
	return token_is_of(token, hearing->words->agree, 4) || is_refusal(hearing, token) ||
		token_has(token, WORD_NEVER_MISS);
}

/* "inte den här gången" is a no by itself, and a "not" beside a verb. */
static bool is_not(const struct token *token)
{
	return token_has(token, WORD_NOT) || token_has(token, WORD_NO);
}

/* One predicate: the tokens from its first verb to its main one. */
struct predicate {
	size_t from, to; /* to: behind the last */
	bool refuses;
	bool soft;
	int nots;
	bool limited;
	bool neutral; /* "kan" with a verb that is none of ours */
	bool self, other, you;
};

/* Behind "kan inte" the clause ends, or goes on with when and where, but with no other verb. */
static bool stands_alone(const struct hearing *hearing, const struct clause *clause, size_t i)
{
	for (; i < clause->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (is_not(token) || token_has(token, WORD_SELF) || token_has(token, WORD_REGRET))
			continue;
		return token->kind != TOKEN_WORD ||
			(sense_is_known(&token->sense) && !token_has(token, WORD_ASIDE) &&
				!token_has(token, WORD_NEUTRAL));
	}
	return true;
}

/* "kommer inte att missa": the verb that turns the chain's sense, behind its main one; main where
 * there is none. */
static size_t missed_at(const struct hearing *hearing, const struct clause *clause, size_t main)
{
	for (size_t k = main + 1; k < clause->to && k <= main + NEAR; k++) {
		const struct token *token = hearing_token(hearing, k);
		if (token_has(token, WORD_NEVER_MISS))
			return k;
		if (!is_small(token) && !is_not(token) && !token_has(token, WORD_THAT))
			break;
	}
	return main;
}

/* The verb chain that begins at i. */
static struct predicate chain_at(
	const struct hearing *hearing, const struct clause *clause, size_t i)
{
	struct predicate predicate = {.from = i, .to = i + 1};
	size_t main = i;

	if (!is_main(hearing, hearing_token(hearing, i))) {
		main = clause->to;
		for (size_t k = i + 1; k < clause->to && k <= i + CHAIN; k++) {
			const struct token *token = hearing_token(hearing, k);
			if (is_main(hearing, token)) {
				main = k;
				break;
			}
			if (!is_small(token) && !is_not(token) && !token_has(token, WORD_ABLE))
				break;
		}
	}
	if (main == clause->to) {
		predicate.neutral = !stands_alone(hearing, clause, i + 1);
		while (predicate.to < clause->to &&
			token_has(hearing_token(hearing, predicate.to), WORD_ABLE))
			predicate.to++;
		return predicate;
	}
	main = missed_at(hearing, clause, main);
	const struct token *token = hearing_token(hearing, main);
	predicate.to = main + 1;
	predicate.refuses = is_refusal(hearing, token);
	predicate.soft = token_is_of(token, hearing->words->soft_refuse, 3);
	if (token_has(token, WORD_NEVER_MISS) && !predicate.refuses) {
		predicate.refuses = true;
		predicate.soft = true;
	}
	return predicate;
}

/* The negations of the predicate; taken, the first token that no earlier predicate has used. */
static void count_nots(const struct hearing *hearing, const struct clause *clause, size_t taken,
	struct predicate *predicate, size_t *ret_behind)
{
	size_t k;

	*ret_behind = predicate->to;
	for (k = predicate->from; k < predicate->to; k++)
		predicate->nots += is_not(hearing_token(hearing, k));
	for (k = predicate->to; k < clause->to && k < predicate->to + NEAR; k++) {
		const struct token *token = hearing_token(hearing, k);
		if (is_not(token)) {
			predicate->nots++;
			*ret_behind = k + 1;
			break;
		}
		if (!is_small(token))
			break;
	}
	for (k = predicate->from; k > taken && k + NEAR > predicate->from; k--) {
		const struct token *token = hearing_token(hearing, k - 1);
		if (is_not(token)) {
			predicate->nots++;
			break;
		}
		if (!is_small(token))
			break;
	}
}

static void find_limit(
	const struct hearing *hearing, const struct clause *clause, struct predicate *predicate)
{
	for (size_t k = predicate->from; k < clause->to && k < predicate->to + 2 * NEAR; k++)
		if (token_has(hearing_token(hearing, k), WORD_LIMIT))
			predicate->limited = true;
}

static void note_subject(const struct token *token, struct predicate *predicate)
{
	predicate->self = predicate->self || token_has(token, WORD_SELF);
	predicate->you = predicate->you || token_has(token, WORD_YOU);
	predicate->other = predicate->other || token_has(token, WORD_OTHER) ||
		token_has(token, WORD_COLLEAGUE) || token_has(token, WORD_MANAGER) ||
		token_is_name(token);
}

/* "Kan jag …", "Kommer Maria …": a verb first and its subject behind it is a question, or no
 * statement at least. */
static bool is_inverted(const struct hearing *hearing, const struct clause *clause,
	const struct predicate *predicate)
{
	const struct token *next = hearing_token(hearing, predicate->from + 1);
	const struct token *before = predicate->from > hearing->from
		? hearing_token(hearing, predicate->from - 1)
		: NULL;

	if (predicate->from != clause->from ||
		(before && before->kind != TOKEN_LINE && !token_is_sign(before, ".!?")))
		return false;
	return predicate->from + 1 < clause->to &&
		(token_has(next, WORD_SELF) || token_has(next, WORD_YOU) ||
			token_has(next, WORD_OTHER) || token_has(next, WORD_IT) ||
			token_is_name(next));
}

static void find_subject(const struct hearing *hearing, const struct clause *clause, size_t taken,
	struct predicate *predicate)
{
	size_t k = predicate->from;

	for (; k > taken && k + SUBJECT_FAR + 2 > predicate->from; k--) {
		const struct token *token = hearing_token(hearing, k - 1);
		if (token_has(token, WORD_THAT) &&
			(predicate->self || predicate->other || predicate->you))
			return;
		note_subject(token, predicate);
	}
	for (k = predicate->from + 1; k + 1 < predicate->to; k++)
		note_subject(hearing_token(hearing, k), predicate);
	if (predicate->self || predicate->other || predicate->you)
		return;
	for (k = predicate->from + 1; k < clause->to && k < predicate->from + 3; k++) {
		const struct token *token = hearing_token(hearing, k);
		if (!is_not(token) && !is_small(token))
			return;
		note_subject(token, predicate);
	}
}

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
	if (predicate->nots > 1)
		return SAYS_UNSURE; /* "kan inte inte komma" */
	if (predicate->nots && predicate->limited)
		return SAYS_YES;
	if (predicate->nots && !predicate->refuses && has_part_of_day(hearing, clause))
		return SAYS_LIMITED_NO;
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
	if (predicate->you && !predicate->self)
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
	bool would = false, wished = false;
	int nots = 0, used = 0;

	scope.to = to;
	for (size_t i = clause->from; i < to; i++)
		nots += is_not(hearing_token(hearing, i));
	for (size_t i = clause->from; i < to; i++) {
		const struct token *token = hearing_token(hearing, i);
		would = would || token_has(token, WORD_WOULD);
		wished = wished || token_has(token, WORD_WISHED);
		if (!token_is_predicate(hearing, token) && !token_has(token, WORD_NEVER_MISS))
			continue;
		struct predicate predicate = chain_at(hearing, &scope, i);
		size_t behind;
		count_nots(hearing, &scope, taken, &predicate, &behind);
		find_limit(hearing, &scope, &predicate);
		find_subject(hearing, &scope, taken, &predicate);
		clause->asks = clause->asks || is_inverted(hearing, &scope, &predicate);
		take_predicate(hearing, clause, &predicate, would, wished);
		used += predicate.nots;
		taken = behind;
		i = predicate.to - 1;
	}
	/* A "not" that belongs to no verb we know, beside a yes: who knows what it denies. */
	if (nots > used && (clause->verdict == SAYS_YES || clause->verdict == SAYS_SOFT_YES))
		clause->verdict = SAYS_UNSURE;
	if (wished && clause->verdict == SAYS_NOTHING && !clause->other_agrees &&
		!clause->other_refuses)
		clause->verdict = SAYS_SOFT_NO;
	else if (would && clause->verdict == SAYS_NOTHING)
		clause->verdict = SAYS_SOFT_YES;
}
