/* SPDX-License-Identifier: MIT */
/*
 * Meeting: a new one, or a change of the one that the title names, that the mail answers, or whose
 * calendar invitation is updated. What was not said of an existing meeting stays as it is. A move
 * to another day keeps the answers as answers to the old day (ask->before) and asks again.
 */
#include <string.h>

#include "base/utf8.h"
#include "core/order_parts.h"
#include "core/outcome.h"
#include "core/workdays.h"

static bool says_other(const struct order *order, enum order_field field, const char *old)
{
	const char *said = order_field(order, field);

	return said && strcmp(said, old) != 0;
}

static bool changes_anything(const struct order *order, const struct meeting_plan *plan)
{
	const struct meeting *old = plan->target;

	return plan->start != old->start || plan->end != old->end || plan->group != old->group ||
		says_other(order, FIELD_PLACE, old->place) ||
		says_other(order, FIELD_LINK, old->link) ||
		(*order->text && strcmp(order->text, old->text) != 0) ||
		(*order->title && order->topic && strcmp(order->title, old->title) != 0);
}

/* What is said of a meeting that is there already is about that one, whatever she calls it. */
static void begin(struct effects *fx, struct order *order, const struct arrival *arrival,
	const struct member *member)
{
	const struct order_read *words = arrival->read->order;
	const struct meeting *meant;

	(void)member;
	if (order->topic || !(words->cancel || words->same_again || words->changes))
		return;
	meant = order_meant_meeting(fx->snapshot, words, fx->now);
	if (!meant)
		return;
	order->topic = meant->id;
	order->title = meant->title;
}

static const char *check(struct effects *fx, struct order *order, struct view *problem)
{
	const struct meeting *target = meeting_target(fx, order);
	struct meeting_plan plan;

	if ((order->cancel || order->same_again) && !target) {
		order_name_meetings(fx, problem);
		return "unknown_meeting";
	}
	if (order->same_again)
		meeting_copy(fx, order, target);
	else if (target)
		order->topic = target->id;
	if (target && order->topic && !*order->title)
		order->title = target->title;
	if (order->cancel)
		return meeting_read_group(
			fx, order, problem, &(struct meeting_plan){.target = target});
	const char *section = meeting_plan_read(fx, order, problem, &plan);
	if (!section && plan.target && !changes_anything(order, &plan)) {
		view_span(fx->arena, problem, "when", plan.start, plan.end);
		return "nothing_changed";
	}
	return section;
}

/* Her answer was to the old day: it stands behind, and she is asked again. */
static void keep_as_old(struct effects *fx, const struct meeting *meeting)
{
	list_each (ask, &fx->snapshot->asks) {
		if (ask->kind != ASK_ATTENDANCE || ask->topic != meeting->id ||
			ask->state != ASK_OPEN)
			continue;
		struct ask *copy = effects_ask(fx, ask);
		copy->declined_before_move |= copy->answer.kind == ANSWER_NO;
		if (ask_is_answered(copy))
			copy->before = copy->answer;
		copy->answer = (struct standing_answer){.at = INSTANT_NONE,
			.kind = ANSWER_UNCLEAR,
			.comment = "",
			.person = "",
			.date = DAY_NONE,
			.hours = -1};
		copy->reminded = INSTANT_NONE;
	}
}

static void put_words(
	const struct order *order, const struct meeting_plan *plan, struct meeting *meeting)
{
	const char *place = order_field(order, FIELD_PLACE), *link = order_field(order, FIELD_LINK);

	meeting->start = plan->start;
	meeting->end = plan->end;
	meeting->group = plan->group;
	if (*order->title)
		meeting->title = order->title;
	if (place)
		meeting->place = place;
	if (link)
		meeting->link = link;
	if (*order->text)
		meeting->text = order->text;
}

/* Those whom the leader's own calendar had invited are counted, not invited again. */
static void put_calendar(struct effects *fx, const struct order *order, struct meeting *meeting)
{
	if (!order->calendar)
		return;
	meeting->leader_uid = order->calendar->uid;
	meeting->invited.at = NULL;
	meeting->invited.n = meeting->invited.cap = 0;
	for (size_t i = 0; i < order->calendar->attendees.n; i++) {
		const char *address =
			address_normal_in(fx->arena, order->calendar->attendees.at[i]);
		if (address && strcmp(address, fx->snapshot->network->address) != 0)
			*arena_push(fx->arena, &meeting->invited) = address;
	}
}

static void make(struct effects *fx, struct order *order, const struct meeting_plan *plan)
{
	struct meeting *meeting = effects_new_meeting(fx);

	put_words(order, plan, meeting);
	put_calendar(fx, order, meeting);
	meeting->state = MEETING_CALLED;
	meeting->ordered_by = order->member;
	order->topic = meeting->id;
	effects_fact(fx,
		(struct fact){.kind = FACT_MEETING_MADE,
			.member = order->member,
			.topic = meeting->id,
			.order = order->id,
			.day = network_day(fx->snapshot->network, meeting->start)});
}

static void change(struct effects *fx, struct order *order, const struct meeting_plan *plan)
{
	const struct network *network = fx->snapshot->network;
	struct meeting *meeting = effects_meeting(fx, plan->target);
	day old_day = network_day(network, meeting->start);
	day new_day = network_day(network, plan->start);
	bool moved = old_day != new_day;

	put_words(order, plan, meeting);
	put_calendar(fx, order, meeting);
	meeting->sequence++;
	order->topic = meeting->id;
	if (moved) {
		meeting->moved = fx->now;
		meeting->moved_sequence = meeting->sequence;
		meeting->numbers_told = meeting->details_told = INSTANT_NONE;
		keep_as_old(fx, meeting);
	}
	effects_fact(fx,
		(struct fact){.kind = moved ? FACT_MEETING_MOVED : FACT_MEETING_CHANGED,
			.topic = meeting->id,
			.order = order->id,
			.number = meeting->sequence,
			.day = new_day});
}

static void carry_out(struct effects *fx, struct order *order)
{
	struct meeting_plan plan = {.target = meeting_target(fx, order)};

	if (order->cancel && plan.target) {
		struct meeting *meeting = effects_meeting(fx, plan.target);
		meeting->state = MEETING_CANCELLED;
		meeting->sequence++;
		order->topic = meeting->id;
		effects_fact(fx,
			(struct fact){.kind = FACT_MEETING_CANCELLED,
				.topic = meeting->id,
				.order = order->id});
	} else if (!meeting_plan_read(fx, order, view_new(fx->arena), &plan)) {
		plan.target ? change(fx, order, &plan) : make(fx, order, &plan);
	}
}

const struct order_ops order_meeting = {
	.kind = ORDER_MEETING,
	.name = "meeting",
	.contact = true,
	.begin = begin,
	.check = check,
	.preview_template = "preview-meeting",
	.preview = meeting_preview,
	.carry_out = carry_out,
};
