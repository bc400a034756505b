/* SPDX-License-Identifier: MIT */
/* The one place where the time is read. Everything else is told it. */
#ifndef SAMLAD_BASE_CLOCK_H
#define SAMLAD_BASE_CLOCK_H

#include <stdint.h>

#include "base/when.h"

instant clock_now(void);	   /* CLOCK_REALTIME */
int64_t clock_monotonic_ms(void); /* CLOCK_BOOTTIME, for deadlines */

#endif
