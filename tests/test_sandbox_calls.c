/* floor: outward */
/* SPDX-License-Identifier: MIT */
/*
 * Every system call that there is, tried from inside the reader's child by its number: what is not
 * written down here kills. So a call that reaches another process, a sibling or the network can't
 * be forgotten, and a kernel's new ones are forbidden too.
 */
#include <errno.h>
#include <seccomp.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fault.h"
#include "outward/sandbox.h"

#define LAST_CALL 600 /* well beyond the last that Linux has */
#define NO_BOX 99
#define X32_BIT 0x40000000L
/* Calls that newer kernels make to themselves from code that they have put into a process: they
 * pass every filter, and come to nothing anywhere else. */
#define IS_KERNELS_OWN(number) ((number) == 335 || (number) == 336)

/* What may be done at all, with whatever it could be done to: its own mail, its talk, its memory.
 */
static const char *const allowed[] = {"read", "readv", "pread64", "lseek", "write", "writev",
	"sendmsg", "close", "brk", "mmap", "mprotect", "munmap", "mremap", "madvise", "futex",
	"sysinfo", "getrandom", "clock_gettime", "gettimeofday", "time", "getpid", "gettid",
	"restart_syscall", "rt_sigreturn", "exit", "exit_group"};
/* What gets the answer that there is no such file. */
static const char *const hidden[] = {"open", "openat", "openat2", "access", "faccessat",
	"faccessat2", "stat", "lstat", "fstat", "newfstatat", "statx", "readlink", "readlinkat"};

static bool is_among(const char *name, const char *const names[], size_t n)
{
	for (size_t i = 0; name && i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}
#define IS(name, names) is_among(name, names, sizeof(names) / sizeof((names)[0]))

/* The child's end as waitpid() tells it, after that call with no arguments. */
static int end_of(long number)
{
	struct fault fault = {.text = ""};
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		if (sandbox_enter(SANDBOX_READER_CHILD, NULL, &fault) < 0)
			_exit(NO_BOX);
		errno = 0;
		syscall(number, 0L, 0L, 0L, 0L, 0L, 0L);
		_exit(errno == ENOENT ? ENOENT : 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static bool is_killed(int status)
{
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

static void a_call_that_is_not_listed_kills(void **state)
{
	size_t wrong = 0;

	(void)state;
	if (!sandbox_is_possible()) {
		print_message("skipped: no box in a sanitizer build\n");
		skip();
	}
	for (int number = 0; number <= LAST_CALL; number++) {
		if (IS_KERNELS_OWN(number))
			continue;
		char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
		int status = end_of(number);
		bool right = IS(name, allowed)
			? !is_killed(status) && status != W_EXITCODE(NO_BOX, 0)
			: IS(name, hidden) ? status == W_EXITCODE(ENOENT, 0)
					   : is_killed(status);
		if (!right)
			print_message("%d (%s): %x\n", number, name ? name : "unknown", status);
		wrong += !right;
		free(name);
	}
	assert_int_equal(wrong, 0);
}

/* The same calls by the numbers of other ABIs, which a filter of numbers alone would let through.
 */
static void a_call_of_another_abi_kills(void **state)
{
	(void)state;
#if defined(__x86_64__)
	if (!sandbox_is_possible()) {
		print_message("skipped: no box in a sanitizer build\n");
		skip();
	}
	assert_true(is_killed(end_of(X32_BIT | SYS_read)));
	assert_true(is_killed(end_of(X32_BIT | SYS_execve)));
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_that_is_not_listed_kills),
		cmocka_unit_test(a_call_of_another_abi_kills),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
