/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * samlad stands still for days, or cannot send: mail is read, what still has a use goes out once,
 * what has none does not, and the leaders get one line. The reminder is due on 16 February.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/season_story.h"

#define REMINDER "Kan du komma"
#define LATE "Mejl som blev försenade"
#define LOST "Mejl som inte skickades"

static void break_the_way_out(struct season *s)
{
	assert_int_equal(rename(season_path(s, "state/outbox"), season_path(s, "away")), 0);
	season_write(s, "state/outbox", "no Maildir\n");
}

static void mend_the_way_out(struct season *s)
{
	assert_int_equal(unlink(season_path(s, "state/outbox")), 0);
	assert_int_equal(rename(season_path(s, "away"), season_path(s, "state/outbox")), 0);
}

static void run(struct season *s, const char *now)
{
	assert_int_equal(season_samlad(s, "run", "--once", "--now", now).status, 0);
}

static void two_days_late_is_told_in_a_line(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_at(s, "2027-02-15T09:00:00+01:00");
	season_at(s, "2027-02-18T09:00:00+01:00");
	assert_int_equal(season_count(s, NULL, REMINDER), 11);
	season_has(season_find(s, EVA, LATE),
		"Efter ett avbrott blev elva mejl försenade (påminnelse om inbjudan: " MEETING
		").");
	season_find(s, KARIN, LATE);
	assert_int_equal(season_count(s, NULL, LATE), 2);
	season_at(s, "2027-02-18T15:00:00+01:00");
	season_quiet(s);
}

static void thirty_days_lose_no_mail_and_send_nothing_pointless(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_at(s, "2027-02-15T09:00:00+01:00");
	/* the machine is off; the mail server is not */
	s->now = "2027-02-20T09:00:00+01:00";
	season_answer(s, story_invitation(s, BO), BO, "Ja men blir sen");
	season_mail(s, EVA, "Idé: Studiebesök", "", "Hos mobila teamet.\n");
	season_at(s, "2027-03-17T10:00:00+01:00");
	assert_string_equal(season_query(s, "SELECT count(*) FROM mail WHERE done IS NULL"), "0\n");
	assert_string_equal(
		season_query(s, "SELECT count(*) FROM fact WHERE kind = 'idea-added'"), "1\n");
	assert_string_equal(
		season_query(s, "SELECT count(*) FROM fact WHERE kind = 'meeting-held'"), "1\n");
	assert_int_equal(season_count(s, NULL, REMINDER), 0);
	assert_int_equal(season_count(s, EVA, "Tack för idén"), 1);
	season_has(season_find(s, EVA, LOST), "har 23 mejl inte skickats");
	season_has(season_find(s, EVA, LOST), "påminnelse om inbjudan: " MEETING);
	season_at(s, "2027-03-17T11:00:00+01:00");
	season_quiet(s);
}

/* The password was changed, say. */
static void what_could_not_be_sent_is_told_when_it_is_over(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_at(s, "2027-02-15T09:00:00+01:00");
	break_the_way_out(s);
	run(s, "2027-02-16T07:31:00+01:00");
	run(s, "2027-02-17T09:00:00+01:00");
	run(s, "2027-02-18T09:00:00+01:00");
	mend_the_way_out(s);
	season_at(s, "2027-02-19T15:00:00+01:00");
	assert_int_equal(season_count(s, NULL, REMINDER), 11);
	season_has(season_find(s, EVA, LATE), "elva mejl försenade");
	season_at(s, "2027-02-19T18:00:00+01:00");
	season_quiet(s);
}

static void what_outlived_its_use_in_the_outbox_is_told(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_at(s, "2027-02-15T09:00:00+01:00");
	break_the_way_out(s);
	for (int day = 16; day <= 28; day++)
		run(s, arena_printf(s->arena, "2027-02-%02dT09:00:00+01:00", day));
	for (int day = 1; day <= 9; day++)
		run(s, arena_printf(s->arena, "2027-03-%02dT09:00:00+01:00", day));
	mend_the_way_out(s);
	season_at(s, "2027-03-10T09:00:00+01:00");
	assert_int_equal(season_count(s, NULL, REMINDER), 0);
	assert_string_equal(season_query(s,
				    "SELECT count(*) FROM letter WHERE state = 'dropped' "
				    "AND template = 'attendance-reminder'"),
		"11\n");
	assert_string_equal(season_query(s,
				    "SELECT count(*) FROM fact WHERE kind = 'letter-dropped' "
				    "AND word = 'attendance-reminder'"),
		"11\n");
	season_has(season_find(s, KARIN, LATE),
		"skickades inte alls, eftersom de hade blivit för gamla (");
	season_at(s, "2027-03-10T13:00:00+01:00");
	season_quiet(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(two_days_late_is_told_in_a_line),
		STORY(thirty_days_lose_no_mail_and_send_nothing_pointless),
		STORY(what_could_not_be_sent_is_told_when_it_is_over),
		STORY(what_outlived_its_use_in_the_outbox_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
