/* floor: top */
/* with: support/hostile.c support/scratch.c */
/* SPDX-License-Identifier: MIT */
/*
 * Whatever a mail holds, the public face answers with one line of JSON and success, and never takes
 * more than 64 MiB of memory for it. `e2e_hostile write FOLDER BYTES` only writes the shapes and
 * lists them, for tests/run-linear, which counts what they cost.
 */
#include <fcntl.h>
#include <glob.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "outward/sandbox.h"
#include "support/hostile.h"
#include "support/scratch.h"

#define MEMORY_MOST_BYTES (64UL << 20)
/* Sanitizers are slow and have no bounds of memory: there the shapes are small. */
#define SHAPE_BYTES (sandbox_is_possible() ? 10000000UL : 50000UL)
#define WORDS_MOST 512

static char scratch[SCRATCH_PATH];

/* What the program prints for these words (malloc'ed), and its exit code. */
static char *run(char *const words[], int *ret_code)
{
	const struct rlimit memory = {MEMORY_MOST_BYTES, MEMORY_MOST_BYTES};
	int out = open(scratch, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600), status;
	struct stat st;
	pid_t pid = fork();

	if (pid == 0) {
		if (sandbox_is_possible() && setrlimit(RLIMIT_DATA, &memory) < 0)
			_exit(126);
		dup2(out, STDOUT_FILENO);
		execv(words[0], words);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	*ret_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	assert_int_equal(fstat(out, &st), 0);
	char *text = calloc(1, (size_t)st.st_size + 1);
	assert_int_equal(pread(out, text, (size_t)st.st_size, 0), st.st_size);
	close(out);
	return text;
}

/* How many lines, each an understanding. */
static size_t count_lines(const char *text)
{
	size_t n = 0;

	for (const char *end; (end = strchr(text, '\n')); text = end + 1, n++) {
		json_t *line = json_loadb(text, (size_t)(end - text), JSON_REJECT_DUPLICATES, NULL);
		if (!json_is_string(json_object_get(line, "auto")))
			fail_msg("no understanding: %.*s", (int)(end - text), text);
		json_decref(line);
	}
	assert_true(*text == '\0');
	return n;
}

static char *samlad(void)
{
	char *said = getenv("SAMLAD");

	return said ? said : "build/samlad";
}

static void a_shape_gets_its_line(void **state)
{
	const struct hostile *shape = *state;
	char path[SCRATCH_PATH + 32], asked[32];
	int code;

	snprintf(path, sizeof(path), "%s/shape.%s", scratch, shape->ending);
	snprintf(asked, sizeof(asked), "%s", shape->asked);
	hostile_write(shape, SHAPE_BYTES, path);
	char *const words[] = {samlad(), "understand", "--asked", asked, path, NULL};
	char *text = run(words, &code);
	assert_int_equal(code, 0);
	assert_int_equal(count_lines(text), 1);
	free(text);
}

/* All mails that lie here, each taken for every format. */
static void any_bytes_get_their_line_in_any_format(void **state)
{
	static char *const formats[] = {"eml", "ics", "txt", "html"};
	char *words[WORDS_MOST] = {samlad(), "understand", "--format"};
	glob_t files = {0};

	(void)state;
	glob("tests/mails/*", 0, NULL, &files);
	glob("tests/mails/*/*", GLOB_APPEND, NULL, &files);
	glob("tests/mails/*/*/*", GLOB_APPEND, NULL, &files);
	assert_in_range(files.gl_pathc, 50, WORDS_MOST - 6);
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		struct stat st;
		size_t n = 4;
		int code;

		words[3] = formats[i];
		for (size_t j = 0; j < files.gl_pathc; j++)
			if (stat(files.gl_pathv[j], &st) == 0 && S_ISREG(st.st_mode))
				words[n++] = files.gl_pathv[j];
		words[n] = NULL;
		char *text = run(words, &code);
		assert_int_equal(code, 0);
		assert_int_equal(count_lines(text), n - 4);
		free(text);
	}
	globfree(&files);
}

static int write_shapes(const char *folder, size_t bytes)
{
	for (size_t i = 0; i < n_hostiles; i++) {
		char path[4096];

		snprintf(path, sizeof(path), "%s/%03zu.%s", folder, i, hostiles[i].ending);
		hostile_write(&hostiles[i], bytes, path);
		printf("%s\t%s\t%s\n", path, hostiles[i].asked, hostiles[i].name);
	}
	return 0;
}

static int make_scratch(void **state)
{
	(void)state;
	return scratch_make(scratch);
}

static int remove_scratch(void **state)
{
	(void)state;
	return scratch_remove(scratch);
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "write") == 0)
		return write_shapes(argv[2], strtoul(argv[3], NULL, 10));
	struct CMUnitTest *tests = calloc(n_hostiles + 1, sizeof(*tests));

	assert_non_null(tests);
	for (size_t i = 0; i < n_hostiles; i++)
		tests[i] = (struct CMUnitTest){.name = hostiles[i].name,
			.test_func = a_shape_gets_its_line,
			.initial_state = (void *)(uintptr_t)&hostiles[i]};
	tests[n_hostiles] =
		(struct CMUnitTest)cmocka_unit_test(any_bytes_get_their_line_in_any_format);
	int failed = _cmocka_run_group_tests(
		"hostile", tests, n_hostiles + 1, make_scratch, remove_scratch);
	free(tests);
	return failed;
}
