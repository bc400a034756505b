/* SPDX-License-Identifier: MIT */
/*
 * A message on its way out: by sendmsg alone, whole or not at all as far as the other end can tell.
 *
 * A send that failed half-way leaves the wire out of step: the caller closes it. SIGPIPE never
 * comes.
 */
#include "outward/wire.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "base/clock.h"
#include "wire_inside.h"

/* Moves past bytes that have been sent. */
static void skip(struct iovec **iov, size_t *n, size_t bytes)
{
	while (*n > 0 && bytes >= (*iov)->iov_len) {
		bytes -= (*iov)->iov_len;
		(*iov)++;
		(*n)--;
	}
	if (*n > 0) {
		(*iov)->iov_base = (char *)(*iov)->iov_base + bytes;
		(*iov)->iov_len -= bytes;
	}
}

/* Sends what iov holds, wholly; the descriptor goes with the first byte. */
static int send_all(struct wire *wire, struct iovec *iov, size_t n, int fd)
{
	bool patient = wire->options.send_timeout_ms == 0;
	int64_t deadline_ms = patient ? 0 : clock_monotonic_ms() + wire->options.send_timeout_ms;
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control = {0};
	struct msghdr message = {.msg_iov = iov, .msg_iovlen = n};

	if (fd >= 0) {
		message.msg_control = &control;
		message.msg_controllen = sizeof(control.room);
		*CMSG_FIRSTHDR(&message) = (struct cmsghdr){.cmsg_level = SOL_SOCKET,
			.cmsg_type = SCM_RIGHTS,
			.cmsg_len = CMSG_LEN(sizeof(int))};
		memcpy(CMSG_DATA(CMSG_FIRSTHDR(&message)), &fd, sizeof(fd));
	}
	while (message.msg_iovlen > 0) {
		ssize_t sent =
			sendmsg(wire->fd, &message, MSG_NOSIGNAL | (patient ? 0 : MSG_DONTWAIT));

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0 && errno == EAGAIN && !patient) {
			int r = wire_wait(wire->fd, POLLOUT, deadline_ms);

			if (r < 0)
				return r;
			continue;
		}
		if (sent < 0)
			return errno == ECONNRESET ? -EPIPE : -errno;
		message.msg_control = NULL;
		message.msg_controllen = 0;
		skip(&message.msg_iov, &message.msg_iovlen, (size_t)sent);
	}
	return 0;
}

int wire_send(struct wire *wire, const struct wire_shape *shape, const void *values,
	const void *body, size_t body_bytes, int fd)
{
	assert(shape->descriptor == (fd >= 0));
	if (body_bytes > shape->body_limit_bytes || body_bytes > WIRE_BODY_LIMIT_BYTES)
		return -EMSGSIZE;

	char *header = wire_header_text(shape, values);

	if (!header)
		return -EINVAL;

	size_t header_bytes = strlen(header);
	struct prefix prefix = {
		.header_bytes = (uint32_t)header_bytes, .body_bytes = (uint32_t)body_bytes};
	struct iovec iov[] = {
		{.iov_base = &prefix, .iov_len = sizeof(prefix)},
		{.iov_base = header, .iov_len = header_bytes},
		{.iov_base = (void *)(uintptr_t)body, .iov_len = body_bytes},
	};
	int r = header_bytes > WIRE_HEADER_LIMIT_BYTES
		? -EMSGSIZE
		: send_all(wire, iov, body_bytes > 0 ? 3 : 2, fd);

	free(header);
	return r;
}
