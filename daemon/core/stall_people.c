/* SPDX-License-Identifier: MIT */
/*
 * Too few people: places that stayed empty, a sector that nobody comes from, and those who said yes
 * and are gone. Where all who haven't answered are away, and are enough to fill the places, it is
 * their return that is waited for.
 */
#include "core/stall_parts.h"
#include "core/workdays.h"

#define LONG_S (28 * (instant)DAY_S)
#define SECTORS_MOST 32

static bool is_silent(const struct stall_look *look, const struct member *member)
{
	const struct ask *ask =
		snapshot_find_ask(look->snapshot, ASK_SIGNUP, member->id, look->project->id);

	return ask && ask->state != ASK_WITHDRAWN && member->standing == STANDING_ACTIVE &&
		ask_offer_answer(ask, look->project->id) == ANSWER_UNCLEAR;
}

/* How many silent ones are away, -1 if anybody is silent who is not. */
static int all_away(const struct stall_look *look)
{
	int away = 0;

	list_each (member, &look->snapshot->members) {
		if (!is_silent(look, member))
			continue;
		if (!stall_is_away(look, member))
			return -1;
		away++;
	}
	return away;
}

static bool waits_for_people(struct stall_look *look, int places)
{
	int away = all_away(look);

	if (away < 1 || away < places)
		return false;
	list_each (member, &look->snapshot->members)
		if (is_silent(look, member))
			stall_wait(look, member);
	return true;
}

static bool is_missing(const struct stall_look *look, const struct sector_want *want)
{
	return want->n > 0 && want->sector >= 0 && want->sector < SECTORS_MOST &&
		look->count.sector_yes[want->sector] == 0;
}

int stall_missing_sectors(const struct stall_look *look, struct view *view)
{
	int n = 0, i = 0;

	list_each (want, &look->project->sector_wants)
		n += is_missing(look, want);
	list_each (want, &look->project->sector_wants) {
		if (!is_missing(look, want))
			continue;
		struct view *row = view_row(look->arena, view, "missing");
		view_sector(look->arena, row, "name", want->sector);
		view_flag(look->arena, row, "first", i == 0);
		view_flag(look->arena, row, "last", ++i == n);
	}
	return n;
}

static void put_counts(const struct stall_look *look, struct view *view)
{
	const struct project_count *count = &look->count;

	view_number(look->arena, view, "asked", count->asked);
	view_number(look->arena, view, "yes", count->yes);
	view_number(look->arena, view, "no", count->no);
	view_number(look->arena, view, "maybe", count->maybe);
	view_number(look->arena, view, "silent", count->silent);
	view_flag(look->arena, view, "nobody_answered", count->silent == count->asked);
}

static day called_due(const struct stall_look *look)
{
	const struct network *network = look->snapshot->network;

	return stall_due(
		look, network_day(network, look->project->called), network->understaffed_after);
}

static int how_bad(const struct stall_look *look, int wanted)
{
	if (look->count.yes == 0 && look->now - look->project->called > LONG_S)
		return 3;
	return look->count.yes * 2 <= wanted ? 2 : 1;
}

void stall_understaffed(struct stall_look *look)
{
	const struct project *project = look->project;
	int wanted = project->wanted > 0 ? project->wanted : 1;
	int empty = wanted - look->count.yes;

	if (project->state != PROJECT_RECRUITING || project->called == INSTANT_NONE || empty <= 0 ||
		look->today < called_due(look) || waits_for_people(look, empty))
		return;
	struct stall *stall =
		stall_add(look, STALL_UNDERSTAFFED, called_due(look), how_bad(look, wanted));
	if (project->wanted > 0)
		view_number(look->arena, stall->evidence, "wanted", project->wanted);
	view_number(look->arena, stall->evidence, "empty", empty);
	stall_missing_sectors(look, stall->evidence);
	put_counts(look, stall->evidence);
}

void stall_sector_missing(struct stall_look *look)
{
	const struct project *project = look->project;
	const struct network *network = look->snapshot->network;
	int places = stall_missing_sectors(look, view_new(look->arena));

	if (places == 0 || project->called == INSTANT_NONE || waits_for_people(look, places))
		return;
	day since = called_due(look);
	if (project->started != INSTANT_NONE)
		since = network_day(network, project->started);
	if (look->today < since)
		return;
	struct stall *stall = stall_add(look, STALL_SECTOR_MISSING, since, 1);
	stall_missing_sectors(look, stall->evidence);
}

static bool said_yes(const struct stall_look *look, const struct member *member)
{
	const struct ask *ask =
		snapshot_find_ask(look->snapshot, ASK_SIGNUP, member->id, look->project->id);

	return ask && ask->state != ASK_WITHDRAWN &&
		ask_offer_answer(ask, look->project->id) == ANSWER_YES;
}

/* When she was last here: leaving and pausing are mails of hers. */
static day lost_since(const struct stall_look *look, const struct member *member)
{
	if (member->standing == STANDING_BOUNCING && member->last_bounce != DAY_NONE)
		return member->last_bounce;
	if (member->last_heard != INSTANT_NONE)
		return network_day(look->snapshot->network, member->last_heard);
	return look->today;
}

/* A pause with an end is a wait like any absence. */
static bool is_lost(const struct stall_look *look, const struct member *member)
{
	if (!said_yes(look, member) || member->standing == STANDING_ACTIVE)
		return false;
	return member->standing != STANDING_PAUSED || member->paused_until == DAY_NONE;
}

void stall_lost_volunteers(struct stall_look *look)
{
	struct view *people = view_new(look->arena);
	day since = look->today;
	int lost = 0;

	list_each (member, &look->snapshot->members) {
		if (!is_lost(look, member))
			continue;
		lost++;
		day last = lost_since(look, member);
		if (last < since)
			since = last;
		view_text(
			look->arena, view_row(look->arena, people, "people"), "name", member->name);
	}
	if (lost == 0)
		return;
	struct stall *stall = stall_add(look, STALL_LOST_VOLUNTEERS, since, 2);
	view_number(look->arena, stall->evidence, "lost", lost);
	view_number(look->arena, stall->evidence, "left", look->count.yes);
	*arena_push(look->arena, &stall->evidence->values) = people->values.at[0];
}
