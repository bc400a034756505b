/* SPDX-License-Identifier: MIT */
/*
 * The reader: a parent that has loaded everything and boxed itself, and one child for each mail.
 * The parent never reads a mail's bytes; the child has nothing but the mail, one end of a talk and
 * memory, and a few seconds.
 *
 * The coordinator's side is reader_submit() and reader_result() over the control socket that
 * process_start() gave; the role's side is reader_run(). How the words are read is the top floor's:
 * a function that is handed in.
 */
#ifndef SAMLAD_OUTWARD_READER_H
#define SAMLAD_OUTWARD_READER_H

#include <stdbool.h>
#include <stddef.h>

struct fault;

/* What a child may take: time until its parent kills it, and memory of its own above what it has
 * from its parent. */
#define READER_DEADLINE_MS 10000
#define READER_MEMORY_LIMIT_BYTES (64L * 1024 * 1024)

/* What the child does. mail_fd is open for reading from its beginning, talk_fd is one end of a
 * stream socket pair. Its result is the child's exit status (0-127). */
struct reader_work {
	int (*handle)(void *context, int mail_fd, int talk_fd);
	void *context;
	int deadline_ms; /* 0: READER_DEADLINE_MS */
};

/*
 * The role: boxes itself and serves until the control socket closes (0). After a child's death by
 * signal it has reported, it returns -ECANCELED: the caller exits, to be executed anew.
 */
int reader_run(int control_fd, const struct reader_work *work, struct fault *fault);

enum reader_end { READER_OK, READER_FAILED, READER_DIED, READER_TIMED_OUT };
struct reader_result {
	enum reader_end end;
	int number; /* exit status (READER_FAILED) or signal (READER_DIED) */
};

/* The coordinator's side. One mail at a time. mail_fd stays the caller's; ret_talk_fd is the
 * caller's to close. */
int reader_submit(int control_fd, int mail_fd, int *ret_talk_fd, struct fault *fault);
/* Waits for the end of the child; -ETIMEDOUT, -EPIPE when the reader itself is gone, -EBADMSG. */
int reader_result(int control_fd, int timeout_ms, struct reader_result *ret_result);

#endif
