/* SPDX-License-Identifier: MIT */
/*
 * libical's components into plain values. It gets the cleaned text only (invite_clean.c), and only
 * its parser and accessors of texts and parameters are used: nothing that looks up a zone, expands
 * a rule or converts a time, which open files, loop or answer wrongly in the box.
 *
 * A value that breaks the rules (PARTSTAT=YES, SEQUENCE:abc, an address without mailto:) is read
 * for what it can only mean or left out; the rest of the event stands.
 */
#include <libical/ical.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/utf8.h"
#include "invite_clean.h"
#include "text/invite_read.h"
#include "invite_time.h"

#define CLEAN_LIMIT (INVITE_BYTES_MOST + 64 * 1024)

static void free_component(icalcomponent **component)
{
	if (*component)
		icalcomponent_free(*component);
}

static void free_text(char **text)
{
	icalmemory_free_buffer(*text);
}

void invite_prepare(void)
{
	icalerror_set_errors_are_fatal(false);
	icalcomponent *first = icalparser_parse_string("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
	free_component(&first);
}

static icalproperty *find_property(icalcomponent *event, const char *name)
{
	for (icalproperty *property = icalcomponent_get_first_property(event, ICAL_ANY_PROPERTY);
		property; property = icalcomponent_get_next_property(event, ICAL_ANY_PROPERTY)) {
		const char *own = icalproperty_get_property_name(property);
		if (own && !strcasecmp(own, name))
			return property;
	}
	return NULL;
}

/* \n \, \; \\ of RFC 5545 section 3.3.11 taken back. */
static const char *unescape(struct arena *arena, const char *text)
{
	_cleanup_str_ struct str out;

	str_init(&out, 64 * 1024);
	for (; *text; text++) {
		if (*text == '\\' && text[1]) {
			text++;
			str_putc(&out, *text == 'n' || *text == 'N' ? '\n' : *text);
		} else {
			str_putc(&out, *text);
		}
	}
	str_trim_right(&out);
	return utf8_clean_in(arena, out.at, out.len);
}

/* The value as it was written, in the arena; NULL where there is none or it is empty. */
static const char *raw_value(struct arena *arena, icalproperty *property)
{
	__attribute__((cleanup(free_text))) char *text =
		property ? icalproperty_get_value_as_string_r(property) : NULL;

	return text && *text ? arena_strdup(arena, text) : NULL;
}

static const char *text_value(struct arena *arena, icalcomponent *event, const char *name)
{
	const char *raw = raw_value(arena, find_property(event, name));
	const char *text = raw ? unescape(arena, raw) : NULL;

	return text && *text ? text : NULL;
}

static const char *short_value(struct arena *arena, icalcomponent *event, const char *name)
{
	const char *text = text_value(arena, event, name);
	return text && strlen(text) <= UNDERSTANDING_WORD_LIMIT ? text : NULL;
}

static const char *without_mailto(struct arena *arena, const char *text)
{
	if (!text)
		return NULL;
	text += strspn(text, " \"<");
	if (!strncasecmp(text, "mailto:", 7))
		text += 7;
	text += strspn(text, " <");
	const char *address = arena_strndup(arena, text, strcspn(text, " \"<>\n"));
	return *address && strlen(address) <= UNDERSTANDING_WORD_LIMIT ? address : NULL;
}

static const char *parameter(struct arena *arena, icalproperty *property, const char *name)
{
	__attribute__((cleanup(free_text))) char *text =
		icalproperty_get_parameter_as_string_r(property, name);

	return text && *text ? utf8_clean_in(arena, text, strlen(text)) : NULL;
}

static void read_attendees(struct arena *arena, icalcomponent *event, struct calendar *into)
{
	for (icalproperty *property =
			icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
		property;
		property = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY)) {
		const char *address = without_mailto(arena, raw_value(arena, property));
		const char *email = without_mailto(arena, parameter(arena, property, "EMAIL"));
		if (email && !(address && strchr(address, '@'))) /* iCloud's names for people */
			address = email;
		if (!address || into->attendees.n >= UNDERSTANDING_LIST_LIMIT)
			continue;
		*arena_push(arena, &into->attendees) = address;
		if (into->attendee)
			continue;
		into->attendee = address;
		into->sent_by = without_mailto(arena, parameter(arena, property, "SENT-BY"));
		const char *partstat = parameter(arena, property, "PARTSTAT");
		into->partstat = partstat ? partstat_from_text(partstat) : -1;
	}
}

static int read_number(const char *text)
{
	int value = 0;

	for (; text && *text >= '0' && *text <= '9' && value < 100000; text++)
		value = value * 10 + (*text - '0');
	return value;
}

static const char *read_zone(struct arena *arena, icalproperty *start)
{
	const char *zone = start ? parameter(arena, start, "TZID") : NULL;

	if (!zone || strlen(zone) > UNDERSTANDING_WORD_LIMIT)
		return NULL;
	const char *iana = windows_zone_find(zone);
	return iana ? iana : zone_name_trim(zone);
}

/* Of several the first that a browser opens ("tel:" may stand beside it). */
static const char *read_link(struct arena *arena, icalcomponent *event)
{
	static const char *const names[] = {INVITE_CONFERENCES};

	for (icalproperty *property = icalcomponent_get_first_property(event, ICAL_ANY_PROPERTY);
		property; property = icalcomponent_get_next_property(event, ICAL_ANY_PROPERTY)) {
		const char *own = icalproperty_get_property_name(property);
		const char *value = own ? raw_value(arena, property) : NULL;
		for (size_t i = 0; value && i < sizeof(names) / sizeof(names[0]); i++)
			if (!strcasecmp(own, names[i]) && !strncasecmp(value, "https://", 8) &&
				strlen(value) <= UNDERSTANDING_WORD_LIMIT)
				return utf8_clean_in(arena, value, strcspn(value, " \t\n<>\""));
	}
	return NULL;
}

static void read_event(struct arena *arena, icalcomponent *event, struct calendar *into)
{
	icalproperty *organizer = icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY);
	icalproperty *start = find_property(event, "DTSTART");
	const char *end = raw_value(arena, find_property(event, "DTEND"));

	into->partstat = -1;
	into->uid = short_value(arena, event, "UID");
	into->sequence = read_number(short_value(arena, event, "SEQUENCE"));
	into->organizer = without_mailto(arena, raw_value(arena, organizer));
	into->recurrence_id = short_value(arena, event, "RECURRENCE-ID");
	into->repeats = find_property(event, INVITE_REPEATS) != NULL;
	into->link = read_link(arena, event);
	into->comment = text_value(arena, event, "COMMENT");
	into->summary = text_value(arena, event, "SUMMARY");
	into->location = text_value(arena, event, "LOCATION");
	into->description = text_value(arena, event, "DESCRIPTION");
	into->start = written_time(raw_value(arena, start));
	into->zone = read_zone(arena, start);
	const char *duration = raw_value(arena, find_property(event, "DURATION"));
	into->end = end			  ? written_time(end)
		: into->start && duration ? time_after(arena, into->start, duration)
					  : NULL;
	read_attendees(arena, event, into);
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* The same event comes twice in most mails: as an alternative part and as a file beside it. */
static bool is_known(const struct understanding *in, const struct calendar *new)
{
	list_each (known, &in->calendar)
		if (same(known->uid, new->uid) && same(known->recurrence_id, new->recurrence_id) &&
			(known->method == new->method || new->method < 0) &&
			same(known->attendee, new->attendee) && known->partstat == new->partstat &&
			known->sequence == new->sequence)
			return true;
	return false;
}

/* iTIP's method of the calendar itself, else of the part's header. */
static int read_method(struct arena *arena, icalcomponent *calendar, const char *of_part)
{
	const char *own = short_value(arena, calendar, "METHOD");
	int method = own ? itip_method_from_text(own) : -1;

	return method >= 0 || !of_part ? method : itip_method_from_text(of_part);
}

void invite_read(
	struct arena *arena, const char *text, const char *method, struct understanding *into)
{
	_cleanup_str_ struct str clean;

	str_init(&clean, CLEAN_LIMIT);
	invite_clean(text, &clean);
	icalerror_set_errors_are_fatal(false);
	__attribute__((cleanup(free_component))) icalcomponent *calendar =
		icalparser_parse_string(clean.at);
	if (!calendar)
		return;
	int read = read_method(arena, calendar, method);
	struct calendar empty = {.method = read, .partstat = -1};
	bool has_event = icalcomponent_get_first_component(calendar, ICAL_ANY_COMPONENT) != NULL;
	if (!has_event && read >= 0 && !is_known(into, &empty))
		*arena_push(arena, &into->calendar) = empty;
	for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_ANY_COMPONENT);
		event; event = icalcomponent_get_next_component(calendar, ICAL_ANY_COMPONENT)) {
		struct calendar found = {.method = read};
		read_event(arena, event, &found);
		if (into->calendar.n < INVITE_EVENTS_MOST && !is_known(into, &found))
			*arena_push(arena, &into->calendar) = found;
	}
}
