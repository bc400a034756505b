/* SPDX-License-Identifier: MIT */
/*
 * The coordinator's side of a role: starts it (this program executed anew with a hidden first
 * argument, one end of a socket pair as descriptor 3), watches it, starts it again after its end
 * with a growing pause, kills it at a deadline. A role that dies with its parent gone is the
 * kernel's affair (PR_SET_PDEATHSIG).
 */
#ifndef SAMLAD_OUTWARD_PROCESS_H
#define SAMLAD_OUTWARD_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/when.h"

struct fault;
struct process;

#define PROCESS_WIRE_FD 3 /* in the role */
#define PROCESS_ARGUMENT "--role="
#define PROCESS_FIRST_PAUSE_MS 100
#define PROCESS_MOST_PAUSE_MS 300000
#define PROCESS_STEADY_MS 60000 /* who has run so long begins with the first pause again */

/* How a role ended. */
struct process_end {
	bool killed_by_signal;
	int number; /* of the signal, or the exit status */
};

/*
 * role: "reader", or "fetcher:main" where there are several. config: passed on as `-c`, may be
 * NULL. Starts nothing yet. program NULL: /proc/self/exe.
 */
struct process *process_new(const char *role, const char *program, const char *config);
void process_free(struct process *process); /* kills it when it runs */

/* Starts it now. The wire's near end is the caller's to close (or to give to wire_new()), the pidfd
 * the process's. */
int process_start(struct process *process, int *ret_wire_fd, struct fault *fault);
bool process_runs(const struct process *process);
pid_t process_pid(const struct process *process); /* 0 when it does not run */
/* Readable at its end; -1 when it does not run. */
int process_pidfd(const struct process *process);
/* Takes note of its end without waiting: 0 with the end, -EAGAIN while it runs. */
int process_reap(struct process *process, int64_t monotonic_ms, struct process_end *ret_end);
/* When it may be started again, in clock_monotonic_ms(): now or past after a first or a wanted end.
 */
int64_t process_may_start_ms(const struct process *process);
/* Its end is wanted, so no pause follows it. */
void process_expect_end(struct process *process);
/* SIGTERM, up to timeout_ms for it to go, then SIGKILL; reaped in any case. */
void process_stop(struct process *process, int timeout_ms);
void process_kill(struct process *process);
char *process_end_text(
	struct process_end end, char ret_text[64]); /* "signal 31 (Bad system call)", "status 1" */

/*
 * Waiting by the loop: called back when the role ends. event is an `sd_event *` given by top/run.c;
 * the watch falls with the process.
 */
int process_watch(struct process *process, void *event,
	void (*ended)(void *context, struct process *process), void *context);

static inline void process_freep(struct process **process)
{
	process_free(*process);
}
#define _cleanup_process_ __attribute__((cleanup(process_freep)))

#endif
