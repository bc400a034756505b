/* SPDX-License-Identifier: MIT */
/*
 * Which offers a word speaks of: by number ("1", "nr 2", "tvåan", "1-3"), by letter ("A"), by all
 * or both, by the day of a proposed time, or by the offer's own words, as far as no other offer has
 * them. A number that counts something ("2 timmar", "kl 9") is no offer's.
 */
#include "text/answer_rules.h"

#include <string.h>

#include "base/arena.h"
#include "text/phrases.h"

#define SHORT_ANSWER 4 /* words */

static uint32_t bit(int option)
{
	return (uint32_t)1 << (option - 1);
}

static uint32_t all_of(const struct question *question)
{
	return question->n_options >= 32 ? UINT32_MAX : ((uint32_t)1 << question->n_options) - 1;
}

bool number_is_of_time(const struct hearing *hearing, size_t i)
{
	const struct token *before = hearing_token(hearing, i - (i > 0)),
			   *next = hearing_token(hearing, i + 1);
	const struct token *after = hearing_token(hearing, i + 2);

	if (i > hearing->from &&
		(token_has(before, WORD_CLOCK) || token_has(before, WORD_WEEK) ||
			token_has(before, WORD_MONTH)))
		return true;
	if (token_has(next, WORD_HOURS) || token_has(next, WORD_MONTH) ||
		token_has(next, WORD_DAY_UNIT) || token_has(next, WORD_WEEK_UNIT) ||
		token_has(next, WORD_MONTH_UNIT) || token_has(next, WORD_PM) ||
		token_has(next, WORD_AM) || token_has(next, WORD_COLLEAGUE))
		return true;
	return token_is_sign(next, ":./") && next->joined && after->joined &&
		after->kind == TOKEN_NUMBER;
}

/* "3 som är intresserade", "2 kollegor": a word that is no offer's goes on from the number. */
static bool counts_something(const struct hearing *hearing, size_t i)
{
	const struct token *next = hearing_token(hearing, i + 1);

	if (next->kind != TOKEN_WORD || next->joined)
		return false;
	if (sense_is_known(&next->sense))
		return token_has(next, WORD_THAT) || token_has(next, WORD_COUNTED) ||
			token_has(next, WORD_COLLEAGUE);
	return !next->capital && !options_with_word(hearing, next);
}

/* "Vi är 3": so many people. */
static bool is_headcount(const struct hearing *hearing, size_t i)
{
	size_t at = hearing->from;

	if (!token_has(hearing_token(hearing, at), WORD_SELF) ||
		token_is_predicate(hearing, hearing_token(hearing, at)))
		return false;
	at += at + 1 < i && token_has(hearing_token(hearing, at + 1), WORD_FILLER) &&
		!token_has(hearing_token(hearing, at + 1), WORD_DATE_FILLER);
	return at + 1 == i;
}

/* "2", "nr 2", "1-3"; a number over the last offer's is foreign. */
static struct mention by_number(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i), *to = hearing_token(hearing, i + 2);
	int n = (int)hearing->question->n_options;
	struct mention mention = {.tokens = 1};

	if (token->kind != TOKEN_NUMBER || token->digits > 2 || number_is_of_time(hearing, i) ||
		counts_something(hearing, i))
		return (struct mention){0};
	if (token->number < 1 || token->number > n) {
		mention.foreign = true;
		return mention;
	}
	if (is_headcount(hearing, i)) {
		mention.foreign = true;
		return mention;
	}
	mention.options = bit(token->number);
	const struct token *sign = hearing_token(hearing, i + 1);
	if ((token_is_sign(sign, "-") || token_has(sign, WORD_TO)) && to->kind == TOKEN_NUMBER &&
		to->number <= n && to->number > token->number &&
		!number_is_of_time(hearing, i + 2)) {
		for (int k = token->number + 1; k <= to->number; k++)
			mention.options |= bit(k);
		mention.tokens = 3;
	} else if (token_is_sign(sign, ":") && token_has(to, WORD_ORDINAL_END)) {
		mention.tokens = 3;
	} else if (token_has(sign, WORD_ORDINAL_END) && sign->joined) {
		mention.tokens = 2;
	}
	return mention;
}

static size_t count_words(const struct hearing *hearing)
{
	size_t words = 0;

	for (size_t i = hearing->from; i < hearing->to; i++)
		words += hearing_token(hearing, i)->kind == TOKEN_WORD;
	return words;
}

/* A single letter; small ones, and those that are words, only where little else is said. */
static struct mention by_letter(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i),
			   *next = hearing_token(hearing, i + 1);
	const char *raw = hearing->text + token->start;

	if (token->kind != TOKEN_WORD || token->end - token->start != 1 || token->folded[0] < 'a' ||
		token->folded[0] >= 'a' + (int)hearing->question->n_options)
		return (struct mention){0};
	bool capital = raw[0] >= 'A' && raw[0] <= 'Z';
	bool ends = next->kind != TOKEN_WORD || token_has(next, WORD_AND) ||
		token_has(next, WORD_OR) || token_has(next, WORD_BUT) ||
		token_has(next, WORD_THANKS) || token_has(next, WORD_NOT) ||
		token_has(next, WORD_YES) || token_has(next, WORD_NO) ||
		token_has(next, WORD_EXCEPT) || token_has(next, WORD_ELSE);
	bool word = sense_is_known(&token->sense);
	if ((!capital && count_words(hearing) > SHORT_ANSWER) || (word && !ends) ||
		(!ends && !token_has(next, WORD_ATTEND) && !token_has(next, WORD_GOOD)))
		return (struct mention){0};
	return (struct mention){.options = bit(token->folded[0] - 'a' + 1), .tokens = 1};
}

/* "allt" is a small word too: it means all offers where nothing else is said but what is left out.
 */
static bool stands_by_itself(const struct hearing *hearing, size_t i)
{
	const struct token *next = hearing_token(hearing, i + 1);

	if (token_has(next, WORD_EXCEPT))
		return true;
	for (size_t k = hearing->from; k < hearing->to; k++) {
		const struct token *token = hearing_token(hearing, k);
		if (k != i && token->kind == TOKEN_WORD && !token_has(token, WORD_YES) &&
			!token_has(token, WORD_TO) && !token_has(token, WORD_WANT))
			return false;
	}
	return true;
}

/* "spelar ingen roll" takes all, but not beside offers that are named ("1 eller 4, spelar ingen
 * roll"). */
static bool is_indifferent_to_named(const struct hearing *hearing, size_t i)
{
	if (!token_has(hearing_token(hearing, i), WORD_MAYBE))
		return false;
	for (size_t k = hearing->from; k < hearing->to; k++)
		if (k != i &&
			(by_number(hearing, k).tokens || by_letter(hearing, k).tokens ||
				mention_by_day(hearing, k).tokens ||
				mention_by_own_words(hearing, k).tokens))
			return true;
	return false;
}

/* "de tre första", "the last two" in Swedish order; how many, 0 for no such words. */
static int first_of_all(const struct hearing *hearing, size_t i)
{
	const struct token *count = hearing_token(hearing, i),
			   *which = hearing_token(hearing, i + 1);
	int many = token_has(count, WORD_NUMBER) ? count->sense.value[WORD_NUMBER] : 0;
	bool first = token_has(which, WORD_ORDINAL) && which->sense.value[WORD_ORDINAL] == 1;

	if (many < 2 || many > (int)hearing->question->n_options)
		return 0;
	return first || token_has(which, WORD_LAST) ? many : 0;
}

static struct mention by_word(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i);
	int n = (int)hearing->question->n_options;
	struct mention mention = {.tokens = 1};

	if (token_has(token, WORD_ALL) && !is_indifferent_to_named(hearing, i) &&
		(!token_has(token, WORD_FILLER) || stands_by_itself(hearing, i))) {
		mention.options = all_of(hearing->question);
	} else if (token_has(token, WORD_BOTH) && n == 2) {
		mention.options = 3;
	} else if (first_of_all(hearing, i) > 0) {
		int many = first_of_all(hearing, i);
		bool last = token_has(hearing_token(hearing, i + 1), WORD_LAST);
		for (int k = 1; k <= many; k++)
			mention.options |= bit(last ? n + 1 - k : k);
		mention.tokens = 2;
	} else if (token_has(token, WORD_LAST)) {
		mention.options = bit(n);
	} else if (token_has(token, WORD_ORDINAL)) {
		int number = token->sense.value[WORD_ORDINAL];
		mention.foreign = number < 1 || number > n;
		mention.options = mention.foreign ? 0 : bit(number);
	} else if (token_has(token, WORD_NUMBER) && token->kind == TOKEN_WORD &&
		count_words(hearing) <= 3 && token->sense.value[WORD_NUMBER] <= n &&
		(token->sense.value[WORD_NUMBER] > 1 ||
			token_has(hearing_token(hearing, i - (i > 0)), WORD_OPTION) ||
			token_has(hearing_token(hearing, i + 1), WORD_AND)) &&
		!number_is_of_time(hearing, i)) {
		mention.options = bit(token->sense.value[WORD_NUMBER]);
	} else {
		mention.tokens = 0;
	}
	return mention;
}

struct mention mention_at(const struct hearing *hearing, size_t i)
{
	struct mention mention = mention_by_day(hearing, i);

	if (mention.tokens == 0)
		mention = by_number(hearing, i);
	if (mention.tokens == 0)
		mention = by_letter(hearing, i);
	if (mention.tokens == 0)
		mention = by_word(hearing, i);
	if (mention.tokens == 0)
		mention = mention_by_own_words(hearing, i);
	return mention;
}

/* "1 och 3, inte 2": all of it is the choice itself, nothing beside it. A preference is something
 * beside it. */
void clause_note_plain_choice(const struct hearing *hearing, struct clause *clause)
{
	static const enum word_class own[] = {WORD_AND, WORD_OR, WORD_NOT, WORD_YES, WORD_NO,
		WORD_OK, WORD_FILLER, WORD_OPTION, WORD_EXCEPT, WORD_NONE, WORD_TICK, WORD_ATTEND,
		WORD_SELF, WORD_WANT, WORD_WOULD, WORD_THANKS, WORD_ABLE, WORD_TO};

	if (clause->condition || clause->asks)
		return;
	for (size_t i = clause->from; i < clause->to;) {
		struct mention mention = mention_at(hearing, i);
		const struct token *token = hearing_token(hearing, i);
		if (mention.tokens == 0 && token->kind != TOKEN_SIGN &&
			(!token_is_of(token, own, sizeof(own) / sizeof(own[0])) ||
				token_has(token, WORD_PREFER)))
			return;
		i += mention.tokens ? mention.tokens : 1;
	}
	clause->plain = true;
}
