/* SPDX-License-Identifier: MIT */
/*
 * Yes, no or maybe from what the clauses say. What she says of coming weighs more than the little
 * words before it: "Ja, det var tråkigt att jag inte kan komma" is a no. A correction takes back
 * all before it. Two statements that stand against each other without a correction between them, or
 * a word against a statement, end as unclear: an answer is asked back rather than guessed.
 */
#include "text/answer_rules.h"

#include "base/arena.h"

/* What all clauses together hold. */
struct sum {
	bool unsure, yes_word, ok, no_word, yes, no, soft_yes, soft_no, limited_no, maybe, denial;
	bool condition, manager, instead, other_agrees, other_refuses, received, regret, question,
		self_too;
	bool doubt_beside; /* "kanske lite sen" */
	bool thing_works; /* "digitalt går bra" */
	bool matter; /* says things that are no answer */
	bool no_then_but_yes; /* "… men jag kommer" behind a soft or limited no */
	bool soft_no_last; /* a soft no behind the last yes */
	bool no_after_but; /* "ja, men jag kommer inte ensam" */
	bool denial_before_yes; /* "nej, jag har inte glömt, jag kommer" */
	bool regret_last; /* a bare "sorry" behind the yes: is it one? */
	bool denies_refusal;
	bool wistful, but_other; /* "skulle gärna, men …" */
	bool says_self; /* a yes of her own, not of "it" */
	bool it_but_no;
	bool but_not_all; /* "tiden funkar men inte platsen" */
	bool bare_yes;
	bool answers_other; /* "ja, jag såg mejlet": the yes may be to that */
	bool denies_neutral; /* "nej, jag har inte glömt" */
	bool opens_thing, says_more; /* "det funkar, jag kan öppna länken nu" */
};

static bool is_yes(enum verdict verdict)
{
	return verdict == SAYS_YES || verdict == SAYS_YES_WORD || verdict == SAYS_OK ||
		verdict == SAYS_SOFT_YES;
}

/* A doubt about a detail, where there is a yes: "Ja, jag kommer. Kanske lite sen." */
static bool is_doubt_beside(const struct sum *sum, const struct clause *clause)
{
	if (clause->beside && !clause->manager &&
		(sum->yes || sum->yes_word || sum->soft_yes || sum->no || sum->no_word))
		return true;
	return clause->aside && clause->verdict == SAYS_MAYBE && !clause->condition &&
		!clause->manager;
}

static bool is_set_aside(const struct sum *sum, const struct clause *clause)
{
	bool spoken = sum->yes || sum->no || sum->yes_word || sum->no_word || sum->soft_no;

	/* "Nej, kanske nästa gång"; but "till hösten kanske" alone is an answer */
	return clause->elsewhere && !clause->condition && !clause->wished &&
		(spoken || clause->verdict != SAYS_MAYBE);
}

static void add_verdict(struct sum *sum, const struct clause *clause)
{
	switch (clause->verdict) {
	case SAYS_YES_WORD:
		sum->yes_word = true;
		sum->bare_yes = !clause->would;
		break;
	case SAYS_OK:
		sum->ok = true;
		break;
	case SAYS_NO_WORD:
		sum->no_word = true;
		sum->denial = sum->denial || clause->reassures; /* "nejdå, jag kommer" */
		break;
	case SAYS_YES:
		sum->no_then_but_yes = sum->no_then_but_yes || sum->soft_no || sum->limited_no;
		sum->denial_before_yes = sum->denial_before_yes || sum->denial;
		sum->yes = true;
		sum->says_self = sum->says_self || !clause->it_works;
		break;
	case SAYS_NO:
		sum->no_after_but = clause->after_but && !clause->plain;
		sum->it_but_no = clause->after_but && sum->yes && !sum->says_self;
		sum->no = true;
		break;
	case SAYS_SOFT_YES:
		sum->soft_yes = true;
		sum->wistful = sum->wistful || clause->wistful;
		break;
	case SAYS_SOFT_NO:
		sum->soft_no = true;
		break;
	case SAYS_LIMITED_NO:
		sum->limited_no = true;
		break;
	case SAYS_MAYBE:
		sum->maybe = true;
		break;
	case SAYS_DENIAL:
		sum->denial = true;
		break;
	case SAYS_UNSURE:
		sum->unsure = true;
		break;
	case SAYS_NOTHING:
		break;
	}
}

static void add_clause(struct sum *sum, const struct clause *clause)
{
	if (clause->corrects || clause->answers) {
		bool question = sum->question;
		*sum = (struct sum){.question = question};
	}
	if (clause->asks) {
		/* "nej vad jag ser fram emot det!" */
		sum->unsure = sum->unsure || (sum->no_word && clause->exclaims);
		sum->question = true;
		return;
	}
	sum->received = sum->received || clause->received;
	sum->regret = sum->regret || clause->regret;
	sum->regret_last = (sum->yes || sum->regret_last) && clause->regret && clause->plain &&
		clause->verdict == SAYS_NOTHING;
	/* "inte på tisdag utan på onsdag": another day than was asked about? */
	sum->unsure = sum->unsure || (sum->no && clause->after_but && clause->only_day);
	sum->denies_refusal = sum->denies_refusal || clause->denies_refusal;
	sum->opens_thing = sum->opens_thing || clause->opens_thing;
	sum->says_more = sum->says_more || (is_yes(clause->verdict) && !clause->it_works);
	if (is_set_aside(sum, clause))
		return;
	sum->answers_other = sum->answers_other ||
		(sum->bare_yes && (clause->past || clause->states) && !clause->plain &&
			clause->verdict == SAYS_NOTHING);
	sum->denies_neutral = sum->denies_neutral || clause->denies_neutral ||
		(sum->no_word && clause->verdict == SAYS_DENIAL && clause->of_you);
	sum->thing_works = sum->thing_works || (clause->thing_works && clause->aside);
	sum->but_other = sum->but_other ||
		(clause->after_but && sum->soft_yes && !clause->aside && !clause->measures &&
			(clause->verdict == SAYS_NOTHING || clause->verdict == SAYS_DENIAL));
	/* "inte för att jag har tid, men jag kommer" */
	if (clause->after_but && clause->verdict == SAYS_YES && clause->on_the_day)
		sum->no = false; /* "har inte tid nu men kommer den 9:e" */
	sum->but_not_all = sum->but_not_all ||
		(clause->after_but && clause->verdict == SAYS_DENIAL && clause->bare_denial &&
			sum->yes && !sum->says_self);
	if (clause->after_but && (clause->verdict == SAYS_YES || clause->verdict == SAYS_NO)) {
		sum->unsure = false;
		sum->maybe = sum->maybe && sum->condition;
	}
	if (is_doubt_beside(sum, clause)) {
		sum->doubt_beside = true;
		return;
	}
	sum->matter = sum->matter || (!clause->plain && !clause->aside);
	sum->condition = sum->condition || clause->condition;
	sum->manager = sum->manager || clause->manager;
	sum->instead = sum->instead || clause->instead;
	sum->other_agrees = sum->other_agrees || clause->other_agrees;
	sum->other_refuses = sum->other_refuses || clause->other_refuses;
	sum->self_too = sum->self_too || clause->self_too;
	if (clause->verdict == SAYS_SOFT_NO && (sum->yes || sum->yes_word))
		sum->soft_no_last = true;
	else if (is_yes(clause->verdict) && clause->verdict != SAYS_OK)
		sum->soft_no_last = false;
	add_verdict(sum, clause);
}

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
		add_clause(&sum, clause);
	answer->kind = hearing_repeats_question(hearing) || hearing_is_foreign(hearing) ||
			hearing_only_supposes(hearing)
		? ANSWER_UNCLEAR
		: hearing_says_another_time(hearing) ? ANSWER_NO
		: hearing_says_yes_alone(hearing)    ? ANSWER_YES
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
		(only->verdict == SAYS_NOTHING && !hearing_comment(hearing));
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
