/* SPDX-License-Identifier: MIT */
/*
 * What a member wants on the agenda: bullets, numbers, one a line, or running text, whose sentences
 * are items once "jag skulle vilja ta upp" and the like are taken off their front. "Nothing this
 * time" is a no.
 *
 * A line that is neither a bullet nor ends a sentence goes on with the item above when that is a
 * bullet's.
 */
#include "text/answer_rules.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"

#define ITEMS_MOST 100
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Bytes of a bullet or number at the front of the line ("- ", "1. ", "a) "), 0 for none. */
static size_t bullet_bytes(const char *line, size_t n)
{
	static const char *const signs[] = {
		"-", "*", "+", "\xe2\x80\xa2", "\xc2\xb7", "\xe2\x80\x93", "\xe2\x80\x94", "o\t"};
	size_t digits = 0;

	for (size_t i = 0; i < COUNT(signs); i++) {
		size_t len = strlen(signs[i]);
		if (n > len && !strncmp(line, signs[i], len))
			return len;
	}
	while (digits < n && digits < 3 && isdigit((unsigned char)line[digits]))
		digits++;
	if (digits > 0 && digits + 1 < n && strchr(".):", line[digits]) &&
		!isdigit((unsigned char)line[digits + 1]))
		return digits + 1;
	if (n > 2 && isalpha((unsigned char)line[0]) && line[1] == ')')
		return 2;
	return 0;
}

static const char *trimmed(struct arena *arena, const char *at, size_t n)
{
	while (n > 0 && strchr(" \t:;,-", *at)) {
		at++;
		n--;
	}
	while (n > 0 && strchr(" \t\r\n,;.", at[n - 1]))
		n--;
	return n > 0 ? arena_strndup(arena, at, n) : NULL;
}

static void add_item(const struct hearing *hearing, struct answer *answer, size_t start, size_t end)
{
	const char *item = trimmed(hearing->arena, hearing->text + start, end - start);

	if (!item || answer->items.n >= ITEMS_MOST)
		return;
	hearing_explain(hearing, "answer.item", start, end);
	*arena_push(hearing->arena, &answer->items) = item;
}

/* All bulleted lines; how many. */
static size_t add_bullets(
	const struct hearing *hearing, struct answer *answer, size_t start, size_t end)
{
	size_t item_start = SIZE_MAX, item_end = 0;

	for (size_t at = start; at < end;) {
		const char *line = hearing->text + at;
		size_t n = strcspn(line, "\n"), blanks = strspn(line, " \t");
		if (at + n > end)
			n = end - at;
		size_t bullet = blanks < n ? bullet_bytes(line + blanks, n - blanks) : 0;
		if (bullet > 0 || blanks >= n) {
			if (item_start != SIZE_MAX)
				add_item(hearing, answer, item_start, item_end);
			item_start = bullet > 0 ? at + blanks + bullet : SIZE_MAX;
		}
		item_end = at + n;
		at += n + 1;
	}
	if (item_start != SIZE_MAX)
		add_item(hearing, answer, item_start, item_end);
	return answer->items.n;
}

/* Behind the words that only lead to the item ("Jag skulle vilja ta upp", "Förslag:"). */
static size_t behind_lead(const struct hearing *hearing, size_t from, size_t to)
{
	size_t at = from;

	for (size_t i = from; i < to && i < from + 8; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_has(token, WORD_AGENDA_LEAD)) {
			at = i + 1;
			while (at < to && token_is_sign(hearing_token(hearing, at), ":,"))
				at++;
		} else if (!sense_is_known(&token->sense) && !token_is_sign(token, ",")) {
			break;
		}
	}
	return at;
}

/* "1)" inside a line */
static bool is_numbering(const struct hearing *hearing, size_t i, size_t to)
{
	const struct token *sign = hearing_token(hearing, i + 1);

	return i + 2 < to && hearing_token(hearing, i)->kind == TOKEN_NUMBER &&
		token_is_sign(sign, ")") && sign->joined;
}

/* "A, B och C" behind a lead is three items; without a comma it stays one. */
static void add_listed(const struct hearing *hearing, struct answer *answer, size_t from, size_t to)
{
	size_t start = from, commas = 0;

	for (size_t i = from; i < to; i++)
		commas += token_is_sign(hearing_token(hearing, i), ",");
	for (size_t i = from; i < to; i++) {
		const struct token *token = hearing_token(hearing, i);
		bool last = commas > 0 && token_has(token, WORD_AND);
		if (is_numbering(hearing, i, to)) {
			if (i > start && items_has_matter(hearing, start, i))
				add_item(hearing, answer, hearing_token(hearing, start)->start,
					hearing_token(hearing, i - 1)->end);
			start = i + 2;
			continue;
		}
		if (!token_is_sign(token, ",") && !last && !token_has(token, WORD_AGENDA_JOIN))
			continue;
		if (i > start && items_has_matter(hearing, start, i))
			add_item(hearing, answer, hearing_token(hearing, start)->start,
				hearing_token(hearing, i - 1)->end);
		start = i + 1;
	}
	if (start < to && items_has_matter(hearing, start, to))
		add_item(hearing, answer, hearing_token(hearing, start)->start,
			hearing_token(hearing, to - 1)->end);
}

static bool ends_item(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i);

	if (token->kind == TOKEN_LINE || token_is_sign(token, "!?;"))
		return true;
	return token_is_sign(token, ".") && !hearing_token(hearing, i + 1)->joined &&
		!(i > hearing->from && token_has(hearing_token(hearing, i - 1), WORD_ABBREVIATION));
}

static void add_sentence(
	const struct hearing *hearing, struct answer *answer, size_t from, size_t to)
{
	size_t lead = behind_lead(hearing, from, to);

	if (from >= to)
		return;
	if (items_denied(hearing, from, to)) {
		answer->kind = ANSWER_NO; /* unless there are items beside it */
		return;
	}
	if (items_asks_us(hearing, from, to)) {
		answer->question = true;
		return;
	}
	if (!items_has_matter(hearing, lead, to) || items_puts_off(hearing, from, to) ||
		(lead == from && items_says_of_coming(hearing, from, to)))
		return;
	bool numbered = false;
	for (size_t i = from; i < to; i++)
		numbered = numbered || is_numbering(hearing, i, to);
	if (lead > from || numbered)
		add_listed(hearing, answer, numbered ? from : lead, to);
	else
		add_item(hearing, answer, hearing_token(hearing, from)->start,
			hearing_token(hearing, to - 1)->end);
}

static bool says_nothing_this_time(const struct hearing *hearing)
{
	bool none = hearing_has(hearing, WORD_AGENDA_NONE) || hearing_has(hearing, WORD_NO);

	return none && !items_has_matter(hearing, hearing->from, hearing->to);
}

/* "Inget från mig, men hur gick det med enkäten?" */
static bool turns(const struct hearing *hearing, size_t from, size_t i)
{
	return token_has(hearing_token(hearing, i), WORD_BUT) && items_denied(hearing, from, i);
}

void read_items(struct hearing *hearing, struct answer *answer)
{
	hearing_split(hearing, false);
	if (hearing->from >= hearing->to)
		return;
	if (says_nothing_this_time(hearing)) {
		answer->kind = ANSWER_NO;
		return;
	}
	size_t start = hearing_token(hearing, hearing->from)->start;
	size_t end = hearing_token(hearing, hearing->to - 1)->end;
	if (add_bullets(hearing, answer, start, end) == 0) {
		size_t from = hearing->from;
		for (size_t i = hearing->from; i < hearing->to; i++)
			if (ends_item(hearing, i) || turns(hearing, from, i)) {
				add_sentence(hearing, answer, from, i);
				from = i + 1;
			}
		add_sentence(hearing, answer, from, hearing->to);
	}
	if (answer->items.n > 0)
		answer->kind = ANSWER_ITEMS;
	else
		answer->comment = hearing_words(hearing);
}
