/* SPDX-License-Identifier: MIT */
/*
 * Stop. While an order waits in its hold it stops that order: the one whose letter is answered,
 * else all that are held, since the brake must work for whoever has no time to look for the right
 * letter. Otherwise it stops the network: nothing unprompted goes out until Start.
 *
 * The brake needs no preview, because what it holds back can be let go again. Where a trusted
 * server tells who wrote, it must vouch for the leader, or the mail must answer a letter of hers;
 * otherwise she is asked first, for a stopped network is what a forger would like. In the hold,
 * where minutes count, it is enough that nothing speaks against her.
 */
#include "core/order_parts.h"

static bool is_to_her_letter(const struct arrival *arrival, const struct member *member)
{
	return arrival->evidence == EVIDENCE_STRONG && arrival->letter &&
		arrival->letter->member == member->id;
}

/* The held order that the mail answers; NULL. */
static const struct order *answered_order(const struct effects *fx, const struct arrival *arrival)
{
	const struct order *order =
		arrival->letter ? snapshot_order(fx->snapshot, arrival->letter->topic) : NULL;

	return order && order->state == ORDER_HELD ? order : NULL;
}

bool order_stop_held(struct effects *fx, const struct arrival *arrival, const struct member *member)
{
	const struct order *only = answered_order(fx, arrival);
	struct draft *draft = NULL;

	if (arrival->trust.failed && !is_to_her_letter(arrival, member))
		return false;
	if (!member_is_leader(fx->snapshot, member) && (!only || only->member != member->id))
		return false;
	list_each (held, &fx->snapshot->orders) {
		if (held->state != ORDER_HELD || (only && held != only))
			continue;
		struct order *order = effects_order(fx, held);
		order->state = ORDER_STOPPED;
		order->decided_by = member->id;
		order_close_asks(fx, order);
		effects_fact(fx,
			(struct fact){.kind = FACT_ORDER_STOPPED,
				.order = order->id,
				.member = member->id});
		if (!draft)
			draft = order_reply(fx, "order-stopped", member, arrival->read);
		view_text(fx->arena, draft->view, "title", order->title);
	}
	return draft != NULL;
}

static void tell_leaders(
	struct effects *fx, const struct member *by, const struct understanding *read)
{
	list_each (leader, &fx->snapshot->members) {
		if (leader->standing == STANDING_LEFT || !member_is_leader(fx->snapshot, leader))
			continue;
		bool own = leader->id == by->id;
		struct draft *draft = order_reply(fx, "network-stopped", leader, own ? read : NULL);
		draft->class = own ? CLASS_REPLY : CLASS_LEADERS;
		if (!own)
			view_text(fx->arena, draft->view, "by", order_call_name(by));
	}
}

static void stop_network(
	struct effects *fx, const struct member *by, const struct understanding *read)
{
	if (!fx->snapshot->state.stopped) {
		effects_state(fx)->stopped = true;
		effects_fact(fx, (struct fact){.kind = FACT_NETWORK_STOPPED, .member = by->id});
	}
	tell_leaders(fx, by, read);
}

static void answer(struct effects *fx, const struct arrival *arrival, const struct member *member)
{
	if (order_stop_held(fx, arrival, member))
		return;
	if (is_to_her_letter(arrival, member) || arrival->trust.passed || !arrival->trust.checked) {
		stop_network(fx, member, arrival->read);
		return;
	}
	struct order fresh = {.kind = ORDER_STOP,
		.title = "",
		.text = "",
		.release = INSTANT_NONE,
		.other_asked = INSTANT_NONE};
	order_begin(fx, &fresh, member, arrival->read->message_id);
}

static const char *check(struct effects *fx, struct order *order, struct view *problem)
{
	(void)fx, (void)order, (void)problem;
	return NULL;
}

static int preview(struct effects *fx, const struct order *order, struct draft *draft)
{
	(void)fx, (void)order, (void)draft;
	return 0;
}

static void carry_out(struct effects *fx, struct order *order)
{
	const struct member *by = snapshot_member(fx->snapshot, order->member);

	if (by)
		stop_network(fx, by, NULL);
}

const struct order_ops order_stop = {
	.kind = ORDER_STOP,
	.name = "stop",
	.at_once = true,
	.answer = answer,
	.check = check,
	.preview_template = "preview-stop",
	.preview = preview,
	.carry_out = carry_out,
};
