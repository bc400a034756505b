/* SPDX-License-Identifier: MIT */
/*
 * The longest phrase of a language at a token. Small words may stand between a verb and what
 * belongs to it ("ställer inte upp", "ser jag fram emot"): what they mean is added to what the
 * phrase means. Two at most, so that only a handful of ways are tried at each token.
 *
 * What a reading has no use for is as good as unknown, so that an agenda's phrase never hides a
 * "not" from a yes or no.
 */
#include "text/tokens.h"

#include <string.h>

#define PHRASE_BYTES_MOST 160
#define GAPS_MOST 2

struct search {
	const struct tokens *tokens;
	const struct dictionary *dictionary;
	const struct word_mask *ignored;
	int language;
};

/* Endings belong to the text's own language: in another, "Jon" would have one. */
static bool find(
	const struct search *search, const char *text, size_t bytes, struct word_sense *ret_sense)
{
	if (search->language == search->tokens->language)
		return dictionary_find_by_ending(
			search->dictionary, search->language, text, bytes, ret_sense);
	const struct word_sense *listed =
		dictionary_find(search->dictionary, search->language, text, bytes);
	if (listed)
		*ret_sense = *listed;
	return listed != NULL;
}

/* What is left of a sense without the ignored classes; false where nothing is. */
static bool is_wanted(
	const struct search *search, const struct word_sense *sense, struct word_sense *ret_sense)
{
	*ret_sense = *sense;
	for (size_t i = 0; search->ignored && i < WORD_SENSE_WORDS; i++)
		ret_sense->bits[i] &= ~search->ignored->bits[i];
	return sense_is_known(ret_sense);
}

struct phrase {
	char text[PHRASE_BYTES_MOST];
	size_t bytes;
};

static bool phrase_append(struct phrase *phrase, const char *word)
{
	size_t n = strlen(word);

	if (phrase->bytes + n + 1 > sizeof(phrase->text))
		return false;
	if (phrase->bytes > 0)
		phrase->text[phrase->bytes++] = ' ';
	memcpy(phrase->text + phrase->bytes, word, n);
	phrase->bytes += n;
	return true;
}

/* What "inte", "gärna", "tyvärr", "nog" mean between a phrase's words ("ställer inte upp"); false
 * for all other words. */
static bool may_stand_between(
	const struct search *search, const char *word, struct word_sense *between)
{
	static const enum word_class classes[] = {
		WORD_NOT, WORD_WOULD, WORD_REGRET, WORD_LIKELY, WORD_WEAKLY, WORD_MAYBE, WORD_SELF};
	struct word_sense sense;
	bool may = false;

	if (!find(search, word, strlen(word), &sense))
		return false;
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (sense_has(&sense, classes[i])) {
			between->bits[classes[i] / 64] |= (uint64_t)1 << (classes[i] % 64);
			may = true;
		}
	return may;
}

/* Only what somebody does can be taken apart so: "säger inte ja" is no "säger ja". */
static bool is_verb_phrase(const struct word_sense *sense)
{
	static const enum word_class verbs[] = {WORD_ATTEND, WORD_ABLE, WORD_DECLINE, WORD_BUSY,
		WORD_NEUTRAL, WORD_MAYBE, WORD_RECEIVED, WORD_WANT, WORD_GOOD, WORD_DONE, WORD_STAY,
		WORD_STUCK};

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (sense_has(sense, verbs[i]))
			return true;
	return false;
}

static bool may_go_on(const struct token *token)
{
	return token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER ||
		(token->kind == TOKEN_SIGN && token->joined);
}

/* One try at a phrase: its words so far, and what stood between them. */
struct attempt {
	struct phrase phrase;
	struct word_sense between;
	size_t gaps;
};

static void note_phrase(const struct search *search, const struct attempt *attempt,
	const struct token *first, size_t tokens, struct phrase_found *found)
{
	struct word_sense sense, wanted;
	/* "8.45-1 pm" is no "-1" */
	bool goes_on = first->kind == TOKEN_SIGN && first->joined;

	if (tokens <= found->tokens || (tokens > 1 && goes_on) ||
		!find(search, attempt->phrase.text, attempt->phrase.bytes, &sense) ||
		!is_wanted(search, &sense, &wanted) ||
		(attempt->gaps > 0 && !is_verb_phrase(&wanted)))
		return;
	for (size_t i = 0; i < WORD_SENSE_WORDS; i++)
		wanted.bits[i] |= attempt->between.bits[i];
	*found = (struct phrase_found){tokens, wanted, sense_has(&attempt->between, WORD_SELF)};
}

/* Goes on with token k, as the phrase's next word or between two of them; two gaps at most, so that
 * only a handful of ways are tried. */
static void try_phrases(const struct search *search, size_t i, size_t k, struct attempt attempt,
	struct phrase_found *found)
{
	const struct tokens *tokens = search->tokens;

	if (k >= tokens->list.n || (k > i && !may_go_on(&tokens->list.at[k])))
		return;
	const char *word = tokens->list.at[k].folded;
	struct attempt longer = attempt;
	if (phrase_append(&longer.phrase, word)) {
		note_phrase(search, &longer, &tokens->list.at[i], k - i + 1, found);
		if (dictionary_has_prefix(search->dictionary, search->language, longer.phrase.text,
			    longer.phrase.bytes))
			try_phrases(search, i, k + 1, longer, found);
	}
	if (k > i && attempt.gaps < GAPS_MOST &&
		may_stand_between(search, word, &attempt.between)) {
		attempt.gaps++;
		try_phrases(search, i, k + 1, attempt, found);
	}
}

struct phrase_found tokens_phrase_at(const struct tokens *tokens,
	const struct dictionary *dictionary, const struct word_mask *ignored, size_t i,
	int language)
{
	const struct search search = {tokens, dictionary, ignored, language};
	struct attempt attempt = {.gaps = 0};
	struct phrase_found found = {.tokens = 0};

	try_phrases(&search, i, i, attempt, &found);
	return found;
}

bool tokens_is_wanted(const struct word_mask *ignored, const struct word_sense *sense,
	struct word_sense *ret_sense)
{
	const struct search search = {.ignored = ignored};

	return is_wanted(&search, sense, ret_sense);
}
