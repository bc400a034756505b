/* SPDX-License-Identifier: MIT */
/*
 * Standing: does she stay in the network? No topic. Her own word ends the letters at once; the
 * receipt undoes it by one word. Membership needs strong evidence: a wish to leave that came
 * without it is asked about at her registered address, in words that can't be turned round.
 */
#include "core/ask_parts.h"
#include "core/workdays.h"

static struct draft *put(struct effects *fx, struct ask *ask)
{
	struct draft *draft = ask_letter(fx, "standing", ask, CLASS_REPLY);

	if (!draft)
		return NULL;
	draft_choice(fx, draft, "tap.leave");
	draft_choice(fx, draft, "tap.stay");
	return draft;
}

/* What leaving withdrew comes back with her. */
static void take_up_again(struct effects *fx, const struct ask *standing, instant left)
{
	list_each (ask, &fx->snapshot->asks) {
		if (ask->member != standing->member || ask->id == standing->id ||
			ask->state != ASK_WITHDRAWN || ask->closed != left)
			continue;
		struct ask *copy = effects_ask(fx, ask);
		copy->state = ASK_OPEN;
		copy->closed = INSTANT_NONE;
		effects_fact(fx,
			(struct fact){.kind = FACT_ASK_PUT,
				.member = ask->member,
				.topic = ask->topic,
				.ask = ask->id,
				.word = "again"});
	}
}

static void withdraw_all(struct effects *fx, const struct ask *standing)
{
	list_each (ask, &fx->snapshot->asks)
		if (ask->member == standing->member && ask->id != standing->id &&
			effects_see_ask(fx, ask)->state == ASK_OPEN)
			ask_withdraw(fx, ask);
}

static void settle(struct answering *answering)
{
	struct effects *fx = answering->fx;
	const struct ask *ask = answering->ask;
	struct member *member = effects_member(fx, snapshot_member(fx->snapshot, ask->member));
	enum standing old = member->standing;

	member->standing = STANDING_ACTIVE;
	member->paused_until = DAY_NONE;
	if (ask_is_answered(ask) && ask->answer.kind == ANSWER_NO) {
		member->standing = STANDING_LEFT;
		withdraw_all(fx, ask);
	} else if (ask_is_answered(ask) && ask->answer.kind == ANSWER_MAYBE) {
		member->standing = STANDING_PAUSED;
		member->paused_until = ask->answer.date;
	} else if (old == STANDING_LEFT) {
		take_up_again(fx, ask, ask->before.at);
	}
	if (member->standing != old || member->paused_until != DAY_NONE)
		effects_fact(fx,
			(struct fact){.kind = FACT_MEMBER_STANDING,
				.member = member->id,
				.ask = ask->id,
				.word = standing_text(member->standing),
				.day = member->paused_until});
}

static void receipt(struct answering *answering, const char *template)
{
	struct draft *draft = ask_receipt(answering, template);

	view_day(answering->fx->arena, draft->view, "until", answering->ask->answer.date);
	if (answering->ask->letter == 0)
		answering->ask->letter = draft->id;
}

static void take(struct answering *answering, enum answer_kind kind, day until)
{
	static const char *const templates[ANSWER_KINDS] = {
		[ANSWER_NO] = "leave-receipt",
		[ANSWER_MAYBE] = "pause-receipt",
		[ANSWER_YES] = "stay-receipt",
	};
	struct answer said = {.kind = kind, .date = until, .hours = -1, .bare = true};
	struct answering kept = *answering;

	kept.answer = &said;
	ask_keep_answer(&kept, kind);
	settle(&kept);
	receipt(&kept, templates[kind]);
	if (kind == ANSWER_NO)
		ask_to_leaders(answering, "left", false);
}

void standing_leave(struct answering *answering)
{
	take(answering, ANSWER_NO, DAY_NONE);
}

void standing_pause(struct answering *answering, day until)
{
	take(answering, ANSWER_MAYBE, until);
}

static void answered(struct answering *answering)
{
	const struct answer *said = answering->answer;

	if (answering->evidence != EVIDENCE_STRONG) {
		ask_back(answering, answering->read);
		return;
	}
	if (said->person)
		ask_to_leaders(answering, "replaced", false);
	if (said->kind == ANSWER_YES || said->kind == ANSWER_NO || said->kind == ANSWER_MAYBE)
		take(answering, said->kind, said->date);
	else
		ask_back(answering, answering->read);
}

static bool is_live(const struct snapshot *snapshot, const struct ask *ask, instant now)
{
	(void)snapshot, (void)ask, (void)now;
	return true;
}

const struct ask_ops ask_standing = {
	.kind = ASK_STANDING,
	.put = put,
	.answered = answered,
	.settle = settle,
	.is_live = is_live,
};
