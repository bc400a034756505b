/* SPDX-License-Identifier: MIT */
/* The phrasebook as the daemon loads it, for tests: every file named phrases* under templates/. */
#ifndef SAMLAD_TESTS_PHRASES_OF_TEMPLATES_H
#define SAMLAD_TESTS_PHRASES_OF_TEMPLATES_H

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "text/phrases.h"

static inline char *test_read_file(struct arena *arena, const char *path, size_t *ret_bytes)
{
	FILE *file = fopen(path, "rb");

	if (!file)
		return NULL;
	fseek(file, 0, SEEK_END);
	long size = ftell(file);
	rewind(file);
	char *bytes = arena_alloc(arena, (size_t)size + 1);
	*ret_bytes = fread(bytes, 1, (size_t)size, file);
	fclose(file);
	return bytes;
}

/* Swedish and English first, then the others. Aborts with the fault's words. */
static inline struct phrasebook *test_phrasebook(struct arena *arena)
{
	static const char *const patterns[] = {
		"templates/sv/phrases*", "templates/en/phrases*", "templates/also/*/phrases*"};
	LIST_OF(struct phrase_file) files = {0};
	struct phrasebook *book;
	struct fault fault = {""};

	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		glob_t found = {0};
		if (glob(patterns[i], 0, NULL, &found) != 0)
			continue;
		for (size_t j = 0; j < found.gl_pathc; j++) {
			struct phrase_file *file = arena_push(arena, &files);
			file->name = arena_strdup(arena, found.gl_pathv[j]);
			file->bytes = test_read_file(arena, file->name, &file->n_bytes);
			const char *slash = strrchr(file->name, '/'), *begin = slash;
			while (begin > file->name && begin[-1] != '/')
				begin--;
			file->language = arena_strndup(arena, begin, (size_t)(slash - begin));
		}
		globfree(&found);
	}
	if (phrasebook_new(files.at, files.n, &book, &fault) < 0) {
		fprintf(stderr, "%s\n", fault.text);
		abort();
	}
	return book;
}

#endif
