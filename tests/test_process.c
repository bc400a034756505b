/* floor: outward */
/* SPDX-License-Identifier: MIT */
/*
 * Roles as processes: started by the helper, watched, ended, started again with a pause. The roles
 * are this very test, executed anew with the hidden argument.
 */
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
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <systemd/sd-event.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/fault.h"
#include "outward/process.h"
#include "outward/sandbox.h"

/* ---- what the roles do ---- */

static int role_echo(void)
{
	char text[64];
	ssize_t n;

	while ((n = read(PROCESS_WIRE_FD, text, sizeof(text))) > 0)
		if (write(PROCESS_WIRE_FD, text, (size_t)n) != n)
			return 1;
	return 0;
}

/* Tells what it was given: descriptors that are open, and what a box above it would have taken
 * away. */
static int role_tell(const char *config)
{
	char text[256];
	int open_fds = 0;

	for (int fd = 0; fd < 256; fd++)
		open_fds += fcntl(fd, F_GETFD) >= 0;
	int n = snprintf(text, sizeof(text), "%d %d %s", open_fds,
		prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), config);

	return write(PROCESS_WIRE_FD, text, (size_t)n) == n ? 0 : 1;
}

static int be_role(const char *role, const char *config)
{
	if (strcmp(role, "echo") == 0)
		return role_echo();
	if (strcmp(role, "tell") == 0)
		return role_tell(config);
	if (strcmp(role, "fail") == 0)
		return 7;
	if (strcmp(role, "die") == 0)
		return raise(SIGSEGV);
	if (strcmp(role, "deaf") == 0) {
		signal(SIGTERM, SIG_IGN);
		if (write(PROCESS_WIRE_FD, "x", 1) != 1)
			return 1;
	}
	for (;;)
		pause();
}

/* ---- tests ---- */

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

static void test_a_role_talks_over_its_wire(void **state)
{
	struct fixture *f = *state;
	_cleanup_process_ struct process *process = process_new(f->starter, "echo", NULL);
	struct process_end end;
	char text[8] = "";
	int wire;

	assert_false(process_runs(process));
	assert_int_equal(process_start(process, &wire, &f->fault), 0);
	assert_true(process_runs(process) && process_pid(process) > 0);
	assert_int_equal(process_start(process, &wire, &f->fault), -EALREADY);
	assert_int_equal(write(wire, "hej", 3), 3);
	wait_readable(wire);
	assert_int_equal(read(wire, text, sizeof(text)), 3);
	assert_string_equal(text, "hej");
	assert_int_equal(process_reap(process, &end), -EAGAIN);
	close(wire);
	end = end_of(process);
	assert_false(end.by_signal);
	assert_int_equal(end.number, 0);
	assert_int_equal(process_reap(process, &end), -ESRCH);
}

static void test_a_role_is_given_nothing_else(void **state)
{
	struct fixture *f = *state;
	_cleanup_process_ struct process *process =
		process_new(f->starter, "tell", "/etc/some.conf");
	char text[256] = "";
	int wire, stray = dup(0);

	assert_int_equal(process_start(process, &wire, &f->fault), 0);
	wait_readable(wire);
	assert_true(read(wire, text, sizeof(text) - 1) > 0);
	assert_string_equal(text, "4 0 /etc/some.conf");
	close(wire);
	close(stray);
}

static void test_ends_are_told(void **state)
{
	static const struct {
		const char *role;
		struct process_end end;
		const char *text;
	} rows[] = {
		{"fail", {false, 7}, "status 7"},
		{"die", {true, SIGSEGV}, "signal 11 (Segmentation fault)"},
	};
	struct fixture *f = *state;

	if (!sandbox_is_possible())
		print_message("a sanitizer turns signal 11 into a status: that row is skipped\n");
	for (size_t i = 0; i < (sandbox_is_possible() ? 2 : 1); i++) {
		_cleanup_process_ struct process *process =
			process_new(f->starter, rows[i].role, NULL);
		char text[PROCESS_END_TEXT];
		int wire;

		assert_int_equal(process_start(process, &wire, &f->fault), 0);
		struct process_end end = end_of(process);

		assert_int_equal(end.by_signal, rows[i].end.by_signal);
		assert_string_equal(process_end_text(end, text), rows[i].text);
		close(wire);
	}
}

static void test_the_pause_grows_after_ends_that_nobody_asked_for(void **state)
{
	struct fixture *f = *state;
	_cleanup_process_ struct process *process = process_new(f->starter, "fail", NULL);
	int wire;

	assert_int_equal(process_may_start_ms(process), 0);
	for (int pause_ms = PROCESS_FIRST_PAUSE_MS; pause_ms <= 4 * PROCESS_FIRST_PAUSE_MS;
		pause_ms *= 2) {
		assert_int_equal(process_start(process, &wire, &f->fault), 0);
		int64_t before_ms = clock_monotonic_ms();

		end_of(process);
		assert_true(process_may_start_ms(process) >= before_ms + pause_ms);
		assert_true(process_may_start_ms(process) <= clock_monotonic_ms() + pause_ms);
		close(wire);
	}
	assert_int_equal(process_start(process, &wire, &f->fault), 0);
	process_expect_end(process);
	end_of(process);
	assert_int_equal(process_may_start_ms(process), 0);
	close(wire);
}

static void test_a_role_is_stopped_gently_then_not(void **state)
{
	struct fixture *f = *state;
	_cleanup_process_ struct process *gentle = process_new(f->starter, "sleep", NULL);
	_cleanup_process_ struct process *deaf = process_new(f->starter, "deaf", NULL);
	struct process_end end;
	int wire, deaf_wire;

	assert_int_equal(process_start(gentle, &wire, &f->fault), 0);
	assert_int_equal(process_start(deaf, &deaf_wire, &f->fault), 0);
	wait_readable(deaf_wire); /* it no longer hears SIGTERM */
	process_stop(gentle, 10000);
	process_stop(deaf, 20);
	assert_false(process_runs(gentle) || process_runs(deaf));
	assert_int_equal(process_may_start_ms(deaf), 0);
	close(wire);
	close(deaf_wire);
	assert_int_equal(process_start(gentle, &wire, &f->fault), 0);
	process_kill(gentle);
	end = end_of(gentle);
	assert_true(end.by_signal);
	assert_int_equal(end.number, SIGKILL);
	close(wire);
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

struct seen {
	int ends;
	sd_event *event;
};

static void on_end(void *context, struct process *process)
{
	struct seen *seen = context;
	struct process_end end;

	assert_int_equal(process_reap(process, &end), 0);
	assert_int_equal(end.number, 7);
	seen->ends++;
	sd_event_exit(seen->event, 0);
}

static void test_the_loop_hears_of_each_end(void **state)
{
	struct fixture *f = *state;
	_cleanup_process_ struct process *process = process_new(f->starter, "fail", NULL);
	struct seen seen = {0};

	for (int round = 1; round <= 2; round++) {
		int wire;

		assert_int_equal(sd_event_new(&seen.event), 0);
		process_watch(process, seen.event, on_end, &seen);
		assert_int_equal(process_start(process, &wire, &f->fault), 0);
		assert_int_equal(sd_event_loop(seen.event), 0);
		assert_int_equal(seen.ends, round);
		close(wire);
		process_watch(process, NULL, NULL, NULL);
		sd_event_unref(seen.event);
	}
}

int main(int argc, char *argv[])
{
	if (argc > 1 && strncmp(argv[1], PROCESS_ARGUMENT, strlen(PROCESS_ARGUMENT)) == 0)
		return be_role(argv[1] + strlen(PROCESS_ARGUMENT), argc > 3 ? argv[3] : "");
#define ROW(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		ROW(test_a_role_talks_over_its_wire),
		ROW(test_a_role_is_given_nothing_else),
		ROW(test_ends_are_told),
		ROW(test_the_pause_grows_after_ends_that_nobody_asked_for),
		ROW(test_a_role_is_stopped_gently_then_not),
		ROW(test_a_program_that_is_not_there_ends_at_once),
		ROW(test_roles_go_with_a_coordinator_that_is_killed),
		ROW(test_a_boxed_coordinator_starts_unboxed_roles),
		ROW(test_the_loop_hears_of_each_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
