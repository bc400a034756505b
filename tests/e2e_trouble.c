/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * Machines in trouble: a database that somebody else holds or that is torn inside, no descriptors
 * left, a month without the daemon. Each says what is wrong where somebody must act, loses no mail,
 * and when it is over the same things have happened as without it: the same facts, the same
 * letters.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "support/season_story.h"

#define NOW "2027-01-25T09:00:00+01:00"

static void a_database_that_somebody_else_holds_is_waited_for_and_named(void **state)
{
	struct season *s = *state;
	sqlite3 *other;

	story_write_idea(s);
	assert_int_equal(sqlite3_open(season_path(s, "state/samlad.db"), &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	season_says(season_samlad(s, "run", "--once", "--now", NOW), 1, "locked");
	story_idea_waits(s);
	/* who only looks is not kept waiting */
	assert_int_equal(season_samlad(s, "status").status, 0);
	sqlite3_close(other);
	story_idea_is_kept(s, NOW);
}

/* Noise over all pages but the first, as a dying disk leaves it. */
static void a_database_torn_inside_is_said_and_left_as_it_is(void **state)
{
	struct season *s = *state;
	struct stat before, after;
	char noise[4096];
	const char *path = season_path(s, "state/samlad.db");

	story_write_idea(s);
	season_copy(s, "state/samlad.db", "sound.db");
	memset(noise, 0x5a, sizeof(noise));
	int fd = open(path, O_WRONLY);
	assert_int_equal(fstat(fd, &before), 0);
	for (off_t at = sizeof(noise); at < before.st_size; at += (off_t)sizeof(noise))
		assert_int_equal(pwrite(fd, noise, sizeof(noise), at), sizeof(noise));
	close(fd);
	struct season_ran ran = season_samlad(s, "run", "--once", "--now", NOW);
	season_says(ran, 1, "samlad.db");
	season_says(ran, 1, "damaged");
	season_says(season_samlad(s, "status"), 1, "damaged");
	assert_int_equal(season_files(s, "state/inbox/new"), 1);
	assert_int_equal(season_files(s, "state/outbox/new"), 0);
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(after.st_ino, before.st_ino);
	assert_int_equal(after.st_size, before.st_size);
	/* put right, it goes on as if nothing had been */
	season_copy(s, "sound.db", "state/samlad.db");
	story_idea_waits(s);
	story_idea_is_kept(s, NOW);
}

static void without_descriptors_it_says_so_and_goes_on_later(void **state)
{
	struct season *s = *state;
	bool said = false;

	story_write_idea(s);
	for (int most = 4; most < 40 && season_files(s, "state/outbox/new") == 0; most++) {
		struct season_ran ran =
			season_once_after(s, arena_printf(s->arena, "ulimit -n %d", most), NOW);
		said = said || strstr(ran.err, "Too many open files");
		if (season_files(s, "state/outbox/new") == 0)
			assert_int_equal(season_files(s, "state/inbox/new") +
					season_files(s, "state/inbox/cur"),
				1);
	}
	assert_true(said);
	story_idea_is_kept(s, NOW);
}

/* Answers lay there, the reminder was due, the meeting passed: thanks for the answers and a
 * line to the leaders are all that still makes sense. */
static void a_month_without_it_sends_nothing_pointless_and_nothing_twice(void **state)
{
	struct season *s = *state;

	story_call_meeting(s); /* for 9 March; its reminder is due on 16 February */
	season_answer(s, story_invitation(s, ANNA), ANNA, "Ja");
	season_answer(s, story_invitation(s, BO), BO, "Nej tyvärr");
	season_at(s, "2027-03-10T08:00:00+01:00");
	assert_int_equal(season_count(s, NULL, ""), 4); /* with a line to each leader */
	season_find(s, EVA, "Mejl som inte skickades");
	season_has(season_find(s, ANNA, "Tack för svaret"), "har varit");
	season_find(s, BO, "Tack för svaret");
	story_counts(s, "held: yes 1, no 0, maybe 0, silent 11");
	season_at(s, "2027-03-10T08:00:00+01:00");
	season_quiet(s);
}

/* The same with the invitations still in the outbox, because the way out was down. */
static void letters_that_have_outlived_their_use_are_dropped_with_a_fact(void **state)
{
	struct season *s = *state;
	const char *away = season_path(s, "state/outbox/away");

	story_order_meeting(s);
	season_answer(s, season_find(s, EVA, "inbjudan"), EVA, "skicka");
	assert_int_equal(rename(season_path(s, "state/outbox/tmp"), away), 0);
	season_write(s, "state/outbox/tmp", "no folder");
	season_at(s, "2027-01-25T10:00:00+01:00");
	season_at(s, "2027-01-25T11:00:00+01:00");
	assert_string_equal(season_query(s,
				    "SELECT count(*) FROM letter WHERE state = 'waiting' "
				    "AND template = 'attendance'"),
		"11\n");
	assert_int_equal(unlink(season_path(s, "state/outbox/tmp")), 0);
	assert_int_equal(rename(away, season_path(s, "state/outbox/tmp")), 0);
	season_at(s, "2027-03-10T08:00:00+01:00");
	assert_int_equal(season_count(s, NULL, ""), 2);
	season_has(season_find(s, EVA, "Mejl som inte skickades"), "inbjudan: " MEETING);
	season_find(s, KARIN, "Mejl som inte skickades");
	assert_string_equal(season_query(s,
				    "SELECT count(*) FROM fact WHERE kind = 'letter-dropped' "
				    "AND word = 'attendance'"),
		"11\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_database_that_somebody_else_holds_is_waited_for_and_named),
		STORY(a_database_torn_inside_is_said_and_left_as_it_is),
		STORY(without_descriptors_it_says_so_and_goes_on_later),
		STORY(a_month_without_it_sends_nothing_pointless_and_nothing_twice),
		STORY(letters_that_have_outlived_their_use_are_dropped_with_a_fact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
