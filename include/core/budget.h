/* SPDX-License-Identifier: MIT */
/*
 * Few letters: whether one more unprompted letter to a member fits (the network's budget, to the minute, and 24 a
 * year to one in no group). A meeting's invitation, reminder, details and changes, a working group's own letters,
 * receipts, questions back, previews and the leaders' letter are not counted.
 */
#ifndef SAMLAD_CORE_BUDGET_H
#define SAMLAD_CORE_BUDGET_H

#include "core/effects.h"

/* INSTANT: now or earlier if it fits now, else the first instant at which it does. Drafts of this decision count. */
instant budget_fits_at(const struct effects *fx, const struct member *member, enum letter_class class);

#endif
