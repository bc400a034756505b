/* SPDX-License-Identifier: MIT */
/*
 * Whether somebody, or a fault, has moved the clock between two readings. Pure: it is told both.
 */
#ifndef SAMLAD_BASE_CLOCK_JUMP_H
#define SAMLAD_BASE_CLOCK_JUMP_H

#include <stdbool.h>

#include "base/clock.h"

enum clock_jump { CLOCK_STEADY, CLOCK_AHEAD, CLOCK_BACK };

/* same_run: both readings are of one run of the program. ret_expected: what the wall's clock should
 * show now, as far as that can be told. */
enum clock_jump clock_compare(const struct clock_reading *before, const struct clock_reading *now,
	bool same_run, instant *ret_expected);

#endif
