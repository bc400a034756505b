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
bool token_is_not(const struct token *token)
{
	return token_has(token, WORD_NOT) || token_has(token, WORD_NO);
}

/* Behind "kan inte" the clause ends, or goes on with when and where, but with no other verb. */
static bool stands_alone(const struct hearing *hearing, const struct clause *clause, size_t i)
{
	for (; i < clause->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_is_not(token) || token_has(token, WORD_SELF) ||
			token_has(token, WORD_REGRET))
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
		if (!is_small(token) && !token_is_not(token) && !token_has(token, WORD_THAT))
			break;
	}
	return main;
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
		if (!is_small(token) && !token_is_not(token) && !token_has(token, WORD_ABLE))
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
		if (!is_small(token) || token_has(token, WORD_THAT))
			break;
	}
	for (k = predicate->from; k > taken && k + NEAR > predicate->from; k--) {
		const struct token *token = hearing_token(hearing, k - 1);
		if (token_is_not(token)) {
			predicate->nots++;
			break;
		}
		if (!is_small(token))
			break;
	}
}

void predicate_find_limit(
	const struct hearing *hearing, const struct clause *clause, struct predicate *predicate)
{
	struct date_reader reader = {
		hearing->tokens->list.at, clause->to, hearing->mail_day, DATE_COMING};

	for (size_t k = predicate->from; k < clause->to && k < predicate->to + 2 * NEAR; k++) {
		struct dateword found;
		if (!token_has(hearing_token(hearing, k), WORD_LIMIT))
			continue;
		predicate->limited = true;
		for (size_t d = k; d < k + 2 && d < clause->to; d++)
			if (date_at(&reader, d, &found) > 0 && found.first != DAY_NONE &&
				found.start_minute < 0)
				predicate->before = found.first;
	}
}

/*
 * A name that acts. A sentence's first word has its capital anyway: it is one only where another
 * name, "and", or the verb follows.
 */
static bool is_acting_name(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i),
			   *next = hearing_token(hearing, i + 1);

	if (!token_is_name(token) || options_with_word(hearing, token))
		return false;
	if (i > hearing->from && hearing_token(hearing, i - 1)->kind != TOKEN_LINE &&
		!token_is_sign(hearing_token(hearing, i - 1), ".!?:"))
		return true;
	return token_is_name(next) || token_has(next, WORD_AND) || token_has(next, WORD_IF_VERB) ||
		token_has(next, WORD_BELONGS) || token_is_predicate(hearing, next) ||
		token_is_sign(next, ",");
}

static void note_subject(const struct hearing *hearing, size_t i, struct predicate *predicate)
{
	const struct token *token = hearing_token(hearing, i);

	/* "Malin från oss" */
	if (i > hearing->from && token_has(hearing_token(hearing, i - 1), WORD_BELONGS))
		return;
	predicate->self = predicate->self || token_has(token, WORD_SELF);
	predicate->you = predicate->you || token_has(token, WORD_YOU);
	predicate->it = predicate->it || token_has(token, WORD_IT);
	predicate->other = predicate->other || token_has(token, WORD_OTHER) ||
		token_has(token, WORD_COLLEAGUE) || token_has(token, WORD_MANAGER) ||
		is_acting_name(hearing, i);
}

/* "Kan jag …", "Kommer Maria …": a verb first and its subject behind it is a question, or no
 * statement at least. */
bool predicate_is_inverted(const struct hearing *hearing, const struct clause *clause,
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
			token_has(next, WORD_OTHER) || token_is_name(next) ||
			(token_has(next, WORD_IT) && !token_has(next, WORD_THE_DAY)));
}

/* A word nobody knows, or a detail, right before the verb: something else works or comes, not she.
 */
static bool is_thing_before(const struct hearing *hearing, const struct clause *clause, size_t i)
{
	while (i > clause->from && token_is_not(hearing_token(hearing, i - 1)))
		i--; /* "the link doesn't work" */
	const struct token *before = i > clause->from ? hearing_token(hearing, i - 1) : NULL;

	if (!before || before->kind != TOKEN_WORD)
		return false;
	return !before->known || token_has(before, WORD_NEUTRAL) ||
		(token_has(before, WORD_ASIDE) && i - 1 == clause->from);
}

/* "har ont i ryggen kan inte komma": only somebody can be unable to come. */
static bool is_somebodys(const struct hearing *hearing, const struct predicate *predicate)
{
	return predicate->nots > 0 && predicate->to - predicate->from > 1 &&
		token_has(hearing_token(hearing, predicate->from), WORD_ABLE);
}

void predicate_find_subject(const struct hearing *hearing, const struct clause *clause,
	size_t taken, struct predicate *predicate)
{
	size_t k = predicate->from;

	for (; k > taken && k + SUBJECT_FAR + 2 > predicate->from; k--) {
		const struct token *token = hearing_token(hearing, k - 1);
		if (token_has(token, WORD_THAT) &&
			(predicate->self || predicate->other || predicate->you))
			return;
		note_subject(hearing, k - 1, predicate);
	}
	/* "I'll" is verb and subject */
	for (k = predicate->from; k + 1 < predicate->to || k == predicate->from; k++)
		note_subject(hearing, k, predicate);
	if (predicate->self || predicate->other || predicate->you)
		return;
	predicate->thing = is_thing_before(hearing, clause, predicate->from) &&
		!is_somebodys(hearing, predicate);
	for (k = predicate->from + 1; k < clause->to && k < predicate->from + 3; k++) {
		const struct token *token = hearing_token(hearing, k);
		if (!token_is_not(token) && !is_small(token))
			return;
		note_subject(hearing, k, predicate);
	}
}
