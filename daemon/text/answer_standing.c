/* SPDX-License-Identifier: MIT */
/*
 * Membership: stays, leaves, pauses until a day, or names who comes after her. An absence until a
 * day is a pause whatever else is said, and a maybe without one is unclear.
 */
#include "text/answer_rules.h"

#include "base/arena.h"

static bool unnegated(const struct hearing *hearing, enum word_class class)
{
	list_each (clause, &hearing->clauses)
		if (!clause->asks && clause_has(hearing, clause, class) &&
			!clause_has(hearing, clause, WORD_NOT))
			return true;
	return false;
}

/* "Nej, jag är kvar": the no goes to leaving. */
static bool stays_behind_no(const struct hearing *hearing)
{
	bool stays = false;

	for (size_t i = 1; i < hearing->clauses.n; i++) {
		const struct clause *clause = &hearing->clauses.at[i];
		if (clause->verdict == SAYS_YES)
			stays = true;
		else if (clause->verdict != SAYS_NOTHING && clause->verdict != SAYS_DENIAL)
			return false;
	}
	return stays && hearing->clauses.at[0].verdict == SAYS_NO_WORD;
}

/* "Inte kvar på vårdcentralen, men vill gärna vara med" */
static bool stays_all_the_same(const struct hearing *hearing)
{
	list_each (clause, &hearing->clauses)
		if (clause->after_but &&
			(clause->verdict == SAYS_YES || clause->verdict == SAYS_SOFT_YES))
			return true;
	return false;
}

/* "sjukskriven till hösten": a pause, whatever else is said. */
static bool is_away_until(const struct hearing *hearing)
{
	list_each (clause, &hearing->clauses)
		if (!clause->asks && !clause_has(hearing, clause, WORD_NOT) &&
			(clause_has(hearing, clause, WORD_BUSY) ||
				clause_has(hearing, clause, WORD_SICK) ||
				clause_has(hearing, clause, WORD_PAUSE)) &&
			clause_has_day_ahead(hearing, clause))
			return true;
	return false;
}

void read_standing(struct hearing *hearing, struct answer *answer)
{
	read_polar(hearing, answer);
	answer->date = DAY_NONE;
	if (answer->question && answer->kind == ANSWER_UNCLEAR)
		return;
	if (stays_behind_no(hearing) || stays_all_the_same(hearing))
		answer->kind = ANSWER_YES;
	bool stays = answer->kind == ANSWER_YES;
	const char *person = NULL;
	if (unnegated(hearing, WORD_REPLACE) || unnegated(hearing, WORD_QUIT) ||
		unnegated(hearing, WORD_INSTEAD))
		person = hearing_person(hearing, hearing->from, hearing->to);
	if (person && !stays) {
		answer->kind = ANSWER_NO;
		answer->person = person;
	} else if (is_away_until(hearing) ||
		(unnegated(hearing, WORD_PAUSE) && answer->kind != ANSWER_NO)) {
		answer->kind = ANSWER_MAYBE;
	} else if (unnegated(hearing, WORD_QUIT) && !stays && answer->kind != ANSWER_MAYBE) {
		answer->kind = ANSWER_NO;
	} else if (answer->kind == ANSWER_MAYBE && !answer->manager)
		answer->kind = ANSWER_UNCLEAR; /* a maybe is a pause here */
	if (answer->kind == ANSWER_MAYBE)
		answer->date = hearing_date(hearing);
}
