/* SPDX-License-Identifier: MIT */
/*
 * The network itself: no meeting in sight. It is worth a word two months after the last one, or a
 * month after the first order in a network that never met; an order for one that waits for its yes
 * is already the answer.
 */
#include "core/order.h"
#include "core/stall_parts.h"
#include "core/workdays.h"

static const struct delay after_last = {60, DELAY_DAYS}, after_first_order = {30, DELAY_DAYS};

static bool is_ordered(const struct snapshot *snapshot)
{
	list_each (order, &snapshot->orders)
		if (order->kind == ORDER_MEETING &&
			(order->state == ORDER_ASKED || order->state == ORDER_HELD))
			return true;
	return false;
}

void stall_no_meeting(struct stall_look *look)
{
	const struct snapshot *snapshot = look->snapshot;
	const struct meeting *last = NULL;

	list_each (meeting, &snapshot->meetings) {
		if (meeting->group != 0 || meeting->state == MEETING_CANCELLED)
			continue;
		if (meeting->end > look->now)
			return;
		last = meeting;
	}
	if (is_ordered(snapshot) || (!last && snapshot->state.first_order == INSTANT_NONE))
		return;
	instant from = last ? last->end : snapshot->state.first_order;
	day since = stall_due(
		look, network_day(snapshot->network, from), last ? after_last : after_first_order);
	if (look->today < since)
		return;
	struct stall *stall = stall_add(look, STALL_NO_MEETING, since, 1);
	if (last)
		view_day(look->arena, stall->evidence, "last",
			network_day(snapshot->network, last->end));
}
