/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c support/season_daemon.c support/mishap.c */
/* SPDX-License-Identifier: MIT */
/*
 * What administrators get wrong and what may befall the state: each gets a message that names the
 * place and the remedy, the documented exit code, and loses nothing.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/str.h"
#include "support/mishap.h"
#include "support/season_daemon.h"
#include "support/season_story.h"

#define NOW "2027-01-25T09:00:00+01:00"
#define NOBODY 65534

/* ---- words and files that are wrong ---- */

static void a_config_error_names_file_line_and_what_is_allowed(void **state)
{
	(void)state;
	static const struct {
		const char *old, *new, *words;
	} rows[] = {
		{"hold = 0", "hold = soon", "samlad.conf:15: `hold` is a time such as 10m"},
		{"hold = 0", "hodl = 0", "samlad.conf:15: no such option 'hodl'; allowed here:"},
		{"mailbox = main", "mailbox = other", "there is no mailbox `other`"},
		{"Europe/Stockholm", "Europe/Stokholm", "no time zone `Europe/Stokholm`"},
		{"language = sv", "language = xx", "no templates for the language `xx`"},
		{"submission { maildir = outbox }", "", "there is no `submission { }`"},
		{"maildir = inbox", "maildir = inbox\nimap = imaps://h", "samlad.conf:"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct season s;
		season_begin(&s, "    mode = live\n    first_letter = no\n    hold = 0\n");
		season_config(&s, rows[i].old, rows[i].new);
		season_says(season_samlad(&s, "run", "--once", "--now", NOW), 78, rows[i].words);
		season_says(season_samlad(&s, "check"), 78, rows[i].words);
		season_end(&s);
	}
}

static void a_csv_error_names_line_and_column_and_imports_nothing(void **state)
{
	struct season *s = *state;
	static const struct {
		const char *rows, *words;
	} bad[] = {
		{"Ny Ett,ny@x.example,K,primärvård,member,sv\nNy "
		 "Två,ingen,K,primärvård,member,sv\n",
			":3: column 2 (email)"},
		{"Ny Ett,ny@x.example,K,tandvård,member,sv\n", ":2: column 4 (sector)"},
		{"Ny Ett,ny@x.example,K,primärvård,kung,sv\n", ":2: column 5 (role)"},
		{"Ny Ett,ny@x.example,K,primärvård,leader,sv\n", ":2: column 5 (role)"},
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		season_write(s, "bad.csv",
			arena_printf(s->arena, "name,email,organisation,sector,role,language\n%s",
				bad[i].rows));
		season_says(season_samlad(s, "import", "elder-care", season_path(s, "bad.csv")), 1,
			bad[i].words);
	}
	assert_string_equal(season_query(s, "SELECT count(*) FROM member"), "12\n");
}

static void words_of_the_command_line_are_checked(void **state)
{
	struct season *s = *state;

	season_says(season_samlad(s, "import", "other", season_path(s, "members.csv")), 2,
		"there is no network other; there is elder-care");
	season_says(season_samlad(s, "statsu"), 2, "there is no command statsu");
	season_says(season_samlad(s, "understand", "--asked", "weather", "-"), 2,
		"there is no kind of question weather; there are attendance");
	season_says(season_samlad(s, "run", "--once", "--now", "tomorrow"), 2,
		"2027-03-01T07:30:00+01:00");
	season_says(season_samlad(s, "import", "elder-care", season_path(s, "none.csv")), 1,
		"none.csv");
	season_config(s, "maildir = outbox", "smtp = smtps://localhost:1");
	season_says(season_samlad(s, "run", "--once", "--now", NOW), 2, "--now is refused");
}

/* ---- the state ---- */

static void a_damaged_database_is_said_and_left_as_it_is(void **state)
{
	struct season *s = *state;
	struct stat before, after;
	char noise[8192];

	story_write_idea(s);
	season_copy(s, "state/samlad.db", "sound.db");
	memset(noise, 'x', sizeof(noise));
	int fd = open(season_path(s, "state/samlad.db"), O_WRONLY);
	assert_int_equal(pwrite(fd, noise, sizeof(noise), 0), sizeof(noise));
	assert_int_equal(fstat(fd, &before), 0);
	close(fd);
	unlink(season_path(s, "state/samlad.db-wal"));
	season_says(season_samlad(s, "run", "--once", "--now", NOW), 1, "samlad.db");
	season_says(season_samlad(s, "status"), 1, "samlad.db");
	assert_int_equal(stat(season_path(s, "state/samlad.db"), &after), 0);
	assert_int_equal(before.st_size, after.st_size);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(season_files(s, "state/inbox/new"), 1);
	assert_int_equal(season_files(s, "state/outbox/new"), 0);
	season_copy(s, "sound.db", "state/samlad.db");
	story_idea_waits(s);
	story_idea_is_kept(s, NOW);
}

static void a_state_that_cannot_be_written_is_said(void **state)
{
	struct season *s = *state;
	uid_t who = geteuid() == 0 ? NOBODY : geteuid();

	story_write_idea(s);
	assert_int_equal(chmod(s->dir, 0755), 0);
	assert_int_equal(chmod(season_path(s, "samlad.conf"), 0644), 0);
	assert_int_equal(chown(season_path(s, "state"), who, (gid_t)-1), 0);
	assert_int_equal(chmod(season_path(s, "state"), 0500), 0);
	struct season_ran ran = season_samlad(s, "run", "--once", "--now", NOW);
	assert_int_equal(chmod(season_path(s, "state"), 0700), 0);
	season_says(ran, 1, "state");
	assert_true(strstr(ran.err, "can't be") || strstr(ran.err, "cannot be"));
	story_idea_waits(s);
	assert_int_equal(chown(season_path(s, "state"), geteuid(), (gid_t)-1), 0);
	story_idea_is_kept(s, NOW);
}

/* A quarter of a mebibyte of words: its preview is a letter of over one, which no temporary file of
 * the database has to hold, since the box has no place for one. */
static void a_very_long_order_is_answered_like_any_other(void **state)
{
	struct season *s = *state;
	_cleanup_str_ struct str words;

	str_init(&words, 1 << 20);
	str_puts(&words, "Syfte: se efter\n\n");
	for (int i = 0; i < 4000; i++)
		str_printf(&words, "Rad %d om hur det ska gå till i den här gruppen sedan.\n", i);
	season_mail(s, EVA, "Projekt: Kartlägg korttidsvården", "", words.at);
	season_says(season_samlad(s, "run", "--once", "--now", NOW), 0, "");
	assert_int_equal(season_files(s, "state/outbox/new"), 1);
}

/* Each in turn: the daemon, a run beside it, one after it. The mail counts once. */
static void a_second_program_is_told_that_the_state_is_in_use(void **state)
{
	struct season *s = *state;
	struct mishap *mishap = mishap_begin(s);

	if (!mishap)
		skip();
	mishap_clock(mishap, NOW);
	pid_t daemon = season_daemon_start(s);
	season_says(season_samlad(s, "run", "--once"), 75, "in use");
	season_says(season_samlad(s, "run"), 75, "in use");
	assert_int_equal(season_samlad(s, "status").status, 0);
	story_write_idea(s);
	season_says(season_samlad(s, "run", "--once"), 75, "in use");
	season_daemon_wait(s, 1);
	season_daemon_end(daemon);
	mishap_end(mishap);
	story_idea_is_done(s);
	story_idea_is_kept(s, NOW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_config_error_names_file_line_and_what_is_allowed),
		STORY(a_csv_error_names_line_and_column_and_imports_nothing),
		STORY(words_of_the_command_line_are_checked),
		STORY(a_damaged_database_is_said_and_left_as_it_is),
		STORY(a_state_that_cannot_be_written_is_said),
		STORY(a_very_long_order_is_answered_like_any_other),
		STORY(a_second_program_is_told_that_the_state_is_in_use),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
