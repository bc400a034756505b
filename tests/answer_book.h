/* SPDX-License-Identifier: MIT */
/*
 * The repository's own phrases for tests, and rows of a table with tabs between its columns. Tests
 * run in the repository's root, or find it in SAMLAD_ROOT.
 */
#ifndef SAMLAD_TESTS_ANSWER_BOOK_H
#define SAMLAD_TESTS_ANSWER_BOOK_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "text/phrases.h"

#define BOOK_FILES_MOST 128

static inline const char *book_path(struct arena *arena, const char *path)
{
	const char *root = getenv("SAMLAD_ROOT");

	return root ? arena_printf(arena, "%s/%s", root, path) : path;
}

static inline char *book_read_file(struct arena *arena, const char *path, size_t *ret_bytes)
{
	FILE *file = fopen(book_path(arena, path), "re");
	char *text;

	if (!file)
		return NULL;
	fseek(file, 0, SEEK_END);
	size_t bytes = (size_t)ftell(file);
	rewind(file);
	text = arena_alloc(arena, bytes + 1);
	if (fread(text, 1, bytes, file) != bytes)
		text = NULL;
	fclose(file);
	*ret_bytes = bytes;
	return text;
}

static inline int book_is_phrases(const struct dirent *entry)
{
	return strncmp(entry->d_name, "phrases", 7) == 0;
}

static inline void book_add_folder(
	struct arena *arena, const char *language, struct phrase_file files[], size_t *n)
{
	const char *folder = arena_printf(arena, "templates/%s", language);
	struct dirent **entries;
	int found = scandir(book_path(arena, folder), &entries, book_is_phrases, alphasort);

	for (int i = 0; i < found; i++) {
		struct phrase_file *file = &files[*n];
		*file = (struct phrase_file){.language = arena_strdup(arena, basename(language)),
			.name = arena_printf(arena, "%s/%s", folder, entries[i]->d_name)};
		file->bytes = book_read_file(arena, file->name, &file->n_bytes);
		*n += *n + 1 < BOOK_FILES_MOST && file->bytes;
		free(entries[i]);
	}
	if (found >= 0)
		free(entries);
}

static inline int book_is_language(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* All languages, as the daemon has them: Swedish, English, then those that are only read. NULL,
 * with the cause on stderr, when they can't be had. */
static inline struct phrasebook *book_new(struct arena *arena)
{
	static struct phrase_file files[BOOK_FILES_MOST];
	struct phrasebook *book = NULL;
	struct fault fault = {0};
	struct dirent **entries;
	size_t n = 0;
	int found =
		scandir(book_path(arena, "templates/also"), &entries, book_is_language, alphasort);

	book_add_folder(arena, "sv", files, &n);
	book_add_folder(arena, "en", files, &n);
	for (int i = 0; i < found; i++) {
		book_add_folder(
			arena, arena_printf(arena, "also/%s", entries[i]->d_name), files, &n);
		free(entries[i]);
	}
	if (found >= 0)
		free(entries);
	if (phrasebook_new(files, n, &book, &fault) < 0) {
		fprintf(stderr, "%s\n", fault.text);
		return NULL;
	}
	return book;
}

/* The next line that is no comment, cut at its tabs; NULL past the last. The text is changed. */
static inline char *book_next_row(char **text, char *columns[], size_t n_columns)
{
	char *line;

	while ((line = strsep(text, "\n"))) {
		if (!*line || *line == '#')
			continue;
		char *rest = line;
		for (size_t i = 0; i < n_columns; i++) {
			columns[i] = strsep(&rest, "\t");
			if (!columns[i])
				columns[i] = line + strlen(line);
		}
		return line;
	}
	return NULL;
}

#endif
