/* SPDX-License-Identifier: MIT */
/*
 * Preloaded into every process of a run: ends one of them at a chosen call as kill -9 would,
 * without any clean-up, shows the time that the test says, and writes down what the calls change
 * (crashat_record.c). ledger.h says which calls count.
 *
 * The calls themselves are made by the C library's own functions behind these. What a library does
 * past them, by a mapping or a system call of its own, would be missing in the ledger; the test
 * that plays a ledger back compares the whole with the folder as it is.
 */
#include "support/crashat.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static struct ledger *ledger;
static enum ledger_role role;
static pid_t owner; /* the process that was executed: what it forks has another role */

static enum ledger_role role_of(int argc, char **argv)
{
	static const struct {
		const char *argument;
		enum ledger_role role;
	} rows[] = {{"--role=fetcher", ROLE_FETCHER}, {"--role=sender", ROLE_SENDER},
		{"--role=reader", ROLE_READER}};

	for (size_t i = 0; argc > 1 && i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strncmp(argv[1], rows[i].argument, strlen(rows[i].argument)) == 0)
			return rows[i].role;
	return ROLE_COORDINATOR;
}

__attribute__((constructor)) static void begin(int argc, char **argv)
{
	const char *file = getenv(LEDGER_FILE);
	int fd = file ? open(file, O_RDWR | O_CLOEXEC) : -1;

	if (fd < 0)
		return;
	void *at = mmap(NULL, LEDGER_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (at == MAP_FAILED)
		abort();
	role = role_of(argc, argv);
	owner = getpid();
	ledger = at;
}

struct ledger *crashat_ledger(void)
{
	return ledger;
}

/* By a signal where that is allowed: whoever waits for a reader's child tells ends apart. */
_Noreturn void crashat_die(void)
{
	syscall(SYS_kill, getpid(), SIGKILL);
	for (;;)
		syscall(SYS_exit_group, LEDGER_KILLED);
}

static enum ledger_role role_now(void)
{
	if (getpid() == owner)
		return role;
	return role == ROLE_READER ? ROLE_CHILD : ROLE_STARTER;
}

struct turn crashat_turn(bool can_be_torn)
{
	struct turn turn = {LIVES, 0, 0};

	if (!ledger)
		return turn;
	turn.role = role_now();
	turn.number = __atomic_add_fetch(&ledger->calls[turn.role], 1, __ATOMIC_SEQ_CST);
	if (turn.number != ledger->kill_at || turn.role != ledger->kill_role)
		return turn;
	if (!can_be_torn || !ledger->torn)
		crashat_die();
	turn.fate = DIES_WITHIN;
	return turn;
}

/* ---- the time ---- */

static int real_clock(clockid_t id, struct timespec *ret_now)
{
	return (int)syscall(SYS_clock_gettime, id, ret_now);
}

/* The machine has been up while the days passed between two stages: its clock was not moved. */
int clock_gettime(clockid_t id, struct timespec *ret_now)
{
	bool wall = id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE;

	if (ledger && ledger->now != 0 && wall) {
		*ret_now = (struct timespec){.tv_sec = ledger->now};
		return 0;
	}
	int r = real_clock(id, ret_now);
	if (r == 0 && ledger && id == CLOCK_BOOTTIME)
		ret_now->tv_sec += ledger->now;
	return r;
}

time_t time(time_t *ret_now)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (ret_now)
		*ret_now = now.tv_sec;
	return now.tv_sec;
}

int gettimeofday(struct timeval *restrict ret_now, void *restrict zone)
{
	struct timespec now;

	(void)zone;
	clock_gettime(CLOCK_REALTIME, &now);
	*ret_now = (struct timeval){.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
	return 0;
}
