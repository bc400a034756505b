/* SPDX-License-Identifier: MIT */
/*
 * The kinds of question whose answers are more than a yes or a no: thumbs ("annat förslag"),
 * progress ("klart", "står still", else her words), task (done, later, given away) and confirm (the
 * strict one).
 */
#include "text/answer_rules.h"

#include "base/arena.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

void read_thumbs(struct hearing *hearing, struct answer *answer)
{
	read_polar(hearing, answer);
	if (hearing_has(hearing, WORD_PROPOSAL)) {
		answer->kind = ANSWER_TEXT;
		answer->comment = hearing_words(hearing);
	} else if (hearing_has(hearing, WORD_ABSTAIN) &&
		(answer->kind == ANSWER_NO || answer->kind == ANSWER_UNCLEAR)) {
		answer->kind = ANSWER_MAYBE;
	} else if (hearing_has(hearing, WORD_THUMB_UP) && hearing_has(hearing, WORD_THUMB_DOWN)) {
		answer->kind = ANSWER_UNCLEAR;
	}
}

/* "Klart", "finished last week": nothing but that, and when. */
static bool is_told_plainly(const struct hearing *hearing, const struct clause *clause)
{
	struct date_reader reader = {
		hearing->tokens->list.at, clause->to, hearing->mail_day, DATE_NEAREST};

	for (size_t i = clause->from; i < clause->to;) {
		struct dateword found;
		size_t n = date_at(&reader, i, &found);
		if (n == 0 && !token_is_plain(hearing_token(hearing, i)) &&
			!token_has(hearing_token(hearing, i), WORD_PAST))
			return false;
		i += n ? n : 1;
	}
	return true;
}

/* All of it is done: no part of it alone, nothing left, not "on Friday". */
static bool says_done(const struct hearing *hearing)
{
	bool done = false;

	list_each (clause, &hearing->clauses) {
		if (clause_has(hearing, clause, WORD_ALMOST) ||
			clause_has(hearing, clause, WORD_EXCEPT) || clause->condition ||
			clause->verdict == SAYS_MAYBE || clause_has(hearing, clause, WORD_LATER))
			return false;
		if (!clause_has(hearing, clause, WORD_DONE))
			continue;
		if (clause->asks || clause_has(hearing, clause, WORD_NOT) ||
			clause_has_day_ahead(hearing, clause) || !is_told_plainly(hearing, clause))
			return false;
		done = true;
	}
	return done;
}

/* "fast" is "but" as well: it counts as stuck only where it stands alone or leads ("Fast: …"). */
static bool is_stuck_token(const struct hearing *hearing, size_t i)
{
	const struct token *next = hearing_token(hearing, i + 1);

	if (!token_has(hearing_token(hearing, i), WORD_STUCK))
		return false;
	return !token_has(hearing_token(hearing, i), WORD_BUT) ||
		(i == hearing->from && (next->kind == TOKEN_LINE || token_is_sign(next, ":.-!")));
}

/* "kanske fastnat"; but "stuck waiting for the region" is */
static bool is_doubted_before(const struct hearing *hearing, const struct clause *clause, size_t i)
{
	for (size_t k = clause->from; k < i; k++)
		if (token_has(hearing_token(hearing, k), WORD_MAYBE))
			return true;
	return false;
}

static bool says_stuck(const struct hearing *hearing)
{
	for (size_t i = hearing->from; i < hearing->to; i++) {
		if (!is_stuck_token(hearing, i))
			continue;
		bool said = true;
		list_each (clause, &hearing->clauses)
			if (clause->from <= i && i < clause->to &&
				(clause_has(hearing, clause, WORD_NOT) || clause->asks ||
					clause->condition ||
					clause_has(hearing, clause, WORD_PAST) ||
					is_doubted_before(hearing, clause, i)))
				said = false;
		if (said)
			return true;
	}
	return false;
}

void read_progress(struct hearing *hearing, struct answer *answer)
{
	static const enum word_class empty[] = {
		WORD_THANKS, WORD_YES, WORD_NO, WORD_OK, WORD_RECEIVED, WORD_FILLER, WORD_GREETING};
	bool stuck, done, only_asks = true;

	hearing_split(hearing, false);
	hearing_judge(hearing);
	stuck = says_stuck(hearing);
	done = says_done(hearing);
	list_each (clause, &hearing->clauses) {
		only_asks = only_asks && clause->asks;
		answer->question = answer->question || clause->asks;
	}
	answer->comment = hearing->sick ? NULL : hearing_words(hearing);
	answer->kind = ANSWER_TEXT;
	if (!answer->comment || only_asks ||
		(!done && hearing_is_only(hearing, empty, COUNT(empty))))
		answer->kind = ANSWER_UNCLEAR;
	else if (stuck)
		answer->kind = done ? ANSWER_UNCLEAR : ANSWER_NO;
	else if (done)
		answer->kind = ANSWER_YES;
	if (answer->kind == ANSWER_YES)
		answer->comment = hearing_comment(hearing);
}

/* "Anders gör det" */
static bool is_done_by_other(const struct hearing *hearing, const struct clause *clause)
{
	return hearing_name_acts(hearing, clause->from) &&
		!clause_has(hearing, clause, WORD_SELF) && clause_has(hearing, clause, WORD_WANT);
}

static bool gives_away(const struct hearing *hearing)
{
	list_each (clause, &hearing->clauses)
		if (!clause->asks && !clause_has(hearing, clause, WORD_NOT) &&
			(clause_has(hearing, clause, WORD_GIVE) || clause->instead ||
				clause->other_agrees || is_done_by_other(hearing, clause)))
			return true;
	return false;
}

/* "Har ringt, men ingen svarar" */
static bool but_lacks(const struct hearing *hearing)
{
	list_each (clause, &hearing->clauses)
		if (clause->after_but && clause_has(hearing, clause, WORD_NOT))
			return true;
	return false;
}

/* "Jag gör det": will, and has not. */
static bool promises(const struct hearing *hearing, const struct clause *clause)
{
	return clause_has(hearing, clause, WORD_WANT) && !clause_has(hearing, clause, WORD_NOT) &&
		!clause_has(hearing, clause, WORD_WISHED) && !clause->other_agrees &&
		!clause_has(hearing, clause, WORD_DONE);
}

void read_task(struct hearing *hearing, struct answer *answer)
{
	bool later = false, not_done = false, cannot = false;

	read_polar(hearing, answer);
	answer->date = DAY_NONE;
	list_each (clause, &hearing->clauses) {
		/* "kan jag få till den 1 mars?" */
		if (clause->asks && !clause_has_day_ahead(hearing, clause))
			continue;
		later = later || clause_has(hearing, clause, WORD_LATER) ||
			clause_has_day_ahead(hearing, clause) || promises(hearing, clause);
		cannot = cannot ||
			(clause->verdict == SAYS_NO && !clause_has(hearing, clause, WORD_DONE));
		not_done = not_done ||
			((clause_has(hearing, clause, WORD_DONE) &&
				 clause_has(hearing, clause, WORD_NOT)) ||
				clause_has(hearing, clause, WORD_ALMOST));
	}
	if (gives_away(hearing)) {
		answer->person = hearing_person(hearing, hearing->from, hearing->to);
		answer->kind =
			answer->person && answer->kind != ANSWER_YES ? ANSWER_NO : ANSWER_UNCLEAR;
	} else if ((answer->kind == ANSWER_NO && !cannot && /* "trodde den var avbokad" */
			   hearing_has(hearing, WORD_WISHED)) ||
		(answer->kind == ANSWER_YES && but_lacks(hearing))) {
		answer->kind = ANSWER_UNCLEAR;
	} else if ((not_done && !cannot) || (later && answer->kind != ANSWER_NO)) {
		answer->kind = ANSWER_MAYBE;
	}
	if (answer->kind == ANSWER_MAYBE || answer->kind == ANSWER_UNCLEAR)
		answer->date = hearing_date(hearing);
}

/* Nothing but words that send is a yes; everything beside them is a change. */
void read_confirm(struct hearing *hearing, struct answer *answer)
{
	static const enum word_class sends[] = {WORD_SEND}, refuses[] = {WORD_NO, WORD_THANKS};

	hearing_split(hearing, false);
	answer->comment = hearing_words(hearing);
	answer->kind = ANSWER_TEXT;
	if (!answer->comment)
		answer->kind = ANSWER_UNCLEAR;
	else if (hearing_is_only(hearing, sends, 1))
		answer->kind = ANSWER_YES;
	else if (hearing_has(hearing, WORD_NO) && hearing_is_only(hearing, refuses, 2))
		answer->kind = ANSWER_NO;
	if (answer->kind == ANSWER_YES || answer->kind == ANSWER_NO)
		answer->comment = NULL;
}
