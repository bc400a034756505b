/* SPDX-License-Identifier: MIT */
/*
 * The leaders' letter and its day: the configured weekday, or the next working day where that one
 * is free; first in the week after the day of the first order. Missed by an outage it goes out
 * later the same day; after that not at all, since next week's says the same and more.
 *
 * It goes out in trial, while the network is stopped and when all is well too: silence must never
 * be able to mean that samlad is broken.
 */
#include "core/alert.h"

#include <string.h>

#include "core/alert_parts.h"
#include "core/workdays.h"

#define FORECAST_S (7 * (instant)DAY_S)
#define WEEKS_AHEAD 4 /* no row of free days is longer */

static bool holds_row(const struct alert *alert, int64_t project)
{
	for (size_t i = 0; i < alert->rows.n; i++)
		if (alert->rows.at[i] == project)
			return true;
	return false;
}

static void number_rows(struct alert *alert, bool fresh)
{
	const struct network_state *state = &alert->snapshot->state;

	for (size_t i = 0; !fresh && i < state->alert_rows.n; i++)
		*arena_push(alert->arena, &alert->rows) = state->alert_rows.at[i];
	for (int severity = 3; severity > 0; severity--)
		list_each (stall, &alert->stalls.stalls)
			if (stall->project != 0 && stall->severity == severity &&
				!holds_row(alert, stall->project))
				*arena_push(alert->arena, &alert->rows) = stall->project;
}

void alert_collect(struct alert *alert, const struct snapshot *snapshot, instant now,
	struct arena *arena, bool fresh)
{
	*alert = (struct alert){.snapshot = snapshot,
		.now = now,
		.today = network_day(snapshot->network, now),
		.arena = arena};
	stalls_find(snapshot, now, arena, &alert->stalls);
	plan_forecast(snapshot, now, now + FORECAST_S, arena, &alert->forecast);
	number_rows(alert, fresh);
}

void alert_fill(struct effects *fx, const struct alert *alert, struct view *view)
{
	view_day(fx->arena, view, "today", alert->today);
	alert_say_stalls(fx, alert, view);
	alert_say_waits(fx, alert, view);
	alert_say_moving(fx, alert, view);
	alert_say_meeting(fx, alert, view);
	alert_say_week(fx, alert, view);
	alert_say_looks(fx, alert, view);
}

static void keep_rows(struct effects *fx, const struct alert *alert)
{
	const struct network_state *state = &fx->snapshot->state;

	if (state->alert_rows.n == alert->rows.n &&
		(alert->rows.n == 0 ||
			memcmp(state->alert_rows.at, alert->rows.at,
				alert->rows.n * sizeof(*alert->rows.at)) == 0))
		return;
	struct network_state *copy = effects_state(fx);
	copy->alert_rows.at = alert->rows.at;
	copy->alert_rows.n = alert->rows.n;
	copy->alert_rows.cap = alert->rows.cap;
}

void alert_view(const struct snapshot *snapshot, instant now, struct effects *fx, struct view *view)
{
	struct alert alert;

	alert_collect(&alert, snapshot, now, fx->arena, false);
	alert_fill(fx, &alert, view);
	keep_rows(fx, &alert);
}

const struct project *alert_row(const struct snapshot *snapshot, int row)
{
	if (row < 1 || (size_t)row > snapshot->state.alert_rows.n)
		return NULL;
	return snapshot_project(snapshot, snapshot->state.alert_rows.at[row - 1]);
}

/* The day of the letter of the week that `any` lies in; DAY_NONE while it is too early for one. */
static day letter_day(const struct snapshot *snapshot, day any)
{
	const struct network *network = snapshot->network;
	day wanted = any - day_weekday(any) + network->alert_weekday;

	if (wanted <= network_day(network, snapshot->state.first_order))
		return DAY_NONE;
	return workday_on_or_after(network, wanted);
}

static void send(struct plan *plan)
{
	struct effects *fx = plan->fx;
	struct alert alert;

	alert_collect(&alert, plan->snapshot, plan->now, fx->arena, true);
	for (const struct member *to = NULL; (to = plan_next_leader(plan, to));) {
		struct draft *draft = effects_draft(fx, "alert", to, CLASS_LEADERS);
		draft->not_after = zone_instant(plan->network->zone, plan->today + 1, 0);
		alert_fill(fx, &alert, draft->view);
	}
	list_each (look, &plan->snapshot->looks) {
		if (look->told != INSTANT_NONE)
			continue;
		effects_look(fx, look)->told = plan->now;
		plan_fact(plan, FACT_LOOK_TOLD, look->id);
	}
	effects_state(fx)->last_alert = plan->today;
	keep_rows(fx, &alert);
	effects_fact(fx,
		(struct fact){.kind = FACT_ALERT_SENT,
			.number = (int64_t)alert.rows.n,
			.day = plan->today});
}

instant alert_plan(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);
	bool sent = false;

	if (snapshot->state.first_order == INSTANT_NONE)
		return INSTANT_NEVER;
	for (int week = -1; week <= WEEKS_AHEAD; week++) {
		day which = letter_day(snapshot, plan.today + 7 * week);
		if (which == DAY_NONE || which < plan.today ||
			(snapshot->state.last_alert != DAY_NONE &&
				which <= snapshot->state.last_alert))
			continue;
		if (!plan_is_due(
			    &plan, zone_instant(plan.network->zone, which, plan.network->alert_s)))
			break;
		if (!sent)
			send(&plan);
		sent = true;
	}
	return plan.next;
}
