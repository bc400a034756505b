/* SPDX-License-Identifier: MIT */
/*
 * A fuzzer as a test: runs it over nothing, and over every file that is named or lies in a folder
 * that is, whole and its first half; of a table (*.tsv) over each row. What it has to say it says
 * by crashing.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

struct seeds {
	int n;
	char **paths;
};

static void run_over(const uint8_t *data, size_t n)
{
	LLVMFuzzerTestOneInput(data, n);
	LLVMFuzzerTestOneInput(data, n / 2);
}

static void run_over_rows(const char *text, size_t n)
{
	for (const char *at = text; at < text + n;) {
		const char *end = memchr(at, '\n', (size_t)(text + n - at));
		size_t row = (size_t)((end ? end : text + n) - at);

		if (row > 0 && *at != '#')
			run_over((const uint8_t *)at, row);
		at += row + 1;
	}
}

static void run_over_file(const char *path, size_t bytes)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = malloc(bytes + 1);
	const char *ending = strrchr(path, '.');

	assert_true(file && data);
	size_t n = fread(data, 1, bytes, file);
	fclose(file);
	if (ending && strcmp(ending, ".tsv") == 0)
		run_over_rows((const char *)data, n);
	else
		run_over(data, n);
	free(data);
}

static void run_over_path(const char *path)
{
	struct stat st;
	struct dirent *entry;
	DIR *folder;

	if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		run_over_file(path, (size_t)st.st_size);
	if (!(folder = opendir(path)))
		return;
	while ((entry = readdir(folder))) {
		char inner[4096];

		snprintf(inner, sizeof(inner), "%s/%s", path, entry->d_name);
		if (entry->d_name[0] != '.')
			run_over_path(inner);
	}
	closedir(folder);
}

static void survives_its_seeds(void **state)
{
	const struct seeds *seeds = *state;

	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	for (int i = 0; i < seeds->n; i++)
		run_over_path(seeds->paths[i]);
}

int main(int argc, char **argv)
{
	struct seeds seeds = {.n = argc - 1, .paths = argv + 1};
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(survives_its_seeds, &seeds),
	};

	return cmocka_run_group_tests_name(argv[0], tests, NULL, NULL);
}
