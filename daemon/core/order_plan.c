/* SPDX-License-Identifier: MIT */
/*
 * Orders by the clock: what the hold lets go is carried out, a preview that nobody answered goes to
 * the other leaders after a working day and ends after `preview_expires`, a week that was held back
 * and a project that was paused begin again on their day.
 *
 * What is carried out is checked once more, since the world may have moved on during the hold. The
 * letters to many are the other rules' work: they see what was done here in the next round, which
 * is why `now` is what is due next after anything was done.
 */
#include "core/order_parts.h"
#include "core/workdays.h"

static instant earlier(instant a, instant b)
{
	return a < b ? a : b;
}

static bool is_asked_of(const struct effects *fx, const struct order *order, int64_t member)
{
	list_each (ask, &fx->snapshot->asks)
		if (ask->kind == ASK_CONFIRM && ask->topic == order->id && ask->member == member)
			return true;
	return false;
}

static void end(
	struct effects *fx, struct order *order, enum order_state state, enum fact_kind kind)
{
	order->state = state;
	order_close_asks(fx, order);
	effects_fact(fx, (struct fact){.kind = kind, .order = order->id, .topic = order->topic});
}

static void tell_orderer(struct effects *fx, const struct order *order, const char *template,
	const struct view *values)
{
	const struct member *to = snapshot_member(fx->snapshot, order->member);

	if (!to || to->standing == STANDING_LEFT)
		return;
	struct draft *draft = effects_draft(fx, template, to, CLASS_REPLY);
	view_text(fx->arena, draft->view, "title", order->title);
	draft->topic = order->topic;
	if (values)
		list_each (value, &values->values)
			*arena_push(fx->arena, &draft->view->values) = *value;
}

static instant release(struct effects *fx, const struct order *held)
{
	if (held->release > fx->now)
		return held->release;
	struct order *order = effects_order(fx, held);
	struct view *problem = view_new(fx->arena);
	const char *section = order_ops(order->kind)->check(fx, order, problem);
	if (section) {
		view_flag(fx->arena, problem, section, true);
		end(fx, order, ORDER_STOPPED, FACT_ORDER_STOPPED);
		tell_orderer(fx, order, "order-problem", problem);
		return fx->now;
	}
	order_ops(order->kind)->carry_out(fx, order);
	end(fx, order, ORDER_DONE, FACT_ORDER_DONE);
	return fx->now;
}

/* The same time on the next working day, or when its hours open. */
static instant other_due(const struct network *network, instant made)
{
	int seconds;
	day next = workday_add(network, zone_day(network->zone, made, &seconds), 1);

	return hours_next_open(network, zone_instant(network->zone, next, seconds));
}

static instant ask_others(struct effects *fx, const struct order *asked)
{
	instant due = other_due(fx->snapshot->network, asked->made);
	struct view *problem = view_new(fx->arena);
	const struct member *by = snapshot_member(fx->snapshot, asked->member);

	if (asked->other_asked != INSTANT_NONE || !by || !member_is_leader(fx->snapshot, by))
		return INSTANT_NEVER;
	if (due > fx->now)
		return due;
	if (order_ops(asked->kind)->check(fx, order_copy(fx->arena, asked), problem))
		return INSTANT_NEVER;
	struct order *order = effects_order(fx, asked);
	order->other_asked = fx->now;
	list_each (leader, &fx->snapshot->members)
		if (leader->standing == STANDING_ACTIVE && leader->id != asked->member &&
			member_is_leader(fx->snapshot, leader) &&
			!is_asked_of(fx, asked, leader->id))
			order_ask(fx, order, leader, NULL);
	return INSTANT_NEVER;
}

static instant wait(struct effects *fx, const struct order *asked)
{
	instant expires = delay_after(
		fx->snapshot->network, fx->snapshot->network->preview_expires, asked->made);

	if (expires <= fx->now) {
		struct order *order = effects_order(fx, asked);
		end(fx, order, ORDER_EXPIRED, FACT_ORDER_EXPIRED);
		tell_orderer(fx, order, "order-expired", NULL);
		return INSTANT_NEVER;
	}
	return earlier(expires, ask_others(fx, asked));
}

/* The week that was held back is over. */
static instant end_hold(struct effects *fx)
{
	const struct network *network = fx->snapshot->network;
	day until = fx->snapshot->state.hold_until;

	if (until == DAY_NONE)
		return INSTANT_NEVER;
	if (network_day(network, fx->now) < until)
		return zone_instant(network->zone, until, 0);
	effects_state(fx)->hold_until = DAY_NONE;
	effects_fact(fx, (struct fact){.kind = FACT_WEEK_HELD, .word = "over", .day = until});
	list_each (letter, &fx->snapshot->letters) {
		if (!letter->held || letter->state != LETTER_WAITING || fx->snapshot->state.stopped)
			continue;
		effects_hold_letter(fx, letter, false);
	}
	return fx->now;
}

static instant end_pause(struct effects *fx, const struct project *paused)
{
	const struct network *network = fx->snapshot->network;

	if (paused->state != PROJECT_PARKED || paused->paused_until == DAY_NONE)
		return INSTANT_NEVER;
	if (network_day(network, fx->now) < paused->paused_until)
		return zone_instant(network->zone, paused->paused_until, 0);
	struct project *project = effects_project(fx, paused);
	project->state = project->started == INSTANT_NONE ? PROJECT_RECRUITING : PROJECT_RUNNING;
	project->paused_until = DAY_NONE;
	/* a call that rested begins anew: the silent are asked again, and nothing is overdue yet */
	if (project->state == PROJECT_RECRUITING)
		project->called = fx->now;
	effects_fact(fx,
		(struct fact){.kind = FACT_PROJECT_STATE,
			.topic = project->id,
			.word = project_state_text(project->state)});
	return fx->now;
}

instant order_plan(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	instant next = end_hold(fx);

	(void)now;
	list_each (project, &snapshot->projects)
		next = earlier(next, end_pause(fx, project));
	list_each (order, &snapshot->orders) {
		if (order->state == ORDER_HELD)
			next = earlier(next, release(fx, order));
		else if (order->state == ORDER_ASKED)
			next = earlier(next, wait(fx, order));
	}
	return next;
}
