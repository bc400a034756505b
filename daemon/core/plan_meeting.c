/* SPDX-License-Identifier: MIT */
/*
 * A meeting's own letters to the many: invitations, what has changed, and the end. Who joins later
 * is invited when she joins; who was told of a change has its SEQUENCE on her ask. A change that
 * can't wait for the hours to open because the meeting is earlier goes at once, and no `vänta`
 * keeps it.
 */
#include "core/ask.h"
#include "core/order_parts.h"
#include "core/plan_parts.h"
#include "core/workdays.h"

void plan_fill_meeting(struct effects *fx, struct view *view, const struct meeting *meeting)
{
	view_text(fx->arena, view, "title", meeting->title);
	view_span(fx->arena, view, "when", meeting->start, meeting->end);
	view_text(fx->arena, view, "place", meeting->place);
	view_text(fx->arena, view, "link", meeting->link);
	view_text(fx->arena, view, "text", meeting->text);
	const struct project *group = snapshot_project(fx->snapshot, meeting->group);
	if (group)
		view_text(fx->arena, view, "group", group->title);
}

bool plan_is_silent(const struct plan *plan, const struct ask *ask)
{
	const struct ask *now = effects_see_ask(plan->fx, ask);

	return now->state == ASK_OPEN && !ask_is_answered(now) && now->reminded == INSTANT_NONE &&
		!now->declined_before_move;
}

static void close_asks(struct plan *plan, const struct meeting *meeting)
{
	list_each (ask, &plan->snapshot->asks)
		if ((ask->kind == ASK_ATTENDANCE || ask->kind == ASK_AGENDA) &&
			ask->topic == meeting->id &&
			effects_see_ask(plan->fx, ask)->state == ASK_OPEN)
			ask_close(plan->fx, ask);
}

instant plan_meetings_over(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);

	list_each (meeting, &snapshot->meetings) {
		if (meeting->state != MEETING_CALLED || !plan_is_due(&plan, meeting->end))
			continue;
		effects_meeting(fx, meeting)->state = MEETING_HELD;
		plan_fact(&plan, FACT_MEETING_HELD, meeting->id);
		close_asks(&plan, meeting);
	}
	return plan.next;
}

/* To be told, and not so late that she reads it afterwards. */
static bool may_tell(struct plan *plan, const struct meeting *meeting)
{
	const struct network_state *state = &plan->snapshot->state;

	if (!state->live || state->stopped)
		return false;
	instant opens = hours_next_open(plan->network, plan->now);
	return opens > meeting->start || plan_is_due(plan, opens);
}

static void tell(struct plan *plan, const struct meeting *meeting, const struct ask *ask)
{
	struct draft *draft = ask_tell_change(plan->fx, ask);

	if (draft) {
		draft->not_after = meeting->end;
		return;
	}
	struct ask *copy = effects_ask(plan->fx, ask);
	copy->sequence = meeting->sequence;
	effects_fact(plan->fx,
		(struct fact){.kind = FACT_MEETING_CHANGED,
			.ask = ask->id,
			.member = ask->member,
			.topic = meeting->id,
			.word = "not-told",
			.number = meeting->sequence});
}

static void tell_all(struct plan *plan, const struct meeting *meeting)
{
	list_each (ask, &plan->snapshot->asks) {
		if (ask->kind != ASK_ATTENDANCE || ask->topic != meeting->id ||
			ask->state != ASK_OPEN || ask->sequence >= meeting->sequence)
			continue;
		const struct member *to = snapshot_member(plan->snapshot, ask->member);
		if (!to || to->standing == STANDING_LEFT)
			continue;
		if (!may_tell(plan, meeting))
			return;
		tell(plan, meeting, ask);
	}
	if (meeting->state == MEETING_CANCELLED)
		close_asks(plan, meeting);
}

instant plan_changes(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);

	list_each (meeting, &snapshot->meetings)
		if (meeting->state != MEETING_HELD && meeting->end > now)
			tell_all(&plan, meeting);
		else if (meeting->state == MEETING_CANCELLED)
			close_asks(&plan, meeting);
	return plan.next;
}

static bool is_uninvited(
	const struct plan *plan, const struct meeting *meeting, const struct member *member)
{
	return meeting_invites(plan->snapshot, meeting, member, plan->today) &&
		!snapshot_find_ask(plan->snapshot, ASK_ATTENDANCE, member->id, meeting->id);
}

static void invite(struct plan *plan, const struct meeting *meeting)
{
	list_each (member, &plan->snapshot->members) {
		if (!is_uninvited(plan, meeting, member))
			continue;
		if (!plan_may_mail(plan))
			return;
		if (plan_may_ask(plan, member))
			ask_put(plan->fx, ASK_ATTENDANCE, member, meeting->id, NULL, 0);
	}
}

static void rehearse(struct plan *plan, const struct meeting *meeting)
{
	if (meeting->rehearsed != INSTANT_NONE || !plan_may_rehearse(plan))
		return;
	struct effects *apart = plan_apart(plan);
	list_each (member, &plan->snapshot->members)
		if (is_uninvited(plan, meeting, member))
			ask_put(apart, ASK_ATTENDANCE, member, meeting->id, NULL, 0);
	plan_rehearse(plan, apart);
	effects_meeting(plan->fx, meeting)->rehearsed = plan->now;
	effects_fact(plan->fx,
		(struct fact){.kind = FACT_MEETING_CHANGED,
			.topic = meeting->id,
			.word = "rehearsed",
			.number = meeting->sequence});
}

instant plan_invitations(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);

	list_each (meeting, &snapshot->meetings) {
		if (meeting->state != MEETING_CALLED || meeting->start <= now)
			continue;
		if (snapshot->state.live)
			invite(&plan, meeting);
		else
			rehearse(&plan, meeting);
	}
	return plan.next;
}
