/* SPDX-License-Identifier: MIT */
/* The one place where the time is read. Everything else is told it. */
#ifndef SAMLAD_BASE_CLOCK_H
#define SAMLAD_BASE_CLOCK_H

#include <stdint.h>

#include "base/when.h"

instant clock_now(void); /* CLOCK_REALTIME */
int64_t clock_monotonic_ms(void); /* CLOCK_BOOTTIME, for deadlines */

/* Two clocks at one moment: the wall's, which somebody may set, and one that nobody can. */
struct clock_reading {
	instant wall;
	int64_t up_s; /* since the machine was started, sleep included (CLOCK_BOOTTIME) */
	int64_t boot; /* which start of the machine it was, as clock_boot() says; 0: can't be told
		       */
};
struct clock_reading clock_read(int64_t boot);
/* Which start of the machine this is; to be asked before a box closes. */
int64_t clock_boot(void);

#endif
