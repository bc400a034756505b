/* SPDX-License-Identifier: MIT */
/*
 * The text as clauses, the pieces within which a "not" or an "if" holds. They end at signs and line
 * ends, before "but", before an "and" behind which somebody acts anew, and, in speech written down
 * without signs, before a subject that follows a finished predicate ("jag kommer på tisdag | jag
 * jobbar kväll").
 *
 * Greeting and sign-off are cut off first: names in them are nobody who comes along.
 */
#include "text/answer_rules.h"

#include <string.h>

#define NAME_WORDS_MOST 4
#define SIGN_OFF_WORDS_MOST 5

bool token_is_name(const struct token *token)
{
	return token->kind == TOKEN_WORD && token->capital &&
		(!sense_is_known(&token->sense) || token->guessed);
}

bool token_is_of(const struct token *token, const enum word_class classes[], size_t n)
{
	for (size_t i = 0; i < n && classes[i]; i++)
		if (token_has(token, classes[i]))
			return true;
	return false;
}

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

/* "Hej Eva!", "Hi all,": the greeting and up to four words with the sign behind them. */
static void trim_greeting(struct hearing *hearing)
{
	size_t at = hearing->from, words = 0;

	while (hearing_token(hearing, at)->kind == TOKEN_LINE && at < hearing->to)
		at++;
	hearing->from = at;
	if (!token_has(hearing_token(hearing, at), WORD_GREETING))
		return;
	at++;
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

bool token_is_predicate(const struct hearing *hearing, const struct token *token)
{
	const struct polar_words *words = hearing->words;

	return token_has(token, WORD_ABLE) || token_is_of(token, words->agree, 4) ||
		token_is_of(token, words->refuse, 5) || token_is_of(token, words->soft_refuse, 3);
}

static bool is_word_of_answer(const struct token *token)
{
	return token_has(token, WORD_YES) || token_has(token, WORD_NO) || token_has(token, WORD_OK);
}

/* A sign that stands inside a number or behind an abbreviation ends nothing. */
static bool is_sign_within(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i),
			   *next = hearing_token(hearing, i + 1);

	if (i == hearing->from || !token->joined)
		return false;
	const struct token *before = hearing_token(hearing, i - 1);
	if (token_is_sign(token, ".") && token_has(before, WORD_ABBREVIATION))
		return true;
	return token_is_sign(token, ".:/-") && before->kind == TOKEN_NUMBER && next->joined;
}

static bool ends_clause(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i);

	if (token->kind == TOKEN_LINE)
		return true;
	if (is_sign_within(hearing, i))
		return false;
	if (token_is_sign(token, "-"))
		return !token->joined && !hearing_token(hearing, i + 1)->joined;
	return token_is_sign(token, ".!?,;:()") ||
		(token->kind == TOKEN_SIGN && !strcmp(token->folded, "\xe2\x80\xa6"));
}

static bool is_subject(const struct token *token)
{
	return token_has(token, WORD_SELF) || token_has(token, WORD_OTHER) ||
		token_has(token, WORD_YOU) || token_is_name(token);
}

/* Behind the "and" at i somebody acts anew, rather than one more name being told. */
static bool acts_behind(const struct hearing *hearing, size_t i)
{
	for (size_t k = i + 1; k < i + 5 && k < hearing->to; k++) {
		const struct token *token = hearing_token(hearing, k);
		if (ends_clause(hearing, k))
			return false;
		if (token_is_predicate(hearing, token) || token_has(token, WORD_NOT) ||
			is_word_of_answer(token) || token_has(token, WORD_MAYBE))
			return true;
	}
	return false;
}

struct split {
	struct hearing *hearing;
	struct clause *open; /* NULL between clauses */
	bool acted; /* the open clause has its predicate */
	bool has_subject;
	bool conditional;
	bool only_words; /* nothing but "ja", "nej", "ok" so far */
	bool but; /* the next clause begins behind a "but" */
	bool split_words;
};

static void close_clause(struct split *split, size_t to)
{
	if (!split->open)
		return;
	split->open->to = to;
	split->open->end = hearing_token(split->hearing, to - 1)->end;
	split->open = NULL;
}

static void open_clause(struct split *split, size_t from)
{
	struct hearing *hearing = split->hearing;

	split->open = arena_push(hearing->arena, &hearing->clauses);
	split->open->from = from;
	split->open->start = hearing_token(hearing, from)->start;
	split->open->after_but = split->but;
	split->open->begins_sentence =
		hearing->clauses.n < 2 || hearing->clauses.at[hearing->clauses.n - 2].ends_sentence;
	split->but = false;
	split->acted = false;
	split->has_subject = false;
	split->conditional = false;
	split->only_words = true;
}

/* A new clause begins at token i although no sign says so. */
static bool begins_anew(const struct split *split, size_t i)
{
	const struct hearing *hearing = split->hearing;
	const struct token *token = hearing_token(hearing, i),
			   *before = hearing_token(hearing, i - 1);

	/* "absolut inte" stays together */
	bool last_not =
		token_has(token, WORD_NOT) && (i + 1 >= hearing->to || ends_clause(hearing, i + 1));
	if (split->split_words && split->only_words && !is_word_of_answer(token) && !last_not)
		return true;
	if (token_has(token, WORD_CORRECTION) && !token_has(before, WORD_NOT) &&
		!is_word_of_answer(before)) /* "ja eller nej" is none */
		return true;
	if (token_has(token, WORD_AND))
		return split->acted && acts_behind(hearing, i);
	if (!split->acted || split->conditional || !is_subject(token) ||
		token_has(before, WORD_AND) || token_has(before, WORD_WITH))
		return false;
	const struct token *next = hearing_token(hearing, i + 1);
	/* "kommer jag" is one clause; "jag kan inte komma | jag är bortrest" has its subject
	 * already */
	return token_has(token, WORD_SELF) &&
		(split->has_subject || !token_is_predicate(hearing, before)) &&
		!token_has(before, WORD_THAT) && !token_has(before, WORD_IF) &&
		!token_has(before, WORD_IF_PERHAPS) && !token_has(before, WORD_MAYBE) &&
		!token_has(before, WORD_NOT) && !token_has(before, WORD_INSTEAD) &&
		next->kind == TOKEN_WORD;
}

void hearing_split(struct hearing *hearing, bool split_words)
{
	struct split split = {.hearing = hearing, .split_words = split_words};

	hearing->clauses.n = 0;
	for (size_t i = hearing->from; i < hearing->to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (ends_clause(hearing, i)) {
			if (hearing->clauses.n > 0 && !token_is_sign(token, ",:()-")) {
				struct clause *last = &hearing->clauses.at[hearing->clauses.n - 1];
				last->ends_sentence = true;
				last->asks = last->asks || token_is_sign(token, "?");
			}
			close_clause(&split, i);
			continue;
		}
		if (token_has(token, WORD_BUT) &&
			!(split.open && token_has(hearing_token(hearing, i - 1), WORD_NOT))) {
			close_clause(&split, i);
			split.but = true;
			continue;
		}
		if (split.open && begins_anew(&split, i))
			close_clause(&split, i);
		if (!split.open)
			open_clause(&split, i);
		split.acted = split.acted || token_is_predicate(hearing, token);
		split.has_subject = split.has_subject || is_subject(token);
		split.conditional = split.conditional || token_has(token, WORD_IF) ||
			token_has(token, WORD_IF_PERHAPS);
		split.only_words = split.only_words && is_word_of_answer(token);
	}
	close_clause(&split, hearing->to);
}
