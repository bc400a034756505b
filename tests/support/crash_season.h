/* SPDX-License-Identifier: MIT */
/* The season that is killed and cut off: its stages, in their order. */
#ifndef SAMLAD_TESTS_SUPPORT_CRASH_SEASON_H
#define SAMLAD_TESTS_SUPPORT_CRASH_SEASON_H

#include "support/crash.h"

extern const struct crash_stage crash_season[];
extern const size_t crash_season_stages;

#endif
