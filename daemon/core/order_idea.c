/* SPDX-License-Identifier: MIT */
/* Idea: from any member, to the backlog, with thanks. */
#include "core/order_parts.h"

static void answer(struct effects *fx, const struct arrival *arrival, const struct member *member)
{
	const struct order_read *read = arrival->read->order;

	if (arrival->trust.failed) { /* not hers, by all that we know: the leaders see it */
		desk_to_leaders(fx, arrival, member, "unplaced", arrival->read->reply, false);
		return;
	}
	struct idea *idea = effects_new_idea(fx);
	struct draft *draft = order_reply(fx, "idea-receipt", member, arrival->read);

	idea->member = member->id;
	idea->title = read->title ? read->title : "";
	idea->text = read->text ? read->text : "";
	view_text(fx->arena, draft->view, "idea", *idea->title ? idea->title : idea->text);
	effects_fact(fx,
		(struct fact){.kind = FACT_IDEA_ADDED, .member = member->id, .topic = idea->id});
}

const struct order_ops order_idea = {
	.kind = ORDER_IDEA,
	.name = "idea",
	.at_once = true,
	.anybody = true,
	.answer = answer,
};
