/* SPDX-License-Identifier: MIT */
/*
 * Whom a leader might ask herself. A personal question is a favour, so it goes to those who carry
 * least and were asked longest ago, first of all in a sector that the project has nobody from. Who
 * said no is never suggested, nor anybody who is away, paused or was asked for something in the
 * last thirty days; a call to all counts as asked only for those who answered it.
 */
#include "core/suggest.h"

#include "core/workdays.h"

#define RESPITE_S (30 * (instant)DAY_S)
#define SECTORS_MOST 32

struct candidate {
	const struct member *member;
	bool missing_sector;
	int load; /* groups she is in or holds */
	instant asked; /* INSTANT_NONE: never */
};

static int load_of(const struct snapshot *snapshot, const struct member *member)
{
	int n = 0;

	list_each (project, &snapshot->projects)
		n += (project->state == PROJECT_RECRUITING || project->state == PROJECT_RUNNING) &&
			(project->contact == member->id ||
				project_has_member(snapshot, project, member->id));
	return n;
}

/* Her answer to this project's call, ever. */
static bool has_said(const struct snapshot *snapshot, const struct project *project, int64_t member)
{
	list_each (ask, &snapshot->asks)
		if (ask->kind == ASK_SIGNUP && ask->member == member &&
			ask_offer_answer(ask, project->id) != ANSWER_UNCLEAR)
			return true;
	return false;
}

static instant asked_at(
	const struct snapshot *snapshot, const struct project *project, const struct member *member)
{
	const struct ask *call = snapshot_find_ask(snapshot, ASK_SIGNUP, member->id, project->id);
	instant asked = member->last_asked;

	/* The call for this very project is why she is wanted, not a reason to leave her alone. */
	if (call && !ask_is_answered(call) && asked <= call->put)
		asked = INSTANT_NONE;
	list_each (ask, &snapshot->asks)
		if (ask->kind == ASK_INTRO && ask->member == member->id && ask->put > asked)
			asked = ask->put;
	return asked;
}

static bool is_missing(const struct project *project, const struct project_count *count, int sector)
{
	if (sector < 0 || sector >= SECTORS_MOST || count->sector_yes[sector] > 0)
		return false;
	if (project->sector_wants.n == 0)
		return true;
	list_each (want, &project->sector_wants)
		if (want->sector == sector && want->n > 0)
			return true;
	return false;
}

static bool is_candidate(const struct snapshot *snapshot, const struct project *project,
	instant now, const struct member *member)
{
	day today = network_day(snapshot->network, now);
	instant asked = asked_at(snapshot, project, member);

	return member_is_askable(snapshot, member, today) && !member_is_leader(snapshot, member) &&
		member->id != project->contact &&
		(member->away_until == DAY_NONE || member->away_until <= today) &&
		!has_said(snapshot, project, member->id) &&
		(asked == INSTANT_NONE || asked <= now - RESPITE_S);
}

static bool is_better(const struct candidate *a, const struct candidate *b)
{
	if (a->missing_sector != b->missing_sector)
		return a->missing_sector;
	if (a->load != b->load)
		return a->load < b->load;
	if (a->asked != b->asked)
		return a->asked < b->asked;
	return a->member->id < b->member->id;
}

/* Into its place among the best; the last one falls out. */
static size_t keep(struct candidate best[], size_t n, size_t most, struct candidate candidate)
{
	for (size_t i = 0; i < n; i++) {
		if (!is_better(&candidate, &best[i]))
			continue;
		struct candidate pushed_down = best[i];
		best[i] = candidate;
		candidate = pushed_down;
	}
	if (n < most)
		best[n++] = candidate;
	return n;
}

#define SUGGEST_LIMIT 16

size_t suggest_members(const struct snapshot *snapshot, const struct project *project, instant now,
	const struct member *ret_members[], size_t n)
{
	struct project_count count = project_count(snapshot, project);
	struct candidate best[SUGGEST_LIMIT];
	size_t most = n < SUGGEST_LIMIT ? n : SUGGEST_LIMIT, found = 0;

	list_each (member, &snapshot->members)
		if (is_candidate(snapshot, project, now, member))
			found = keep(best, found, most,
				(struct candidate){member,
					is_missing(project, &count, member->sector),
					load_of(snapshot, member),
					asked_at(snapshot, project, member)});
	for (size_t i = 0; i < found; i++)
		ret_members[i] = best[i].member;
	return found;
}
