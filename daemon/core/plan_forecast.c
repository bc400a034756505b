/* SPDX-License-Identifier: MIT */
/*
 * What goes out in the days to come, found by letting the planner's own rules run ahead on the
 * side: from one due instant to the next, each step on the network that the step before left. So it
 * can't say anything else than what then happens, if nobody answers and nobody orders anything
 * meanwhile.
 *
 * The rules of the leaders' own letters don't run along. A network in which so much becomes due
 * that STEPS_MOST is not enough shows the first part of it.
 */
#include <string.h>

#include "core/alert.h"
#include "core/outcome.h"
#include "core/plan_parts.h"
#include "core/planner.h"
#include "core/workdays.h"

#define STEPS_MOST 64

static bool is_to_members(enum letter_class class, enum ask_kind kind, int64_t ask)
{
	return class != CLASS_REPLY && class != CLASS_LEADERS && !(ask != 0 && kind == ASK_CONFIRM);
}

static void count(struct arena *arena, struct forecast *forecast, const char *template,
	int64_t topic, day which)
{
	list_each (line, &forecast->lines)
		if (line->topic == topic && line->day == which &&
			strcmp(line->template, template) == 0) {
			line->letters++;
			return;
		}
	*arena_push(arena, &forecast->lines) = (struct forecast_line){template, topic, which, 1};
}

static bool belongs_to_order(const struct snapshot *snapshot, const struct letter *letter)
{
	const struct ask *ask = snapshot_ask(snapshot, letter->ask);

	return ask && ask->kind == ASK_CONFIRM;
}

/* What lies in the outbox for a later hour. */
static void count_waiting(const struct snapshot *snapshot, instant now, instant until,
	struct arena *arena, struct forecast *forecast)
{
	list_each (letter, &snapshot->letters) {
		instant leaves = letter->not_before > now ? letter->not_before : now;
		if (letter->state == LETTER_WAITING && !letter->held && leaves <= until &&
			is_to_members(letter->class, ASK_ATTENDANCE, 0) &&
			!belongs_to_order(snapshot, letter))
			count(arena, forecast, letter->template, letter->topic,
				network_day(snapshot->network, leaves));
	}
}

static void count_drafts(const struct effects *fx, struct forecast *forecast)
{
	list_each (draft, &fx->drafts) {
		instant leaves = (*draft)->not_before > fx->now ? (*draft)->not_before : fx->now;
		if (is_to_members((*draft)->class, (*draft)->ask_kind, (*draft)->ask))
			count(fx->arena, forecast, (*draft)->template, (*draft)->topic,
				network_day(fx->snapshot->network, leaves));
	}
}

static instant step(struct effects *fx, instant now)
{
	instant next = INSTANT_NEVER;

	for (const struct plan_rule *rule = plan_rules; rule->name; rule++) {
		if (rule->run == alert_plan || rule->run == plan_looks || rule->run == plan_outage)
			continue;
		instant at = rule->run(fx->snapshot, now, fx);
		if (at < next)
			next = at;
	}
	return next;
}

static bool sends(const struct snapshot *snapshot)
{
	return snapshot->state.live && !snapshot->state.stopped;
}

static void run_ahead(const struct snapshot *snapshot, instant now, instant until,
	struct arena *arena, struct forecast *forecast)
{
	for (int i = 0; i < STEPS_MOST && now <= until; i++) {
		struct effects *fx = arena_make(arena, struct effects);
		effects_init(fx, arena, snapshot, now);
		instant next = step(fx, now);
		count_drafts(fx, forecast);
		if (fx->facts.n)
			snapshot = outcome_snapshot(fx);
		if (next == INSTANT_NEVER)
			break;
		now = next > now ? next : fx->facts.n ? now : now + 1;
	}
}

void plan_ahead(const struct snapshot *snapshot, instant from, instant until, struct arena *arena,
	struct forecast *ret_forecast)
{
	*ret_forecast = (struct forecast){0};
	if (sends(snapshot))
		run_ahead(snapshot, from, until, arena, ret_forecast);
}

void plan_forecast(const struct snapshot *snapshot, instant now, instant until, struct arena *arena,
	struct forecast *ret_forecast)
{
	*ret_forecast = (struct forecast){0};
	if (!sends(snapshot))
		return;
	count_waiting(snapshot, now, until, arena, ret_forecast);
	run_ahead(snapshot, now, until, arena, ret_forecast);
}
