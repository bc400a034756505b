/* SPDX-License-Identifier: MIT */
/*
 * Confirm: an order's preview, whose answer is the orders' business, or a doubt about who wrote a
 * mail (ask_doubt.c). The topic tells which: an order or a look. Both count by strong evidence
 * alone.
 */
#include "core/ask_parts.h"
#include "core/order.h"

static bool is_doubt(const struct snapshot *snapshot, const struct ask *ask)
{
	for (size_t i = 0; i < snapshot->looks.n; i++)
		if (snapshot->looks.at[i].id == ask->topic)
			return true;
	return false;
}

static struct draft *put(struct effects *fx, struct ask *ask)
{
	return ask_see_look(fx, ask->topic) ? doubt_put(fx, ask) : order_confirm_put(fx, ask);
}

static void answered(struct answering *answering)
{
	if (is_doubt(answering->snapshot, answering->ask))
		doubt_answered(answering);
	else
		order_confirmed(answering);
}

static void question(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena,
	struct question *question)
{
	const struct order *order = snapshot_order(snapshot, ask->topic);

	if (is_doubt(snapshot, ask))
		doubt_question(snapshot, ask, arena, question);
	else if (order && *order->title)
		question->title = order->title;
}

static void describe(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena,
	struct view *view)
{
	const struct order *order = snapshot_order(snapshot, ask->topic);

	if (order)
		view_text(arena, view, "subject_title", order->title);
	view_flag(arena, view, "subject_doubt", !order);
}

static bool is_live(const struct snapshot *snapshot, const struct ask *ask, instant now)
{
	(void)now;
	return snapshot_order(snapshot, ask->topic) || is_doubt(snapshot, ask);
}

const struct ask_ops ask_confirm = {
	.kind = ASK_CONFIRM,
	.put = put,
	.answered = answered,
	.question = question,
	.describe = describe,
	.is_live = is_live,
};
