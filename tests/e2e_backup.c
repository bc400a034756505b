/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c support/season_moved.c support/season_daemon.c */
/* SPDX-License-Identifier: MIT */
/*
 * A machine is lost, and a backup put back on another: what may have left already waits for the
 * administrator's word, mails that came since are read again, and life goes on.
 *
 * The meeting is on 9 March, its reminder due on 16 February, a Tuesday.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/season_daemon.h"
#include "support/season_moved.h"
#include "support/season_story.h"

#define REMINDER "Kan du komma"
#define MAILS 60
#define HELD "SELECT count(*) FROM letter WHERE awaits"

/* On 15 February a backup; on the 16th the old machine reminds people, and is lost. */
static void be_lost_after_the_reminder(struct season *s)
{
	story_call_meeting(s);
	season_at(s, "2027-02-15T08:00:00+01:00");
	season_backup(s);
	season_at(s, "2027-02-16T07:31:00+01:00");
	assert_int_equal(season_count(s, ANNA, REMINDER), 1);
}

static void what_came_due_before_is_held_and_listed_and_released(void **state)
{
	struct season *s = *state;

	be_lost_after_the_reminder(s);
	season_move(s);
	season_at(s, "2027-02-16T10:00:00+01:00");
	season_quiet(s);
	season_at(s, "2027-02-17T10:00:00+01:00");
	season_quiet(s);
	const char *listed = season_status_text(s, NULL);
	assert_non_null(strstr(listed, "held: elder-care  attendance-reminder  to 11 people"));
	assert_non_null(strstr(listed, "samlad release --drop"));
	assert_null(strstr(listed, ANNA));
	assert_non_null(strstr(season_status_text(s, "--names"), "to " ANNA));
	json_t *status = season_status(s);
	json_t *held = json_object_get(status, "held");
	assert_string_equal(json_string_value(json_object_get(held, "why")), "restored");
	assert_true(json_is_true(json_object_get(held, "complete")));
	assert_int_equal(json_array_size(json_object_get(held, "letters")), 1);
	json_decref(status);

	struct season_ran ran = season_samlad(s, "release", "--now", s->now);
	assert_int_equal(ran.status, 0);
	assert_non_null(strstr(ran.out, "11 letters may go out"));
	season_at(s, "2027-02-17T10:01:00+01:00");
	assert_int_equal(season_count(s, NULL, REMINDER), 11);
	status = season_status(s);
	assert_true(json_is_null(json_object_get(status, "held")));
	assert_int_equal(json_array_size(json_object_get(status, "health")), 0);
	json_decref(status);
}

static void what_came_due_before_is_written_off_and_what_comes_due_later_goes(void **state)
{
	struct season *s = *state;

	be_lost_after_the_reminder(s);
	season_move(s);
	season_at(s, "2027-02-16T10:00:00+01:00");
	struct season_ran ran = season_samlad(s, "release", "--drop", "--now", s->now);
	assert_int_equal(ran.status, 0);
	assert_non_null(strstr(ran.out, "11 letters are written off"));
	season_at(s, "2027-02-17T10:00:00+01:00");
	season_quiet(s);
	season_at(s, "2027-03-02T07:31:00+01:00"); /* five working days before: the numbers */
	assert_int_equal(season_count(s, EVA, " kommer "), 1);
	assert_string_equal(season_query(s,
				    "SELECT count(*) FROM fact WHERE kind = "
				    "'letter-dropped'"),
		"11\n");
}

/* The words may be given before samlad has worked at all. */
static void a_word_given_beforehand_counts(void **state)
{
	struct season *s = *state;

	be_lost_after_the_reminder(s);
	season_move(s);
	assert_non_null(strstr(season_status_text(s, NULL), "still to be read again"));
	assert_int_equal(season_samlad(s, "release", "--drop").status, 0);
	season_at(s, "2027-02-16T10:00:00+01:00");
	season_quiet(s);
	season_move(s);
	assert_int_equal(season_samlad(s, "release").status, 0);
	season_at(s, "2027-02-16T10:00:00+01:00");
	assert_int_equal(season_count(s, NULL, REMINDER), 11);
}

/* Put back on a Saturday: what was due on Friday has left on Friday, though nothing may leave now.
 */
static void a_weekend_hides_nothing(void **state)
{
	struct season *s = *state;

	be_lost_after_the_reminder(s);
	season_move(s);
	season_at(s, "2027-02-20T10:00:00+01:00");
	season_quiet(s);
	assert_string_equal(season_query(s, HELD), "11\n");
	season_at(s, "2027-02-23T10:00:00+01:00");
	assert_int_equal(season_count(s, ANNA, REMINDER), 0);
}

/* What comes due after that was never sent by anybody, and is not held. */
static void what_comes_due_afterwards_goes_without_a_word(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_at(s, "2027-02-12T08:00:00+01:00");
	season_backup(s);
	season_move(s);
	season_at(s, "2027-02-12T10:00:00+01:00");
	season_quiet(s);
	season_at(s, "2027-02-16T07:31:00+01:00");
	assert_int_equal(season_count(s, NULL, REMINDER), 11);
}

/* Bo's yes came between the backup and the loss, and lies in the mail server's Maildir. */
static void mails_since_are_read_again_and_their_answers_held(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_backup(s);
	s->now = "2027-01-26T09:00:00+01:00";
	season_answer(s, story_invitation(s, BO), BO, "Ja men blir sen");
	season_at(s, s->now);
	assert_int_equal(season_count(s, BO, ""), 1);
	season_lose(s);
	season_keep_inbox(s);
	assert_int_equal(season_restore(s).status, 0);
	season_at(s, "2027-01-26T12:00:00+01:00");
	season_quiet(s);
	story_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
	assert_string_equal(season_query(s, HELD), "1\n");
	/* and who writes now is answered now */
	s->now = "2027-01-26T13:00:00+01:00";
	season_answer(s, story_invitation(s, CILLA), CILLA, "Ja men blir sen");
	season_at(s, s->now);
	assert_int_equal(season_count(s, CILLA, ""), 1);
	assert_int_equal(season_count(s, BO, ""), 0);
}

/* The leader's "skicka" is read again: her forty invitations have been sent once. */
static void an_order_approved_since_sends_nothing_by_itself(void **state)
{
	struct season *s = *state;

	story_order_meeting(s);
	season_backup(s);
	story_send(s, "2027-01-25T09:05:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du den 9 mars"), 11);
	season_lose(s);
	season_keep_inbox(s);
	assert_int_equal(season_restore(s).status, 0);
	season_at(s, "2027-01-25T12:00:00+01:00");
	season_quiet(s);
	season_at(s, "2027-01-26T12:00:00+01:00");
	season_quiet(s);
	assert_string_equal(season_query(s,
				    "SELECT count(*) FROM letter WHERE awaits AND template "
				    "= 'attendance'"),
		"11\n");
	assert_int_equal(season_samlad(s, "release", "--drop", "--now", s->now).status, 0);
	/* who answers an invitation of the lost machine, whose codes are lost, is asked once more
	 */
	s->now = "2027-01-27T09:00:00+01:00";
	season_answer(s, story_invitation(s, BO), BO, "Ja, jag kommer");
	season_at(s, s->now);
	s->now = "2027-01-27T09:10:00+01:00";
	season_answer(s, season_find(s, BO, ""), BO, "Ja");
	season_at(s, s->now);
	story_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
}

static void a_mail_that_was_not_handled_is_in_the_backup(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	s->now = "2027-01-26T09:00:00+01:00";
	season_answer(s, story_invitation(s, BO), BO, "Ja men blir sen");
	season_backup(s);
	season_move(s);
	assert_int_equal(season_files(s, "state/inbox/new"), 1);
	season_at(s, "2027-01-26T12:00:00+01:00");
	story_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
	assert_int_equal(season_files(s, "state/inbox/cur"), 1);
}

static void where_nothing_waited_nothing_is_held(void **state)
{
	struct season *s = *state;

	season_at(s, "2027-01-25T09:00:00+01:00");
	season_backup(s);
	season_move(s);
	season_at(s, "2027-01-25T10:00:00+01:00");
	json_t *status = season_status(s);
	assert_true(json_is_null(json_object_get(status, "held")));
	json_decref(status);
	struct season_ran ran = season_samlad(s, "release");
	assert_int_equal(ran.status, 0);
	assert_string_equal(ran.out, "nothing is held\n");
}

/* ---- a daemon that writes all the while ---- */

/* What is so at any moment: a mail is done with its facts or not at all, and none is missing. */
static void is_consistent(struct season *s, unsigned int delivered)
{
	struct season copy = *s;

	snprintf(copy.dir, sizeof(copy.dir), "%s", season_path(s, "look"));
	assert_string_equal(season_query(&copy, "PRAGMA integrity_check"), "ok\n");
	assert_string_equal(season_query(&copy,
				    "SELECT (SELECT count(*) FROM mail WHERE done IS NOT NULL) - "
				    "(SELECT count(DISTINCT mail) FROM fact WHERE mail != 0)"),
		"0\n");
	const char *kept = season_query(&copy,
		"SELECT (SELECT count(*) FROM mail WHERE done IS NOT NULL) + "
		"(SELECT count(*) FROM backup_mail)");
	if (strtoul(kept, NULL, 10) < delivered)
		fail_msg("%s of %u mails are in it", kept, delivered);
}

static void a_backup_is_of_one_moment_while_the_daemon_writes(void **state)
{
	struct season *s = *state;
	unsigned int delivered = 0;

	assert_int_equal(mkdir(season_path(s, "look"), 0700), 0);
	assert_int_equal(mkdir(season_path(s, "look/state"), 0700), 0);
	pid_t daemon = season_daemon_start(s);
	while (s->mails < MAILS) {
		for (int i = 0; i < 6; i++)
			season_mail(s, EVA, "Hjälp", "", "\n");
		delivered = s->mails;
		season_backup(s);
		/* a backup is a database too; its seal is behind it */
		assert_int_equal(rename(season_path(s, "samlad.backup"),
					 season_path(s, "look/state/samlad.db")),
			0);
		is_consistent(s, delivered);
	}
	season_daemon_end(daemon);
	assert_int_equal(
		rename(season_path(s, "look/state/samlad.db"), season_path(s, "samlad.backup")), 0);
	season_lose(s);
	assert_int_equal(season_restore(s).status, 0);
	assert_int_equal(season_samlad(s, "run", "--once").status, 0);
	assert_string_equal(season_query(s, "SELECT count(*) FROM mail WHERE done IS NOT NULL"),
		arena_printf(s->arena, "%u\n", delivered));
	assert_int_equal(season_files(s, "state/outbox/new"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_came_due_before_is_held_and_listed_and_released),
		STORY(what_came_due_before_is_written_off_and_what_comes_due_later_goes),
		STORY(a_word_given_beforehand_counts),
		STORY(a_weekend_hides_nothing),
		STORY(what_comes_due_afterwards_goes_without_a_word),
		STORY(mails_since_are_read_again_and_their_answers_held),
		STORY(an_order_approved_since_sends_nothing_by_itself),
		STORY(a_mail_that_was_not_handled_is_in_the_backup),
		STORY(where_nothing_waited_nothing_is_held),
		STORY(a_backup_is_of_one_moment_while_the_daemon_writes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
