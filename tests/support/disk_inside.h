/* SPDX-License-Identifier: MIT */
/* What disk.c and disk_lay.c share. */
#ifndef SAMLAD_TESTS_SUPPORT_DISK_INSIDE_H
#define SAMLAD_TESTS_SUPPORT_DISK_INSIDE_H

#include "base/arena.h"
#include "support/disk.h"

struct content {
	char *at; /* never NULL once anything, even nothing, was written */
	size_t n, room;
};

struct object {
	uint64_t inode;
	bool is_directory;
	struct content seen, kept;
	LIST_OF(const struct ledger_record *) pending; /* since the file's last sync */
	LIST_OF(struct entry *) entries; /* of a directory: all that ever stood there */
};

struct entry {
	const char *name;
	struct object *directory;
	struct object *seen, *kept; /* NULL: not there */
};

/* An entry that became another one, not yet on the disk. */
struct change {
	struct entry *entry; /* NULL: settled */
	const struct object *directory; /* its own, while a sync looks for what belongs together */
	struct object *to;
	size_t rename; /* the two changes of one rename have its number; 0: of none */
};

struct disk {
	struct arena *arena;
	struct object *root;
	LIST_OF(struct object *) objects;
	LIST_OF(struct change) changes; /* in their order */
	size_t renames;
	size_t syncs;
};

void content_write(struct content *content, uint64_t where, const void *bytes, size_t n);
void content_cut(struct content *content, uint64_t bytes);
void content_do(struct content *content, const struct ledger_record *record);
/* NULL: there never was one. */
struct entry *disk_entry(const struct object *directory, const char *name);

#endif
