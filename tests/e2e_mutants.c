/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/season_story.c */
/* with: support/scratch.c support/outcome.c support/outcome_letters.c support/certificate.c */
/* with: support/crash.c support/crash_stage.c support/crash_point.c support/crash_season.c */
/* with: support/disk.c support/disk_lay.c */
/* with: support/office.c support/office_imap.c support/office_smtp.c */
/* SPDX-License-Identifier: MIT */
/*
 * The kills and the power cuts can fail: samlad with one order of its steps broken (tests/mutants)
 * is caught by them, by each in the stage where that order matters. Undisturbed, every mutant does
 * as samlad does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/crash_season.h"

#define ANY_ROLE LEDGER_ROLES
#define STEPS 12 /* points are tried in so many passes, each between those of the pass before */

struct mutant {
	const char *name;
	enum crash_way way;
	const char *stage;
	bool killed; /* else the power is cut */
	unsigned role; /* whose calls are the points */
};

static struct crash crash;

static const char *find_program(const char *name)
{
	const char *samlad = getenv("SAMLAD");
	static char path[4096];

	samlad = samlad ? samlad : "build/samlad";
	snprintf(path, sizeof(path), "%.*s/mutant-%s", (int)(strrchr(samlad, '/') - samlad), samlad,
		name);
	return path;
}

static const char *try_point(const struct mutant *mutant, const struct crash_point *point)
{
	if (mutant->role != ANY_ROLE && point->record->role != mutant->role)
		return NULL;
	return mutant->killed ? crash_kill(&crash, point, false) : crash_cut(&crash, point, 0);
}

/* Kills in any order; cuts in rising order, and only where they leave another disk. */
static const char *attack(const struct mutant *mutant)
{
	const char *wrong = NULL;

	for (size_t pass = 0; mutant->killed && !wrong && pass < STEPS; pass++)
		for (size_t i = pass; !wrong && i < crash.points.n; i += STEPS)
			wrong = try_point(mutant, &crash.points.at[i]);
	for (size_t i = 0; !mutant->killed && !wrong && i < crash.points.n; i++)
		if (crash_cut_differs(&crash, &crash.points.at[i]))
			wrong = try_point(mutant, &crash.points.at[i]);
	return wrong;
}

static void is_caught(const struct mutant *mutant)
{
	bool caught = false, played = false;

	crash_begin(&crash, mutant->way, find_program(mutant->name));
	for (size_t i = 0; !played && i < crash_season_stages; i++) {
		crash_stage_begin(&crash, &crash_season[i]);
		played = strcmp(crash_season[i].name, mutant->stage) == 0;
		const char *wrong = played ? attack(mutant) : NULL;
		if (wrong)
			print_message("%s: caught, %s\n", mutant->name, wrong);
		caught = wrong != NULL;
		crash_stage_end(&crash);
	}
	if (!caught)
		fail_msg("%s was not caught", mutant->name);
}

static void kills_catch_a_mail_filed_before_its_commit(void **state)
{
	(void)state;
	is_caught(&(struct mutant){
		"filed_before_commit", CRASH_MAILDIR, "order", true, ROLE_COORDINATOR});
}

static void kills_catch_a_letter_marked_before_the_answer_to_data(void **state)
{
	(void)state;
	is_caught(&(struct mutant){"sent_before_data", CRASH_MOVED, "order", true, ROLE_SENDER});
}

static void a_power_cut_catches_a_cursor_before_the_fsync(void **state)
{
	(void)state;
	is_caught(&(struct mutant){"cursor_before_fsync", CRASH_MOVED, "order", false, ANY_ROLE});
}

static void a_power_cut_catches_a_mailbox_that_is_not_synced(void **state)
{
	(void)state;
	is_caught(&(struct mutant){"no_sync_of_new", CRASH_MOVED, "order", false, ANY_ROLE});
}

static void a_power_cut_catches_an_outbox_that_is_not_synced(void **state)
{
	(void)state;
	is_caught(&(struct mutant){"no_sync_of_outbox", CRASH_MAILDIR, "order", false, ANY_ROLE});
}

static void a_power_cut_catches_a_new_maildir_that_is_not_synced(void **state)
{
	(void)state;
	is_caught(&(struct mutant){"no_sync_of_folder", CRASH_MAILDIR, "order", false, ANY_ROLE});
}

static void a_power_cut_catches_a_database_below_full(void **state)
{
	(void)state;
	is_caught(&(struct mutant){"synchronous_normal", CRASH_MOVED, "order", false, ANY_ROLE});
}

static int tidy(void **state)
{
	(void)state;
	crash_end(&crash);
	return 0;
}

#define TALE(name) cmocka_unit_test_teardown(name, tidy)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TALE(kills_catch_a_mail_filed_before_its_commit),
		TALE(kills_catch_a_letter_marked_before_the_answer_to_data),
		TALE(a_power_cut_catches_a_cursor_before_the_fsync),
		TALE(a_power_cut_catches_a_mailbox_that_is_not_synced),
		TALE(a_power_cut_catches_an_outbox_that_is_not_synced),
		TALE(a_power_cut_catches_a_new_maildir_that_is_not_synced),
		TALE(a_power_cut_catches_a_database_below_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
