/* SPDX-License-Identifier: MIT */
/*
 * A folder laid out as a power cut leaves it.
 *
 * SQLite's shared memory (-shm) is written by mapping, which no record shows; it is never synced
 * and never trusted after a crash. Where it is there at all it holds rubbish, which must do no
 * harm.
 */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/chance.h"
#include "support/disk_inside.h"

#define SECTOR_BYTES 512
#define RUBBISH_BYTES 32768

struct laying {
	const struct disk *disk;
	struct chance chance;
	bool keeps; /* part of what was not synced */
	bool *kept_changes; /* one for each change */
};

static bool is_shared_memory(const char *name)
{
	size_t n = strlen(name);

	return n > 4 && strcmp(name + n - 4, "-shm") == 0;
}

static bool by_chance(struct laying *laying)
{
	return chance_below(&laying->chance, 2) == 0;
}

/* A rename's two changes are there or not together. */
static void choose_changes(struct laying *laying)
{
	const struct disk *disk = laying->disk;

	laying->kept_changes = arena_make_n(disk->arena, bool, disk->changes.n + 1);
	for (size_t i = 0; i < disk->changes.n && laying->keeps; i++) {
		size_t rename = disk->changes.at[i].rename;
		bool second = rename > 0 && i > 0 && disk->changes.at[i - 1].rename == rename;
		laying->kept_changes[i] = second ? laying->kept_changes[i - 1] : by_chance(laying);
	}
}

static const struct object *laid_object(const struct laying *laying, const struct entry *entry)
{
	const struct object *object = entry->kept;

	for (size_t i = 0; i < laying->disk->changes.n; i++)
		if (laying->kept_changes[i] && laying->disk->changes.at[i].entry == entry)
			object = laying->disk->changes.at[i].to;
	return object;
}

/* Whole, not at all, or torn at a sector. */
static void keep_by_chance(
	struct laying *laying, struct content *content, const struct ledger_record *record)
{
	size_t sectors = record->n / SECTOR_BYTES;

	if (by_chance(laying))
		return;
	if (record->deed != DEED_WRITE || sectors == 0 || by_chance(laying))
		content_do(content, record);
	else
		content_write(content, record->where, record->data,
			chance_below(&laying->chance, sectors) * SECTOR_BYTES);
}

static void lay_file(struct laying *laying, const struct object *file, const char *path)
{
	struct content content = {0};
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	if (is_shared_memory(path)) {
		content_cut(&content, RUBBISH_BYTES);
		chance_bytes(&laying->chance, content.at, content.n);
	} else {
		content_write(&content, 0, file->kept.at, file->kept.n);
		for (size_t i = 0; i < file->pending.n && laying->keeps; i++)
			keep_by_chance(laying, &content, file->pending.at[i]);
	}
	assert_int_equal(write(fd, content.at, content.n), content.n);
	close(fd);
	free(content.at);
}

static void lay(struct laying *laying, const struct object *object, const char *path)
{
	if (!object->is_directory) {
		lay_file(laying, object, path);
		return;
	}
	assert_int_equal(mkdir(path, 0700), 0);
	list_each (entry, &object->entries) {
		const struct object *there = laid_object(laying, *entry);
		if (there)
			lay(laying, there,
				arena_printf(laying->disk->arena, "%s/%s", path, (*entry)->name));
	}
}

void disk_lay(const struct disk *disk, const char *name, const char *path, uint64_t seed)
{
	struct laying laying = {.disk = disk, .keeps = seed != 0};
	const struct entry *entry = disk_entry(disk->root, name);

	chance_init(&laying.chance, seed | 1);
	choose_changes(&laying);
	const struct object *there = entry ? laid_object(&laying, entry) : NULL;
	if (there)
		lay(&laying, there, path);
}

/* ---- as the processes see it ---- */

static void compare_file(const struct object *file, const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) < 0)
		fail_msg("%s is in the ledger and not there", path);
	char *bytes = malloc((size_t)st.st_size + 1);
	assert_non_null(bytes);
	assert_int_equal(read(fd, bytes, (size_t)st.st_size), st.st_size);
	close(fd);
	if ((size_t)st.st_size != file->seen.n || memcmp(bytes, file->seen.at, file->seen.n) != 0)
		fail_msg("%s: %zu bytes, by the ledger %zu, or others", path, (size_t)st.st_size,
			file->seen.n);
	free(bytes);
}

static void compare(const struct disk *disk, const struct object *object, const char *path)
{
	size_t n = 0, there = 0;

	if (!object->is_directory) {
		if (!is_shared_memory(path))
			compare_file(object, path);
		return;
	}
	list_each (entry, &object->entries) {
		n += (*entry)->seen != NULL;
		if ((*entry)->seen)
			compare(disk, (*entry)->seen,
				arena_printf(disk->arena, "%s/%s", path, (*entry)->name));
	}
	DIR *stream = opendir(path);
	assert_non_null(stream);
	for (struct dirent *e; (e = readdir(stream));)
		there += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(stream);
	if (there != n)
		fail_msg("%s has %zu entries, by the ledger %zu", path, there, n);
}

void disk_compare(const struct disk *disk, const char *root, const char *name)
{
	const struct entry *entry = disk_entry(disk->root, name);

	assert_non_null(entry);
	assert_non_null(entry->seen);
	compare(disk, entry->seen, arena_printf(disk->arena, "%s/%s", root, name));
}
