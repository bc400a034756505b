/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * kill -9 at any step: the program dies before its n-th write, fsync, rename or message, then runs
 * undisturbed; afterwards the journal, the letters and the mails are those of a run that nothing
 * disturbed. Every CRASH_EVERY-th step is tried (1: all of them).
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/season_story.h"

#define POINTS 24 /* of a run, where CRASH_EVERY doesn't say otherwise */
#define KILLED 137

static void shell(struct season *s, const char *program, const char *from, const char *to)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		execl(program, program, "-r", "-f", "-p", from, to, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	(void)s;
}

static void remove_state(struct season *s)
{
	const char *state = season_path(s, "state");
	if (access(state, F_OK) == 0)
		assert_int_equal(scratch_remove(state), 0);
}

/* The state as it was kept aside. */
static void put_back(struct season *s)
{
	remove_state(s);
	shell(s, "/bin/cp", season_path(s, "kept"), season_path(s, "state"));
}

/* How many steps the last run took. */
static long steps(struct season *s)
{
	long n = 0;
	int fd = open(season_path(s, "count"), O_RDONLY);

	assert_true(fd >= 0);
	assert_int_equal(pread(fd, &n, sizeof(n), 0), sizeof(n));
	close(fd);
	return n;
}

/* A run that dies at that step; 0: at none. Its exit code. */
static struct season_ran run_until(struct season *s, long step, const char *const *words)
{
	char number[32];
	const long none = 0;
	int fd = open(season_path(s, "count"), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_int_equal(write(fd, &none, sizeof(none)), sizeof(none));
	close(fd);
	snprintf(number, sizeof(number), "%ld", step);
	setenv("CRASHAT", number, 1);
	setenv("CRASHAT_COUNT", season_path(s, "count"), 1);
	setenv("LD_PRELOAD", season_path(s, "crashat.so"), 1);
	struct season_ran ran = season_run(s, words);
	unsetenv("LD_PRELOAD");
	unsetenv("CRASHAT");
	return ran;
}

static long stride(long all)
{
	const char *every = getenv("CRASH_EVERY");
	long n = every ? strtol(every, NULL, 10) : all / POINTS;

	return n > 0 ? n : 1;
}

/* What must be the same whenever it was killed: the journal without numbers of its own, who got
 * which letter, and what became of each mail. */
static const char *outcome(struct season *s)
{
	return arena_printf(s->arena, "%s--\n%s--\n%s--\n%s",
		season_query(s,
			"SELECT kind || ' ' || ifnull(word, '') || ' ' || member || ' ' || topic "
			"|| ' ' || ask || ' ' || number FROM fact ORDER BY 1"),
		season_query(s,
			"SELECT recipient || ' ' || template || ' ' || state FROM letter ORDER BY "
			"1"),
		season_query(s,
			"SELECT file || ' ' || (done IS NOT NULL) || ' ' || (quarantined IS NULL) "
			"FROM mail ORDER BY 1"),
		season_query(s,
			"SELECT kind || ' ' || answer_kind || ' ' || state FROM ask "
			"ORDER BY id"));
}

static int begin(void **state)
{
	int r = story_begin(state);
	struct season *s = *state;
	const char *shim = arena_printf(s->arena, "%.*s/tests/crashat.so",
		(int)(strrchr(s->samlad, '/') - s->samlad), s->samlad);

	if (access(shim, R_OK) == 0)
		assert_int_equal(symlink(shim, season_path(s, "crashat.so")), 0);
	/* a sanitizer wants to be loaded first; here it needn't */
	setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
	return r;
}

/* A Monday on which much waits: answers, an order, a bounce, and what the clock makes due. */
static void prepare(struct season *s)
{
	story_call_meeting(s);
	s->now = "2027-02-01T07:00:00+01:00";
	season_answer(s, story_invitation(s, BO), BO, "Ja men blir sen");
	season_calendar_answer(s, story_invitation(s, DAN), DAN, "ACCEPTED");
	season_answer(s, story_invitation(s, FIA), FIA, "Vad ska vi prata om?");
	season_bounce(s, story_invitation(s, IRIS), "5.1.1");
	season_mail(s, EVA, "Projekt: Kartlägg korttidsvården", "",
		"Söker: 2\nTimmar: 6\nKlart senast: 31 maj\n");
	shell(s, "/bin/cp", season_path(s, "state"), season_path(s, "kept"));
}

static void nothing_is_lost_or_doubled_wherever_it_is_killed(void **state)
{
	struct season *s = *state;
	static const char *const round[] = {
		"run", "--once", "--now", "2027-02-01T07:31:00+01:00", NULL};

	if (access(season_path(s, "crashat.so"), R_OK) < 0)
		skip();
	prepare(s);
	assert_int_equal(run_until(s, 0, round).status, 0);
	long all = steps(s), killed = 0;
	const char *wanted = outcome(s);
	size_t letters = season_files(s, "state/outbox/new");
	assert_true(all > 50);

	for (long step = 1; step <= all; step += stride(all)) {
		put_back(s);
		struct season_ran ran = run_until(s, step, round);
		killed += ran.status == KILLED;
		if (ran.status != KILLED && ran.status != 0)
			fail_msg("killed at step %ld: exit %d: %s", step, ran.status, ran.err);
		ran = season_run(s, round);
		if (ran.status != 0)
			fail_msg("after step %ld: exit %d: %s", step, ran.status, ran.err);
		const char *got = outcome(s);
		if (strcmp(got, wanted) != 0)
			fail_msg("killed at step %ld of %ld:\n%s\nwanted\n%s", step, all, got,
				wanted);
		assert_int_equal(season_files(s, "state/outbox/new"), letters);
		assert_int_equal(season_files(s, "state/inbox/new"), 0);
		assert_int_equal(season_files(s, "state/inbox/cur"), s->mails);
	}
	assert_true(killed > 0);
}

static void an_import_is_whole_or_not_at_all_wherever_it_is_killed(void **state)
{
	struct season *s = *state;
	const char *const import[] = {"import", "elder-care", season_path(s, "members.csv"),
		"--now", "2027-01-25T08:00:00+01:00", NULL};

	if (access(season_path(s, "crashat.so"), R_OK) < 0)
		skip();
	remove_state(s);
	assert_int_equal(run_until(s, 0, import).status, 0);
	long all = steps(s);

	for (long step = 1; step <= all; step += stride(all)) {
		remove_state(s);
		run_until(s, step, import);
		struct season_ran ran = season_run(s, import);
		if (ran.status != 0)
			fail_msg("after step %ld of %ld: exit %d: %s", step, all, ran.status,
				ran.err);
		assert_string_equal(season_query(s, "SELECT count(*) FROM member"), "12\n");
		assert_string_equal(
			season_query(s, "SELECT count(*) FROM fact WHERE kind = 'member-added'"),
			"12\n");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			nothing_is_lost_or_doubled_wherever_it_is_killed, begin, story_end),
		cmocka_unit_test_setup_teardown(
			an_import_is_whole_or_not_at_all_wherever_it_is_killed, begin, story_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
