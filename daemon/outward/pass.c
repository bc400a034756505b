/* SPDX-License-Identifier: MIT */
/*
 * Descriptors over local sockets (unix(7), SCM_RIGHTS), in the smallest form: the reader's parent
 * and the starter use it, and neither may depend on anything that parses. Descriptors that arrive
 * in excess are closed at once, so no peer can fill our table.
 */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "starter_inside.h"

union control {
	struct cmsghdr header;
	char bytes[CMSG_SPACE(sizeof(int) * PASS_MOST)];
};

int pass_send(int socket, const void *bytes, size_t n, const int *fds, size_t n_fds)
{
	union control control = {.bytes = ""};
	struct iovec part = {.iov_base = (void *)bytes, .iov_len = n};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	ssize_t sent;

	if (n_fds > 0) {
		message.msg_control = control.bytes;
		message.msg_controllen = CMSG_SPACE(sizeof(int) * n_fds);
		struct cmsghdr *header = CMSG_FIRSTHDR(&message);

		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(sizeof(int) * n_fds);
		memcpy(CMSG_DATA(header), fds, sizeof(int) * n_fds);
	}
	do
		sent = sendmsg(socket, &message, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	if (sent < 0)
		return errno == ECONNRESET ? -EPIPE : -errno;
	return (size_t)sent == n ? 0 : -EIO;
}

static void take_descriptors(struct msghdr *message, int fds[PASS_MOST])
{
	size_t taken = 0;

	for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header != NULL;
		header = CMSG_NXTHDR(message, header)) {
		if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
			continue;
		size_t n = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);

		for (size_t i = 0; i < n; i++) {
			int fd;

			memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof(fd));
			if (taken < PASS_MOST)
				fds[taken++] = fd;
			else
				close(fd);
		}
	}
}

ssize_t pass_receive(int socket, void *bytes, size_t n, int fds[PASS_MOST], int flags)
{
	union control control;
	struct iovec part = {.iov_base = bytes, .iov_len = n};
	struct msghdr message = {.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes)};
	ssize_t got;

	for (size_t i = 0; i < PASS_MOST; i++)
		fds[i] = -1;
	do
		got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | flags);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return errno == ECONNRESET ? 0 : -errno;
	take_descriptors(&message, fds);
	return got;
}
