/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * Machines in trouble: a database that somebody else holds or that is torn inside, no descriptors
 * left, no memory left, a month without the daemon. Each says what is wrong where somebody must
 * act, loses no mail, and when it is over the same things have happened as without it.
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

/* The mail that waited through it is answered, once, and nothing is left over. */
static void is_well_again(struct season *s)
{
	season_at(s, NOW);
	assert_int_equal(season_count(s, EVA, "Så här skriver du"), 1);
	assert_int_equal(season_files(s, "state/inbox/new"), 0);
	season_at(s, NOW);
	season_quiet(s);
	assert_string_equal(season_query(s, "SELECT count(*) FROM mail WHERE done IS NULL"), "0\n");
}

static void keeps_all(struct season *s)
{
	assert_int_equal(season_files(s, "state/inbox/new"), 1);
	assert_int_equal(season_files(s, "state/outbox/new"), 0);
}

static void a_database_that_somebody_else_holds_is_waited_for_and_named(void **state)
{
	struct season *s = *state;
	sqlite3 *other;

	season_mail(s, EVA, "Hjälp", "", "\n");
	assert_int_equal(sqlite3_open(season_path(s, "state/samlad.db"), &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	season_says(season_samlad(s, "run", "--once", "--now", NOW), 1, "locked");
	keeps_all(s);
	/* who only looks is not kept waiting */
	assert_int_equal(season_samlad(s, "status").status, 0);
	sqlite3_close(other);
	is_well_again(s);
}

/* Noise over all pages but the first, as a dying disk leaves it. */
static void a_database_torn_inside_is_said_and_left_as_it_is(void **state)
{
	struct season *s = *state;
	struct stat before, after;
	char noise[4096];
	const char *path = season_path(s, "state/samlad.db");

	season_mail(s, EVA, "Hjälp", "", "\n");
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
	keeps_all(s);
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(after.st_ino, before.st_ino);
	assert_int_equal(after.st_size, before.st_size);
}

/* The program under a limit that its children inherit: what `ulimit` says. */
static struct season_ran run_under(struct season *s, const char *limit, int most)
{
	char samlad[sizeof(s->samlad)];

	season_write(s, "limited",
		arena_printf(s->arena, "#!/bin/sh\nulimit %s %d\nexec %s \"$@\"\n", limit, most,
			s->samlad));
	assert_int_equal(chmod(season_path(s, "limited"), 0700), 0);
	memcpy(samlad, s->samlad, sizeof(samlad));
	snprintf(s->samlad, sizeof(s->samlad), "%s", season_path(s, "limited"));
	struct season_ran ran = season_samlad(s, "run", "--once", "--now", NOW);
	memcpy(s->samlad, samlad, sizeof(samlad));
	return ran;
}

static void without_descriptors_it_says_so_and_goes_on_later(void **state)
{
	struct season *s = *state;
	bool said = false;

	season_mail(s, EVA, "Hjälp", "", "\n");
	for (int most = 4; most < 40 && season_files(s, "state/outbox/new") == 0; most++) {
		struct season_ran ran = run_under(s, "-n", most);
		said = said || strstr(ran.err, "Too many open files");
		if (season_files(s, "state/outbox/new") == 0)
			assert_int_equal(season_files(s, "state/inbox/new") +
					season_files(s, "state/inbox/cur"),
				1);
	}
	assert_true(said);
	season_at(s, NOW);
	assert_int_equal(season_files(s, "state/outbox/new"), 1);
	assert_int_equal(season_files(s, "state/inbox/new"), 0);
}

/* From what is too little for the first page to what is enough: it ends where it stands (abort, or
 * a child that is gone), and the next run finds everything. */
static void without_memory_nothing_is_lost(void **state)
{
	struct season *s = *state;
	size_t failed = 0;

	season_mail(s, EVA, "Hjälp", "", "\n");
	for (int most = 1024; most <= 16 * 1024; most += 1024) {
		struct season_ran ran = run_under(s, "-d", most);
		failed += ran.status != 0;
		if (ran.status != 0)
			keeps_all(s);
		else
			break;
	}
	assert_true(failed > 0);
	season_at(s, NOW);
	assert_int_equal(season_files(s, "state/outbox/new"), 1);
	assert_int_equal(season_files(s, "state/inbox/new"), 0);
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
		STORY(without_memory_nothing_is_lost),
		STORY(a_month_without_it_sends_nothing_pointless_and_nothing_twice),
		STORY(letters_that_have_outlived_their_use_are_dropped_with_a_fact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
