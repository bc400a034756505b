/* SPDX-License-Identifier: MIT */
/*
 * When somebody has to be told that a secret stops working: 30, 7 and 1 days before, once each;
 * from the day itself on, each day, for then no letter may get through any more and the journal
 * says it.
 */
#ifndef SAMLAD_CORE_EXPIRY_H
#define SAMLAD_CORE_EXPIRY_H

#include <stdbool.h>

#include "base/when.h"

#define EXPIRY_NOT_YET 31

/* The stage that has been reached: EXPIRY_NOT_YET, 30, 7, 1, or the days left (0 and below). A
 * stage that is below the last one told is to be told. */
int expiry_stage(day expires, day today);
static inline bool expiry_goes_by_letter(int stage)
{
	return stage > 0 && stage < EXPIRY_NOT_YET;
}
/* The next day after today on which a new stage is reached. */
day expiry_next(day expires, day today);

#endif
