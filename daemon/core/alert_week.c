/* SPDX-License-Identifier: MIT */
/*
 * The rest of the leaders' letter: the next meeting's numbers, what goes out this week and can be
 * held, what samlad could not place, and members' ideas. Who hasn't answered is counted here, never
 * named.
 */
#include <string.h>

#include "core/alert_parts.h"
#include "core/workdays.h"

#define SECTORS_MOST 32

static const struct meeting *next_meeting(const struct alert *alert)
{
	list_each (meeting, &alert->snapshot->meetings)
		if (meeting->group == 0 && meeting->state == MEETING_CALLED &&
			meeting->start > alert->now)
			return meeting;
	return NULL;
}

static bool has_members(const struct snapshot *snapshot, int sector)
{
	list_each (member, &snapshot->members)
		if (member->sector == sector && member->standing == STANDING_ACTIVE &&
			member->role != ROLE_HEAD && member->role != ROLE_OUTSIDE)
			return true;
	return false;
}

static bool is_missing(
	const struct snapshot *snapshot, const struct meeting_count *count, int sector)
{
	return sector < SECTORS_MOST && count->sector_yes[sector] == 0 &&
		has_members(snapshot, sector);
}

static void say_missing(struct effects *fx, const struct snapshot *snapshot,
	const struct meeting_count *count, struct view *view)
{
	int sectors = (int)snapshot->network->sectors.n, n = 0, i = 0;

	for (int sector = 0; sector < sectors; sector++)
		n += is_missing(snapshot, count, sector);
	for (int sector = 0; sector < sectors; sector++) {
		if (!is_missing(snapshot, count, sector))
			continue;
		struct view *row = view_row(fx->arena, view, "missing");
		view_sector(fx->arena, row, "name", sector);
		view_flag(fx->arena, row, "first", i == 0);
		view_flag(fx->arena, row, "last", ++i == n);
	}
}

void alert_say_meeting(struct effects *fx, const struct alert *alert, struct view *view)
{
	const struct meeting *meeting = next_meeting(alert);

	if (!meeting)
		return;
	struct meeting_count count = meeting_count(alert->snapshot, meeting);
	struct view *row = view_row(fx->arena, view, "meeting");
	view_text(fx->arena, row, "title", meeting->title);
	view_span(fx->arena, row, "when", meeting->start, meeting->end);
	view_number(fx->arena, row, "yes", count.yes);
	view_number(fx->arena, row, "no", count.no);
	view_number(fx->arena, row, "maybe", count.maybe);
	view_number(fx->arena, row, "silent", count.silent);
	say_missing(fx, alert->snapshot, &count, row);
}

/* What a letter is called in "goes out this week": an entry of `subjects`. */
static const struct {
	const char *template, *key;
} letter_names[] = {
	{"first-letter", "plan.first-letter"},
	{"attendance", "plan.attendance"},
	{"attendance-reminder", "plan.attendance-reminder"},
	{"attendance-moved", "plan.change"},
	{"attendance-cancelled", "plan.change"},
	{"details", "plan.details"},
	{"agenda", "plan.agenda"},
	{"agenda-reminder", "plan.agenda-reminder"},
	{"agenda-final", "plan.agenda-final"},
	{"signup", "plan.signup"},
	{"signup-reminder", "plan.signup-reminder"},
	{"signup-follow-up", "plan.follow-up"},
	{"progress", "plan.progress"},
	{"progress-reminder", "plan.progress-reminder"},
	{"group-introduced", "plan.group"},
};
#define N_LETTER_NAMES (sizeof(letter_names) / sizeof(letter_names[0]))

const char *alert_letter_name(const char *template)
{
	for (size_t i = 0; i < N_LETTER_NAMES; i++)
		if (strcmp(letter_names[i].template, template) == 0)
			return letter_names[i].key;
	return "plan.other";
}

const char *alert_topic_title(const struct snapshot *snapshot, int64_t topic)
{
	const struct meeting *meeting = snapshot_meeting(snapshot, topic);
	const struct project *project = snapshot_project(snapshot, topic);

	return meeting ? meeting->title : project ? project->title : NULL;
}

void alert_say_week(struct effects *fx, const struct alert *alert, struct view *view)
{
	day held = alert->snapshot->state.hold_until;

	list_each (line, &alert->forecast.lines) {
		struct view *row = view_row(fx->arena, view, "week");
		view_text(fx->arena, row, "title", alert_topic_title(alert->snapshot, line->topic));
		view_number(fx->arena, row, "people", line->letters);
		view_day(fx->arena, row, "day", line->day);
		view_word(fx->arena, row, "what", alert_letter_name(line->template));
	}
	if (held != DAY_NONE && held > alert->today)
		view_day(fx->arena, view, "held_until", held);
}

static instant last_letter(const struct alert *alert)
{
	day last = alert->snapshot->state.last_alert;

	return last == DAY_NONE ? INSTANT_NONE
				: zone_instant(alert->snapshot->network->zone, last,
					  alert->snapshot->network->alert_s);
}

void alert_say_looks(struct effects *fx, const struct alert *alert, struct view *view)
{
	list_each (look, &alert->snapshot->looks)
		if (look->told == INSTANT_NONE)
			plan_fill_look(fx, view_row(fx->arena, view, "looks"), look);
	list_each (idea, &alert->snapshot->ideas) {
		const struct member *member = snapshot_member(alert->snapshot, idea->member);
		if (idea->at <= last_letter(alert))
			continue;
		struct view *row = view_row(fx->arena, view, "ideas");
		view_text(fx->arena, row, "title", *idea->title ? idea->title : idea->text);
		view_text(fx->arena, row, "name", member ? member->name : NULL);
	}
}
