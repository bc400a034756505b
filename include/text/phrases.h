/* SPDX-License-Identifier: MIT */
/*
 * All words and patterns that the reader recognises, of all languages, loaded and compiled once before the
 * box closes and only read afterwards (children share it by fork).
 *
 * Each language's folder has a `phrases` file (lexicon.h); what is only known of other languages (reply
 * headers, sign-offs, sent-from lines, footers, auto-reply subjects) lies in such files too and is a language
 * of its own here. A key that ends in ".re" holds PCRE2 patterns (UTF, UCP, caseless, multiline), each run
 * with match, depth and heap limits; all other keys hold words, compared folded (utf8.h). In a pattern an
 * alternation is written `\|` (lexicon.h), which keeps it one pattern.
 *
 * A folder may have several such files (`phrases`, `phrases.answer`, …): files given with the same language
 * are one language, in the order they were given, and the same key adds up across them.
 */
#ifndef SAMLAD_TEXT_PHRASES_H
#define SAMLAD_TEXT_PHRASES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lexicon.h"

struct dictionary;
struct fault;
struct phrasebook;

struct phrase_file {
	const char *language; /* "sv" */
	const char *name;     /* for errors */
	const char *bytes;
	size_t n_bytes;
};

/* -EINVAL names file, line and what is wrong with it. The bytes are copied. */
int phrasebook_new(const struct phrase_file files[], size_t n_files, struct phrasebook **ret_book, struct fault *fault);
void phrasebook_free(struct phrasebook *book);

/* Languages in the order they were given; NULL past the last. */
const char *phrasebook_language(const struct phrasebook *book, size_t i);
/* NULL for a language that is not there. */
const struct lexicon *phrasebook_lexicon(const struct phrasebook *book, const char *language);

/* The words of answers, dates and orders by what they mean (dictionary.h); never NULL. */
const struct dictionary *phrasebook_dictionary(const struct phrasebook *book);

#define PHRASE_CAPTURES 8
struct phrase_match {
	const char *language;
	const char *pattern; /* its source, for explain */
	size_t start, end;			  /* offsets into the text */
	size_t capture_start[PHRASE_CAPTURES], capture_end[PHRASE_CAPTURES]; /* SIZE_MAX: not set */
};
/*
 * The earliest match of any pattern under key ("header.intro.re") in the language (NULL: in all, in their
 * order) at or after offset from; of two that begin together the longer. here: only what begins at from, which
 * costs much less. A pattern that runs into its limits counts as no match. The text must be valid UTF-8
 * (utf8_clean_in()) and from at a character's start: nothing is checked again. Time grows with bytes - from, so
 * who walks a long text hands in a line at a time.
 */
bool phrasebook_find(const struct phrasebook *book, const char *language, const char *key, const char *text,
	size_t bytes, size_t from, bool here, struct phrase_match *ret_match);
static inline bool phrasebook_match(const struct phrasebook *book, const char *language, const char *key,
	const char *text, size_t bytes, size_t from, struct phrase_match *ret_match)
{
	return phrasebook_find(book, language, key, text, bytes, from, false, ret_match);
}
/* Whether the folded text, as a whole, is one of the words under key in the language (NULL: in any). */
bool phrasebook_is_word(const struct phrasebook *book, const char *language, const char *key, const char *text);

#endif
