/* SPDX-License-Identifier: MIT */
/* A run of the program, and a stage played undisturbed. */
#include "support/crash_inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/when.h"
#include "support/season_mail.h"

/* The stage's command, until all that it started has ended. */
struct season_ran crash_run(struct crash *crash)
{
	const char *words[sizeof(crash->stage->words) / sizeof(crash->stage->words[0])];

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		const char *word = crash->stage->words[i];
		/* a file is the season's */
		words[i] = word && strchr(word, '.') ? season_path(&crash->season, word) : word;
	}
	memset(crash->ledger->calls, 0, sizeof(crash->ledger->calls));
	setenv("LD_PRELOAD", crash_aside(crash, CRASH_SHIM), 1);
	struct season_ran ran = season_run(&crash->season, words);
	unsetenv("LD_PRELOAD");
	while (waitpid(-1, NULL, 0) > 0)
		;
	if (crash->office)
		office_settle(crash->office);
	return ran;
}

struct outcome crash_outcome(struct crash *crash)
{
	if (!crash->office)
		return outcome_of(&crash->season, NULL);
	const struct office_state state = office_state(crash->office);
	return outcome_of(&crash->season, &state);
}

static void collect_points(struct crash *crash)
{
	const struct ledger_record *record;
	struct office_state *last = NULL;

	for (size_t at = 0; (record = ledger_at(crash->ledger, at)); at += record->bytes) {
		struct crash_point point = {record, at, NULL};
		if (crash->office) {
			const struct office_state then = office_state_at(crash->office, at);
			if (!last || memcmp(last, &then, sizeof(then)) != 0)
				last = arena_memdup(crash->arena, &then, sizeof(then));
			point.office = last;
		}
		*arena_push(crash->arena, &crash->points) = point;
	}
}

static void check_ledger(struct crash *crash, struct disk *disk)
{
	list_each (point, &crash->points)
		disk_play(disk, point->record);
	disk_compare(disk, crash->season.dir, "state");
	disk_free(disk);
}

void crash_stage_begin(struct crash *crash, const struct crash_stage *stage)
{
	struct season *s = &crash->season;

	crash->arena = arena_new();
	crash->stage = stage;
	s->now = stage->now;
	if (stage->prepare)
		stage->prepare(s);
	crash_keep(crash, "before");
	if (crash->office) {
		crash->office_before = office_state(crash->office);
		office_put(crash->office, &crash->office_before);
	}
	crash->disk = disk_new(s->dir);
	crash->played = 0;
	struct disk *whole = disk_new(s->dir);
	crash->ledger->now = instant_parse(stage->now);
	crash->ledger->used = 0;
	crash->ledger->recording = true;
	struct season_ran ran = crash_run(crash);
	crash->ledger->recording = false;
	if (ran.status != 0)
		fail_msg("%s: exit %d: %s", stage->name, ran.status, ran.err);
	collect_points(crash);
	check_ledger(crash, whole);
	crash_keep(crash, "after");
	if (crash->office)
		crash->office_after = office_state(crash->office);
	crash->wanted = arena_strdup(crash->arena, crash_outcome(crash).text);
}

/* The letters, as their readers take them out of the box. */
static void collect_letters(struct crash *crash)
{
	struct season *s = &crash->season;
	struct office_state *state = &crash->office_after;

	if (!crash->office) {
		if (access(season_path(s, "state/outbox/new"), F_OK) == 0)
			season_collect(s);
		for (size_t i = s->fresh; i < s->letters.n; i++)
			assert_int_equal(unlink(season_path(s,
						 arena_printf(s->arena, "state/outbox/new/%s",
							 s->letters.at[i].file))),
				0);
		return;
	}
	s->fresh = s->letters.n;
	for (size_t i = 0; i < state->n_letters; i++)
		*arena_push(s->arena, &s->letters) = season_read_letter(
			s->arena, "", state->letters[i], strlen(state->letters[i]));
	state->n_letters = 0;
	office_put(crash->office, state);
}

void crash_stage_end(struct crash *crash)
{
	crash_put_back(crash, "after");
	collect_letters(crash);
	disk_free(crash->disk);
	crash->points.n = crash->points.cap = 0;
	crash->points.at = NULL;
	arena_free(crash->arena);
}
