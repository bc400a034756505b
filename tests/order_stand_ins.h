/* SPDX-License-Identifier: MIT */
/*
 * What the orders' tests have instead of the asks, the leaders' letter and the budget: bare drafts,
 * as weak symbols, so that an order is tested and not how an invitation is written.
 */
#ifndef SAMLAD_TESTS_ORDER_STAND_INS_H
#define SAMLAD_TESTS_ORDER_STAND_INS_H

#include "core/alert.h"
#include "core/budget.h"
#include "core/order.h"
#include "core/suggest.h"

#include "order_network.h"

extern const struct ask_ops ask_intro;

#define STANDS_IN __attribute__((weak))

#ifndef WITH_THE_REAL_ASKS
STANDS_IN struct ask *ask_put(struct effects *fx, enum ask_kind kind, const struct member *member,
	int64_t topic, const int64_t *offers, size_t n_offers)
{
	struct ask *ask = effects_new_ask(fx, kind, member->id, topic);
	struct draft *draft;

	for (size_t i = 0; i < n_offers; i++)
		*arena_push(fx->arena, &ask->offers) = offers[i];
	effects_fact(fx, (struct fact){.kind = FACT_ASK_PUT, .ask = ask->id, .member = member->id});
	if (kind == ASK_CONFIRM)
		draft = order_confirm_put(fx, ask);
	else if (kind == ASK_INTRO)
		draft = ask_intro.put(fx, ask);
	else
		draft = effects_draft(fx, ask_kind_text(kind), member, CLASS_MEETING);
	draft->ask = ask->id;
	draft->ask_kind = kind;
	ask->letter = draft->id;
	return ask;
}

STANDS_IN void ask_remind(struct effects *fx, const struct ask *ask)
{
	effects_ask(fx, ask)->reminded = fx->now;
	effects_draft(fx, "reminder", snapshot_member(fx->snapshot, ask->member), CLASS_GROUP);
}

STANDS_IN void ask_close(struct effects *fx, const struct ask *ask)
{
	effects_ask(fx, ask)->state = ASK_CLOSED;
	effects_fact(fx, (struct fact){.kind = FACT_ASK_CLOSED, .ask = ask->id});
}

STANDS_IN void ask_withdraw(struct effects *fx, const struct ask *ask)
{
	effects_ask(fx, ask)->state = ASK_WITHDRAWN;
	effects_fact(fx, (struct fact){.kind = FACT_ASK_WITHDRAWN, .ask = ask->id});
}

STANDS_IN void ask_keep_answer(struct answering *answering, enum answer_kind kind)
{
	answering->ask->before = answering->ask->answer;
	answering->ask->answer.kind = kind;
	answering->ask->answer.at = answering->now;
	answering->ask->answer.evidence = answering->evidence;
	answering->ask->answer.told_by = answering->told_by;
	effects_fact(answering->fx,
		(struct fact){.kind = FACT_ANSWERED,
			.ask = answering->ask->id,
			.member = answering->member->id,
			.word = answer_kind_text(kind)});
}

STANDS_IN void ask_back(struct answering *answering, const struct understanding *read)
{
	(void)read;
	effects_draft(answering->fx, "ask-back", answering->member, CLASS_REPLY);
}

STANDS_IN struct draft *ask_receipt(struct answering *answering, const char *template)
{
	return effects_draft(answering->fx, template, answering->member, CLASS_REPLY);
}

STANDS_IN struct draft *ask_tell_change(struct effects *fx, const struct ask *ask)
{
	struct ask *copy = effects_ask(fx, ask);
	const struct meeting *meeting = snapshot_meeting(fx->snapshot, ask->topic);

	if (copy->sequence >= meeting->sequence ||
		(copy->answer.kind == ANSWER_NO && meeting->state == MEETING_CANCELLED))
		return NULL;
	copy->sequence = meeting->sequence;
	return effects_draft(
		fx, "change", snapshot_member(fx->snapshot, ask->member), CLASS_MEETING);
}

static void told_answered(struct answering *answering)
{
	ask_keep_answer(answering, answering->answer->kind);
}

STANDS_IN const struct ask_ops *ask_ops(enum ask_kind kind)
{
	static const struct ask_ops any = {.answered = told_answered};

	return kind == ASK_INTRO ? &ask_intro : &any;
}
#endif

STANDS_IN void alert_view(
	const struct snapshot *snapshot, instant now, struct effects *fx, struct view *view)
{
	(void)snapshot, (void)now;
	view_flag(fx->arena, view, "alert", true);
}

STANDS_IN const struct project *alert_row(const struct snapshot *snapshot, int row)
{
	return row > 0 && (size_t)row <= snapshot->state.alert_rows.n
		? snapshot_project(snapshot, snapshot->state.alert_rows.at[row - 1])
		: NULL;
}

STANDS_IN size_t suggest_members(const struct snapshot *snapshot, const struct project *project,
	instant now, const struct member *ret_members[], size_t n)
{
	(void)project, (void)now, (void)n;
	ret_members[0] = snapshot_member(snapshot, BO);
	ret_members[1] = snapshot_member(snapshot, LENA);
	return 2;
}

STANDS_IN instant budget_fits_at(
	const struct effects *fx, const struct member *member, enum letter_class class)
{
	(void)member, (void)class;
	return fx->now;
}

STANDS_IN void desk_to_leaders(struct effects *fx, const struct arrival *arrival,
	const struct member *member, const char *why, const char *text, bool at_stake)
{
	(void)arrival, (void)member, (void)at_stake;
	effects_new_look(fx, why)->text = text;
	effects_fact(fx, (struct fact){.kind = FACT_MAIL_TO_LOOK_AT, .word = why});
}

#endif
