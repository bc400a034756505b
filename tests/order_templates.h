/* SPDX-License-Identifier: MIT */
/* The repository's own templates for tests, with a line in place of letters that belong to the
 * asks. */
#ifndef SAMLAD_TESTS_ORDER_TEMPLATES_H
#define SAMLAD_TESTS_ORDER_TEMPLATES_H

#include <dirent.h>

#include "base/fault.h"
#include "letters/letter.h"

#include "order_network.h"

#define FILES_MOST 400

struct desk_of_letters {
	struct arena *arena;
	struct template_file files[FILES_MOST];
	size_t n;
	struct templates *templates;
};

static inline void add_file(
	struct desk_of_letters *d, const char *language, const char *name, const char *bytes)
{
	assert_true(d->n < FILES_MOST);
	d->files[d->n++] = (struct template_file){language, name, bytes, strlen(bytes)};
}

static inline const char *read_whole(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "rb");
	char *bytes = arena_alloc(arena, 65536);

	assert_non_null(file);
	bytes[fread(bytes, 1, 65535, file)] = '\0';
	fclose(file);
	return bytes;
}

/* Letters of the asks that are shown in previews; where they are not there, a line stands for them.
 */
static const char *const asks_letters[] = {"attendance", "signup", "agenda", "progress", "reminder",
	"first-letter", "details", "group-introduced", "change", "ask-back"};

static inline void add_language(struct desk_of_letters *d, const char *language)
{
	const char *folder = arena_printf(d->arena, "templates/%s", language);
	DIR *dir = opendir(folder);
	const char *subjects = "";

	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		const char *name = arena_strdup(d->arena, entry->d_name);
		if (*name == '.')
			continue;
		const char *bytes =
			read_whole(d->arena, arena_printf(d->arena, "%s/%s", folder, name));
		if (strcmp(name, "subjects") == 0)
			subjects = bytes;
		else
			add_file(d, language, name, bytes);
	}
	closedir(dir);
	for (size_t i = 0;
		i < sizeof(asks_letters) / sizeof(*asks_letters) && strcmp(language, "html"); i++) {
		const char *key = arena_printf(d->arena, "\nsubject.%s =", asks_letters[i]);
		if (strstr(subjects, key))
			continue;
		subjects = arena_printf(d->arena, "%s%s A letter\n", subjects, key);
		add_file(d, language, arena_printf(d->arena, "%s.mustache", asks_letters[i]),
			"{{> part-greeting}}\n\nA letter.\n");
	}
	if (strcmp(language, "html") != 0)
		add_file(d, language, "subjects", subjects);
}

static inline int load(void **state)
{
	struct desk_of_letters *d = calloc(1, sizeof(*d));
	struct fault fault = {""};

	d->arena = arena_new();
	add_language(d, "sv");
	add_language(d, "en");
	add_language(d, "html");
	int r = templates_new(d->files, d->n, &d->templates, &fault);
	if (r < 0)
		print_message("%s\n", fault.text);
	*state = d;
	return r;
}

static inline int unload(void **state)
{
	struct desk_of_letters *d = *state;

	templates_free(d->templates);
	arena_free(d->arena);
	free(d);
	return 0;
}

#endif
