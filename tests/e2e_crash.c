/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/season_story.c */
/* with: support/scratch.c support/outcome.c support/outcome_letters.c support/certificate.c */
/* with: support/crash.c support/crash_stage.c support/crash_point.c support/crash_season.c */
/* with: support/disk.c support/disk_lay.c */
/* with: support/office.c support/office_imap.c support/office_smtp.c */
/* SPDX-License-Identifier: MIT */
/*
 * kill -9 anywhere: coordinator, starter, fetcher, sender, reader and the reader's child, each
 * ended at each call that makes something durable or visible, then run on; afterwards the journal,
 * the letters and the mails are those of a season that nothing disturbed. A sample; all points with
 * CRASH_EVERY=1, of one way alone with its number as the argument.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/crash_season.h"

#define EVERY 240
#define ALL_LEAST 2000 /* points, when all are tried */
/* Of a sample, one in so many roles of a stage: a sanitizer's program is slow. */
#if defined(__SANITIZE_ADDRESS__)
#define THIN 3
#else
#define THIN 1
#endif

static struct crash crash;
static size_t tried, killed[LEDGER_ROLES];

static void try_kill(const struct crash_point *point, bool torn)
{
	const char *wrong = crash_kill(&crash, point, torn);

	if (wrong)
		fail_msg("%s", wrong);
	tried++;
	killed[point->record->role]++;
}

/* Of each role one point in `every`, the first of them another one in each stage. */
static void kill_in_stage(size_t stage, size_t every)
{
	size_t seen[LEDGER_ROLES] = {0}, n[LEDGER_ROLES] = {0};

	list_each (point, &crash.points)
		n[point->record->role]++;
	list_each (point, &crash.points) {
		unsigned role = point->record->role;
		size_t step = every < n[role] ? every : n[role];
		bool torn = crash_can_be_torn(point), both = every == 1;
		if (seen[role]++ % step != (stage * 7 + 3) % step)
			continue;
		if (!both && (stage + role) % THIN != 0)
			continue;
		if (!torn || both || seen[role] % 2 == 0)
			try_kill(point, false);
		if (torn && (both || seen[role] % 2 == 1))
			try_kill(point, true);
	}
}

static void kill_season(enum crash_way way)
{
	const char *every = getenv("CRASH_EVERY");

	tried = 0;
	crash_begin(&crash, way, NULL);
	for (size_t i = 0; i < crash_season_stages; i++) {
		crash_stage_begin(&crash, &crash_season[i]);
		kill_in_stage(i, every ? strtoul(every, NULL, 10) : EVERY);
		crash_stage_end(&crash);
	}
	print_message("killed %s: %zu times; %zu letters doubled in flight\n", crash_way_names[way],
		tried, crash.doubled);
	assert_true(!every || *every != '1' || tried >= ALL_LEAST);
}

static void nothing_is_lost_or_doubled_by_maildirs(void **state)
{
	(void)state;
	kill_season(CRASH_MAILDIR);
	for (int role = ROLE_COORDINATOR; role < LEDGER_ROLES; role++)
		assert_true(role == ROLE_FETCHER || killed[role] > 0);
}

static void nothing_is_lost_or_doubled_by_imap_and_smtp(void **state)
{
	(void)state;
	kill_season(CRASH_MOVED);
	for (int role = ROLE_COORDINATOR; role < LEDGER_ROLES; role++)
		assert_true(killed[role] > 0);
}

static void nothing_is_lost_or_doubled_where_handled_mail_is_deleted(void **state)
{
	(void)state;
	kill_season(CRASH_DELETED);
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
		[CRASH_MAILDIR] = TALE(nothing_is_lost_or_doubled_by_maildirs),
		[CRASH_MOVED] = TALE(nothing_is_lost_or_doubled_by_imap_and_smtp),
		[CRASH_DELETED] = TALE(nothing_is_lost_or_doubled_where_handled_mail_is_deleted),
	};
	const struct CMUnitTest one[] = {
		tests[argc > 1 ? strtoul(argv[1], NULL, 10) % CRASH_WAYS : 0]};

	return argc > 1 ? cmocka_run_group_tests(one, NULL, NULL)
			: cmocka_run_group_tests(tests, NULL, NULL);
}
