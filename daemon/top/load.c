/* SPDX-License-Identifier: MIT */
/* Config, phrases and templates brought in from their files. */
#include "top/load.h"

#include <errno.h>
#include <stdbool.h>

#include "base/arena.h"
#include "letters/templates.h"
#include "outward/config.h"
#include "outward/template_folder.h"
#include "text/phrases.h"

int load_config(
	struct arena *arena, const char *path, struct config **ret_config, struct fault *fault)
{
	struct template_folder *folder;
	struct config *config;
	const char *named = path ? path : LOAD_CONFIG_DEFAULT;
	/* the folder tells which languages there are; a config may name another one */
	bool found = template_folder_open(arena, NULL, &folder, NULL) == 0;
	int r = config_load(
		arena, named, found ? template_folder_path(folder) : NULL, &config, fault);

	if (r == 0)
		*ret_config = config;
	return r;
}

const char *load_templates_path(struct arena *arena, const char *config_path)
{
	struct config *config;

	if (!config_path || config_load(arena, config_path, NULL, &config, NULL) < 0)
		return NULL;
	return config->templates;
}

int load_phrasebook(const char *path, struct phrasebook **ret_book, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct template_folder *folder = NULL;
	struct template_files files = {0};
	int r = template_folder_open(arena, path, &folder, fault);

	if (r == 0)
		r = template_folder_phrases(arena, folder, &files, fault);
	if (r < 0)
		return r;
	struct phrase_file *phrases = arena_make_n(arena, struct phrase_file, files.n + 1);
	for (size_t i = 0; i < files.n; i++)
		phrases[i] = (struct phrase_file){files.at[i].language, files.at[i].name,
			files.at[i].bytes, files.at[i].n_bytes};
	return phrasebook_new(phrases, files.n, ret_book, fault);
}

int load_templates(struct arena *arena, const char *path, struct templates **ret_templates,
	struct fault *fault)
{
	struct template_folder *folder = NULL;
	struct template_files files = {0};
	int r = template_folder_open(arena, path, &folder, fault);

	if (r == 0)
		r = template_folder_letters(arena, folder, &files, fault);
	return r < 0 ? r : templates_new(files.at, files.n, ret_templates, fault);
}
