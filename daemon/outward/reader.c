/* SPDX-License-Identifier: MIT */
/*
 * The reader's two sides. On the control socket the coordinator sends one byte with two descriptors
 * (the mail, the far end of a talk); back comes one struct when that mail's child has ended. One
 * mail at a time: the next byte waits.
 *
 * The order that must hold: everything is loaded before reader_run(); the child's filter is
 * compiled before the box closes; the child gives up the control socket before it may read a byte
 * of the mail, so it can't speak for another. The parent looks at nothing but sizes and numbers.
 * When a child dies or must be killed, something in that mail was stronger than our code: the
 * parent is thrown away too, though it never met the mail.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "outward/reader.h"
#include "outward/sandbox.h"
#include "starter_inside.h"

#define BOX_FAILED 126 /* the child's exit status when it couldn't be boxed */
#define CPU_LIMIT_S 20 /* behind the deadline, in case the parent itself is stopped */

struct serving {
	int control_fd;
	const struct reader_work *work;
	int deadline_ms;
	pid_t self;
	struct sandbox_filter *filter; /* the child's */
};

/* Bytes of data that the process has now: fields of /proc/self/statm are in pages, the sixth is
 * data. */
static long data_bytes(void)
{
	char text[128] = "";
	long data_pages = 0;
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	if (n > 0)
		sscanf(text, "%*s %*s %*s %*s %*s %ld", &data_pages);
	return data_pages * sysconf(_SC_PAGESIZE);
}

static int limit_memory(struct fault *fault)
{
	rlim_t most = (rlim_t)(data_bytes() + READER_MEMORY_LIMIT_BYTES);
	struct rlimit limit = {.rlim_cur = most, .rlim_max = most};

	if (sandbox_is_possible() && setrlimit(RLIMIT_DATA, &limit) < 0)
		return fault_set(
			fault, -errno, "the reader's memory can't be limited: %s", strerror(errno));
	return 0;
}

/* Never returns. Nothing here may need what the filters refuse. */
static void be_child(const struct serving *serving, int mail_fd, int talk_fd)
{
	const struct rlimit none = {0};
	const struct rlimit cpu = {.rlim_cur = CPU_LIMIT_S, .rlim_max = CPU_LIMIT_S};

	close(serving->control_fd);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != serving->self)
		_exit(BOX_FAILED);
	if (sandbox_is_possible()) {
		close(STDERR_FILENO); /* it could write our journal; in a sanitizer build we want
					 its words */
		if (setrlimit(RLIMIT_CPU, &cpu) < 0 || setrlimit(RLIMIT_FSIZE, &none) < 0)
			_exit(BOX_FAILED);
	}
	if (sandbox_load(serving->filter) < 0)
		_exit(BOX_FAILED);
	_exit(serving->work->handle(serving->work->context, mail_fd, talk_fd) & 0x7f);
}

/* Waits for the child until its deadline, kills it then, and takes its status in any case. */
static struct reader_result await_child(const struct serving *serving, pid_t pid)
{
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	struct pollfd wait = {.fd = pidfd, .events = POLLIN};
	int64_t until_ms = clock_monotonic_ms() + serving->deadline_ms;
	bool late = false;
	int status = 0, r;

	do {
		int64_t left_ms = until_ms - clock_monotonic_ms();

		r = poll(&wait, 1, left_ms < 0 ? 0 : (int)left_ms);
	} while (r < 0 && errno == EINTR);
	if (r <= 0 || pidfd < 0) {
		late = true;
		kill(pid, SIGKILL);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (pidfd >= 0)
		close(pidfd);
	if (late && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
		return (struct reader_result){.end = READER_TIMED_OUT};
	if (WIFSIGNALED(status))
		return (struct reader_result){.end = READER_DIED, .number = WTERMSIG(status)};
	if (WEXITSTATUS(status) != 0)
		return (struct reader_result){.end = READER_FAILED, .number = WEXITSTATUS(status)};
	return (struct reader_result){.end = READER_OK};
}

static int serve_one(const struct serving *serving, int mail_fd, int talk_fd)
{
	pid_t pid = fork();

	if (pid == 0)
		be_child(serving, mail_fd, talk_fd);
	int error = errno;

	close(mail_fd);
	close(talk_fd); /* or the coordinator would never see the child's end close */
	if (pid < 0)
		return -error;
	struct reader_result result = await_child(serving, pid);
	int r = pass_send(serving->control_fd, &result, sizeof(result), NULL, 0);

	if (r < 0)
		return r;
	return result.end == READER_DIED || result.end == READER_TIMED_OUT ? -ECANCELED : 0;
}

/* 1 when one was served, 0 when the coordinator has closed. */
static int serve_next(const struct serving *serving)
{
	int fds[PASS_MOST];
	char byte;
	ssize_t got = pass_receive(serving->control_fd, &byte, 1, fds, 0);

	if (got == 0)
		return 0;
	if (got > 0 && fds[1] >= 0) {
		int r = serve_one(serving, fds[0], fds[1]);

		return r < 0 ? r : 1;
	}
	for (size_t i = 0; i < PASS_MOST; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	return got < 0 ? (int)got : -EBADMSG;
}

int reader_run(int control_fd, const struct reader_work *work, struct fault *fault)
{
	struct serving serving = {.control_fd = control_fd,
		.work = work,
		.deadline_ms = work->deadline_ms > 0 ? work->deadline_ms : READER_DEADLINE_MS,
		.self = getpid()};
	int r;

	sandbox_close_others(&control_fd, 1);
	signal(SIGPIPE, SIG_IGN);
	r = sandbox_prepare(SANDBOX_READER_CHILD, &serving.filter, fault);
	if (r == 0)
		r = limit_memory(fault);
	if (r == 0)
		r = sandbox_enter(SANDBOX_READER_PARENT, NULL, fault);
	if (r == 0) {
		do
			r = serve_next(&serving);
		while (r > 0);
		if (r < 0)
			fault_set(fault, r,
				r == -ECANCELED ? "the reader's child died"
						: "the reader's socket failed");
	}
	sandbox_filter_free(serving.filter);
	return r;
}

int reader_submit(int control_fd, int mail_fd, int *ret_talk_fd, struct fault *fault)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return fault_set(fault, -errno, "no socket for the reader: %s", strerror(errno));
	int r = pass_send(control_fd, "m", 1, (const int[]){mail_fd, pair[1]}, 2);

	close(pair[1]);
	if (r < 0) {
		close(pair[0]);
		return fault_set(fault, r, "the reader takes no mail: %s", strerror(-r));
	}
	*ret_talk_fd = pair[0];
	return 0;
}

int reader_result(int control_fd, int timeout_ms, struct reader_result *ret_result)
{
	struct pollfd wait = {.fd = control_fd, .events = POLLIN};
	struct reader_result result;
	int fds[PASS_MOST];
	int r;

	do
		r = poll(&wait, 1, timeout_ms);
	while (r < 0 && errno == EINTR);
	if (r <= 0)
		return r < 0 ? -errno : -ETIMEDOUT;
	ssize_t got = pass_receive(control_fd, &result, sizeof(result), fds, 0);

	for (size_t i = 0; i < PASS_MOST; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	if (got <= 0)
		return got < 0 ? (int)got : -EPIPE;
	if (got != (ssize_t)sizeof(result) || result.end < READER_OK ||
		result.end > READER_TIMED_OUT)
		return -EBADMSG;
	*ret_result = result;
	return 0;
}
