/* SPDX-License-Identifier: MIT */
/*
 * Answers between the quoted lines: each text of hers right below a quoted offer says yes or no to
 * that one. The offer is known by its number at the front of the quoted line, or by its whole words
 * in it.
 *
 * A quotation whose last line names no offer, or several, is passed over; so is a text that is no
 * clear answer.
 */
#include "text/answer_rules.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/phrases.h"

#define TOKENS_MOST 100

/* The last line that holds anything, without quote marks; folded. */
static const char *last_line(struct arena *arena, const char *quote)
{
	size_t end = strlen(quote), start;

	while (end > 0 && strchr(" \t\r\n>", quote[end - 1]))
		end--;
	for (start = end; start > 0 && quote[start - 1] != '\n'; start--)
		;
	while (start < end && strchr(" \t>*-", quote[start]))
		start++;
	return utf8_fold_in(arena, quote + start, end - start);
}

/* "2  Gemensam rutin", "2. …": the number at the line's front, 0 for none. */
static size_t leading_number(const char *line)
{
	size_t number = 0, digits = 0;

	while (digits < 2 && isdigit((unsigned char)line[digits]))
		number = number * 10 + (size_t)(line[digits++] - '0');
	return digits > 0 && line[digits] && strchr(" \t.):", line[digits]) ? number : 0;
}

/* The offer of the quoted line, from 1; 0 for none or several. */
static size_t option_of(const struct hearing *hearing, const char *line)
{
	const struct question *question = hearing->question;
	size_t number = leading_number(line), found = 0;

	for (size_t k = 0; question->options && k < question->n_options; k++) {
		const char *option = question->options[k] ? question->options[k] : "";
		if (!*option || !strstr(line, utf8_fold_in(hearing->arena, option, strlen(option))))
			continue;
		if (found)
			return 0;
		found = k + 1;
	}
	if (found)
		return found;
	return number <= question->n_options ? number : 0;
}

static enum answer_kind read_part(const struct hearing *hearing, const char *text)
{
	struct hearing own = *hearing;
	struct answer answer = {.date = DAY_NONE, .hours = -1};

	own.text = text;
	own.bytes = strlen(text);
	own.tokens = tokens_read(hearing->arena, phrasebook_dictionary(hearing->book),
		hearing->tokens->language, &hearing->ignored, text, own.bytes, TOKENS_MOST, true);
	own.from = 0;
	own.to = own.tokens->list.n;
	own.clauses.at = NULL;
	own.clauses.n = own.clauses.cap = 0;
	hearing_trim(&own);
	hearing_split(&own, true);
	hearing_judge(&own);
	polar_decide(&own, &answer);
	return answer.kind;
}

bool read_inline(const struct hearing *hearing, uint32_t *ret_taken, uint32_t *ret_declined)
{
	const struct understanding *parts = hearing->parts;
	uint32_t taken = 0, declined = 0;
	size_t pairs = 0;

	for (size_t i = 0; parts && i + 1 < parts->parts.n && pairs < OPTIONS_MOST; i++) {
		if (parts->parts.at[i].kind != PART_QUOTE ||
			parts->parts.at[i + 1].kind != PART_TEXT)
			continue;
		size_t option =
			option_of(hearing, last_line(hearing->arena, parts->parts.at[i].text));
		if (option == 0 || option > OPTIONS_MOST)
			continue;
		enum answer_kind kind = read_part(hearing, parts->parts.at[i + 1].text);
		pairs++;
		if (kind == ANSWER_YES)
			taken |= (uint32_t)1 << (option - 1);
		else if (kind == ANSWER_NO)
			declined |= (uint32_t)1 << (option - 1);
	}
	if (!taken && !declined)
		return false;
	*ret_taken = taken;
	*ret_declined = declined;
	return true;
}
