/* SPDX-License-Identifier: MIT */
/*
 * One clause after the other into what they hold together. The order counts: a correction takes
 * back all before it, a "but" decides over doubts before it, and a "no" is softened or not by what
 * came first.
 */
#include "answer_sum.h"

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

/* A question back says nothing by itself. */
static void add_question(struct sum *sum, const struct clause *clause)
{
	/* "ja, vad ska man säga", "nej vad jag ser fram emot det!" */
	sum->unsure = sum->unsure || (clause->idle && (sum->yes_word || sum->no_word)) ||
		(sum->no_word && clause->exclaims);
	sum->question = true;
}

/* What counts of a clause even where it speaks of another day. */
static void add_beside(struct sum *sum, const struct clause *clause)
{
	sum->received = sum->received || clause->received;
	sum->regret = sum->regret || clause->regret;
	sum->regret_last = (sum->yes || sum->regret_last) && clause->regret && clause->plain &&
		clause->verdict == SAYS_NOTHING;
	/* "inte på tisdag utan på onsdag": another day than was asked about? */
	sum->unsure = sum->unsure || (sum->no && clause->after_but && clause->only_day);
	sum->denies_refusal = sum->denies_refusal || clause->denies_refusal;
	sum->opens_thing = sum->opens_thing || clause->opens_thing;
	sum->says_more = sum->says_more || (is_yes(clause->verdict) && !clause->it_works);
	sum->answers_other = sum->answers_other ||
		(sum->bare_yes && ((clause->past && !clause->plain) || clause->states) &&
			clause->verdict == SAYS_NOTHING);
}

/* What stands behind a "but" decides over doubts before it, or takes something back. */
static void add_but(struct sum *sum, const struct clause *clause)
{
	bool says = clause->verdict == SAYS_YES || clause->verdict == SAYS_NO;
	bool denies = clause->verdict == SAYS_DENIAL;

	if (!clause->after_but)
		return;
	sum->but_other = sum->but_other ||
		(sum->soft_yes && !clause->aside && !clause->measures &&
			(clause->verdict == SAYS_NOTHING || denies));
	sum->but_not_all =
		sum->but_not_all || (denies && clause->bare_denial && sum->yes && !sum->says_self);
	if (clause->verdict == SAYS_YES && clause->on_the_day)
		sum->no = false; /* "har inte tid nu men kommer den 9:e" */
	if (says) { /* "inte för att jag har tid, men jag kommer" */
		sum->unsure = false;
		sum->condition = sum->condition && clause->verdict == SAYS_YES;
		sum->maybe = sum->maybe && sum->condition;
	}
}

void sum_add(struct sum *sum, const struct clause *clause)
{
	if (clause->corrects || clause->answers) {
		bool question = sum->question;
		*sum = (struct sum){.question = question};
	}
	if (clause->asks) {
		add_question(sum, clause);
		return;
	}
	add_beside(sum, clause);
	if (is_set_aside(sum, clause))
		return;
	sum->denies_neutral = sum->denies_neutral || clause->denies_neutral ||
		(sum->no_word && clause->states) ||
		(sum->no_word && clause->verdict == SAYS_DENIAL && clause->has_subject &&
			!clause->begins_sentence);
	sum->thing_works = sum->thing_works || (clause->thing_works && clause->aside);
	add_but(sum, clause);
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
