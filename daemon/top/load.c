/* SPDX-License-Identifier: MIT */
/* Config, phrases and templates brought in from their files. */
#include "top/load.h"

#include "base/arena.h"
#include "letters/templates.h"
#include "outward/config.h"
#include "outward/template_folder.h"
#include "text/phrases.h"

int load_config(
	struct arena *arena, const char *path, struct config **ret_config, struct fault *fault)
{
	struct template_folder *folder;
	const char *named = path ? path : LOAD_CONFIG_DEFAULT;

	/* the folder tells which languages there are; a config may name another one */
	if (template_folder_open(arena, NULL, &folder, NULL) < 0)
		return config_load(arena, named, NULL, ret_config, fault);
	return config_load(arena, named, template_folder_path(folder), ret_config, fault);
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
	struct template_folder *folder;
	const struct template_file *files;
	size_t n;
	int r = template_folder_open(arena, path, &folder, fault);

	if (r == 0)
		r = template_folder_phrases(arena, folder, &files, &n, fault);
	if (r < 0)
		return r;
	struct phrase_file *phrases = arena_make_n(arena, struct phrase_file, n + 1);
	for (size_t i = 0; i < n; i++)
		phrases[i] = (struct phrase_file){
			files[i].language, files[i].name, files[i].bytes, files[i].n_bytes};
	return phrasebook_new(phrases, n, ret_book, fault);
}

int load_templates(struct arena *arena, const char *path, struct templates **ret_templates,
	struct fault *fault)
{
	struct template_folder *folder;
	const struct template_file *files;
	size_t n;
	int r = template_folder_open(arena, path, &folder, fault);

	if (r == 0)
		r = template_folder_letters(arena, folder, &files, &n, fault);
	return r < 0 ? r : templates_new(files, n, ret_templates, fault);
}
