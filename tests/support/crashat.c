/* SPDX-License-Identifier: MIT */
/*
 * Dies at a chosen step: preloaded into the coordinator, it ends the process without any clean-up,
 * as kill -9 would, before the n-th call that changes a file or tells another process something.
 * CRASHAT is n; 0 only counts. CRASHAT_COUNT names a file in which the number of calls so far
 * stands. The roles that the coordinator starts are left alone.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pid_t owner;
static long left;
static volatile long *count;

__attribute__((constructor)) static void begin(void)
{
	const char *at = getenv("CRASHAT"), *file = getenv("CRASHAT_COUNT");

	if (!at)
		return;
	left = strtol(at, NULL, 10);
	owner = getpid();
	int fd = file ? open(file, O_RDWR | O_CLOEXEC) : -1;
	if (fd >= 0) {
		void *page = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		count = page == MAP_FAILED ? NULL : page;
		close(fd);
	}
	unsetenv("CRASHAT");
	unsetenv("LD_PRELOAD");
}

static void step(void)
{
	if (owner == 0 || getpid() != owner)
		return;
	if (count)
		++*count;
	if (left > 0 && --left == 0)
		_exit(137);
}

/* The call itself, after the step. */
#define WRAP(type, name, parameters, arguments)                                                    \
	type name parameters;                                                                      \
	type name parameters                                                                       \
	{                                                                                          \
		static type(*real) parameters;                                                     \
		if (!real)                                                                         \
			*(void **)&real = dlsym(RTLD_NEXT, #name);                                 \
		step();                                                                            \
		return real arguments;                                                             \
	}

WRAP(ssize_t, write, (int fd, const void *bytes, size_t n), (fd, bytes, n))
WRAP(ssize_t, pwrite, (int fd, const void *bytes, size_t n, off_t at), (fd, bytes, n, at))
WRAP(ssize_t, pwrite64, (int fd, const void *bytes, size_t n, off64_t at), (fd, bytes, n, at))
WRAP(ssize_t, writev, (int fd, const struct iovec *parts, int n), (fd, parts, n))
WRAP(ssize_t, send, (int fd, const void *bytes, size_t n, int flags), (fd, bytes, n, flags))
WRAP(ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags), (fd, message, flags))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, fdatasync, (int fd), (fd))
WRAP(int, ftruncate, (int fd, off_t bytes), (fd, bytes))
WRAP(int, ftruncate64, (int fd, off64_t bytes), (fd, bytes))
WRAP(int, rename, (const char *from, const char *to), (from, to))
WRAP(int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
WRAP(int, renameat2, (int a, const char *from, int b, const char *to, unsigned int flags),
	(a, from, b, to, flags))
WRAP(int, link, (const char *from, const char *to), (from, to))
WRAP(int, linkat, (int a, const char *from, int b, const char *to, int flags),
	(a, from, b, to, flags))
WRAP(int, unlink, (const char *path), (path))
WRAP(int, unlinkat, (int a, const char *path, int flags), (a, path, flags))
