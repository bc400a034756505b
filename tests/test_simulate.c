/* floor: top */
/* with: support/scratch.c */
/* SPDX-License-Identifier: MIT */
/*
 * The season from outside, as a newcomer has it: played twice with the same seed it leaves the same
 * letters, timeline and report; it tells of what it promises; it never touches a folder that is not
 * its own.
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
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "support/scratch.h"

#define SEED "7"
#define LETTERS_MOST 5000

/* The program's exit code; what it says goes to the file. */
static int play(const char *folder, const char *said)
{
	const char *samlad = getenv("SAMLAD");
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		int fd = open(said, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		dup2(fd, STDOUT_FILENO);
		dup2(fd, STDERR_FILENO);
		execl(samlad, samlad, "simulate", "--out", folder, "--seed", SEED, (char *)NULL);
		_exit(127);
	}
	assert_true(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	return WEXITSTATUS(status);
}

static char *read_all(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "re");
	struct stat status;

	if (!file)
		fail_msg("%s is not there", path);
	fstat(fileno(file), &status);
	char *text = arena_alloc(arena, (size_t)status.st_size + 1);
	assert_int_equal(fread(text, 1, (size_t)status.st_size, file), status.st_size);
	fclose(file);
	return text;
}

static int is_mail(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void assert_same_mails(struct arena *arena, const char *a, const char *b)
{
	struct dirent **in_a, **in_b;
	int n = scandir(a, &in_a, is_mail, alphasort);

	assert_in_range(n, 300, LETTERS_MOST);
	assert_int_equal(scandir(b, &in_b, is_mail, alphasort), n);
	for (int i = 0; i < n; i++) {
		assert_string_equal(in_a[i]->d_name, in_b[i]->d_name);
		assert_string_equal(
			read_all(arena, arena_printf(arena, "%s/%s", a, in_a[i]->d_name)),
			read_all(arena, arena_printf(arena, "%s/%s", b, in_b[i]->d_name)));
		free(in_a[i]);
		free(in_b[i]);
	}
	free(in_a);
	free(in_b);
}

/* The timeline without the lines that name its folder. */
static char *timeline(struct arena *arena, const char *path)
{
	char *text = read_all(arena, path);
	char *places = strstr(text, "\nWhere to look");

	assert_non_null(places);
	*places = '\0';
	return text;
}

static void write_file(const char *path)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fputs("mine\n", file);
	fclose(file);
}

/* What an earlier season leaves is replaced by the next. */
static void leave_a_season(struct arena *arena, const char *folder)
{
	assert_int_equal(mkdir(folder, 0700), 0);
	write_file(arena_printf(arena, "%s/made-by-samlad-simulate", folder));
	write_file(arena_printf(arena, "%s/old", folder));
}

static void the_same_seed_is_the_same_season(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	char at[SCRATCH_PATH];

	assert_int_equal(scratch_make(at), 0);
	char *a = arena_printf(arena, "%s/a", at), *b = arena_printf(arena, "%s/b", at);
	char *said_a = arena_printf(arena, "%s/said-a", at),
	     *said_b = arena_printf(arena, "%s/said-b", at);

	(void)state;
	assert_int_equal(play(a, said_a), 0);
	leave_a_season(arena, b);
	assert_int_equal(play(b, said_b), 0);
	assert_int_equal(access(arena_printf(arena, "%s/old", b), F_OK), -1);
	assert_string_equal(timeline(arena, said_a), timeline(arena, said_b));
	assert_same_mails(arena, arena_printf(arena, "%s/outbox/cur", a),
		arena_printf(arena, "%s/outbox/cur", b));
	assert_string_equal(read_all(arena, arena_printf(arena, "%s/report.html", a)),
		read_all(arena, arena_printf(arena, "%s/report.html", b)));

	/* and it is the season that it promises to be */
	static const char *const promised[] = {"40 first letters", "invitations", "sign-up calls",
		"Monday's letter", "calls for the agenda", "the meeting was held", "out of office",
		"bounce", "calendar: ", "står still", "The season is over"};
	const char *said = timeline(arena, said_a);
	for (size_t i = 0; i < sizeof(promised) / sizeof(promised[0]); i++)
		if (!strstr(said, promised[i]))
			fail_msg("nothing is told of: %s", promised[i]);
	scratch_remove(at);
}

static void a_folder_with_something_else_is_left_alone(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	char at[SCRATCH_PATH];

	assert_int_equal(scratch_make(at), 0);
	char *mine = arena_printf(arena, "%s/letters.txt", at),
	     *said = arena_printf(arena, "%s.said", at);

	(void)state;
	write_file(mine);
	assert_int_equal(play(at, said), 1);
	assert_non_null(strstr(read_all(arena, said), "is not empty"));
	assert_string_equal(read_all(arena, mine), "mine\n");
	scratch_remove(at);
	unlink(said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_is_the_same_season),
		cmocka_unit_test(a_folder_with_something_else_is_left_alone),
	};
	if (!getenv("SAMLAD")) {
		fputs("SAMLAD is not set: the season is played by the program itself\n", stderr);
		return 1;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
