/* SPDX-License-Identifier: MIT */
/*
 * Answers between the quoted lines, and in them: each text of hers right below a quoted offer says
 * yes or no to that one, and so does what she put behind the offer in its own line ("… x", "… ja
 * tack", in colour or not). The offer is known by its number at the front of the quoted line, or by
 * its whole words in it; what stood in our letter's line already is ours.
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
#define ADDED_MOST 40 /* bytes that she may have put into a line of ours */
#define LINES_MOST (2 * OPTIONS_MOST)

/* The line of n bytes without quote marks and bullets; folded. */
static const char *bare_line(struct arena *arena, const char *line, size_t n)
{
	while (n > 0 && strchr(" \t\r\n>", line[n - 1]))
		n--;
	while (n > 0 && strchr(" \t>*-", *line)) {
		line++;
		n--;
	}
	return utf8_fold_in(arena, line, n);
}

/* The last line that holds anything. */
static const char *last_line(struct arena *arena, const char *quote)
{
	size_t end = strlen(quote), start;

	while (end > 0 && strchr(" \t\r\n>", quote[end - 1]))
		end--;
	for (start = end; start > 0 && quote[start - 1] != '\n'; start--)
		;
	return bare_line(arena, quote + start, end - start);
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

static const char *option_words(const struct hearing *hearing, size_t option)
{
	const struct question *question = hearing->question;
	const char *words = question->options && option > 0 && option <= question->n_options
		? question->options[option - 1]
		: NULL;

	return words && *words ? utf8_fold_in(hearing->arena, words, strlen(words)) : NULL;
}

/* The line as it stands in our letter, blanks aside, however it is quoted. */
static bool is_ours(const struct hearing *hearing, const char *line)
{
	const char *letter = hearing->question->letter_text;

	for (size_t n; letter && *letter; letter += n + (letter[n] == '\n')) {
		n = strcspn(letter, "\n");
		if (!strcmp(bare_line(hearing->arena, letter, n), line))
			return true;
	}
	return false;
}

/* What she put behind the offer in its line, or a tick before it; unclear where there is nothing.
 */
static enum answer_kind read_line(const struct hearing *hearing, size_t option, const char *line)
{
	const char *words = option_words(hearing, option);
	const char *at = words ? strstr(line, words) : NULL;

	if (!at || is_ours(hearing, line))
		return ANSWER_UNCLEAR;
	const char *behind = at + strlen(words);
	behind += strspn(behind, " \t.:,;-");
	if (!strcmp(behind, "x") || !strncmp(line, "x ", 2) || !strncmp(line, "[x]", 3))
		return ANSWER_YES;
	return *behind && strlen(behind) < ADDED_MOST ? read_part(hearing, behind) : ANSWER_UNCLEAR;
}

struct taken {
	uint32_t taken, declined;
	size_t pairs;
};

static void note(struct taken *taken, size_t option, enum answer_kind kind)
{
	uint32_t bit = (uint32_t)1 << (option - 1);

	if (kind == ANSWER_YES)
		taken->taken |= bit;
	else if (kind == ANSWER_NO)
		taken->declined |= bit;
}

/* All lines of a quotation that she wrote in. */
static void read_quote(const struct hearing *hearing, const char *quote, struct taken *taken)
{
	for (size_t n; *quote && taken->pairs < LINES_MOST; quote += n + (quote[n] == '\n')) {
		n = strcspn(quote, "\n");
		const char *line = bare_line(hearing->arena, quote, n);
		size_t option = *line ? option_of(hearing, line) : 0;
		taken->pairs += option > 0;
		if (option > 0 && option <= OPTIONS_MOST)
			note(taken, option, read_line(hearing, option, line));
	}
}

bool read_inline(const struct hearing *hearing, uint32_t *ret_taken, uint32_t *ret_declined)
{
	const struct understanding *parts = hearing->parts;
	struct taken taken = {0};

	for (size_t i = 0; parts && i < parts->parts.n && taken.pairs < LINES_MOST; i++) {
		const struct part *part = &parts->parts.at[i], *next = part + 1;
		if (part->kind != PART_QUOTE)
			continue;
		read_quote(hearing, part->text, &taken);
		if (i + 1 >= parts->parts.n || next->kind != PART_TEXT)
			continue;
		size_t option = option_of(hearing, last_line(hearing->arena, part->text));
		taken.pairs++;
		if (option > 0 && option <= OPTIONS_MOST)
			note(&taken, option, read_part(hearing, next->text));
	}
	if (!taken.taken && !taken.declined)
		return false;
	*ret_taken = taken.taken;
	*ret_declined = taken.declined;
	return true;
}
