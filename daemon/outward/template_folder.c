/* SPDX-License-Identifier: MIT */
/*
 * Finds the templates folder and reads its files whole, before any box closes. Languages come in a
 * fixed order (the two that letters are written in, then by name), since the reader tries them in
 * that order and the same folder must give the same understanding on every machine.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"
#include "outward/template_folder.h"

struct template_folder {
	const char *path;
};

static bool is_folder(const char *path)
{
	struct stat status;
	return !stat(path, &status) && S_ISDIR(status.st_mode);
}

/* "/usr/bin/samlad" gives "/usr/bin/../templates"; NULL where the kernel doesn't tell. */
static const char *beside_binary(struct arena *arena)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (n <= 0)
		return NULL;
	path[n] = '\0';
	*strrchr(path, '/') = '\0';
	return arena_printf(arena, "%s/../templates", path);
}

int template_folder_open(struct arena *arena, const char *path, struct template_folder **ret_folder,
	struct fault *fault)
{
	const char *tried[] = {path, beside_binary(arena), "/usr/share/samlad/templates"};
	size_t n = path ? 1 : 3;

	for (size_t i = 0; i < n; i++) {
		if (!tried[i] || !is_folder(tried[i]))
			continue;
		struct template_folder *folder = arena_make(arena, struct template_folder);
		folder->path = arena_strdup(arena, tried[i]);
		*ret_folder = folder;
		return 0;
	}
	if (path)
		return fault_set(
			fault, -ENOENT, "%s: no templates folder there; set `templates =`", path);
	return fault_set(fault, -ENOENT,
		"no templates folder, neither %s nor %s; set `templates =`",
		tried[1] ? tried[1] : "beside the binary", tried[2]);
}

const char *template_folder_path(const struct template_folder *folder)
{
	return folder->path;
}

static int read_whole(
	struct arena *arena, const char *path, struct template_file *file, struct fault *fault)
{
	struct stat status;
	int error = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return fault_set(fault, -errno, "%s: %s", path, strerror(errno));
	if (fstat(fd, &status) || !S_ISREG(status.st_mode) ||
		status.st_size > TEMPLATE_FILE_LIMIT) {
		error = fault_set(fault, -EFBIG, "%s: no plain file of at most 1 MiB", path);
	} else {
		char *bytes = arena_alloc(arena, (size_t)status.st_size + 1);
		size_t n = 0;
		for (ssize_t got = 1;
			got > 0 && n<(size_t)status.st_size; n += got> 0 ? (size_t)got : 0) {
			got = read(fd, bytes + n, (size_t)status.st_size - n);
			if (got < 0)
				error = fault_set(fault, -errno, "%s: %s", path, strerror(errno));
		}
		file->bytes = bytes;
		file->n_bytes = n;
	}
	close(fd);
	return error;
}

static int by_language(const struct dirent **a, const struct dirent **b)
{
	static const char first[] = " sv en ";
	const char *places[2];
	const struct dirent *entries[2] = {*a, *b};

	for (int i = 0; i < 2; i++) {
		char word[NAME_MAX + 3];
		snprintf(word, sizeof(word), " %s ", entries[i]->d_name);
		const char *at = strstr(first, word);
		places[i] = at ? at : first + sizeof(first);
	}
	return places[0] != places[1] ? (places[0] < places[1] ? -1 : 1)
				      : strcmp((*a)->d_name, (*b)->d_name);
}

static int is_phrases(const struct dirent *entry)
{
	const char *rest = entry->d_name + 7;
	return !strncmp(entry->d_name, "phrases", 7) && (!*rest || *rest == '.') &&
		!strchr(rest, '~');
}

static int is_letter(const struct dirent *entry)
{
	static const char ending[] = ".mustache";
	size_t n = strlen(entry->d_name);

	return !strcmp(entry->d_name, "subjects") ||
		(n > sizeof(ending) && entry->d_name[0] != '.' &&
			!strcmp(entry->d_name + n - (sizeof(ending) - 1), ending));
}

static int is_language(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && strcmp(entry->d_name, "also") != 0;
}

/* What is gathered, and from where. */
struct gathering {
	struct arena *arena;
	const char *root;
	int (*wanted)(const struct dirent *entry);
	bool long_names; /* with the language in front */
	LIST_OF(struct template_file) files;
	struct fault *fault;
};

static void free_entries(struct dirent **entries, int n)
{
	for (int i = 0; i < n; i++)
		free(entries[i]);
	free(entries);
}

static int gather_language(struct gathering *gathering, const char *folder, const char *language)
{
	struct arena *arena = gathering->arena;
	const char *path = arena_printf(arena, "%s/%s%s", gathering->root, folder, language);
	struct dirent **entries;
	int n = scandir(path, &entries, gathering->wanted, alphasort);
	int error = 0;

	if (n < 0)
		return errno == ENOTDIR
			? 0
			: fault_set(gathering->fault, -errno, "%s: %s", path, strerror(errno));
	for (int i = 0; i < n && !error; i++) {
		struct template_file *file = arena_push(arena, &gathering->files);
		const char *name = entries[i]->d_name;
		file->language = arena_strdup(arena, language);
		file->name = gathering->long_names
			? arena_printf(arena, "%s%s/%s", folder, language, name)
			: arena_strdup(arena, name);
		error = read_whole(
			arena, arena_printf(arena, "%s/%s", path, name), file, gathering->fault);
	}
	free_entries(entries, n);
	return error;
}

static int gather_folder(struct gathering *gathering, const char *folder)
{
	const char *path = arena_printf(gathering->arena, "%s/%s", gathering->root, folder);
	struct dirent **entries;
	int n = scandir(path, &entries, is_language, by_language);
	int error = 0;

	if (n < 0)
		return errno == ENOENT && *folder
			? 0
			: fault_set(gathering->fault, -errno, "%s: %s", path, strerror(errno));
	for (int i = 0; i < n && !error; i++)
		error = gather_language(gathering, folder, entries[i]->d_name);
	free_entries(entries, n);
	return error;
}

int template_folder_phrases(struct arena *arena, const struct template_folder *folder,
	struct template_files *ret_files, struct fault *fault)
{
	struct gathering gathering = {.arena = arena,
		.root = folder->path,
		.wanted = is_phrases,
		.long_names = true,
		.fault = fault};
	int error = gather_folder(&gathering, "");

	if (!error)
		error = gather_folder(&gathering, "also/");
	if (!error)
		*ret_files = (struct template_files){gathering.files.at, gathering.files.n};
	return error;
}

int template_folder_letters(struct arena *arena, const struct template_folder *folder,
	struct template_files *ret_files, struct fault *fault)
{
	struct gathering gathering = {
		.arena = arena, .root = folder->path, .wanted = is_letter, .fault = fault};
	int error = gather_folder(&gathering, "");

	if (!error)
		*ret_files = (struct template_files){gathering.files.at, gathering.files.n};
	return error;
}

int template_folder_read(struct arena *arena, const struct template_folder *folder,
	const char *language, const char *name, struct template_file *ret_file, struct fault *fault)
{
	struct template_file file = {
		.language = arena_strdup(arena, language), .name = arena_strdup(arena, name)};
	const char *path = arena_printf(arena, "%s/%s/%s", folder->path, language, name);
	int error = read_whole(arena, path, &file, fault);

	if (!error)
		*ret_file = file;
	return error;
}
