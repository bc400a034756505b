/* SPDX-License-Identifier: MIT */
/*
 * A profile's list as the program that the kernel runs at each system call. libseccomp compiles it
 * once (about 0.3 ms), the bytes are kept, and loading them is one call: so the reader can give
 * each child a filter of its own after the fork. A call of another architecture (32 bits on 64)
 * kills.
 */
#include <errno.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/fault.h"
#include "sandbox_inside.h"

#define FAMILIES 48 /* beyond the last that Linux has */

struct sandbox_filter {
	struct sock_fprog program;
};

static uint32_t action_of(enum sandbox_act act)
{
	static const uint32_t actions[] = {
		[ACT_ALLOW] = SCMP_ACT_ALLOW,
		[ACT_REFUSE] = SCMP_ACT_ERRNO(EPERM),
		[ACT_HIDE] = SCMP_ACT_ERRNO(ENOENT),
	};

	return actions[act];
}

static int add_call(scmp_filter_ctx filter, const struct sandbox_call *call)
{
	int number = seccomp_syscall_resolve_name(call->name);
	struct scmp_arg_cmp compare =
		SCMP_CMP(call->argument, SCMP_CMP_MASKED_EQ, call->mask, call->value);

	if (number ==
		__NR_SCMP_ERROR) /* one that this architecture or this libseccomp doesn't know */
		return 0;
	return seccomp_rule_add_array(
		filter, action_of(call->act), number, call->mask != 0, &compare);
}

static int add_families(scmp_filter_ctx filter, uint64_t families)
{
	int r = 0;

	for (unsigned family = 0; r == 0 && families != 0 && family < FAMILIES; family++) {
		struct scmp_arg_cmp compare = SCMP_CMP(0, SCMP_CMP_EQ, family, 0);

		if ((families >> family & 1) == 0)
			r = seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT),
				SCMP_SYS(socket), 1, &compare);
	}
	if (r == 0 && families != 0) {
		struct scmp_arg_cmp beyond = SCMP_CMP(0, SCMP_CMP_GE, FAMILIES, 0);

		r = seccomp_rule_add_array(
			filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1, &beyond);
	}
	return r;
}

static int add_all(scmp_filter_ctx filter, const struct sandbox_rules *rules)
{
	int r = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);

	for (size_t i = 0;
		i < sizeof(rules->calls) / sizeof(rules->calls[0]) && rules->calls[i] != NULL; i++)
		for (const struct sandbox_call *call = rules->calls[i];
			r == 0 && call->act != ACT_END; call++)
			r = add_call(filter, call);
	/* glibc turns to clone when clone3, whose flags no filter can see, is unknown */
	if (r == 0 && rules->default_allow)
		r = seccomp_rule_add_array(
			filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0, NULL);
	return r == 0 ? add_families(filter, rules->families) : r;
}

/* The program's bytes, by way of a file in memory: all that libseccomp 2.5.4 can write to. */
static int take_program(scmp_filter_ctx filter, struct sandbox_filter *into)
{
	int fd = memfd_create("filter", MFD_CLOEXEC);
	int r = fd < 0 ? -errno : seccomp_export_bpf(filter, fd);
	off_t bytes = r < 0 ? -1 : lseek(fd, 0, SEEK_END);

	if (r == 0 && bytes <= 0)
		r = -EIO;
	if (r == 0) {
		into->program.filter = calloc(1, (size_t)bytes);
		into->program.len = (unsigned short)((size_t)bytes / sizeof(struct sock_filter));
		if (into->program.filter == NULL)
			abort();
		if (pread(fd, into->program.filter, (size_t)bytes, 0) != bytes)
			r = -EIO;
	}
	if (fd >= 0)
		close(fd);
	return r;
}

int sandbox_prepare(
	enum sandbox_profile profile, struct sandbox_filter **ret_filter, struct fault *fault)
{
	const struct sandbox_rules *rules = &sandbox_rules[profile];

	if (!sandbox_is_possible() || !rules->filtered) {
		*ret_filter = NULL;
		return 0;
	}
	scmp_filter_ctx context =
		seccomp_init(rules->default_allow ? SCMP_ACT_ALLOW : SCMP_ACT_KILL_PROCESS);
	struct sandbox_filter *filter = calloc(1, sizeof(*filter));

	if (context == NULL || filter == NULL)
		abort();
	int r = add_all(context, rules);

	if (r == 0)
		r = take_program(context, filter);
	seccomp_release(context);
	if (r < 0) {
		sandbox_filter_free(filter);
		return fault_set(
			fault, r, "the filter of system calls can't be made: %s", strerror(-r));
	}
	*ret_filter = filter;
	return 0;
}

int sandbox_load(const struct sandbox_filter *filter)
{
	if (filter == NULL)
		return 0;
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter->program) < 0 ? -errno : 0;
}

void sandbox_filter_free(struct sandbox_filter *filter)
{
	if (filter == NULL)
		return;
	free(filter->program.filter);
	free(filter);
}
