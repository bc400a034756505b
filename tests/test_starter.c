/* floor: outward */
/* with: support/roles.c */
/* SPDX-License-Identifier: MIT */
/* The starter: it stands outside of the coordinator's box, and goes with the coordinator. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fault.h"
#include "outward/process.h"
#include "outward/sandbox.h"
#include "support/roles.h"

struct fixture {
	struct starter *starter;
	struct fault fault;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	*state = f;
	return starter_new(NULL, &f->starter, &f->fault);
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	starter_free(f->starter);
	free(f);
	return 0;
}

static void wait_readable(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};

	assert_int_equal(poll(&p, 1, 10000), 1);
}

static struct process_end end_of(struct process *process)
{
	struct process_end end;

	wait_readable(process_pidfd(process));
	assert_int_equal(process_reap(process, &end), 0);
	return end;
}

static void test_a_program_that_is_not_there_ends_at_once(void **state)
{
	struct fixture *f = *state;
	_cleanup_starter_ struct starter *starter = NULL;
	int wire;

	assert_int_equal(starter_new("/nonexistent/samlad", &starter, &f->fault), 0);
	_cleanup_process_ struct process *process = process_new(starter, "echo", NULL);

	assert_int_equal(process_start(process, &wire, &f->fault), 0);
	assert_int_equal(end_of(process).number, 127);
	close(wire);
}

static void be_killed_coordinator(int tell)
{
	struct starter *starter;
	struct fault fault;
	int wire;

	if (starter_new(NULL, &starter, &fault) < 0)
		_exit(1);
	struct process *process = process_new(starter, "sleep", NULL);

	if (process_start(process, &wire, &fault) < 0)
		_exit(1);
	pid_t role = process_pid(process);

	if (write(tell, &role, sizeof(role)) != sizeof(role))
		_exit(1);
	for (;;)
		pause();
}

static void test_roles_go_with_a_coordinator_that_is_killed(void **state)
{
	int tell[2];
	pid_t role;

	(void)state;
	assert_int_equal(pipe(tell), 0);
	pid_t coordinator = fork();

	if (coordinator == 0)
		be_killed_coordinator(tell[1]);
	assert_int_equal(read(tell[0], &role, sizeof(role)), sizeof(role));
	int pidfd = (int)syscall(SYS_pidfd_open, role, 0);

	assert_true(pidfd >= 0);
	kill(coordinator, SIGKILL);
	wait_readable(pidfd);
	waitpid(coordinator, NULL, 0);
	close(pidfd);
	close(tell[0]);
	close(tell[1]);
}

/* The coordinator is in its box and can start nothing itself; the starter still can, unboxed. */
static void test_a_boxed_coordinator_starts_unboxed_roles(void **state)
{
	struct fault fault = {.text = ""};
	int status;

	(void)state;
	if (!sandbox_is_possible()) {
		print_message("skipped: no box in a sanitizer build\n");
		skip();
	}
	pid_t pid = fork();

	if (pid == 0) {
		struct starter *starter;
		char text[64] = "";
		int wire;

		if (starter_new(NULL, &starter, &fault) < 0 ||
			sandbox_enter(SANDBOX_COORDINATOR, NULL, &fault) < 0)
			_exit(1);
		struct process *process = process_new(starter, "tell", NULL);

		if (process_start(process, &wire, &fault) < 0 ||
			read(wire, text, sizeof(text) - 1) <= 0)
			_exit(2);
		process_stop(process, 10000);
		_exit(strcmp(text, "4 0 ") == 0 && !process_runs(process) ? 0 : 3);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(int argc, char *argv[])
{
	if (argc > 1 && strncmp(argv[1], PROCESS_ARGUMENT, strlen(PROCESS_ARGUMENT)) == 0)
		return be_role(argv[1] + strlen(PROCESS_ARGUMENT), argc > 3 ? argv[3] : "");
#define ROW(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		ROW(test_a_program_that_is_not_there_ends_at_once),
		ROW(test_roles_go_with_a_coordinator_that_is_killed),
		ROW(test_a_boxed_coordinator_starts_unboxed_roles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
