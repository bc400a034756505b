/* SPDX-License-Identifier: MIT */
/*
 * A letter through the machine's own sendmail program, which every MTA brings.
 *
 * No shell, and `--` before the recipient, so an address can never become an option. The exit
 * status is sysexits(3)'s; what the program prints is kept for the words. A program that neither
 * reads nor ends is killed at the time-out, and the letter tried again: it can then have been taken
 * twice, with the same Message-ID.
 */
#include "outward/delivery.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"

#define LETTER_LIMIT_BYTES ((size_t)64 << 20)
#define PRINTED_LIMIT_BYTES 300
#define EXIT_NO_PROGRAM 127

/* Exit statuses that are not simply "try again". */
static const struct {
	int code;
	enum delivery_result result;
	bool way_down, at_recipient;
	const char *words;
} rows[] = {
	{EX_OK, DELIVERY_DONE, false, false, "taken"},
	{EX_NOUSER, DELIVERY_NEVER, false, true, "no such user"},
	{EX_NOHOST, DELIVERY_NEVER, false, true, "no such host"},
	{EX_DATAERR, DELIVERY_NEVER, false, false, "it refuses the letter or its address"},
	{EX_USAGE, DELIVERY_LATER, true, false, "it does not understand -i -f FROM -- RECIPIENT"},
	{EX_NOPERM, DELIVERY_LATER, true, false, "we may not send by it"},
	{EX_CONFIG, DELIVERY_LATER, true, false, "its configuration is wrong"},
	{EX_UNAVAILABLE, DELIVERY_LATER, true, false, "its service is not available"},
	{EX_OSERR, DELIVERY_LATER, true, false, "the system refuses it something"},
	{EX_TEMPFAIL, DELIVERY_LATER, false, false, "try again later"},
	{EXIT_NO_PROGRAM, DELIVERY_LATER, true, false, "the program cannot be started"},
};

struct child {
	pid_t pid;
	int in; /* its standard input, -1 when closed */
	int out; /* what it prints */
};

static void closep(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void run_child(const char *program, const struct delivery_letter *letter, int in, int out)
{
	const char *const argv[] = {
		program, "-i", "-f", letter->from, "--", letter->recipient, NULL};
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
		dup2(out, STDERR_FILENO) < 0)
		_exit(EX_OSERR);
	execv(program, (char *const *)(uintptr_t)argv);
	_exit(EXIT_NO_PROGRAM);
}

static int start(const char *program, const struct delivery_letter *letter, struct child *ret)
{
	int in[2], out[2];

	if (pipe2(in, O_CLOEXEC) < 0)
		return -errno;
	if (pipe2(out, O_CLOEXEC) < 0) {
		int error = errno;

		close(in[0]);
		close(in[1]);
		return -error;
	}

	pid_t pid = fork();

	if (pid == 0)
		run_child(program, letter, in[0], out[1]);

	int error = errno;

	close(in[0]);
	close(out[1]);
	*ret = (struct child){.pid = pid, .in = in[1], .out = out[0]};
	if (pid > 0) {
		fcntl(ret->in, F_SETFL, O_NONBLOCK);
		fcntl(ret->out, F_SETFL, O_NONBLOCK);
		return 0;
	}
	closep(&ret->in);
	closep(&ret->out);
	return -error;
}

/* Writes what the pipe takes; closes it at the end, or when the program reads no more. */
static void feed(struct child *child, const struct str *lines, size_t *done)
{
	ssize_t n = write(child->in, lines->at + *done, lines->len - *done);

	if (n > 0)
		*done += (size_t)n;
	if (*done == lines->len || (n < 0 && errno != EAGAIN && errno != EINTR))
		closep(&child->in);
}

/* Keeps the beginning of what it prints, lets go of the rest. */
static void listen_to(struct child *child, struct str *printed)
{
	char buffer[512];
	ssize_t n = read(child->out, buffer, sizeof(buffer));

	if (n > 0)
		str_add(printed, buffer,
			(size_t)n < PRINTED_LIMIT_BYTES - printed->len
				? (size_t)n
				: PRINTED_LIMIT_BYTES - printed->len);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		closep(&child->out);
}

/* Until it has closed its output or the time is over. Whether it was in time. */
static bool converse(
	struct child *child, const struct str *lines, int timeout_ms, struct str *printed)
{
	int64_t deadline_ms = clock_monotonic_ms() + timeout_ms;
	size_t done = 0;

	while (child->out >= 0) {
		struct pollfd at[] = {
			{.fd = child->out, .events = POLLIN},
			{.fd = child->in, .events = POLLOUT}, /* -1 is passed over */
		};
		int64_t left_ms = deadline_ms - clock_monotonic_ms();

		if (left_ms <= 0)
			return false;
		if (poll(at, 2, (int)left_ms) <= 0)
			continue;
		if (at[1].revents)
			feed(child, lines, &done);
		if (at[0].revents)
			listen_to(child, printed);
	}
	closep(&child->in);
	return true;
}

/* The exit status, or -1 when it was killed or died by a signal. */
static int finish(struct child *child, bool in_time)
{
	int status;

	closep(&child->in);
	closep(&child->out);
	/* it may have ended and left a child of its own that holds our pipe */
	if (!in_time && waitpid(child->pid, &status, WNOHANG) == child->pid)
		return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	if (!in_time)
		kill(child->pid, SIGKILL);
	while (waitpid(child->pid, &status, 0) < 0) {
		if (errno != EINTR)
			return -1;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void judge(
	const char *program, int code, const struct str *printed, struct delivery *delivery)
{
	const char *words = code < 0 ? "it died or took too long" : "try again later";

	delivery->result = DELIVERY_LATER;
	delivery->code = code < 0 ? 0 : code;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].code == code) {
			delivery->result = rows[i].result;
			delivery->way_down = rows[i].way_down;
			delivery->at_recipient = rows[i].at_recipient;
			words = rows[i].words;
		}
	}
	delivery_say(delivery, "%s: %s (exit status %d)%s%s", program, words, code,
		printed->len > 0 ? ": " : "", printed->at);
}

void sendmail_send(const char *program, const struct delivery_letter *letter, int timeout_ms,
	struct delivery *ret_delivery)
{
	_cleanup_str_ struct str lines;
	_cleanup_str_ struct str printed;
	struct child child = {.in = -1, .out = -1};

	str_init(&lines, LETTER_LIMIT_BYTES);
	str_init(&printed, PRINTED_LIMIT_BYTES);
	*ret_delivery = (struct delivery){.result = DELIVERY_NEVER};
	if (!delivery_address_is_fit(letter->recipient) || !delivery_address_is_fit(letter->from)) {
		ret_delivery->at_recipient = true;
		delivery_say(ret_delivery, "%s is no address that mail can be sent to",
			letter->recipient);
		return;
	}
	delivery_lines(letter, "\n", &lines);

	int r = start(program, letter, &child);

	if (r < 0) {
		ret_delivery->result = DELIVERY_LATER;
		ret_delivery->way_down = true;
		delivery_say(ret_delivery, "%s cannot be started: %s", program, strerror(-r));
		return;
	}

	bool in_time = converse(&child, &lines, timeout_ms, &printed);
	int code = finish(&child, in_time);

	str_trim_right(&printed);
	judge(program, code, &printed, ret_delivery);
}
