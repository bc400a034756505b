/* SPDX-License-Identifier: MIT */
/*
 * What she may wish at any time, whatever was asked: help and records go to the leaders the same
 * day; leaving and pausing happen at once where her own letter came back, and are asked about at
 * her registered address where it didn't.
 */
#include "core/desk_parts.h"

static bool is_clear(const struct answer *answer)
{
	return answer && answer->kind != ANSWER_UNCLEAR;
}

static day pause_until(const struct understanding *read)
{
	if (read->absence && read->absence->until != DAY_NONE)
		return read->absence->until;
	for (size_t i = read->answers.n; i-- > 0;)
		if (read->answers.at[i].date != DAY_NONE)
			return read->answers.at[i].date;
	return read->answer ? read->answer->date : DAY_NONE;
}

/* Her standing ask: the one that her letter carried, or a new one that lives by its receipt. */
static struct ask *standing_ask(struct desk *desk)
{
	if (desk->own && desk->own->kind == ASK_STANDING)
		return effects_ask(desk->fx, desk->own);
	struct ask *ask = effects_new_ask(desk->fx, ASK_STANDING, desk->member->id, 0);
	effects_fact(desk->fx,
		(struct fact){.kind = FACT_ASK_PUT,
			.member = ask->member,
			.ask = ask->id,
			.word = ask_kind_text(ASK_STANDING)});
	return ask;
}

static bool is_asked_already(const struct desk *desk)
{
	list_each (ask, &desk->snapshot->asks)
		if (ask->kind == ASK_STANDING && ask->member == desk->member->id &&
			ask->state == ASK_OPEN && !ask_is_answered(ask))
			return true;
	return false;
}

static void change_standing(struct desk *desk, bool leave)
{
	struct answer none = {.kind = ANSWER_UNCLEAR, .date = DAY_NONE, .hours = -1, .bare = true};

	effects_fact(desk->fx,
		(struct fact){.kind = FACT_MAIL_PLACED,
			.member = desk->member->id,
			.word = wish_text(desk->read->wish)});
	if (desk->arrival->evidence != EVIDENCE_STRONG) {
		if (!is_asked_already(desk))
			ask_put(desk->fx, ASK_STANDING, desk->member, 0, NULL, 0);
		return;
	}
	struct answering answering =
		desk_answering(desk, standing_ask(desk), &none, EVIDENCE_STRONG);
	if (leave)
		standing_leave(&answering);
	else
		standing_pause(&answering, pause_until(desk->read));
}

/* A leader's place is the config's affair: the other one hears of it. */
static bool is_for_leaders_to_see(struct desk *desk)
{
	return member_is_leader(desk->snapshot, desk->member);
}

bool desk_take_wish(struct desk *desk)
{
	enum wish wish = desk->read->wish;

	if (wish == WISH_NONE || desk->member->standing == STANDING_LEFT)
		return false;
	if (is_for_leaders_to_see(desk)) {
		if (wish == WISH_HELP)
			return false;
		desk_to_leaders(desk->fx, desk->arrival, desk->member,
			wish == WISH_RECORDS ? "records" : "unplaced", desk->read->reply,
			wish == WISH_RECORDS);
		return true;
	}
	if (wish == WISH_LEAVE || wish == WISH_PAUSE) {
		change_standing(desk, wish == WISH_LEAVE);
		return true;
	}
	if (desk->own && is_clear(desk->read->answer))
		desk_place(desk);
	desk_forward(desk, wish_text(wish), true);
	return true;
}
