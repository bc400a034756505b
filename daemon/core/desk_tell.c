/* SPDX-License-Identifier: MIT */
/*
 * What she is told where her mail changes nothing: that it went to the leaders, or that it came too
 * late. A question of hers is never answered here.
 */
#include <string.h>

#include "core/desk_parts.h"

void desk_forward(struct desk *desk, const char *why, bool at_stake)
{
	struct effects *fx = desk->fx;
	const struct ask *own = desk->own;
	bool open = own && own->state == ASK_OPEN && own->kind != ASK_CONFIRM &&
		!ask_is_answered(own) && ask_ops(own->kind);
	struct answer none = {.kind = ANSWER_UNCLEAR, .date = DAY_NONE, .hours = -1};

	if (own) {
		struct answering answering = desk_answering(desk, own, &none, EVIDENCE_STRONG);
		ask_to_leaders(&answering, why, at_stake);
	} else {
		desk_to_leaders(fx, desk->arrival, desk->member, why, desk->read->reply, at_stake);
	}
	struct draft *draft = effects_draft(fx, "question-forwarded", desk->member, CLASS_REPLY);
	draft->reply_to_id = desk->read->message_id;
	draft->reply_to_subject = desk->read->subject;
	view_text(fx->arena, draft->view, "said", desk->read->reply);
	view_flag(fx->arena, draft->view, arena_printf(fx->arena, "is_%s", why), true);
	if (!open)
		return;
	draft->ask = own->id;
	draft->ask_kind = own->kind;
	draft->topic = own->topic;
	ask_describe(fx, own, draft->view);
	view_flag(fx->arena, draft->view, "open", true);
	if (own->kind != ASK_AGENDA && own->kind != ASK_PROGRESS && own->offers.n < 2)
		ask_offer_polar(fx, draft);
}

/* "Ok, tack" to the letter that told her of it. */
static bool knows_of_it(const struct desk *desk)
{
	const struct letter *letter = desk->arrival->letter;

	return letter && strcmp(letter->template, "attendance-cancelled") == 0;
}

/* Thanks, and no change; what she said beside it is for the leaders. */
void desk_tell_late(struct desk *desk, struct answering *answering)
{
	struct effects *fx = desk->fx;
	const struct ask *ask = answering->ask;
	const struct meeting *meeting = ask_see_meeting(fx, ask->topic);
	const struct answer *said = answering->answer;
	bool back = answering->member->standing == STANDING_LEFT; /* does she want to be? */
	bool forward = said->question || said->comment || back;

	if (forward)
		ask_to_leaders(answering, "late", false);
	if (said->bare && (desk->read->calendar.n || knows_of_it(desk)))
		return;
	struct draft *draft = ask_receipt(answering, "late");
	draft->choices.n = 0;
	bool cancelled = meeting && meeting->state == MEETING_CANCELLED;
	view_flag(fx->arena, draft->view, "cancelled", cancelled);
	view_flag(
		fx->arena, draft->view, "over", meeting && !cancelled && desk->now >= meeting->end);
	view_flag(fx->arena, draft->view, "forwarded", forward);
}
