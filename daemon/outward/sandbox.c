/* SPDX-License-Identifier: MIT */
/*
 * Entering the box, in the one order that works: limits, no new privileges, Landlock (its calls
 * must come before the filter forbids them), the filter last. Nothing of it can be undone.
 *
 * A sender that hands letters to a program can have neither: sendmail is setgid, and giving up new
 * privileges would take its queue from it. There the limits alone hold.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/fault.h"
#include "sandbox_inside.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
	__has_feature(memory_sanitizer)
#define SANITIZED true
#endif
#endif
#ifndef SANITIZED
#define SANITIZED false
#endif

struct limit {
	int resource;
	rlim_t most;
};
#define MIB (1024UL * 1024)
#define NO_MORE                                                                                    \
	{                                                                                          \
		.resource = -1                                                                     \
	}

/* A literal of 4 GB that a server announces is stopped by the address space, which needs room for
 * the libraries. */
static const struct limit limits[SANDBOX_PROFILES][5] = {
	[SANDBOX_COORDINATOR] = {{RLIMIT_DATA, 2048 * MIB}, NO_MORE},
	[SANDBOX_FETCHER] = {{RLIMIT_AS, 1024 * MIB}, {RLIMIT_NOFILE, 256},
		{RLIMIT_FSIZE, 256 * MIB}, NO_MORE},
	[SANDBOX_SENDER_SMTP] = {{RLIMIT_DATA, 512 * MIB}, {RLIMIT_NOFILE, 64}, NO_MORE},
	[SANDBOX_SENDER_PROGRAM] = {NO_MORE},
	[SANDBOX_SENDER_MAILDIR] = {{RLIMIT_DATA, 256 * MIB}, {RLIMIT_NOFILE, 64}, NO_MORE},
	[SANDBOX_READER_PARENT] = {{RLIMIT_NOFILE, 32}, NO_MORE},
	[SANDBOX_READER_CHILD] = {NO_MORE},
};

bool sandbox_is_possible(void)
{
	return !SANITIZED;
}

void sandbox_text(char ret_text[SANDBOX_TEXT])
{
	int abi = sandbox_landlock_abi();

	if (!sandbox_is_possible())
		snprintf(ret_text, SANDBOX_TEXT, "no box: this is a sanitizer build");
	else if (abi == 0)
		snprintf(ret_text, SANDBOX_TEXT, "seccomp; no Landlock in this kernel");
	else
		snprintf(ret_text, SANDBOX_TEXT, "seccomp, Landlock ABI %d", abi);
}

void sandbox_close_others(const int *keep, size_t n)
{
	unsigned from = STDERR_FILENO + 1;

	for (size_t i = 0; i < n; i++) {
		if (keep[i] < (int)from)
			continue;
		if ((unsigned)keep[i] > from)
			close_range(from, (unsigned)keep[i] - 1, 0);
		from = (unsigned)keep[i] + 1;
	}
	close_range(from, ~0U, 0);
}

static int set_limit(int number, rlim_t most)
{
	const __rlimit_resource_t resource = (__rlimit_resource_t)number;
	struct rlimit now;

	if (getrlimit(resource, &now) < 0)
		return -errno;
	if (now.rlim_max != RLIM_INFINITY && now.rlim_max < most)
		most = now.rlim_max;
	struct rlimit limit = {.rlim_cur = most, .rlim_max = most};

	return setrlimit(resource, &limit) < 0 ? -errno : 0;
}

int sandbox_set_limits(enum sandbox_profile profile, struct fault *fault)
{
	int r = set_limit(RLIMIT_CORE, 0);

	signal(SIGXFSZ, SIG_IGN); /* standard error may be a file: then a write fails, and nobody
				     dies of it */

	for (const struct limit *limit = limits[profile]; r == 0 && limit->resource >= 0; limit++) {
		bool memory = limit->resource == RLIMIT_AS || limit->resource == RLIMIT_DATA;

		if (!memory || sandbox_is_possible()) /* sanitizers reserve terabytes */
			r = set_limit(limit->resource, limit->most);
	}
	if (r < 0)
		return fault_set(fault, r, "a resource limit can't be set: %s", strerror(-r));
	return 0;
}

int sandbox_enter(
	enum sandbox_profile profile, const struct sandbox_paths *paths, struct fault *fault)
{
	const struct sandbox_rules *rules = &sandbox_rules[profile];
	struct sandbox_filter *filter;
	int r = sandbox_prepare(profile, &filter, fault);

	if (r == 0)
		r = sandbox_set_limits(profile, fault);
	if (r == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		r = fault_set(fault, -errno, "the process can't be hidden from others: %s",
			strerror(errno));
	if (r == 0 && rules->filtered && sandbox_is_possible()) {
		if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
			r = fault_set(fault, -errno, "new privileges can't be given up: %s",
				strerror(errno));
		if (r == 0 && rules->paths)
			r = sandbox_enter_landlock(rules, paths, fault);
		if (r == 0 && sandbox_load(filter) < 0)
			r = fault_set(fault, -errno,
				"this kernel takes no filter of system calls (seccomp): %s; samlad "
				"needs one",
				strerror(errno));
	}
	sandbox_filter_free(filter);
	return r;
}
