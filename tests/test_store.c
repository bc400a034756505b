/* floor: outward */
/* with: support/store_fixture.c support/scratch.c */
/* SPDX-License-Identifier: MIT */
/* The state: what is kept comes back whole, what is damaged is refused, quiet networks cost
 * nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <errno.h>
#include <sqlite3.h>
#include <unistd.h>

#include "core/order.h"
#include "support/store_fixture.h"

/* Everything with everything set. */
static void make_all(struct effects *fx)
{
	struct member *anna = effects_new_member(fx);
	anna->name = "Anna Ek";
	anna->given_name = "Anna";
	anna->sector = 2;
	anna->standing = STANDING_PAUSED;
	anna->paused_until = day_parse("2027-03-01");
	anna->last_bounce = DAY_NONE;
	*arena_push(fx->arena, &anna->addresses) = "anna@kommun.example";
	*arena_push(fx->arena, &anna->addresses) = "anna@hemma.example";
	struct meeting *meeting = effects_new_meeting(fx);
	meeting->title = "Vårmöte";
	meeting->start = FIXTURE_NOW + 30 * DAY_S;
	meeting->end = meeting->start + 3 * HOUR_S;
	meeting->sequence = 2;
	*arena_push(fx->arena, &meeting->invited) = "bo@region.example";
	struct project *project = effects_new_project(fx);
	project->title = "Kartlägg";
	project->wanted = 4;
	*arena_push(fx->arena, &project->sector_wants) = (struct sector_want){1, 2};
	project->stuck = "väntar på svar";
	struct ask *ask = effects_new_ask(fx, ASK_SIGNUP, anna->id, 0);
	*arena_push(fx->arena, &ask->offers) = project->id;
	ask->uid = "u1@fou.example";
	ask->answer = (struct standing_answer){.at = FIXTURE_NOW,
		.kind = ANSWER_CHOICE,
		.comment = "gärna",
		.person = "",
		.date = day_parse("2027-04-01"),
		.hours = 3,
		.manager = true,
		.evidence = EVIDENCE_TOLD,
		.told_by = anna->id};
	*arena_push(fx->arena, &ask->answer.choices) = 1;
	*arena_push(fx->arena, &ask->answer.choices) = 3;
	struct order *order = effects_new_order(fx);
	order->kind = ORDER_MEETING;
	order->title = "Vårmöte";
	*arena_push(fx->arena, &order->fields) = (struct field){FIELD_DAY, "2027-03-09"};
	struct calendar *calendar = arena_make(fx->arena, struct calendar);
	*calendar = (struct calendar){
		.method = ITIP_REQUEST, .uid = "leader-1", .partstat = -1, .summary = "Möte"};
	order->calendar = calendar;
	effects_new_item(fx, meeting->id, anna->id, "Utskrivning");
	effects_new_progress(fx, project->id, anna->id)->text = "två av fyra kommuner";
	effects_new_idea(fx)->title = "Studiebesök";
	effects_new_look(fx, "question")->text = "Vad ska vi prata om?";
	struct network_state *state = effects_state(fx);
	state->last_alert = day_parse("2027-01-11");
	*arena_push(fx->arena, &state->alert_rows) = project->id;
	*arena_push(fx->arena, &state->approved) = "attendance";
	effects_fact(fx,
		(struct fact){.kind = FACT_MEETING_MADE,
			.topic = meeting->id,
			.day = day_parse("2027-03-09")});
}

static void what_is_kept_comes_back_whole(void **state)
{
	struct store_fixture *f = *state;

	store_fixture_apply(f, FIXTURE_NOW, make_all);
	const struct snapshot *s = store_fixture_load(f, FIXTURE_NOW);
	assert_int_equal(s->members.n, 1);
	assert_int_equal(s->members.at[0].standing, STANDING_PAUSED);
	assert_int_equal(s->members.at[0].paused_until, day_parse("2027-03-01"));
	assert_int_equal(s->members.at[0].away_until, DAY_NONE);
	assert_int_equal(s->members.at[0].addresses.n, 2);
	assert_string_equal(s->members.at[0].addresses.at[1], "anna@hemma.example");
	assert_int_equal(s->meetings.at[0].sequence, 2);
	assert_string_equal(s->meetings.at[0].invited.at[0], "bo@region.example");
	assert_int_equal(s->meetings.at[0].moved, INSTANT_NONE);
	assert_int_equal(s->projects.at[0].sector_wants.at[0].n, 2);
	assert_int_equal(s->asks.at[0].offers.at[0], s->projects.at[0].id);
	assert_int_equal(s->asks.at[0].answer.choices.n, 2);
	assert_int_equal(s->asks.at[0].answer.choices.at[1], 3);
	assert_int_equal(s->asks.at[0].answer.evidence, EVIDENCE_TOLD);
	assert_int_equal(s->asks.at[0].before.at, INSTANT_NONE);
	assert_true(s->asks.at[0].answer.manager);
	assert_string_equal(s->orders.at[0].fields.at[0].text, "2027-03-09");
	assert_string_equal(s->orders.at[0].calendar->uid, "leader-1");
	assert_string_equal(s->items.at[0].text, "Utskrivning");
	assert_string_equal(s->progress.at[0].text, "två av fyra kommuner");
	assert_string_equal(s->ideas.at[0].title, "Studiebesök");
	assert_string_equal(s->looks.at[0].why, "question");
	assert_int_equal(s->state.alert_rows.at[0], s->projects.at[0].id);
	assert_string_equal(s->state.approved.at[0], "attendance");
	assert_true(s->next_id > s->looks.at[0].id);
}

static void nothing_stays_of_a_rolled_back_decision(void **state)
{
	struct store_fixture *f = *state;
	struct effects fx;

	assert_int_equal(store_begin(f->store, NULL), 0);
	effects_init(&fx, f->arena, store_fixture_load(f, FIXTURE_NOW), FIXTURE_NOW);
	make_all(&fx);
	assert_int_equal(store_apply(f->store, &f->network, (struct cause){0, FIXTURE_NOW}, &fx,
				 NULL, 0, NULL),
		0);
	store_rollback(f->store);
	const struct snapshot *s = store_fixture_load(f, FIXTURE_NOW);
	assert_int_equal(s->members.n, 0);
	assert_int_equal(s->next_id, 1);
}

static void change_one(struct effects *fx)
{
	struct member *anna = effects_member(fx, &fx->snapshot->members.at[0]);

	anna->standing = STANDING_LEFT;
	effects_fact(fx,
		(struct fact){.kind = FACT_MEMBER_STANDING, .member = anna->id, .word = "left"});
}

static void a_changed_thing_is_saved_over_itself(void **state)
{
	struct store_fixture *f = *state;

	store_fixture_apply(f, FIXTURE_NOW, make_all);
	store_fixture_apply(f, FIXTURE_NOW + 1, change_one);
	const struct snapshot *s = store_fixture_load(f, FIXTURE_NOW);
	assert_int_equal(s->members.n, 1);
	assert_int_equal(s->members.at[0].standing, STANDING_LEFT);
	assert_string_equal(s->members.at[0].name, "Anna Ek");
}

static void the_journal_is_only_added_to(void **state)
{
	struct store_fixture *f = *state;
	sqlite3 *db;

	store_fixture_apply(f, FIXTURE_NOW, make_all);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(db, "DELETE FROM fact", NULL, NULL, NULL), SQLITE_OK);
	assert_int_not_equal(
		sqlite3_exec(db, "UPDATE fact SET word = 'x'", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void damage(const char *path, const char *how)
{
	FILE *file = fopen(path, "r+b");

	assert_non_null(file);
	if (strcmp(how, "empty") == 0)
		assert_int_equal(ftruncate(fileno(file), 0), 0);
	else
		assert_int_equal(fwrite("no database at all", 1, 18, file), 18);
	fclose(file);
}

static void a_damaged_state_is_refused_and_left_as_it_is(void **state)
{
	static const char *const hows[] = {"empty", "overwritten"};
	struct store_fixture *f = *state;

	for (size_t i = 0; i < 2; i++) {
		struct fault fault = {""};
		struct store *store = NULL;
		char path[sizeof(f->path) + 8];
		snprintf(path, sizeof(path), "%s.%zu", f->path, i);
		assert_int_equal(store_open(path, false, &store, NULL), 0);
		store_close(store);
		store = NULL;
		damage(path, hows[i]);
		assert_int_equal(store_open(path, false, &store, &fault), -EUCLEAN);
		assert_non_null(strstr(fault.text, "backup"));
		assert_null(store);
	}
}

static void a_state_of_another_version_is_refused(void **state)
{
	struct store_fixture *f = *state;
	struct fault fault = {""};
	struct store *store = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(store_open(f->path, false, &store, &fault), -EUCLEAN);
	assert_non_null(strstr(fault.text, "version 99"));
}

static void commits_are_durable_before_they_return(void **state)
{
	struct store_fixture *f = *state;
	sqlite3 *db;
	sqlite3_stmt *query;

	/* what this connection is set to is seen from its own WAL mode in the file, and FULL is its
	 * default */
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(db, "PRAGMA journal_mode", -1, &query, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(query), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(query, 0), "wal");
	sqlite3_finalize(query);
	sqlite3_close(db);
	assert_int_equal(store_synchronous(f->store), 2);
}

#define NETWORKS 10000

static void quiet_networks_cost_nothing(void **state)
{
	struct store_fixture *f = *state;
	const char **slugs;
	size_t n;
	instant next;

	assert_int_equal(store_begin(f->store, NULL), 0);
	for (int i = 0; i < NETWORKS; i++) {
		f->network.slug = arena_printf(f->arena, "n%05d", i);
		assert_int_equal(store_wake_new(f->store, &f->network, NULL), 0);
		assert_int_equal(store_set_due(f->store, f->network.slug, FIXTURE_NOW,
					 FIXTURE_NOW + 1000 + i, NULL),
			0);
	}
	assert_int_equal(store_commit(f->store, NULL), 0);
	int64_t before = store_rows_read(f->store);
	assert_int_equal(store_due(f->store, FIXTURE_NOW, f->arena, &slugs, &n, &next, NULL), 0);
	assert_int_equal(n, 0);
	assert_int_equal(next, FIXTURE_NOW + 1000);
	assert_true(store_rows_read(f->store) - before <= 1);
	before = store_rows_read(f->store);
	assert_int_equal(
		store_due(f->store, FIXTURE_NOW + 1002, f->arena, &slugs, &n, &next, NULL), 0);
	assert_int_equal(n, 3);
	assert_string_equal(slugs[2], "n00002");
	assert_true(store_rows_read(f->store) - before <= 4);
}

int main(void)
{
#define FIXED(test) cmocka_unit_test_setup_teardown(test, store_fixture_begin, store_fixture_end)
	const struct CMUnitTest tests[] = {
		FIXED(what_is_kept_comes_back_whole),
		FIXED(nothing_stays_of_a_rolled_back_decision),
		FIXED(a_changed_thing_is_saved_over_itself),
		FIXED(the_journal_is_only_added_to),
		FIXED(a_damaged_state_is_refused_and_left_as_it_is),
		FIXED(a_state_of_another_version_is_refused),
		FIXED(commits_are_durable_before_they_return),
		FIXED(quiet_networks_cost_nothing),
	};

	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
