/* SPDX-License-Identifier: MIT */
/*
 * The agenda of a meeting of the whole network: the call for items, one reminder to the silent, and
 * at the end of the deadline's day the draft to the leaders. A meeting called late has its call at
 * once while there still are three working days to the deadline; after that its agenda is the
 * leaders' own affair. Who has said no to the meeting isn't asked.
 */
#include "core/ask.h"
#include "core/order.h"
#include "core/plan_parts.h"
#include "core/workdays.h"

#define TIME_TO_ANSWER 3 /* working days before the deadline */
#define RESPITE_DAYS 5 /* between call and reminder */

static bool has_agenda(const struct plan *plan, const struct meeting *meeting)
{
	return meeting->group == 0 && meeting->state == MEETING_CALLED &&
		meeting->start > plan->now;
}

static day deadline_of(const struct plan *plan, const struct meeting *meeting)
{
	return delay_day_before(plan->network, plan->network->agenda_deadline, meeting->start);
}

static instant call_opens(const struct plan *plan, const struct meeting *meeting)
{
	return hours_opening(plan->network,
		delay_day_before(plan->network, plan->network->agenda_call, meeting->start));
}

static bool is_too_late_to_call(const struct plan *plan, const struct meeting *meeting)
{
	return plan->today >
		workday_add(plan->network, deadline_of(plan, meeting), -TIME_TO_ANSWER);
}

static bool declined(
	const struct plan *plan, const struct meeting *meeting, const struct member *member)
{
	const struct ask *ask =
		snapshot_find_ask(plan->snapshot, ASK_ATTENDANCE, member->id, meeting->id);

	return ask &&
		(ask->declined_before_move ||
			(ask_is_answered(ask) && ask->answer.kind == ANSWER_NO));
}

static bool is_uncalled(
	const struct plan *plan, const struct meeting *meeting, const struct member *member)
{
	return plan_may_ask(plan, member) && !declined(plan, meeting, member) &&
		!snapshot_find_ask(plan->snapshot, ASK_AGENDA, member->id, meeting->id);
}

static void note_call(struct plan *plan, const struct meeting *meeting)
{
	if (meeting->agenda_called != INSTANT_NONE)
		return;
	effects_meeting(plan->fx, meeting)->agenda_called = plan->now;
	plan_fact(plan, FACT_AGENDA_CALLED, meeting->id);
}

static void call(struct plan *plan, const struct meeting *meeting)
{
	list_each (member, &plan->snapshot->members) {
		if (!is_uncalled(plan, meeting, member))
			continue;
		if (!plan_may_mail(plan))
			return;
		if (!plan_fits(plan, member, CLASS_MEETING))
			continue;
		ask_put(plan->fx, ASK_AGENDA, member, meeting->id, NULL, 0);
		note_call(plan, meeting);
	}
}

/* Shown once, when its day comes; the invitation's rehearsal was before it. */
static void rehearse(struct plan *plan, const struct meeting *meeting)
{
	if (meeting->agenda_called != INSTANT_NONE || !plan_may_rehearse(plan))
		return;
	struct effects *apart = plan_apart(plan);
	list_each (member, &plan->snapshot->members)
		if (is_uncalled(plan, meeting, member))
			ask_put(apart, ASK_AGENDA, member, meeting->id, NULL, 0);
	plan_rehearse(plan, apart);
	note_call(plan, meeting);
}

static void call_when_due(struct plan *plan, const struct meeting *meeting)
{
	if (meeting->agenda_drafted != INSTANT_NONE || is_too_late_to_call(plan, meeting) ||
		!plan_is_due(plan, call_opens(plan, meeting)))
		return;
	if (plan->snapshot->state.live)
		call(plan, meeting);
	else
		rehearse(plan, meeting);
}

static void remind(struct plan *plan, const struct meeting *meeting, const struct ask *ask)
{
	const struct network *network = plan->network;
	const struct member *member = snapshot_member(plan->snapshot, ask->member);
	instant due = hours_opening(
		network, delay_day_before(network, network->agenda_reminder, meeting->start));

	if (!member || !plan_may_ask(plan, member) || !plan_is_silent(plan, ask) ||
		declined(plan, meeting, member))
		return;
	due = plan_later(due, ask->put + RESPITE_DAYS * DAY_S);
	due = hours_next_open(network, plan_later(due, plan_back(plan, member)));
	if (network_day(network, plan_later(due, plan->now)) > deadline_of(plan, meeting))
		return;
	if (plan_is_due(plan, due) && plan_may_mail(plan) && plan_fits(plan, member, CLASS_MEETING))
		ask_remind(plan->fx, ask);
}

static void remind_all(struct plan *plan, const struct meeting *meeting)
{
	list_each (ask, &plan->snapshot->asks)
		if (ask->kind == ASK_AGENDA && ask->topic == meeting->id)
			remind(plan, meeting, ask);
}

/* Only where items were asked for; in trial nobody was. */
static void draft_when_due(struct plan *plan, const struct meeting *meeting)
{
	instant due = zone_instant(
		plan->network->zone, deadline_of(plan, meeting), plan->network->closes_s);

	if (plan->snapshot->state.live && !plan->snapshot->state.stopped &&
		meeting->agenda_called != INSTANT_NONE && meeting->agenda_drafted == INSTANT_NONE &&
		plan_is_due(plan, due))
		order_agenda_draft(plan->fx, meeting);
}

instant plan_agenda(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);

	list_each (meeting, &snapshot->meetings) {
		if (!has_agenda(&plan, meeting))
			continue;
		call_when_due(&plan, meeting);
		remind_all(&plan, meeting);
		draft_when_due(&plan, meeting);
	}
	return plan.next;
}
