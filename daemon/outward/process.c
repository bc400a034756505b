/* SPDX-License-Identifier: MIT */
/*
 * A role's ups and downs as the coordinator sees them. A role that ends unasked is started again,
 * not at once: the pause doubles each time, so one that can't run (a bad log-in, a missing file)
 * costs little, and falls back once it has run steadily. One whose end was wanted has no pause.
 *
 * The pidfd names the process for good: a signal can't hit another that got its number.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <systemd/sd-event.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "starter_inside.h"

#define TOLD_WITHIN_MS                                                                             \
	5000 /* after its pidfd has become readable the starter tells the end at once */

struct process {
	struct starter *starter;
	char *role;
	char *config;
	pid_t pid;
	int pidfd;
	int64_t started_ms;
	int64_t may_start_ms;
	int pause_ms;
	bool end_expected;
	sd_event *event;
	sd_event_source *source;
	void (*ended)(void *context, struct process *process);
	void *context;
};

static char *copy_of(const char *text)
{
	char *copy = text == NULL ? NULL : strdup(text);

	if (text != NULL && copy == NULL)
		abort();
	return copy;
}

struct process *process_new(struct starter *starter, const char *role, const char *config)
{
	struct process *process = calloc(1, sizeof(*process));

	if (process == NULL)
		abort();
	process->starter = starter;
	process->role = copy_of(role);
	process->config = copy_of(config);
	process->pidfd = -1;
	process->pause_ms = PROCESS_FIRST_PAUSE_MS;
	return process;
}

void process_free(struct process *process)
{
	if (process == NULL)
		return;
	process_stop(process, 0);
	sd_event_source_disable_unref(process->source);
	sd_event_unref(process->event);
	free(process->role);
	free(process->config);
	free(process);
}

static int on_end(sd_event_source *source, int fd, uint32_t events, void *context)
{
	struct process *process = context;

	(void)fd;
	(void)events;
	sd_event_source_set_enabled(source, SD_EVENT_OFF);
	process->ended(process->context, process);
	return 0;
}

static int watch_pidfd(struct process *process, struct fault *fault)
{
	process->source = sd_event_source_disable_unref(process->source);
	if (process->event == NULL)
		return 0;
	int r = sd_event_add_io(
		process->event, &process->source, process->pidfd, POLLIN, on_end, process);

	if (r < 0)
		fault_set(
			fault, r, "the role %s can't be watched: %s", process->role, strerror(-r));
	return r;
}

void process_watch(struct process *process, void *event,
	void (*ended)(void *context, struct process *process), void *context)
{
	sd_event_unref(process->event);
	process->event = sd_event_ref(event);
	process->ended = ended;
	process->context = context;
	if (process->pid > 0)
		watch_pidfd(process, NULL);
}

int process_start(struct process *process, int *ret_wire_fd, struct fault *fault)
{
	int pair[2];

	if (process->pid > 0)
		return fault_set(fault, -EALREADY, "the role %s runs already", process->role);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return fault_set(fault, -errno, "no socket for the role %s: %s", process->role,
			strerror(errno));
	int r = starter_start(process->starter, process->role, process->config, pair[1],
		&process->pid, &process->pidfd, fault);

	close(pair[1]);
	process->started_ms = clock_monotonic_ms();
	process->end_expected = false;
	if (r == 0) {
		r = watch_pidfd(process, fault);
		if (r < 0)
			process_stop(process, 0);
	}
	if (r < 0)
		close(pair[0]);
	else
		*ret_wire_fd = pair[0];
	return r;
}

bool process_runs(const struct process *process)
{
	return process->pid > 0;
}

pid_t process_pid(const struct process *process)
{
	return process->pid;
}

int process_pidfd(const struct process *process)
{
	return process->pidfd;
}

static bool has_ended(const struct process *process, int timeout_ms)
{
	struct pollfd wait = {.fd = process->pidfd, .events = POLLIN};
	int64_t until = clock_monotonic_ms() + timeout_ms;
	int r;

	do {
		int64_t left = until - clock_monotonic_ms();

		r = poll(&wait, 1, left < 0 ? 0 : (int)left);
	} while (r < 0 && errno == EINTR);
	return r > 0;
}

static void plan_next(struct process *process)
{
	int64_t now_ms = clock_monotonic_ms();

	if (now_ms - process->started_ms >= PROCESS_STEADY_MS)
		process->pause_ms = PROCESS_FIRST_PAUSE_MS;
	if (process->end_expected) {
		process->may_start_ms = 0;
		return;
	}
	process->may_start_ms = now_ms + process->pause_ms;
	process->pause_ms *= 2;
	if (process->pause_ms > PROCESS_MOST_PAUSE_MS)
		process->pause_ms = PROCESS_MOST_PAUSE_MS;
}

int process_reap(struct process *process, struct process_end *ret_end)
{
	struct process_end end = {
		.by_signal = true, .number = SIGKILL}; /* what befalls it when the starter dies */

	if (process->pid == 0)
		return -ESRCH;
	if (!has_ended(process, 0))
		return -EAGAIN;
	starter_end_of(process->starter, process->pid, TOLD_WITHIN_MS, &end);
	process->source = sd_event_source_disable_unref(process->source);
	close(process->pidfd);
	process->pidfd = -1;
	process->pid = 0;
	plan_next(process);
	*ret_end = end;
	return 0;
}

int64_t process_may_start_ms(const struct process *process)
{
	return process->may_start_ms;
}

void process_expect_end(struct process *process)
{
	process->end_expected = true;
}

static void send_signal(const struct process *process, int number)
{
	if (process->pid > 0)
		syscall(SYS_pidfd_send_signal, process->pidfd, number, NULL, 0);
}

void process_kill(struct process *process)
{
	send_signal(process, SIGKILL);
}

void process_stop(struct process *process, int timeout_ms)
{
	struct process_end end;

	if (process->pid == 0)
		return;
	process_expect_end(process);
	if (timeout_ms > 0)
		send_signal(process, SIGTERM);
	if (timeout_ms <= 0 || !has_ended(process, timeout_ms))
		send_signal(process, SIGKILL);
	has_ended(process, TOLD_WITHIN_MS);
	process_reap(process, &end);
}

char *process_end_text(struct process_end end, char ret_text[PROCESS_END_TEXT])
{
	if (end.by_signal)
		snprintf(ret_text, PROCESS_END_TEXT, "signal %d (%s)", end.number,
			strsignal(end.number));
	else
		snprintf(ret_text, PROCESS_END_TEXT, "status %d", end.number);
	return ret_text;
}
