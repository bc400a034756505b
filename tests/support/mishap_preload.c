/* SPDX-License-Identifier: MIT */
/*
 * What may befall a program, preloaded into it (mishap.h says what): its clock is moved while it
 * runs, and it ends without any clean-up, as kill -9 would, before a chosen call that changes a
 * file. What it forks is counted along; the roles that it executes are left alone.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "support/mishap.h"

static struct mishap *mishap;

__attribute__((constructor)) static void begin(void)
{
	const char *file = getenv(MISHAP_FILE);
	int fd = file ? open(file, O_RDWR | O_CLOEXEC) : -1;

	if (fd < 0)
		return;
	void *at = mmap(NULL, sizeof(*mishap), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	mishap = at == MAP_FAILED ? NULL : at;
	close(fd);
	unsetenv("LD_PRELOAD");
}

static void step(void)
{
	if (!mishap)
		return;
	long now = __atomic_add_fetch(&mishap->steps, 1, __ATOMIC_SEQ_CST);
	if (now == mishap->dies_at)
		_exit(MISHAP_KILLED);
}

/* The call itself, after what befalls it. */
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
WRAP(ssize_t, pwrite64, (int fd, const void *bytes, size_t n, off64_t at), (fd, bytes, n, at))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, fdatasync, (int fd), (fd))
WRAP(int, ftruncate, (int fd, off_t bytes), (fd, bytes))
WRAP(int, ftruncate64, (int fd, off64_t bytes), (fd, bytes))
WRAP(int, rename, (const char *from, const char *to), (from, to))
WRAP(int, renameat2, (int a, const char *from, int b, const char *to, unsigned int flags),
	(a, from, b, to, flags))
WRAP(int, link, (const char *from, const char *to), (from, to))
WRAP(int, unlink, (const char *path), (path))
WRAP(int, unlinkat, (int a, const char *path, int flags), (a, path, flags))

int clock_gettime(clockid_t id, struct timespec *ret_now)
{
	static int (*real)(clockid_t, struct timespec *);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
	int r = real(id, ret_now);
	if (r == 0 && mishap && id == CLOCK_REALTIME)
		ret_now->tv_sec += mishap->clock_off_s;
	return r;
}
