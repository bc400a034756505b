/* SPDX-License-Identifier: MIT */
/*
 * The folder that a season is played in: a config, two Maildirs and the state, all of them below
 * it. An earlier season is replaced; a folder with anything else in it is left alone, known by a
 * file that only a season leaves.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "outward/config.h"
#include "outward/state.h"
#include "outward/template_folder.h"
#include "simulate_inside.h"
#include "top/load.h"

#define MARKER "made-by-samlad-simulate"
#define MARKER_WORDS "This folder was made by `samlad simulate` and is replaced by the next one.\n"
#define FILE_LIMIT_BYTES (1024 * 1024)

static bool is_empty(const char *folder)
{
	DIR *dir = opendir(folder);
	int n = 0;

	if (!dir)
		return false;
	while (readdir(dir))
		n++;
	closedir(dir);
	return n <= 2;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)type;
	return place->level == 0 ? 0 : remove(path);
}

static int write_file(const char *path, const char *text, size_t bytes, struct fault *fault)
{
	FILE *file = fopen(path, "we");

	if (!file)
		return fault_prefix(fault, -errno, "%s", path);
	bool good = fwrite(text, 1, bytes, file) == bytes;
	good = fclose(file) == 0 && good;
	return good ? 0 : fault_prefix(fault, -EIO, "%s", path);
}

/* Empty at the end, but for the marker. */
static int clear_folder(struct arena *arena, const char *folder, struct fault *fault)
{
	const char *marker = arena_printf(arena, "%s/%s", folder, MARKER);

	if (mkdir(folder, 0700) < 0 && errno != EEXIST)
		return fault_prefix(fault, -errno, "%s", folder);
	if (access(marker, F_OK) < 0 && !is_empty(folder))
		return fault_set(fault, -ENOTEMPTY,
			"%s is not empty, and no earlier season stands in it; remove it, or choose "
			"another folder "
			"with --out",
			folder);
	if (nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) < 0)
		return fault_prefix(fault, -errno, "%s can't be emptied", folder);
	return write_file(marker, MARKER_WORDS, strlen(MARKER_WORDS), fault);
}

int stage_read(const struct stage *stage, struct arena *arena, const char *name,
	const char **ret_text, size_t *ret_bytes, struct fault *fault)
{
	const char *path = arena_printf(arena, "%s/simulate/%s", stage->templates, name);
	FILE *file = fopen(path, "re");

	if (!file)
		return fault_prefix(fault, -errno, "%s", path);
	struct stat status;
	bool good = fstat(fileno(file), &status) == 0 && status.st_size <= FILE_LIMIT_BYTES;
	size_t bytes = good ? (size_t)status.st_size : 0;
	char *text = arena_alloc(arena, bytes + 1);
	good = good && fread(text, 1, bytes, file) == bytes;
	fclose(file);
	if (!good)
		return fault_prefix(fault, -EIO, "%s", path);
	*ret_text = text;
	*ret_bytes = bytes;
	return 0;
}

static int find_templates(
	struct arena *arena, const char *wanted, const char **ret_path, struct fault *fault)
{
	struct template_folder *folder;
	char real[PATH_MAX];
	int r = template_folder_open(arena, wanted, &folder, fault);

	if (r < 0)
		return r;
	if (!realpath(template_folder_path(folder), real))
		return fault_prefix(fault, -errno, "%s", template_folder_path(folder));
	*ret_path = arena_strdup(arena, real);
	return 0;
}

static int write_config(struct stage *stage, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *text;
	size_t bytes;
	int r = stage_read(stage, arena, "samlad.conf", &text, &bytes, fault);

	stage->config_path = arena_printf(stage->arena, "%s/samlad.conf", stage->folder);
	if (r == 0)
		r = write_file(stage->config_path, text, bytes, fault);
	if (r == 0)
		r = load_config(stage->arena, stage->config_path, &stage->config, fault);
	if (r == 0)
		stage->network = &stage->config->networks.at[0];
	return r;
}

int stage_set(const struct simulate_settings *settings, struct arena *arena,
	struct stage *ret_stage, struct fault *fault)
{
	struct stage stage = {.arena = arena, .lock = -1};
	char real[PATH_MAX];
	int r = find_templates(arena, settings->templates, &stage.templates, fault);

	if (r == 0)
		r = clear_folder(arena, settings->folder, fault);
	if (r == 0 && !realpath(settings->folder, real))
		r = fault_prefix(fault, -errno, "%s", settings->folder);
	if (r < 0)
		return r;
	stage.folder = arena_strdup(arena, real);
	r = write_config(&stage, fault);
	if (r == 0)
		r = state_lock(stage.config->state, &stage.lock, fault);
	if (r == 0)
		*ret_stage = stage;
	return r;
}

void stage_leave(struct stage *stage)
{
	if (stage->lock >= 0)
		close(stage->lock);
	stage->lock = -1;
}
