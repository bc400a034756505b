/* SPDX-License-Identifier: MIT */
/*
 * A meeting's preview: when and where, what has changed from what to what, who gets a letter, when
 * the silent are reminded, and what a leader may have overlooked (a free day, another meeting on
 * the same day, an end that nobody said).
 */
#include <string.h>

#include "core/order_parts.h"
#include "core/workdays.h"

bool meeting_invites(const struct snapshot *snapshot, const struct meeting *meeting,
	const struct member *member, day today)
{
	if (member->id == meeting->ordered_by || !member_is_askable(snapshot, member, today) ||
		!meeting_concerns(snapshot, meeting, member))
		return false;
	for (size_t i = 0; i < meeting->invited.n; i++)
		for (size_t j = 0; j < member->addresses.n; j++)
			if (strcmp(meeting->invited.at[i], member->addresses.at[j]) == 0)
				return false;
	return true;
}

/* Members whom the leader's own calendar has invited already. */
static int count_invited(const struct snapshot *snapshot, const struct meeting *meeting)
{
	int n = 0;

	list_each (member, &snapshot->members)
		for (size_t i = 0; i < meeting->invited.n; i++)
			n += member->addresses.n && member->id != meeting->ordered_by &&
				strcmp(meeting->invited.at[i], member->addresses.at[0]) == 0;
	return n;
}

static int invite_all(struct effects *fx, struct draft *preview, struct effects *then,
	const struct meeting *meeting)
{
	const struct snapshot *after = then->snapshot;
	day today = network_day(after->network, fx->now);
	int n = 0;

	list_each (member, &after->members) {
		if (!meeting_invites(after, meeting, member, today))
			continue;
		n++;
		if (order_shows_language(preview, member->language))
			continue;
		ask_put(then, ASK_ATTENDANCE, member, meeting->id, NULL, 0);
		order_show(fx, preview, then);
	}
	return n;
}

static int tell_all(struct effects *fx, struct draft *preview, struct effects *then,
	const struct meeting *meeting)
{
	int n = 0;

	list_each (ask, &then->snapshot->asks) {
		if (ask->kind != ASK_ATTENDANCE || ask->topic != meeting->id ||
			ask->state != ASK_OPEN || !ask_tell_change(then, ask))
			continue;
		n++;
		order_show(fx, preview, then);
	}
	return n;
}

static void say_change(struct effects *fx, struct view *view, const char *from, const char *to,
	const char *old, const char *new)
{
	if (strcmp(old, new) == 0)
		return;
	view_flag(fx->arena, view, "changes", true);
	view_text(fx->arena, view, from, old);
	view_text(fx->arena, view, to, new);
}

static void say_changes(
	struct effects *fx, struct view *view, const struct meeting *old, const struct meeting *new)
{
	view_flag(fx->arena, view, "existing", true);
	if (old->start != new->start || old->end != new->end) {
		view_flag(fx->arena, view, "changes", true);
		view_span(fx->arena, view, "from", old->start, old->end);
		view_span(fx->arena, view, "to", new->start, new->end);
	}
	say_change(fx, view, "from_place", "to_place", old->place, new->place);
	say_change(fx, view, "from_link", "to_link", old->link, new->link);
	say_change(fx, view, "from_title", "to_title", old->title, new->title);
	view_flag(fx->arena, view, "asks_again",
		network_day(fx->snapshot->network, old->start) !=
			network_day(fx->snapshot->network, new->start));
}

/* "tis 10 mars", which is a Wednesday: the day next to it that she may have meant. */
static void say_other_day(struct effects *fx, struct view *view, const struct order *order)
{
	const char *said = order_field(order, FIELD_WEEKDAY);
	day which = order_field_day(order, FIELD_DAY);

	if (!said || which == DAY_NONE || *said < '1' || *said > '7')
		return;
	int ahead = (*said - '0' - day_weekday(which) + 7) % 7;
	if (ahead > 0)
		view_day(fx->arena, view, "other_day", which + (ahead > 3 ? ahead - 7 : ahead));
}

static void say_doubts(struct effects *fx, struct view *view, const struct order *order,
	const struct meeting *meeting)
{
	const struct network *network = fx->snapshot->network;
	day which = network_day(network, meeting->start);

	say_other_day(fx, view, order);
	view_flag(fx->arena, view, "free_day", !workday_is(network, which));
	list_each (other, &fx->snapshot->meetings)
		if (other->id != meeting->id && other->state == MEETING_CALLED &&
			network_day(network, other->start) == which)
			view_text(fx->arena, view, "same_day", other->title);
}

static void say_reminder(struct effects *fx, struct view *view, const struct meeting *meeting)
{
	const struct network *network = fx->snapshot->network;
	day reminder = delay_day_before(network, network->attendance_reminder, meeting->start);

	if (reminder > network_day(network, fx->now))
		view_day(fx->arena, view, "reminder", reminder);
}

static void say_meeting(struct effects *fx, struct view *view, const struct snapshot *after,
	const struct meeting *meeting)
{
	const struct project *group = snapshot_project(after, meeting->group);

	view_text(fx->arena, view, "title", meeting->title);
	view_span(fx->arena, view, "when", meeting->start, meeting->end);
	view_text(fx->arena, view, "place", meeting->place);
	view_text(fx->arena, view, "link", meeting->link);
	if (group)
		view_text(fx->arena, view, "group", group->title);
}

int meeting_preview(struct effects *fx, const struct order *order, struct draft *preview)
{
	const struct order *done;
	struct effects *then = order_outcome(fx, order, &done);
	const struct meeting *old = snapshot_meeting(fx->snapshot, done->topic);
	const struct meeting *meeting = snapshot_meeting(then->snapshot, done->topic);
	struct meeting_plan plan = {0};

	if (!meeting)
		return 0;
	say_meeting(fx, preview->view, then->snapshot, meeting);
	if (order->cancel) {
		view_flag(fx->arena, preview->view, "cancelled", true);
		return tell_all(fx, preview, then, meeting);
	}
	meeting_plan_read(fx, order, view_new(fx->arena), &plan);
	view_flag(fx->arena, preview->view, "assumed_end", plan.assumed_end);
	say_doubts(fx, preview->view, order, meeting);
	say_reminder(fx, preview->view, meeting);
	int invited = count_invited(then->snapshot, meeting);
	if (invited > 0)
		view_number(fx->arena, preview->view, "already_invited", invited);
	if (!old)
		return invite_all(fx, preview, then, meeting);
	say_changes(fx, preview->view, old, meeting);
	return tell_all(fx, preview, then, meeting);
}
