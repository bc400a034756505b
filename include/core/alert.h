/* SPDX-License-Identifier: MIT */
/*
 * The leaders' letter: what stands still with its choices, what waits and for whom, what moves, the next meeting's
 * numbers, what goes out this week, what could not be placed. One line when all is well. Its body is the partial
 * part-alert, which the answer to Status has too.
 */
#ifndef SAMLAD_CORE_ALERT_H
#define SAMLAD_CORE_ALERT_H

#include "core/effects.h"

/* A planner rule: the letter on its day; returns when next. */
instant alert_plan(const struct snapshot *snapshot, instant now, struct effects *fx);
/* The same content for the order Status (template "status") and for previews. */
void alert_view(const struct snapshot *snapshot, instant now, struct effects *fx, struct view *view);
/* The project of a row's number in the last leaders' letter (network_state.alert_rows); NULL for no such row. */
const struct project *alert_row(const struct snapshot *snapshot, int row);

#endif
