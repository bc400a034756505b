/* SPDX-License-Identifier: MIT */
/* What the starter and the processes say to each other, and descriptors over sockets. For their
 * files and the reader's. */
#ifndef SAMLAD_OUTWARD_STARTER_INSIDE_H
#define SAMLAD_OUTWARD_STARTER_INSIDE_H

#include <stddef.h>

#include "outward/process.h"

#define PASS_MOST 2

/*
 * One datagram or stream chunk with up to PASS_MOST descriptors. Sending never raises SIGPIPE.
 * Receiving answers the bytes, 0 at the end, or -errno; with fewer descriptors the rest is -1, and
 * they are close-on-exec.
 */
int pass_send(int socket, const void *bytes, size_t n, const int *fds, size_t n_fds);
ssize_t pass_receive(int socket, void *bytes, size_t n, int fds[PASS_MOST], int flags);

/* Starts the role through the helper; its pidfd is the caller's. */
int starter_start(struct starter *starter, const char *role, const char *config, int wire_fd,
	pid_t *ret_pid, int *ret_pidfd, struct fault *fault);
/* How that role ended; -EAGAIN when that isn't known within timeout_ms. */
int starter_end_of(struct starter *starter, pid_t pid, int timeout_ms, struct process_end *ret_end);

/* The helper's own loop, in its own process; returns when its socket closes. */
void starter_serve(int socket, const char *program);

/* Messages: a request is role NUL config NUL, with the wire's far end. */
enum starter_kind { STARTER_STARTED, STARTER_FAILED, STARTER_ENDED };
struct starter_message {
	enum starter_kind kind;
	pid_t pid;
	struct process_end end; /* STARTER_FAILED: number is the errno */
};
#define STARTER_REQUEST_LIMIT_BYTES (PROCESS_ROLE_LIMIT_BYTES + 4096)

#endif
