/* SPDX-License-Identifier: MIT */
/*
 * How it goes: a running project is asked every four weeks, and before each network meeting so that
 * its line stands in the agenda's packet. The contact is asked; where nobody holds the project, all
 * who are in it. A question that nobody answered is counted when the next one is put.
 *
 * A project that the leaders have taken over for a while isn't asked about: they hold it
 * themselves.
 */
#include "core/ask.h"
#include "core/plan_parts.h"
#include "core/workdays.h"

#define FRESH_DAYS 14 /* what was told so lately is good enough for a meeting */
#define REMINDER_DAYS 7

static instant last_news(const struct project *project)
{
	return plan_later(
		project->started, plan_later(project->last_progress, project->progress_asked));
}

/* The day the agenda closes, for the next meeting of the whole network. */
static instant before_meeting(const struct plan *plan, instant news)
{
	const struct network *network = plan->network;

	list_each (meeting, &plan->snapshot->meetings) {
		if (meeting->group != 0 || meeting->state != MEETING_CALLED ||
			meeting->start <= plan->now)
			continue;
		instant due = hours_opening(network,
			delay_day_before(network, network->agenda_deadline, meeting->start));
		if (news < due - FRESH_DAYS * DAY_S)
			return due;
	}
	return INSTANT_NEVER;
}

static instant due_at(const struct plan *plan, const struct project *project)
{
	const struct network *network = plan->network;
	instant news = last_news(project);

	if (news == INSTANT_NONE)
		news = project->made;
	instant due =
		hours_opening(network, delay_day_after(network, network->progress_every, news));
	instant meeting = before_meeting(plan, news);
	return meeting < due ? meeting : due;
}

static bool holds_it(const struct plan *plan, const struct project *project)
{
	const struct member *contact = snapshot_member(plan->snapshot, project->contact);

	return contact && project->contact_agreed &&
		member_is_askable(plan->snapshot, contact, plan->today);
}

static bool is_asked(
	const struct plan *plan, const struct project *project, const struct member *member)
{
	if (!plan_may_ask(plan, member))
		return false;
	return holds_it(plan, project) ? member->id == project->contact
				       : project_has_member(plan->snapshot, project, member->id);
}

static void close_older(struct plan *plan, const struct project *project)
{
	list_each (ask, &plan->snapshot->asks)
		if (ask->kind == ASK_PROGRESS && ask->topic == project->id &&
			ask->state == ASK_OPEN)
			ask_close(plan->fx, ask);
}

static void note_asked(struct plan *plan, const struct project *project)
{
	struct project *copy = effects_project(plan->fx, project);

	if (project->progress_asked != INSTANT_NONE)
		copy->unanswered = project->last_progress != INSTANT_NONE &&
				project->last_progress >= project->progress_asked
			? 0
			: project->unanswered + 1;
	copy->progress_asked = plan->now;
}

static void put_asks(struct plan *plan, const struct project *project)
{
	bool asked = false;

	list_each (member, &plan->snapshot->members) {
		if (!is_asked(plan, project, member) ||
			!plan_is_due(plan, plan_back(plan, member)) || !plan_may_mail(plan) ||
			!plan_fits(plan, member, CLASS_PROGRESS))
			continue;
		if (!asked)
			close_older(plan, project);
		asked = true;
		ask_put(plan->fx, ASK_PROGRESS, member, project->id, NULL, 0);
	}
	if (asked)
		note_asked(plan, project);
}

static void remind(struct plan *plan, const struct ask *open)
{
	const struct member *member = snapshot_member(plan->snapshot, open->member);
	const struct project *project = snapshot_project(plan->snapshot, open->topic);
	const struct ask_ops *ops = ask_ops(ASK_PROGRESS);

	if (!member || !project || project->state != PROJECT_RUNNING || !ops || !ops->remind ||
		!plan_may_ask(plan, member) || !plan_is_silent(plan, open) ||
		(project->last_progress != INSTANT_NONE && project->last_progress >= open->put))
		return;
	instant due = plan_later(open->put + REMINDER_DAYS * DAY_S, plan_back(plan, member));
	if (plan_is_due(plan, hours_next_open(plan->network, due)) && plan_may_mail(plan) &&
		plan_fits(plan, member, CLASS_PROGRESS))
		ask_remind(plan->fx, open);
}

static void close_done(struct plan *plan, const struct ask *open)
{
	const struct project *project = snapshot_project(plan->snapshot, open->topic);

	if (open->state == ASK_OPEN && (!project || project->state == PROJECT_DONE))
		ask_close(plan->fx, open);
}

instant plan_progress(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);

	list_each (open, &snapshot->asks)
		if (open->kind == ASK_PROGRESS)
			close_done(&plan, open);
	if (!snapshot->state.live)
		return plan.next;
	list_each (project, &snapshot->projects)
		if (project->state == PROJECT_RUNNING && project->taken_by == 0 &&
			plan_is_due(&plan, due_at(&plan, project)))
			put_asks(&plan, project);
	list_each (open, &snapshot->asks)
		if (open->kind == ASK_PROGRESS)
			remind(&plan, open);
	return plan.next;
}
