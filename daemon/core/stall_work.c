/* SPDX-License-Identifier: MIT */
/*
 * Work that stands still: nobody holds it, nobody says how it goes, somebody said that it is stuck,
 * or the leaders have taken it over and the day to hand it back is near.
 */
#include "core/stall_parts.h"
#include "core/workdays.h"

#define TIME_TO_FIND_ONE 7 /* days from the start of a group to somebody who holds it */
#define HAND_BACK_DAYS 7 /* before the day */
#define UNANSWERED_MOST 2

static const struct member *holder(const struct stall_look *look)
{
	const struct project *project = look->project;
	const struct member *contact = snapshot_member(look->snapshot, project->contact);

	if (!contact || !project->contact_agreed || contact->standing == STANDING_LEFT ||
		contact->standing == STANDING_BOUNCING)
		return NULL;
	return contact;
}

static day local_day(const struct stall_look *look, instant at)
{
	return network_day(look->snapshot->network, at);
}

/* Somebody who was asked to hold it and is away hasn't refused. */
static const struct member *asked_and_away(const struct stall_look *look)
{
	const struct member *contact = snapshot_member(look->snapshot, look->project->contact);

	return contact && stall_is_away(look, contact) ? contact : NULL;
}

void stall_nobody_holds_it(struct stall_look *look)
{
	const struct project *project = look->project;
	const struct network *network = look->snapshot->network;
	bool started = project->started != INSTANT_NONE;

	if (holder(look) || (!started && project->called == INSTANT_NONE))
		return;
	day since = started
		? stall_due(look, local_day(look, project->started),
			  (struct delay){TIME_TO_FIND_ONE, DELAY_DAYS})
		: stall_due(look, local_day(look, project->called), network->understaffed_after);
	if (look->today < since)
		return;
	if (asked_and_away(look)) {
		stall_wait(look, asked_and_away(look));
		return;
	}
	struct stall *stall = stall_add(look, STALL_NOBODY_HOLDS_IT, since, started ? 2 : 1);
	const struct member *asked = snapshot_member(look->snapshot, project->contact);
	if (asked && !project->contact_agreed)
		view_text(look->arena, stall->evidence, "asked_name", asked->name);
	view_flag(look->arena, stall->evidence, "started", started);
}

void stall_silent(struct stall_look *look)
{
	const struct project *project = look->project;
	instant news = project->last_progress > project->started ? project->last_progress
								 : project->started;

	if (project->state != PROJECT_RUNNING || news == INSTANT_NONE)
		return;
	day since = stall_due(look, local_day(look, news), look->snapshot->network->silent_after);
	if (project->unanswered >= UNANSWERED_MOST && project->progress_asked != INSTANT_NONE &&
		local_day(look, project->progress_asked) < since)
		since = local_day(look, project->progress_asked);
	if (look->today < since)
		return;
	if (stall_is_away(look, holder(look))) {
		stall_wait(look, holder(look));
		return;
	}
	struct stall *stall = stall_add(
		look, STALL_SILENT, since, project->unanswered >= UNANSWERED_MOST ? 3 : 2);
	view_day(look->arena, stall->evidence, "last", local_day(look, news));
	view_flag(look->arena, stall->evidence, "never", project->last_progress == INSTANT_NONE);
	if (project->unanswered > 0)
		view_number(look->arena, stall->evidence, "unanswered", project->unanswered);
	if (holder(look))
		view_text(look->arena, stall->evidence, "contact", holder(look)->name);
}

void stall_stuck(struct stall_look *look)
{
	const struct project *project = look->project;

	if (!*project->stuck)
		return;
	day since = project->stuck_since != DAY_NONE ? project->stuck_since : look->today;
	struct stall *stall = stall_add(look, STALL_STUCK, since, 3);
	view_text(look->arena, stall->evidence, "words", project->stuck);
}

void stall_taken_by_leaders(struct stall_look *look)
{
	const struct project *project = look->project;
	const struct member *by = snapshot_member(look->snapshot, project->taken_by);

	if (project->taken_by == 0 || project->taken_until == DAY_NONE ||
		look->today < project->taken_until - HAND_BACK_DAYS)
		return;
	bool past = look->today > project->taken_until;
	struct stall *stall = stall_add(
		look, STALL_TAKEN_BY_LEADERS, project->taken_until - HAND_BACK_DAYS, past ? 2 : 1);
	view_day(look->arena, stall->evidence, "until", project->taken_until);
	view_flag(look->arena, stall->evidence, "past", past);
	view_text(look->arena, stall->evidence, "by",
		by ? *by->given_name ? by->given_name : by->name : "");
}
