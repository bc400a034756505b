/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * A season by the clock, played from outside: what is due and what is not, meetings that change,
 * the leaders' Mondays. Each test is a story with a state of its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/season_story.h"

/* ---- the clock ---- */

static void the_clock_reminds_the_silent_and_tells_the_numbers(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_answer(s, story_invitation(s, ANNA), ANNA, "Ja");
	season_answer(s, story_invitation(s, BO), BO, "Nej");
	season_answer(s, story_invitation(s, GUN), GUN, "kanske");
	season_at(s, "2027-01-26T10:00:00+01:00");
	season_at(s, "2027-02-09T09:00:00+01:00"); /* the call for the agenda */
	assert_int_equal(season_count(s, NULL, "[punkter"), 11);
	assert_int_equal(season_count(s, BO, ""), 0);
	season_at(s, "2027-02-15T18:00:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du"), 0);

	season_at(s, "2027-02-16T07:31:00+01:00");
	assert_int_equal(season_count(s, NULL, "9 mars"), 8);
	assert_int_equal(season_count(s, ANNA, ""), 0);
	assert_int_equal(season_count(s, BO, ""), 0);
	assert_int_equal(season_count(s, GUN, ""), 0);
	season_find(s, JON, "9 mars");
	season_at(s, "2027-02-16T12:00:00+01:00");
	season_quiet(s);

	season_at(s, "2027-03-02T07:31:00+01:00");
	season_find(s, EVA, "2 kommer 9 mars");
	season_find(s, KARIN, "2 kommer 9 mars");
	season_find(s, EVA, "Inga punkter till " MEETING); /* for an agenda */
	assert_int_equal(
		season_count(s, EVA, "") + season_count(s, KARIN, ""), s->letters.n - s->fresh);

	season_at(s, "2027-03-05T07:31:00+01:00");
	assert_int_equal(season_count(s, ANNA, "9 mars"), 1);
	assert_int_equal(season_count(s, GUN, "9 mars"), 1);
	assert_int_equal(season_count(s, BO, ""), 0);
	assert_int_equal(season_count(s, JON, ""), 0);

	season_at(s, "2027-03-09T17:00:00+01:00");
	story_counts(s, "held: yes 2, no 1, maybe 1, silent 8");
}

static void an_outage_of_a_month_sends_nothing_pointless(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_at(s, "2027-03-10T10:00:00+01:00");
	assert_int_equal(season_count(s, NULL, "9 mars"), 0);
	story_counts(s, "held: yes 1, no 0, maybe 0, silent 11");
}

static void mondays_letter_comes_also_when_all_is_well(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_at(s, "2027-02-01T07:31:00+01:00");
	assert_int_equal(s->letters.n - s->fresh, 2);
	const struct season_letter *letter = season_find(s, EVA, "vecka 5");
	season_has(letter, "9 mars");
	season_find(s, KARIN, "vecka 5");
	season_at(s, "2027-02-01T12:00:00+01:00");
	season_quiet(s);
}

/* ---- changes ---- */

static void another_room_goes_to_those_who_may_come_as_an_update(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	const struct season_letter *first = story_invitation(s, ANNA);
	season_answer(s, first, ANNA, "Ja");
	season_answer(s, story_invitation(s, BO), BO, "Nej");
	season_at(s, "2027-01-26T10:00:00+01:00");
	story_order(s, "2027-02-03T09:00:00+01:00", "Möte: " MEETING, "Plats: Stadshuset, sal 5\n");
	season_has(season_find(s, EVA, "[utskick"), "Stadshuset, sal 5");
	assert_int_equal(s->letters.n - s->fresh, 1);
	story_send(s, "2027-02-03T09:05:00+01:00");
	assert_int_equal(season_count(s, BO, ""), 0);
	const struct season_letter *update = season_find(s, ANNA, "");
	assert_string_equal(season_property(s, update, "UID"), season_property(s, first, "UID"));
	assert_string_equal(season_property(s, first, "SEQUENCE"), "0");
	assert_string_equal(season_property(s, update, "SEQUENCE"), "1");
	assert_string_equal(season_property(s, update, "LOCATION"), "Stadshuset\\, sal 5");
	story_counts(s, "called: yes 2, no 1, maybe 0, silent 9");
}

static void another_day_asks_again_and_keeps_answers_to_the_old_one(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_answer(s, story_invitation(s, ANNA), ANNA, "Ja");
	season_answer(s, story_invitation(s, BO), BO, "Nej");
	season_at(s, "2027-01-26T10:00:00+01:00");
	story_order(s, "2027-02-03T09:00:00+01:00", "Möte: " MEETING, "Dag: 16 mars 2027\n");
	const struct season_letter *preview = season_find(s, EVA, "[utskick");
	season_has(preview, "16 mars");
	story_send(s, "2027-02-03T09:05:00+01:00");
	assert_int_equal(season_count(s, NULL, "16 mars"), 11);
	const struct season_letter *moved = season_find(s, ANNA, "16 mars");
	assert_non_null(strstr(moved->calendar, "TZID=Europe/Stockholm:20270316T130000"));
	assert_string_equal(season_property(s, moved, "SEQUENCE"), "1");
	story_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
	/* a late answer to the first invitation says nothing of the new day */
	season_answer(s, story_invitation(s, CILLA), CILLA, "Ja");
	season_answer(s, moved, ANNA, "Ja");
	season_at(s, "2027-02-04T10:00:00+01:00");
	story_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
	season_has(season_find(s, CILLA, ""), "16 mars");
	/* who said no to the first day is told of the move once, and not reminded */
	season_at(s, "2027-02-16T10:00:00+01:00");
	season_at(s, "2027-02-23T10:00:00+01:00");
	assert_int_equal(season_count(s, BO, "[möte"), 0);
	season_find(s, JON, "[möte");
}

static void a_cancelled_meeting_leaves_the_calendars(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	const struct season_letter *first = story_invitation(s, ANNA);
	season_answer(s, first, ANNA, "Ja");
	season_answer(s, story_invitation(s, BO), BO, "Nej");
	season_at(s, "2027-01-26T10:00:00+01:00");
	story_order(s, "2027-02-03T09:00:00+01:00", "Möte: " MEETING, "Mötet är inställt.\n");
	story_send(s, "2027-02-03T09:05:00+01:00");
	const struct season_letter *gone = season_find(s, ANNA, "");
	assert_non_null(strstr(gone->calendar, "METHOD:CANCEL"));
	assert_string_equal(season_property(s, gone, "UID"), season_property(s, first, "UID"));
	assert_string_equal(season_property(s, gone, "SEQUENCE"), "1");
	assert_string_equal(season_property(s, gone, "STATUS"), "CANCELLED");
	season_find(s, JON, "");
	assert_int_equal(season_count(s, BO, ""), 0);
	story_counts(s, "cancelled: yes 2, no 1, maybe 0, silent 9");
	season_at(s, "2027-02-16T10:00:00+01:00");
	assert_int_equal(season_count(s, NULL, "9 mars"), 0);
}

static void a_leader_tells_what_she_heard_in_the_corridor(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	story_order(s, "2027-01-27T09:00:00+01:00", "Besked: Jon kommer, Gun kan inte", "");
	story_send(s, "2027-01-27T09:05:00+01:00");
	story_counts(s, "called: yes 2, no 1, maybe 0, silent 9");
	season_at(s, "2027-02-09T09:00:00+01:00");
	season_at(s, "2027-02-16T10:00:00+01:00");
	assert_int_equal(season_count(s, JON, "[möte"), 0);
	assert_int_equal(season_count(s, GUN, "[möte"), 0);
	season_find(s, FIA, "[möte");
}

static void a_leaders_own_invitation_is_the_order(void **state)
{
	struct season *s = *state;

	season_mail(s, "Eva Ek <" EVA ">", MEETING,
		"Content-Type: text/calendar; charset=utf-8; method=REQUEST\n",
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Microsoft Corporation//Outlook "
		"16.0//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:eva-1\r\nSEQUENCE:0\r\n"
		"DTSTAMP:20270125T080000Z\r\nDTSTART:20270309T120000Z\r\nDTEND:20270309T150000Z\r\n"
		"SUMMARY:" MEETING "\r\nLOCATION:Sal 2\r\nORGANIZER:mailto:" EVA "\r\n"
		"ATTENDEE:mailto:natverk@fou.example\r\nATTENDEE:mailto:" ANNA "\r\n"
		"END:VEVENT\r\nEND:VCALENDAR\r\n");
	season_at(s, "2027-01-25T09:01:00+01:00");
	season_has(season_find(s, EVA, "[utskick"), "Tisdag 9 mars kl. 13–16");
	story_send(s, "2027-01-25T09:05:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du"), 10); /* Anna has it already */
	assert_int_equal(season_count(s, ANNA, ""), 0);
	assert_string_not_equal(season_property(s, story_invitation(s, BO), "UID"), "eva-1");
}

static void a_members_mail_that_a_leader_forwards_is_her_answer(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	s->now = "2027-01-27T09:00:00+01:00";
	season_mail(s, "Eva Ek <" EVA ">", "VB: Vårmötet", "",
		"-----Ursprungligt meddelande-----\nFrån: Jon Jarl <" JON ">\n"
		"Skickat: den 27 januari 2027 08:12\nTill: Eva Ek\nÄmne: Vårmötet\n\n"
		"Hej Eva! Jag kommer gärna den 9 mars.\nJon\n");
	season_at(s, "2027-01-27T09:00:00+01:00");
	story_send(s, "2027-01-27T09:05:00+01:00");
	story_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
}

static void who_leaves_gets_no_more_letters(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_answer(s, story_invitation(s, JON), JON, "lämna");
	season_at(s, "2027-01-26T10:00:00+01:00");
	season_find(s, JON, "");
	season_at(s, "2027-02-09T09:00:00+01:00");
	season_at(s, "2027-02-16T10:00:00+01:00");
	assert_int_equal(season_count(s, JON, ""), 0);
	assert_string_equal(
		season_query(s, "SELECT standing FROM member WHERE addresses LIKE '%jon@%'"),
		"left\n");
}

static void an_identity_number_is_kept_nowhere_but_in_her_mail(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_answer(
		s, story_invitation(s, FIA), FIA, "Ja men kan vi ta upp 19121212-1212 på mötet?");
	season_at(s, "2027-01-26T10:00:00+01:00");
	season_at(s, "2027-02-01T07:31:00+01:00");
	list_each (letter, &s->letters)
		assert_null(strstr(letter->raw, "1212-1212"));
	assert_string_equal(
		season_query(s, "SELECT count(*) FROM look WHERE text LIKE '%1212-1212%'"), "0\n");
	assert_string_equal(season_query(s,
				    "SELECT count(*) FROM ask WHERE answer_comment LIKE "
				    "'%1212-1212%'"),
		"0\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(the_clock_reminds_the_silent_and_tells_the_numbers),
		STORY(an_outage_of_a_month_sends_nothing_pointless),
		STORY(mondays_letter_comes_also_when_all_is_well),
		STORY(another_room_goes_to_those_who_may_come_as_an_update),
		STORY(another_day_asks_again_and_keeps_answers_to_the_old_one),
		STORY(a_cancelled_meeting_leaves_the_calendars),
		STORY(a_leader_tells_what_she_heard_in_the_corridor),
		STORY(a_leaders_own_invitation_is_the_order),
		STORY(a_members_mail_that_a_leader_forwards_is_her_answer),
		STORY(who_leaves_gets_no_more_letters),
		STORY(an_identity_number_is_kept_nowhere_but_in_her_mail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
