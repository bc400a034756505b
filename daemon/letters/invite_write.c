/* SPDX-License-Identifier: MIT */
/*
 * A member's copy of a meeting, by libical. The zone's rules are written from our own zone table:
 * libical's tables carry its own prefix in TZID and every change since 1879, which some calendars
 * refuse.
 */
#include "letters/invite_write.h"

#include <libical/ical.h>
#include <string.h>

#define PRODID "-//samlad//samlad 1//EN"
#define RULES_FROM_YEAR 1970

/* Double quotes and line ends cannot stand in a parameter; Outlook shows their RFC 6868 escapes as
 * they are. */
static char *parameter_text(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text);

	for (char *c = copy; *c; c++)
		if (*c == '"' || *c == '^' || (unsigned char)*c < ' ')
			*c = ' ';
	return copy;
}

static struct icaltimetype wall_clock(const struct zone *zone, instant at)
{
	int seconds;
	struct civil civil = civil_from_day(zone_day(zone, at, &seconds));
	struct icaltimetype time = icaltime_null_time();

	time.year = civil.year;
	time.month = civil.month;
	time.day = civil.day_of_month;
	time.hour = seconds / 3600;
	time.minute = seconds / 60 % 60;
	time.second = seconds % 60;
	return time;
}

/* The first day of the rule: the n-th (5: last) weekday of the month. */
static day rule_day(const struct zone_change *change, int year)
{
	if (change->week < 5) {
		day first = day_from_civil(year, change->month, 1);
		int ahead = (change->weekday - day_weekday(first) + 7) % 7;
		return first + ahead + 7 * (change->week - 1);
	}
	day last = change->month == 12 ? day_from_civil(year, 12, 31)
				       : day_from_civil(year, change->month + 1, 1) - 1;
	return last - (day_weekday(last) - change->weekday + 7) % 7;
}

static icalcomponent *new_observance(icalcomponent_kind kind, const struct zone_change *change)
{
	static const char *const weekdays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
	icalcomponent *observance = icalcomponent_new(kind);
	struct icaltimetype start = wall_clock(zone_utc(), 0);

	if (change->month > 0) {
		start = wall_clock(zone_utc(),
			(instant)rule_day(change, RULES_FROM_YEAR) * DAY_S + change->at_s);
		char rule[64];
		snprintf(rule, sizeof(rule), "FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", change->month,
			change->week == 5 ? -1 : change->week, weekdays[change->weekday - 1]);
		icalcomponent_add_property(
			observance, icalproperty_new_rrule(icalrecurrencetype_from_string(rule)));
	}
	icalcomponent_add_property(observance, icalproperty_new_dtstart(start));
	icalcomponent_add_property(
		observance, icalproperty_new_tzoffsetfrom(change->offset_from_s));
	icalcomponent_add_property(observance, icalproperty_new_tzoffsetto(change->offset_to_s));
	if (change->name && *change->name)
		icalcomponent_add_property(observance, icalproperty_new_tzname(change->name));
	return observance;
}

static icalcomponent *new_zone(const struct zone *zone)
{
	icalcomponent *component = icalcomponent_new(ICAL_VTIMEZONE_COMPONENT);
	struct zone_change standard, summer;
	bool changes = zone_changes(zone, &standard, &summer);

	icalcomponent_add_property(component, icalproperty_new_tzid(zone_name(zone)));
	icalcomponent_add_component(component, new_observance(ICAL_XSTANDARD_COMPONENT, &standard));
	if (changes)
		icalcomponent_add_component(
			component, new_observance(ICAL_XDAYLIGHT_COMPONENT, &summer));
	return component;
}

static void add_time(icalcomponent *event, icalproperty *property, const struct zone *zone)
{
	icalproperty_add_parameter(property, icalparameter_new_tzid(zone_name(zone)));
	icalcomponent_add_property(event, property);
}

static void add_text(icalcomponent *event, icalproperty *(*make)(const char *), const char *text)
{
	if (text && *text)
		icalcomponent_add_property(event, make(text));
}

static void add_people(struct arena *arena, icalcomponent *event, const struct network *network,
	const struct invite *invite, const char *attendee, const char *attendee_name)
{
	static const icalparameter_partstat partstats[] = {
		[PARTSTAT_NEEDS_ACTION] = ICAL_PARTSTAT_NEEDSACTION,
		[PARTSTAT_ACCEPTED] = ICAL_PARTSTAT_ACCEPTED,
		[PARTSTAT_DECLINED] = ICAL_PARTSTAT_DECLINED,
		[PARTSTAT_TENTATIVE] = ICAL_PARTSTAT_TENTATIVE,
		[PARTSTAT_DELEGATED] = ICAL_PARTSTAT_DELEGATED,
	};
	bool asks = invite->method == INVITE_REQUEST && !invite->file_only;
	icalproperty *organizer =
		icalproperty_new_organizer(arena_printf(arena, "mailto:%s", network->address));
	icalproperty *her = icalproperty_new_attendee(arena_printf(arena, "mailto:%s", attendee));

	icalproperty_add_parameter(
		organizer, icalparameter_new_cn(parameter_text(arena, network->name)));
	icalcomponent_add_property(event, organizer);
	if (attendee_name && *attendee_name)
		icalproperty_add_parameter(
			her, icalparameter_new_cn(parameter_text(arena, attendee_name)));
	icalproperty_add_parameter(her, icalparameter_new_cutype(ICAL_CUTYPE_INDIVIDUAL));
	icalproperty_add_parameter(her, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
	icalproperty_add_parameter(her, icalparameter_new_partstat(partstats[invite->partstat]));
	icalproperty_add_parameter(
		her, icalparameter_new_rsvp(asks ? ICAL_RSVP_TRUE : ICAL_RSVP_FALSE));
	icalcomponent_add_property(event, her);
}

static char *description(struct arena *arena, const struct invite *invite)
{
	const char *text = invite->text ? invite->text : "";
	const char *link = invite->link ? invite->link : "";

	return arena_printf(arena, "%s%s%s", text, *text && *link ? "\n\n" : "", link);
}

static icalcomponent *new_event(struct arena *arena, const struct network *network,
	const struct invite *invite, const char *attendee, const char *attendee_name, instant stamp)
{
	icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
	struct icaltimetype stamped = wall_clock(zone_utc(), stamp);

	stamped.zone = icaltimezone_get_utc_timezone();
	icalcomponent_add_property(event, icalproperty_new_uid(invite->uid));
	icalcomponent_add_property(event, icalproperty_new_dtstamp(stamped));
	icalcomponent_add_property(event, icalproperty_new_sequence(invite->sequence));
	add_time(event, icalproperty_new_dtstart(wall_clock(network->zone, invite->start)),
		network->zone);
	add_time(event, icalproperty_new_dtend(wall_clock(network->zone, invite->end)),
		network->zone);
	add_text(event, icalproperty_new_summary, invite->title);
	add_text(event, icalproperty_new_location, invite->place);
	add_text(event, icalproperty_new_description, description(arena, invite));
	add_people(arena, event, network, invite, attendee, attendee_name);
	icalcomponent_add_property(event,
		icalproperty_new_status(invite->method == INVITE_CANCEL ? ICAL_STATUS_CANCELLED
									: ICAL_STATUS_CONFIRMED));
	icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_OPAQUE));
	return event;
}

char *invite_write(struct arena *arena, const struct network *network, const struct invite *invite,
	const char *attendee, const char *attendee_name, instant stamp)
{
	if (invite->method == INVITE_NONE)
		return arena_strdup(arena, "");
	icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	icalcomponent_add_property(calendar, icalproperty_new_prodid(PRODID));
	icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
	icalcomponent_add_property(calendar, icalproperty_new_calscale("GREGORIAN"));
	icalcomponent_add_property(calendar,
		icalproperty_new_method(invite->method == INVITE_CANCEL ? ICAL_METHOD_CANCEL
									: ICAL_METHOD_REQUEST));
	icalcomponent_add_component(calendar, new_zone(network->zone));
	icalcomponent_add_component(
		calendar, new_event(arena, network, invite, attendee, attendee_name, stamp));
	char *text = icalcomponent_as_ical_string_r(calendar);
	char *copy = arena_strdup(arena, text);
	icalmemory_free_buffer(text);
	icalcomponent_free(calendar);
	return copy;
}
