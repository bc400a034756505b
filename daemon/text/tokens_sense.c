/* SPDX-License-Identifier: MIT */
/*
 * The second pass over tokens: the language is the one that knows most of the words; then the
 * longest phrase that some language knows takes its words' place, the text's own language first
 * between phrases of the same length. What a reading has no use for is left unknown, so that an
 * agenda's phrase never hides a "not" from a yes or no.
 *
 * A slip of the finger is overlooked only for a word that no language knows, never in its last
 * letter (endings carry meaning), and not for a name inside a sentence.
 */
#include "text/tokens.h"

#include <string.h>

#define GUESSES_MOST 40 /* each looks at the whole dictionary */
#define PHRASE_BYTES_MOST 160
#define GAPS_MOST 2 /* small words between those of a phrase */

struct looking {
	struct arena *arena;
	struct tokens *tokens;
	const struct dictionary *dictionary;
	const struct word_mask *ignored;
	size_t guesses_left;
};

static int language_of(
	const struct tokens *tokens, const struct dictionary *dictionary, int preferred)
{
	int best = preferred;
	size_t best_score = 0;

	for (int language = 0; language < (int)dictionary_languages(dictionary); language++) {
		size_t score = language == preferred;
		list_each (token, &tokens->list)
			if (token->kind == TOKEN_WORD &&
				dictionary_find(
					dictionary, language, token->folded, strlen(token->folded)))
				score += 2;
		if (score > best_score) {
			best = language;
			best_score = score;
		}
	}
	return best;
}

struct word_mask word_mask_but(const enum word_class wanted[], size_t n)
{
	static const enum word_class always[] = {WORD_MEETING, WORD_GROUP};
	struct word_mask mask = {0};

	for (unsigned class = WORD_DONE; class < WORD_CLASSES; class ++)
		mask.bits[class / 64] |= (uint64_t)1 << (class % 64);
	for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		mask.bits[always[i] / 64] &= ~((uint64_t)1 << (always[i] % 64));
	for (size_t i = 0; i < n; i++)
		mask.bits[wanted[i] / 64] &= ~((uint64_t)1 << (wanted[i] % 64));
	return mask;
}

/* What is left of a sense without the ignored classes; false where nothing is. */
static bool is_wanted(
	const struct looking *looking, const struct word_sense *sense, struct word_sense *ret_sense)
{
	*ret_sense = *sense;
	for (size_t i = 0; looking->ignored && i < WORD_SENSE_WORDS; i++)
		ret_sense->bits[i] &= ~looking->ignored->bits[i];
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
	const struct looking *looking, int language, const char *word, struct word_sense *between)
{
	static const enum word_class classes[] = {
		WORD_NOT, WORD_WOULD, WORD_REGRET, WORD_LIKELY, WORD_WEAKLY, WORD_MAYBE, WORD_SELF};
	const struct word_sense *sense =
		dictionary_find(looking->dictionary, language, word, strlen(word));
	bool may = false;

	for (size_t i = 0; sense && i < sizeof(classes) / sizeof(classes[0]); i++)
		if (sense_has(sense, classes[i])) {
			between->bits[classes[i] / 64] |= (uint64_t)1 << (classes[i] % 64);
			may = true;
		}
	return may;
}

/* Only what somebody does can be taken apart so: "säger inte ja" is no "säger ja". */
static bool is_verb_phrase(const struct word_sense *sense)
{
	static const enum word_class verbs[] = {WORD_ATTEND, WORD_ABLE, WORD_DECLINE, WORD_BUSY,
		WORD_NEUTRAL, WORD_MAYBE, WORD_YES, WORD_RECEIVED, WORD_WANT, WORD_GOOD, WORD_DONE,
		WORD_STAY, WORD_STUCK};

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

/* The longest phrase of a language that begins at token i: how many tokens it takes, 0 for none. */
static size_t phrase_at(
	const struct looking *looking, size_t i, int language, struct word_sense *ret_sense)
{
	const struct tokens *tokens = looking->tokens;
	size_t longest = dictionary_longest(looking->dictionary), found = 0, gaps = 0;
	struct word_sense between = {0};
	struct phrase phrase = {.bytes = 0};

	for (size_t k = i; k < tokens->list.n && k - i < longest + gaps; k++) {
		const struct token *token = &tokens->list.at[k];
		size_t before = phrase.bytes;
		if ((k > i && !may_go_on(token)) || !phrase_append(&phrase, token->folded))
			break;
		const struct word_sense *sense =
			dictionary_find(looking->dictionary, language, phrase.text, phrase.bytes);
		bool leads = dictionary_has_prefix(
			looking->dictionary, language, phrase.text, phrase.bytes);
		struct word_sense wanted;
		if (sense && is_wanted(looking, sense, &wanted) &&
			(gaps == 0 || is_verb_phrase(&wanted))) {
			*ret_sense = wanted;
			for (size_t b = 0; b < WORD_SENSE_WORDS; b++)
				ret_sense->bits[b] |= between.bits[b];
			found = k - i + 1;
		}
		if (leads)
			continue;
		if (sense || k == i || gaps == GAPS_MOST ||
			!may_stand_between(looking, language, token->folded, &between))
			break;
		gaps++;
		phrase.bytes = before;
	}
	return found;
}

static size_t longest_at(const struct looking *looking, size_t i, struct word_sense *ret_sense)
{
	int own = looking->tokens->language;
	size_t best = own < 0 ? 0 : phrase_at(looking, i, own, ret_sense);
	const char *word = looking->tokens->list.at[i].folded;

	/* A word of the text's own language is that, whatever it may be in another. */
	bool known = own >= 0 && dictionary_find(looking->dictionary, own, word, strlen(word));
	for (int language = 0; language < (int)dictionary_languages(looking->dictionary);
		language++) {
		struct word_sense sense;
		if (language == own || strlen(word) < 2)
			continue;
		size_t n = phrase_at(looking, i, language, &sense);
		if (n > best && !(known && n == 1)) {
			best = n;
			*ret_sense = sense;
		}
	}
	return best;
}

static bool is_any_word(const struct looking *looking, const char *word)
{
	for (int language = 0; language < (int)dictionary_languages(looking->dictionary);
		language++)
		if (dictionary_find(looking->dictionary, language, word, strlen(word)))
			return true;
	return false;
}

/* "jaaaa" → "ja", "neeej" → "nej": three or more of a letter stand for one. */
static const char *calm_in(struct arena *arena, const char *word)
{
	char *calm = arena_strdup(arena, word), *to = calm;

	for (const char *at = word; *at;) {
		size_t run = 1;
		while (at[run] == *at)
			run++;
		for (size_t i = 0; i < (run >= 3 ? 1 : run); i++)
			*to++ = *at;
		at += run;
	}
	*to = '\0';
	return calm;
}

/* A slip is set right before phrases are looked for: "komer inte ihåg" is one, "kommer inte" is
 * not. */
static void correct(struct looking *looking, struct token *token)
{
	const struct dictionary *dictionary = looking->dictionary;
	int language = looking->tokens->language;
	const char *calm = calm_in(looking->arena, token->folded), *meant = NULL;
	const struct word_sense *sense = NULL;
	struct word_sense wanted;
	size_t n = strlen(calm);

	if (language < 0 || is_any_word(looking, token->folded))
		return;
	if (strcmp(calm, token->folded) && (sense = dictionary_find(dictionary, language, calm, n)))
		meant = calm;
	if (!sense && n > 2 && calm[n - 1] == calm[n - 2] && /* "nejj" */
		(sense = dictionary_find(dictionary, language, calm, n - 1)))
		meant = arena_strndup(looking->arena, calm, n - 1);
	if (!sense && looking->guesses_left > 0) {
		looking->guesses_left--;
		struct word_guess guess;
		if (dictionary_guess(dictionary, language, calm, n, &guess)) {
			sense = guess.sense;
			meant = arena_strndup(looking->arena, guess.text, guess.bytes);
		}
	}
	if (!sense || !is_wanted(looking, sense, &wanted))
		return;
	token->guessed = true;
	token->folded = meant;
}

static bool begins_sentence(const struct tokens *tokens, size_t n)
{
	return n == 0 || tokens->list.at[n - 1].kind == TOKEN_LINE ||
		token_is_sign(&tokens->list.at[n - 1], ".!?");
}

static void correct_slips(struct looking *looking)
{
	struct tokens *tokens = looking->tokens;

	for (size_t i = 0; i < tokens->list.n;) {
		struct token *token = &tokens->list.at[i];
		struct word_sense sense;
		size_t n = token->kind == TOKEN_LINE ? 0 : longest_at(looking, i, &sense);
		if (n == 0 && token->kind == TOKEN_WORD &&
			(!token->capital || begins_sentence(tokens, i)))
			correct(looking, token);
		i += n > 0 ? n : 1;
	}
}

void tokens_give_sense(struct arena *arena, struct tokens *tokens,
	const struct dictionary *dictionary, const struct word_mask *ignored, bool guesses)
{
	struct looking looking = {arena, tokens, dictionary, ignored, guesses ? GUESSES_MOST : 0};
	size_t to = 0;

	tokens->language = language_of(tokens, dictionary, tokens->language);
	if (guesses)
		correct_slips(&looking);
	for (size_t i = 0; i < tokens->list.n;) {
		struct token token = tokens->list.at[i];
		struct word_sense sense;
		size_t n = token.kind == TOKEN_LINE ? 0 : longest_at(&looking, i, &sense);
		if (n > 0) {
			token.sense = sense;
			token.end = tokens->list.at[i + n - 1].end;
		}
		token.known = n > 0 || token.guessed || is_any_word(&looking, token.folded);
		if (n > 1) {
			token.kind = TOKEN_WORD;
			token.guessed = false;
		}
		tokens->list.at[to++] = token;
		i += n > 0 ? n : 1;
	}
	tokens->list.n = to;
}
