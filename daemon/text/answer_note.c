/* SPDX-License-Identifier: MIT */
/*
 * What is noted of a clause once its verdict stands: things that decide only beside other clauses
 * (answer_polar.c), or that tell what is left for a comment.
 */
#include "text/answer_rules.h"

#include <string.h>

bool token_is_plain(const struct token *token)
{
	static const enum word_class plain[] = {WORD_YES, WORD_OK, WORD_NO, WORD_REGRET, WORD_NOT,
		WORD_ATTEND, WORD_ABLE, WORD_DECLINE, WORD_MAYBE, WORD_LIKELY, WORD_SELF, WORD_IT,
		WORD_THANKS, WORD_FILLER, WORD_DATE_FILLER, WORD_MEETING, WORD_GROUP, WORD_WEEKDAY,
		WORD_WOULD, WORD_AND, WORD_CORRECTION, WORD_GREETING, WORD_RECEIVED, WORD_MANAGER,
		WORD_CHECK, WORD_YOU, WORD_ORDINAL_END, WORD_WANT, WORD_THE_DAY, WORD_DONE,
		WORD_STAY, WORD_LEAVE, WORD_GOOD, WORD_THUMB_UP, WORD_THUMB_DOWN, WORD_ALL,
		WORD_SEND, WORD_BAD, WORD_ASK_START, WORD_UNDO};

	return token->kind == TOKEN_SIGN ||
		token_is_of(token, plain, sizeof(plain) / sizeof(plain[0]));
}

/* Numbers of a written day are plain, a time is not. */
static bool is_plain(const struct hearing *hearing, const struct clause *clause)
{
	struct date_reader reader = {
		hearing->tokens->list.at, clause->to, hearing->mail_day, DATE_COMING};

	for (size_t i = clause->from; i < clause->to;) {
		struct dateword found;
		size_t n = date_at(&reader, i, &found);
		if (n > 0 && found.start_minute < 0 && !clause->elsewhere) {
			i += n;
			continue;
		}
		if (n > 0 || !token_is_plain(hearing_token(hearing, i)))
			return false;
		i++;
	}
	return true;
}

/* "Svar: ja", "svaret är nej", "… så ja", "… det blir nej" */
static bool is_told_answer(const struct hearing *hearing, const struct clause *clause)
{
	const struct token *first = hearing_token(hearing, clause->from),
			   *last = hearing_token(hearing, clause->to - 1);

	if (clause->verdict != SAYS_YES_WORD && clause->verdict != SAYS_NO_WORD)
		return false;
	if (token_has(first, WORD_ANSWER) || token_has(first, WORD_SO))
		return true;
	if (clause->to - clause->from >= 3 && token_is_word_of_answer(last) &&
		last->end - last->start == strlen(last->folded) && /* no phrase: "inga problem" */
		token_has(hearing_token(hearing, clause->to - 2), WORD_STATES) &&
		clause_has(hearing, clause, WORD_IT))
		return true;
	return clause->from >= hearing->from + 2 &&
		token_is_sign(hearing_token(hearing, clause->from - 1), ":") &&
		token_has(hearing_token(hearing, clause->from - 2), WORD_ANSWER);
}

/* "max två timmar", "bara på fredagar"; "en utbildning" is no measure */
static bool measures(const struct hearing *hearing, const struct clause *clause)
{
	for (size_t i = clause->from; i < clause->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_has(token, WORD_LIMIT) || token_has(token, WORD_PARTLY) ||
			token_has(token, WORD_HOURS) || token->kind == TOKEN_NUMBER ||
			(token_has(token, WORD_NUMBER) && token->sense.value[WORD_NUMBER] > 1))
			return true;
	}
	return false;
}

/* "det är jag", "it's Anna": who writes, and no other matter. */
static bool says_who_writes(const struct hearing *hearing, const struct clause *clause)
{
	for (size_t i = clause->from + 2; i < clause->to; i++)
		if (!token_has(hearing_token(hearing, i), WORD_SELF) &&
			!token_is_name(hearing_token(hearing, i)))
			return false;
	return true;
}

/* "det är rätt adress", "det var en bra fråga", "I can imagine that you are busy", "vad ska man
 * säga": a "ja" before it agrees to that. */
static bool speaks_of_other(const struct hearing *hearing, const struct clause *clause)
{
	const struct token *first = hearing_token(hearing, clause->from),
			   *next = hearing_token(hearing, clause->from + 1);

	if (clause->verdict != SAYS_NOTHING || clause->aside ||
		hearing->question->kind != ASK_ATTENDANCE)
		return false;
	if (clause_has(hearing, clause, WORD_IDLE))
		return true;
	if (clause_has(hearing, clause, WORD_THAT) && clause_has(hearing, clause, WORD_YOU))
		return true;
	/* "you have the right address", "jag har bytt nummer" */
	if (token_has(first, WORD_YOU))
		return true;
	if (token_has(first, WORD_SELF) && token_has(next, WORD_PERFECT) &&
		hearing_token(hearing, clause->from + 2)->kind == TOKEN_WORD &&
		!hearing_token(hearing, clause->from + 2)->known)
		return true;
	return clause->to - clause->from > 2 && token_has(first, WORD_IT) &&
		!says_who_writes(hearing, clause) &&
		(token_has(first, WORD_STATES) || token_has(next, WORD_STATES) ||
			token_has(next, WORD_PAST) ||
			(token_has(next, WORD_ABLE) && !clause_has(hearing, clause, WORD_SELF)));
}

/* Where a day is news: the question has none of its own. */
static bool is_of_no_day(enum ask_kind kind)
{
	return kind == ASK_SIGNUP || kind == ASK_INTRO;
}

void clause_note(const struct hearing *hearing, struct clause *clause)
{
	clause->denies_neutral =
		clause->verdict == SAYS_DENIAL && clause_has(hearing, clause, WORD_NEUTRAL);
	clause->answers = is_told_answer(hearing, clause);
	clause->states = speaks_of_other(hearing, clause);
	clause->idle = clause_has(hearing, clause, WORD_IDLE);
	clause->would = clause_has(hearing, clause, WORD_WOULD);
	clause->measures = measures(hearing, clause);
	clause->has_subject = hearing->question->kind == ASK_ATTENDANCE &&
		(token_has(hearing_token(hearing, clause->from), WORD_SELF) ||
			token_has(hearing_token(hearing, clause->from), WORD_YOU) ||
			token_has(hearing_token(hearing, clause->from), WORD_IT));
	clause->of_you = token_has(hearing_token(hearing, clause->from), WORD_YOU);
	clause->exclaims = token_has(hearing_token(hearing, clause->from), WORD_ASK) &&
		!token_is_sign(hearing_token(hearing, clause->to), "?");
	clause->on_the_day = clause_names_day(hearing, clause);
	clause->bare_denial = clause->to - clause->from <= 3 &&
		token_has(hearing_token(hearing, clause->from), WORD_NOT) && !clause->aside &&
		!clause_has(hearing, clause, WORD_LIMIT) && !clause_has(hearing, clause, WORD_SELF);
	clause->wished = clause_has(hearing, clause, WORD_WISHED);
	clause->wistful = clause_has(hearing, clause, WORD_WISTFUL);
	clause->reassures = clause_has(hearing, clause, WORD_REASSURE);
	clause->plain = is_plain(hearing, clause);
	clause->says_when =
		is_of_no_day(hearing->question->kind) && clause_has_day_ahead(hearing, clause);
	clause->only_day = clause->plain && clause->verdict == SAYS_NOTHING &&
		(clause_has(hearing, clause, WORD_WEEKDAY) ||
			clause_has(hearing, clause, WORD_MONTH));
}
