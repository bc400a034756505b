/* SPDX-License-Identifier: MIT */
/*
 * A fuzzer as a test: runs it over every file of the folders that are named, over nothing, and over
 * each file's first half. What it has to say it says by crashing.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

struct folders {
	int n;
	char **paths;
};

static void run_over_file(const char *path)
{
	FILE *file = fopen(path, "rb");

	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	long bytes = ftell(file);
	rewind(file);
	/* A folder among the files opens, but has no bytes to read. */
	uint8_t *data = bytes > 0 && bytes < 1L << 30 ? malloc((size_t)bytes) : NULL;
	size_t n = data ? fread(data, 1, (size_t)bytes, file) : 0;
	fclose(file);
	if (n) {
		LLVMFuzzerTestOneInput(data, n);
		LLVMFuzzerTestOneInput(data, n / 2);
	}
	free(data);
}

static void survives_its_seeds(void **state)
{
	const struct folders *folders = *state;

	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	for (int i = 0; i < folders->n; i++) {
		DIR *folder = opendir(folders->paths[i]);
		if (!folder)
			continue;
		for (struct dirent *entry; (entry = readdir(folder));) {
			char path[4096];
			snprintf(path, sizeof(path), "%s/%s", folders->paths[i], entry->d_name);
			if (entry->d_name[0] != '.')
				run_over_file(path);
		}
		closedir(folder);
	}
}

int main(int argc, char **argv)
{
	struct folders folders = {.n = argc - 1, .paths = argv + 1};
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(survives_its_seeds, &folders),
	};

	return cmocka_run_group_tests_name(argv[0], tests, NULL, NULL);
}
