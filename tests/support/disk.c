/* SPDX-License-Identifier: MIT */
/* The two views kept up to date, record by record. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/disk_inside.h"

/* ---- bytes ---- */

void content_write(struct content *content, uint64_t where, const void *bytes, size_t n)
{
	size_t end = (size_t)where + n;

	if (end >= content->room) {
		content->room = end * 2 + 1;
		content->at = realloc(content->at, content->room);
		assert_non_null(content->at);
	}
	if (end > content->n) {
		memset(content->at + content->n, 0, end - content->n);
		content->n = end;
	}
	if (n > 0)
		memcpy(content->at + where, bytes, n);
}

void content_cut(struct content *content, uint64_t bytes)
{
	if (bytes > content->n)
		content_write(content, bytes, "", 0);
	content->n = (size_t)bytes;
}

void content_do(struct content *content, const struct ledger_record *record)
{
	if (record->deed == DEED_WRITE)
		content_write(content, record->where, record->data, record->n);
	else
		content_cut(content, record->where);
}

/* ---- objects and entries ---- */

static struct object *new_object(struct disk *disk, uint64_t inode, bool is_directory)
{
	struct object *object = arena_make(disk->arena, struct object);

	object->inode = inode;
	object->is_directory = is_directory;
	content_write(&object->seen, 0, "", 0);
	content_write(&object->kept, 0, "", 0);
	*arena_push(disk->arena, &disk->objects) = object;
	return object;
}

/* The newest: a number is given anew when its file is gone. */
static struct object *find_object(const struct disk *disk, uint64_t inode)
{
	for (size_t i = disk->objects.n; i > 0; i--)
		if (disk->objects.at[i - 1]->inode == inode)
			return disk->objects.at[i - 1];
	return NULL;
}

struct entry *disk_entry(const struct object *directory, const char *name)
{
	list_each (entry, &directory->entries)
		if (strcmp((*entry)->name, name) == 0)
			return *entry;
	return NULL;
}

static struct entry *make_entry(struct disk *disk, struct object *directory, const char *name)
{
	struct entry *entry = disk_entry(directory, name);

	if (entry)
		return entry;
	entry = arena_make(disk->arena, struct entry);
	entry->name = arena_strdup(disk->arena, name);
	entry->directory = directory;
	*arena_push(disk->arena, &directory->entries) = entry;
	return entry;
}

/* ---- the beginning ---- */

static void scan_file(struct object *file, const char *path)
{
	char bytes[65536];
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	while ((n = read(fd, bytes, sizeof(bytes))) > 0) {
		content_write(&file->seen, file->seen.n, bytes, (size_t)n);
		content_write(&file->kept, file->kept.n, bytes, (size_t)n);
	}
	close(fd);
}

static struct object *scan(struct disk *disk, const char *path)
{
	struct stat st;

	if (lstat(path, &st) < 0 || (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)))
		return NULL;
	struct object *object = new_object(disk, st.st_ino, S_ISDIR(st.st_mode));
	if (!object->is_directory) {
		scan_file(object, path);
		return object;
	}
	DIR *stream = opendir(path);
	assert_non_null(stream);
	for (struct dirent *e; (e = readdir(stream));) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		struct object *there =
			scan(disk, arena_printf(disk->arena, "%s/%s", path, e->d_name));
		if (there) {
			struct entry *entry = make_entry(disk, object, e->d_name);
			entry->seen = entry->kept = there;
		}
	}
	closedir(stream);
	return object;
}

struct disk *disk_new(const char *root)
{
	struct disk *disk = calloc(1, sizeof(*disk));

	assert_non_null(disk);
	disk->arena = arena_new();
	disk->root = scan(disk, root);
	assert_non_null(disk->root);
	return disk;
}

void disk_free(struct disk *disk)
{
	list_each (object, &disk->objects) {
		free((*object)->seen.at);
		free((*object)->kept.at);
	}
	arena_free(disk->arena);
	free(disk);
}

size_t disk_syncs(const struct disk *disk)
{
	return disk->syncs;
}

/* ---- names ---- */

static void change(struct disk *disk, struct entry *entry, struct object *to, size_t rename)
{
	entry->seen = to;
	*arena_push(disk->arena, &disk->changes) =
		(struct change){.entry = entry, .to = to, .rename = rename};
}

static void play_name(struct disk *disk, const struct ledger_record *record)
{
	struct object *directory = find_object(disk, record->at), *file;

	if (!directory)
		return; /* outside the folder */
	struct entry *entry = make_entry(disk, directory, record->data);
	if (record->deed == DEED_UNLINK)
		file = NULL;
	else if (record->deed == DEED_LINK)
		file = find_object(disk, record->what);
	else
		file = new_object(disk, record->what, record->deed == DEED_MAKE_DIRECTORY);
	change(disk, entry, file, 0);
}

static void play_rename(struct disk *disk, const struct ledger_record *record)
{
	struct object *from_directory = find_object(disk, record->at);
	struct object *to_directory = find_object(disk, record->to);

	if (!from_directory || !to_directory)
		return;
	struct entry *from = make_entry(disk, from_directory, record->data);
	struct entry *to = make_entry(disk, to_directory, record->data + strlen(record->data) + 1);
	struct object *file = from->seen;
	disk->renames++;
	change(disk, from, NULL, disk->renames);
	change(disk, to, file, disk->renames);
}

/* The change is on the disk, and with it all that came before it on the same name. */
static void settle(struct disk *disk, size_t at)
{
	struct entry *entry = disk->changes.at[at].entry;

	entry->kept = disk->changes.at[at].to;
	for (size_t i = 0; i <= at; i++)
		if (disk->changes.at[i].entry == entry)
			disk->changes.at[i].entry = NULL;
}

static bool is_synced(const struct disk *disk, const struct change *one, const struct object *what)
{
	if (one->entry && one->entry->directory == what)
		return true;
	for (size_t i = 0; one->entry && one->rename > 0 && i < disk->changes.n; i++) {
		const struct change *other = &disk->changes.at[i];
		if (other->rename == one->rename && other->directory == what)
			return true;
	}
	return false;
}

static void sync_directory(struct disk *disk, const struct object *directory)
{
	size_t kept = 0;

	for (size_t i = 0; i < disk->changes.n; i++)
		disk->changes.at[i].directory =
			disk->changes.at[i].entry ? disk->changes.at[i].entry->directory : NULL;
	for (size_t i = 0; i < disk->changes.n; i++)
		if (is_synced(disk, &disk->changes.at[i], directory))
			settle(disk, i);
	for (size_t i = 0; i < disk->changes.n; i++)
		if (disk->changes.at[i].entry)
			disk->changes.at[kept++] = disk->changes.at[i];
	disk->syncs += kept < disk->changes.n;
	disk->changes.n = kept;
}

/* ---- the rest ---- */

static void sync_file(struct disk *disk, struct object *file)
{
	list_each (record, &file->pending)
		content_do(&file->kept, *record);
	disk->syncs += file->pending.n > 0;
	file->pending.n = 0;
}

void disk_play(struct disk *disk, const struct ledger_record *record)
{
	if (record->deed == DEED_SAY)
		return;
	if (record->deed == DEED_RENAME) {
		play_rename(disk, record);
		return;
	}
	if (record->deed < DEED_RENAME) {
		play_name(disk, record);
		return;
	}
	struct object *object = find_object(disk, record->what);
	if (!object)
		return;
	if (record->deed == DEED_SYNC && object->is_directory) {
		sync_directory(disk, object);
	} else if (record->deed == DEED_SYNC) {
		sync_file(disk, object);
	} else {
		content_do(&object->seen, record);
		*arena_push(disk->arena, &object->pending) = record;
	}
}
