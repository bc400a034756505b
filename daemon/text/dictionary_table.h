/* SPDX-License-Identifier: MIT */
/* The dictionary's inside, for its own files alone: one open hash table over all languages. */
#ifndef SAMLAD_TEXT_DICTIONARY_TABLE_H
#define SAMLAD_TEXT_DICTIONARY_TABLE_H

#include "base/arena.h"
#include "text/dictionary.h"

#define LANGUAGES_MOST 64

struct entry {
	const char *text; /* NULL: free */
	size_t bytes;
	int language;
	bool bare; /* put there by taking diacritics off */
	bool prefix; /* a longer phrase begins so */
	const char *meant; /* the usual spelling of what is written as it is spoken, or NULL */
	uint32_t next; /* 1 more than the next one's place of this language and first byte, or 0 */
	struct word_sense sense;
};

struct ending {
	const char *text;
	size_t bytes;
	bool asks; /* makes a question of its word */
	bool head; /* a word itself: what a compound is that ends so */
};

struct dictionary {
	struct entry *entries;
	size_t room; /* a power of two */
	size_t used;
	const char *languages[LANGUAGES_MOST];
	size_t n_languages;
	uint32_t heads[LANGUAGES_MOST][256]; /* by first byte: where such a chain begins */
	size_t longest;
	LIST_OF(struct ending) endings[LANGUAGES_MOST];
};

struct lexicon;
/* Takes the language's endings from its lexicon (dictionary_ending.c). */
void dictionary_add_endings(struct arena *arena, struct dictionary *dictionary, int language,
	const struct lexicon *lexicon);

#endif
