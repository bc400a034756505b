/* SPDX-License-Identifier: MIT */
/*
 * One hash table over all languages, made in two passes: first every word as it is written in
 * `phrases`, then each without its diacritics where that is no word of its own. So "far" (father)
 * never becomes "får" (may) if both are listed, while "tyvarr" is known although nobody lists it.
 *
 * Phrases also leave their beginnings in the table ("inte" of "inte alls"), which lets a reader
 * stop looking as soon as no longer phrase can match; time is linear in the text whatever the
 * phrases are.
 */
#include "dictionary_table.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/phrases.h"

#define ROOM_FIRST 32768 /* near to what the shipped languages need, so that little is moved */

static uint64_t hash_of(int language, const char *text, size_t bytes)
{
	uint64_t hash = 1469598103934665603u ^ (uint64_t)language;

	for (size_t i = 0; i < bytes; i++)
		hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
	return hash ^ hash >> 29;
}

static struct entry *slot_of(
	struct entry *entries, size_t room, int language, const char *text, size_t bytes)
{
	size_t at = (size_t)hash_of(language, text, bytes) & (room - 1);

	for (;; at = (at + 1) & (room - 1)) {
		struct entry *entry = &entries[at];
		if (!entry->text ||
			(entry->language == language && entry->bytes == bytes &&
				!memcmp(entry->text, text, bytes)))
			return entry;
	}
}

static void grow(struct arena *arena, struct dictionary *dictionary)
{
	size_t room = dictionary->room ? dictionary->room * 2 : ROOM_FIRST;
	struct entry *entries = arena_make_n(arena, struct entry, room);

	for (size_t i = 0; i < dictionary->room; i++) {
		const struct entry *old = &dictionary->entries[i];
		if (old->text)
			*slot_of(entries, room, old->language, old->text, old->bytes) = *old;
	}
	dictionary->entries = entries;
	dictionary->room = room;
}

static struct entry *entry_for(struct arena *arena, struct dictionary *dictionary, int language,
	const char *text, size_t bytes, bool bare)
{
	if ((dictionary->used + 1) * 2 > dictionary->room)
		grow(arena, dictionary);
	struct entry *entry = slot_of(dictionary->entries, dictionary->room, language, text, bytes);
	if (!entry->text) {
		entry->text = text;
		entry->bytes = bytes;
		entry->language = language;
		entry->bare = bare;
		dictionary->used++;
	}
	return entry;
}

/* The text's words are separated by single blanks. */
static void add(struct arena *arena, struct dictionary *dictionary, int language, const char *text,
	bool bare, enum word_class class, int value)
{
	size_t bytes = strlen(text), words = 1;

	for (size_t i = 0; i < bytes; i++)
		if (text[i] == ' ') {
			entry_for(arena, dictionary, language, text, i, bare)->prefix = true;
			words++;
		}
	struct entry *entry = entry_for(arena, dictionary, language, text, bytes, bare);
	if (bare && !entry->bare && sense_is_known(&entry->sense))
		return; /* a word of its own */
	entry->sense.bits[class / 64] |= (uint64_t)1 << (class % 64);
	entry->sense.bare = bare;
	if (class < WORDS_VALUED)
		entry->sense.value[class] = (signed char)value;
	if (words > dictionary->longest)
		dictionary->longest = words;
}

static void squeeze_blanks(char *text)
{
	char *to = text;

	for (const char *at = text; *at; at++)
		if (*at != ' ' || (to > text && to[-1] != ' '))
			*to++ = *at;
	*to = '\0';
}

/* "e är" */
static void add_spellings(struct arena *arena, struct dictionary *dictionary,
	const struct lexicon *lexicon, int language)
{
	struct words words = lexicon_words(lexicon, "answer.spelling");

	for (size_t k = 0; k < words.n; k++) {
		char *meant = utf8_fold_in(arena, words.at[k], strlen(words.at[k]));
		char *typed = strsep(&meant, " ");
		if (meant)
			entry_for(arena, dictionary, language, typed, strlen(typed), false)->meant =
				meant;
	}
}

/* True where the language has a word for us. */
static bool add_language(struct arena *arena, struct dictionary *dictionary,
	const struct lexicon *lexicon, int language, bool bare)
{
	const char *key;
	bool any = false;

	for (size_t i = 0; (key = lexicon_key(lexicon, i)); i++) {
		int value = 0;
		enum word_class class = word_class_of(key, &value);
		if (class == WORD_CLASSES)
			continue;
		struct words words = lexicon_words(lexicon, key);
		for (size_t k = 0; k < words.n; k++) {
			char *text = utf8_fold_in(arena, words.at[k], strlen(words.at[k]));
			squeeze_blanks(text);
			if (!*text)
				continue;
			any = true;
			if (!bare) {
				add(arena, dictionary, language, text, false, class, value);
				continue;
			}
			char *stripped = bare_in(arena, text);
			if (strcmp(stripped, text))
				add(arena, dictionary, language, stripped, true, class, value);
		}
	}
	return any;
}

/* "räkna med mig", "i'll take": something that the writer does; but not "för mig". */
static void note_self(const struct dictionary *dictionary, struct entry *entry)
{
	if (!sense_has(&entry->sense, WORD_ATTEND) && !sense_has(&entry->sense, WORD_ABLE) &&
		!sense_has(&entry->sense, WORD_DECLINE) && !sense_has(&entry->sense, WORD_WANT))
		return;
	for (size_t at = 0; at < entry->bytes;) {
		size_t n = 0;
		while (at + n < entry->bytes && entry->text[at + n] != ' ')
			n++;
		const struct word_sense *word = n == entry->bytes
			? NULL
			: dictionary_find(dictionary, entry->language, entry->text + at, n);
		if (word && sense_has(word, WORD_SELF))
			entry->sense.bits[WORD_SELF / 64] |= (uint64_t)1 << (WORD_SELF % 64);
		at += n + 1;
	}
}

/* For guesses, which begin with the right letter. */
static void chain(struct dictionary *dictionary, size_t i)
{
	struct entry *entry = &dictionary->entries[i];
	unsigned char first = (unsigned char)*entry->text;

	entry->next = dictionary->heads[entry->language][first];
	dictionary->heads[entry->language][first] = (uint32_t)i + 1;
}

const struct dictionary *dictionary_new(struct arena *arena, const struct phrasebook *book)
{
	struct dictionary *dictionary = arena_make(arena, struct dictionary);
	const char *language;

	grow(arena, dictionary);
	dictionary->longest = 1;
	for (size_t i = 0; (language = phrasebook_language(book, i)); i++) {
		size_t n = dictionary->n_languages;
		if (n < LANGUAGES_MOST &&
			add_language(arena, dictionary, phrasebook_lexicon(book, language), (int)n,
				false)) {
			add_spellings(
				arena, dictionary, phrasebook_lexicon(book, language), (int)n);
			dictionary->languages[n] = arena_strdup(arena, language);
			dictionary->n_languages++;
		}
	}
	for (size_t i = 0; i < dictionary->n_languages; i++) {
		const struct lexicon *lexicon = phrasebook_lexicon(book, dictionary->languages[i]);
		add_language(arena, dictionary, lexicon, (int)i, true);
		dictionary_add_endings(arena, dictionary, (int)i, lexicon);
	}
	for (size_t i = 0; i < dictionary->room; i++) {
		if (!dictionary->entries[i].text)
			continue;
		if (sense_is_known(&dictionary->entries[i].sense))
			note_self(dictionary, &dictionary->entries[i]);
		if (dictionary->entries[i].bytes > 0)
			chain(dictionary, i);
	}
	return dictionary;
}

size_t dictionary_languages(const struct dictionary *dictionary)
{
	return dictionary->n_languages;
}

int dictionary_language(const struct dictionary *dictionary, const char *name)
{
	for (size_t i = 0; name && i < dictionary->n_languages; i++)
		if (!strcmp(dictionary->languages[i], name))
			return (int)i;
	return -1;
}

size_t dictionary_longest(const struct dictionary *dictionary)
{
	return dictionary->longest;
}

const struct word_sense *dictionary_find(
	const struct dictionary *dictionary, int language, const char *text, size_t bytes)
{
	const struct entry *entry =
		slot_of(dictionary->entries, dictionary->room, language, text, bytes);

	return entry->text && sense_is_known(&entry->sense) ? &entry->sense : NULL;
}

const char *dictionary_spelling(const struct dictionary *dictionary, int language, const char *word)
{
	return slot_of(dictionary->entries, dictionary->room, language, word, strlen(word))->meant;
}

bool dictionary_has_prefix(
	const struct dictionary *dictionary, int language, const char *text, size_t bytes)
{
	const struct entry *entry =
		slot_of(dictionary->entries, dictionary->room, language, text, bytes);

	return entry->text && entry->prefix;
}
