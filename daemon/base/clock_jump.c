/* SPDX-License-Identifier: MIT */
/*
 * A jump is what makes letters go out that are not due, or once more: a whole day ahead or back,
 * or time that was lived already.
 *
 * While the machine is up, the clock that nobody can set tells a jump from time that has passed,
 * sleep and standstills of the program included. Over a restart of the machine nothing does: a
 * clock that went ahead looks like an outage, and most often is one, so it is believed up to
 * OUTAGE_MOST_S. One that went back is a fault in any case; but between two runs small steps are
 * what keeping a clock right looks like, and within one run an hour back or ahead does no harm.
 */
#include "base/clock_jump.h"

#define JUMP_S DAY_S
#define STEP_S (5 * MINUTE_S) /* back, between two runs */
#define OUTAGE_MOST_S (90 * (instant)DAY_S)

static bool is_same_boot(
	const struct clock_reading *before, const struct clock_reading *now, bool same_run)
{
	return (same_run || (before->boot != 0 && before->boot == now->boot)) &&
		now->up_s >= before->up_s;
}

enum clock_jump clock_compare(const struct clock_reading *before, const struct clock_reading *now,
	bool same_run, instant *ret_expected)
{
	instant passed = now->wall - before->wall;
	instant up = is_same_boot(before, now, same_run) ? now->up_s - before->up_s : -1;

	*ret_expected = before->wall + (up > 0 ? up : 0);
	if (up >= 0 && passed - up < -JUMP_S)
		return CLOCK_BACK;
	if (!same_run && passed < -STEP_S)
		return CLOCK_BACK;
	return (up >= 0 ? passed - up > JUMP_S : passed > OUTAGE_MOST_S) ? CLOCK_AHEAD
									 : CLOCK_STEADY;
}
