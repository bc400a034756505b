/* SPDX-License-Identifier: MIT */
/*
 * Groups: one call a member with all that recruits and that she hasn't been offered, one reminder
 * to the silent, and the start of a group that has its people. What doesn't fit her budget waits,
 * and what is called meanwhile comes along in the same letter.
 */
#include "base/question.h"
#include "core/ask.h"
#include "core/order_parts.h"
#include "core/plan_parts.h"
#include "core/workdays.h"

static bool recruits(const struct plan *plan, const struct project *project)
{
	return project->state == PROJECT_RECRUITING && project->called != INSTANT_NONE &&
		project->called <= plan->now &&
		(project->until == DAY_NONE || project->until >= plan->today);
}

/* Whoever answered isn't asked again, whatever she said; the silent are, when a pause is over and
 * the call begins anew. */
static bool is_offered(
	const struct plan *plan, const struct member *member, const struct project *project)
{
	const struct ask *ask =
		snapshot_find_ask(plan->snapshot, ASK_SIGNUP, member->id, project->id);

	return ask && (ask_is_answered(ask) || ask->put >= project->called);
}

static int64_t *offers_for(const struct plan *plan, const struct member *member, size_t *ret_n)
{
	int64_t *offers = arena_make_n(plan->fx->arena, int64_t, OPTIONS_MOST);
	size_t n = 0;

	list_each (project, &plan->snapshot->projects)
		if (n < OPTIONS_MOST && recruits(plan, project) && project->contact != member->id &&
			!is_offered(plan, member, project))
			offers[n++] = project->id;
	*ret_n = n;
	return offers;
}

/* The silent ask of the call before the pause ends with the new one. */
static void close_former(struct plan *plan, const struct member *member, int64_t project)
{
	const struct ask *old = snapshot_find_ask(plan->snapshot, ASK_SIGNUP, member->id, project);

	if (old && old->state == ASK_OPEN && old->offers.n == 1)
		ask_close(plan->fx, old);
}

static void call(struct plan *plan, const struct member *member)
{
	size_t n;
	const int64_t *offers = offers_for(plan, member, &n);

	if (n == 0 || !plan_may_ask(plan, member) || !plan_may_mail(plan) ||
		!plan_fits(plan, member, CLASS_GROUP))
		return;
	for (size_t i = 0; i < n; i++)
		close_former(plan, member, offers[i]);
	ask_put(plan->fx, ASK_SIGNUP, member, 0, offers, n);
	effects_member(plan->fx, member)->last_asked = plan->now;
}

/* The projects that were not shown yet, together in one call as members will get it. */
static void rehearse(struct plan *plan)
{
	int64_t offers[OPTIONS_MOST];
	size_t n = 0;

	list_each (project, &plan->snapshot->projects)
		if (n < OPTIONS_MOST && recruits(plan, project) &&
			project->rehearsed == INSTANT_NONE)
			offers[n++] = project->id;
	if (n == 0 || !plan_may_rehearse(plan))
		return;
	struct effects *apart = plan_apart(plan);
	list_each (member, &plan->snapshot->members)
		if (plan_may_ask(plan, member))
			ask_put(apart, ASK_SIGNUP, member, 0, offers, n);
	plan_rehearse(plan, apart);
	for (size_t i = 0; i < n; i++) {
		const struct project *project = snapshot_project(plan->snapshot, offers[i]);
		effects_project(plan->fx, project)->rehearsed = plan->now;
		effects_fact(plan->fx,
			(struct fact){.kind = FACT_PROJECT_CHANGED,
				.topic = project->id,
				.word = "rehearsed"});
	}
}

static bool offers_anything(const struct plan *plan, const struct ask *ask)
{
	for (size_t i = 0; i < ask->offers.n; i++) {
		const struct project *project = snapshot_project(plan->snapshot, ask->offers.at[i]);
		if (project && recruits(plan, project))
			return true;
	}
	return false;
}

static void remind(struct plan *plan, const struct ask *ask)
{
	const struct network *network = plan->network;
	const struct member *member = snapshot_member(plan->snapshot, ask->member);

	if (!member || !plan_may_ask(plan, member) || !plan_is_silent(plan, ask) ||
		!offers_anything(plan, ask))
		return;
	day which = delay_day_after(network, network->signup_reminder, ask->put);
	instant due = plan_later(hours_opening(network, which), plan_back(plan, member));
	if (plan_is_due(plan, hours_next_open(network, due)) && plan_may_mail(plan) &&
		plan_fits(plan, member, CLASS_GROUP))
		ask_remind(plan->fx, ask);
}

/* Who had to ask her manager, or said "after Easter", is asked how it went, once. */
static void follow_up(struct plan *plan, const struct ask *ask)
{
	const struct member *member = snapshot_member(plan->snapshot, ask->member);
	instant due = ask_follow_up_at(plan->snapshot, ask);

	if (due == INSTANT_NEVER || !member || !plan_may_ask(plan, member) ||
		!offers_anything(plan, ask))
		return;
	due = hours_next_open(plan->network, plan_later(due, plan_back(plan, member)));
	if (plan_is_due(plan, due) && plan_may_mail(plan) && plan_fits(plan, member, CLASS_GROUP))
		ask_remind(plan->fx, ask);
}

static bool is_past(const struct plan *plan, const struct ask *ask)
{
	for (size_t i = 0; i < ask->offers.n; i++) {
		const struct project *project = snapshot_project(plan->snapshot, ask->offers.at[i]);
		if (project && (recruits(plan, project) || project->state == PROJECT_PARKED))
			return false;
	}
	return true;
}

/* Nothing that it offers can be joined any more: a later answer still gets its receipt. */
static void close_past(struct plan *plan)
{
	list_each (ask, &plan->snapshot->asks)
		if (ask->kind == ASK_SIGNUP && ask->state == ASK_OPEN && !ask_is_answered(ask) &&
			is_past(plan, ask))
			ask_close(plan->fx, ask);
}

instant plan_signup(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);

	close_past(&plan);
	if (!snapshot->state.live) {
		rehearse(&plan);
		return plan.next;
	}
	list_each (member, &snapshot->members)
		call(&plan, member);
	list_each (ask, &snapshot->asks) {
		if (ask->kind != ASK_SIGNUP)
			continue;
		remind(&plan, ask);
		follow_up(&plan, ask);
	}
	return plan.next;
}
