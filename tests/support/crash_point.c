/* SPDX-License-Identifier: MIT */
/* One point: the disturbance, the run that works off what it left, and the judgement. */
#include "support/crash_inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "support/season_mail.h"

#define EXIT_TEMPORARY 1 /* of a coordinator that lost a role */

static const char *const role_names[LEDGER_ROLES] = {[ROLE_COORDINATOR] = "coordinator",
	[ROLE_STARTER] = "starter",
	[ROLE_FETCHER] = "fetcher",
	[ROLE_SENDER] = "sender",
	[ROLE_READER] = "reader",
	[ROLE_CHILD] = "reader's child"};

static const char *describe(
	struct crash *crash, const struct crash_point *point, const char *what, const char *wrong)
{
	const struct ledger_record *record = point->record;

	return arena_printf(crash->arena, "%s, %s the %s's call %u (%s): %s", crash->stage->name,
		what, role_names[record->role], record->number, record->call, wrong);
}

/* Whether the database, as the disturbance left it, has the letter and does not know it as sent. */
static bool was_waiting(struct crash *crash, int64_t letter)
{
	sqlite3 *db;
	sqlite3_stmt *row;
	bool waiting = false;

	assert_int_equal(sqlite3_open_v2(crash_aside(crash, "disturbed/samlad.db"), &db,
				 SQLITE_OPEN_READWRITE, NULL),
		SQLITE_OK);
	if (sqlite3_prepare_v2(db, "SELECT state = 'waiting' FROM letter WHERE id = ?1", -1, &row,
		    NULL) == SQLITE_OK) {
		sqlite3_bind_int64(row, 1, letter);
		if (sqlite3_step(row) == SQLITE_ROW)
			waiting = sqlite3_column_int(row, 0) != 0;
	}
	sqlite3_finalize(row);
	sqlite3_close(db);
	return waiting;
}

/* A letter may arrive twice if the server had it and we had not written that down; one at most. */
static const char *judge_doubled(struct crash *crash, const struct outcome *got)
{
	if (got->n_doubled > 0 && !crash->office)
		return "a letter stands twice in the Maildir, where its name is its token";
	if (got->n_doubled > 1)
		return "more than one letter arrived twice";
	if (got->n_doubled == 1 && !was_waiting(crash, got->doubled[0]))
		return arena_printf(crash->arena,
			"letter %lld arrived twice though it was known as sent",
			(long long)got->doubled[0]);
	crash->doubled += got->n_doubled;
	return NULL;
}

/* The run after the disturbance, and what came of it. */
static const char *work_off(struct crash *crash)
{
	if (crash->office)
		crash_keep(crash, "disturbed");
	struct season_ran ran = crash_run(crash);
	if (ran.status != 0)
		return arena_printf(crash->arena, "then exit %d: %s", ran.status, ran.err);
	const struct outcome got = crash_outcome(crash);
	const char *wrong = outcome_difference(crash->arena, got.text, crash->wanted);
	return wrong ? wrong : judge_doubled(crash, &got);
}

/* The role ends there, or, torn, half-way through; the others as they do then. */
static const char *kill_there(struct crash *crash, const struct crash_point *point, uint64_t torn)
{
	struct ledger *ledger = crash->ledger;

	crash_put_back(crash, "before");
	if (crash->office)
		office_put(crash->office, &crash->office_before);
	ledger->kill_role = point->record->role;
	ledger->kill_at = point->record->number;
	ledger->torn = torn != 0;
	struct season_ran ran = crash_run(crash);
	ledger->kill_at = 0;
	if (ran.status != 0 && ran.status != EXIT_TEMPORARY && ran.status != LEDGER_KILLED)
		return arena_printf(crash->arena, "exit %d: %s", ran.status, ran.err);
	return work_off(crash);
}

static void play_to(struct crash *crash, const struct crash_point *point)
{
	while (crash->played < crash->points.n &&
		crash->points.at[crash->played].used < point->used)
		disk_play(crash->disk, crash->points.at[crash->played++].record);
}

static const char *cut_there(struct crash *crash, const struct crash_point *point, uint64_t seed)
{
	const char *state = season_path(&crash->season, "state");

	play_to(crash, point);
	crash_remove(state);
	disk_lay(crash->disk, "state", state, seed);
	if (crash->office)
		office_put(crash->office, point->office);
	return work_off(crash);
}

static const char *without_mails(struct crash *crash, const char *outcome)
{
	return arena_strndup(
		crash->arena, outcome, (size_t)(strstr(outcome, OUTCOME_MAILS) - outcome));
}

/* Where a mail lies is worked off anew; what was decided and sent must be on the disk. */
static const char *end_there(struct crash *crash, const struct crash_point *point, uint64_t seed)
{
	const char *state = season_path(&crash->season, "state");

	play_to(crash, point);
	disk_play(crash->disk, point->record);
	crash->played++;
	crash_remove(state);
	disk_lay(crash->disk, "state", state, seed);
	if (crash->office)
		office_put(crash->office, &crash->office_after);
	return outcome_difference(crash->arena, without_mails(crash, crash_outcome(crash).text),
		without_mails(crash, crash->wanted));
}

/* What the work at one point needs is dropped after it. */
static const char *try_point(struct crash *crash, const struct crash_point *point, const char *what,
	const char *(*work)(struct crash *, const struct crash_point *, uint64_t), uint64_t how)
{
	struct arena *kept = crash->season.arena;

	crash->season.arena = arena_new();
	const char *wrong = work(crash, point, how);
	arena_free(crash->season.arena);
	crash->season.arena = kept;
	return wrong ? describe(crash, point, what, wrong) : NULL;
}

const char *crash_kill(struct crash *crash, const struct crash_point *point, bool torn)
{
	return try_point(crash, point, torn ? "killed within" : "killed before", kill_there, torn);
}

const char *crash_cut(struct crash *crash, const struct crash_point *point, uint64_t seed)
{
	return try_point(crash, point,
		seed ? arena_printf(crash->arena, "power cut (seed %llu) before",
			       (unsigned long long)seed)
		     : "power cut before",
		cut_there, seed);
}

const char *crash_cut_end(struct crash *crash)
{
	return try_point(
		crash, &crash->points.at[crash->points.n - 1], "power cut after", end_there, 0);
}

bool crash_cut_differs(struct crash *crash, const struct crash_point *point)
{
	size_t syncs = disk_syncs(crash->disk);
	bool first = point == crash->points.at;

	play_to(crash, point);
	return first || disk_syncs(crash->disk) != syncs || point->office != point[-1].office;
}

bool crash_can_be_torn(const struct crash_point *point)
{
	static const char *const calls[] = {"write", "pwrite", "send", "sendmsg"};

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (strcmp(point->record->call, calls[i]) == 0)
			return true;
	return false;
}
