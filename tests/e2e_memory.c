/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c support/memory_group.c */
/* SPDX-License-Identifier: MIT */
/*
 * Too little memory, from what does not suffice to start to what does: by a limit that makes
 * requests fail, and by one at which the kernel kills (SIGKILL) whoever holds most of it, be it the
 * coordinator, a role or the reader's child. The next run finds everything.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory_group.h"
#include "support/season_story.h"

#define NOW "2027-01-25T09:00:00+01:00"
#define KIB_LEAST 1024L
#define KIB_MOST (48L * 1024)

static void where_requests_fail_nothing_is_lost(void **state)
{
	struct season *s = *state;
	size_t failed = 0;

	story_write_idea(s);
	for (int most = 1024; most <= 16 * 1024; most += 1024) {
		struct season_ran ran =
			season_once_after(s, arena_printf(s->arena, "ulimit -d %d", most), NOW);
		if (ran.status == 0)
			break;
		failed++;
		story_idea_waits(s);
	}
	assert_true(failed > 0);
	story_idea_is_kept(s, NOW);
}

/* A season of its own for each limit: a mail whose readers died three times is put aside. */
static int run_under(const char *group, long kib)
{
	void *season;

	story_begin(&season);
	struct season *s = season;
	story_write_idea(s);
	memory_group_limit(group, kib);
	struct season_ran ran = season_once_after(
		s, arena_printf(s->arena, "echo $$ >%s/cgroup.procs", group), NOW);
	memory_group_await(group);
	assert_int_equal(
		season_files(s, "state/inbox/new") + season_files(s, "state/inbox/cur"), 1);
	assert_in_range(season_files(s, "state/outbox/new"), 0, 1);
	story_idea_is_kept(s, NOW);
	story_end(&season);
	return ran.status;
}

static void where_the_kernel_kills_nothing_is_lost(void **state)
{
	char group[MEMORY_GROUP_PATH];
	size_t killed = 0;

	(void)state;
	if (memory_group_make(group) < 0) {
		print_message("SKIPPED: no group of processes with a limit of memory here\n");
		skip();
	}
	int status = -1;
	for (long kib = KIB_LEAST; status != 0 && kib <= KIB_MOST; kib += kib / 4) {
		status = run_under(group, kib);
		killed += status == 128 + SIGKILL;
	}
	print_message(
		"%zu times killed by the kernel, %ld in all\n", killed, memory_group_kills(group));
	assert_true(killed > 0 && memory_group_kills(group) >= (long)killed);
	memory_group_remove(group);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(where_requests_fail_nothing_is_lost),
		cmocka_unit_test(where_the_kernel_kills_nothing_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
