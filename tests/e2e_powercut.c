/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/season_story.c */
/* with: support/scratch.c support/outcome.c support/outcome_letters.c support/certificate.c */
/* with: support/crash.c support/crash_stage.c support/crash_point.c support/crash_season.c */
/* with: support/disk.c support/disk_lay.c */
/* with: support/office.c support/office_imap.c support/office_smtp.c */
/* SPDX-License-Identifier: MIT */
/*
 * The power cut anywhere: before each call that makes something durable or visible all processes
 * are gone, and of the state is left what was synced, or that and any part of the rest; run on, the
 * journal, the letters and the mails are those of a season that nothing disturbed. And what a run
 * has said to be done outlasts a cut right after it. A sample; all points with CRASH_EVERY=1, of
 * one way alone with its number as the argument.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/crash_season.h"

#if defined(__SANITIZE_ADDRESS__)
#define EVERY 900
#else
#define EVERY 150
#endif

static struct crash crash;
static size_t bare, parts; /* cuts that lost all that was not synced, and that kept a part */

static void try_cut(const struct crash_point *point, uint64_t seed)
{
	const char *wrong = crash_cut(&crash, point, seed);

	if (wrong)
		fail_msg("%s", wrong);
	*(seed ? &parts : &bare) += 1;
}

static void cut_in_stage(size_t stage, size_t every)
{
	size_t i = stage * 13;

	list_each (point, &crash.points) {
		bool differs = crash_cut_differs(&crash, point);
		if (i++ % every != 0)
			continue;
		if (differs || every > 1)
			try_cut(point, 0);
		try_cut(point, i);
	}
	const char *wrong = crash_cut_end(&crash);
	if (wrong)
		fail_msg("%s", wrong);
}

static void cut_season(enum crash_way way)
{
	const char *every = getenv("CRASH_EVERY");

	bare = parts = 0;
	crash_begin(&crash, way, NULL);
	for (size_t i = 0; i < crash_season_stages; i++) {
		crash_stage_begin(&crash, &crash_season[i]);
		cut_in_stage(i, every ? strtoul(every, NULL, 10) : EVERY);
		crash_stage_end(&crash);
	}
	print_message("power cut %s: at %zu points with a part kept of what was not synced, at %zu "
		      "with nothing; %zu letters doubled in flight\n",
		crash_way_names[way], parts, bare, crash.doubled);
}

static void a_power_cut_loses_and_doubles_nothing_by_maildirs(void **state)
{
	(void)state;
	cut_season(CRASH_MAILDIR);
}

static void a_power_cut_loses_and_doubles_nothing_by_imap_and_smtp(void **state)
{
	(void)state;
	cut_season(CRASH_MOVED);
}

static void a_power_cut_loses_and_doubles_nothing_where_handled_mail_is_deleted(void **state)
{
	(void)state;
	cut_season(CRASH_DELETED);
}

static int tidy(void **state)
{
	(void)state;
	crash_end(&crash);
	return 0;
}

#define TALE(name) cmocka_unit_test_teardown(name, tidy)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[CRASH_WAYS] = {
		[CRASH_MAILDIR] = TALE(a_power_cut_loses_and_doubles_nothing_by_maildirs),
		[CRASH_MOVED] = TALE(a_power_cut_loses_and_doubles_nothing_by_imap_and_smtp),
		[CRASH_DELETED] =
			TALE(a_power_cut_loses_and_doubles_nothing_where_handled_mail_is_deleted),
	};
	const struct CMUnitTest one[] = {
		tests[argc > 1 ? strtoul(argv[1], NULL, 10) % CRASH_WAYS : 0]};

	return argc > 1 ? cmocka_run_group_tests(one, NULL, NULL)
			: cmocka_run_group_tests(tests, NULL, NULL);
}
