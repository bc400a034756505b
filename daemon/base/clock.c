/* SPDX-License-Identifier: MIT */
/*
 * The only reader of the clock. Deadlines use CLOCK_BOOTTIME, which goes on while the machine
 * sleeps and does not jump when somebody sets the time.
 *
 * Which start of the machine this is, the kernel tells below /proc/sys, which the service's box
 * hides: there the unit hands it in as SAMLAD_BOOT_ID.
 */
#include "base/clock.h"

#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define BOOT_ID_FILE "/proc/sys/kernel/random/boot_id"
#define BOOT_ID_VARIABLE "SAMLAD_BOOT_ID"
#define DIGITS 15 /* of its 32; what fits a number that is never negative */

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

static int64_t number_of(const char *id)
{
	char digits[DIGITS + 1];
	size_t n = 0;

	for (; *id != '\0' && n < DIGITS; id++)
		if (*id != '-')
			digits[n++] = *id;
	digits[n] = '\0';
	return strtoll(digits, NULL, 16);
}

int64_t clock_boot(void)
{
	const char *handed_in = getenv(BOOT_ID_VARIABLE);
	char id[64] = "";

	if (handed_in)
		return number_of(handed_in);
	int fd = open(BOOT_ID_FILE, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	ssize_t n = read(fd, id, sizeof(id) - 1);
	close(fd);
	return n > 0 ? number_of(id) : 0;
}

struct clock_reading clock_read(int64_t boot)
{
	return (struct clock_reading){
		.wall = clock_now(),
		.up_s = clock_monotonic_ms() / 1000,
		.boot = boot,
	};
}
