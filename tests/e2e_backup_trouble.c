/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c support/season_moved.c support/season_daemon.c */
/* SPDX-License-Identifier: MIT */
/*
 * What may go wrong with a backup: a file that is none or not whole, a state that is there already,
 * a folder that only root may see. Nothing of it costs anything.
 */
#include <fcntl.h>
#include <ftw.h>
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

#define NOBODY 65534

static off_t backup_bytes(struct season *s)
{
	struct stat st;

	assert_int_equal(stat(season_path(s, "samlad.backup"), &st), 0);
	return st.st_size;
}

static bool is_there(struct season *s, const char *name)
{
	return access(season_path(s, name), F_OK) == 0;
}

/* ---- what is no whole backup ---- */

static void cut(struct season *s, off_t bytes)
{
	assert_int_equal(truncate(season_path(s, "samlad.backup"), bytes), 0);
}

static void cut_the_seal(struct season *s)
{
	cut(s, backup_bytes(s) - 1);
}

static void cut_a_page(struct season *s)
{
	cut(s, backup_bytes(s) - 4096);
}

static void cut_all_but_the_head(struct season *s)
{
	cut(s, 150);
}

static void empty_it(struct season *s)
{
	cut(s, 0);
}

static void turn_a_bit(struct season *s)
{
	int fd = open(season_path(s, "samlad.backup"), O_RDWR);
	char one;

	assert_int_equal(pread(fd, &one, 1, backup_bytes(s) / 2), 1);
	one ^= 1;
	assert_int_equal(pwrite(fd, &one, 1, backup_bytes(s) / 2), 1);
	close(fd);
}

static void write_a_letter(struct season *s)
{
	season_write(s, "samlad.backup", "Kära mamma, jag mår bra.\n");
}

static void copy_the_database(struct season *s)
{
	season_query(s, "PRAGMA wal_checkpoint(TRUNCATE)");
	assert_int_equal(unlink(season_path(s, "samlad.backup")), 0);
	assert_int_equal(
		link(season_path(s, "state/samlad.db"), season_path(s, "samlad.backup")), 0);
}

static void what_is_no_whole_backup_is_refused(void **state)
{
	static const struct {
		void (*spoil)(struct season *s);
		const char *words;
	} rows[] = {
		{cut_the_seal, "cut short"},
		{cut_a_page, "cut short"},
		{cut_all_but_the_head, "cut short"},
		{empty_it, "no backup of samlad's"},
		{turn_a_bit, "damaged"},
		{write_a_letter, "no backup of samlad's"},
		{copy_the_database, "no backup of samlad's"},
	};
	struct season *s = *state;

	story_call_meeting(s);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		season_backup(s);
		rows[i].spoil(s);
		season_lose(s);
		struct season_ran ran = season_restore(s);
		season_says(ran, 1, rows[i].words);
		season_says(ran, 1, "samlad.backup");
		assert_false(is_there(s, "state/samlad.db"));
		assert_false(is_there(s, "state/restore.part"));
		unlink(season_path(s, "samlad.backup"));
		assert_int_equal(scratch_remove(season_path(s, "state")), 0);
		assert_int_equal(rename(season_path(s, "gone"), season_path(s, "state")), 0);
	}
}

/* ---- where it may not go ---- */

static void a_state_that_is_there_is_left_alone(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_backup(s);
	const char *before = season_query(s, "SELECT count(*) FROM fact");
	season_says(season_restore(s), 1, "there is a state already");
	assert_string_equal(season_query(s, "SELECT count(*) FROM fact"), before);
}

static void a_state_in_use_is_left_alone(void **state)
{
	struct season *s = *state;

	season_backup(s);
	pid_t daemon = season_daemon_start(s);
	struct season_ran ran = season_restore(s);
	season_daemon_end(daemon);
	season_says(ran, 75, "in use");
}

static void another_file_is_not_overwritten(void **state)
{
	struct season *s = *state;

	season_write(s, "samlad.backup", "Kära mamma, jag mår bra.\n");
	season_says(season_samlad(s, "backup", season_path(s, "samlad.backup")), 1,
		"no backup of samlad's");
	season_says(season_samlad(s, "backup", season_path(s, "nowhere/b")), 1, "can't be made");
	season_says(season_samlad(s, "backup"), 2, "samlad backup FILE");
	season_says(season_samlad(s, "restore"), 2, "samlad restore FILE");
	season_says(season_samlad(s, "restore", season_path(s, "nowhere/b")), 1, "nowhere/b");
	/* an older backup is */
	unlink(season_path(s, "samlad.backup"));
	season_backup(s);
	season_backup(s);
}

static void mails_of_a_mailbox_that_the_config_lacks_are_not_lost(void **state)
{
	struct season *s = *state;

	season_mail(s, EVA, "Hjälp", "", "\n");
	season_backup(s);
	season_lose(s);
	assert_int_equal(rename(season_path(s, "samlad.conf"), season_path(s, "kept.conf")), 0);
	season_write(s, "samlad.conf",
		arena_printf(s->arena,
			"state = %s/state\nmailbox other { maildir = inbox }\nsubmission { maildir "
			"= outbox }\nnetwork elder-care {\nname = N\naddress = n@fou.example\n"
			"mailbox = other\nlanguage = sv\ntimezone = Europe/Stockholm\nsectors = { "
			"a, b "
			"}\nleaders = { eva@fou.example }\n}\n",
			s->dir));
	season_says(season_restore(s), 1, "the mailbox main, which the config has not");
	assert_false(is_there(s, "state/samlad.db"));
	assert_int_equal(rename(season_path(s, "kept.conf"), season_path(s, "samlad.conf")), 0);
	assert_int_equal(season_restore(s).status, 0);
	assert_int_equal(season_files(s, "state/inbox/new"), 1);
}

/* ---- whose files they are ---- */

static int give_one(const char *path, const struct stat *st, int kind, struct FTW *walk)
{
	(void)st, (void)kind, (void)walk;
	return lchown(path, NOBODY, NOBODY);
}

static void give_away(struct season *s, const char *name)
{
	assert_int_equal(nftw(season_path(s, name), give_one, 16, FTW_PHYS), 0);
}

static int find_foreign(const char *path, const struct stat *st, int kind, struct FTW *walk)
{
	(void)kind, (void)walk;
	if (st->st_uid != NOBODY)
		print_message("%s belongs to %u\n", path, (unsigned)st->st_uid);
	return st->st_uid != NOBODY;
}

/* Root keeps backups where nobody else may look; the state is the daemon's user's. */
static void root_keeps_it_where_only_root_may(void **state)
{
	struct season *s = *state;
	struct stat st;

	if (geteuid() != 0)
		skip();
	assert_int_equal(chmod(s->dir, 0755), 0);
	assert_int_equal(chmod(season_path(s, "samlad.conf"), 0644), 0);
	assert_int_equal(mkdir(season_path(s, "vault"), 0700), 0);
	const char *file = season_path(s, "vault/b");
	season_mail(s, EVA, "Hjälp", "", "\n");
	give_away(s, "state");
	struct season_ran ran = season_samlad(s, "backup", file);
	if (ran.status != 0)
		fail_msg("%s", ran.err);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_uid, 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(season_files(s, "vault"), 1);
	season_lose(s);
	give_away(s, "state");
	ran = season_samlad(s, "restore", file);
	if (ran.status != 0)
		fail_msg("%s", ran.err);
	assert_int_equal(nftw(season_path(s, "state"), find_foreign, 16, FTW_PHYS), 0);
	assert_int_equal(season_files(s, "state/inbox/new"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_is_no_whole_backup_is_refused),
		STORY(a_state_that_is_there_is_left_alone),
		STORY(a_state_in_use_is_left_alone),
		STORY(another_file_is_not_overwritten),
		STORY(mails_of_a_mailbox_that_the_config_lacks_are_not_lost),
		STORY(root_keeps_it_where_only_root_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
