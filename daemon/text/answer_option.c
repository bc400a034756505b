/* SPDX-License-Identifier: MIT */
/*
 * The offers of a question as an answer may name them: by the day that a proposed time is on (its
 * date, its weekday, its day of the month, a week that holds it), and by words of their own, as far
 * as no other offer has them. Each offer's text is read once for a mail.
 */
#include "text/answer_rules.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/phrases.h"

#define STEM_LEAST 4 /* bytes that two words must share */
#define OPTION_TOKENS_MOST 60
#define NOON (12 * 60)

struct option {
	const struct tokens *tokens;
	struct dateword when; /* first is DAY_NONE where none is written */
};

void hearing_read_options(struct hearing *hearing)
{
	const struct question *question = hearing->question;
	const struct dictionary *dictionary = phrasebook_dictionary(hearing->book);

	if (!question->options)
		return;
	hearing->n_options =
		question->n_options < OPTIONS_MOST ? question->n_options : OPTIONS_MOST;
	hearing->options = arena_make_n(hearing->arena, struct option, hearing->n_options);
	for (size_t k = 0; k < hearing->n_options; k++) {
		const char *text = question->options[k] ? question->options[k] : "";
		struct option *option = &hearing->options[k];
		option->tokens = tokens_read(hearing->arena, dictionary, -1, NULL, text,
			strlen(text), OPTION_TOKENS_MOST, false);
		if (!dateword_find(hearing->book, NULL, text, strlen(text), 0, hearing->mail_day,
			    DATE_COMING, &option->when))
			option->when.first = DAY_NONE;
	}
}

/* Only "tisdag", only "den 9:e", or more. */
enum day_said { DAY_SAID, WEEKDAY_SAID, DATE_SAID };

static bool is_on(const struct dateword *own, const struct dateword *said, enum day_said how)
{
	if (own->first == DAY_NONE)
		return false;
	if (how == WEEKDAY_SAID)
		return day_weekday(own->first) == day_weekday(said->first);
	if (how == DATE_SAID)
		return civil_from_day(own->first).day_of_month ==
			civil_from_day(said->first).day_of_month;
	return own->first <= said->last && said->first <= own->last;
}

static uint32_t options_on(
	const struct hearing *hearing, const struct dateword *said, enum day_said how)
{
	uint32_t options = 0;

	for (size_t k = 0; k < hearing->n_options; k++)
		if (is_on(&hearing->options[k].when, said, how))
			options |= (uint32_t)1 << k;
	return options;
}

/* "Förmiddagar": the times before noon, unless that is all of them or none. */
static uint32_t options_in_part(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i);
	uint32_t options[2] = {0};

	for (size_t k = 0; k < hearing->n_options; k++)
		if (hearing->options[k].when.start_minute >= 0)
			options[hearing->options[k].when.start_minute >= NOON] |= (uint32_t)1 << k;
	if (!options[0] || !options[1])
		return 0;
	return token_has(token, WORD_AM) ? options[0] : token_has(token, WORD_PM) ? options[1] : 0;
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
		if (sign->kind == TOKEN_NUMBER && date_at(&reader, k, &behind) > 0 &&
			behind.first != DAY_NONE) {
			struct civil civil = civil_from_day(behind.first);
			ret_found->first = ret_found->last =
				day_from_civil(civil.year, civil.month, token->number);
			return ret_found->first != DAY_NONE;
		}
		if (sign->kind != TOKEN_NUMBER && !token_has(sign, WORD_AND) &&
			!token_has(sign, WORD_OR) && !token_is_sign(sign, ",&:") &&
			!token_has(sign, WORD_ORDINAL_END))
			return false;
	}
	return false;
}

static enum day_said how_said(const struct hearing *hearing, size_t i, size_t n)
{
	bool weekday = false, number = false;

	for (size_t k = i; k < i + n; k++) {
		const struct token *token = hearing_token(hearing, k);
		if (token_has(token, WORD_CLOCK))
			break;
		if (token_has(token, WORD_MONTH) || token_has(token, WORD_WEEK) ||
			token_has(token, WORD_NEXT) || token_is_sign(token, "/-"))
			return DAY_SAID;
		weekday = weekday || token_has(token, WORD_WEEKDAY);
		number = number || token->kind == TOKEN_NUMBER ||
			token_has(token, WORD_DATE_ORDINAL);
	}
	if (number)
		return DATE_SAID;
	return weekday ? WEEKDAY_SAID : DAY_SAID;
}

/* "Kan 16 och 25": days of the month, where no offer has such a number. */
static uint32_t options_of_number(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i);
	uint32_t options = 0;

	if (token->kind != TOKEN_NUMBER || token->digits > 2 ||
		token->number <= (int)hearing->n_options || number_is_of_time(hearing, i))
		return 0;
	for (size_t k = 0; k < hearing->n_options; k++) {
		day first = hearing->options[k].when.first;
		if (first != DAY_NONE && civil_from_day(first).day_of_month == token->number)
			options |= (uint32_t)1 << k;
	}
	return options & (options - 1) ? 0 : options;
}

struct mention mention_by_day(const struct hearing *hearing, size_t i)
{
	struct date_reader reader = {
		hearing->tokens->list.at, hearing->to, hearing->mail_day, DATE_COMING};
	struct dateword found;
	struct mention mention = {0};

	if (hearing->question->kind != ASK_DATES)
		return mention;
	size_t n = date_at(&reader, i, &found);
	if (n == 0 && (mention.options = options_in_part(hearing, i))) {
		mention.tokens = 1;
		return mention;
	}
	if (n > 0 && found.first == DAY_NONE)
		return mention;
	if (n == 0 && !shares_month(hearing, i, &found)) {
		mention.options = options_of_number(hearing, i);
		mention.tokens = mention.options != 0;
		return mention;
	}
	mention.tokens = n > 0 ? n : 1;
	const struct token *part = hearing_token(hearing, i + mention.tokens);
	mention.tokens += token_has(part, WORD_AM) || token_has(part, WORD_PM); /* "tisdag fm" */
	mention.options = options_on(hearing, &found, n > 0 ? how_said(hearing, i, n) : DAY_SAID);
	mention.foreign = mention.options == 0;
	if (mention.foreign &&
		token_has(hearing_token(hearing, i + mention.tokens - 1), WORD_ORDINAL))
		return (struct mention){0}; /* "den andra" of them */
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
	size_t least = n_a < n_b ? n_a : n_b, most = n_a < n_b ? n_b : n_a;
	/* "map" and "mapping", "rutin" and "rutinerna" */
	return (same >= STEM_LEAST && same + 2 >= least) ||
		(same >= 3 && same == least && most <= least + 4);
}

static bool option_has(const struct option *option, const char *word)
{
	list_each (token, &option->tokens->list)
		if (token->kind == TOKEN_WORD && !token_has(token, WORD_FILLER) &&
			is_kin(token->folded, word))
			return true;
	return false;
}

/* The token may be a phrase ("the workshop"): each of its words counts. */
uint32_t options_with_word(const struct hearing *hearing, const struct token *token)
{
	uint32_t options = 0;

	if (hearing->n_options == 0)
		return 0;
	char *words = utf8_fold_in(
		hearing->arena, hearing->text + token->start, token->end - token->start);
	for (char *word; (word = strsep(&words, " "));)
		for (size_t k = 0; k < hearing->n_options; k++)
			if (option_has(&hearing->options[k], word))
				options |= (uint32_t)1 << k;
	return options;
}

struct mention mention_by_own_words(const struct hearing *hearing, size_t i)
{
	const struct token *token = hearing_token(hearing, i);
	struct mention mention = {.by_words = true};

	if (hearing->question->kind == ASK_DATES || token->kind != TOKEN_WORD ||
		token_has(token, WORD_FILLER) || token_has(token, WORD_SELF) ||
		token_has(token, WORD_ATTEND) || token->end - token->start < 3)
		return mention;
	mention.options = options_with_word(hearing, token);
	/* one offer's alone */
	mention.tokens = mention.options && !(mention.options & (mention.options - 1));
	return mention;
}
