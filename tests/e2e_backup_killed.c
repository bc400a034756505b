/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c support/season_moved.c support/mishap.c */
/* SPDX-License-Identifier: MIT */
/*
 * kill -9 at any step of a backup and of a restore: the one leaves no file that looks like a backup
 * and is none, the other no state that looks like one and is none, and neither stands in the way of
 * its being done again. Every CRASH_EVERY-th step is tried (1: all of them).
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
#include "support/season_moved.h"
#include "support/season_story.h"

#define POINTS 12 /* of a run, where CRASH_EVERY doesn't say otherwise */

static bool is_there(struct season *s, const char *name)
{
	return access(season_path(s, name), F_OK) == 0;
}

static long stride(long all)
{
	const char *every = getenv("CRASH_EVERY");
	long n = every ? strtol(every, NULL, 10) : all / POINTS;

	return n > 0 ? n : 1;
}

static struct season_ran die_at(
	struct season *s, struct mishap *mishap, long step, const char *const *words)
{
	mishap->steps = 0;
	mishap->dies_at = step;
	struct season_ran ran = season_run(s, words);
	mishap->dies_at = 0;
	return ran;
}

static void a_backup_is_whole_or_not_there_wherever_it_ends(void **state)
{
	struct season *s = *state;
	const char *const backup[] = {"backup", season_path(s, "samlad.backup"), NULL};
	const char *const checked[] = {"restore", season_path(s, "samlad.backup"), NULL};

	story_call_meeting(s);
	season_mail(s, EVA, "Hjälp", "", "\n");
	struct mishap *mishap = mishap_begin(s);
	if (!mishap)
		skip();
	assert_int_equal(die_at(s, mishap, 0, backup).status, 0);
	long all = mishap->steps, missing = 0;
	assert_true(all > 20);
	for (long step = 1; step <= all; step += stride(all)) {
		unlink(season_path(s, "samlad.backup"));
		struct season_ran ran = die_at(s, mishap, step, backup);
		if (ran.status == 0)
			fail_msg("it did not end at step %ld of %ld", step, all);
		if (!is_there(s, "samlad.backup")) {
			missing++;
			/* and the next one is not hindered */
			ran = die_at(s, mishap, 0, backup);
			if (ran.status != 0)
				fail_msg("after step %ld: %s", step, ran.err);
		}
		season_lose(s);
		ran = season_run(s, checked);
		if (ran.status != 0)
			fail_msg("after step %ld of %ld: %s", step, all, ran.err);
		assert_int_equal(scratch_remove(season_path(s, "state")), 0);
		assert_int_equal(rename(season_path(s, "gone"), season_path(s, "state")), 0);
	}
	print_message("every %ldth of %ld steps\n", stride(all), all);
	assert_true(missing > 0);
	mishap_end(mishap);
}

static void a_restore_is_whole_or_not_there_wherever_it_ends(void **state)
{
	struct season *s = *state;
	const char *const restore[] = {"restore", season_path(s, "samlad.backup"), NULL};
	long all = 0, whole = 0;

	story_call_meeting(s);
	season_mail(s, EVA, "Hjälp", "", "\n");
	season_backup(s);
	const char *wanted = season_query(s, "SELECT count(*) FROM fact");
	struct mishap *mishap = mishap_begin(s);
	if (!mishap)
		skip();
	for (long step = 0; step <= all; step += step == 0 ? 1 : stride(all)) {
		season_lose(s);
		struct season_ran ran = die_at(s, mishap, step, restore);
		all = step == 0 ? mishap->steps : all;
		assert_int_equal(ran.status, step == 0 ? 0 : MISHAP_KILLED);
		whole += is_there(s, "state/samlad.db");
		if (!is_there(s, "state/samlad.db")) {
			ran = die_at(s, mishap, 0, restore);
			if (ran.status != 0)
				fail_msg("after step %ld of %ld: %s", step, all, ran.err);
		}
		assert_int_equal(season_files(s, "state/inbox/new"), 1);
		assert_string_equal(season_query(s, "SELECT count(*) FROM fact"), wanted);
		assert_int_equal(season_samlad(s, "run", "--once", "--now", s->now).status, 0);
		assert_int_equal(season_files(s, "state/outbox/new"), 0);
		assert_string_equal(
			season_query(s, "SELECT count(*) FROM mail WHERE done IS NOT NULL"), "3\n");
	}
	print_message("every %ldth of %ld steps\n", stride(all), all);
	assert_true(all > 20);
	assert_true(whole < all);
	mishap_end(mishap);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_backup_is_whole_or_not_there_wherever_it_ends),
		STORY(a_restore_is_whole_or_not_there_wherever_it_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
