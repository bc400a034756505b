/* SPDX-License-Identifier: MIT */
/*
 * The state directory: made with 0700, locked by one daemon at a time, looked after for room. The
 * lock is the kernel's (flock on state/lock): it falls with the process, so there is no stale one.
 * The number in the file is for people only.
 */
#ifndef SAMLAD_OUTWARD_STATE_H
#define SAMLAD_OUTWARD_STATE_H

#include <stdint.h>

struct fault;

/* Makes the last component when it is not there; -EACCES with the remedy when it can't be written.
 */
int state_make(const char *path, struct fault *fault);
/* -EBUSY when another process holds it; otherwise a descriptor to be kept open. */
int state_lock(const char *path, int *ret_fd, struct fault *fault);
/* -ENOSPC when less than so many bytes are free for us there. */
int state_has_room(const char *path, uint64_t least_bytes, struct fault *fault);
/* Run by root on a state that isn't root's: becomes its owner, so that no file in it comes to
 * belong to root. Before starter_new(): roles are started by whoever that process was then. */
int state_become_owner(const char *path, struct fault *fault);

#endif
