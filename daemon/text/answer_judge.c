/* SPDX-License-Identifier: MIT */
/*
 * Everything about a clause but its predicates: plain words ("ja", "nej", "ok"), whether it asks,
 * holds a condition, a doubt, a manager, somebody in her place, another day than was asked about,
 * or only details beside an answer.
 */
#include "text/answer_rules.h"

#include "base/arena.h"

#define APOLOGY_MOST 3 /* words: "Sorry!" */

/* A "not" (or "no") and nothing but small words: "inte den här gången", "inte jag". */
static bool is_only_not(const struct hearing *hearing, const struct clause *clause)
{
	bool not = false;

	for (size_t i = clause->from; i < clause->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_has(token, WORD_NOT)) {
			if (token_has(token, WORD_NO_ONE) && !token_has(token, WORD_NO) &&
				clause->to - clause->from > 1)
				return false; /* "ingen svarar" */
			not = true;
			continue;
		}
		if (token->kind == TOKEN_SIGN || token->kind == TOKEN_NUMBER)
			continue;
		if (!token_has(token, WORD_FILLER) && !token_has(token, WORD_SELF) &&
			!token_has(token, WORD_REGRET) && !token_has(token, WORD_THANKS) &&
			!token_has(token, WORD_MEETING) && !token_has(token, WORD_GROUP) &&
			!token_has(token, WORD_OTHER_TIME) && !token_has(token, WORD_MONTH) &&
			!token_has(token, WORD_WEEKDAY) && !token_has(token, WORD_THE_DAY) &&
			!token_has(token, WORD_ORDINAL_END))
			return false;
		if ((token_has(token, WORD_LIMIT) || token_has(token, WORD_PARTLY)) &&
			!token_has(token, WORD_NOT))
			return false; /* "inte före 14" denies a part */
	}
	return not ;
}

/* "mitt svar är ja", but not "jag lutar åt ja" or "stryk mitt nej": only small words may stand
 * before it. The first token that is none. */
static size_t first_big_word(const struct hearing *hearing, const struct clause *clause)
{
	for (size_t i = clause->from; i < clause->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token->kind == TOKEN_WORD &&
			((!token->known && !token_is_name(token)) || token_has(token, WORD_ASIDE)))
			return i;
	}
	return clause->to;
}

/* "ändrar mitt svar till nej", "har redan tackat ja" */
static bool is_stated(const struct hearing *hearing, const struct clause *clause, size_t i)
{
	return i > clause->from && token_has(hearing_token(hearing, i - 1), WORD_STATES);
}

/* "Ja tack till kaffe": to something that was not asked about. */
static bool is_about_aside(const struct hearing *hearing, size_t i)
{
	size_t k = i + 1;

	while (token_has(hearing_token(hearing, k), WORD_THANKS) ||
		token_has(hearing_token(hearing, k), WORD_WOULD))
		k++;
	if (!token_has(hearing_token(hearing, k), WORD_TO))
		return false;
	k += token_has(hearing_token(hearing, k + 1), WORD_NUMBER) ||
		token_has(hearing_token(hearing, k + 1), WORD_MINE); /* "till en utbildning" */
	const struct token *what = hearing_token(hearing, k + 1);
	return hearing->question->n_options < 2 && what->kind == TOKEN_WORD &&
		(!what->known || token_has(what, WORD_ASIDE));
}

/* "ett bra möte" praises, and a "ja" behind small talk ("jo tack ja mår bra") answers nothing. */
static bool is_beside_the_point(
	const struct hearing *hearing, const struct clause *clause, size_t i)
{
	const struct token *next = hearing_token(hearing, i + 1);
	const struct clause before = {.from = clause->from, .to = i};

	if (token_has(hearing_token(hearing, i), WORD_OK))
		/* "ett bra möte", "jag är säker på att det blir bra" */
		return (clause_has(hearing, &before, WORD_THAT) &&
			       clause_has(hearing, &before, WORD_SELF)) ||
			(i + 1 < clause->to &&
				(token_has(next, WORD_MEETING) || token_has(next, WORD_GROUP)));
	return i > clause->from && token_has(hearing_token(hearing, i - 1), WORD_NEUTRAL) &&
		clause->verdict == SAYS_NOTHING && i + 1 < clause->to &&
		(!next->known || token_has(next, WORD_NEUTRAL));
}

/* "inte ja"; "säger inte nej", "not saying yes", where nobody knows what is meant. */
enum denied { NOT_DENIED, DENIED, SAYING_DENIED };

static enum denied denied_word(const struct hearing *hearing, const struct clause *clause, size_t i)
{
	size_t before = i - clause->from;
	const struct token *one = hearing_token(hearing, i - 1),
			   *two = hearing_token(hearing, i - 2);

	if (token_has(hearing_token(hearing, i), WORD_NOT))
		return DENIED; /* "kan inte tänka mig" */
	if (before >= 2 &&
		((token_has(one, WORD_STATES) && token_has(two, WORD_NOT)) ||
			(token_has(one, WORD_NOT) && token_has(two, WORD_STATES))))
		return SAYING_DENIED;
	if (before >= 3 && token_has(one, WORD_STATES)) {
		const struct clause earlier = {.from = clause->from, .to = i - 1};
		if (clause_has(hearing, &earlier, WORD_NOT))
			return SAYING_DENIED; /* "I don't want to say no" */
	}
	return before >= 1 && token_has(one, WORD_NOT) ? DENIED : NOT_DENIED;
}

/* The words by themselves: "ja", "inte ok", "nej tack". A word that is negated speaks the other
 * way. */
static void judge_words(const struct hearing *hearing, struct clause *clause, size_t to)
{
	size_t big = first_big_word(hearing, clause);

	for (size_t i = clause->from; i < to; i++) {
		const struct token *token = hearing_token(hearing, i);
		enum denied denied = denied_word(hearing, clause, i);
		/* "Tuesday works for Sam": a word that is a verb too is his */
		if ((clause->other_agrees || clause->other_refuses) &&
			token_is_predicate(hearing, token))
			continue;
		/* where one word is "no" and "not", as "ei" is, the clause tells which */
		if (token_has(token, WORD_NO) && token_has(token, WORD_NOT))
			continue;
		enum verdict verdict = token_has(token, WORD_YES) ? SAYS_YES_WORD
			: token_has(token, WORD_NO)		  ? SAYS_NO_WORD
			: token_has(token, WORD_OK)		  ? SAYS_OK
								  : SAYS_NOTHING;
		if (verdict == SAYS_NOTHING || is_beside_the_point(hearing, clause, i) ||
			token_is_leading_no(hearing, i) ||
			(verdict == SAYS_YES_WORD && i > clause->from &&
				token_is_by_ear(hearing, i)))
			continue;
		if (verdict != SAYS_OK && is_about_aside(hearing, i))
			continue;
		if (verdict != SAYS_OK && i > big && !is_stated(hearing, clause, i))
			verdict = SAYS_UNSURE;
		else if (verdict == SAYS_YES_WORD && i + 1 < clause->to && i + 2 >= clause->to &&
			token_has(hearing_token(hearing, i + 1), WORD_NOT))
			verdict = SAYS_NO_WORD; /* "absolut inte" */
		else if (denied)
			verdict = verdict == SAYS_NO_WORD || denied == SAYING_DENIED ? SAYS_UNSURE
										     : SAYS_NO_WORD;
		if ((clause->verdict == SAYS_YES_WORD && verdict == SAYS_NO_WORD) ||
			(clause->verdict == SAYS_NO_WORD && verdict == SAYS_YES_WORD) ||
			(clause->verdict == SAYS_YES && verdict == SAYS_NO_WORD))
			verdict = SAYS_UNSURE;
		clause->verdict = verdict_stronger(clause->verdict, verdict);
	}
	/* "varken ja eller nej" */
	if (clause_has(hearing, clause, WORD_YES) && clause_has(hearing, clause, WORD_NO) &&
		clause_has(hearing, clause, WORD_NOT))
		clause->verdict = SAYS_UNSURE;
	/* "I don't see why not" */
	if (clause->verdict == SAYS_YES_WORD && clause_has(hearing, clause, WORD_NOT))
		clause->verdict = SAYS_UNSURE;
	if (clause->verdict != SAYS_NOTHING)
		return;
	if (is_only_not(hearing, clause) && clause_has(hearing, clause, WORD_YET))
		clause->verdict = SAYS_MAYBE; /* "inte än" */
	else if (is_only_not(hearing, clause))
		clause->verdict = clause_names_day(hearing, clause) ? SAYS_NO : SAYS_NO_WORD;
	else if (clause_has(hearing, clause, WORD_NOT) ||
		clause_has(hearing, clause, WORD_REASSURE))
		clause->verdict = SAYS_DENIAL;
}

/* Behind a "but" that follows somebody else's no, the writer alone. */
static bool is_only_self(const struct hearing *hearing, const struct clause *clause)
{
	const struct clause *before = clause - 1;

	if (!clause->after_but || clause == hearing->clauses.at || !before->other_refuses)
		return false;
	for (size_t i = clause->from; i < clause->to; i++)
		if (!token_has(hearing_token(hearing, i), WORD_SELF) &&
			!token_has(hearing_token(hearing, i), WORD_FILLER))
			return false;
	return clause_has(hearing, clause, WORD_SELF);
}

/* "Kör!", "I'm in": a yes where the clause says nothing else. */
static bool says_yes_alone(const struct hearing *hearing, const struct clause *clause)
{
	for (size_t i = clause->from; i < clause->to; i++)
		if (!token_has(hearing_token(hearing, i), WORD_ALONE) &&
			!token_has(hearing_token(hearing, i), WORD_THANKS))
			return false;
	return clause_has(hearing, clause, WORD_ALONE);
}

/* "är i Malmö", "I'm in Spain": the writer is, in a place with a name. */
static bool is_away(const struct hearing *hearing, const struct clause *clause)
{
	if (clause->other_agrees || clause->other_refuses)
		return false;
	for (size_t i = clause->from; i + 2 < clause->to; i++)
		if (token_has(hearing_token(hearing, i), WORD_STATES) &&
			token_has(hearing_token(hearing, i + 1), WORD_MONTH_LEAD) &&
			token_is_name(hearing_token(hearing, i + 2)))
			return clause_has(hearing, clause, WORD_SELF) || i == clause->from;
	return false;
}

static void judge_clause(struct hearing *hearing, struct clause *clause)
{
	size_t condition = clause_condition(hearing, clause);

	clause->asks = clause_asks(hearing, clause);
	clause->corrects = token_has(hearing_token(hearing, clause->from), WORD_CORRECTION);
	clause->received = clause_has(hearing, clause, WORD_RECEIVED);
	clause->regret = clause_has(hearing, clause, WORD_REGRET) &&
		(!clause_has(hearing, clause, WORD_APOLOGY) ||
			hearing_words_count(hearing) <= APOLOGY_MOST);
	clause->aside = clause_has(hearing, clause, WORD_ASIDE);
	clause->past = clause_has(hearing, clause, WORD_PAST);
	clause->sick = clause_has(hearing, clause, WORD_SICK);
	clause->elsewhere = clause_is_elsewhere(hearing, clause);
	hearing->sick = hearing->sick || clause->sick;
	clause_judge_predicates(hearing, clause, condition);
	judge_words(hearing, clause, condition);
	clause_judge_doubt(hearing, clause, condition);
	/* "var sjuk", "svarade ja förra veckan" */
	if (clause->past && !clause_has(hearing, clause, WORD_WISHED) &&
		!clause_has(hearing, clause, WORD_ALREADY) &&
		(clause->verdict == SAYS_SOFT_NO || clause->verdict == SAYS_YES_WORD ||
			clause->verdict == SAYS_OK || clause->verdict == SAYS_NO_WORD ||
			clause->verdict == SAYS_UNSURE))
		clause->verdict = SAYS_NOTHING;
	if (clause->verdict == SAYS_NOTHING && says_yes_alone(hearing, clause))
		clause->verdict = SAYS_YES_WORD;
	if (clause->verdict == SAYS_NOTHING && is_away(hearing, clause))
		clause->verdict = SAYS_SOFT_NO; /* "jag är i Malmö" */
	if (clause->verdict == SAYS_NOTHING && is_only_self(hearing, clause))
		clause->verdict = SAYS_YES; /* "Karin isn't coming but I am" */
	if ((clause->verdict == SAYS_YES || clause->verdict == SAYS_NOTHING) &&
		clause_excepts_day(hearing, clause))
		clause->verdict = SAYS_NO; /* "I'm free any day but Tuesday" */
	/* "brukar inte kunna på tisdagar", "inte för att jag har tid" */
	if (clause_has(hearing, clause, WORD_HABIT) || clause_has(hearing, clause, WORD_CONCEDE))
		clause->verdict = SAYS_NOTHING;
	clause_note(hearing, clause);
}

void hearing_judge(struct hearing *hearing)
{
	list_each (clause, &hearing->clauses)
		judge_clause(hearing, clause);
}
