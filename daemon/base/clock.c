/* SPDX-License-Identifier: MIT */
/*
 * The only reader of the clock. Deadlines use CLOCK_BOOTTIME, which goes on while the machine
 * sleeps and does not jump when somebody sets the time.
 */
#include "base/clock.h"

#include <stdlib.h>
#include <time.h>

static struct timespec read_clock(clockid_t id)
{
	struct timespec now;

	if (clock_gettime(id, &now) < 0)
		abort();
	return now;
}

instant clock_now(void)
{
	return read_clock(CLOCK_REALTIME).tv_sec;
}

int64_t clock_monotonic_ms(void)
{
	struct timespec now = read_clock(CLOCK_BOOTTIME);

	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
