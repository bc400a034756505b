/* SPDX-License-Identifier: MIT */
/*
 * Greeting and sign-off are cut off before an answer is read: names in them are nobody who comes
 * along. What is cut is told by words of `phrases`, by a capital, or by standing alone in the last
 * line; a list's last item is none of these.
 */
#include "text/answer_rules.h"

#include <string.h>

#define NAME_WORDS_MOST 4
#define SIGN_OFF_WORDS_MOST 5

static bool is_end(const struct token *token)
{
	return token->kind == TOKEN_LINE || token_is_sign(token, ".!?,;:");
}

/* "hej eva ja det går bra": a name without its capital. */
static bool is_small_name(const struct hearing *hearing, size_t at)
{
	const struct token *token = hearing_token(hearing, at),
			   *next = hearing_token(hearing, at + 1);

	return token->kind == TOKEN_WORD && !token->known &&
		(next->kind != TOKEN_WORD || token_has(next, WORD_YES) ||
			token_has(next, WORD_NO) || token_has(next, WORD_OK) ||
			token_has(next, WORD_SELF) || token_has(next, WORD_IT) ||
			token_has(next, WORD_THANKS));
}

/* "hi this is sam yes …", said into a phone: who speaks. Needs an answer's word or a subject behind
 * it. */
static size_t behind_introduction(const struct hearing *hearing, size_t at)
{
	size_t name = at + 2;

	if (!token_has(hearing_token(hearing, at), WORD_IT) ||
		!token_has(hearing_token(hearing, at + 1), WORD_FILLER))
		return at;
	while (name < at + 4 && hearing_token(hearing, name)->kind == TOKEN_WORD &&
		!sense_is_known(&hearing_token(hearing, name)->sense))
		name++;
	const struct token *next = hearing_token(hearing, name);
	bool goes_on =
		token_has(next, WORD_YES) || token_has(next, WORD_NO) || token_has(next, WORD_SELF);
	return name > at + 2 && goes_on ? name : at;
}

/* "Hej Eva!", "Hi all,": the greeting and up to four words with the sign behind them. */
static void trim_greeting(struct hearing *hearing)
{
	size_t at = hearing->from, words = 0;

	while (hearing_token(hearing, at)->kind == TOKEN_LINE && at < hearing->to)
		at++;
	hearing->from = at;
	if (!token_has(hearing_token(hearing, at), WORD_GREETING))
		return;
	at = behind_introduction(hearing, at + 1);
	if (is_small_name(hearing, at)) {
		at++;
		words++;
	}
	while (at < hearing->to && words < NAME_WORDS_MOST &&
		(token_is_name(hearing_token(hearing, at)) ||
			token_has(hearing_token(hearing, at), WORD_GREETING) ||
			(words > 0 && token_has(hearing_token(hearing, at), WORD_AND)))) {
		at++;
		words++;
	}
	while (at < hearing->to && is_end(hearing_token(hearing, at)))
		at++;
	hearing->from = at;
}

static size_t words_behind(const struct hearing *hearing, size_t at)
{
	size_t words = 0;

	for (; at < hearing->to; at++)
		words += hearing_token(hearing, at)->kind == TOKEN_WORD;
	return words;
}

static bool begins_line(const struct hearing *hearing, size_t at)
{
	return at == hearing->from || hearing_token(hearing, at - 1)->kind == TOKEN_LINE;
}

/* A line before begins with the same sign: a list's last item is no name. */
static bool is_listed(const struct hearing *hearing, size_t at)
{
	for (size_t i = hearing->from; i < at; i++)
		if (begins_line(hearing, i) && hearing_token(hearing, i)->kind == TOKEN_SIGN &&
			!strcmp(hearing_token(hearing, i)->folded,
				hearing_token(hearing, at)->folded))
			return true;
	return false;
}

/* A last line that is a name: "Anna", "/Anna Lind", "// Bo" */
static void trim_last_name(struct hearing *hearing)
{
	size_t at = hearing->to, words = 0;

	while (at > hearing->from && words <= 2) {
		const struct token *token = hearing_token(hearing, at - 1);
		if (token_is_name(token))
			words++;
		else
			break;
		at--;
	}
	if (words == 0 || words > 2)
		return;
	size_t signs = at;
	while (signs > hearing->from && token_is_sign(hearing_token(hearing, signs - 1), "/-"))
		signs--;
	if (signs < at && begins_line(hearing, signs) && is_listed(hearing, signs))
		return;
	if (signs < at && signs > hearing->from)
		hearing->to = signs;
	else if (at > hearing->from && begins_line(hearing, at))
		hearing->to = at;
}

static void trim_signs(struct hearing *hearing)
{
	while (hearing->to > hearing->from &&
		hearing_token(hearing, hearing->to - 1)->kind == TOKEN_LINE)
		hearing->to--;
}

void hearing_trim(struct hearing *hearing)
{
	trim_greeting(hearing);
	for (size_t at = hearing->from; at < hearing->to; at++) {
		if (!token_has(hearing_token(hearing, at), WORD_SIGN_OFF))
			continue;
		if ((begins_line(hearing, at) && at > hearing->from) ||
			words_behind(hearing, at) <= SIGN_OFF_WORDS_MOST) {
			hearing->to = at;
			break;
		}
	}
	trim_signs(hearing);
	trim_last_name(hearing);
	trim_signs(hearing);
}
