/* SPDX-License-Identifier: MIT */
/*
 * What each role may still do: called once it has loaded everything, before it touches what
 * strangers wrote. No new privileges, no core file, not to be traced, resource limits, Landlock as
 * far as the kernel offers it, and a seccomp filter. What a filter refuses kills the process (the
 * reader's two) or fails with EPERM (the others).
 *
 * seccomp is demanded; Landlock is taken where there is any, and sandbox_text() says what holds.
 * Sanitizer builds have no box at all, for their runtime needs more calls, and sandbox_text() says
 * so.
 */
#ifndef SAMLAD_OUTWARD_SANDBOX_H
#define SAMLAD_OUTWARD_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

struct fault;
struct sandbox_filter; /* a filter as the kernel takes it */

enum sandbox_profile {
	SANDBOX_COORDINATOR, /* files under `writable`, starts programs, no inet */
	SANDBOX_FETCHER, /* inet; tmp/ and new/ of the Maildir */
	SANDBOX_SENDER_SMTP, /* inet; no file written */
	SANDBOX_SENDER_PROGRAM, /* that program, which may be setgid: so privileges can't be given
				   up */
	SANDBOX_SENDER_MAILDIR, /* tmp/ and new/ of that Maildir, no inet */
	SANDBOX_READER_PARENT, /* receive, fork, poll, wait, kill; no path */
	SANDBOX_READER_CHILD, /* read, write and memory */
	SANDBOX_PROFILES
};

struct sandbox_paths {
	const char *const *readable; /* beside the system's; what is not there is left out */
	size_t n_readable;
	const char *const *writable; /* must be there */
	size_t n_writable;
};

bool sandbox_is_possible(void); /* false in sanitizer builds */

/* Whatever holds on this machine, for `status`: "seccomp, Landlock ABI 7". */
#define SANDBOX_TEXT 128
void sandbox_text(char ret_text[SANDBOX_TEXT]);

/* Closes every descriptor above 2 but those of keep (ascending). */
void sandbox_close_others(const int *keep, size_t n);

/* Enters for good. paths may be NULL: none. In a build without a box it does the limits that are
 * harmless and returns 0. */
int sandbox_enter(
	enum sandbox_profile profile, const struct sandbox_paths *paths, struct fault *fault);

/* A filter made ready before a fork and loaded by the child with one call; NULL in builds without a
 * box. */
int sandbox_prepare(
	enum sandbox_profile profile, struct sandbox_filter **ret_filter, struct fault *fault);
int sandbox_load(const struct sandbox_filter *filter); /* -errno; async-signal-safe */
void sandbox_filter_free(struct sandbox_filter *filter);

#endif
