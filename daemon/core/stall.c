/* SPDX-License-Identifier: MIT */
/*
 * The table of reasons why something does not move. Nothing is stored: since when a reason holds is
 * computed each time from what happened, so it can't go stale and needs no undoing.
 *
 * Time in which nobody works does not count: weeks 28 to 31 and the days from 23 December to 6
 * January. A project that the leaders have taken over stands under their own reason alone; one that
 * is parked or done under none.
 */
#include "core/stall.h"

#include <stdlib.h>
#include <string.h>

#include "core/stall_parts.h"
#include "core/workdays.h"

struct stall_row {
	const char *text;
	void (*look)(struct stall_look *look); /* NULL: nothing in the snapshot tells of it */
	bool of_network;
	bool while_taken; /* also while the leaders hold it */
};
static const struct stall_row stall_rows[STALL_REASONS] = {
	[STALL_UNDERSTAFFED] = {"understaffed", stall_understaffed, false, false},
	[STALL_NOBODY_HOLDS_IT] = {"nobody-holds-it", stall_nobody_holds_it, false, false},
	[STALL_SECTOR_MISSING] = {"sector-missing", stall_sector_missing, false, false},
	[STALL_SILENT] = {"silent", stall_silent, false, false},
	[STALL_STUCK] = {"stuck", stall_stuck, false, true},
	[STALL_OVERDUE_TASK] = {"overdue-task", NULL, false, false},
	[STALL_LOST_VOLUNTEERS] = {"lost-volunteers", stall_lost_volunteers, false, false},
	[STALL_NO_MEETING] = {"no-meeting", stall_no_meeting, true, false},
	[STALL_TAKEN_BY_LEADERS] = {"taken-by-leaders", stall_taken_by_leaders, false, true},
};

const char *stall_reason_text(enum stall_reason reason)
{
	return stall_rows[reason].text;
}

int stall_reason_from_text(const char *text)
{
	for (int i = 0; text && i < STALL_REASONS; i++)
		if (strcmp(stall_rows[i].text, text) == 0)
			return i;
	return -1;
}

struct stall *stall_add(struct stall_look *look, enum stall_reason reason, day since, int severity)
{
	struct stall *stall = arena_push(look->arena, &look->found->stalls);

	*stall = (struct stall){.reason = reason,
		.project = look->project ? look->project->id : 0,
		.since = since,
		.severity = severity,
		.evidence = view_new(look->arena)};
	view_day(look->arena, stall->evidence, "since", since);
	if (look->project)
		view_text(look->arena, stall->evidence, "title", look->project->title);
	return stall;
}

bool stall_is_away(const struct stall_look *look, const struct member *member)
{
	return member && member->away_until != DAY_NONE && member->away_until > look->today;
}

/* One line for one person and project, whatever reason made us look. */
void stall_wait(struct stall_look *look, const struct member *member)
{
	list_each (wait, &look->found->waits)
		if (wait->project == look->project->id && wait->member == member->id)
			return;
	*arena_push(look->arena, &look->found->waits) =
		(struct wait){look->project->id, member->id, member->away_until};
}

static bool is_quiet(day which)
{
	struct civil civil = civil_from_day(which);
	int week = day_iso_week(which, NULL);

	return (week >= 28 && week <= 31) || (civil.month == 12 && civil.day_of_month >= 23) ||
		(civil.month == 1 && civil.day_of_month <= 6);
}

day stall_due(const struct stall_look *look, day from, struct delay delay)
{
	const struct network *network = look->snapshot->network;
	bool working = delay.unit == DELAY_WORKING_DAYS;
	int left = delay.unit == DELAY_SECONDS ? delay.n / DAY_S : delay.n;

	while (left > 0) {
		from++;
		left -= !is_quiet(from) && (!working || workday_is(network, from));
	}
	return from;
}

static bool is_wanted(const struct project *project)
{
	return project->state == PROJECT_RECRUITING || project->state == PROJECT_RUNNING;
}

static void look_at(struct stall_look *look)
{
	for (int i = 0; i < STALL_REASONS; i++) {
		const struct stall_row *row = &stall_rows[i];
		if (!row->look || row->of_network != !look->project)
			continue;
		if (look->project && look->project->taken_by != 0 && !row->while_taken)
			continue;
		row->look(look);
	}
}

/* By project, worst first within each; the network's own last. */
static int by_project(const void *a, const void *b)
{
	const struct stall *first = a, *second = b;

	if (first->project != second->project) {
		if (first->project == 0 || second->project == 0)
			return first->project == 0 ? 1 : -1;
		return first->project < second->project ? -1 : 1;
	}
	if (first->severity != second->severity)
		return second->severity - first->severity;
	if (first->since != second->since)
		return first->since < second->since ? -1 : 1;
	return (int)first->reason - (int)second->reason;
}

void stalls_find(const struct snapshot *snapshot, instant now, struct arena *arena,
	struct stalls *ret_stalls)
{
	struct stall_look look = {.snapshot = snapshot,
		.now = now,
		.today = network_day(snapshot->network, now),
		.arena = arena,
		.found = ret_stalls};

	*ret_stalls = (struct stalls){0};
	list_each (project, &snapshot->projects) {
		if (!is_wanted(project))
			continue;
		look.project = project;
		look.count = project_count(snapshot, project);
		look_at(&look);
	}
	look.project = NULL;
	look_at(&look);
	if (ret_stalls->stalls.n > 1)
		qsort(ret_stalls->stalls.at, ret_stalls->stalls.n, sizeof(*ret_stalls->stalls.at),
			by_project);
}
