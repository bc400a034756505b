/* SPDX-License-Identifier: MIT */
/*
 * What stands still, with its choices; what waits and for whom; what moves. The letter offers what
 * makes sense for the reason alone: nobody is sent suggestions of people for a project that has its
 * people, and "ask all" isn't offered where everybody has answered.
 */
#include "core/alert_parts.h"
#include "core/suggest.h"
#include "core/workdays.h"

#define SUGGESTED 2
#define TAKE_DAYS 28
#define WEEK 7

/* What a reason is answered with, beside pause, close and "we take it until". */
struct offer {
	const char *head; /* entry of `subjects`: the rest of the row's first line */
	bool people; /* whom to ask */
	bool smaller;
};
static const struct offer offers[STALL_REASONS] = {
	[STALL_UNDERSTAFFED] = {"alert.still", true, true},
	[STALL_NOBODY_HOLDS_IT] = {"alert.nobody", false, false},
	[STALL_SECTOR_MISSING] = {"alert.sector", true, false},
	[STALL_SILENT] = {"alert.still", false, true},
	[STALL_STUCK] = {"alert.stuck", false, true},
	[STALL_OVERDUE_TASK] = {"alert.still", false, false},
	[STALL_LOST_VOLUNTEERS] = {"alert.lost", true, true},
	[STALL_NO_MEETING] = {"alert.still", false, false},
	[STALL_TAKEN_BY_LEADERS] = {"alert.taken", true, false},
};

/* The missing sector stands in the line of the empty places already. */
static bool is_said(const struct stalls *stalls, const struct stall *stall)
{
	if (stall->reason != STALL_SECTOR_MISSING)
		return false;
	list_each (other, &stalls->stalls)
		if (other->project == stall->project && other->reason == STALL_UNDERSTAFFED)
			return true;
	return false;
}

static void say_reason(struct effects *fx, struct view *in, const struct stall *stall)
{
	struct view *row = view_row(fx->arena, in, "reasons");

	list_each (value, &stall->evidence->values)
		*arena_push(fx->arena, &row->values) = *value;
	view_word(fx->arena, row, "evidence",
		arena_printf(fx->arena, "stall.%s", stall_reason_text(stall->reason)));
}

static int count_askable(const struct snapshot *snapshot, const struct project *project, day today)
{
	int n = 0;

	list_each (member, &snapshot->members) {
		const struct ask *ask =
			snapshot_find_ask(snapshot, ASK_SIGNUP, member->id, project->id);
		n += member->id != project->contact && member_is_askable(snapshot, member, today) &&
			(!ask || (!ask_is_answered(ask) && ask->state != ASK_WITHDRAWN));
	}
	return n;
}

static void say_people(struct effects *fx, const struct alert *alert, struct view *row,
	const struct project *project)
{
	const struct member *found[SUGGESTED];
	size_t n = suggest_members(alert->snapshot, project, alert->now, found, SUGGESTED);
	int all = count_askable(alert->snapshot, project, alert->today);

	for (size_t i = 0; i < n; i++)
		view_text(fx->arena, view_row(fx->arena, row, "suggested"), "name", found[i]->name);
	view_flag(fx->arena, row, "ask", n > 0);
	if (all > 0 && project->state == PROJECT_RECRUITING)
		view_number(fx->arena, row, "ask_all", all);
}

static void say_choices(struct effects *fx, const struct alert *alert, struct view *row,
	const struct project *project, const struct stall *worst)
{
	const struct offer *offer = &offers[worst->reason];

	view_flag(fx->arena, row, "smaller", offer->smaller);
	view_flag(fx->arena, row, "hand_over", worst->reason == STALL_TAKEN_BY_LEADERS);
	view_day(fx->arena, row, "take_until",
		workday_on_or_before(alert->snapshot->network, alert->today + TAKE_DAYS));
	if (offer->people)
		say_people(fx, alert, row, project);
}

static void say_row(struct effects *fx, const struct alert *alert, struct view *view, size_t number)
{
	int64_t id = alert->rows.at[number - 1];
	const struct project *project = snapshot_project(alert->snapshot, id);
	const struct stall *worst = NULL;
	struct view *row = NULL;

	list_each (stall, &alert->stalls.stalls) {
		if (stall->project != id || is_said(&alert->stalls, stall) || !project)
			continue;
		if (!worst) {
			worst = stall;
			row = view_row(fx->arena, view, "stalls");
		}
		say_reason(fx, row, stall);
	}
	if (!worst)
		return;
	view_number(fx->arena, row, "row", (int64_t)number);
	view_text(fx->arena, row, "title", project->title);
	view_number(fx->arena, row, "weeks", (alert->today - worst->since) / WEEK);
	view_day(fx->arena, row, "since", worst->since);
	view_word(fx->arena, row, "head", offers[worst->reason].head);
	say_choices(fx, alert, row, project, worst);
}

static bool is_stalled(const struct alert *alert, int64_t project)
{
	list_each (stall, &alert->stalls.stalls)
		if (stall->project == project)
			return true;
	return false;
}

void alert_say_stalls(struct effects *fx, const struct alert *alert, struct view *view)
{
	int stalled = 0;

	for (size_t i = 1; i <= alert->rows.n; i++) {
		stalled += is_stalled(alert, alert->rows.at[i - 1]);
		say_row(fx, alert, view, i);
	}
	list_each (stall, &alert->stalls.stalls)
		if (stall->project == 0)
			say_reason(fx, view, stall);
	view_number(fx->arena, view, "stalled", stalled);
	view_flag(fx->arena, view, "nothing_stalled", alert->stalls.stalls.n == 0);
}

void alert_say_waits(struct effects *fx, const struct alert *alert, struct view *view)
{
	list_each (wait, &alert->stalls.waits) {
		const struct project *project = snapshot_project(alert->snapshot, wait->project);
		const struct member *member = snapshot_member(alert->snapshot, wait->member);
		if (!project || !member)
			continue;
		struct view *row = view_row(fx->arena, view, "waits");
		view_text(fx->arena, row, "title", project->title);
		view_text(fx->arena, row, "name", member->name);
		view_day(fx->arena, row, "until", wait->until);
	}
}

static bool waits(const struct alert *alert, int64_t project)
{
	list_each (wait, &alert->stalls.waits)
		if (wait->project == project)
			return true;
	return false;
}

void alert_say_moving(struct effects *fx, const struct alert *alert, struct view *view)
{
	list_each (project, &alert->snapshot->projects) {
		bool recruiting = project->state == PROJECT_RECRUITING;
		if ((!recruiting && project->state != PROJECT_RUNNING) ||
			is_stalled(alert, project->id) || waits(alert, project->id))
			continue;
		struct project_count count = project_count(alert->snapshot, project);
		struct view *row = view_row(fx->arena, view, "moving");
		view_text(fx->arena, row, "title", project->title);
		view_flag(fx->arena, row, "recruiting", recruiting);
		view_number(fx->arena, row, "yes", count.yes);
		if (project->wanted > 0)
			view_number(fx->arena, row, "wanted", project->wanted);
		view_day(fx->arena, row, "until", project->until);
	}
}
