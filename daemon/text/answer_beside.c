/* SPDX-License-Identifier: MIT */
/*
 * What stands beside an answer: her comment, a person, a day, hours. Reasons of health are not
 * kept: where a word for illness stands anywhere, nothing is a comment but what she asks.
 */
#include "text/answer_rules.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"

#define HOURS_MOST 200

static const char *copy_trimmed(const struct hearing *hearing, size_t start, size_t end)
{
	const char *text = hearing->text;

	while (start < end && strchr(" \t\n,.;:-", text[start]))
		start++;
	while (end > start && strchr(" \t\n,;", text[end - 1]))
		end--;
	return end > start ? arena_strndup(hearing->arena, text + start, end - start) : NULL;
}

const char *hearing_words(const struct hearing *hearing)
{
	if (hearing->from >= hearing->to)
		return NULL;
	size_t end = hearing->tokens->cut ? hearing->bytes
					  : hearing_token(hearing, hearing->to - 1)->end;

	/* A sign that closes the last sentence belongs to it. */
	return copy_trimmed(hearing, hearing_token(hearing, hearing->from)->start, end);
}

/* With the sign that makes a question of it. */
static size_t end_of(const struct hearing *hearing, const struct clause *clause)
{
	size_t end = clause->end;

	while (end < hearing->bytes && hearing->text[end] == '?')
		end++;
	return end;
}

static const char *questions_alone(const struct hearing *hearing)
{
	_cleanup_str_ struct str all;

	str_init(&all, UNDERSTANDING_TEXT_LIMIT);
	list_each (clause, &hearing->clauses) {
		if (!clause->asks || clause->sick)
			continue;
		const char *one = copy_trimmed(hearing, clause->start, end_of(hearing, clause));
		if (one)
			str_printf(&all, all.len ? " %s" : "%s", one);
	}
	return all.len ? arena_strdup(hearing->arena, all.at) : NULL;
}

/* From the first clause that says more than an answer to the last one. */
const char *hearing_comment(const struct hearing *hearing)
{
	size_t start = SIZE_MAX, end = 0;

	if (hearing->sick)
		return questions_alone(hearing);
	list_each (clause, &hearing->clauses) {
		if (clause->plain && !clause->asks && !clause->says_when)
			continue;
		if (start == SIZE_MAX)
			start = clause->start;
		end = end_of(hearing, clause);
	}
	if (hearing->tokens->cut)
		end = hearing->bytes;
	return start == SIZE_MAX ? NULL : copy_trimmed(hearing, start, end);
}

/* "min kollega", "en kollega": from the small word before it. */
static const char *colleague(const struct hearing *hearing, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (!token_has(token, WORD_COLLEAGUE))
			continue;
		size_t start = token->start;
		if (i > from &&
			(token_has(hearing_token(hearing, i - 1), WORD_MINE) ||
				token_has(hearing_token(hearing, i - 1), WORD_NUMBER)))
			start = hearing_token(hearing, i - 1)->start;
		return copy_trimmed(hearing, start, token->end);
	}
	return NULL;
}

/* "Maj Ström": a known word with a capital right before a name, inside a sentence. */
static bool is_first_name(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i);

	return token->capital && i > hearing->from && !token_has(token, WORD_WEEKDAY) &&
		!token_is_sign(hearing_token(hearing, i - 1), ".!?") &&
		hearing_token(hearing, i - 1)->kind != TOKEN_LINE;
}

const char *hearing_person(const struct hearing *hearing, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		size_t k = i;
		while (k < to && k < i + 3 && token_is_name(hearing_token(hearing, k)))
			k++;
		if (k == i || !hearing_name_acts(hearing, i))
			continue;
		size_t first = i > from && is_first_name(hearing, i - 1) ? i - 1 : i;
		return copy_trimmed(hearing, hearing_token(hearing, first)->start,
			hearing_token(hearing, k - 1)->end);
	}
	return colleague(hearing, from, to);
}

day hearing_date(const struct hearing *hearing)
{
	struct date_reader reader = {
		hearing->tokens->list.at, hearing->to, hearing->mail_day, DATE_COMING};

	for (size_t i = hearing->from; i < hearing->to; i++) {
		struct dateword found;
		if (date_at(&reader, i, &found) > 0 && found.first != DAY_NONE)
			return found.first;
	}
	return DAY_NONE;
}

int hearing_hours(const struct hearing *hearing)
{
	for (size_t i = hearing->from; i + 1 < hearing->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (!token_has(hearing_token(hearing, i + 1), WORD_HOURS))
			continue;
		if (token->kind == TOKEN_NUMBER && token->number <= HOURS_MOST)
			return token->number;
		if (token_has(token, WORD_NUMBER))
			return token->sense.value[WORD_NUMBER];
	}
	return -1;
}

bool hearing_is_only(const struct hearing *hearing, const enum word_class classes[], size_t n)
{
	bool any = false;

	for (size_t i = hearing->from; i < hearing->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token->kind == TOKEN_LINE || token_is_sign(token, ".,!"))
			continue;
		if (!token_is_of(token, classes, n))
			return false;
		any = true;
	}
	return any;
}

bool hearing_has(const struct hearing *hearing, enum word_class class)
{
	for (size_t i = hearing->from; i < hearing->to; i++)
		if (token_has(hearing_token(hearing, i), class))
			return true;
	return false;
}
