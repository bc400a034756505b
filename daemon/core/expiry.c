/* SPDX-License-Identifier: MIT */
/*
 * After an outage only the stage that now holds is told: nobody needs to hear of 30 days when 5 are
 * left.
 */
#include "core/expiry.h"

#include <stddef.h>

static const int stages[] = {30, 7, 1};

int expiry_stage(day expires, day today)
{
	int left = expires - today, stage = EXPIRY_NOT_YET;

	for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]); i++) {
		if (left <= stages[i])
			stage = stages[i];
	}
	return left <= 0 ? left : stage;
}

day expiry_next(day expires, day today)
{
	for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]); i++) {
		if (expires - stages[i] > today)
			return expires - stages[i];
	}
	return today < expires ? expires : today + 1;
}
