/* floor: outward */
/* with: support/store_fixture.c support/scratch.c */
/* SPDX-License-Identifier: MIT */
/* Letters that await a word, what is remembered of the hold and the clock, what a letter that was
 * late brings about; and a state of an older version. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "support/store_fixture.h"

#define NONE INSTANT_NONE

/* How many may go at that time; each is put off then. */
static int may_go(struct store_fixture *f, instant now)
{
	struct outgoing letter;
	bool found = true;
	instant next;
	int n = 0;

	while (found) {
		assert_int_equal(
			store_outbox_next(f->store, now, f->arena, &letter, &found, &next, NULL),
			0);
		if (!found)
			break;
		n++;
		assert_int_equal(
			store_letter_later(f->store, letter.letter, now + DAY_S, "", NULL), 0);
	}
	return n;
}

static void hold_all(struct store_fixture *f, bool answers_too)
{
	assert_int_equal(store_begin(f->store, NULL), 0);
	assert_int_equal(store_hold_letters(f->store, answers_too, FIXTURE_NOW, NULL), 0);
	assert_int_equal(store_commit(f->store, NULL), 0);
}

static int release(struct store_fixture *f, bool drop, instant now)
{
	int n = -1;

	assert_int_equal(store_begin(f->store, NULL), 0);
	assert_int_equal(store_release_letters(f->store, drop, now, &n, NULL), 0);
	assert_int_equal(store_commit(f->store, NULL), 0);
	return n;
}

static const struct letter *letter_of(struct store_fixture *f, int64_t id)
{
	assert_int_equal(store_begin(f->store, NULL), 0);
	const struct snapshot *snapshot = store_fixture_load(f, FIXTURE_NOW);
	assert_int_equal(store_commit(f->store, NULL), 0);
	return snapshot_letter(snapshot, id);
}

static void what_awaits_a_word_does_not_go_and_does_not_grow_old(void **state)
{
	struct store_fixture *f = *state;
	int64_t one = store_fixture_letter(f, "t1", NULL, 1, 0, NONE, FIXTURE_NOW + 10);
	struct held_letter *held;
	size_t n;

	store_fixture_letter(f, "t2", NULL, 2, 0, NONE, INSTANT_NEVER);
	hold_all(f, true);
	store_fixture_letter(f, "t3", NULL, 3, 0, NONE, INSTANT_NEVER);
	assert_int_equal(may_go(f, FIXTURE_NOW + 60), 1);
	assert_int_equal(store_held_letters(f->store, f->arena, &held, &n, NULL), 0);
	assert_int_equal(n, 2);
	assert_string_equal(held[0].template, "attendance");
	assert_true(letter_of(f, one)->awaits);
	assert_int_equal(release(f, false, FIXTURE_NOW + 5), 2);
	assert_int_equal(release(f, false, FIXTURE_NOW + 5), 0);
	assert_false(letter_of(f, one)->awaits);
	/* it was held, and was not late by that */
	assert_int_equal(letter_leaves(letter_of(f, one)), FIXTURE_NOW + 5);
	/* and is older than its use by now */
	assert_int_equal(may_go(f, FIXTURE_NOW + 60), 1);
	assert_int_equal(letter_of(f, one)->state, LETTER_DROPPED);
	assert_int_equal(letter_of(f, one)->outdated, FIXTURE_NOW + 60);
}

static void what_is_written_off_is_no_longer_there_to_go(void **state)
{
	struct store_fixture *f = *state;
	int64_t one = store_fixture_letter(f, "t1", NULL, 1, 0, NONE, INSTANT_NEVER);

	hold_all(f, false);
	assert_int_equal(release(f, true, FIXTURE_NOW + 5), 1);
	assert_int_equal(may_go(f, FIXTURE_NOW + 60), 0);
	assert_int_equal(letter_of(f, one)->state, LETTER_DROPPED);
	/* by a word, not by age */
	assert_int_equal(letter_of(f, one)->outdated, NONE);
}

static void the_hold_and_the_clock_are_remembered(void **state)
{
	struct store_fixture *f = *state;
	const struct hold some = {NONE, NONE, 5, 4, 5, NONE},
			  none = {NONE, NONE, NONE, NONE, NONE, NONE};
	const struct clock_reading reading = {FIXTURE_NOW, 77, 12345};
	struct clock_reading before;
	struct hold hold;
	bool known;

	assert_int_equal(store_hold(f->store, &hold, NULL), 0);
	assert_memory_equal(&hold, &none, sizeof(hold));
	assert_int_equal(store_set_hold(f->store, &some, NULL), 0);
	assert_int_equal(store_hold(f->store, &hold, NULL), 0);
	assert_memory_equal(&hold, &some, sizeof(hold));
	assert_int_equal(store_set_hold(f->store, &none, NULL), 0);
	assert_int_equal(store_hold(f->store, &hold, NULL), 0);
	assert_memory_equal(&hold, &none, sizeof(hold));

	assert_int_equal(store_clock(f->store, &before, &known, NULL), 0);
	assert_false(known);
	assert_int_equal(store_set_clock(f->store, &reading, NULL), 0);
	assert_int_equal(store_clock(f->store, &before, &known, NULL), 0);
	assert_true(known);
	assert_memory_equal(&before, &reading, sizeof(before));
	assert_int_equal(store_set_clock(f->store, NULL, NULL), 0);
	assert_int_equal(store_clock(f->store, &before, &known, NULL), 0);
	assert_false(known);
}

static instant due(struct store_fixture *f)
{
	assert_int_equal(store_begin(f->store, NULL), 0);
	const struct snapshot *snapshot = store_fixture_load(f, FIXTURE_NOW);
	assert_int_equal(store_commit(f->store, NULL), 0);
	return snapshot->state.due;
}

static void a_letter_that_was_late_makes_its_network_due(void **state)
{
	static const struct {
		instant sent, due;
	} rows[] = {{FIXTURE_NOW + DAY_S, FIXTURE_NOW + 9 * DAY_S},
		{FIXTURE_NOW + DAY_S + 1, FIXTURE_NOW + DAY_S + 1}};
	struct store_fixture *f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t letter =
			store_fixture_letter(f, i ? "t2" : "t1", NULL, 1, 0, NONE, INSTANT_NEVER);
		assert_int_equal(
			store_set_due(f->store, "care", FIXTURE_NOW, FIXTURE_NOW + 9 * DAY_S, NULL),
			0);
		assert_int_equal(store_letter_sent(f->store, letter, rows[i].sent, NULL), 0);
		assert_int_equal(due(f), rows[i].due);
	}
	/* what is due already stays due since then */
	assert_int_equal(store_bring_due(f->store, "care", FIXTURE_NOW + 5 * DAY_S, NULL), 0);
	assert_int_equal(due(f), FIXTURE_NOW + DAY_S + 1);
	assert_int_equal(store_bring_due(f->store, NULL, FIXTURE_NOW, NULL), 0);
	assert_int_equal(due(f), FIXTURE_NOW);
}

static void a_state_of_an_older_version_is_brought_up_to_date(void **state)
{
	struct store_fixture *f = *state;
	struct store *store;
	struct fault fault = {""};
	sqlite3 *db;

	store_fixture_letter(f, "t1", NULL, 1, 0, INSTANT_NONE, INSTANT_NEVER);
	store_close(f->store);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
				 "ALTER TABLE letter DROP COLUMN awaits;"
				 "ALTER TABLE letter DROP COLUMN outdated;"
				 "ALTER TABLE network DROP COLUMN outage_told;"
				 "PRAGMA user_version = 1",
				 NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(store_open(f->path, true, &store, &fault), -EUCLEAN);
	assert_non_null(strstr(fault.text, "its daemon brings it up to date"));
	assert_int_equal(store_open(f->path, false, &f->store, NULL), 0);
	assert_int_equal(store_begin(f->store, NULL), 0);
	const struct snapshot *snapshot = store_fixture_load(f, FIXTURE_NOW);
	assert_int_equal(snapshot->letters.n, 1);
	assert_false(snapshot->letters.at[0].awaits);
	assert_int_equal(store_commit(f->store, NULL), 0);
}

int main(void)
{
#define FIXED(test) cmocka_unit_test_setup_teardown(test, store_fixture_begin, store_fixture_end)
	const struct CMUnitTest tests[] = {
		FIXED(what_awaits_a_word_does_not_go_and_does_not_grow_old),
		FIXED(what_is_written_off_is_no_longer_there_to_go),
		FIXED(the_hold_and_the_clock_are_remembered),
		FIXED(a_letter_that_was_late_makes_its_network_due),
		FIXED(a_state_of_an_older_version_is_brought_up_to_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
