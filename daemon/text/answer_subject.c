/* SPDX-License-Identifier: MIT */
/*
 * Whose a predicate is: the writer's own, somebody else's, the reader's, or a thing's ("länken
 * fungerar inte"). The nearest subject before it counts, then the nearest behind; where there is
 * none it is the writer's own.
 */
#include "text/answer_rules.h"

#include "text/phrases.h"

#define SUBJECT_FAR 4

/* "Anna och jag", "Anna och Bo"; but "Ringt och klart" */
static bool is_and_somebody(const struct hearing *hearing, size_t i)
{
	const struct token *next = hearing_token(hearing, i + 1);

	return token_has(hearing_token(hearing, i), WORD_AND) &&
		(token_is_name(next) || token_has(next, WORD_SELF) || token_has(next, WORD_OTHER) ||
			token_has(next, WORD_COLLEAGUE) || token_has(next, WORD_MINE));
}

/*
 * A name that acts. A sentence's first word has its capital anyway: it is one only where another
 * name, "and", or the verb follows.
 */
bool hearing_name_acts(const struct hearing *hearing, size_t i)
{
	size_t behind = i + 1; /* "Karin isn't coming" */

	while (token_is_not(hearing_token(hearing, behind)))
		behind++;
	const struct token *token = hearing_token(hearing, i),
			   *next = hearing_token(hearing, behind);

	if (!token_is_name(token) || options_with_word(hearing, token))
		return false;
	if (i > hearing->from && hearing_token(hearing, i - 1)->kind != TOKEN_LINE &&
		!token_is_sign(hearing_token(hearing, i - 1), ".!?:"))
		return true;
	return token_is_name(next) || is_and_somebody(hearing, behind) ||
		token_has(next, WORD_IF_VERB) || token_has(next, WORD_GIVE) ||
		token_has(next, WORD_TAKE) || token_has(next, WORD_WANT) ||
		token_has(next, WORD_REPLACE) || token_has(next, WORD_INSTEAD) ||
		token_has(next, WORD_BELONGS) || token_is_predicate(hearing, next) ||
		token_is_sign(next, ",");
}

static void note_subject(const struct hearing *hearing, size_t i, struct predicate *predicate)
{
	const struct token *token = hearing_token(hearing, i);

	/* "Malin från oss" */
	if (i > hearing->from && token_has(hearing_token(hearing, i - 1), WORD_PREPOSITION))
		return;
	predicate->self =
		predicate->self || (token_has(token, WORD_SELF) && !token_has(token, WORD_INSTEAD));
	predicate->you = predicate->you || token_has(token, WORD_YOU);
	predicate->it = predicate->it || token_has(token, WORD_IT);
	predicate->other = predicate->other || token_has(token, WORD_OTHER) ||
		token_has(token, WORD_COLLEAGUE) || token_has(token, WORD_MANAGER) ||
		hearing_name_acts(hearing, i);
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

	const struct token *verb = hearing_token(hearing, predicate->from);
	if (token_has(verb, WORD_GOOD) || token_has(verb, WORD_BAD))
		return false; /* "don't like it" */
	if (dictionary_asks_by_ending(
		    phrasebook_dictionary(hearing->book), hearing->tokens->language) ||
		predicate->from != clause->from ||
		(before && before->kind != TOKEN_LINE && !token_is_sign(before, ".!?")))
		return false;
	if (verb->inverted)
		return true;
	if (verb->phrase && !token_has(next, WORD_YOU))
		return false; /* "ser fram emot det" */
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
			(predicate->self || predicate->other || predicate->you || predicate->it))
			return;
		/* "jag ber Monica gå dit": a verb of its own stands between */
		if (predicate->other && token->kind == TOKEN_WORD &&
			(!token->known || token_has(token, WORD_VERB)))
			return;
		note_subject(hearing, k - 1, predicate);
	}
	/* "I'll" is verb and subject, "räkna med mig" too */
	for (k = predicate->from; k < predicate->to; k++)
		note_subject(hearing, k, predicate);
	if (predicate->self || predicate->other || predicate->you)
		return;
	predicate->thing = hearing->n_options < 2 &&
		is_thing_before(hearing, clause, predicate->from) &&
		!is_somebodys(hearing, predicate);
	for (k = predicate->from + 1; k < clause->to && k < predicate->from + 3; k++) {
		const struct token *token = hearing_token(hearing, k);
		if (!token_is_not(token) && !token_is_small(token))
			return;
		note_subject(hearing, k, predicate);
	}
}
