/* SPDX-License-Identifier: MIT */
/*
 * The text as clauses, the pieces within which a "not" or an "if" holds. They end at signs and line
 * ends, before "but", before an "and" behind which somebody acts anew, and, in speech written down
 * without signs, before a subject that follows a finished predicate ("jag kommer på tisdag | jag
 * jobbar kväll").
 */
#include "text/answer_rules.h"

#include <string.h>

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
	if (token_has(token, WORD_ORDINAL_END) && before->kind == TOKEN_NUMBER && /* "10. mars" */
		next->kind == TOKEN_WORD && !next->capital)
		return true;
	return token_is_sign(token, ".:/-") && before->kind == TOKEN_NUMBER && next->joined;
}

/* "jag kommer punkt": speech turned into text. A "punkt" on an agenda is something else. */
static bool is_spoken_sign(const struct hearing *hearing, const struct token *token)
{
	return (token_has(token, WORD_SPOKEN) || token_has(token, WORD_SPOKEN_ASK)) &&
		hearing->question->kind != ASK_AGENDA;
}

static bool ends_clause(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i);

	if (token->kind == TOKEN_LINE || is_spoken_sign(hearing, token))
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
	/* "ser jag fram emot" is all of a predicate */
	if (token_has(token, WORD_SELF) && token->inverted)
		return false;
	return token_has(token, WORD_SELF) || token_has(token, WORD_OTHER) ||
		token_has(token, WORD_YOU) || token_is_name(token);
}

static bool is_subject_or_it(const struct token *token)
{
	return is_subject(token) || token_has(token, WORD_IT);
}

/* Behind the "and" at i somebody acts anew, rather than one more name being told. */
static bool acts_behind(const struct hearing *hearing, size_t i)
{
	for (size_t k = i + 1; k < i + 5 && k < hearing->to; k++) {
		const struct token *token = hearing_token(hearing, k);
		if (ends_clause(hearing, k))
			return false;
		if (token_is_predicate(hearing, token) || token_has(token, WORD_NOT) ||
			token_is_word_of_answer(token) || token_has(token, WORD_MAYBE))
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

/* "jaså redan den 9 | nä då kan jag inte": speech without signs. */
static bool begins_answer(const struct split *split, size_t i)
{
	const struct hearing *hearing = split->hearing;
	const struct token *token = hearing_token(hearing, i),
			   *before = hearing_token(hearing, i - 1),
			   *next = hearing_token(hearing, i + 1);

	return split->split_words && (token_has(token, WORD_YES) || token_has(token, WORD_NO)) &&
		!token_has(token, WORD_NOT) && !token_is_by_ear(hearing, i) &&
		!token_is_word_of_answer(before) && !token_has(before, WORD_STATES) &&
		!token_has(before, WORD_NOT) && !token_has(before, WORD_OR) &&
		!token_has(before, WORD_THAT) && !token_has(before, WORD_PREPOSITION) &&
		(is_subject_or_it(next) || token_has(next, WORD_ABLE) || token_has(next, WORD_SO) ||
			token_has(next, WORD_REGRET));
}

/* "1: ja 2: nej" */
static bool begins_numbered(const struct hearing *hearing, size_t i)
{
	const struct token *sign = hearing_token(hearing, i + 1);

	if (hearing->question->n_options < 2 || hearing_token(hearing, i)->kind != TOKEN_NUMBER)
		return false;
	/* "1 👍 2 👎" */
	if (sign->kind == TOKEN_EMOJI)
		return hearing_token(hearing, i - 1)->kind == TOKEN_EMOJI;
	return token_is_sign(sign, ":)") && sign->joined && !hearing_token(hearing, i + 2)->joined;
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
	bool answers = token_is_word_of_answer(token) && !token_is_by_ear(hearing, i);
	/* where one word is "no" and "not", as "ei" is, it belongs to what follows: "ei | en
	 * pääse", "ei sovi" */
	bool denies = token_has(before, WORD_NO) && token_has(before, WORD_NOT) &&
		!token_has(token, WORD_NOT);
	if (split->split_words && split->only_words && !answers && !last_not && !denies)
		return !token_is_by_ear(hearing, i - 1) && !token_is_leading_no(hearing, i - 1);
	if (token_has(token, WORD_CORRECTION) && !token_has(before, WORD_NOT) &&
		!token_is_word_of_answer(before)) /* "ja eller nej" is none */
		return true;
	if (token_has(token, WORD_AND))
		return split->acted &&
			(acts_behind(hearing, i) ||
				token_has(hearing_token(hearing, i + 1), WORD_WITH));
	/* "… | så det går inte"; but "kan jag så kommer jag" is one */
	const struct token *next = hearing_token(hearing, i + 1);
	if (token_has(token, WORD_SO) && is_subject_or_it(next))
		return !split->conditional && acts_behind(hearing, i);
	if (token_has(token, WORD_SO) && split->acted && !token_is_predicate(hearing, next) &&
		token_is_predicate(hearing, hearing_token(hearing, i + 2)) &&
		token_has(hearing_token(hearing, i + 3), WORD_SELF))
		return true; /* "… | så nu kommer jag" */
	if (token_has(token, WORD_SO) && token_is_word_of_answer(next))
		return true;
	if (token_has(token, WORD_BECAUSE)) /* "kan ej | pga krock" */
		return true;
	if (begins_answer(split, i) || begins_numbered(hearing, i))
		return true;
	if (!split->acted || split->conditional || !is_subject(token) ||
		token_has(before, WORD_AND) || token_has(before, WORD_WITH))
		return false;
	/* "kommer jag" is one clause; "jag kan inte komma | jag är bortrest" has its subject
	 * already */
	return token_has(token, WORD_SELF) && !token_has(token, WORD_OBJECT) &&
		(split->has_subject || !token_is_predicate(hearing, before)) &&
		!token_has(before, WORD_THAT) && !token_has(before, WORD_IF) &&
		!token_has(before, WORD_IF_PERHAPS) && !token_has(before, WORD_MAYBE) &&
		!token_has(before, WORD_INSTEAD) && next->kind == TOKEN_WORD &&
		(!token_has(before,
			 WORD_NOT) || /* "det går inte | jag har utbildning"; "inte jag heller" */
			hearing_token(hearing, i + 2)->kind == TOKEN_WORD);
}

/* "any but the Wednesday" */
bool token_is_exception(const struct hearing *hearing, size_t i)
{
	return token_has(hearing_token(hearing, i), WORD_BUT) && i > hearing->from &&
		hearing->question->n_options > 1 &&
		token_has(hearing_token(hearing, i - 1), WORD_ALL);
}

/* "utan" is a "but" only behind a "not" ("inte tisdag utan onsdag"), though not right behind it. */
static bool is_without(const struct split *split, size_t i)
{
	const struct hearing *hearing = split->hearing;

	if (!token_has(hearing_token(hearing, i), WORD_WITHOUT))
		return false;
	for (size_t k = split->open ? split->open->from : i; k + 1 < i; k++)
		if (token_has(hearing_token(hearing, k), WORD_NOT))
			return token_has(hearing_token(hearing, i - 1), WORD_NOT);
	return true;
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
				last->asks = last->asks || token_is_sign(token, "?") ||
					token_has(token, WORD_SPOKEN_ASK);
			}
			close_clause(&split, i);
			continue;
		}
		if (token_has(token, WORD_BUT) && !is_without(&split, i) &&
			!token_is_exception(hearing, i)) {
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
		split.only_words = split.only_words && token_is_word_of_answer(token);
	}
	close_clause(&split, hearing->to);
}
