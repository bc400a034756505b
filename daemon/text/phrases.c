/* SPDX-License-Identifier: MIT */
/*
 * The book of phrases: for each language its lexicon, and beside it what the look-ups need ready
 * made: each key's words folded and sorted, its patterns compiled.
 *
 * Every file is parsed alone first, so that an error names its own file and line; then all files of
 * one language are parsed as one text, which is how the same key adds up.
 *
 * After phrasebook_new() nothing in a book changes but the one block of match data, which every
 * match writes anew: a book is for one thread, and for children by fork.
 */
#include "text/phrases.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"
#include "base/utf8.h"
#include "phrases_pattern.h"
#include "text/dictionary.h"

#define LANGUAGE_LIMIT_BYTES (4 * 1024 * 1024)

struct shelf {
	const char *key;
	const char **folded; /* sorted; of a key of words */
	size_t n_folded;
	size_t longest;
	struct pattern *patterns; /* of a key of patterns */
	size_t n_patterns;
};

struct language {
	const char *name;
	struct lexicon *lexicon;
	struct shelf *shelves; /* sorted by key once all are filled */
	size_t n_shelves;
};

struct phrasebook {
	struct arena *arena;
	LIST_OF(struct language) languages;
	struct pattern_room *room;
	const struct dictionary *dictionary;
};

/* The files of a language and where a fault in them is told. */
struct source {
	const struct phrase_file *files;
	size_t n_files;
	const char *language;
	struct fault *fault;
};

static struct language *find_language(const struct phrasebook *book, const char *name)
{
	list_each (language, &book->languages)
		if (strcmp(language->name, name) == 0)
			return language;
	return NULL;
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int compare_shelves(const void *a, const void *b)
{
	return strcmp(((const struct shelf *)a)->key, ((const struct shelf *)b)->key);
}

static const struct shelf *find_shelf(const struct language *language, const char *key)
{
	struct shelf wanted = {.key = key};

	if (!language->n_shelves)
		return NULL;
	return bsearch(
		&wanted, language->shelves, language->n_shelves, sizeof(wanted), compare_shelves);
}

static bool is_pattern_key(const char *key)
{
	size_t len = strlen(key);

	return len > 3 && strcmp(key + len - 3, ".re") == 0;
}

static void fold_words(struct arena *arena, struct words words, struct shelf *shelf)
{
	shelf->folded = arena_make_n(arena, const char *, words.n);
	for (size_t i = 0; i < words.n; i++) {
		shelf->folded[i] = utf8_fold_in(arena, words.at[i], strlen(words.at[i]));
		size_t len = strlen(shelf->folded[i]);
		if (len > shelf->longest)
			shelf->longest = len;
	}
	shelf->n_folded = words.n;
	qsort(shelf->folded, words.n, sizeof(*shelf->folded), compare_words);
}

static int fault_in_pattern(
	const struct source *source, const char *key, const char *pattern, const char *wrong)
{
	for (size_t i = 0; i < source->n_files; i++) {
		const struct phrase_file *file = &source->files[i];
		if (strcmp(file->language, source->language) != 0)
			continue;
		int line = pattern_find_line(file->bytes, file->n_bytes, pattern);
		if (line > 0)
			return fault_set(source->fault, -EINVAL,
				"%s:%d: in `%s`, pattern \"%s\": %s", file->name, line, key,
				pattern, wrong);
	}
	return fault_set(source->fault, -EINVAL, "phrases of %s: in `%s`, pattern \"%s\": %s",
		source->language, key, pattern, wrong);
}

static int compile_patterns(
	struct arena *arena, struct words words, struct shelf *shelf, const struct source *source)
{
	_cleanup_str_ struct str wrong;

	str_init(&wrong, 512);
	shelf->patterns = arena_make_n(arena, struct pattern, words.n);
	for (size_t i = 0; i < words.n; i++) {
		if (pattern_init(&shelf->patterns[i], words.at[i], &wrong) < 0)
			return fault_in_pattern(source, shelf->key, words.at[i], wrong.at);
		shelf->n_patterns++;
	}
	return 0;
}

static int fill_language(
	struct arena *arena, struct language *language, const struct source *source)
{
	const char *key;
	size_t n = 0;

	while (lexicon_key(language->lexicon, n))
		n++;
	language->shelves = arena_make_n(arena, struct shelf, n + 1);
	while ((key = lexicon_key(language->lexicon, language->n_shelves))) {
		struct shelf *shelf = &language->shelves[language->n_shelves++];
		struct words words = lexicon_words(language->lexicon, key);
		shelf->key = key;
		if (!is_pattern_key(key)) {
			fold_words(arena, words, shelf);
			continue;
		}
		int r = compile_patterns(arena, words, shelf, source);
		if (r < 0)
			return r;
	}
	qsort(language->shelves, n, sizeof(*language->shelves), compare_shelves);
	return 0;
}

/* All files of one language, each checked alone, as one lexicon. */
static int load_language(struct phrasebook *book, const struct source *source)
{
	_cleanup_arena_ struct arena *scratch = arena_new();
	_cleanup_str_ struct str all;
	struct lexicon *alone;

	str_init(&all, LANGUAGE_LIMIT_BYTES);
	for (size_t i = 0; i < source->n_files; i++) {
		const struct phrase_file *file = &source->files[i];
		if (strcmp(file->language, source->language) != 0)
			continue;
		int r = lexicon_parse(
			scratch, file->name, file->bytes, file->n_bytes, &alone, source->fault);
		if (r < 0)
			return r;
		str_add(&all, file->bytes, file->n_bytes);
		str_putc(&all, '\n');
	}
	if (all.full)
		return fault_set(source->fault, -EINVAL, "phrases of %s: over %d bytes",
			source->language, LANGUAGE_LIMIT_BYTES);
	struct language *language = arena_push(book->arena, &book->languages);
	language->name = arena_strdup(book->arena, source->language);
	int r = lexicon_parse(
		book->arena, language->name, all.at, all.len, &language->lexicon, source->fault);
	if (r < 0)
		return r;
	return fill_language(book->arena, language, source);
}

int phrasebook_new(const struct phrase_file files[], size_t n_files, struct phrasebook **ret_book,
	struct fault *fault)
{
	struct arena *arena = arena_new();
	struct phrasebook *book = arena_make(arena, struct phrasebook);

	book->arena = arena;
	book->room = pattern_room_new();
	for (size_t i = 0; i < n_files; i++) {
		if (find_language(book, files[i].language))
			continue;
		struct source source = {files, n_files, files[i].language, fault};
		int r = load_language(book, &source);
		if (r < 0) {
			phrasebook_free(book);
			return r;
		}
	}
	book->dictionary = dictionary_new(arena, book);
	*ret_book = book;
	return 0;
}

void phrasebook_free(struct phrasebook *book)
{
	if (!book)
		return;
	list_each (language, &book->languages)
		for (size_t i = 0; i < language->n_shelves; i++)
			for (size_t j = 0; j < language->shelves[i].n_patterns; j++)
				pattern_done(&language->shelves[i].patterns[j]);
	pattern_room_free(book->room);
	arena_free(book->arena);
}

const struct dictionary *phrasebook_dictionary(const struct phrasebook *book)
{
	return book->dictionary;
}

const char *phrasebook_language(const struct phrasebook *book, size_t i)
{
	return i < book->languages.n ? book->languages.at[i].name : NULL;
}

const struct lexicon *phrasebook_lexicon(const struct phrasebook *book, const char *language)
{
	const struct language *found = find_language(book, language);

	return found ? found->lexicon : NULL;
}

bool phrasebook_find(const struct phrasebook *book, const char *language, const char *key,
	const char *text, size_t bytes, size_t from, bool here, struct phrase_match *ret_match)
{
	struct phrase_match best = {.start = SIZE_MAX};

	list_each (tried, &book->languages) {
		if (language && strcmp(tried->name, language) != 0)
			continue;
		const struct shelf *shelf = find_shelf(tried, key);
		for (size_t i = 0; shelf && i < shelf->n_patterns; i++) {
			struct phrase_match match = {.language = tried->name};
			if (!pattern_match(&shelf->patterns[i], book->room, text, bytes, from, here,
				    &match))
				continue;
			if (match.start < best.start ||
				(match.start == best.start && match.end > best.end))
				best = match;
		}
	}
	if (best.start == SIZE_MAX)
		return false;
	*ret_match = best;
	return true;
}

bool phrasebook_is_word(
	const struct phrasebook *book, const char *language, const char *key, const char *text)
{
	_cleanup_arena_ struct arena *scratch = NULL;
	size_t bytes = strlen(text);
	const char *folded = NULL;

	list_each (tried, &book->languages) {
		if (language && strcmp(tried->name, language) != 0)
			continue;
		const struct shelf *shelf = find_shelf(tried, key);
		/* Much longer than the longest word, it can't be one: no folding of whole mails. */
		if (!shelf || !shelf->n_folded || bytes > 8 * shelf->longest + 64)
			continue;
		if (!folded) {
			scratch = arena_new();
			folded = utf8_fold_in(scratch, text, bytes);
		}
		if (bsearch(&folded, shelf->folded, shelf->n_folded, sizeof(folded), compare_words))
			return true;
	}
	return false;
}
