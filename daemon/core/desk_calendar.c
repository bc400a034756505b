/* SPDX-License-Identifier: MIT */
/*
 * A calendar's answer (RFC 5546 REPLY, COUNTER, REFRESH) to one of our invitations, known by the
 * UID of that member's copy and by its sender. It draws no receipt. Words beside it that say the
 * opposite make it unclear; another time, or somebody sent instead, is for the leaders.
 */
#include <string.h>

#include "core/desk_parts.h"

static const enum answer_kind kinds[PARTSTATS] = {
	[PARTSTAT_NEEDS_ACTION] = ANSWER_UNCLEAR,
	[PARTSTAT_ACCEPTED] = ANSWER_YES,
	[PARTSTAT_DECLINED] = ANSWER_NO,
	[PARTSTAT_TENTATIVE] = ANSWER_MAYBE,
	[PARTSTAT_DELEGATED] = ANSWER_NO,
};

static const struct ask *ask_of_uid(const struct desk *desk, const char *uid)
{
	const struct ask *ask = desk->arrival->letter_ask;

	list_each (known, &desk->snapshot->asks)
		if (uid && known->uid && strcmp(known->uid, uid) == 0)
			return known;
	return uid && ask && ask->uid && strcmp(ask->uid, uid) == 0 ? ask : NULL;
}

static bool is_answer(const struct calendar *calendar)
{
	return calendar->method == ITIP_REPLY || calendar->method == ITIP_COUNTER ||
		calendar->method == ITIP_REFRESH;
}

/* Her own words beside it: not the subject ("Accepted: …"), nor what a calendar service writes. */
static const struct answer *words_beside(const struct desk *desk)
{
	const char *reply = desk->read->reply;
	bool any = false;

	for (const char *at = reply; at && *at; at++)
		any = any || (unsigned char)*at > ' ';
	return any && !strstr(reply, "://") ? desk->read->answer : NULL;
}

/* Words of hers that say the other thing. */
static bool is_contradicted(const struct desk *desk, enum answer_kind kind)
{
	const struct answer *words = words_beside(desk);

	return words && !desk->doubted &&
		((words->kind == ANSWER_YES && kind == ANSWER_NO) ||
			(words->kind == ANSWER_NO && kind == ANSWER_YES));
}

static void take_reply(struct desk *desk, const struct ask *ask, const struct calendar *calendar)
{
	enum partstat partstat =
		calendar->partstat < 0 ? PARTSTAT_NEEDS_ACTION : (enum partstat)calendar->partstat;
	const struct answer *words = words_beside(desk);
	struct answer answer = {.kind = kinds[partstat],
		.comment = calendar->comment ? calendar->comment
			: words		     ? words->comment
					     : NULL,
		.date = DAY_NONE,
		.hours = -1,
		.question = words && words->question,
		.bare = true};
	struct answering answering = desk_answering(desk, ask, &answer, EVIDENCE_STRONG);

	if (is_contradicted(desk, answer.kind)) {
		answer.kind = ANSWER_UNCLEAR;
		answer.bare = false;
	} else if (answer.kind == ANSWER_UNCLEAR) {
		effects_fact(desk->fx,
			(struct fact){.kind = FACT_MAIL_IGNORED,
				.member = ask->member,
				.ask = ask->id,
				.word = "calendar-undecided"});
		return;
	}
	if (partstat == PARTSTAT_DELEGATED)
		ask_to_leaders(&answering, "colleague", false);
	desk_hand_on(desk, &answering);
}

static void take_one(struct desk *desk, const struct ask *ask, const struct calendar *calendar)
{
	struct answer none = {.kind = ANSWER_UNCLEAR, .date = DAY_NONE, .hours = -1, .bare = true};
	struct answering answering = desk_answering(desk, ask, &none, EVIDENCE_STRONG);

	if (calendar->method == ITIP_REPLY)
		take_reply(desk, ask, calendar);
	else if (calendar->method == ITIP_COUNTER)
		desk_forward(desk, "counter", true);
	else
		attendance_refresh(&answering);
}

bool desk_take_calendar(struct desk *desk)
{
	list_each (calendar, &desk->read->calendar) {
		const struct ask *ask =
			is_answer(calendar) ? ask_of_uid(desk, calendar->uid) : NULL;
		if (!ask)
			continue;
		if (desk->member && desk->member->id == ask->member) {
			take_one(desk, ask, calendar);
			return true;
		}
		struct answer answer = {
			.kind = calendar->partstat < 0 ? ANSWER_UNCLEAR : kinds[calendar->partstat],
			.comment = calendar->comment,
			.date = DAY_NONE,
			.hours = -1};
		desk->own = ask;
		desk_ask_whether_it_was_her(desk, &answer);
		return true;
	}
	return false;
}
