/* SPDX-License-Identifier: MIT */
/*
 * Landlock (landlock(7)) by its bare calls, for the C library has none and this machine's header
 * may be older than the running kernel: so the numbers are here, and the kernel is asked which
 * version it speaks.
 *
 * Version 1 forbids every rename from one directory to another, which is how a Maildir works; it
 * counts as none. From 4 on TCP can be forbidden, from 6 on signals and abstract sockets out of the
 * box.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/fault.h"
#include "sandbox_inside.h"

#define CREATE_RULESET_VERSION 1
#define RULE_PATH_BENEATH 1

#define FS_EXECUTE (UINT64_C(1) << 0)
#define FS_WRITE_FILE (UINT64_C(1) << 1)
#define FS_READ_FILE (UINT64_C(1) << 2)
#define FS_READ_DIR (UINT64_C(1) << 3)
#define FS_REMOVE_DIR (UINT64_C(1) << 4)
#define FS_REMOVE_FILE (UINT64_C(1) << 5)
#define FS_MAKE_DIR (UINT64_C(1) << 7)
#define FS_MAKE_REG (UINT64_C(1) << 8)
#define FS_REFER (UINT64_C(1) << 13)
#define FS_TRUNCATE (UINT64_C(1) << 14)
#define FS_IOCTL_DEV (UINT64_C(1) << 15)

#define FS_READ (FS_READ_FILE | FS_READ_DIR)
#define FS_WRITE                                                                                   \
	(FS_READ | FS_WRITE_FILE | FS_REMOVE_DIR | FS_REMOVE_FILE | FS_MAKE_DIR | FS_MAKE_REG |    \
		FS_REFER | FS_TRUNCATE)
#define FS_OF_A_FILE (FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV)

struct ruleset {
	uint64_t fs;
	uint64_t net;
	uint64_t scoped;
};
struct __attribute__((packed)) beneath {
	uint64_t allowed;
	int32_t parent_fd;
};

static const char *const system_paths[] = {"/etc", "/usr", "/lib", "/lib64", "/run", "/dev/null",
	"/dev/urandom", "/var/lib/ca-certificates", "/proc/sys", "/sys/devices/system/cpu"};

int sandbox_landlock_abi(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);

	return abi < 2 ? 0 : (int)abi;
}

/* All rights that this version knows: what isn't handled isn't forbidden. */
static uint64_t handled_of(int abi)
{
	int bits = abi >= 5 ? 16 : abi >= 3 ? 15 : 14;

	return (UINT64_C(1) << bits) - 1;
}

static int add_path(
	int ruleset, const char *path, uint64_t allowed, bool demanded, struct fault *fault)
{
	struct beneath rule = {.allowed = allowed};
	struct stat st;
	int fd = open(path, O_PATH | O_CLOEXEC);
	int r = fd < 0 ? -errno : 0;

	if (r == 0 && fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
		rule.allowed &= FS_OF_A_FILE;
	rule.parent_fd = fd;
	if (r == 0 && syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) < 0)
		r = -errno;
	if (fd >= 0)
		close(fd);
	if (r < 0 && demanded)
		return fault_set(fault, r, "%s can't be let into the box: %s", path, strerror(-r));
	return 0;
}

static int add_paths(int ruleset, const struct sandbox_rules *rules,
	const struct sandbox_paths *paths, uint64_t handled, struct fault *fault)
{
	int r = 0;

	for (size_t i = 0;
		rules->system_readable && i < sizeof(system_paths) / sizeof(system_paths[0]); i++)
		add_path(ruleset, system_paths[i], FS_READ, false, NULL);
	for (size_t i = 0; paths != NULL && i < paths->n_readable; i++)
		add_path(ruleset, paths->readable[i], FS_READ, false, NULL);
	for (size_t i = 0; r == 0 && paths != NULL && i < paths->n_writable; i++)
		r = add_path(ruleset, paths->writable[i], FS_WRITE & handled, true, fault);
	return r;
}

int sandbox_enter_landlock(
	const struct sandbox_rules *rules, const struct sandbox_paths *paths, struct fault *fault)
{
	int abi = sandbox_landlock_abi();
	struct ruleset attributes = {.fs = handled_of(abi)};

	if (abi == 0)
		return 0;
	if (rules->cut_off && abi >= 4)
		attributes.net = 3; /* bind and connect by TCP */
	if (rules->cut_off && abi >= 6)
		attributes.scoped = 3; /* abstract sockets and signals */
	size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, size, 0);

	if (ruleset < 0)
		return fault_set(fault, -errno, "Landlock can't be set up: %s", strerror(errno));
	int r = add_paths(ruleset, rules, paths, attributes.fs, fault);

	if (r == 0 && syscall(SYS_landlock_restrict_self, ruleset, 0) < 0)
		r = fault_set(fault, -errno, "Landlock can't be entered: %s", strerror(errno));
	close(ruleset);
	return r;
}
