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
#define STEM_LEAST 4 /* letters that two words must share */

static uint32_t bit(int option)
{
	return (uint32_t)1 << (option - 1);
}

static uint32_t all_of(const struct question *question)
{
	return question->n_options >= 32 ? UINT32_MAX : ((uint32_t)1 << question->n_options) - 1;
}

static bool is_time_like(const struct hearing *hearing, size_t i)
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

/* "2", "nr 2", "1-3"; a number over the last offer's is foreign. */
static struct mention by_number(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i), *to = hearing_token(hearing, i + 2);
	int n = (int)hearing->question->n_options;
	struct mention mention = {.tokens = 1};

	if (token->kind != TOKEN_NUMBER || token->digits > 2 || is_time_like(hearing, i))
		return (struct mention){0};
	if (token->number < 1 || token->number > n) {
		mention.foreign = true;
		return mention;
	}
	mention.options = bit(token->number);
	const struct token *sign = hearing_token(hearing, i + 1);
	if ((token_is_sign(sign, "-") || token_has(sign, WORD_TO)) && to->kind == TOKEN_NUMBER &&
		to->number <= n && to->number > token->number && !is_time_like(hearing, i + 2)) {
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
		token_has(next, WORD_NOT) || token_has(next, WORD_YES) ||
		token_has(next, WORD_NO) || token_has(next, WORD_EXCEPT) ||
		token_has(next, WORD_ELSE);
	bool word = sense_is_known(&token->sense);
	if ((!capital && count_words(hearing) > SHORT_ANSWER) || (word && !ends) ||
		(!ends && !token_has(next, WORD_ATTEND) && !token_has(next, WORD_GOOD)))
		return (struct mention){0};
	return (struct mention){.options = bit(token->folded[0] - 'a' + 1), .tokens = 1};
}

static struct mention by_word(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i);
	int n = (int)hearing->question->n_options;
	struct mention mention = {.tokens = 1};

	if (token_has(token, WORD_ALL)) {
		mention.options = all_of(hearing->question);
	} else if (token_has(token, WORD_BOTH) && n == 2) {
		mention.options = 3;
	} else if (token_has(token, WORD_LAST)) {
		mention.options = bit(n);
	} else if (token_has(token, WORD_ORDINAL)) {
		int number = token->sense.value[WORD_ORDINAL];
		mention.foreign = number < 1 || number > n;
		mention.options = mention.foreign ? 0 : bit(number);
	} else if (token_has(token, WORD_NUMBER) && token->kind == TOKEN_WORD &&
		count_words(hearing) <= 3 && token->sense.value[WORD_NUMBER] <= n &&
		token->sense.value[WORD_NUMBER] > 1 && !is_time_like(hearing, i)) {
		mention.options = bit(token->sense.value[WORD_NUMBER]);
	} else {
		mention.tokens = 0;
	}
	return mention;
}

/* The day (or span) that option k proposes. */
static bool option_day(const struct hearing *hearing, size_t k, struct dateword *ret_found)
{
	const struct question *question = hearing->question;

	return question->options && question->options[k] &&
		dateword_find(hearing->book, NULL, question->options[k],
			strlen(question->options[k]), 0, hearing->mail_day, DATE_COMING,
			ret_found) &&
		ret_found->first != DAY_NONE;
}

/* Options whose day lies in the span; for a bare weekday, whose weekday it is. */
static uint32_t options_on(const struct hearing *hearing, const struct dateword *found, int weekday)
{
	uint32_t options = 0;

	for (size_t k = 0; k < hearing->question->n_options && k < OPTIONS_MOST; k++) {
		struct dateword own;
		if (!option_day(hearing, k, &own))
			continue;
		if ((weekday && day_weekday(own.first) == weekday) ||
			(!weekday && own.first <= found->last && found->first <= own.last))
			options |= bit((int)k + 1);
	}
	return options;
}

/* "16 och 24 mars": the first number is a day of the month that stands behind the second. */
static bool shares_month(const struct hearing *hearing, size_t i, struct dateword *ret_found)
{
	struct date_reader reader = {
		hearing->tokens->list.at, hearing->to, hearing->mail_day, DATE_COMING};
	const struct token *token = hearing_token(hearing, i);
	struct dateword behind;

	if (token->kind != TOKEN_NUMBER || token->number < 1 || token->number > 31)
		return false;
	for (size_t k = i + 1; k + 1 < hearing->to && k < i + 10; k++) {
		const struct token *sign = hearing_token(hearing, k);
		if (token_has(sign, WORD_AND) || token_has(sign, WORD_OR) ||
			token_is_sign(sign, ",&:") || sign->kind == TOKEN_NUMBER ||
			token_has(sign, WORD_ORDINAL_END)) {
			if (sign->kind == TOKEN_NUMBER && date_at(&reader, k, &behind) > 0 &&
				behind.first != DAY_NONE) {
				struct civil civil = civil_from_day(behind.first);
				ret_found->first = ret_found->last =
					day_from_civil(civil.year, civil.month, token->number);
				return ret_found->first != DAY_NONE;
			}
			continue;
		}
		return false;
	}
	return false;
}

static struct mention by_day(const struct hearing *hearing, size_t i)
{
	struct date_reader reader = {
		hearing->tokens->list.at, hearing->to, hearing->mail_day, DATE_COMING};
	const struct token *token = hearing_token(hearing, i);
	struct dateword found;
	struct mention mention = {0};
	int weekday = 0;

	if (hearing->question->kind != ASK_DATES)
		return mention;
	size_t n = date_at(&reader, i, &found);
	if (n > 0 && found.first == DAY_NONE)
		return mention;
	if (n == 0 && !shares_month(hearing, i, &found))
		return mention;
	if (token_has(token, WORD_WEEKDAY) &&
		(n == 1 ||
			(n > 1 && found.start_minute >= 0 &&
				found.first ==
					date_of_weekday(
						&reader, token->sense.value[WORD_WEEKDAY]))))
		weekday = token->sense.value[WORD_WEEKDAY];
	mention.tokens = n > 0 ? n : 1;
	mention.options = options_on(hearing, &found, weekday);
	mention.foreign = mention.options == 0;
	return mention;
}

/* Two words are of one kin: equal, or alike but for an ending. */
static bool is_kin(const char *a, const char *b)
{
	size_t n_a = strlen(a), n_b = strlen(b), same = 0;

	while (same < n_a && same < n_b && a[same] == b[same])
		same++;
	if (n_a == n_b && same == n_a)
		return n_a >= 3;
	size_t least = n_a < n_b ? n_a : n_b;
	return same >= STEM_LEAST && same + 2 >= least;
}

static bool option_has(const struct hearing *hearing, size_t k, const char *word)
{
	const struct question *question = hearing->question;

	if (!question->options || !question->options[k])
		return false;
	struct tokens *tokens = tokens_read(hearing->arena, phrasebook_dictionary(hearing->book),
		-1, NULL, question->options[k], strlen(question->options[k]), 60, false);
	list_each (token, &tokens->list)
		if (token->kind == TOKEN_WORD && !token_has(token, WORD_FILLER) &&
			is_kin(token->folded, word))
			return true;
	return false;
}

static struct mention by_own_words(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i);
	struct mention mention = {.by_words = true};

	if (token->kind != TOKEN_WORD || token_has(token, WORD_FILLER) ||
		token_has(token, WORD_SELF) || token_has(token, WORD_ATTEND) ||
		token->end - token->start < 3)
		return mention;
	size_t end = hearing->question->n_options < OPTIONS_MOST ? hearing->question->n_options
								 : OPTIONS_MOST;
	for (size_t k = 0; k < end; k++)
		if (option_has(hearing, k, token->folded))
			mention.options |= bit((int)k + 1);
	bool one = mention.options && !(mention.options & (mention.options - 1));
	mention.tokens = one;
	return mention;
}

struct mention mention_at(const struct hearing *hearing, size_t i)
{
	struct mention mention = by_day(hearing, i);

	if (mention.tokens == 0)
		mention = by_number(hearing, i);
	if (mention.tokens == 0)
		mention = by_letter(hearing, i);
	if (mention.tokens == 0)
		mention = by_word(hearing, i);
	if (mention.tokens == 0 && hearing->question->kind != ASK_DATES)
		mention = by_own_words(hearing, i);
	return mention;
}
