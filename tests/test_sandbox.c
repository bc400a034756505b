/* floor: outward */
/* with: support/attempts.c support/scratch.c */
/* SPDX-License-Identifier: MIT */
/*
 * The box, tried from inside: each row is a child that enters a profile and tries one thing. What
 * the reader's profiles forbid kills; what the others forbid fails. In sanitizer builds there is no
 * box, which is said and checked.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fault.h"
#include "outward/sandbox.h"
#include "support/attempts.h"

#define NO_BOX 99

enum result { SUCCEEDS, FAILS, IS_KILLED };
#define PARENT SANDBOX_READER_PARENT
#define CHILD SANDBOX_READER_CHILD
#define FETCHER SANDBOX_FETCHER
#define SMTP SANDBOX_SENDER_SMTP
#define DROP SANDBOX_SENDER_MAILDIR
#define COORDINATOR SANDBOX_COORDINATOR
static const struct row {
	const char *name;
	enum sandbox_profile profile;
	int (*act)(void);
	enum result result;
	int error; /* with FAILS; 0: any */
} rows[] = {
	{"child does nothing", CHILD, try_nothing, SUCCEEDS, 0},
	{"child takes memory", CHILD, try_memory, SUCCEEDS, 0},
	{"child sorts", CHILD, try_sorting, SUCCEEDS, 0},
	{"child opens", CHILD, try_reading, FAILS, ENOENT},
	{"child stats", CHILD, try_stat, FAILS, ENOENT},
	{"child writes a file", CHILD, try_writing, FAILS, ENOENT},
	{"child makes a socket", CHILD, try_inet, IS_KILLED, 0},
	{"child makes a local socket", CHILD, try_unix, IS_KILLED, 0},
	{"child connects", CHILD, try_connect, IS_KILLED, 0},
	{"child executes", CHILD, try_exec, IS_KILLED, 0},
	{"child forks", CHILD, try_fork, IS_KILLED, 0},
	{"child starts a thread", CHILD, try_thread, IS_KILLED, 0},
	{"child traces", CHILD, try_ptrace, IS_KILLED, 0},
	{"child signals", CHILD, try_kill, IS_KILLED, 0},
	{"child makes code", CHILD, try_code, IS_KILLED, 0},
	{"child widens a limit", CHILD, try_wider_limit, IS_KILLED, 0},
	{"parent forks", PARENT, try_fork, SUCCEEDS, 0},
	{"parent opens", PARENT, try_reading, FAILS, ENOENT},
	{"parent makes a socket", PARENT, try_inet, IS_KILLED, 0},
	{"parent connects", PARENT, try_connect, IS_KILLED, 0},
	{"parent executes", PARENT, try_exec, IS_KILLED, 0},
	{"parent starts a thread", PARENT, try_thread, IS_KILLED, 0},
	{"parent traces", PARENT, try_ptrace, IS_KILLED, 0},
	{"parent makes code", PARENT, try_code, IS_KILLED, 0},
	{"fetcher reads the system", FETCHER, try_stat, SUCCEEDS, 0},
	{"fetcher uses the network", FETCHER, try_inet6, SUCCEEDS, 0},
	{"fetcher takes raw packets", FETCHER, try_packet, FAILS, EAFNOSUPPORT},
	{"fetcher talks to its host", FETCHER, try_vsock, FAILS, EAFNOSUPPORT},
	{"fetcher starts a thread", FETCHER, try_thread, SUCCEEDS, 0},
	{"fetcher delivers", FETCHER, try_moving, SUCCEEDS, 0},
	{"fetcher executes", FETCHER, try_exec, FAILS, EPERM},
	{"fetcher forks", FETCHER, try_fork, FAILS, 0},
	{"fetcher traces", FETCHER, try_ptrace, FAILS, EPERM},
	{"fetcher takes 4 GB", FETCHER, try_four_gigabytes, FAILS, ENOMEM},
	{"fetcher leaves a core", FETCHER, try_core, SUCCEEDS, 0},
	{"smtp sender uses the network", SMTP, try_inet, SUCCEEDS, 0},
	{"smtp sender executes", SMTP, try_exec, FAILS, EPERM},
	{"drop sender delivers", DROP, try_moving, SUCCEEDS, 0},
	{"drop sender uses the network", DROP, try_inet, FAILS, EAFNOSUPPORT},
	{"drop sender executes", DROP, try_exec, FAILS, EPERM},
	{"coordinator writes its state", COORDINATOR, try_writing, SUCCEEDS, 0},
	{"coordinator keeps its database", COORDINATOR, try_database, SUCCEEDS, 0},
	{"coordinator looks after a Maildir", COORDINATOR, try_maildir, SUCCEEDS, 0},
	{"coordinator uses the network", COORDINATOR, try_inet, FAILS, EAFNOSUPPORT},
	{"coordinator uses local sockets", COORDINATOR, try_unix, SUCCEEDS, 0},
	{"coordinator executes", COORDINATOR, try_exec, FAILS, EPERM},
	{"coordinator leaves its namespace", COORDINATOR, try_unshare, FAILS, EPERM},
	/* what Landlock alone forbids: below */
	{"fetcher writes elsewhere", FETCHER, try_writing_elsewhere, FAILS, EACCES},
	{"fetcher looks into /root", FETCHER, try_root, FAILS, EACCES},
	{"smtp sender writes", SMTP, try_writing_elsewhere, FAILS, EACCES},
	{"drop sender reads the system", DROP, try_reading, FAILS, EACCES},
	{"coordinator writes elsewhere", COORDINATOR, try_writing_elsewhere, FAILS, EACCES},
};
#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

static bool needs_landlock(const struct row *row)
{
	return row->error == EACCES;
}

static void be_tried(const struct row *row)
{
	const char *writable[] = {allowed_dir};
	struct sandbox_paths paths = {.writable = writable, .n_writable = 1};
	struct fault fault = {.text = ""};

	if (sandbox_enter(row->profile, row->profile == PARENT ? NULL : &paths, &fault) < 0) {
		fprintf(stderr, "%s: %s\n", row->name, fault.text);
		_exit(NO_BOX);
	}
	_exit(row->act());
}

static void test_a_row(void **state)
{
	const struct row *row = *state;
	char holds[SANDBOX_TEXT];
	int status;

	sandbox_text(holds);
	if (!sandbox_is_possible() || (needs_landlock(row) && strstr(holds, "ABI") == NULL)) {
		print_message("skipped: %s (%s)\n", row->name, holds);
		skip();
	}
	pid_t pid = fork();

	if (pid == 0)
		be_tried(row);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (row->result == IS_KILLED) {
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), SIGSYS);
		return;
	}
	if (!WIFEXITED(status))
		fail_msg("%s: signal %d", row->name, WTERMSIG(status));
	int error = WEXITSTATUS(status);

	assert_int_not_equal(error, NO_BOX);
	if (row->result == SUCCEEDS)
		assert_int_equal(error, 0);
	else if (row->error != 0)
		assert_int_equal(error, row->error);
	else
		assert_int_not_equal(error, 0);
}

static void test_what_holds_is_said(void **state)
{
	char holds[SANDBOX_TEXT];

	(void)state;
	sandbox_text(holds);
	assert_true(strstr(holds, sandbox_is_possible() ? "seccomp" : "no box") != NULL);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	assert_true(sandbox_is_possible());
#endif
}

static void test_other_descriptors_are_closed(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		int keep[2] = {dup(0), 0}, between = dup(0);

		keep[1] = dup(0);
		int last = dup(0);

		sandbox_close_others(keep, 2);
		_exit(fcntl(keep[0], F_GETFD) >= 0 && fcntl(keep[1], F_GETFD) >= 0 &&
					fcntl(between, F_GETFD) < 0 && fcntl(last, F_GETFD) < 0 &&
					fcntl(2, F_GETFD) >= 0
				? 0
				: 1);
	}
	waitpid(pid, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void test_a_path_that_is_not_there_is_named(void **state)
{
	const char *missing[] = {"/nonexistent/maildir"};
	struct sandbox_paths paths = {.writable = missing, .n_writable = 1};
	char holds[SANDBOX_TEXT];
	int status, tell[2];

	(void)state;
	sandbox_text(holds);
	if (strstr(holds, "ABI") == NULL) {
		print_message("skipped: %s\n", holds);
		skip();
	}
	assert_int_equal(pipe(tell), 0);
	pid_t pid = fork();

	if (pid == 0) {
		struct fault fault = {.text = ""};
		int r = sandbox_enter(SANDBOX_FETCHER, &paths, &fault);

		_exit(r == -ENOENT && strstr(fault.text, missing[0]) != NULL ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static int make_directory(void **state)
{
	char path[128];

	(void)state;
	if (scratch_make(allowed_dir) < 0)
		return -1;
	snprintf(path, sizeof(path), "%s/tmp", allowed_dir);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/new", allowed_dir);
	return mkdir(path, 0700);
}

static int remove_directory(void **state)
{
	(void)state;
	return scratch_remove(allowed_dir);
}

int main(void)
{
	struct CMUnitTest tests[N_ROWS + 3] = {
		cmocka_unit_test(test_what_holds_is_said),
		cmocka_unit_test(test_other_descriptors_are_closed),
		cmocka_unit_test(test_a_path_that_is_not_there_is_named),
	};

	for (size_t i = 0; i < N_ROWS; i++)
		tests[i + 3] = (struct CMUnitTest){.name = rows[i].name,
			.test_func = test_a_row,
			.initial_state = (void *)(uintptr_t)&rows[i]};
	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
