/* floor: letters */
/* SPDX-License-Identifier: MIT */
/*
 * Calendar copies, read back by libical with nothing but the VTIMEZONE inside them: the hour that
 * was meant, on both sides of every change of clocks, in several zones; one attendee; words with
 * every character that iCalendar treats specially.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <libical/ical.h>

#include "base/utf8.h"
#include "letters/invite_write.h"

#define STAMP 1800000000 /* 2027-01-15T08:00:00Z */

static const struct zone *load_zone(struct arena *arena, const char *name)
{
	char path[128];
	char *bytes = arena_alloc(arena, 65536);

	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name);
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	size_t n = fread(bytes, 1, 65536, file);
	fclose(file);
	const struct zone *zone = zone_parse(arena, name, bytes, n);
	assert_non_null(zone);
	return zone;
}

static struct network network_in(struct arena *arena, const char *zone)
{
	return (struct network){.name = "Nätverket \"äldre\"; och, fler",
		.address = "natverk@fou.example",
		.zone = load_zone(arena, zone)};
}

/* Every line of at most 75 octets, ended by CRLF, UTF-8 whole once unfolded. */
static void look_at_lines(const char *text)
{
	assert_true(utf8_is_valid(text, strlen(text)));
	for (const char *line = text; *line;) {
		size_t n = strcspn(line, "\r\n");
		assert_true(n <= 75);
		assert_memory_equal(line + n, "\r\n", 2);
		line += n + 2;
	}
}

/* The instant that another program arrives at, by the VTIMEZONE in the file itself. */
static instant instant_of(icalcomponent *calendar, icalproperty_kind kind)
{
	icalcomponent *inner =
		icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT);
	icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	icalproperty *property = icalcomponent_get_first_property(event, kind);
	icalparameter *tzid = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
	icaltimezone *zone = icaltimezone_new();

	assert_non_null(tzid);
	assert_true(icaltimezone_set_component(zone, icalcomponent_new_clone(inner)));
	assert_string_equal(icaltimezone_get_tzid(zone), icalparameter_get_tzid(tzid));
	struct icaltimetype time = icalvalue_get_datetime(icalproperty_get_value(property));
	instant at = icaltime_as_timet_with_zone(time, zone);
	icaltimezone_free(zone, 1);
	return at;
}

struct row {
	const char *zone, *start;
};
static const struct row rows[] = {
	{"Europe/Stockholm", "2027-03-09T13:00:00+01:00"},
	{"Europe/Stockholm", "2027-03-26T13:00:00+01:00"}, /* clocks change on the 28th */
	{"Europe/Stockholm", "2027-03-29T13:00:00+02:00"},
	{"Europe/Stockholm", "2027-10-29T09:30:00+02:00"}, /* and on the 31st */
	{"Europe/Stockholm", "2027-11-01T09:30:00+01:00"},
	{"Europe/Stockholm", "2031-07-01T16:00:00+02:00"},
	{"Europe/Helsinki", "2027-03-29T13:00:00+03:00"},
	{"Europe/London", "2027-01-05T10:00:00+00:00"},
	{"Europe/London", "2027-06-05T10:00:00+01:00"},
	{"America/New_York", "2027-03-15T10:00:00-04:00"}, /* changed on the 14th */
	{"Australia/Sydney", "2027-01-05T10:00:00+11:00"},
	{"Asia/Kolkata", "2027-06-05T10:00:00+05:30"}, /* no change of clocks */
	{"UTC", "2027-06-05T10:00:00Z"},
};

static void the_hour_is_the_one_that_was_meant(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct network network = network_in(arena, rows[i].zone);
		struct invite invite = {.method = INVITE_REQUEST,
			.uid = "u1@samlad",
			.start = instant_parse(rows[i].start),
			.title = "Möte"};
		invite.end = invite.start + 3 * HOUR_S;
		char *text = invite_write(
			arena, &network, &invite, "anna@kommun.example", "Anna Ek", STAMP);
		look_at_lines(text);
		icalcomponent *calendar = icalparser_parse_string(text);
		assert_non_null(calendar);
		if (instant_of(calendar, ICAL_DTSTART_PROPERTY) != invite.start)
			fail_msg("%s %s", rows[i].zone, rows[i].start);
		assert_int_equal(instant_of(calendar, ICAL_DTEND_PROPERTY), invite.end);
		icalcomponent_free(calendar);
	}
}

static int count(const char *text, const char *what)
{
	int n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

static const char *value_of(icalcomponent *event, icalproperty_kind kind)
{
	return icalproperty_get_value_as_string(icalcomponent_get_first_property(event, kind));
}

static void words_come_back_as_they_were(void **state)
{
	static const char title[] = "Möte; om, allt \\ \"här\": ÅÄÖ 👍 och en rad som är lång nog "
				    "att brytas mitt i ett ord av flera byte ååååååååååååååååå";
	static const char words[] = "Första raden\nAndra; raden, här";
	_cleanup_arena_ struct arena *arena = arena_new();
	struct network network = network_in(arena, "Europe/Stockholm");
	struct invite invite = {.method = INVITE_REQUEST,
		.uid = "u1@samlad",
		.sequence = 3,
		.start = STAMP,
		.end = STAMP + HOUR_S,
		.title = title,
		.place = "Sal 2, FoU; plan 1",
		.link = "https://moten.example/x?a=1,2",
		.text = words};

	(void)state;
	char *text = invite_write(
		arena, &network, &invite, "anna@kommun.example", "Anna \"A\" Ek\r\nX:1", STAMP);
	look_at_lines(text);
	icalcomponent *calendar = icalparser_parse_string(text);
	icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	assert_string_equal(icalcomponent_get_summary(event), title);
	assert_string_equal(icalcomponent_get_location(event), "Sal 2, FoU; plan 1");
	assert_string_equal(icalcomponent_get_description(event),
		"Första raden\nAndra; raden, här\n\nhttps://moten.example/x?a=1,2");
	assert_string_equal(icalcomponent_get_uid(event), "u1@samlad");
	assert_string_equal(value_of(event, ICAL_SEQUENCE_PROPERTY), "3");
	assert_int_equal(count(text, "\r\nX:1"), 0);
	icalcomponent_free(calendar);
}

static void one_attendee_and_the_network_and_nobody_else(void **state)
{
	static const struct {
		enum invite_method method;
		bool file_only;
		enum partstat partstat;
		const char *said_method, *said_status, *said_rsvp, *said_partstat;
	} kinds[] = {
		{INVITE_REQUEST, false, PARTSTAT_NEEDS_ACTION, "METHOD:REQUEST", "STATUS:CONFIRMED",
			"RSVP=TRUE", "PARTSTAT=NEEDS-ACTION"},
		{INVITE_REQUEST, true, PARTSTAT_ACCEPTED, "METHOD:REQUEST", "STATUS:CONFIRMED",
			"RSVP=FALSE", "PARTSTAT=ACCEPTED"},
		{INVITE_CANCEL, false, PARTSTAT_TENTATIVE, "METHOD:CANCEL", "STATUS:CANCELLED",
			"RSVP=FALSE", "PARTSTAT=TENTATIVE"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct network network = network_in(arena, "Europe/Stockholm");
		struct invite invite = {.method = kinds[i].method,
			.file_only = kinds[i].file_only,
			.partstat = kinds[i].partstat,
			.uid = "u1@samlad",
			.start = STAMP,
			.end = STAMP + HOUR_S,
			.title = "Möte"};
		char *text =
			invite_write(arena, &network, &invite, "anna@kommun.example", "", STAMP);
		char *flat = arena_strdup(arena, text), *to = flat;
		for (const char *c = text; *c; c++) {
			if (strncmp(c, "\r\n ", 3) == 0)
				c += 2;
			else
				*to++ = *c;
		}
		*to = '\0';
		assert_int_equal(count(flat, "ATTENDEE"), 1);
		assert_int_equal(count(flat, "ORGANIZER"), 1);
		assert_int_equal(count(flat, "mailto:"), 2);
		assert_int_equal(count(flat, "mailto:anna@kommun.example"), 1);
		assert_int_equal(count(flat, "mailto:natverk@fou.example"), 1);
		assert_non_null(strstr(flat, kinds[i].said_method));
		assert_non_null(strstr(flat, kinds[i].said_status));
		assert_non_null(strstr(flat, kinds[i].said_rsvp));
		assert_non_null(strstr(flat, kinds[i].said_partstat));
		assert_non_null(strstr(flat, "DTSTAMP:20270115T080000Z"));
	}
}

static void no_invitation_is_no_file(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct network network = network_in(arena, "Europe/Stockholm");
	struct invite invite = {.method = INVITE_NONE};

	(void)state;
	assert_string_equal(
		invite_write(arena, &network, &invite, "anna@kommun.example", "", STAMP), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_hour_is_the_one_that_was_meant),
		cmocka_unit_test(words_come_back_as_they_were),
		cmocka_unit_test(one_attendee_and_the_network_and_nobody_else),
		cmocka_unit_test(no_invitation_is_no_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
