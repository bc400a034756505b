/* SPDX-License-Identifier: MIT */
/*
 * The preview: what was understood, how many letters go out and when, and the whole letter as the
 * first who gets it will see it. The letter is made by carrying the order out on the side, on a
 * copy of the network, with the same code that makes the real one: what is shown is what is sent.
 *
 * An order that can't be carried out as it stands gets the letter order-problem instead, with the
 * same ask: an answer with what is missing completes it.
 */
#include <string.h>

#include "core/order_parts.h"
#include "core/outcome.h"
#include "core/workdays.h"

struct effects *order_outcome(
	struct effects *fx, const struct order *order, const struct order **ret_done)
{
	struct effects apart, *then = arena_make(fx->arena, struct effects);
	struct order *copy = order_copy(fx->arena, order);

	effects_init(&apart, fx->arena, fx->snapshot, fx->now);
	apart.next_id = fx->next_id;
	order_ops(order->kind)->carry_out(&apart, copy);
	effects_init(then, fx->arena, outcome_snapshot(&apart), fx->now);
	*ret_done = copy;
	return then;
}

bool order_shows_language(const struct draft *preview, const char *language)
{
	for (size_t i = 0; i < preview->shown.n; i++)
		if (strcmp(preview->shown.at[i]->language, language) == 0)
			return true;
	return false;
}

void order_show(struct effects *fx, struct draft *preview, const struct effects *apart)
{
	if (apart->drafts.n == 0)
		return;
	const struct draft *letter = apart->drafts.at[apart->drafts.n - 1];
	if (!order_shows_language(preview, letter->language))
		*arena_push(fx->arena, &preview->shown) = letter;
}

int order_count_letters(struct effects *fx, const struct order *order)
{
	struct draft thrown_away = {.view = view_new(fx->arena)};

	return order_ops(order->kind)->preview(fx, order, &thrown_away);
}

instant order_release(const struct network *network, instant now, int letters)
{
	if (letters == 0)
		return now;
	instant after_hold = now + network->hold_s;
	return letters > 1 ? hours_next_open(network, after_hold) : after_hold;
}

/* What every preview says of when it leaves, and under which circumstances. */
static void say_when(struct effects *fx, struct view *view, int letters)
{
	const struct network *network = fx->snapshot->network;
	instant release = order_release(network, fx->now, letters);

	if (letters == 0)
		return;
	view_number(fx->arena, view, "letters", letters);
	if (network->hold_s > 0)
		view_number(
			fx->arena, view, "minutes", (network->hold_s + MINUTE_S - 1) / MINUTE_S);
	if (release > fx->now + network->hold_s)
		view_span(fx->arena, view, "opens", release, release);
	view_flag(fx->arena, view, "in_trial", !fx->snapshot->state.live);
	view_flag(fx->arena, view, "stopped", fx->snapshot->state.stopped);
}

static void say_whose(struct effects *fx, const struct order *order, const struct draft *draft)
{
	const struct member *by = snapshot_member(fx->snapshot, order->member);

	view_text(fx->arena, draft->view, "title", order->title);
	if (by && by->id != draft->member)
		view_text(fx->arena, draft->view, "by", order_call_name(by));
	view_flag(fx->arena, draft->view, "changed", order->replaces != 0);
}

static struct draft *preview(struct effects *fx, struct order *order, const struct member *to)
{
	const struct order_ops *ops = order_ops(order->kind);
	struct view *problem = view_new(fx->arena);
	const char *section = ops->check(fx, order, problem);
	struct draft *draft = effects_draft(
		fx, section ? "order-problem" : ops->preview_template, to, CLASS_REPLY);

	say_whose(fx, order, draft);
	if (section) {
		list_each (value, &problem->values)
			*arena_push(fx->arena, &draft->view->values) = *value;
		view_flag(fx->arena, draft->view, section, true);
		return draft;
	}
	int letters = ops->preview(fx, order, draft);
	say_when(fx, draft->view, letters);
	draft_choice(fx, draft, letters ? "tap.send" : "tap.yes");
	draft_choice(fx, draft, "tap.no");
	return draft;
}

static struct draft *receipt_of_choice(
	struct effects *fx, const struct order *order, const struct member *to)
{
	struct draft *draft = effects_draft(fx, "choice-receipt", to, CLASS_REPLY);

	choice_fill(fx, order, draft->view);
	draft_choice(fx, draft, "tap.wrong");
	return draft;
}

/* A fresh order is in fx alone, an older one in the snapshot. */
static struct order *order_see(struct effects *fx, int64_t id)
{
	list_each (order, &fx->orders)
		if ((*order)->id == id)
			return *order;
	const struct order *order = snapshot_order(fx->snapshot, id);
	return order ? order_copy(fx->arena, order) : NULL;
}

struct draft *order_confirm_put(struct effects *fx, struct ask *ask)
{
	struct order *order = order_see(fx, ask->topic);
	const struct member *to = snapshot_member(fx->snapshot, ask->member);

	if (!order || !to)
		return NULL;
	struct draft *draft = order->state == ORDER_DONE ? receipt_of_choice(fx, order, to)
							 : preview(fx, order, to);
	draft->ask = ask->id;
	draft->ask_kind = ASK_CONFIRM;
	draft->topic = order->id;
	ask->letter = draft->id;
	return draft;
}

const struct ask *order_ask(struct effects *fx, const struct order *order, const struct member *to,
	const char *reply_to_id)
{
	const struct ask *ask = ask_put(fx, ASK_CONFIRM, to, order->id, NULL, 0);

	list_each (draft, &fx->drafts)
		if ((*draft)->ask == ask->id)
			(*draft)->reply_to_id = reply_to_id;
	return ask;
}

struct draft *order_reply(struct effects *fx, const char *template, const struct member *to,
	const struct understanding *read)
{
	struct draft *draft = effects_draft(fx, template, to, CLASS_REPLY);

	if (read) {
		draft->reply_to_id = read->message_id;
		draft->reply_to_subject = read->subject;
	}
	return draft;
}

void order_close_asks(struct effects *fx, const struct order *order)
{
	list_each (ask, &fx->snapshot->asks)
		if (ask->kind == ASK_CONFIRM && ask->topic == order->id &&
			effects_see_ask(fx, ask)->state == ASK_OPEN)
			ask_close(fx, ask);
}
