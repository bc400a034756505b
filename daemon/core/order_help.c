/* SPDX-License-Identifier: MIT */
/* Help: all orders with examples on one page. A member who asks for help reaches the leaders. */
#include "core/order_parts.h"
#include "core/workdays.h"

static void answer(struct effects *fx, const struct arrival *arrival, const struct member *member)
{
	bool leader = member_is_leader(fx->snapshot, member);
	bool contact = order_is_contact(fx->snapshot, member);
	const struct network *network = fx->snapshot->network;
	day example = workday_on_or_after(network, network_day(network, fx->now) + 14);
	struct draft *draft = order_reply(fx,
		leader		  ? "help-leader"
			: contact ? "help-contact"
				  : "help-member",
		member, arrival->read);

	view_day(fx->arena, draft->view, "example_day", example);
	effects_fact(
		fx, (struct fact){.kind = FACT_MAIL_PLACED, .member = member->id, .word = "help"});
	if (!leader)
		desk_to_leaders(fx, arrival, member, "help", arrival->read->reply, true);
}

const struct order_ops order_help = {
	.kind = ORDER_HELP,
	.name = "help",
	.at_once = true,
	.anybody = true,
	.answer = answer,
};
