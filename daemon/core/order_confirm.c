/* SPDX-License-Identifier: MIT */
/*
 * The answer to a preview. A yes starts the hold, a no ends the order, other words are a change and
 * give a new preview. The ask stays open through the hold, so that `stopp` finds it.
 *
 * Only strong evidence counts: the answer comes to the letter that went to the registered address.
 * A second leader, whose answer comes when the first has decided, is told what was decided.
 */
#include <string.h>

#include "base/utf8.h"
#include "core/order_parts.h"
#include "core/workdays.h"

/* One answer to one order. */
struct decision {
	struct effects *fx;
	struct answering *answering;
	struct order *order; /* working copy */
};

static struct draft *tell(const struct decision *decision, const char *template)
{
	const struct answering *answering = decision->answering;
	struct effects *fx = decision->fx;
	struct draft *draft = effects_draft(fx, template, answering->member, CLASS_REPLY);
	const struct member *by = snapshot_member(fx->snapshot, decision->order->decided_by);

	draft->reply_to_id = answering->mail_id;
	draft->reply_to_subject = answering->mail_subject;
	draft->ask = answering->ask->id;
	draft->ask_kind = ASK_CONFIRM;
	draft->topic = decision->order->id;
	view_text(fx->arena, draft->view, "title", decision->order->title);
	if (by && by->id != answering->member->id)
		view_text(fx->arena, draft->view, "by", order_call_name(by));
	return draft;
}

static void stop(const struct decision *decision, bool receipt)
{
	struct order *order = decision->order;

	order->state = ORDER_STOPPED;
	order->decided_by = decision->answering->member->id;
	effects_fact(decision->fx,
		(struct fact){.kind = FACT_ORDER_STOPPED,
			.order = order->id,
			.member = order->decided_by});
	order_close_asks(decision->fx, order);
	if (receipt)
		tell(decision, "order-stopped");
}

static void approve(const struct decision *decision)
{
	struct effects *fx = decision->fx;
	struct order *order = decision->order;
	const struct network *network = fx->snapshot->network;

	if (order_ops(order->kind)->check(fx, order, view_new(fx->arena))) {
		struct draft *again = order_confirm_put(fx, decision->answering->ask);
		again->reply_to_id = decision->answering->mail_id;
		return;
	}
	order->release = order_release(network, fx->now, order_count_letters(fx, order));
	order->state = ORDER_HELD;
	order->decided_by = decision->answering->member->id;
	effects_fact(fx,
		(struct fact){.kind = FACT_ORDER_APPROVED,
			.order = order->id,
			.member = order->decided_by});
	if (order->release <= fx->now)
		return;
	struct draft *draft = tell(decision, "order-held");
	view_span(fx->arena, draft->view, "leaves", order->release, order->release);
	view_flag(fx->arena, draft->view, "today",
		network_day(network, order->release) == network_day(network, fx->now));
	draft_choice(fx, draft, "tap.stop");
}

/* A title in the answer that only stands in the subject line that our own letter had is none. */
static bool is_our_subject(const struct decision *decision, const char *title)
{
	const struct letter *letter =
		snapshot_letter(decision->fx->snapshot, decision->answering->ask->letter);
	struct arena *arena = decision->fx->arena;

	if (!letter || !letter->subject)
		return false;
	return strstr(utf8_fold_in(arena, letter->subject, strlen(letter->subject)),
		utf8_fold_in(arena, title, strlen(title)));
}

/* What the answer says goes over the old words. */
static bool merge_words(const struct decision *decision, struct order *changed)
{
	const struct understanding *read = decision->answering->read;
	const struct order_read *words = read ? read->order : NULL;
	bool any = words && order_take_fields(decision->fx->arena, changed, words);

	if (!words)
		return false;
	if ((int)words->word == changed->kind && words->title && *words->title &&
		!utf8_equal_fold(words->title, changed->title) &&
		!is_our_subject(decision, words->title)) {
		changed->title = words->title;
		any = true;
	}
	if (any && words->text && *words->text)
		changed->text = words->text;
	return any;
}

static void change(const struct decision *decision)
{
	struct effects *fx = decision->fx;
	struct order *old = decision->order;
	struct order *changed = order_copy(fx->arena, old);
	const struct order_ops *ops = order_ops(old->kind);
	bool understood = ops->change ? ops->change(fx, changed, decision->answering)
				      : merge_words(decision, changed);

	if (!understood) {
		view_flag(fx->arena, tell(decision, "change-unclear")->view,
			order_ops(old->kind)->name, true);
		effects_fact(fx,
			(struct fact){.kind = FACT_ASKED_BACK,
				.member = decision->answering->member->id,
				.ask = decision->answering->ask->id});
		return;
	}
	old->state = ORDER_REPLACED;
	old->decided_by = decision->answering->member->id;
	order_close_asks(fx, old);
	effects_fact(fx,
		(struct fact){
			.kind = FACT_ORDER_REPLACED, .order = old->id, .member = old->decided_by});
	*changed = (struct order){.kind = changed->kind,
		.topic = changed->topic,
		.title = changed->title,
		.fields = changed->fields,
		.text = changed->text,
		.cancel = changed->cancel,
		.same_again = changed->same_again,
		.calendar = changed->calendar,
		.release = INSTANT_NONE,
		.other_asked = INSTANT_NONE,
		.replaces = old->id};
	order_begin(fx, changed, decision->answering->member, decision->answering->mail_id);
}

static bool says_stop(const struct answering *answering)
{
	const struct order_read *words = answering->read ? answering->read->order : NULL;

	if (answering->answer->kind == ANSWER_NO || answering->answer->kind == ANSWER_UNDO)
		return true;
	return words && (words->word == ORDER_STOP || (words->cancel && words->fields.n == 0));
}

static bool says_words(const struct answering *answering)
{
	return answering->answer->kind == ANSWER_TEXT || answering->answer->kind == ANSWER_ITEMS ||
		(answering->read && answering->read->order && answering->read->order->fields.n);
}

static void on_asked(const struct decision *decision)
{
	struct answering *answering = decision->answering;

	if (says_stop(answering)) {
		ask_keep_answer(answering, ANSWER_NO);
		stop(decision, false);
	} else if (answering->answer->kind == ANSWER_YES) {
		ask_keep_answer(answering, ANSWER_YES);
		approve(decision);
	} else if (says_words(answering)) {
		change(decision);
	} else {
		ask_back(answering, answering->read);
	}
}

static void on_held(const struct decision *decision)
{
	struct answering *answering = decision->answering;

	if (says_stop(answering)) {
		ask_keep_answer(answering, ANSWER_NO);
		stop(decision, true);
	} else if (says_words(answering)) {
		change(decision);
	} else {
		struct draft *draft = tell(decision, "order-decided");
		view_flag(decision->fx->arena, draft->view, "held", true);
		view_span(decision->fx->arena, draft->view, "leaves", decision->order->release,
			decision->order->release);
	}
}

/* New words on what is done already: an order that changes what the first one made. */
static bool change_what_is_done(const struct decision *decision)
{
	const struct answering *answering = decision->answering;
	const struct order_read *words = answering->read ? answering->read->order : NULL;
	int kind = decision->order->kind;

	if (!words || decision->order->topic == 0 ||
		(kind != ORDER_MEETING && kind != ORDER_PROJECT) ||
		(words->fields.n == 0 && !words->cancel))
		return false;
	struct order fresh = {.kind = kind,
		.topic = decision->order->topic,
		.title = "",
		.text = "",
		.cancel = words->cancel,
		.release = INSTANT_NONE,
		.other_asked = INSTANT_NONE};
	order_take_fields(decision->fx->arena, &fresh, words);
	order_begin(decision->fx, &fresh, answering->member, answering->mail_id);
	return true;
}

static void on_done(const struct decision *decision)
{
	bool choice = decision->order->kind == ORDER_KIND_CHOICE;

	if (choice && says_stop(decision->answering)) {
		choice_undo(decision->fx, decision->order);
		order_close_asks(decision->fx, decision->order);
		choice_fill(decision->fx, decision->order, tell(decision, "choice-undone")->view);
	} else if (!change_what_is_done(decision)) {
		view_flag(decision->fx->arena, tell(decision, "order-decided")->view, "done", true);
	}
}

static void on_ended(const struct decision *decision)
{
	struct view *view = tell(decision, "order-decided")->view;

	view_flag(decision->fx->arena, view, order_state_text(decision->order->state), true);
}

static void (*const on_state[ORDER_STATES])(const struct decision *decision) = {
	[ORDER_ASKED] = on_asked,
	[ORDER_HELD] = on_held,
	[ORDER_DONE] = on_done,
	[ORDER_STOPPED] = on_ended,
	[ORDER_EXPIRED] = on_ended,
	[ORDER_REPLACED] = on_ended,
};

void order_confirmed(struct answering *answering)
{
	struct effects *fx = answering->fx;
	const struct order *order = snapshot_order(fx->snapshot, answering->ask->topic);

	if (!order)
		return;
	effects_fact(fx,
		(struct fact){.kind = FACT_MAIL_PLACED,
			.member = answering->member->id,
			.ask = answering->ask->id,
			.order = order->id});
	struct decision decision = {
		.fx = fx, .answering = answering, .order = effects_order(fx, order)};
	if (answering->evidence != EVIDENCE_STRONG) {
		tell(&decision, "order-weak");
		return;
	}
	on_state[order->state](&decision);
}
