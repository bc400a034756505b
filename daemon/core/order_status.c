/* SPDX-License-Identifier: MIT */
/* Status: what the leaders' letter would say now, at once. */
#include "core/alert.h"
#include "core/order_parts.h"

static void answer(struct effects *fx, const struct arrival *arrival, const struct member *member)
{
	struct draft *draft = order_reply(fx, "status", member, arrival->read);

	alert_view(fx->snapshot, fx->now, fx, draft->view);
	view_flag(fx->arena, draft->view, "in_trial", !fx->snapshot->state.live);
	view_flag(fx->arena, draft->view, "stopped", fx->snapshot->state.stopped);
	effects_fact(fx,
		(struct fact){.kind = FACT_MAIL_PLACED, .member = member->id, .word = "status"});
}

const struct order_ops order_status = {
	.kind = ORDER_STATUS,
	.name = "status",
	.at_once = true,
	.answer = answer,
};
