/* SPDX-License-Identifier: MIT */
/*
 * The first of two passes cuts the text where a kind of character ends: letters (with an apostrophe
 * inside), digits, single signs, emoji (their skin tones and joiners fall away), line ends. The
 * second, which gives them sense, is tokens_sense.c.
 */
#include "text/tokens.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "base/utf8.h"

static const char *const no_text = "";

enum letter_kind {
	LETTER_BLANK,
	LETTER_WORD,
	LETTER_DIGIT,
	LETTER_SIGN,
	LETTER_EMOJI,
	LETTER_LINE,
	LETTER_NOTHING
};

static enum letter_kind kind_of(uint32_t c)
{
	if (c == '\n')
		return LETTER_LINE;
	if (c < 0x80) {
		if (c <= ' ' || c == 0x7f)
			return LETTER_BLANK;
		if (c >= '0' && c <= '9')
			return LETTER_DIGIT;
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? LETTER_WORD : LETTER_SIGN;
	}
	if (c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0x1f3fb && c <= 0x1f3ff))
		return LETTER_NOTHING;
	if (uc_is_property_white_space(c))
		return LETTER_BLANK;
	if (uc_is_property_alphabetic(c) || uc_is_general_category(c, UC_CATEGORY_M))
		return LETTER_WORD;
	if (uc_is_general_category(c, UC_CATEGORY_So) || c >= 0x1f000)
		return LETTER_EMOJI;
	return LETTER_SIGN;
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019;
}

/* Where the word or number that begins at `at` ends. */
static const char *run_end(const char *at, const char *end, enum letter_kind kind)
{
	while (at < end) {
		const char *next = at;
		uint32_t c = utf8_next(&next, end);
		if (is_apostrophe(c) && kind == LETTER_WORD && next < end) {
			const char *after = next;
			if (kind_of(utf8_next(&after, end)) != LETTER_WORD)
				break;
		} else if (kind_of(c) != kind) {
			break;
		}
		at = next;
	}
	return at;
}

/* ASCII in place of a library's call: nearly every word. */
static const char *fold_in(struct arena *arena, const char *text, size_t bytes)
{
	char *folded = arena_strndup(arena, text, bytes);

	for (size_t i = 0; i < bytes; i++) {
		if ((unsigned char)folded[i] & 0x80)
			return utf8_fold_in(arena, text, bytes);
		if (folded[i] >= 'A' && folded[i] <= 'Z')
			folded[i] = (char)(folded[i] | 0x20);
	}
	return folded;
}

static void note_capitals(struct token *token, const char *text, const char *end)
{
	size_t letters = 0, capitals = 0;
	bool first = false;

	while (text < end) {
		uint32_t c = utf8_next(&text, end);
		bool capital = uc_tolower(c) != c;
		if (!letters)
			first = capital;
		letters++;
		capitals += capital;
	}
	token->capital = first && letters > 1 && capitals < letters;
	token->shouted = letters > 1 && capitals == letters;
}

static void note_number(struct token *token, const char *text, size_t bytes)
{
	token->digits = bytes > 99 ? 99 : (int)bytes;
	if (bytes > 8)
		return;
	token->number = 0;
	for (size_t i = 0; i < bytes; i++)
		token->number = token->number * 10 + (text[i] - '0');
}

static void push(struct arena *arena, struct tokens *tokens, const char *at, const char *to,
	enum letter_kind kind, bool joined)
{
	static const enum token_kind kinds[] = {
		[LETTER_WORD] = TOKEN_WORD,
		[LETTER_DIGIT] = TOKEN_NUMBER,
		[LETTER_SIGN] = TOKEN_SIGN,
		[LETTER_EMOJI] = TOKEN_EMOJI,
		[LETTER_LINE] = TOKEN_LINE,
	};
	size_t n = (size_t)(to - at);

	if (kind == LETTER_LINE && tokens->list.n &&
		tokens->list.at[tokens->list.n - 1].kind == TOKEN_LINE)
		return;
	struct token *token = arena_push(arena, &tokens->list);
	*token = (struct token){
		.kind = kinds[kind],
		.start = (size_t)(at - tokens->text),
		.end = (size_t)(to - tokens->text),
		.folded = kind == LETTER_LINE ? no_text : fold_in(arena, at, n),
		.number = -1,
		.joined = joined,
	};
	if (kind == LETTER_WORD)
		note_capitals(token, at, to);
	if (kind == LETTER_DIGIT)
		note_number(token, at, n);
}

static void cut(struct arena *arena, struct tokens *tokens, const char *end, size_t limit)
{
	bool joined = false;

	for (const char *at = tokens->text; at < end;) {
		const char *to = at;
		enum letter_kind kind = kind_of(utf8_next(&to, end));
		if (tokens->list.n >= limit) {
			tokens->cut = true;
			return;
		}
		if (kind == LETTER_WORD || kind == LETTER_DIGIT)
			to = run_end(to, end, kind);
		if (kind != LETTER_BLANK && kind != LETTER_NOTHING)
			push(arena, tokens, at, to, kind, joined);
		joined = kind != LETTER_BLANK && kind != LETTER_LINE;
		at = to;
	}
}

struct tokens *tokens_read(struct arena *arena, const struct dictionary *dictionary, int language,
	const struct word_mask *ignored, const char *text, size_t bytes, size_t limit, bool guess)
{
	struct tokens *tokens = arena_make(arena, struct tokens);

	tokens->text = text;
	cut(arena, tokens, text + bytes, limit);
	tokens->language = language;
	tokens_give_sense(arena, tokens, dictionary, ignored, guess);
	return tokens;
}

bool token_is_sign(const struct token *token, const char *signs)
{
	return token->kind == TOKEN_SIGN && token->folded[0] && !token->folded[1] &&
		strchr(signs, token->folded[0]);
}
