/* SPDX-License-Identifier: MIT */
/*
 * How answers stand, counted from the standing answers each time: nothing is stored that could
 * disagree with them. A withdrawn ask counts for nothing; one that was closed unanswered counts as
 * silent.
 */
#include <string.h>

#include "core/snapshot.h"

static bool has_number(const int *numbers, size_t n, int number)
{
	for (size_t i = 0; i < n; i++)
		if (numbers[i] == number)
			return true;
	return false;
}

enum answer_kind ask_offer_answer(const struct ask *ask, int64_t project)
{
	const struct standing_answer *answer = &ask->answer;
	int number = 0;

	for (size_t i = 0; i < ask->offers.n; i++)
		if (ask->offers.at[i] == project)
			number = (int)i + 1;
	if (number == 0 || answer->at == INSTANT_NONE)
		return ANSWER_UNCLEAR;
	if (answer->kind == ANSWER_NO)
		return ANSWER_NO;
	if (answer->choices.n == 0 && answer->declined.n == 0)
		return ask->offers.n == 1 || answer->kind == ANSWER_MAYBE ? answer->kind
									  : ANSWER_UNCLEAR;
	if (has_number(answer->choices.at, answer->choices.n, number))
		return answer->kind == ANSWER_MAYBE ? ANSWER_MAYBE : ANSWER_YES;
	return ANSWER_NO;
}

static void count_answer(enum answer_kind kind, int sector, int *yes, int *no, int *maybe,
	int *silent, int sector_yes[32])
{
	switch (kind) {
	case ANSWER_YES:
		(*yes)++;
		if (sector >= 0 && sector < 32)
			sector_yes[sector]++;
		break;
	case ANSWER_NO:
		(*no)++;
		break;
	case ANSWER_MAYBE:
		(*maybe)++;
		break;
	default:
		(*silent)++;
	}
}

/* Of a member's asks that offer the project, the newest tells. */
static const struct ask *newest_signup(
	const struct snapshot *snapshot, int64_t member, int64_t project)
{
	return snapshot_find_ask(snapshot, ASK_SIGNUP, member, project);
}

struct project_count project_count(const struct snapshot *snapshot, const struct project *project)
{
	struct project_count count = {0};

	list_each (member, &snapshot->members) {
		const struct ask *ask = newest_signup(snapshot, member->id, project->id);
		if (!ask || ask->state == ASK_WITHDRAWN || member->standing == STANDING_LEFT)
			continue;
		count.asked++;
		count_answer(ask_offer_answer(ask, project->id), member->sector, &count.yes,
			&count.no, &count.maybe, &count.silent, count.sector_yes);
	}
	return count;
}

bool project_has_member(
	const struct snapshot *snapshot, const struct project *project, int64_t member)
{
	const struct ask *ask = newest_signup(snapshot, member, project->id);

	if (project->contact == member && project->contact_agreed)
		return true;
	return ask && ask->state != ASK_WITHDRAWN &&
		ask_offer_answer(ask, project->id) == ANSWER_YES;
}

bool meeting_concerns(
	const struct snapshot *snapshot, const struct meeting *meeting, const struct member *member)
{
	if (meeting->group == 0)
		return true;
	const struct project *group = snapshot_project(snapshot, meeting->group);
	return group && project_has_member(snapshot, group, member->id);
}

static bool leaders_calendar_invited(const struct meeting *meeting, const struct member *member)
{
	for (size_t i = 0; i < meeting->invited.n; i++)
		for (size_t j = 0; j < member->addresses.n; j++)
			if (strcmp(meeting->invited.at[i], member->addresses.at[j]) == 0)
				return true;
	return false;
}

struct meeting_count meeting_count(const struct snapshot *snapshot, const struct meeting *meeting)
{
	struct meeting_count count = {0};

	list_each (member, &snapshot->members) {
		const struct ask *ask =
			snapshot_find_ask(snapshot, ASK_ATTENDANCE, member->id, meeting->id);
		bool coming = member->id == meeting->ordered_by;
		if (member->standing == STANDING_LEFT ||
			(ask && ask->state == ASK_WITHDRAWN && !ask_is_answered(ask)))
			continue;
		if (!ask && !coming && !leaders_calendar_invited(meeting, member))
			continue;
		count.asked++;
		enum answer_kind kind =
			ask && ask_is_answered(ask) ? ask->answer.kind : ANSWER_UNCLEAR;
		count_answer(coming && kind == ANSWER_UNCLEAR ? ANSWER_YES : kind, member->sector,
			&count.yes, &count.no, &count.maybe, &count.silent, count.sector_yes);
	}
	return count;
}
