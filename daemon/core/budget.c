/* SPDX-License-Identifier: MIT */
/*
 * Few letters. A rule "3 in 30 days" holds when the third last counted letter is at least thirty
 * days old, to the minute; letters that wait count from the instant at which they may leave, and
 * letters that this decision has made count too, so two rules of one decision can't both take the
 * last place. Dropped and failed letters reached nobody and don't count.
 *
 * One in no group gets 24 a year. When the oldest of them leaves the year isn't known here (the
 * snapshot holds sixty days), so the answer is then: look again in a day.
 */
#include "core/budget.h"

#define LETTERS_A_YEAR 24
#define RULE_MOST 64

/* When the letter reached her, or can at the earliest. */
static instant letter_time(const struct letter *letter, instant now)
{
	instant at = letter->sent != INSTANT_NONE ? letter->sent : letter->made;

	if (letter->not_before > at)
		at = letter->not_before;
	return letter->state == LETTER_WAITING && at < now ? now : at;
}

static bool is_counted(const struct letter *letter, const struct member *member)
{
	return letter->member == member->id && letter->unprompted &&
		(letter->state == LETTER_WAITING || letter->state == LETTER_SENT);
}

/* Keeps the n latest, latest first. */
static void keep_latest(instant *latest, int n, instant at)
{
	for (int i = 0; i < n; i++) {
		if (at <= latest[i])
			continue;
		instant pushed_down = latest[i];
		latest[i] = at;
		at = pushed_down;
	}
}

static instant rule_fits_at(
	const struct effects *fx, const struct member *member, const struct budget_rule *rule)
{
	instant latest[RULE_MOST];
	int n = rule->letters < RULE_MOST ? rule->letters : RULE_MOST;

	if (n < 1)
		return INSTANT_NEVER;
	for (int i = 0; i < n; i++)
		latest[i] = INSTANT_NONE;
	list_each (letter, &fx->snapshot->letters)
		if (is_counted(letter, member))
			keep_latest(latest, n, letter_time(letter, fx->now));
	list_each (draft, &fx->drafts)
		if ((*draft)->member == member->id && (*draft)->unprompted)
			keep_latest(latest, n,
				(*draft)->not_before > fx->now ? (*draft)->not_before : fx->now);
	return latest[n - 1] == INSTANT_NONE ? fx->now
					     : latest[n - 1] + (instant)rule->days * DAY_S;
}

static bool is_in_group(const struct snapshot *snapshot, const struct member *member)
{
	list_each (project, &snapshot->projects)
		if (project->state != PROJECT_DONE &&
			project_has_member(snapshot, project, member->id))
			return true;
	return false;
}

static bool year_is_full(const struct effects *fx, const struct member *member)
{
	int letters = member->letters_year;

	list_each (draft, &fx->drafts)
		letters += (*draft)->member == member->id && (*draft)->unprompted;
	return letters >= LETTERS_A_YEAR && !is_in_group(fx->snapshot, member);
}

instant budget_fits_at(
	const struct effects *fx, const struct member *member, enum letter_class class)
{
	instant fits = fx->now;

	if (class == CLASS_REPLY || class == CLASS_LEADERS)
		return fits;
	list_each (rule, &fx->snapshot->network->budget) {
		instant at = rule_fits_at(fx, member, rule);
		if (at > fits)
			fits = at;
	}
	if (year_is_full(fx, member) && fits < fx->now + DAY_S)
		fits = fx->now + DAY_S;
	return fits;
}
