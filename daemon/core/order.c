/* SPDX-License-Identifier: MIT */
/*
 * The table of orders, and what becomes of a mail that is one. Whatever a leader writes gets an
 * answer: the thing at once, a preview, what is missing, or what can be written instead.
 *
 * An order that mails or changes something is only kept here, with its preview on the way to the
 * registered address; nothing happens before that preview is answered (order_confirm.c). So it
 * doesn't matter who could have forged the order itself.
 */
#include "core/order.h"

#include <string.h>

#include "base/utf8.h"
#include "core/order_parts.h"

static const struct order_ops *const orders[] = {
	&order_meeting,
	&order_project,
	&order_member,
	&order_answer,
	&order_status,
	&order_help,
	&order_stop,
	&order_start,
	&order_idea,
	&order_agenda,
	&order_choice,
};
#define N_ORDERS (sizeof(orders) / sizeof(orders[0]))

const struct order_ops *order_ops(int kind)
{
	for (size_t i = 0; i < N_ORDERS; i++)
		if (orders[i]->kind == kind)
			return orders[i];
	return NULL;
}

int order_kind_from_name(const char *name)
{
	for (size_t i = 0; name && i < N_ORDERS; i++)
		if (strcmp(orders[i]->name, name) == 0)
			return orders[i]->kind;
	return -1;
}

struct draft *order_problem(struct effects *fx, const struct arrival *arrival,
	const struct member *to, const char *section)
{
	struct draft *draft = order_reply(fx, "order-problem", to, arrival->read);

	view_flag(fx->arena, draft->view, section, true);
	if (arrival->read->order)
		view_text(fx->arena, draft->view, "title", arrival->read->order->title);
	effects_fact(
		fx, (struct fact){.kind = FACT_MAIL_PLACED, .member = to->id, .word = section});
	return draft;
}

/* The network's first order: the leaders' letter begins on the Monday after. */
static void note_first(struct effects *fx)
{
	if (fx->snapshot->state.first_order != INSTANT_NONE)
		return;
	effects_state(fx)->first_order = fx->now;
	effects_fact(fx, (struct fact){.kind = FACT_FIRST_ORDER});
}

/* The same thing ordered again before the first was answered: the newer words count. */
static bool is_the_same(const struct order *old, const struct order *fresh)
{
	if (old->kind != fresh->kind || old->member != fresh->member)
		return false;
	if (old->calendar && fresh->calendar && old->calendar->uid && fresh->calendar->uid)
		return strcmp(old->calendar->uid, fresh->calendar->uid) == 0;
	if (old->topic != 0 || fresh->topic != 0)
		return old->topic == fresh->topic;
	return *fresh->title && utf8_equal_fold(old->title, fresh->title);
}

static enum order_state state_now(const struct effects *fx, const struct order *order)
{
	list_each (copy, &fx->orders)
		if ((*copy)->id == order->id)
			return (*copy)->state;
	return order->state;
}

static int64_t replace_older(struct effects *fx, const struct order *fresh)
{
	int64_t replaced = fresh->replaces;

	list_each (old, &fx->snapshot->orders) {
		if (state_now(fx, old) != ORDER_ASKED || fresh->kind == ORDER_KIND_CHOICE ||
			!is_the_same(old, fresh))
			continue;
		effects_order(fx, old)->state = ORDER_REPLACED;
		order_close_asks(fx, old);
		effects_fact(fx, (struct fact){.kind = FACT_ORDER_REPLACED, .order = old->id});
		replaced = old->id;
	}
	return replaced;
}

void order_begin(struct effects *fx, const struct order *fresh, const struct member *member,
	const char *reply_to_id)
{
	struct order *order = effects_new_order(fx);
	int64_t id = order->id;

	*order = *order_copy(fx->arena, fresh);
	order->id = id;
	order->member = member->id;
	order->made = fx->now;
	order->replaces = replace_older(fx, order);
	note_first(fx);
	effects_fact(fx,
		(struct fact){.kind = FACT_ORDER_MADE,
			.member = member->id,
			.order = id,
			.topic = order->topic,
			.word = order_ops(order->kind)->name});
	order_ask(fx, order, member, reply_to_id);
}

/* What the letter that she answers is about: the thing itself, or the order that made it. */
static int64_t letter_topic(const struct effects *fx, const struct arrival *arrival)
{
	if (!arrival->letter || arrival->evidence == EVIDENCE_NONE)
		return 0;
	const struct order *order = snapshot_order(fx->snapshot, arrival->letter->topic);
	return order ? order->topic : arrival->letter->topic;
}

static bool holds_words(struct arena *arena, const char *text, const char *words)
{
	return text &&
		strstr(utf8_fold_in(arena, text, strlen(text)),
			utf8_fold_in(arena, words, strlen(words)));
}

/*
 * A mail that answers a thing's letter changes that thing, unless it says another title: then she
 * has only used an old mail to write a new one. A title that is the letter's own subject is none.
 */
static void fit_topic(struct effects *fx, const struct arrival *arrival, struct order *fresh)
{
	const struct meeting *meeting = snapshot_meeting(fx->snapshot, fresh->topic);
	const struct project *project = snapshot_project(fx->snapshot, fresh->topic);
	const char *own = NULL;

	if (fresh->kind == ORDER_ANSWER && (meeting || project))
		return;
	if (fresh->kind == ORDER_MEETING && meeting)
		own = meeting->title;
	else if (fresh->kind == ORDER_PROJECT && project)
		own = project->title;
	if (own && *fresh->title && holds_words(fx->arena, arrival->letter->subject, fresh->title))
		fresh->title = own;
	if (!own || (*fresh->title && !utf8_equal_fold(fresh->title, own)))
		fresh->topic = 0;
}

static void take_words(struct effects *fx, const struct arrival *arrival, struct order *fresh)
{
	const struct order_read *read = arrival->read->order;

	*fresh = (struct order){.kind = (int)read->word,
		.title = read->title ? read->title : "",
		.text = read->text ? read->text : "",
		.cancel = read->cancel,
		.same_again = read->same_again,
		.release = INSTANT_NONE,
		.other_asked = INSTANT_NONE,
		.topic = letter_topic(fx, arrival)};
	order_take_fields(fx->arena, fresh, read);
	fit_topic(fx, arrival, fresh);
}

/* The section that says why she may not; NULL when she may. */
static const char *may_not(
	const struct effects *fx, const struct order_ops *ops, const struct member *member)
{
	if (ops->anybody || member_is_leader(fx->snapshot, member))
		return NULL;
	if (!order_is_contact(fx->snapshot, member))
		return "leaders_only";
	return ops->contact ? NULL : "contact_only";
}

void order_take(struct effects *fx, const struct arrival *arrival, const struct member *member)
{
	const struct order_read *read = arrival->read->order;
	const struct order_ops *ops = read ? order_ops((int)read->word) : NULL;
	const char *section = NULL;

	if (!ops)
		section = read ? "not_offered" : "not_understood";
	else
		section = may_not(fx, ops, member);
	if (section) {
		order_problem(fx, arrival, member, section);
		return;
	}
	if (ops->at_once) {
		ops->answer(fx, arrival, member);
		return;
	}
	struct order fresh;
	take_words(fx, arrival, &fresh);
	if (ops->begin)
		ops->begin(fx, &fresh, arrival, member);
	order_begin(fx, &fresh, member, arrival->read->message_id);
}
