/* floor: text */
/* SPDX-License-Identifier: MIT */
/* Calendars, whole, broken and hostile, and winmail.dat. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "text/invite_read.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	invite_prepare();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct understanding *read_text(const char *text, const char *method)
{
	struct understanding *into = arena_make(arena, struct understanding);

	invite_read(arena, text, method, into);
	return into;
}

#define BEGIN "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
#define END "END:VEVENT\r\nEND:VCALENDAR\r\n"
#define ANNA "ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@x.se\r\n"

static const struct {
	const char *name, *text;
} same_answers[] = {
	{"as RFC 5546 has it", BEGIN "UID:1@x\r\nSEQUENCE:2\r\n" ANNA END},
	{"line feeds alone",
		"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1@x\nSEQUENCE:2\n"
		"ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@x.se\nEND:VEVENT\nEND:VCALENDAR\n"},
	{"cut before its end", BEGIN "UID:1@x\r\nSEQUENCE:2\r\n" ANNA},
	{"cut before the calendar's end", BEGIN "UID:1@x\r\nSEQUENCE:2\r\n" ANNA "END:VEVENT\r\n"},
	{"words before and after", "Hej!\r\n" BEGIN "UID:1@x\r\nSEQUENCE:2\r\n" ANNA END "Mvh\r\n"},
	{"folded inside a word",
		BEGIN "UID:1@x\r\nSEQUENCE:2\r\nATTENDEE;PARTST\r\n AT=ACCEPTED:mailto:an\r\n "
		      "na@x.se\r\n" END},
	{"folded behind the name",
		BEGIN "UID\r\n :1@x\r\nSEQUENCE\r\n :2\r\nATTENDEE\r\n ;PARTSTAT=ACCEPTED\r\n "
		      ":mailto:anna@x.se\r\n" END},
	{"broken without a fold",
		BEGIN
		"UID:1@x\r\nSEQUENCE:2\r\nATTENDEE;PARTSTAT=ACCEPTED\r\n:mailto:anna@x.se\r\n" END},
	{"lower case, MAILTO, quotes",
		BEGIN "uid:1@x\r\nsequence:2\r\nattendee;cn=\"B: "
		      "a;b\";partstat=accepted:MAILTO:anna@x.se\r\n" END},
	{"without mailto",
		BEGIN "UID:1@x\r\nSEQUENCE:2\r\nATTENDEE;PARTSTAT=ACCEPTED:anna@x.se\r\n" END},
	{"broken inside a parameter",
		BEGIN "UID:1@x\r\nSEQUENCE:2\r\nATTENDEE;PARTSTAT=ACCEPTED;ROLE=REQ-\r\n"
		      "PARTICIPANT:mailto:anna@x.se\r\n" END},
	{"a quote that never ends",
		BEGIN "UID:1@x\r\nSEQUENCE:2\r\nATTENDEE;CN=\"Anna;PARTSTAT=ACCEPTED:mailto:"
		      "anna@x.se\r\n" END},
	{"a name of iCloud's for her",
		BEGIN "UID:1@x\r\nSEQUENCE:2\r\nATTENDEE;PARTSTAT=ACCEPTED;EMAIL=anna@x.se:"
		      "/aMTk/principal/\r\n" END},
	{"an alarm and a rule inside",
		BEGIN "UID:1@x\r\nRRULE:FREQ=SECONDLY;BYMONTH=13\r\nBEGIN:VALARM\r\nATTENDEE:"
		      "mailto:b@x.se\r\n"
		      "END:VALARM\r\nSEQUENCE:2\r\n" ANNA END},
	{"a zone that changes every second",
		"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:"
		"STANDARD\r\nDTSTART:19700101T000000\r\n"
		"RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1@"
		"x\r\nSEQUENCE:2\r\n" ANNA END},
};

static void test_an_answer_is_read_as_far_as_it_goes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(same_answers) / sizeof(same_answers[0]); i++) {
		const struct understanding *read = read_text(same_answers[i].text, NULL);
		if (read->calendar.n != 1)
			fail_msg("%s: %zu events", same_answers[i].name, read->calendar.n);
		const struct calendar *calendar = &read->calendar.at[0];
		if (calendar->method != ITIP_REPLY || !calendar->uid ||
			strcmp(calendar->uid, "1@x") != 0 || calendar->sequence != 2 ||
			calendar->partstat != PARTSTAT_ACCEPTED || !calendar->attendee ||
			strcmp(calendar->attendee, "anna@x.se") != 0)
			fail_msg("%s: method %d uid %s sequence %d partstat %d attendee %s",
				same_answers[i].name, calendar->method, calendar->uid,
				calendar->sequence, calendar->partstat, calendar->attendee);
	}
}

static void test_an_invitation_is_read_whole(void **state)
{
	(void)state;
	const struct understanding *read = read_text(
		"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@x\r\nORGANIZER;CN=Eva:"
		"mailto:eva@x.se\r\n"
		"SUMMARY:Möte\\, vår\r\nLOCATION:Sal 2\r\nDESCRIPTION:Rad ett\\nrad två\r\n"
		"DTSTART;TZID=W. Europe Standard Time:20270309T130000\r\nDURATION:PT3H\r\n"
		"ATTENDEE;SENT-BY=\"mailto:c@x.se\":mailto:a@x.se\r\nATTENDEE:mailto:b@x."
		"se\r\n" END,
		"REPLY");
	const struct calendar *calendar = &read->calendar.at[0];

	assert_int_equal(calendar->method, ITIP_REQUEST);
	assert_string_equal(calendar->organizer, "eva@x.se");
	assert_string_equal(calendar->summary, "Möte, vår");
	assert_string_equal(calendar->location, "Sal 2");
	assert_string_equal(calendar->description, "Rad ett\nrad två");
	assert_string_equal(calendar->start, "20270309T130000");
	assert_string_equal(calendar->end, "20270309T160000");
	assert_string_equal(calendar->zone, "Europe/Berlin");
	assert_string_equal(calendar->sent_by, "c@x.se");
	assert_int_equal(calendar->attendees.n, 2);
}

static void test_the_conferences_link_and_a_rule_are_told(void **state)
{
	static const struct {
		const char *lines, *link;
		bool repeats;
	} rows[] = {
		{"X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.example/l/meetup-join/1?a=b\r\n",
			"https://teams.example/l/meetup-join/1?a=b", false},
		{"X-GOOGLE-CONFERENCE:https://meet.example/abc\r\n", "https://meet.example/abc",
			false},
		{"CONFERENCE;VALUE=URI;FEATURE=AUDIO:tel:+4618000000\r\n"
		 "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://video.example/abc\r\n",
			"https://video.example/abc", false},
		{"RRULE:FREQ=WEEKLY;COUNT=5\r\n", NULL, true},
		{"RDATE:20270316T120000Z\r\n", NULL, true},
		{"X-GOOGLE-CONFERENCE:javascript:alert(1)\r\n", NULL, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct understanding *read = read_text(
			arena_printf(arena, "%sUID:1@x\r\n%s%s", BEGIN, rows[i].lines, END),
			"REQUEST");
		const struct calendar *calendar = &read->calendar.at[0];
		assert_int_equal(calendar->repeats, rows[i].repeats);
		if (rows[i].link)
			assert_string_equal(calendar->link, rows[i].link);
		else
			assert_null(calendar->link);
	}
}

static void test_comment_recurrence_and_several_events_are_kept(void **state)
{
	(void)state;
	const struct understanding *read = read_text(BEGIN
		"UID:1@x\r\nRECURRENCE-ID:20270309T120000Z\r\nCOMMENT:blir sen\\, 14\r\n" ANNA
		"END:VEVENT\r\nBEGIN:VEVENT\r\nUID:2@x\r\nATTENDEE;PARTSTAT=BOGUS:mailto:anna@x."
		"se\r\n" END,
		NULL);

	assert_int_equal(read->calendar.n, 2);
	assert_string_equal(read->calendar.at[0].recurrence_id, "20270309T120000Z");
	assert_string_equal(read->calendar.at[0].comment, "blir sen, 14");
	assert_int_equal(read->calendar.at[1].partstat, -1);
	assert_string_equal(read->calendar.at[1].uid, "2@x");
}

static void test_the_same_event_twice_is_one(void **state)
{
	(void)state;
	struct understanding *into = arena_make(arena, struct understanding);

	invite_read(arena, BEGIN "UID:1@x\r\n" ANNA END, "REPLY", into);
	invite_read(arena, BEGIN "UID:1@x\r\n" ANNA END, NULL, into);
	assert_int_equal(into->calendar.n, 1);
}

static void test_the_parts_method_counts_where_the_calendar_has_none(void **state)
{
	(void)state;
	const char *text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1@x\r\n" END;

	assert_int_equal(read_text(text, "cancel")->calendar.at[0].method, ITIP_CANCEL);
	assert_int_equal(read_text(text, NULL)->calendar.at[0].method, -1);
	assert_int_equal(read_text("no calendar", "REPLY")->calendar.n, 1);
	assert_int_equal(read_text("", NULL)->calendar.n, 0);
}

static void test_ceilings_hold(void **state)
{
	(void)state;
	size_t n = 3000;
	char *text = arena_alloc(arena, n * 64 + 200);
	char *at = stpcpy(text, "BEGIN:VCALENDAR\nMETHOD:REPLY\n");

	for (size_t i = 0; i < n; i++)
		at = stpcpy(at, "BEGIN:VEVENT\nUID:");
	assert_true(read_text(text, NULL)->calendar.n <= INVITE_EVENTS_MOST);

	at = stpcpy(text, "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1@x\n");
	for (size_t i = 0; i < n; i++)
		at = stpcpy(at, "ATTENDEE:mailto:anna@x.se\n");
	assert_int_equal(
		read_text(text, NULL)->calendar.at[0].attendees.n, UNDERSTANDING_LIST_LIMIT);
}

static void test_windows_zones_have_iana_names(void **state)
{
	(void)state;
	assert_string_equal(windows_zone_find("W. Europe Standard Time"), "Europe/Berlin");
	assert_string_equal(windows_zone_find("fle standard time"), "Europe/Kiev");
	assert_null(windows_zone_find("Europe/Stockholm"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_an_answer_is_read_as_far_as_it_goes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_an_invitation_is_read_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_the_conferences_link_and_a_rule_are_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_comment_recurrence_and_several_events_are_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_the_same_event_twice_is_one, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_the_parts_method_counts_where_the_calendar_has_none, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(test_ceilings_hold, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_windows_zones_have_iana_names, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
