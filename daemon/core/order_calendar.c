/* SPDX-License-Identifier: MIT */
/*
 * A leader's own calendar invitation to the network's address is the order for a meeting: REQUEST
 * a new one, or a change of the one that has the same UID, CANCEL its end. Times in UTC, in the
 * network's zone or in none are taken as they are; another zone is asked about, since only the
 * network's zone is at hand here. A series is asked about too: the network meets once at a time.
 *
 * Calendars send an invitation again for many reasons (a new guest, a reminder). What has no higher
 * sequence than what is known, or changes nothing, is left with a fact and no letter.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "core/order_parts.h"

#define DESCRIPTION_LIMIT_BYTES 600 /* more is a conference system's boilerplate */

/* "20270309T130000" or "…Z" as day and seconds of the network's wall clock. False: a whole day, or
 * none. */
static bool read_stamp(const struct zone *zone, const char *text, day *ret_day, int *ret_s)
{
	int year, month, date, hour, minute, second, used = 0;

	if (!text ||
		sscanf(text, "%4d%2d%2dT%2d%2d%2d%n", &year, &month, &date, &hour, &minute, &second,
			&used) != 6)
		return false;
	day which = day_from_civil(year, month, date);
	if (which == DAY_NONE || hour < 0 || hour > 23 || minute < 0 || minute > 59)
		return false;
	*ret_s = hour * HOUR_S + minute * MINUTE_S;
	*ret_day = which;
	if (text[used] == 'Z')
		*ret_day = zone_day(zone, zone_instant(zone_utc(), which, *ret_s), ret_s);
	return true;
}

static bool is_foreign_zone(const struct network *network, const struct calendar *calendar)
{
	bool utc = calendar->start && strchr(calendar->start, 'Z');

	return calendar->zone && !utc && !zone_goes_as(network->zone, calendar->zone);
}

static void put_link(struct effects *fx, const char *text, struct order *order)
{
	const char *link = text ? strstr(text, "https://") : NULL;

	if (link && !order_field(order, FIELD_LINK))
		order_set_field(fx->arena, order, FIELD_LINK,
			arena_strndup(fx->arena, link, strcspn(link, " \t\n<>\"")));
}

/* NULL, or the problem's section. */
static const char *put_times(
	struct effects *fx, const struct calendar *calendar, struct order *order)
{
	const struct network *network = fx->snapshot->network;
	int start_s, end_s = 0;
	day start, end;
	char text[DAY_TEXT];

	if (calendar->recurrence_id || calendar->repeats)
		return "calendar_series";
	if (is_foreign_zone(network, calendar))
		return "calendar_zone";
	if (!read_stamp(network->zone, calendar->start, &start, &start_s))
		return "calendar_day";
	order_set_field(
		fx->arena, order, FIELD_DAY, arena_strdup(fx->arena, day_format(start, text)));
	bool ends = read_stamp(network->zone, calendar->end, &end, &end_s) && end == start;
	order_set_field(fx->arena, order, FIELD_TIME,
		ends ? arena_printf(fx->arena, "%02d:%02d-%02d:%02d", start_s / HOUR_S,
			       start_s / MINUTE_S % 60, end_s / HOUR_S, end_s / MINUTE_S % 60)
		     : arena_printf(
			       fx->arena, "%02d:%02d", start_s / HOUR_S, start_s / MINUTE_S % 60));
	return NULL;
}

static const struct meeting *known_meeting(
	const struct effects *fx, const struct calendar *calendar)
{
	list_each (meeting, &fx->snapshot->meetings)
		if (meeting->leader_uid && calendar->uid &&
			strcmp(meeting->leader_uid, calendar->uid) == 0)
			return meeting;
	return NULL;
}

/* An order of the same calendar entry that is as new or newer. */
static bool is_outdated(const struct effects *fx, const struct calendar *calendar)
{
	list_each (order, &fx->snapshot->orders)
		if (order->calendar && order->calendar->uid && calendar->uid &&
			strcmp(order->calendar->uid, calendar->uid) == 0 &&
			order->state != ORDER_STOPPED && order->state != ORDER_EXPIRED &&
			(order->calendar->sequence > calendar->sequence ||
				(order->calendar->sequence == calendar->sequence &&
					(order->cancel || calendar->method != ITIP_CANCEL))))
			return true;
	return false;
}

/* An entry that is our own invitation to a member is an answer's business, not an order. */
static bool is_our_own(const struct effects *fx, const struct calendar *calendar)
{
	list_each (ask, &fx->snapshot->asks)
		if (ask->uid && calendar->uid && strcmp(ask->uid, calendar->uid) == 0)
			return true;
	return false;
}

static void ignore(struct effects *fx, const struct member *member, const char *word)
{
	effects_fact(
		fx, (struct fact){.kind = FACT_MAIL_IGNORED, .member = member->id, .word = word});
}

#define RULE_LEAST 10 /* characters of a drawn line */

/* "________", "-::~:~::~:~": a line without a word, under which a conference's program writes. */
static bool is_drawn(const char *line, size_t n)
{
	size_t drawn = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)line[i];
		if (isalnum(c) || c >= 0x80)
			return false;
		drawn += !isspace(c);
	}
	return drawn >= RULE_LEAST;
}

/* The leader's own words of the description. */
static const char *own_words(struct arena *arena, const char *description)
{
	size_t n = 0;

	while (description[n]) {
		size_t line = strcspn(description + n, "\n");
		if (is_drawn(description + n, line))
			break;
		n += line + (description[n + line] == '\n');
	}
	while (n > 0 && isspace((unsigned char)description[n - 1]))
		n--;
	return arena_strndup(arena, description, n);
}

static void fill(struct effects *fx, const struct calendar *calendar, struct order *order)
{
	const char *description =
		own_words(fx->arena, calendar->description ? calendar->description : "");
	const struct meeting *known = known_meeting(fx, calendar);

	*order = (struct order){.kind = ORDER_MEETING,
		.title = calendar->summary ? calendar->summary : "",
		.text = strlen(description) <= DESCRIPTION_LIMIT_BYTES ? description : "",
		.cancel = calendar->method == ITIP_CANCEL,
		.calendar = calendar,
		.topic = known ? known->id : 0,
		.release = INSTANT_NONE,
		.other_asked = INSTANT_NONE};
	order_set_field(fx->arena, order, FIELD_PLACE, calendar->location);
	order_set_field(fx->arena, order, FIELD_LINK, calendar->link);
	put_link(fx, calendar->location, order);
	put_link(fx, description, order);
}

/* Cancelled before its preview was answered: nothing has gone out, and nothing will. */
static bool stop_pending(struct effects *fx, const struct arrival *arrival,
	const struct member *member, const struct calendar *calendar)
{
	list_each (old, &fx->snapshot->orders) {
		if ((old->state != ORDER_ASKED && old->state != ORDER_HELD) || !old->calendar ||
			!old->calendar->uid || !calendar->uid ||
			strcmp(old->calendar->uid, calendar->uid) != 0 || old->cancel)
			continue;
		struct order *order = effects_order(fx, old);
		order->state = ORDER_STOPPED;
		order->decided_by = member->id;
		order_close_asks(fx, order);
		effects_fact(fx,
			(struct fact){.kind = FACT_ORDER_STOPPED,
				.order = order->id,
				.member = member->id});
		view_text(fx->arena, order_reply(fx, "order-stopped", member, arrival->read)->view,
			"title", order->title);
		return true;
	}
	return false;
}

static void take(struct effects *fx, const struct arrival *arrival, const struct member *member,
	const struct calendar *calendar)
{
	struct order order;

	fill(fx, calendar, &order);
	if (order.cancel && !order.topic && stop_pending(fx, arrival, member, calendar))
		return;
	const char *section = order.cancel ? NULL : put_times(fx, calendar, &order);
	if (section) {
		struct draft *draft = order_problem(fx, arrival, member, section);
		view_text(fx->arena, draft->view, "title", order.title);
		view_text(fx->arena, draft->view, "zone", calendar->zone);
		return;
	}
	struct order looked_at = *order_copy(fx->arena, &order);
	looked_at.member = member->id;
	const char *problem = order_meeting.check(fx, &looked_at, view_new(fx->arena));
	if ((order.cancel && !order.topic) || (problem && strcmp(problem, "nothing_changed") == 0))
		ignore(fx, member, "calendar-unchanged");
	else
		order_begin(fx, &order, member, arrival->read->message_id);
}

bool order_take_calendar(
	struct effects *fx, const struct arrival *arrival, const struct member *member)
{
	if (!member_is_leader(fx->snapshot, member))
		return false;
	list_each (calendar, &arrival->read->calendar) {
		if ((calendar->method != ITIP_REQUEST && calendar->method != ITIP_CANCEL) ||
			is_our_own(fx, calendar))
			continue;
		if (is_outdated(fx, calendar))
			ignore(fx, member, "calendar-outdated");
		else
			take(fx, arrival, member, calendar);
		return true;
	}
	return false;
}
