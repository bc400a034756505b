/* floor: outward */
/* with: support/roles.c */
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
#include <systemd/sd-event.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
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
		ROW(test_the_loop_hears_of_each_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
