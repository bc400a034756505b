/* SPDX-License-Identifier: MIT */
/*
 * What comes after the invitation: one reminder to the silent, the details to those who come or
 * don't know yet, the numbers to whoever orders the coffee.
 *
 * A meeting that is called late has no time for all of these: nobody is reminded within a week of
 * being asked, details are left out where the invitation itself is that young, and the numbers wait
 * until people have had two working days to answer. Nothing of it leaves once the meeting has
 * begun.
 */
#include "core/ask.h"
#include "core/plan_parts.h"
#include "core/workdays.h"

#define RESPITE_DAYS 7
#define TIME_TO_ANSWER 2 /* working days */

static bool is_to_come(const struct plan *plan, const struct meeting *meeting)
{
	return meeting->state == MEETING_CALLED && meeting->start > plan->now;
}

static instant due_before(
	const struct plan *plan, const struct meeting *meeting, struct delay delay)
{
	return hours_opening(plan->network, delay_day_before(plan->network, delay, meeting->start));
}

/* When people last were asked to come on this day. */
static instant asked_at(const struct meeting *meeting)
{
	return plan_later(meeting->called, meeting->moved);
}

static void remind(struct plan *plan, const struct meeting *meeting, const struct ask *ask)
{
	const struct member *member = snapshot_member(plan->snapshot, ask->member);
	instant due = due_before(plan, meeting, plan->network->attendance_reminder);

	if (!member || !plan_may_ask(plan, member) || !plan_is_silent(plan, ask))
		return;
	due = plan_later(due, plan_later(ask->put, meeting->moved) + RESPITE_DAYS * DAY_S);
	due = hours_next_open(plan->network, plan_later(due, plan_back(plan, member)));
	if (network_day(plan->network, due) >= network_day(plan->network, meeting->start) ||
		plan->today >= network_day(plan->network, meeting->start))
		return;
	if (!plan_is_due(plan, due) || !plan_may_mail(plan))
		return;
	size_t before = plan->fx->drafts.n;
	ask_remind(plan->fx, ask);
	for (size_t i = before; i < plan->fx->drafts.n; i++)
		plan->fx->drafts.at[i]->not_after = meeting->start;
}

instant plan_reminders(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);

	list_each (ask, &snapshot->asks) {
		if (ask->kind != ASK_ATTENDANCE || ask->state != ASK_OPEN)
			continue;
		const struct meeting *meeting = snapshot_meeting(snapshot, ask->topic);
		if (meeting && is_to_come(&plan, meeting))
			remind(&plan, meeting, ask);
	}
	return plan.next;
}

static void add_invite(struct effects *fx, struct draft *draft, const struct meeting *meeting,
	const struct ask *ask)
{
	struct invite *invite = arena_make(fx->arena, struct invite);

	if (!ask->uid)
		return;
	*invite = (struct invite){.method = INVITE_REQUEST,
		.uid = ask->uid,
		.sequence = ask->sequence,
		.start = meeting->start,
		.end = meeting->end,
		.title = meeting->title,
		.place = meeting->place,
		.link = meeting->link,
		.text = meeting->text,
		.partstat = ask->answer.kind == ANSWER_YES ? PARTSTAT_ACCEPTED : PARTSTAT_TENTATIVE,
		.file_only = true};
	draft->invite = invite;
}

static void send_details(struct plan *plan, const struct meeting *meeting, const struct ask *ask)
{
	const struct member *to = snapshot_member(plan->snapshot, ask->member);
	struct effects *fx = plan->fx;

	if (!to || to->standing == STANDING_LEFT || to->standing == STANDING_BOUNCING)
		return;
	struct draft *draft = effects_draft(fx, "details", to, CLASS_MEETING);
	draft->ask = ask->id;
	draft->ask_kind = ASK_ATTENDANCE;
	draft->topic = meeting->id;
	draft->signed_by_leaders = true;
	draft->not_after = meeting->start;
	plan_fill_meeting(fx, draft->view, meeting);
	view_flag(fx->arena, draft->view, "undecided", ask->answer.kind == ANSWER_MAYBE);
	if (ask->answer.kind == ANSWER_MAYBE) {
		draft_choice(fx, draft, "tap.yes");
		draft_choice(fx, draft, "tap.no");
	}
	add_invite(fx, draft, meeting, ask);
}

static bool gets_details(const struct ask *ask, const struct meeting *meeting)
{
	return ask->kind == ASK_ATTENDANCE && ask->topic == meeting->id && ask->state == ASK_OPEN &&
		ask_is_answered(ask) &&
		(ask->answer.kind == ANSWER_YES || ask->answer.kind == ANSWER_MAYBE);
}

instant plan_details(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);

	list_each (meeting, &snapshot->meetings) {
		instant due = due_before(&plan, meeting, plan.network->details);
		if (!snapshot->state.live || !is_to_come(&plan, meeting) ||
			meeting->details_told != INSTANT_NONE || asked_at(meeting) >= due ||
			!plan_is_due(&plan, due) || !plan_may_mail(&plan))
			continue;
		list_each (ask, &snapshot->asks)
			if (gets_details(ask, meeting))
				send_details(&plan, meeting, ask);
		effects_meeting(fx, meeting)->details_told = now;
		plan_fact(&plan, FACT_DETAILS_TOLD, meeting->id);
	}
	return plan.next;
}

static void send_numbers(struct plan *plan, const struct meeting *meeting, const struct member *to)
{
	struct effects *fx = plan->fx;
	struct meeting_count count = meeting_count(plan->snapshot, meeting);
	struct draft *draft = effects_draft(fx, "numbers", to, CLASS_LEADERS);

	draft->topic = meeting->id;
	draft->not_after = meeting->start;
	plan_fill_meeting(fx, draft->view, meeting);
	view_number(fx->arena, draft->view, "yes", count.yes);
	view_number(fx->arena, draft->view, "no", count.no);
	view_number(fx->arena, draft->view, "maybe", count.maybe);
	view_number(fx->arena, draft->view, "silent", count.silent);
	list_each (ask, &plan->snapshot->asks) {
		const struct member *who = snapshot_member(plan->snapshot, ask->member);
		if (ask->kind != ASK_ATTENDANCE || ask->topic != meeting->id || !who ||
			ask->state == ASK_WITHDRAWN || !ask_is_answered(ask) ||
			ask->answer.kind == ANSWER_NO || !*ask->answer.comment)
			continue;
		struct view *row = view_row(fx->arena, draft->view, "comments");
		view_text(fx->arena, row, "name", who->name);
		view_text(fx->arena, row, "comment", ask->answer.comment);
	}
}

/* A group's numbers are for the one who called it. */
static void tell_numbers(struct plan *plan, const struct meeting *meeting)
{
	const struct member *by = snapshot_member(plan->snapshot, meeting->ordered_by);

	if (meeting->group != 0 && by && by->standing == STANDING_ACTIVE)
		send_numbers(plan, meeting, by);
	else
		for (const struct member *to = NULL; (to = plan_next_leader(plan, to));)
			send_numbers(plan, meeting, to);
	effects_meeting(plan->fx, meeting)->numbers_told = plan->now;
	plan_fact(plan, FACT_NUMBERS_TOLD, meeting->id);
}

instant plan_numbers(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);

	list_each (meeting, &snapshot->meetings) {
		instant due = due_before(&plan, meeting, plan.network->numbers);
		day asked = network_day(plan.network, asked_at(meeting));
		day answered = workday_add(plan.network, asked, TIME_TO_ANSWER);
		due = plan_later(due, hours_opening(plan.network, answered));
		if (snapshot->state.live && is_to_come(&plan, meeting) &&
			meeting->numbers_told == INSTANT_NONE && due < meeting->start &&
			plan_is_due(&plan, due) &&
			plan_is_due(&plan, hours_next_open(plan.network, now)))
			tell_numbers(&plan, meeting);
	}
	return plan.next;
}
