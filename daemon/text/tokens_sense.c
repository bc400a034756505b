/* SPDX-License-Identifier: MIT */
/*
 * The second pass over tokens: the language is the one that knows most of the words; then the
 * longest phrase that some language knows takes its words' place, the text's own language first
 * between phrases of the same length.
 *
 * A slip of the finger is overlooked only for a word that no language knows, never in its last
 * letter (endings carry meaning), and not for a name inside a sentence.
 */
#include "text/tokens.h"

#include <string.h>

#define GUESSES_MOST 40 /* each looks at the whole dictionary */
#define TOKENS_SCORED 200 /* enough to know a language by */
/* What speaks for a language: */
enum { KNOWN = 4, KNOWN_BARE = 3, WHOLE = 2, PREFERRED = 2 };

struct looking {
	struct arena *arena;
	struct tokens *tokens;
	const struct dictionary *dictionary;
	const struct word_mask *ignored;
	size_t guesses_left;
	const char *vain[GUESSES_MOST]; /* words that no guess was found for */
	size_t n_vain;
};

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

static struct phrase_found phrase_at(const struct looking *looking, size_t i, int language)
{
	return tokens_phrase_at(
		looking->tokens, looking->dictionary, looking->ignored, i, language);
}

/* How much of the text a language knows: by words as they are listed, less by ones without their
 * diacritics, most by whole phrases. A single letter numbers an offer in any language. */
static size_t score_of(struct looking *looking, int language)
{
	const struct tokens *tokens = looking->tokens;
	size_t score = 0;

	looking->tokens->language = language;
	for (size_t i = 0; i < tokens->list.n && i < TOKENS_SCORED;) {
		const struct token *token = &tokens->list.at[i];
		struct phrase_found found = {.tokens = 0};
		if (token->kind == TOKEN_WORD)
			found = phrase_at(looking, i, language);
		for (size_t k = 0; k < found.tokens; k++)
			if (tokens->list.at[i + k].folded[0] && tokens->list.at[i + k].folded[1])
				score += found.sense.bare ? KNOWN_BARE : KNOWN;
		score += found.tokens > 1 && !found.sense.bare ? WHOLE : 0;
		i += found.tokens > 0 ? found.tokens : 1;
	}
	return score;
}

static int language_of(struct looking *looking, int preferred)
{
	int best = preferred;
	size_t best_score = 0;

	for (int language = 0; language < (int)dictionary_languages(looking->dictionary);
		language++) {
		size_t score =
			score_of(looking, language) + (language == preferred ? PREFERRED : 0);
		if (score > best_score) {
			best = language;
			best_score = score;
		}
	}
	return best;
}

static bool own_sense(const struct looking *looking, const char *word, struct word_sense *ret_sense)
{
	return looking->tokens->language >= 0 &&
		dictionary_find_by_ending(looking->dictionary, looking->tokens->language, word,
			strlen(word), ret_sense);
}

/* Words that the text's own language has are that, whatever they may be in another. */
static bool is_all_own(const struct looking *looking, size_t i, size_t n)
{
	struct word_sense sense;

	for (size_t k = i; k < i + n; k++)
		if (!own_sense(looking, looking->tokens->list.at[k].folded, &sense))
			return false;
	return true;
}

/* "Kai kommer", "Anna och jag": who does something in the text's own language is a name, whatever
 * it may be in another. */
static bool may_be_name(const struct looking *looking, size_t i)
{
	static const enum word_class does[] = {
		WORD_ATTEND, WORD_ABLE, WORD_DECLINE, WORD_WANT, WORD_IF_VERB, WORD_VERB, WORD_AND};
	const struct tokens *tokens = looking->tokens;
	struct word_sense next;

	if (!tokens->list.at[i].capital || i + 1 >= tokens->list.n ||
		!own_sense(looking, tokens->list.at[i + 1].folded, &next))
		return false;
	for (size_t k = 0; k < sizeof(does) / sizeof(does[0]); k++)
		if (sense_has(&next, does[k]))
			return true;
	return false;
}

static struct phrase_found longest_at(const struct looking *looking, size_t i)
{
	const struct token *token = &looking->tokens->list.at[i];
	int own = looking->tokens->language;
	struct phrase_found best = {.tokens = 0};

	if (token->kind == TOKEN_LINE)
		return best;
	if (own >= 0)
		best = phrase_at(looking, i, own);
	for (int language = 0; language < (int)dictionary_languages(looking->dictionary);
		language++) {
		if (language == own || strlen(token->folded) < 2)
			continue;
		struct phrase_found found = phrase_at(looking, i, language);
		if (found.tokens > best.tokens && !is_all_own(looking, i, found.tokens) &&
			!(found.tokens == 1 && may_be_name(looking, i)))
			best = found;
	}
	return best;
}

static bool is_any_word(const struct looking *looking, const char *word)
{
	struct word_sense sense;

	if (own_sense(looking, word, &sense))
		return true;
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

static bool was_vain(const struct looking *looking, const char *word)
{
	for (size_t i = 0; i < looking->n_vain; i++)
		if (!strcmp(looking->vain[i], word))
			return true;
	return false;
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
	if (!sense && looking->guesses_left > 0 && !was_vain(looking, calm)) {
		looking->guesses_left--;
		struct word_guess guess;
		if (dictionary_guess(dictionary, language, calm, n,
			    looking->ignored ? looking->ignored->bits : NULL, &guess)) {
			sense = guess.sense;
			meant = arena_strndup(looking->arena, guess.text, guess.bytes);
		} else {
			looking->vain[looking->n_vain++] = calm;
		}
	}
	if (!sense || !tokens_is_wanted(looking->ignored, sense, &wanted))
		return;
	token->guessed = true;
	token->folded = meant;
}

static bool begins_sentence(const struct tokens *tokens, size_t n)
{
	return n == 0 || tokens->list.at[n - 1].kind == TOKEN_LINE ||
		token_is_sign(&tokens->list.at[n - 1], ".!?");
}

/* "e" for "är": as it is spoken; but not the end of "9:e". */
static void correct_spelling(const struct looking *looking)
{
	int language = looking->tokens->language;

	list_each (token, &looking->tokens->list) {
		const char *meant = token->kind == TOKEN_WORD && !token->joined
			? dictionary_spelling(looking->dictionary, language, token->folded)
			: NULL;
		if (meant)
			token->folded = meant;
	}
}

static void correct_slips(struct looking *looking)
{
	struct tokens *tokens = looking->tokens;

	for (size_t i = 0; i < tokens->list.n;) {
		struct token *token = &tokens->list.at[i];
		size_t n = longest_at(looking, i).tokens;
		if (n == 0 && token->kind == TOKEN_WORD &&
			(!token->capital || begins_sentence(tokens, i)))
			correct(looking, token);
		i += n > 0 ? n : 1;
	}
}

void tokens_give_sense(struct arena *arena, struct tokens *tokens,
	const struct dictionary *dictionary, const struct word_mask *ignored, bool guesses)
{
	struct looking looking = {.arena = arena,
		.tokens = tokens,
		.dictionary = dictionary,
		.ignored = ignored,
		.guesses_left = guesses ? GUESSES_MOST : 0};
	size_t to = 0;

	tokens->language = language_of(&looking, tokens->language);
	if (guesses) {
		correct_spelling(&looking);
		correct_slips(&looking);
	}
	for (size_t i = 0; i < tokens->list.n;) {
		struct token token = tokens->list.at[i];
		struct phrase_found found = longest_at(&looking, i);
		size_t n = found.tokens;
		if (n > 0) {
			token.sense = found.sense;
			token.inverted = found.inverted;
			token.phrase = n > 1;
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
