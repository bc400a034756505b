/* SPDX-License-Identifier: MIT */
/*
 * The helper's own life: wait for a request or for a role's end, do one of two things, wait again.
 * It holds no secret and no data, and everything it is told comes from the coordinator; still it
 * starts one program alone, with one form of arguments, so a coordinator that has been taken over
 * gains little here.
 *
 * SIGTERM and SIGINT pass it by (a terminal's ^C, a service manager that signals all): the
 * coordinator ends first and in order, and the closed socket ends the helper. Roles begin with
 * clean signals.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "outward/sandbox.h"
#include "starter_inside.h"

#define ROLES_MOST 64

struct serving {
	int socket;
	const char *program;
	size_t n;
	pid_t pids[ROLES_MOST];
	struct pollfd waits[ROLES_MOST + 1]; /* the socket first, then a pidfd for each pid */
};

static void forget_signals(void)
{
	sigset_t none;

	for (int number = 1; number < NSIG; number++)
		if (number != SIGKILL && number != SIGSTOP)
			signal(number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* In the child: descriptors 0 and 1 lead nowhere, 2 stays for the journal, 3 is the wire, no other
 * is left. */
static void become_role(
	const char *program, const char *role, const char *config, int wire, pid_t parent)
{
	char argument[PROCESS_ROLE_LIMIT_BYTES + sizeof(PROCESS_ARGUMENT)];
	int null = open("/dev/null", O_RDWR);
	char *with[] = {(char *)"samlad", argument, (char *)"-c", (char *)config, NULL};

	if (config[0] == '\0')
		with[2] = NULL;
	snprintf(argument, sizeof(argument), PROCESS_ARGUMENT "%.*s", PROCESS_ROLE_LIMIT_BYTES,
		role);
	forget_signals();
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0)
		_exit(127);
	if (dup2(wire, PROCESS_WIRE_FD) < 0 || fcntl(PROCESS_WIRE_FD, F_SETFD, 0) < 0)
		_exit(127);
	close_range(PROCESS_WIRE_FD + 1, ~0U, 0);
	/* the parent may have gone before this was asked for */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
		_exit(127);
	execv(program, with);
	_exit(127);
}

static int start(struct serving *serving, const char *role, const char *config, int wire)
{
	pid_t self = getpid();

	if (serving->n == ROLES_MOST)
		return -EAGAIN;
	pid_t pid = fork();

	if (pid == 0)
		become_role(serving->program, role, config, wire, self);
	if (pid < 0)
		return -errno;
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);

	if (pidfd < 0) {
		int error = -errno;

		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		return error;
	}
	serving->pids[serving->n++] = pid;
	serving->waits[serving->n] = (struct pollfd){.fd = pidfd, .events = POLLIN};
	return 0;
}

static int answer_request(struct serving *serving)
{
	char text[STARTER_REQUEST_LIMIT_BYTES];
	struct starter_message message = {.kind = STARTER_STARTED};
	int fds[PASS_MOST];
	ssize_t got = pass_receive(serving->socket, text, sizeof(text), fds, 0);

	if (got <= 0 || text[got - 1] != '\0' || strlen(text) + 1 >= (size_t)got || fds[0] < 0)
		return -EPIPE;
	int r = start(serving, text, text + strlen(text) + 1, fds[0]);

	close(fds[0]);
	if (r < 0)
		message = (struct starter_message){.kind = STARTER_FAILED, .end = {.number = -r}};
	else
		message.pid = serving->pids[serving->n - 1];
	return pass_send(
		serving->socket, &message, sizeof(message), &serving->waits[serving->n].fd, r == 0);
}

static int report_end(struct serving *serving, size_t i)
{
	struct starter_message message = {.kind = STARTER_ENDED, .pid = serving->pids[i]};
	int status = 0;

	if (waitpid(message.pid, &status, WNOHANG) != message.pid)
		return 0;
	message.end.by_signal = WIFSIGNALED(status);
	message.end.number = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
	close(serving->waits[i + 1].fd);
	serving->n--;
	serving->pids[i] = serving->pids[serving->n];
	serving->waits[i + 1] = serving->waits[serving->n + 1];
	return pass_send(serving->socket, &message, sizeof(message), NULL, 0);
}

void starter_serve(int socket, const char *program)
{
	struct serving serving = {.socket = socket, .program = program};
	int r = 0;

	sandbox_close_others(
		&socket, 1); /* a lock held on the coordinator's behalf would outlive it */
	setsid();
	signal(SIGTERM, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	serving.waits[0] = (struct pollfd){.fd = socket, .events = POLLIN};
	while (r >= 0) {
		if (poll(serving.waits, serving.n + 1, -1) < 0) {
			r = errno == EINTR ? 0 : -errno;
			continue;
		}
		for (size_t i = serving.n; r >= 0 && i > 0; i--)
			if (serving.waits[i].revents != 0)
				r = report_end(&serving, i - 1);
		if (r >= 0 && serving.waits[0].revents != 0)
			r = answer_request(&serving);
	}
}
