/* SPDX-License-Identifier: MIT */
/*
 * What a meeting's order comes to: which meeting it is about, and when and whose it is to be. The
 * order's own words come first, then what the meeting that it changes has. Read anew each time from
 * the stored order (preview, yes, release), so that nothing is carried out on an outdated plan.
 */
#include <stdio.h>
#include <string.h>

#include "core/order_parts.h"
#include "core/workdays.h"

#define ASSUMED_LENGTH_S (2 * HOUR_S) /* where only the beginning is said; the preview tells */

const struct meeting *meeting_target(const struct effects *fx, const struct order *order)
{
	const struct snapshot *snapshot = fx->snapshot;
	const struct meeting *target =
		order->topic ? snapshot_meeting(snapshot, order->topic) : NULL;
	bool loosely = order->cancel || order->same_again;

	if (target && (target->state == MEETING_CALLED || order->same_again))
		return target;
	if (*order->title)
		target = order_find_meeting(
			snapshot, order->title, fx->now, order->same_again, loosely);
	if (target || !order->cancel)
		return target;
	day said = order_field_day(order, FIELD_DAY);
	list_each (meeting, &snapshot->meetings)
		if (meeting->state == MEETING_CALLED && meeting->start > fx->now &&
			said == network_day(snapshot->network, meeting->start))
			return meeting;
	return said == DAY_NONE && !*order->title ? order_only_meeting(snapshot, fx->now) : NULL;
}

void meeting_copy(struct effects *fx, struct order *order, const struct meeting *old)
{
	int start_s, end_s;
	const struct zone *zone = fx->snapshot->network->zone;
	const struct project *group = snapshot_project(fx->snapshot, old->group);

	zone_day(zone, old->start, &start_s);
	zone_day(zone, old->end, &end_s);
	if (!order_field(order, FIELD_TIME))
		order_set_field(fx->arena, order, FIELD_TIME,
			arena_printf(fx->arena, "%02d:%02d-%02d:%02d", start_s / HOUR_S,
				start_s / MINUTE_S % 60, end_s / HOUR_S, end_s / MINUTE_S % 60));
	if (!order_field(order, FIELD_PLACE))
		order_set_field(fx->arena, order, FIELD_PLACE, old->place);
	if (!order_field(order, FIELD_LINK))
		order_set_field(fx->arena, order, FIELD_LINK, old->link);
	if (group && !order_field(order, FIELD_GROUP))
		order_set_field(fx->arena, order, FIELD_GROUP, group->title);
	order->title = old->title;
	order->topic = 0;
}

const char *meeting_read_group(struct effects *fx, const struct order *order, struct view *problem,
	struct meeting_plan *plan)
{
	const struct snapshot *snapshot = fx->snapshot;
	const char *name = order_field(order, FIELD_GROUP);
	const struct member *by = snapshot_member(snapshot, order->member);
	const struct project *group = name ? order_find_project(snapshot, name, true) : NULL;

	if (name && !group) {
		view_text(fx->arena, problem, "group", name);
		order_name_projects(fx, problem);
		return "unknown_group";
	}
	plan->group = plan->target ? plan->target->group : 0;
	if (by && !member_is_leader(snapshot, by)) {
		if (!name && !plan->target)
			group = order_held_project(snapshot, by);
		if (!group && plan->group)
			group = snapshot_project(snapshot, plan->group);
		if (!group || group->contact != by->id || !group->contact_agreed)
			return "own_group_only";
	}
	if (group)
		plan->group = group->id;
	return NULL;
}

static const char *read_time(
	struct effects *fx, const struct order *order, day which, struct meeting_plan *plan)
{
	const struct zone *zone = fx->snapshot->network->zone;
	const struct meeting *old = plan->target;
	const char *text = order_field(order, FIELD_TIME);
	int start_s, end_s = -1;

	if (!text && !old)
		return "no_time";
	if (text && !order_parse_time(text, &start_s, &end_s))
		return "bad_time";
	if (!text)
		zone_day(zone, old->start, &start_s);
	plan->start = zone_instant(zone, which, start_s);
	if (end_s >= 0)
		plan->end = zone_instant(zone, which, end_s);
	else
		plan->end = plan->start + (old ? old->end - old->start : ASSUMED_LENGTH_S);
	plan->assumed_end = end_s < 0 && !old;
	return plan->end > plan->start ? NULL : "bad_time";
}

/* A day that could stand in the order: a working day in two weeks. */
static void say_example(struct effects *fx, struct view *problem)
{
	const struct network *network = fx->snapshot->network;
	day example = workday_on_or_after(network, network_day(network, fx->now) + 14);

	view_span(fx->arena, problem, "example", zone_instant(network->zone, example, 13 * HOUR_S),
		zone_instant(network->zone, example, 16 * HOUR_S));
	view_day(fx->arena, problem, "example_day", example);
}

const char *meeting_plan_read(struct effects *fx, const struct order *order, struct view *problem,
	struct meeting_plan *ret_plan)
{
	struct meeting_plan plan = {.target = order->same_again ? NULL : meeting_target(fx, order)};
	const char *section = meeting_read_group(fx, order, problem, &plan);
	day which = order_field_day(order, FIELD_DAY);

	if (section)
		return section;
	say_example(fx, problem);
	if (!plan.target && !*order->title)
		return "no_title";
	if (which == DAY_NONE && !plan.target)
		return "no_day";
	if (which == DAY_NONE)
		which = network_day(fx->snapshot->network, plan.target->start);
	section = read_time(fx, order, which, &plan);
	if (section)
		return section;
	if (plan.start <= fx->now) {
		view_day(fx->arena, problem, "past_day", which);
		return "past";
	}
	*ret_plan = plan;
	return NULL;
}
