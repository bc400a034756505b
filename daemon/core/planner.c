/* SPDX-License-Identifier: MIT */
/*
 * The table of rules and what they share. The order of the rows is the order in the outbox and,
 * where the budget has room for one letter only, the order of who gets it: meeting, group,
 * progress, rest.
 *
 * Nothing here remembers anything. A rule knows from the snapshot what it has done (an ask exists,
 * an instant is set), so that a second run finds nothing to do; and it weighs what is due by the
 * clock as it is now, not as it was when it became due, so that after an outage only what still has
 * a use is sent.
 */
#include "core/planner.h"

#include "core/alert.h"
#include "core/budget.h"
#include "core/order.h"
#include "core/plan_parts.h"
#include "core/workdays.h"

const struct plan_rule plan_rules[] = {
	{"orders", order_plan},
	{"standing", plan_standing},
	{"first letters", plan_first_letters},
	{"meetings over", plan_meetings_over},
	{"changes", plan_changes},
	{"invitations", plan_invitations},
	{"reminders", plan_reminders},
	{"details", plan_details},
	{"numbers", plan_numbers},
	{"agenda", plan_agenda},
	{"groups", plan_groups},
	{"signup", plan_signup},
	{"progress", plan_progress},
	{"looks", plan_looks},
	{"outage", plan_outage},
	{"alert", alert_plan},
	{NULL, NULL},
};

instant planner_decide(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	instant next = INSTANT_NEVER;

	for (const struct plan_rule *rule = plan_rules; rule->name; rule++) {
		instant at = rule->run(snapshot, now, fx);
		if (at < next)
			next = at;
	}
	return next;
}

struct plan plan_open(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	return (struct plan){
		.snapshot = snapshot,
		.network = snapshot->network,
		.fx = fx,
		.now = now,
		.today = network_day(snapshot->network, now),
		.next = INSTANT_NEVER,
	};
}

void plan_at(struct plan *plan, instant at)
{
	if (at <= plan->now)
		at = plan->now + 1;
	if (at < plan->next)
		plan->next = at;
}

bool plan_is_due(struct plan *plan, instant due)
{
	if (due <= plan->now)
		return true;
	plan_at(plan, due);
	return false;
}

static bool is_held(const struct plan *plan)
{
	day until = plan->snapshot->state.hold_until;

	return until != DAY_NONE && plan->today < until;
}

static bool is_open(struct plan *plan)
{
	if (is_held(plan)) {
		day until = workday_on_or_after(plan->network, plan->snapshot->state.hold_until);
		plan_at(plan, hours_opening(plan->network, until));
		return false;
	}
	return plan_is_due(plan, hours_next_open(plan->network, plan->now));
}

/* While it is stopped or in trial only an order changes that, and every order is a decision of its
 * own. */
bool plan_may_mail(struct plan *plan)
{
	const struct network_state *state = &plan->snapshot->state;

	return state->live && !state->stopped && is_open(plan);
}

bool plan_may_rehearse(struct plan *plan)
{
	const struct network_state *state = &plan->snapshot->state;

	return !state->live && !state->stopped && is_open(plan);
}

bool plan_fits(struct plan *plan, const struct member *member, enum letter_class class)
{
	instant fits = budget_fits_at(plan->fx, member, class);

	if (fits <= plan->now)
		return true;
	if (fits < INSTANT_LAST)
		plan_at(plan, hours_next_open(plan->network, fits));
	return false;
}

static const struct member *as_it_stands(const struct plan *plan, const struct member *member)
{
	list_each (copy, &plan->fx->members)
		if ((*copy)->id == member->id)
			return *copy;
	return member;
}

bool plan_may_ask(const struct plan *plan, const struct member *member)
{
	const struct member *now = as_it_stands(plan, member);

	return member_is_askable(plan->snapshot, now, plan->today) &&
		(!plan->network->first_letter || !plan->snapshot->state.live ||
			now->first_letter != INSTANT_NONE);
}

instant plan_back(const struct plan *plan, const struct member *member)
{
	if (member->away_until == DAY_NONE)
		return INSTANT_NONE;
	day first = workday_on_or_after(plan->network, member->away_until);
	return hours_opening(plan->network, workday_add(plan->network, first, 1));
}

instant plan_later(instant a, instant b)
{
	return a > b ? a : b;
}

void plan_fact(struct plan *plan, enum fact_kind kind, int64_t topic)
{
	effects_fact(plan->fx, (struct fact){.kind = kind, .topic = topic});
}

const struct member *plan_next_leader(const struct plan *plan, const struct member *after)
{
	const struct member *end = plan->snapshot->members.at + plan->snapshot->members.n;

	for (const struct member *at = after ? after + 1 : plan->snapshot->members.at; at < end;
		at++)
		if (at->standing == STANDING_ACTIVE && at->addresses.n &&
			member_is_leader(plan->snapshot, at))
			return at;
	return NULL;
}
