/* SPDX-License-Identifier: MIT */
/*
 * Yes, no or maybe from what the clauses say. What she says of coming weighs more than the little
 * words before it: "Ja, det var tråkigt att jag inte kan komma" is a no. A correction takes back
 * all before it. Two statements that stand against each other without a correction between them, or
 * a word against a statement, end as unclear: an answer is asked back rather than guessed.
 */
#include "answer_sum.h"

#include "base/arena.h"

/* The yes and no said in so many words of coming: the strongest there is. */
static enum answer_kind of_statements(const struct sum *sum)
{
	if (sum->yes && sum->no) /* "låter bra men jag kan inte" */
		return sum->it_but_no ? ANSWER_NO : ANSWER_UNCLEAR;
	if (sum->no && sum->thing_works)
		return ANSWER_UNCLEAR;
	if (sum->no)
		return sum->yes_word && sum->no_after_but ? ANSWER_UNCLEAR : ANSWER_NO;
	if (sum->soft_no_last || sum->but_not_all || sum->regret_last ||
		(sum->opens_thing && !sum->says_more))
		return ANSWER_UNCLEAR;
	if (sum->no_word && !sum->denial_before_yes)
		return ANSWER_UNCLEAR;
	return ANSWER_YES;
}

static enum answer_kind of_words(const struct sum *sum)
{
	bool yes = sum->yes_word || sum->soft_yes,
	     no = sum->no_word || sum->limited_no || sum->soft_no;

	if (no && sum->thing_works)
		return ANSWER_UNCLEAR; /* "digitalt går bra, men inte på plats" */
	if (sum->no_word && sum->denies_neutral && !sum->soft_no && !sum->regret)
		return ANSWER_UNCLEAR;
	if ((sum->yes_word && no) || (sum->denies_refusal && sum->no_word))
		return ANSWER_UNCLEAR; /* "inte emot, men inte för heller" */
	if (sum->question && sum->soft_no && !sum->no_word && !sum->limited_no && !sum->regret)
		return ANSWER_UNCLEAR; /* "vi har APT då, går det att flytta?" */
	if (sum->limited_no && !sum->no_word && !sum->soft_no && !sum->regret)
		return ANSWER_UNCLEAR; /* "kan inte på förmiddagen" */
	if (no || (sum->regret && !yes && !sum->ok && !sum->denial))
		return ANSWER_NO;
	if (yes && (sum->received || sum->answers_other) && !sum->soft_yes)
		return ANSWER_UNCLEAR; /* "ja, jag har fått inbjudan" */
	if (sum->but_other && !sum->yes_word)
		return sum->wistful ? ANSWER_NO : ANSWER_UNCLEAR;
	if (yes)
		return sum->regret ? ANSWER_UNCLEAR : ANSWER_YES;
	/* "Ok, jag läser vidare" has read it; "Ok, blir lite sen" comes */
	bool comes = sum->ok && !sum->received && !sum->regret && !sum->denial && !sum->matter;
	return comes ? ANSWER_YES : ANSWER_UNCLEAR;
}

static enum answer_kind decide(const struct sum *sum)
{
	bool said_yes = sum->yes || sum->yes_word || sum->ok;
	bool doubt = sum->maybe || sum->condition || sum->manager ||
		(sum->doubt_beside && !said_yes && !sum->no && !sum->no_word);

	if (sum->instead && !sum->question && !sum->yes)
		return ANSWER_NO;
	if (sum->unsure || (doubt && sum->no))
		return ANSWER_UNCLEAR;
	if (doubt)
		return ANSWER_MAYBE;
	if (sum->yes || sum->no)
		return of_statements(sum);
	return of_words(sum);
}

void polar_decide(struct hearing *hearing, struct answer *answer)
{
	struct sum sum = {0};

	list_each (clause, &hearing->clauses)
		sum_add(&sum, clause);
	answer->kind = hearing_repeats_question(hearing) || hearing_is_foreign(hearing) ||
			hearing_only_supposes(hearing)
		? ANSWER_UNCLEAR
		: hearing_says_another_time(hearing) ? ANSWER_NO
						     : decide(&sum);
	answer->question = sum.question || (hearing->clauses.n == 0 && hearing_only_asks(hearing));
	answer->manager = sum.manager && answer->kind == ANSWER_MAYBE;
	answer->person = hearing_other_person(hearing);
	if (sum.other_refuses && answer->kind != ANSWER_YES)
		answer->person = NULL;
}

/* "Efter påsk", "gärna efter sommaren": to what has no day of its own. */
static bool says_only_when(const struct hearing *hearing, const struct answer *answer)
{
	enum ask_kind kind = hearing->question->kind;

	if ((kind != ASK_SIGNUP && kind != ASK_INTRO) || answer->date == DAY_NONE ||
		answer->question || hearing->clauses.n != 1)
		return false;
	const struct clause *only = &hearing->clauses.at[0];
	return only->verdict == SAYS_SOFT_YES || (only->verdict == SAYS_YES && only->elsewhere) ||
		(only->verdict == SAYS_NOTHING && (only->plain || !hearing_comment(hearing)));
}

/* "Jag har 8 timmar att ge" */
static bool offers_hours(const struct hearing *hearing, const struct answer *answer)
{
	if (hearing->question->kind != ASK_SIGNUP || answer->hours < 0 || answer->question)
		return false;
	list_each (clause, &hearing->clauses)
		if (clause->verdict != SAYS_NOTHING || clause->condition || clause->past)
			return false;
	return hearing_has(hearing, WORD_SELF) && hearing_has(hearing, WORD_WANT);
}

void read_polar(struct hearing *hearing, struct answer *answer)
{
	hearing_split(hearing, true);
	hearing_judge(hearing);
	polar_decide(hearing, answer);
	answer->comment = hearing_comment(hearing);
	answer->hours = hearing_hours(hearing);
	if (answer->kind == ANSWER_MAYBE || answer->kind == ANSWER_UNCLEAR)
		answer->date = hearing_date(hearing);
	if (answer->kind == ANSWER_UNCLEAR && offers_hours(hearing, answer))
		answer->kind = ANSWER_YES;
	if (answer->kind == ANSWER_UNCLEAR && says_only_when(hearing, answer))
		answer->kind = ANSWER_MAYBE;
}
