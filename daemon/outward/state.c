/* SPDX-License-Identifier: MIT */
/*
 * The directory that the daemon lives in. What can go wrong here is the administrator's to mend, so
 * each error says what to do: another daemon runs, the directory belongs to somebody else, the disk
 * is full.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/fault.h"
#include "outward/folder.h"
#include "outward/state.h"

int state_make(const char *path, struct fault *fault)
{
	struct stat st;
	int r = folder_make(AT_FDCWD, path);

	if (r < 0)
		return fault_set(fault, r, "the state directory %s can't be made: %s%s", path,
			strerror(-r), r == -ENOENT ? " (make the directory above it first)" : "");
	if (stat(path, &st) < 0)
		return fault_set(
			fault, -errno, "the state directory %s: %s", path, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return fault_set(fault, -ENOTDIR, "the state %s is no directory", path);
	if (access(path, R_OK | W_OK | X_OK) < 0)
		return fault_set(fault, -errno,
			"the state directory %s can't be written (%s): run as its owner, user "
			"number %u, or chown it",
			path, strerror(errno), (unsigned)st.st_uid);
	return 0;
}

/* Whose number stands in the lock, for the words; 0 when none can be read. */
static long holder_of(int fd)
{
	char text[32] = "";
	ssize_t n = pread(fd, text, sizeof(text) - 1, 0);

	return n > 0 ? strtol(text, NULL, 10) : 0;
}

static int refuse_lock(int fd, const char *path, int error, struct fault *fault)
{
	long holder = holder_of(fd);

	close(fd);
	if (error != EWOULDBLOCK)
		return fault_set(
			fault, -error, "%s/lock can't be locked: %s", path, strerror(error));
	if (holder > 0)
		return fault_set(fault, -EBUSY,
			"the state %s is in use by process %ld: wait for its end or stop it", path,
			holder);
	return fault_set(fault, -EBUSY, "the state %s is in use by another process", path);
}

int state_lock(const char *path, int *ret_fd, struct fault *fault)
{
	char file[PATH_MAX];
	char number[32];

	if (snprintf(file, sizeof(file), "%s/lock", path) >= (int)sizeof(file))
		return fault_set(fault, -ENAMETOOLONG, "the path %.80s… is too long", path);
	int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return fault_set(fault, -errno, "%s can't be opened: %s", file, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) < 0)
		return refuse_lock(fd, path, errno, fault);
	int n = snprintf(number, sizeof(number), "%ld\n", (long)getpid());

	/* On a full disk the number is missing; the lock holds all the same. */
	if (ftruncate(fd, 0) == 0 && pwrite(fd, number, (size_t)n, 0) < 0)
		errno = 0;
	*ret_fd = fd;
	return 0;
}

int state_has_room(const char *path, uint64_t least_bytes, struct fault *fault)
{
	struct statvfs st;

	if (statvfs(path, &st) < 0)
		return fault_set(fault, -errno, "%s: %s", path, strerror(errno));
	uint64_t free_bytes = (uint64_t)st.f_bavail * st.f_frsize;

	if ((st.f_flag & ST_RDONLY) != 0)
		return fault_set(
			fault, -EROFS, "the disk that holds %s is mounted read-only", path);
	if (free_bytes < least_bytes)
		return fault_set(fault, -ENOSPC,
			"the disk that holds %s has %llu MiB free, less than the %llu needed: make "
			"room",
			path, (unsigned long long)(free_bytes >> 20),
			(unsigned long long)(least_bytes >> 20));
	if (st.f_files > 0 && st.f_favail == 0)
		return fault_set(fault, -ENOSPC,
			"the disk that holds %s can take no more files (inodes)", path);
	return 0;
}

int state_become_owner(const char *path, struct fault *fault)
{
	struct stat st;

	if (geteuid() != 0)
		return 0;
	if (stat(path, &st) < 0)
		return fault_set(
			fault, -errno, "the state directory %s: %s", path, strerror(errno));
	if (st.st_uid == 0)
		return 0;
	if (setgroups(0, NULL) < 0 || setgid(st.st_gid) < 0 || setuid(st.st_uid) < 0)
		return fault_set(fault, -errno, "can't become the owner of %s (user number %u): %s",
			path, (unsigned)st.st_uid, strerror(errno));
	return 0;
}
