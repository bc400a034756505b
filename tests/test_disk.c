/* floor: base */
/* with: support/disk.c support/disk_lay.c support/scratch.c */
/* SPDX-License-Identifier: MIT */
/* What the tests take for a power cut: which of a folder's changes are surely on the disk, and what
 * else may be. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "support/disk.h"
#include "support/scratch.h"

/* Places and files by numbers that no inode here has: these are there from the beginning … */
enum { FOLDER = 1, A, B, OLD, BEGINNINGS };
/* … and these are made. */
#define ONE (UINT64_C(1) << 60)
#define TWO (ONE + 1)

struct step {
	enum ledger_deed deed;
	uint64_t at, to, what, where;
	const char *data;
	const char *name; /* of a rename's end */
};
#define MAKE(directory, file, called)                                                              \
	{                                                                                          \
		.deed = DEED_MAKE, .at = (directory), .what = (file), .data = (called)             \
	}
#define MAKE_DIRECTORY(directory, made, called)                                                    \
	{                                                                                          \
		.deed = DEED_MAKE_DIRECTORY, .at = (directory), .what = (made), .data = (called)   \
	}
#define LINK(directory, file, called)                                                              \
	{                                                                                          \
		.deed = DEED_LINK, .at = (directory), .what = (file), .data = (called)             \
	}
#define UNLINK(directory, called)                                                                  \
	{                                                                                          \
		.deed = DEED_UNLINK, .at = (directory), .data = (called)                           \
	}
#define RENAME(from, called, target, then)                                                         \
	{                                                                                          \
		.deed = DEED_RENAME, .at = (from), .data = (called), .to = (target),               \
		.name = (then)                                                                     \
	}
#define WRITE(file, bytes)                                                                         \
	{                                                                                          \
		.deed = DEED_WRITE, .what = (file), .data = (bytes)                                \
	}
#define CUT(file, bytes)                                                                           \
	{                                                                                          \
		.deed = DEED_CUT, .what = (file), .where = (bytes)                                 \
	}
#define SYNC(file)                                                                                 \
	{                                                                                          \
		.deed = DEED_SYNC, .what = (file)                                                  \
	}
#define STEPS_MOST 10

static char dir[SCRATCH_PATH];
static struct arena *arena;
static uint64_t inodes[BEGINNINGS];

static uint64_t inode_of(const char *name)
{
	struct stat st;

	assert_int_equal(stat(arena_printf(arena, "%s/%s", dir, name), &st), 0);
	return st.st_ino;
}

static int begin(void **state)
{
	(void)state;
	arena = arena_new();
	assert_int_equal(scratch_make(dir), 0);
	assert_int_equal(mkdir(arena_printf(arena, "%s/f", dir), 0700), 0);
	assert_int_equal(mkdir(arena_printf(arena, "%s/f/a", dir), 0700), 0);
	assert_int_equal(mkdir(arena_printf(arena, "%s/f/b", dir), 0700), 0);
	FILE *file = fopen(arena_printf(arena, "%s/f/a/old", dir), "w");
	assert_non_null(file);
	fputs("old", file);
	fclose(file);
	inodes[FOLDER] = inode_of("f");
	inodes[A] = inode_of("f/a");
	inodes[B] = inode_of("f/b");
	inodes[OLD] = inode_of("f/a/old");
	return 0;
}

static int end(void **state)
{
	(void)state;
	scratch_remove(dir);
	arena_free(arena);
	return 0;
}

static uint64_t real(uint64_t what)
{
	return what < BEGINNINGS ? inodes[what] : what;
}

static void play(struct disk *disk, const struct step *step)
{
	const char *data = step->data ? step->data : "";
	size_t n = strlen(data) + (step->deed != DEED_WRITE);
	size_t named = step->name ? strlen(step->name) + 1 : 0;
	struct ledger_record *record = arena_alloc(arena, sizeof(*record) + n + named);

	*record = (struct ledger_record){.deed = (uint8_t)step->deed,
		.at = real(step->at),
		.to = real(step->to),
		.what = real(step->what),
		.where = step->where,
		.n = (uint32_t)(n + named)};
	memcpy(record->data, data, n);
	if (named)
		memcpy(record->data + n, step->name, named);
	disk_play(disk, record);
}

/* "a/x=bytes b/ …": the files below the path, in the order of their names. */
static const char *list(const char *path, const char *name)
{
	struct dirent **entries;
	const char *all = "";
	int n = scandir(path, &entries, NULL, alphasort);
	char bytes[64] = "";

	if (n < 0) {
		int fd = open(path, O_RDONLY);
		assert_true(fd >= 0);
		assert_true(read(fd, bytes, sizeof(bytes) - 1) >= 0);
		close(fd);
		return arena_printf(arena, " %s=%s", name, bytes);
	}
	for (int i = 0; i < n; i++) {
		const char *below = entries[i]->d_name;
		if (strcmp(below, ".") != 0 && strcmp(below, "..") != 0)
			all = arena_printf(arena, "%s%s", all,
				list(arena_printf(arena, "%s/%s", path, below),
					arena_printf(
						arena, "%s%s%s", name, *name ? "/" : "", below)));
		free(entries[i]);
	}
	free(entries);
	return all;
}

static const char *left(const struct disk *disk, uint64_t seed)
{
	const char *path = arena_printf(arena, "%s/left", dir);

	disk_lay(disk, "f", path, seed);
	const char *files = list(path, "");
	scratch_remove(path);
	return files;
}

static const struct {
	const char *name;
	struct step steps[STEPS_MOST];
	const char *left; /* when all is lost that was not synced */
	const char *may[4]; /* all that can be left, by any seed; each of them is */
} rows[] = {
	{"nothing done", {{0}}, " a/old=old", {" a/old=old"}},
	{"bytes not synced", {WRITE(OLD, "new")}, " a/old=old", {" a/old=old", " a/old=new"}},
	{"bytes synced", {WRITE(OLD, "new"), SYNC(OLD)}, " a/old=new", {" a/old=new"}},
	{"cut and not synced", {CUT(OLD, 1)}, " a/old=old", {" a/old=old", " a/old=o"}},
	{"a new file, synced, its name not", {MAKE(A, ONE, "x"), WRITE(ONE, "1"), SYNC(ONE)},
		" a/old=old", {" a/old=old", " a/old=old a/x=1"}},
	{"its name synced, its bytes not", {MAKE(A, ONE, "x"), WRITE(ONE, "1"), SYNC(A)},
		" a/old=old a/x=", {" a/old=old a/x=", " a/old=old a/x=1"}},
	{"both synced", {MAKE(A, ONE, "x"), WRITE(ONE, "1"), SYNC(ONE), SYNC(A)},
		" a/old=old a/x=1", {" a/old=old a/x=1"}},
	{"moved, nothing synced: here or there, never both, never neither",
		{RENAME(A, "old", B, "now")}, " a/old=old", {" a/old=old", " b/now=old"}},
	{"moved, the new directory synced", {RENAME(A, "old", B, "now"), SYNC(B)}, " b/now=old",
		{" b/now=old"}},
	{"moved, the old directory synced: a rename is one change",
		{RENAME(A, "old", B, "now"), SYNC(A)}, " b/now=old", {" b/now=old"}},
	{"made here, moved there, there synced: not in both",
		{MAKE(A, ONE, "x"), RENAME(A, "x", B, "x"), SYNC(B)},
		" a/old=old b/x=", {" a/old=old b/x="}},
	{"renamed over another",
		{MAKE(A, ONE, "x"), WRITE(ONE, "1"), SYNC(ONE), SYNC(A), RENAME(A, "x", A, "old")},
		" a/old=old a/x=1", {" a/old=old a/x=1", " a/old=1"}},
	{"taken away, not synced", {UNLINK(A, "old")}, " a/old=old", {" a/old=old", ""}},
	{"taken away, synced", {UNLINK(A, "old"), SYNC(A)}, "", {""}},
	{"a number given anew: the old file is not the new one",
		{MAKE(B, ONE, "x"), WRITE(ONE, "1"), SYNC(ONE), SYNC(B), UNLINK(B, "x"),
			MAKE(B, ONE, "y"), WRITE(ONE, "2"), SYNC(ONE)},
		" a/old=old b/x=1",
		{" a/old=old", " a/old=old b/x=1", " a/old=old b/x=1 b/y=2", " a/old=old b/y=2"}},
	{"all synced in a new directory, its own name not",
		{MAKE_DIRECTORY(FOLDER, ONE, "c"), MAKE(ONE, TWO, "x"), SYNC(TWO), SYNC(ONE)},
		" a/old=old", {" a/old=old", " a/old=old c/x="}},
	{"linked, synced", {LINK(B, OLD, "too"), SYNC(B)}, " a/old=old b/too=old",
		{" a/old=old b/too=old"}},
};

static void what_was_synced_is_left(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct disk *disk = disk_new(dir);
		for (size_t j = 0; j < STEPS_MOST && rows[i].steps[j].deed; j++)
			play(disk, &rows[i].steps[j]);
		const char *got = left(disk, 0);
		if (strcmp(got, rows[i].left) != 0)
			fail_msg("%s: left \"%s\", wanted \"%s\"", rows[i].name, got, rows[i].left);
		disk_free(disk);
	}
}

static void of_the_rest_any_part_may_be_left(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct disk *disk = disk_new(dir);
		bool seen[4] = {false};
		for (size_t j = 0; j < STEPS_MOST && rows[i].steps[j].deed; j++)
			play(disk, &rows[i].steps[j]);
		for (uint64_t seed = 1; rows[i].may[0] && seed < 64; seed++) {
			const char *got = left(disk, seed);
			size_t k = 0;
			while (k < 4 && rows[i].may[k] && strcmp(got, rows[i].may[k]) != 0)
				k++;
			if (k == 4 || !rows[i].may[k])
				fail_msg("%s: left \"%s\"", rows[i].name, got);
			seen[k] = true;
		}
		for (size_t k = 0; k < 4 && rows[i].may[k]; k++)
			if (!seen[k])
				fail_msg("%s: never left \"%s\"", rows[i].name, rows[i].may[k]);
		disk_free(disk);
	}
}

static void a_write_is_torn_at_a_sector(void **state)
{
	static char bytes[4 * 512 + 1];
	const struct step write = WRITE(OLD, bytes);
	bool torn = false;

	(void)state;
	memset(bytes, 'n', sizeof(bytes) - 1);
	struct disk *disk = disk_new(dir);
	play(disk, &write);
	for (uint64_t seed = 1; seed < 64; seed++) {
		struct stat st;
		const char *path = arena_printf(arena, "%s/left", dir);
		disk_lay(disk, "f", path, seed);
		assert_int_equal(stat(arena_printf(arena, "%s/a/old", path), &st), 0);
		assert_true(st.st_size == 3 || st.st_size % 512 == 0);
		torn = torn || (st.st_size > 3 && st.st_size < 2048);
		scratch_remove(path);
	}
	assert_true(torn);
	disk_free(disk);
}

#define DISK(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		DISK(what_was_synced_is_left),
		DISK(of_the_rest_any_part_may_be_left),
		DISK(a_write_is_torn_at_a_sector),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
