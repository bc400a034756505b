/* SPDX-License-Identifier: MIT */
#include "support/mishap.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "support/season.h"

struct mishap *mishap_begin(struct season *season)
{
	const char *library = arena_printf(season->arena, "%.*s/tests/mishap.so",
		(int)(strrchr(season->samlad, '/') - season->samlad), season->samlad);
	const struct mishap none = {0};

	if (access(library, R_OK) < 0)
		return NULL;
	int fd = open(season_path(season, "mishap"), O_RDWR | O_CREAT, 0600);
	assert_int_equal(write(fd, &none, sizeof(none)), sizeof(none));
	struct mishap *mishap =
		mmap(NULL, sizeof(*mishap), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_ptr_not_equal(mishap, MAP_FAILED);
	close(fd);
	setenv(MISHAP_FILE, season_path(season, "mishap"), 1);
	setenv("LD_PRELOAD", library, 1);
	/* a sanitizer wants to be loaded first; here it needn't */
	setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
	return mishap;
}

void mishap_end(struct mishap *mishap)
{
	unsetenv("LD_PRELOAD");
	unsetenv(MISHAP_FILE);
	unsetenv("SAMLAD_BOOT_ID");
	munmap(mishap, sizeof(*mishap));
}

void mishap_clock(struct mishap *mishap, const char *shows)
{
	instant wanted = instant_parse(shows);

	assert_int_not_equal(wanted, INSTANT_NONE);
	mishap->clock_off_s = wanted - clock_now();
}

void mishap_reboot(void)
{
	static int boots;
	char id[40];

	snprintf(id, sizeof(id), "%08x-0000-0000-0000-000000000000", ++boots);
	setenv("SAMLAD_BOOT_ID", id, 1);
}
