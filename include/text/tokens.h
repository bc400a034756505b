/* SPDX-License-Identifier: MIT */
/*
 * Running text as a row of tokens: words and whole phrases with their senses, numbers, signs, line
 * ends. Every token knows where it stood in the text, so that what is read can always be shown.
 */
#ifndef SAMLAD_TEXT_TOKENS_H
#define SAMLAD_TEXT_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "text/dictionary.h"

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_SIGN, TOKEN_EMOJI, TOKEN_LINE };

struct token {
	enum token_kind kind;
	size_t start, end; /* bytes in the text */
	const char *folded; /* words: folded; signs: the character; never NULL */
	int number; /* numbers up to 99999999; -1 for others and for longer ones */
	int digits;
	bool joined; /* nothing stands between it and the token before */
	bool capital; /* begins with a capital and goes on in small letters */
	bool shouted; /* two letters or more, all of them capitals */
	bool known; /* some language has the word, whether or not this reading wants it */
	bool phrase; /* several words */
	bool inverted; /* a phrase with "jag" behind its verb ("ser jag fram emot") */
	bool guessed; /* known only by overlooking a typing slip */
	struct word_sense sense;
};

struct tokens {
	LIST_OF(struct token) list;
	const char *text;
	int language; /* the one most words are of */
	bool cut; /* there was more text than the limit of tokens */
};

/* Classes that a reading has no use for: their words and phrases are as good as unknown. NULL: it
 * wants all. */
struct word_mask {
	uint64_t bits[3];
};
/* All words that only some kinds of question use (from WORD_DONE on), but not the wanted ones. */
struct word_mask word_mask_but(const enum word_class wanted[], size_t n);

/*
 * At most limit tokens. language: the one to lean to (-1: none). guess: overlook typing slips. A
 * line end is a token; several in a row are one.
 */
struct tokens *tokens_read(struct arena *arena, const struct dictionary *dictionary, int language,
	const struct word_mask *ignored, const char *text, size_t bytes, size_t limit, bool guess);

/* The second pass, for tokens_read() alone. */
void tokens_give_sense(struct arena *arena, struct tokens *tokens,
	const struct dictionary *dictionary, const struct word_mask *ignored, bool guess);

/* For the second pass: the longest phrase of a language at token i; tokens is 0 where there is none. */
struct phrase_found {
	size_t tokens;
	struct word_sense sense;
	bool inverted;
};
struct phrase_found tokens_phrase_at(const struct tokens *tokens,
	const struct dictionary *dictionary, const struct word_mask *ignored, size_t i, int language);
/* What is left of a sense without the ignored classes; false where nothing is. */
bool tokens_is_wanted(
	const struct word_mask *ignored, const struct word_sense *sense, struct word_sense *ret_sense);

static inline bool token_has(const struct token *token, enum word_class class)
{
	return sense_has(&token->sense, class);
}
bool token_is_sign(
	const struct token *token, const char *signs); /* one of these ASCII characters */

#endif
