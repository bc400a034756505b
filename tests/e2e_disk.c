/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c support/mishap.c */
/* SPDX-License-Identifier: MIT */
/*
 * A full disk, before the program begins and under the running daemon: it says so, keeps the mail,
 * and goes on when there is room. On a small disk of its own, where root may mount one.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/mishap.h"
#include "support/season_story.h"

#define NOW "2027-01-25T09:00:00+01:00"

/* A small disk of its own under the state; false where that is not allowed. */
static bool mount_small(struct season *s)
{
	bool there = geteuid() == 0 &&
		mount("tmpfs", season_path(s, "state"), "tmpfs", 0, "size=24m,mode=0700") == 0;

	if (!there)
		print_message("SKIPPED: no disk of its own can be mounted here\n");
	return there;
}

static void fill(struct season *s)
{
	static const char block[65536];
	int fd = open(season_path(s, "state/filler"), O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	for (size_t n = sizeof(block); n > 0; n /= 2)
		while (write(fd, block, n) > 0)
			;
	close(fd);
}

static void live_on_a_small_disk(struct season *s)
{
	static const char *const folders[] = {"inbox", "inbox/tmp", "inbox/new", "inbox/cur",
		"outbox", "outbox/tmp", "outbox/new", "outbox/cur"};

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		assert_int_equal(
			mkdir(arena_printf(s->arena, "%s/state/%s", s->dir, folders[i]), 0700), 0);
	season_import(s, NOW, "Eva Ek,eva@fou.example,FoU,primärvård,leader,sv\n");
	story_write_idea(s);
}

static int unmount(void **state)
{
	umount2(season_path(*state, "state"), MNT_DETACH);
	return story_end(state);
}

static void a_full_disk_is_said_and_worked_on_when_there_is_room(void **state)
{
	struct season *s = *state;

	if (!mount_small(s))
		skip();
	live_on_a_small_disk(s);
	fill(s);
	season_says(season_samlad(s, "run", "--once", "--now", NOW), 1, "make room");
	unlink(season_path(s, "state/filler"));
	story_idea_waits(s);
	story_idea_is_kept(s, NOW);
}

/* The daemon's first words on the pipe, as far as they have come. */
static void wait_for(int fd, const char *words)
{
	char said[4096] = "";
	size_t n = 0;

	while (!strstr(said, words) && n + 1 < sizeof(said)) {
		ssize_t got = read(fd, said + n, sizeof(said) - n - 1);
		if (got <= 0)
			fail_msg("it ended without \"%s\": %s", words, said);
		n += (size_t)got;
		said[n] = '\0';
	}
}

static pid_t start(struct season *s, int *ret_said)
{
	int said[2];

	assert_int_equal(pipe2(said, O_CLOEXEC), 0);
	pid_t daemon = fork();
	if (daemon == 0) {
		dup2(said[1], STDERR_FILENO);
		execl(s->samlad, "samlad", "-c", season_path(s, "samlad.conf"), "run",
			(char *)NULL);
		_exit(127);
	}
	close(said[1]);
	*ret_said = said[0];
	return daemon;
}

static void await_letters(struct season *s, size_t n)
{
	for (int i = 0; i < 3000 && season_files(s, "state/outbox/new") < n; i++)
		nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
	assert_int_equal(season_files(s, "state/outbox/new"), n);
}

/* A mail that is written when there is room, and comes when there is none. */
static void bring_a_mail_and_fill(struct season *s)
{
	season_mail(s, EVA, "Idé: Läsecirkel", "", "En gång i månaden.\n");
	rename(season_path(s, "state/inbox/new/1002.test"),
		season_path(s, "state/inbox/tmp/1002.test"));
	fill(s);
	rename(season_path(s, "state/inbox/tmp/1002.test"),
		season_path(s, "state/inbox/new/1002.test"));
}

static void a_disk_that_fills_under_the_daemon_stops_nothing_for_good(void **state)
{
	static const char counted[] = "SELECT kind || ' ' || count(*) FROM fact "
				      "WHERE kind != 'member-added' GROUP BY kind";
	struct season *s = *state;
	int said, status;

	if (!mount_small(s))
		skip();
	struct mishap *mishap = mishap_begin(s);
	if (!mishap)
		skip();
	mishap_clock(mishap, NOW);
	live_on_a_small_disk(s);
	pid_t daemon = start(s, &said);
	await_letters(s, 1);
	bring_a_mail_and_fill(s);
	wait_for(said, "disk is full");
	assert_int_equal(season_files(s, "state/inbox/new"), 1);
	assert_int_equal(season_files(s, "state/outbox/new"), 1);
	unlink(season_path(s, "state/filler"));
	season_mail(s, EVA, "Idé: Gemensam introduktion", "", "För nyanställda.\n");
	await_letters(s, 3);
	kill(daemon, SIGTERM);
	waitpid(daemon, &status, 0);
	close(said);
	mishap_end(mishap);
	assert_int_equal(status, 0);
	assert_int_equal(season_files(s, "state/inbox/new"), 0);
	assert_int_equal(season_files(s, "state/inbox/cur"), 3);
	assert_string_equal(
		season_query(s, counted), "idea-added 3\nletter-made 3\nletter-sent 3\n");
}

#define SMALL(name) cmocka_unit_test_setup_teardown(name, story_begin, unmount)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SMALL(a_full_disk_is_said_and_worked_on_when_there_is_room),
		SMALL(a_disk_that_fills_under_the_daemon_stops_nothing_for_good),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
