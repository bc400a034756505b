/* SPDX-License-Identifier: MIT */
/*
 * Whether a clause speaks of the day that was asked about, or of another one ("nästa gång", "den
 * 10:e"). A span that ends behind the day covers it ("på semester till den 20 mars").
 */
#include "text/answer_rules.h"

/* "till den 20 mars": all the days up to it as well; but not in "nej till den 10:e". */
static bool lasts_until(const struct hearing *hearing, const struct clause *clause, size_t i)
{
	while (i > clause->from && !token_has(hearing_token(hearing, i), WORD_TO) &&
		(token_has(hearing_token(hearing, i - 1), WORD_TO) ||
			token_has(hearing_token(hearing, i - 1), WORD_THE_DAY)))
		i--;
	return token_has(hearing_token(hearing, i), WORD_TO) && i > clause->from &&
		!token_is_word_of_answer(hearing_token(hearing, i - 1));
}

bool clause_is_elsewhere(const struct hearing *hearing, const struct clause *clause)
{
	day about = hearing->question->about;
	bool any = clause_has(hearing, clause, WORD_OTHER_TIME) ||
		clause_has(hearing, clause, WORD_SEASON);

	for (size_t i = clause->from; i < clause->to; i++) /* "coming" is both */
		any = any ||
			(token_has(hearing_token(hearing, i), WORD_NEXT) &&
				!token_has(hearing_token(hearing, i), WORD_ATTEND));

	if (about == DAY_NONE)
		return any;
	for (size_t i = clause->from; i < clause->to;) {
		/* "tisdag" and "den 9:e" are the meeting's where they can be; "nästa vecka" counts
		 * from the mail. */
		struct date_reader near = {
			hearing->tokens->list.at, hearing->to, about, DATE_NEAREST};
		struct date_reader coming = {
			hearing->tokens->list.at, hearing->to, hearing->mail_day, DATE_COMING};
		struct dateword a, b;
		size_t n = date_at(&near, i, &a), m = date_at(&coming, i, &b);
		if (n > 0 && m > 0 && a.first != DAY_NONE) {
			any = true;
			if (lasts_until(hearing, clause, i) && about <= b.last)
				return false;
			if ((a.first <= about && about <= a.last) ||
				(b.first <= about && about <= b.last))
				return false;
		}
		i += n > 0 ? n : 1;
	}
	return any;
}

/* "any day but Tuesday" */
bool clause_excepts_day(const struct hearing *hearing, const struct clause *clause)
{
	size_t i = clause->from;

	while (i < clause->to && !token_has(hearing_token(hearing, i), WORD_SAVE))
		i++;
	struct clause behind = {.from = i + 1, .to = clause->to};
	return i + 1 < clause->to && hearing->question->about != DAY_NONE &&
		(clause_has(hearing, &behind, WORD_WEEKDAY) ||
			clause_has(hearing, &behind, WORD_MONTH)) &&
		!clause_is_elsewhere(hearing, &behind);
}

/* "… men inte den 9:e": the very day that was asked about. */
bool clause_names_day(const struct hearing *hearing, const struct clause *clause)
{
	bool number = false;

	for (size_t i = clause->from; i < clause->to; i++)
		number = number || hearing_token(hearing, i)->kind == TOKEN_NUMBER ||
			token_has(hearing_token(hearing, i), WORD_WEEKDAY);
	return number && hearing->question->about != DAY_NONE &&
		!clause_is_elsewhere(hearing, clause);
}

bool clause_has_day_ahead(const struct hearing *hearing, const struct clause *clause)
{
	struct date_reader reader = {
		hearing->tokens->list.at, clause->to, hearing->mail_day, DATE_COMING};

	for (size_t i = clause->from; i < clause->to; i++) {
		struct dateword found;
		if (date_at(&reader, i, &found) > 0 && found.first != DAY_NONE &&
			found.first > hearing->mail_day)
			return true;
	}
	return false;
}
