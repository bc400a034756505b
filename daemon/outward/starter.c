/* SPDX-License-Identifier: MIT */
/*
 * The coordinator's end of the helper: asks, and keeps the ends that were told while it waited for
 * something else. When the helper itself is gone no role can be started, and those that ran are
 * dead too; the coordinator can only end.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/fault.h"
#include "starter_inside.h"

#define START_TIMEOUT_MS 10000

struct told {
	pid_t pid;
	struct process_end end;
};
struct starter {
	int socket;
	pid_t pid;
	struct arena *arena;
	LIST_OF(struct told) ends; /* that nobody has asked for yet */
};

int starter_new(const char *program, struct starter **ret_starter, struct fault *fault)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return fault_set(fault, -errno, "no socket for the starter: %s", strerror(errno));
	fflush(NULL); /* what is buffered would be written twice */
	pid_t pid = fork();

	if (pid == 0) {
		close(pair[0]);
		starter_serve(pair[1], program != NULL ? program : "/proc/self/exe");
		_exit(0);
	}
	close(pair[1]);
	if (pid < 0) {
		close(pair[0]);
		return fault_set(fault, -errno, "the starter can't be forked: %s", strerror(errno));
	}
	struct starter *starter = calloc(1, sizeof(*starter));

	if (starter == NULL)
		abort();
	*starter = (struct starter){.socket = pair[0], .pid = pid, .arena = arena_new()};
	*ret_starter = starter;
	return 0;
}

void starter_free(struct starter *starter)
{
	if (starter == NULL)
		return;
	close(starter->socket);
	while (waitpid(starter->pid, NULL, 0) < 0 && errno == EINTR)
		;
	arena_free(starter->arena);
	free(starter);
}

/* One message; 0, or -EAGAIN after timeout_ms, or -EPIPE. fds as pass_receive() gives them. */
static int listen_once(struct starter *starter, int timeout_ms, struct starter_message *ret_message,
	int fds[PASS_MOST])
{
	struct pollfd wait = {.fd = starter->socket, .events = POLLIN};
	int64_t until = clock_monotonic_ms() + timeout_ms;
	int r;

	do {
		int64_t left = until - clock_monotonic_ms();

		r = poll(&wait, 1, left < 0 ? 0 : (int)left);
	} while (r < 0 && errno == EINTR);
	if (r <= 0)
		return r < 0 ? -errno : -EAGAIN;
	ssize_t got = pass_receive(starter->socket, ret_message, sizeof(*ret_message), fds, 0);

	return got == (ssize_t)sizeof(*ret_message) ? 0 : -EPIPE;
}

static int ask(struct starter *starter, const char *role, const char *config, int wire_fd,
	struct fault *fault)
{
	char text[STARTER_REQUEST_LIMIT_BYTES];
	int n = snprintf(text, sizeof(text), "%s%c%s", role, '\0', config != NULL ? config : "");

	if (n < 0 || n >= (int)sizeof(text) || strlen(role) > PROCESS_ROLE_LIMIT_BYTES)
		return fault_set(fault, -ENAMETOOLONG, "the path of the config is too long");
	int r = pass_send(starter->socket, text, (size_t)n + 1, &wire_fd, 1);

	if (r < 0)
		fault_set(fault, r, "the starter is gone: start samlad again");
	return r;
}

int starter_start(struct starter *starter, const char *role, const char *config, int wire_fd,
	pid_t *ret_pid, int *ret_pidfd, struct fault *fault)
{
	struct starter_message message = {.kind = STARTER_ENDED};
	int fds[PASS_MOST];
	int r = ask(starter, role, config, wire_fd, fault);

	if (r < 0)
		return r;
	while (message.kind == STARTER_ENDED) {
		r = listen_once(starter, START_TIMEOUT_MS, &message, fds);
		if (r < 0)
			return fault_set(
				fault, r, "the starter does not answer: start samlad again");
		if (message.kind == STARTER_ENDED)
			*arena_push(starter->arena, &starter->ends) =
				(struct told){.pid = message.pid, .end = message.end};
	}
	if (message.kind == STARTER_FAILED || fds[0] < 0)
		return fault_set(fault, -EAGAIN, "the role %s can't be started: %s", role,
			strerror(message.end.number));
	*ret_pid = message.pid;
	*ret_pidfd = fds[0];
	return 0;
}

static bool take_end(struct starter *starter, pid_t pid, struct process_end *ret_end)
{
	for (size_t i = 0; i < starter->ends.n; i++) {
		if (starter->ends.at[i].pid != pid)
			continue;
		*ret_end = starter->ends.at[i].end;
		starter->ends.at[i] = starter->ends.at[--starter->ends.n];
		return true;
	}
	return false;
}

int starter_end_of(struct starter *starter, pid_t pid, int timeout_ms, struct process_end *ret_end)
{
	struct starter_message message;
	int fds[PASS_MOST];

	while (!take_end(starter, pid, ret_end)) {
		int r = listen_once(starter, timeout_ms, &message, fds);

		if (r < 0)
			return r;
		*arena_push(starter->arena, &starter->ends) =
			(struct told){.pid = message.pid, .end = message.end};
	}
	return 0;
}
