/* SPDX-License-Identifier: MIT */
/*
 * The templates of all languages. Everything that can be wrong with one is found when they are
 * loaded, so that a letter is not the place where a slip of the pen shows.
 */
#include "letters/templates.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/lexicon.h"
#include "letters/mustache_parse.h"

#define ENDING ".mustache"

/* Folders that all languages share: no language, and nothing in them is a letter. */
static const char *const shared[] = {"html", "report"};

struct letter_file {
	const char *language;
	const char *name; /* without the ending */
	const char *text;
};
struct language {
	const char *name;
	struct lexicon *words;
};
struct templates {
	struct arena *arena;
	LIST_OF(struct letter_file) files;
	LIST_OF(struct language) languages;
};

static bool is_partial(const char *name)
{
	return strncmp(name, "part-", 5) == 0;
}

static bool is_shared(const char *folder)
{
	for (size_t i = 0; i < sizeof(shared) / sizeof(shared[0]); i++)
		if (strcmp(folder, shared[i]) == 0)
			return true;
	return false;
}

static int add_template(struct templates *templates, const struct template_file *file,
	size_t n_name, struct fault *fault)
{
	struct pieces pieces;
	int r = mustache_parse(templates->arena, file->bytes, file->n_bytes, &pieces, fault);

	if (r < 0)
		return fault_prefix(fault, r, "templates/%s/%s", file->language, file->name);
	*arena_push(templates->arena, &templates->files) = (struct letter_file){
		.language = arena_strdup(templates->arena, file->language),
		.name = arena_strndup(templates->arena, file->name, n_name),
		.text = file->bytes,
	};
	return 0;
}

static int add_words(
	struct templates *templates, const struct template_file *file, struct fault *fault)
{
	const char *name = arena_printf(templates->arena, "templates/%s/subjects", file->language);
	struct lexicon *words;
	int r = lexicon_parse(templates->arena, name, file->bytes, file->n_bytes, &words, fault);

	if (r == 0)
		*arena_push(templates->arena, &templates->languages) =
			(struct language){arena_strdup(templates->arena, file->language), words};
	return r;
}

static int add_file(
	struct templates *templates, const struct template_file *file, struct fault *fault)
{
	size_t n = strlen(file->name);

	if (strcmp(file->name, "subjects") == 0)
		return add_words(templates, file, fault);
	if (n > strlen(ENDING) && strcmp(file->name + n - strlen(ENDING), ENDING) == 0)
		return add_template(templates, file, n - strlen(ENDING), fault);
	return 0;
}

static const char *find_text(
	const struct templates *templates, const char *language, const char *name)
{
	for (size_t i = 0; i < templates->files.n; i++) {
		const struct letter_file *file = &templates->files.at[i];
		if (strcmp(file->name, name) == 0 && strcmp(file->language, language) == 0)
			return file->text;
	}
	return NULL;
}

static bool has_words(const struct templates *templates, const char *language)
{
	list_each (there, &templates->languages)
		if (strcmp(there->name, language) == 0)
			return true;
	return false;
}

/* Each letter of each language stands in all of them, and has its subject line there. */
static int check_letter(
	const struct templates *templates, const struct letter_file *file, struct fault *fault)
{
	for (size_t i = 0; i < templates->languages.n; i++) {
		const struct language *language = &templates->languages.at[i];
		if (!find_text(templates, language->name, file->name))
			return fault_set(fault, -EINVAL,
				"templates/%s/%s.mustache is missing (templates/%s has it)",
				language->name, file->name, file->language);
		const char *key = arena_printf(templates->arena, "subject.%s", file->name);
		if (!is_partial(file->name) && !lexicon_word(language->words, key))
			return fault_set(fault, -EINVAL, "templates/%s/subjects has no entry %s",
				language->name, key);
	}
	return 0;
}

static int check(const struct templates *templates, struct fault *fault)
{
	if (templates->languages.n == 0)
		return fault_set(fault, -EINVAL,
			"there are no templates: no language has a file `subjects`");
	list_each (file, &templates->files) {
		if (is_shared(file->language))
			continue;
		if (!has_words(templates, file->language))
			return fault_set(fault, -EINVAL,
				"templates/%s has letters and no file `subjects`", file->language);
		int r = check_letter(templates, file, fault);
		if (r < 0)
			return r;
	}
	return 0;
}

static int by_name(const void *a, const void *b)
{
	const struct letter_file *one = a, *other = b;
	int order = strcmp(one->name, other->name);

	return order ? order : strcmp(one->language, other->language);
}

int templates_new(const struct template_file files[], size_t n_files,
	struct templates **ret_templates, struct fault *fault)
{
	struct arena *arena = arena_new();
	struct templates *templates = arena_make(arena, struct templates);
	int r = 0;

	templates->arena = arena;
	for (size_t i = 0; i < n_files && r == 0; i++)
		r = add_file(templates, &files[i], fault);
	if (r == 0)
		r = check(templates, fault);
	if (r < 0) {
		arena_free(arena);
		return r;
	}
	if (templates->files.n > 0)
		qsort(templates->files.at, templates->files.n, sizeof(*templates->files.at),
			by_name);
	*ret_templates = templates;
	return 0;
}

void templates_free(struct templates *templates)
{
	if (templates)
		arena_free(templates->arena);
}

const char *templates_language(const struct templates *templates, size_t i)
{
	return i < templates->languages.n ? templates->languages.at[i].name : NULL;
}

const char *templates_letter(const struct templates *templates, size_t i)
{
	const char *first = templates_language(templates, 0);

	list_each (file, &templates->files)
		if (strcmp(file->language, first) == 0 && !is_partial(file->name) && i-- == 0)
			return file->name;
	return NULL;
}

static const struct language *find_language(const struct templates *templates, const char *name)
{
	list_each (language, &templates->languages)
		if (strcmp(language->name, name) == 0)
			return language;
	return &templates->languages.at[0];
}

const char *templates_text(
	const struct templates *templates, const char *language, const char *name)
{
	if (!is_shared(language))
		language = find_language(templates, language)->name;
	return find_text(templates, language, name);
}

const struct lexicon *templates_words(const struct templates *templates, const char *language)
{
	return find_language(templates, language)->words;
}
