/* SPDX-License-Identifier: MIT */
/*
 * What one clause says by its predicates (answer_predicate.c). A negation with a limit ("inte
 * förrän 14", "inte hela tiden") denies only a part; one that belongs to no predicate makes the
 * clause unsure. Whose predicate it is, is told by the nearest subject; without one it is the
 * writer's own.
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

/* "inte förrän 14" comes later that day; "inte före påsk" not to what is before it. */
static enum verdict of_limited(const struct hearing *hearing, const struct predicate *predicate)
{
	day about = hearing->question->about;

	if (predicate->before == DAY_NONE)
		return SAYS_YES;
	if (about == DAY_NONE)
		return SAYS_MAYBE;
	return predicate->before > about ? SAYS_NO : SAYS_YES;
}

/* "Bättre än så kan det inte passa" */
static bool begins_with_more(const struct hearing *hearing, const struct clause *clause)
{
	return token_has(hearing_token(hearing, clause->from), WORD_MORE);
}

static enum verdict of_predicate(const struct hearing *hearing, const struct clause *clause,
	const struct predicate *predicate)
{
	bool no = predicate->refuses != (predicate->nots % 2 == 1);

	if (predicate->neutral)
		return predicate->nots ? SAYS_DENIAL : SAYS_NOTHING;
	if (predicate->proposes)
		return SAYS_UNSURE; /* "jag är emot att vi har möte på kvällen" */
	if (predicate->badly && !predicate->refuses)
		return predicate->nots ? SAYS_UNSURE : SAYS_NO;
	if (predicate->strange && !predicate->refuses)
		return SAYS_UNSURE;
	if (predicate->beneath || predicate->nots > 1 || (predicate->nots && predicate->blame))
		return SAYS_UNSURE; /* "kan inte inte komma", "inte dåligt" */
	if (predicate->nots && !predicate->refuses &&
		(predicate->more || begins_with_more(hearing, clause)))
		return SAYS_NOTHING; /* "couldn't agree more" */
	if (predicate->nots && predicate->aside && !predicate->refuses)
		return SAYS_DENIAL; /* "kommer inte till lunchen" */
	if (predicate->nots && predicate->limited)
		return of_limited(hearing, predicate);
	if (predicate->nots && !predicate->refuses && has_part_of_day(hearing, clause))
		return SAYS_LIMITED_NO;
	if (predicate->soft && predicate->nots && !predicate->missed)
		return SAYS_DENIAL; /* "är inte ledig": nobody knows */
	if (no) /* "kunde inte" is of the past as well */
		return predicate->soft || predicate->could ? SAYS_SOFT_NO : SAYS_NO;
	return (predicate->refuses && !predicate->soft) || predicate->could ? SAYS_SOFT_YES
									    : SAYS_YES;
}

/* "Låter bra", "kan": nothing said of coming itself. */
static bool is_praise(const struct hearing *hearing, const struct predicate *predicate)
{
	const struct token *token = hearing_token(hearing, predicate->to - 1);

	return token_has(token, WORD_OK) || token_has(token, WORD_GOOD) ||
		!token_has(token, WORD_ATTEND);
}

static void take_predicate(const struct hearing *hearing, struct clause *clause,
	const struct predicate *predicate, bool would, bool wished)
{
	enum verdict verdict = of_predicate(hearing, clause, predicate);

	if (verdict == SAYS_NOTHING || verdict == SAYS_DENIAL) {
		clause->opens_thing = clause->opens_thing || (predicate->opens && !predicate->nots);
		clause->verdict = verdict_stronger(clause->verdict, verdict);
		return;
	}
	if (predicate->other && !predicate->self) {
		if (wished)
			return;
		if (verdict == SAYS_YES || verdict == SAYS_SOFT_YES)
			clause->other_agrees = true;
		else
			clause->other_refuses = true;
		return;
	}
	if ((predicate->you || predicate->thing) && !predicate->self) {
		clause->thing_works = predicate->thing && verdict == SAYS_YES;
		return;
	}
	if (predicate->other)
		clause->self_too = true;
	clause->denies_refusal = clause->denies_refusal || verdict == SAYS_SOFT_YES;
	clause->it_works = !predicate->self &&
		(predicate->it || predicate->from > clause->from || is_praise(hearing, predicate));
	if (wished && verdict == SAYS_NO)
		return; /* "jag trodde att jag inte kunde" */
	if (wished && verdict == SAYS_YES)
		verdict = SAYS_SOFT_NO;
	else if (would && verdict == SAYS_YES)
		verdict = SAYS_SOFT_YES;
	if ((clause->verdict == SAYS_YES && verdict == SAYS_SOFT_NO && predicate->soft) ||
		(clause->verdict == SAYS_YES && verdict == SAYS_NO) ||
		(clause->verdict == SAYS_NO && verdict == SAYS_YES))
		verdict = SAYS_UNSURE;
	clause->verdict = verdict_stronger(clause->verdict, verdict);
}

/* How the tokens read so far bear on the next predicate. */
struct above {
	bool would, wished;
	bool denied_other; /* a "can't" with a verb that is none of ours */
	bool behind_verb;
	bool commands; /* "skicka gärna anteckningar" wishes nothing for herself */
	bool strange; /* a word nobody knows: it may deny or doubt what hangs under it */
	bool acted; /* a predicate stood before */
	bool beneath; /* an "att" since then */
	bool subject; /* somebody behind that "att" */
	bool other; /* somebody else, wherever */
	bool self; /* the writer, wherever */
	bool that, says;
	bool denied; /* a "not" before the "att" */
	bool subject_self; /* the somebody behind the "att" is the writer */
	bool tells; /* "jag har svarat att …" */
	bool embedded; /* behind a question word inside the clause ("se vad jag kan göra") */
	bool missed; /* a predicate whose denial is a yes */
};

static void note_above(struct above *above, const struct token *token, bool acts, bool leads)
{
	/* "jag läser gärna": another verb's */
	above->would = above->would ||
		(token_has(token, WORD_WOULD) && !above->commands && !above->behind_verb);
	above->behind_verb =
		token_has(token, WORD_VERB) || (above->behind_verb && token_has(token, WORD_SELF));
	above->wished = above->wished || token_has(token, WORD_WISHED);
	if (token_has(token, WORD_THAT) && (above->strange || above->acted || above->denied) &&
		!above->tells) {
		above->beneath = true;
		above->subject = false;
		above->subject_self = false;
	} else {
		above->subject = above->subject || (!acts && token_has(token, WORD_SELF)) ||
			token_has(token, WORD_YOU) || token_has(token, WORD_OTHER) ||
			token_has(token, WORD_IT) || token_is_name(token);
	}
	above->tells = above->tells || token_has(token, WORD_TELL);
	/* "ville bara säga att det går bra" hides nothing */
	above->says = above->says || token_has(token, WORD_NEUTRAL) || token_has(token, WORD_TELL);
	above->that = above->that || (token_has(token, WORD_THAT) && !above->says);
	above->self = above->self || token_has(token, WORD_SELF);
	/* "har svårt att tro att jag hinner" */
	above->denied = above->denied || (token_is_not(token) && !above->beneath && !leads) ||
		token_has(token, WORD_BADLY);
	above->subject_self =
		above->subject_self || (above->beneath && token_has(token, WORD_SELF));
	above->other = above->other || token_has(token, WORD_OTHER) || token_is_name(token);
	above->strange = above->strange ||
		(token->kind == TOKEN_WORD && !token->known && !token_is_name(token));
}

/* Begins with a verb that is none of coming: "skicka", "hälsa", "berätta". */
static bool commands(const struct hearing *hearing, const struct clause *clause)
{
	const struct token *first = hearing_token(hearing, clause->from);

	return !token_is_predicate(hearing, first) && !token_has(first, WORD_SELF) &&
		(token_has(first, WORD_VERB) || token_has(first, WORD_IMPERATIVE) ||
			token_has(first, WORD_TAKE));
}

/* What words outside any predicate do to what the clause says. */
static void judge_leftovers(const struct hearing *hearing, struct clause *clause,
	const struct above *above, int unused, int nots)
{
	/* A "not" that belongs to no verb we know, beside a statement: who knows what it denies. */
	if (unused > 0 && !clause_has(hearing, clause, WORD_NEITHER) &&
		(clause->verdict == SAYS_YES || clause->verdict == SAYS_SOFT_YES ||
			clause->verdict == SAYS_NO ||
			(clause->verdict == SAYS_SOFT_NO && above->missed)))
		clause->verdict = SAYS_UNSURE;
	/* "jag trodde att Bo skulle" wishes nothing for herself */
	if (above->wished && /* "I thought I had said yes", "jag trodde inte att jag kunde" */
		(clause_has(hearing, clause, WORD_YES) ||
			(nots > 0 && clause->verdict == SAYS_NOTHING)))
		clause->verdict = SAYS_UNSURE;
	else if (above->wished && clause->verdict == SAYS_NOTHING && !clause->other_agrees &&
		!clause->other_refuses && !above->other)
		clause->verdict = SAYS_SOFT_NO;
	else if (above->would && clause->verdict == SAYS_NOTHING)
		clause->verdict = SAYS_SOFT_YES;
}

void clause_judge_predicates(const struct hearing *hearing, struct clause *clause, size_t to)
{
	struct clause scope = *clause;
	struct above above = {.commands = commands(hearing, clause)};
	size_t taken = clause->from;
	int nots = 0, used = 0;

	scope.to = to;
	for (size_t i = clause->from; i < to; i++)
		nots += token_is_not(hearing_token(hearing, i));
	for (size_t i = clause->from; i < to; i++) {
		const struct token *token = hearing_token(hearing, i);
		note_above(&above, token, token_is_predicate(hearing, token),
			token_is_leading_no(hearing, i));
		above.embedded = above.embedded || (i > clause->from && token_has(token, WORD_ASK));
		if (!token_is_predicate(hearing, token) && !token_has(token, WORD_NEVER_MISS))
			continue;
		struct predicate predicate = predicate_at(hearing, &scope, i);
		size_t behind;
		predicate_count_nots(hearing, &scope, taken, &predicate, &behind);
		predicate_look_behind(hearing, &scope, &predicate);
		predicate_find_limit(hearing, &scope, &predicate);
		predicate_find_subject(hearing, &scope, taken, &predicate);
		clause->asks = clause->asks ||
			(to > clause->from && predicate_is_inverted(hearing, &scope, &predicate));
		/* "jag är säker på att det blir bra": no word of her own coming */
		if (above.that && above.self && predicate.it && !predicate.self &&
			!predicate.nots && !predicate.refuses)
			continue;
		/* "vilket innebär att jag kan delta"; but "jag tvivlar på att", "har inte sagt att"
		 */
		bool told = above.subject_self && predicate.self && !above.denied && !above.acted &&
			!above.wished;
		predicate.beneath = above.beneath && !told &&
			(above.strange || above.subject || predicate.refuses);
		used += predicate.nots;
		taken = behind;
		i = predicate.to - 1;
		if (above.embedded)
			continue;
		/* "möjlighet att komma": one chain with what stood before */
		if (above.beneath && !predicate.beneath && above.acted) {
			if (predicate.nots > 0)
				clause->verdict = SAYS_UNSURE; /* "det går bra att inte komma" */
			continue;
		}
		if (above.denied_other && !predicate.neutral)
			clause->verdict = SAYS_UNSURE; /* "I can't see myself coming" */
		above.denied_other =
			above.denied_other || (predicate.neutral && predicate.nots > 0);
		above.acted = above.acted || !predicate.neutral;
		above.missed = above.missed || predicate.missed;
		take_predicate(hearing, clause, &predicate, above.would, above.wished);
	}
	judge_leftovers(hearing, clause, &above, nots - used, nots);
}
