/* SPDX-License-Identifier: MIT */
/*
 * A season of a network played in simulated time through the very code that `run` uses: same
 * reader, desk, store, planner, sender. Only the clock, which jumps to what happens next, and the
 * two ends, which are Maildirs, differ.
 *
 * Same seed, same letters: file names, tokens, codes and boundaries too.
 */
#ifndef SAMLAD_TOP_SIMULATE_H
#define SAMLAD_TOP_SIMULATE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/fault.h"

struct simulate_settings {
	const char *folder; /* where the season is left; made, or replaced when a season made it */
	const char *templates; /* NULL: where the program finds its own */
	uint64_t seed; /* not 0 */
	FILE *out; /* the timeline */
	bool terminal; /* shows a bar of how far the season has come */
};

/* 0; -ENOTEMPTY when the folder holds something else; other errors with words. */
int simulate_season(const struct simulate_settings *settings, struct fault *fault);

#endif
