/* SPDX-License-Identifier: MIT */
#include "support/memory_group.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define LOOKS_MOST 3000

static const struct {
	const char *root;
	const char *limit; /* the file that holds it, in bytes */
	const char *no_swap; /* a file that takes a 0; else what is too much would go there */
	const char *kills; /* the file that has a line `oom_kill N` */
} versions[] = {
	{"/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.swappiness",
		"memory.oom_control"},
	{"/sys/fs/cgroup", "memory.max", "memory.swap.max", "memory.events"},
};
#define N_VERSIONS (sizeof(versions) / sizeof(versions[0]))

static bool write_to(const char *path, const char *name, const char *text)
{
	char file[MEMORY_GROUP_PATH + 64];

	snprintf(file, sizeof(file), "%s/%s", path, name);
	FILE *to = fopen(file, "we");
	if (!to)
		return false;
	bool wrote = fputs(text, to) >= 0;
	return fclose(to) == 0 && wrote;
}

static size_t version_of(const char *path)
{
	return strncmp(path, versions[0].root, strlen(versions[0].root)) == 0 ? 0 : 1;
}

int memory_group_make(char path[MEMORY_GROUP_PATH])
{
	for (size_t i = 0; i < N_VERSIONS; i++) {
		snprintf(path, MEMORY_GROUP_PATH, "%s/samlad-test-%d", versions[i].root,
			(int)getpid());
		if (mkdir(path, 0755) < 0)
			continue;
		/* what cannot be limited is no such group: a plain folder, a foreign version */
		if (write_to(path, versions[i].limit, "67108864")) {
			write_to(path, versions[i].no_swap, "0");
			return 0;
		}
		rmdir(path);
	}
	return -1;
}

void memory_group_limit(const char *path, long kib)
{
	char bytes[32];

	snprintf(bytes, sizeof(bytes), "%ld", kib * 1024);
	assert_true(write_to(path, versions[version_of(path)].limit, bytes));
}

/* The number behind a word at a line's beginning, or of the first line where the word is empty. */
static long number_of(const char *path, const char *name, const char *word)
{
	char file[MEMORY_GROUP_PATH + 64], line[128];
	long number = 0;

	snprintf(file, sizeof(file), "%s/%s", path, name);
	FILE *from = fopen(file, "re");
	assert_non_null(from);
	while (number == 0 && fgets(line, sizeof(line), from))
		if (strncmp(line, word, strlen(word)) == 0)
			number = strtol(line + strlen(word), NULL, 10);
	fclose(from);
	return number;
}

void memory_group_await(const char *path)
{
	for (int i = 0; number_of(path, "cgroup.procs", "") != 0; i++) {
		assert_true(i < LOOKS_MOST);
		nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
	}
}

long memory_group_kills(const char *path)
{
	return number_of(path, versions[version_of(path)].kills, "oom_kill ");
}

void memory_group_remove(const char *path)
{
	memory_group_await(path);
	assert_int_equal(rmdir(path), 0);
}
