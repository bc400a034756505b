/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c support/season_daemon.c support/mishap.c */
/* SPDX-License-Identifier: MIT */
/*
 * A clock that somebody moves, by an hour or by a year, under the running daemon or while it does
 * not run: what nobody asked for stops where it could do harm, mail is read and answered all the
 * while, and the administrator's word ends it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/mishap.h"
#include "support/season_daemon.h"
#include "support/season_mail.h"
#include "support/season_story.h"

#define BEGIN "2027-01-25T09:01:00+01:00"
#define INVITATION "Kommer du den 9 mars"
#define REMINDER "Kan du komma"
#define HOUR_AHEAD "2027-01-25T10:02:00+01:00"
#define HOUR_BACK "2027-01-25T08:02:00+01:00"
#define THIRTY_DAYS "2027-02-24T09:02:00+01:00"
#define YEAR_AHEAD "2028-01-25T09:02:00+01:00"
#define YEAR_BACK "2026-01-26T09:02:00+01:00"

static void run_once(struct season *s)
{
	season_once(s);
	season_collect(s);
}

static void release(struct season *s, const char *option)
{
	assert_int_equal(season_samlad(s, "release", option).status, 0);
}

/* Eva's preview is out; her word to send it comes later. */
static struct mishap *order_meeting(struct season *s)
{
	struct mishap *mishap = mishap_begin(s);

	if (!mishap)
		skip();
	mishap_clock(mishap, BEGIN);
	s->now = BEGIN;
	season_mail(s, "Eva Ek <" EVA ">", "Möte: " MEETING, "",
		"Dag: fre 9 mars 2029\nTid: kl. 13–16\nPlats: FoU-centrum, sal 2\n");
	return mishap;
}

static void say_send(struct season *s, const struct season_letter *preview)
{
	season_answer(s, preview, "Eva Ek <" EVA ">", "Ok, skicka!");
	season_mail(s, "Karin Kling <" KARIN ">", "Status", "", "\n");
}

/* Both leaders are told; Karin has her answer; nothing else leaves, and nothing is done. */
static void is_held(struct season *s, const char *what)
{
	if (season_count(s, NULL, INVITATION) != 0)
		fail_msg("%s: it was not held", what);
	assert_int_equal(season_count(s, EVA, "Klockan på servern"), 1);
	assert_int_equal(season_count(s, KARIN, "Klockan på servern"), 1);
	assert_int_equal(season_count(s, KARIN, "Läget just nu"), 1);
	assert_string_equal(season_query(s, "SELECT count(*) FROM meeting"), "0\n");
	json_t *status = season_status(s);
	assert_string_equal(
		json_string_value(json_object_get(json_object_get(status, "held"), "why")),
		"clock");
	const char *health =
		json_string_value(json_array_get(json_object_get(status, "health"), 0));
	assert_non_null(strstr(health, "samlad release"));
	json_decref(status);
}

static void is_not_held(struct season *s, const char *what)
{
	if (season_count(s, NULL, INVITATION) != 11)
		fail_msg("%s: %zu invitations", what, season_count(s, NULL, INVITATION));
	assert_int_equal(season_count(s, KARIN, "Läget just nu"), 1);
	assert_int_equal(season_count(s, NULL, "Klockan på servern"), 0);
}

struct row {
	const char *what, *shows;
	bool reboot, held;
};

/* Held: only the word ends it, and then what waits goes once. */
static void ends_by_the_word(struct season *s, struct mishap *mishap)
{
	mishap_clock(mishap, "2027-01-25T09:05:00+01:00");
	run_once(s);
	season_quiet(s);
	release(s, NULL);
	run_once(s);
	assert_int_equal(season_count(s, NULL, INVITATION), 11);
	run_once(s);
	season_quiet(s);
}

static void move_between_runs(struct season *s, const struct row *row)
{
	mishap_reboot();
	struct mishap *mishap = order_meeting(s);

	run_once(s);
	say_send(s, season_find(s, EVA, "[utskick"));
	mishap_clock(mishap, row->shows);
	if (row->reboot)
		mishap_reboot();
	run_once(s);
	if (row->held) {
		is_held(s, row->what);
		ends_by_the_word(s, mishap);
	} else {
		is_not_held(s, row->what);
	}
	story_meeting_is_called_once(s);
	mishap_end(mishap);
}

static void a_clock_that_moves_between_runs(void **state)
{
	static const struct row rows[] = {
		{"an hour ahead", HOUR_AHEAD, false, false},
		{"an hour back", HOUR_BACK, false, true},
		{"a year ahead", YEAR_AHEAD, false, true},
		{"a year back", YEAR_BACK, false, true},
		{"a year ahead over a restart", YEAR_AHEAD, true, true},
		{"a year back over a restart", YEAR_BACK, true, true},
		{"thirty days ahead", THIRTY_DAYS, false, true},
		{"the machine was off for thirty days", THIRTY_DAYS, true, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *season;
		story_begin(&season);
		move_between_runs(season, &rows[i]);
		story_end(&season);
	}
}

/* ---- under the running daemon ---- */

static void move_under_the_daemon(struct season *s, const struct row *row)
{
	struct mishap *mishap = order_meeting(s);
	pid_t daemon = season_daemon_start(s);

	season_daemon_wait(s, 1);
	const struct season_letter *preview = season_find(s, EVA, "[utskick");
	mishap_clock(mishap, row->shows);
	/* what was under way by the old time ends first: her help, and two words about the clock */
	season_mail(s, "Karin Kling <" KARIN ">", "Hjälp", "", "\n");
	season_daemon_wait(s, row->held ? 4 : 2);
	say_send(s, preview);
	season_daemon_wait(s, row->held ? 5 : 14);
	s->fresh = 1;
	if (row->held) {
		is_held(s, row->what);
		mishap_clock(mishap, "2027-01-25T09:05:00+01:00");
		release(s, NULL);
		season_daemon_wait(s, 16);
		assert_int_equal(season_count(s, NULL, INVITATION), 11);
	}
	season_daemon_end(daemon);
	if (!row->held)
		is_not_held(s, row->what);
	story_meeting_is_called_once(s);
	mishap_end(mishap);
}

static void a_clock_that_moves_under_the_daemon(void **state)
{
	static const struct row rows[] = {
		{"an hour ahead", HOUR_AHEAD, false, false},
		{"an hour back", HOUR_BACK, false, false},
		{"a year ahead", YEAR_AHEAD, false, true},
		{"a year back", YEAR_BACK, false, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *season;
		story_begin(&season);
		move_under_the_daemon(season, &rows[i]);
		story_end(&season);
	}
}

/* ---- the other word ---- */

static void remind_by_a_wrong_clock(struct season *s, struct mishap *mishap, const char *option)
{
	story_call_meeting(s);
	mishap_clock(mishap, "2027-01-25T10:00:00+01:00");
	run_once(s);
	mishap_clock(mishap, "2027-02-16T10:00:00+01:00");
	run_once(s);
	assert_int_equal(season_count(s, NULL, REMINDER), 0);
	release(s, option);
	run_once(s);
}

static void what_came_due_by_it_goes(void **state)
{
	struct season *s = *state;
	struct mishap *mishap = mishap_begin(s);

	if (!mishap)
		skip();
	remind_by_a_wrong_clock(s, mishap, NULL);
	assert_int_equal(season_count(s, NULL, REMINDER), 11);
	mishap_end(mishap);
}

static void what_came_due_by_it_is_written_off(void **state)
{
	struct season *s = *state;
	struct mishap *mishap = mishap_begin(s);

	if (!mishap)
		skip();
	remind_by_a_wrong_clock(s, mishap, "--drop");
	assert_int_equal(season_count(s, NULL, REMINDER), 0);
	mishap_clock(mishap, "2027-02-17T09:00:00+01:00");
	mishap_reboot();
	run_once(s);
	season_quiet(s);
	assert_string_equal(season_query(s,
				    "SELECT count(*) FROM letter WHERE state = 'dropped' "
				    "AND template = 'attendance-reminder'"),
		"11\n");
	mishap_end(mishap);
}

/* What waited already, because nothing could be sent, is held too; an answer among it is not. */
static void what_waits_already_is_held_but_for_answers(void **state)
{
	struct season *s = *state;
	struct mishap *mishap = order_meeting(s);

	run_once(s);
	say_send(s, season_find(s, EVA, "[utskick"));
	assert_int_equal(rename(season_path(s, "state/outbox"), season_path(s, "away")), 0);
	season_write(s, "state/outbox", "no Maildir\n");
	assert_int_equal(season_samlad(s, "run", "--once").status, 0);
	assert_int_equal(unlink(season_path(s, "state/outbox")), 0);
	assert_int_equal(rename(season_path(s, "away"), season_path(s, "state/outbox")), 0);
	mishap_clock(mishap, YEAR_AHEAD);
	run_once(s);
	assert_int_equal(season_count(s, NULL, INVITATION), 0);
	assert_int_equal(season_count(s, KARIN, "Läget just nu"), 1);
	mishap_clock(mishap, "2027-01-25T09:05:00+01:00");
	release(s, NULL);
	run_once(s);
	assert_int_equal(season_count(s, NULL, INVITATION), 11);
	mishap_end(mishap);
}

static void a_made_up_time_is_no_jump(void **state)
{
	struct season *s = *state;

	assert_int_equal(season_samlad(s, "run", "--once").status, 0);
	season_at(s, "2037-01-25T09:00:00+01:00");
	season_at(s, "2027-01-25T09:00:00+01:00");
	assert_string_equal(
		season_query(s, "SELECT count(*) FROM meta WHERE name GLOB 'hold.*'"), "0\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clock_that_moves_between_runs),
		cmocka_unit_test(a_clock_that_moves_under_the_daemon),
		STORY(what_came_due_by_it_goes),
		STORY(what_came_due_by_it_is_written_off),
		STORY(what_waits_already_is_held_but_for_answers),
		STORY(a_made_up_time_is_no_jump),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
