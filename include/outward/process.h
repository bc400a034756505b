/* SPDX-License-Identifier: MIT */
/*
 * The coordinator's side of a role: starts it (this program executed anew with a hidden first
 * argument, one end of a socket pair as descriptor 3), watches it, starts it again after its end
 * with a growing pause, kills it when it must go.
 *
 * What a boxed process starts is boxed with it, and a role may have rights that the coordinator has
 * given up (the network, a setgid sendmail). So a small helper, the starter, is forked first of
 * all, stays outside of the box, knows no data, and does nothing but start this program as one of
 * its roles and tell how they ended. It goes when its socket closes, and the kernel kills the roles
 * with it.
 */
#ifndef SAMLAD_OUTWARD_PROCESS_H
#define SAMLAD_OUTWARD_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct fault;
struct process;
struct starter;

#define PROCESS_WIRE_FD 3 /* in the role */
#define PROCESS_ARGUMENT "--role="
#define PROCESS_FIRST_PAUSE_MS 100
#define PROCESS_MOST_PAUSE_MS 300000
#define PROCESS_STEADY_MS 60000 /* who has run so long begins with the first pause again */
#define PROCESS_ROLE_LIMIT_BYTES 128

/* Before any thread, box, database or secret. program NULL: this one (/proc/self/exe). */
int starter_new(const char *program, struct starter **ret_starter, struct fault *fault);
void starter_free(struct starter *starter); /* the roles that still run are killed; NULL is fine */

/* How a role ended. */
struct process_end {
	bool by_signal;
	int number; /* of the signal, or the exit status */
};

/*
 * role: "reader", or "fetcher:main" where there are several; it becomes the argument `--role=ROLE`.
 * config: passed on as
 * `-c CONFIG`; NULL: not. Starts nothing yet. Freed before its starter.
 */
struct process *process_new(struct starter *starter, const char *role, const char *config);
void process_free(struct process *process); /* kills it when it runs */

/* Starts it now. The wire's near end is the caller's (for wire_new()). -EPIPE: the starter is gone,
 * nothing can start. */
int process_start(struct process *process, int *ret_wire_fd, struct fault *fault);
bool process_runs(const struct process *process);
pid_t process_pid(const struct process *process); /* 0 when it does not run */
int process_pidfd(const struct process
		*process); /* readable at its end; -1 when it does not run; not to be closed */
/* Takes note of its end: 0, or -EAGAIN while it runs. */
int process_reap(struct process *process, struct process_end *ret_end);
/* When it may be started again, on clock_monotonic_ms(); 0 for at once. */
int64_t process_may_start_ms(const struct process *process);
void process_expect_end(struct process *process); /* its end is wanted: no pause follows it */
void process_kill(struct process *process); /* SIGKILL; its end is still to be reaped */
/* SIGTERM, up to timeout_ms for it to go, then SIGKILL; reaped in any case, and wanted. */
void process_stop(struct process *process, int timeout_ms);
#define PROCESS_END_TEXT 64
char *process_end_text(struct process_end end,
	char ret_text[PROCESS_END_TEXT]); /* "signal 31 (Bad system call)" */

/*
 * Has the loop call back when the role ends, at this and each later start; reap it there. event: an
 * `sd_event *`. The watch falls with the process.
 */
void process_watch(struct process *process, void *event,
	void (*ended)(void *context, struct process *process), void *context);

static inline void process_freep(struct process **process)
{
	process_free(*process);
}
static inline void starter_freep(struct starter **starter)
{
	starter_free(*starter);
}
#define _cleanup_process_ __attribute__((cleanup(process_freep)))
#define _cleanup_starter_ __attribute__((cleanup(starter_freep)))

#endif
