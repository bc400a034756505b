/* SPDX-License-Identifier: MIT */
/*
 * The framing of messages: prefix, header, body, and a descriptor beside the prefix.
 *
 * A receipt is a small machine that remembers how far it came, so a half message never holds up a
 * coordinator that asked with a time-out of 0. Sizes are judged when the prefix is whole, before
 * any memory is taken for them. Nothing is read past the message's end: the next one stays in the
 * socket.
 *
 * Which system calls are made is a promise to the sandbox (see wire.h).
 */
#include "outward/wire.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "wire_inside.h"

struct wire *wire_new(int fd, const struct wire_options *options)
{
	struct wire *wire = calloc(1, sizeof(*wire));

	if (!wire)
		abort();
	assert(options->body_limit_bytes <= WIRE_BODY_LIMIT_BYTES);
	wire_header_prepare();
	wire->fd = fd;
	wire->options = *options;
	wire->passed_fd = -1;
	return wire;
}

static void forget_partial(struct wire *wire)
{
	free(wire->header);
	free(wire->body);
	if (wire->passed_fd >= 0)
		close(wire->passed_fd);
	wire->header = NULL;
	wire->body = NULL;
	wire->passed_fd = -1;
	wire->got = 0;
}

void wire_free(struct wire *wire)
{
	if (!wire)
		return;
	forget_partial(wire);
	close(wire->fd);
	free(wire);
}

int wire_fd(const struct wire *wire)
{
	return wire->fd;
}

int wire_wait(int fd, short events, int64_t deadline_ms)
{
	for (;;) {
		struct pollfd at = {.fd = fd, .events = events};
		int64_t left_ms = deadline_ms - clock_monotonic_ms();
		int n = poll(&at, 1, left_ms > 0 ? (int)left_ms : 0);

		if (n > 0)
			return 0;
		if (n == 0)
			return -ETIMEDOUT;
		if (errno != EINTR)
			return -errno;
	}
}

/* Keeps the first descriptor that came; the rest, which nobody of ours sends, are closed. */
static void keep_descriptor(struct wire *wire, struct msghdr *message)
{
	for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		for (size_t i = 0; i < (c->cmsg_len - CMSG_LEN(0)) / sizeof(int); i++) {
			int fd;

			memcpy(&fd, CMSG_DATA(c) + i * sizeof(int), sizeof(fd));
			if (wire->passed_fd < 0)
				wire->passed_fd = fd;
			else
				close(fd);
		}
	}
}

/* One read. Bytes, 0 at the end, -errno. */
static ssize_t receive_some(struct wire *wire, void *at, size_t bytes, bool patient)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(4 * sizeof(int))];
	} control;
	struct iovec iov = {.iov_base = at, .iov_len = bytes};
	struct msghdr message = {.msg_iov = &iov, .msg_iovlen = 1};
	ssize_t n;

	if (wire->options.takes_descriptors) {
		message.msg_control = &control;
		message.msg_controllen = sizeof(control.room);
	}
	do {
		n = patient && !wire->options.takes_descriptors
			? read(wire->fd, at, bytes)
			: recvmsg(wire->fd, &message,
				  MSG_CMSG_CLOEXEC | (patient ? 0 : MSG_DONTWAIT));
	} while (n < 0 && errno == EINTR);
	if (n > 0 && message.msg_control)
		keep_descriptor(wire, &message);
	if (n < 0)
		return errno == ECONNRESET ? -EPIPE : -errno;
	return n;
}

/* The prefix is whole: judges the sizes and takes the room. */
static int begin_message(struct wire *wire)
{
	const struct prefix *p = &wire->prefix;

	if (p->header_bytes < 2 || p->header_bytes > WIRE_HEADER_LIMIT_BYTES ||
		p->body_bytes > wire->options.body_limit_bytes)
		return -EBADMSG;
	wire->header = malloc(p->header_bytes);
	if (p->body_bytes > 0)
		wire->body = malloc((size_t)p->body_bytes + 1);
	if (!wire->header || (p->body_bytes > 0 && !wire->body))
		abort();
	return 0;
}

/* Where the next bytes go, and how many of them; 0 when the message is whole. */
static size_t wanted(struct wire *wire, char **ret_at)
{
	size_t at = wire->got, header = wire->prefix.header_bytes;

	if (at < sizeof(wire->prefix)) {
		*ret_at = (char *)&wire->prefix + at;
		return sizeof(wire->prefix) - at;
	}
	at -= sizeof(wire->prefix);
	if (at < header) {
		*ret_at = wire->header + at;
		return header - at;
	}
	*ret_at = wire->body ? wire->body + (at - header) : NULL;
	return wire->prefix.body_bytes - (at - header);
}

static int hand_over(struct wire *wire, struct wire_message *ret_message)
{
	struct wire_header *header = wire_header_parse(wire->header, wire->prefix.header_bytes);

	if (!header)
		return -EBADMSG;
	if (wire->body)
		wire->body[wire->prefix.body_bytes] = '\0';
	*ret_message = (struct wire_message){.header = header,
		.body = wire->body,
		.body_bytes = wire->prefix.body_bytes,
		.fd = wire->passed_fd};
	wire->body = NULL;
	wire->passed_fd = -1;
	forget_partial(wire);
	return 0;
}

int wire_receive(struct wire *wire, int timeout_ms, struct wire_message *ret_message)
{
	int64_t deadline_ms = timeout_ms > 0 ? clock_monotonic_ms() + timeout_ms : 0;
	char *at;
	size_t bytes;

	while ((bytes = wanted(wire, &at)) > 0) {
		ssize_t n = receive_some(wire, at, bytes, timeout_ms < 0);

		if (n == -EAGAIN && timeout_ms > 0) {
			if (wire_wait(wire->fd, POLLIN, deadline_ms) == -ETIMEDOUT)
				return -EAGAIN;
			continue;
		}
		if (n == 0)
			return wire->got > 0 ? -EBADMSG : -EPIPE;
		if (n < 0)
			return (int)n;
		wire->got += (size_t)n;
		if (wire->got == sizeof(wire->prefix)) {
			int r = begin_message(wire);

			if (r < 0)
				return r;
		}
	}
	return hand_over(wire, ret_message);
}
