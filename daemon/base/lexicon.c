/* SPDX-License-Identifier: MIT */
/*
 * A lexicon is read in one pass into entries in the file's order, found again by an open table of
 * their keys' hashes that is made big enough before (a file has no more keys than lines).
 *
 * A mistake in such a file would make people misread for months, so nothing is let pass: an entry
 * without words, an empty alternative, a line that is neither entry nor continuation are errors
 * with their line.
 */
#include "base/lexicon.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/utf8.h"

struct entry {
	const char *key;
	LIST_OF(const char *) words;
};

struct lexicon {
	LIST_OF(struct entry) entries;
	size_t slots; /* a power of two; `slot` holds an entry's number from 1, 0 for none */
	uint32_t *slot;
};

struct reader {
	struct arena *arena;
	struct lexicon *lexicon;
	struct fault *fault;
	const char *name;
	int line; /* of the line at hand */
	size_t entry; /* number of the entry at hand, from 1; 0 before the first */
	int entry_line; /* where it began */
	char *text; /* its words so far, of `text_len` bytes, in a buffer of the file's size */
	size_t text_len;
};

static uint64_t hash(const char *key, size_t len)
{
	uint64_t h = 0xcbf29ce484222325;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)key[i]) * 0x100000001b3;
	return h ^ h >> 32;
}

/* The slot that holds the key, or the empty one where it belongs. */
static uint32_t *find_slot(const struct lexicon *lexicon, const char *key, size_t len)
{
	size_t i = hash(key, len) & (lexicon->slots - 1);

	for (;; i = (i + 1) & (lexicon->slots - 1)) {
		if (!lexicon->slot[i])
			return &lexicon->slot[i];
		const char *there = lexicon->entries.at[lexicon->slot[i] - 1].key;
		if (strncmp(there, key, len) == 0 && !there[len])
			return &lexicon->slot[i];
	}
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Keeps one alternative, given without its surrounding blanks, with the backslashes taken out. */
static int keep_word(struct reader *reader, const char *at, const char *end)
{
	while (at < end && is_blank(*at))
		at++;
	/* A blank behind a lone backslash is a blank like any other. */
	while (end > at && is_blank(end[-1]))
		end--;
	if (at == end)
		return fault_set(reader->fault, -EINVAL, "%s:%d: an empty alternative",
			reader->name, reader->entry_line);
	char *word = arena_alloc(reader->arena, (size_t)(end - at) + 1), *to = word;
	for (; at < end; at++) {
		if (*at == '\\' && at + 1 < end && strchr("|#\\", at[1]))
			at++;
		*to++ = *at;
	}
	struct entry *entry = &reader->lexicon->entries.at[reader->entry - 1];
	*arena_push(reader->arena, &entry->words) = word;
	return 0;
}

/* The entry at hand is whole: its words are parted and kept. */
static int finish_entry(struct reader *reader)
{
	const char *at = reader->text, *end = at + reader->text_len, *word = at;
	int r;

	if (!reader->entry)
		return 0;
	for (; at < end; at++) {
		if (*at == '\\' && at + 1 < end) {
			at++;
		} else if (*at == '|') {
			r = keep_word(reader, word, at);
			if (r < 0)
				return r;
			word = at + 1;
		}
	}
	reader->text_len = 0;
	return keep_word(reader, word, end);
}

static void add_text(struct reader *reader, const char *at, const char *end)
{
	if (reader->text_len)
		reader->text[reader->text_len++] = ' ';
	memcpy(reader->text + reader->text_len, at, (size_t)(end - at));
	reader->text_len += (size_t)(end - at);
}

static size_t key_length(const char *at, const char *end)
{
	const char *start = at;

	while (at < end && *at && strchr("abcdefghijklmnopqrstuvwxyz0123456789-.", *at))
		at++;
	return (size_t)(at - start);
}

static int begin_entry(struct reader *reader, const char *at, const char *end)
{
	struct lexicon *lexicon = reader->lexicon;
	size_t len = key_length(at, end);
	const char *equals = at + len;

	while (equals < end && is_blank(*equals))
		equals++;
	if (!len || equals == end || *equals != '=')
		return fault_set(reader->fault, -EINVAL,
			"%s:%d: expected `key = words`, the key of a-z, 0-9, `-` and `.`",
			reader->name, reader->line);
	int r = finish_entry(reader);
	if (r < 0)
		return r;
	uint32_t *slot = find_slot(lexicon, at, len);
	if (!*slot) {
		arena_push(reader->arena, &lexicon->entries)->key =
			arena_strndup(reader->arena, at, len);
		*slot = (uint32_t)lexicon->entries.n;
	}
	reader->entry = *slot;
	reader->entry_line = reader->line;
	for (equals++; equals < end && is_blank(*equals);)
		equals++;
	add_text(reader, equals, end);
	return 0;
}

static int read_line(struct reader *reader, const char *at, const char *end)
{
	const char *first = at;

	if (end > at && end[-1] == '\r')
		end--;
	while (first < end && is_blank(*first))
		first++;
	if (first == end || *first == '#')
		return 0;
	if (!utf8_is_clean(at, (size_t)(end - at)))
		return fault_set(reader->fault, -EINVAL, "%s:%d: not UTF-8, or a control character",
			reader->name, reader->line);
	if (first == at)
		return begin_entry(reader, at, end);
	if (!reader->entry)
		return fault_set(reader->fault, -EINVAL,
			"%s:%d: begins with a blank, but there is no entry to go on with",
			reader->name, reader->line);
	add_text(reader, first, end);
	return 0;
}

static int read_lines(struct reader *reader, const char *at, const char *end)
{
	while (at < end) {
		const char *next = memchr(at, '\n', (size_t)(end - at));
		reader->line++;
		int r = read_line(reader, at, next ? next : end);
		if (r < 0)
			return r;
		at = next ? next + 1 : end;
	}
	return finish_entry(reader);
}

static size_t slots_for(const char *text, size_t bytes)
{
	size_t lines = 1, slots = 16;

	for (size_t i = 0; i < bytes; i++)
		lines += text[i] == '\n';
	while (slots < lines * 2)
		slots *= 2;
	return slots;
}

int lexicon_parse(struct arena *arena, const char *name, const char *text, size_t bytes,
	struct lexicon **ret_lexicon, struct fault *fault)
{
	_cleanup_arena_ struct arena *scratch = arena_new();
	struct lexicon *lexicon = arena_make(arena, struct lexicon);
	struct reader reader = {.arena = arena, .lexicon = lexicon, .fault = fault, .name = name};

	if (bytes >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		bytes -= 3;
	}
	lexicon->slots = slots_for(text, bytes);
	lexicon->slot = arena_make_n(arena, uint32_t, lexicon->slots);
	/* Each line adds at most itself and a blank. */
	reader.text = arena_alloc(scratch, bytes * 2 + 1);
	int r = read_lines(&reader, text, text + bytes);
	if (r < 0)
		return r;
	*ret_lexicon = lexicon;
	return 0;
}

struct words lexicon_words(const struct lexicon *lexicon, const char *key)
{
	uint32_t number = *find_slot(lexicon, key, strlen(key));

	if (!number)
		return (struct words){0};
	const struct entry *entry = &lexicon->entries.at[number - 1];
	return (struct words){.at = entry->words.at, .n = entry->words.n};
}

const char *lexicon_word(const struct lexicon *lexicon, const char *key)
{
	struct words words = lexicon_words(lexicon, key);

	return words.n ? words.at[0] : NULL;
}

const char *lexicon_key(const struct lexicon *lexicon, size_t i)
{
	return i < lexicon->entries.n ? lexicon->entries.at[i].key : NULL;
}
