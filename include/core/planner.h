/* SPDX-License-Identifier: MIT */
/*
 * What is due now, and when next: a pure function of the snapshot and the clock. Its rules are a table; each says
 * what is due (as effects) and returns the next instant at which it can become due. Running it twice, or after a
 * week's outage, sends nothing twice and nothing pointless.
 */
#ifndef SAMLAD_CORE_PLANNER_H
#define SAMLAD_CORE_PLANNER_H

#include "core/effects.h"

struct plan_rule {
	const char *name;
	instant (*run)(const struct snapshot *snapshot, instant now, struct effects *fx);
};
extern const struct plan_rule plan_rules[]; /* ends with a NULL name */

/* INSTANT_NEVER when nothing is ever due. */
instant planner_decide(const struct snapshot *snapshot, instant now, struct effects *fx);

#endif
