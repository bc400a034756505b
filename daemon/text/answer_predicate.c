/* SPDX-License-Identifier: MIT */
/*
 * One predicate of a clause: its chain of verbs ("kan tyvärr inte komma" from "kan" to "komma"),
 * the negations that belong to it, inside the chain, right behind it or right before it with only
 * small words between, its limits, and whose it is. A verb that leans on one that is none of ours
 * ("kan inte öppna länken") says nothing of coming.
 */
#include "text/answer_rules.h"

#define NEAR 4 /* small words between a predicate and its negation */
#define CHAIN 7 /* tokens between the verbs of one chain */

/* Between a verb and its negation, or inside a chain, these change nothing. */
bool token_is_small(const struct token *token)
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
bool token_is_not(const struct token *token)
{
	return token_has(token, WORD_NOT) || token_has(token, WORD_NO);
}

/* What may stand between "kan" and a verb of its own. */
static bool is_between(const struct token *token)
{
	return token_is_not(token) || token_has(token, WORD_REGRET) ||
		token_has(token, WORD_COPULA) || token_has(token, WORD_WEAKLY) ||
		token_has(token, WORD_LIKELY) || token_has(token, WORD_MAYBE) ||
		(token_has(token, WORD_FILLER) && !token_has(token, WORD_PREPOSITION) &&
			!token_has(token, WORD_VERB));
}

/* Behind "kan inte" the clause ends, or goes on with when and where, but with no other verb; a
 * "vara" may stand between ("kan vara reserv" is no yes). */
static bool stands_alone(const struct hearing *hearing, const struct clause *clause, size_t i)
{
	bool copula = false, between = false;

	for (; i < clause->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		copula = copula || token_has(token, WORD_COPULA);
		if (token_has(token, WORD_SELF) && !between)
			continue;
		if (is_between(token)) {
			between = !token_is_not(token);
			continue;
		}
		if (token->kind != TOKEN_WORD)
			return true;
		if (token_has(token, WORD_ASIDE))
			return copula;
		return sense_is_known(&token->sense) && !token_has(token, WORD_NEUTRAL) &&
			!token_has(token, WORD_VERB) && !token_has(token, WORD_IMPERATIVE) &&
			!token_has(token, WORD_CHECK) && !token_has(token, WORD_ELSE);
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
		if (!token_is_small(token) && !token_is_not(token) && !token_has(token, WORD_THAT))
			break;
	}
	return main;
}

/* "kommer nog inte ihåg": another verb altogether. */
static bool has_particle(const struct hearing *hearing, const struct clause *clause, size_t i)
{
	for (size_t k = i; k < clause->to && k < i + NEAR; k++) {
		const struct token *token = hearing_token(hearing, k);
		if (token_has(token, WORD_PARTICLE))
			return true;
		if (!token_is_small(token) && !token_is_not(token))
			return false;
	}
	return false;
}

/* The main verb of the chain that begins at i: of two the last ("vill hoppa av"); the clause's end
 * where there is none. */
static size_t main_at(const struct hearing *hearing, const struct clause *clause, size_t i)
{
	const struct token *first = hearing_token(hearing, i);
	bool main = is_main(hearing, first);

	if (main && !token_has(first, WORD_ABLE))
		return i;
	for (size_t k = i + 1; k < clause->to && k <= i + CHAIN; k++) {
		const struct token *token = hearing_token(hearing, k);
		if (token_has(token, WORD_THAT) && !token_has(token, WORD_ABLE))
			break;
		if (is_main(hearing, token))
			return k;
		if (!token_is_small(token) && !token_is_not(token) && !token_has(token, WORD_ABLE))
			break;
	}
	return main ? i : clause->to;
}

/* The verb chain that begins at i. */
struct predicate predicate_at(const struct hearing *hearing, const struct clause *clause, size_t i)
{
	struct predicate predicate = {.from = i, .to = i + 1, .before = DAY_NONE};
	size_t main = main_at(hearing, clause, i);

	if (main == clause->to) {
		predicate.neutral = !stands_alone(hearing, clause, i + 1);
		predicate.opens = i + 1 < clause->to &&
			token_has(hearing_token(hearing, i + 1), WORD_NEUTRAL);
		while (predicate.to < clause->to &&
			token_has(hearing_token(hearing, predicate.to), WORD_ABLE))
			predicate.to++;
		return predicate;
	}
	if (has_particle(hearing, clause, main + 1)) {
		predicate.neutral = true;
		return predicate;
	}
	predicate.could = token_has(hearing_token(hearing, i), WORD_COULD);
	main = missed_at(hearing, clause, main);
	const struct token *token = hearing_token(hearing, main);
	predicate.to = main + 1;
	predicate.refuses = is_refusal(hearing, token);
	predicate.soft = token_is_of(token, hearing->words->soft_refuse, 3);
	predicate.blame = token_has(token, WORD_BAD) ||
		(token_has(token, WORD_THUMB_DOWN) && !token_has(token, WORD_DECLINE) &&
			hearing->question->kind != ASK_THUMBS);
	if (token_has(token, WORD_NEVER_MISS) && !predicate.refuses) {
		predicate.refuses = true;
		predicate.soft = true;
		predicate.missed = true;
	}
	return predicate;
}

/* The negations of the predicate; taken, the first token that no earlier predicate has used. */
void predicate_count_nots(const struct hearing *hearing, const struct clause *clause, size_t taken,
	struct predicate *predicate, size_t *ret_behind)
{
	size_t k;

	*ret_behind = predicate->to;
	for (k = predicate->from; k < predicate->to; k++)
		predicate->nots += token_is_not(hearing_token(hearing, k));
	for (k = predicate->to; k < clause->to && k < predicate->to + NEAR; k++) {
		const struct token *token = hearing_token(hearing, k);
		if (token_is_not(token)) {
			predicate->nots++;
			*ret_behind = k + 1;
			break;
		}
		if (!token_is_small(token) || token_has(token, WORD_THAT))
			break;
	}
	/* "neither Karin nor I can come", "ingen från oss kan" */
	if (predicate->nots == 0 && taken == clause->from &&
		(clause_has(hearing, clause, WORD_NEITHER) ||
			token_has(hearing_token(hearing, clause->from), WORD_NO_ONE)))
		predicate->nots = 1;
	for (k = predicate->from; predicate->nots == 0 && k > taken && k + NEAR > predicate->from;
		k--) {
		const struct token *token = hearing_token(hearing, k - 1);
		if (token_is_not(token)) {
			predicate->nots++;
			break;
		}
		if (!token_is_small(token))
			break;
	}
}

/* "emot att vi har möte", "bra att du frågar" */
static bool judges_that(const struct hearing *hearing, const struct predicate *predicate)
{
	const struct token *token = hearing_token(hearing, predicate->to - 1),
			   *that = hearing_token(hearing, predicate->to),
			   *subject = hearing_token(hearing, predicate->to + 1);

	if (!token_has(that, WORD_THAT) || token_has(token, WORD_ATTEND))
		return false;
	return (token_has(token, WORD_THUMB_UP) || token_has(token, WORD_THUMB_DOWN)) &&
		(token_has(subject, WORD_SELF) || token_has(subject, WORD_YOU) ||
			token_has(subject, WORD_OTHER) || token_has(subject, WORD_IT) ||
			token_is_name(subject));
}

void predicate_look_behind(
	const struct hearing *hearing, const struct clause *clause, struct predicate *predicate)
{
	bool bare = true; /* nothing but "not" and "me" in between */

	predicate->proposes = judges_that(hearing, predicate);
	for (size_t k = predicate->to; k < clause->to && k < predicate->to + NEAR; k++) {
		const struct token *token = hearing_token(hearing, k);
		predicate->badly = predicate->badly || token_has(token, WORD_BADLY);
		predicate->more = predicate->more || token_has(token, WORD_MORE);
		predicate->aside = predicate->aside || (bare && token_has(token, WORD_ASIDE)) ||
			(token_has(token, WORD_PREPOSITION) &&
				token_has(hearing_token(hearing, k + 1), WORD_ASIDE));
		if (bare && token->kind == TOKEN_WORD && !token->known && !token_is_name(token) &&
			!options_with_word(hearing, token))
			predicate->strange = true;
		if (!token_is_small(token) && !token_is_not(token))
			return;
		bare = bare && (token_is_not(token) || token_has(token, WORD_SELF));
	}
}

void predicate_find_limit(
	const struct hearing *hearing, const struct clause *clause, struct predicate *predicate)
{
	struct date_reader reader = {
		hearing->tokens->list.at, clause->to, hearing->mail_day, DATE_COMING};

	for (size_t k = predicate->from; k < clause->to && k < predicate->to + 2 * NEAR; k++) {
		const struct token *token = hearing_token(hearing, k);
		predicate->limited = predicate->limited || token_has(token, WORD_PARTLY);
		if (!token_has(token, WORD_LIMIT))
			continue;
		/* "inte före 14", "inte förrän på eftermiddagen"; but "can't after all" */
		for (size_t d = k; d < k + 4 && d < clause->to; d++) {
			struct dateword found;
			const struct token *time = hearing_token(hearing, d);
			predicate->limited = predicate->limited || time->kind == TOKEN_NUMBER ||
				token_has(time, WORD_AM) || token_has(time, WORD_PM) ||
				(d > k && token_has(time, WORD_ASIDE));
			if (date_at(&reader, d, &found) == 0)
				continue;
			predicate->limited = true;
			if (found.first != DAY_NONE && found.start_minute < 0 && d < k + 2)
				predicate->before = found.first;
			break;
		}
	}
}
