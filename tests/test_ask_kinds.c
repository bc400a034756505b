/* floor: core */
/* SPDX-License-Identifier: MIT */
/*
 * Agenda, progress and standing: what is asked, what an answer changes, what she is told of
 * it, and how it is taken back.
 */
#include "ask_world.h"

#define ANNAS "anna@kommun.example"

static struct understanding *mail(
	struct world *w, enum answer_kind kind, bool bare, struct answer **ret_answer)
{
	struct understanding *read = world_read(w);

	*ret_answer = world_says(w, read, kind, bare);
	return read;
}

static void send(struct world *w, struct understanding *read, const struct ask *ask)
{
	decide(w, read, ask, (struct post){.from = ANNAS, .evidence = EVIDENCE_STRONG});
}

/* ---- agenda ---- */

static void send_items(struct world *w, const char *first, const char *second)
{
	struct answer *answer;
	struct understanding *read = mail(w, ANSWER_ITEMS, false, &answer);

	*arena_push(w->arena, &answer->items) = first;
	if (second)
		*arena_push(w->arena, &answer->items) = second;
	send(w, read, newest(w, ASK_AGENDA, ANNA));
}

static const char *items_of(const struct world *w)
{
	char *all = arena_strdup(w->arena, "");

	list_each (item, &w->snapshot->items)
		if (!item->withdrawn)
			all = arena_printf(w->arena, "%s%s;", all, item->text);
	return all;
}

static void items_are_kept_replaced_and_taken_back(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	put_ask(&w, ASK_AGENDA, ANNA, SPRING);
	send_items(&w, "Läkemedel", "Transport");
	assert_string_equal(letters_of(&w), "agenda-receipt>3");
	assert_string_equal(items_of(&w), "Läkemedel;Transport;");
	send_items(&w, "Bara transport", NULL);
	assert_string_equal(items_of(&w), "Bara transport;");
	answer_strongly(&w, newest(&w, ASK_AGENDA, ANNA), ANSWER_UNDO, true);
	assert_string_equal(items_of(&w), "Läkemedel;Transport;");
	answer_strongly(&w, newest(&w, ASK_AGENDA, ANNA), ANSWER_NO, true);
	assert_string_equal(items_of(&w), "");
	assert_string_equal(letters_of(&w), "-");
	world_done(&w);
}

static void an_item_after_the_draft_goes_to_the_leaders(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	put_ask(&w, ASK_AGENDA, ANNA, SPRING);
	w.snapshot->meetings.at[0].agenda_drafted = w.now;
	send_items(&w, "En sak till", NULL);
	assert_string_equal(looks_of(&w), "late-item");
	assert_true(draft_says(w.fx.drafts.at[0], "late"));
	world_done(&w);
}

/* ---- progress ---- */

static void what_is_told_stands_in_the_project(void **state)
{
	struct world w;
	struct answer *answer;
	struct understanding *read;

	(void)state;
	world_init(&w);
	w.snapshot->projects.at[0].unanswered = 1;
	put_ask(&w, ASK_PROGRESS, ANNA, GROUP);
	read = mail(&w, ANSWER_NO, false, &answer);
	answer->comment = "regionen svarar inte";
	send(&w, read, newest(&w, ASK_PROGRESS, ANNA));
	const struct project *project = snapshot_project(w.snapshot, GROUP);
	assert_string_equal(project->stuck, "regionen svarar inte");
	assert_int_equal(project->stuck_since, day_parse("2027-02-01"));
	assert_int_equal(project->unanswered, 0);
	assert_int_equal(w.snapshot->progress.n, 1);
	assert_string_equal(letters_of(&w), "progress-receipt>3");
	answer_strongly(&w, newest(&w, ASK_PROGRESS, ANNA), ANSWER_YES, true);
	assert_string_equal(snapshot_project(w.snapshot, GROUP)->stuck, "");
	assert_string_equal(looks_of(&w), "done");
	assert_int_equal(snapshot_project(w.snapshot, GROUP)->state, PROJECT_RECRUITING);
	world_done(&w);
}

/* ---- standing ---- */

static void wish(struct world *w, enum wish wish, enum evidence evidence)
{
	struct understanding *read = world_read(w);

	world_says(w, read, ANSWER_UNCLEAR, false);
	read->wish = wish;
	decide(w, read, newest(w, ASK_ATTENDANCE, ANNA),
		(struct post){.from = ANNAS, .evidence = evidence});
}

static void leaving_ends_all_asks_and_one_word_brings_them_back(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	put_ask(&w, ASK_SIGNUP, ANNA, GROUP);
	put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	wish(&w, WISH_LEAVE, EVIDENCE_STRONG);
	assert_string_equal(letters_of(&w), "leave-receipt>3");
	assert_string_equal(looks_of(&w), "left");
	assert_int_equal(snapshot_member(w.snapshot, ANNA)->standing, STANDING_LEFT);
	assert_int_equal(newest(&w, ASK_SIGNUP, ANNA)->state, ASK_WITHDRAWN);
	assert_int_equal(newest(&w, ASK_ATTENDANCE, ANNA)->state, ASK_WITHDRAWN);
	w.now += HOUR_S;
	answer_strongly(&w, newest(&w, ASK_ATTENDANCE, ANNA), ANSWER_YES, true);
	assert_string_equal(looks_of(&w), "late"); /* she may want to be back */
	answer_strongly(&w, newest(&w, ASK_ATTENDANCE, ANNA), ANSWER_UNDO, true);
	assert_string_equal(letters_of(&w), "undone>3");
	assert_int_equal(snapshot_member(w.snapshot, ANNA)->standing, STANDING_ACTIVE);
	assert_int_equal(newest(&w, ASK_SIGNUP, ANNA)->state, ASK_OPEN);
	world_done(&w);
}

static void leaving_without_her_letter_is_asked_about(void **state)
{
	static const enum evidence weak[] = {EVIDENCE_NONE, EVIDENCE_WEAK};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct world w;
		world_init(&w);
		put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
		wish(&w, WISH_LEAVE, weak[i]);
		assert_string_equal(letters_of(&w), "standing>3");
		assert_int_equal(snapshot_member(w.snapshot, ANNA)->standing, STANDING_ACTIVE);
		answer_strongly(&w, newest(&w, ASK_STANDING, ANNA), ANSWER_NO, true);
		assert_int_equal(snapshot_member(w.snapshot, ANNA)->standing, STANDING_LEFT);
		world_done(&w);
	}
}

static void a_pause_lasts_until_its_day(void **state)
{
	struct world w;
	struct understanding *read;

	(void)state;
	world_init(&w);
	put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	read = world_read(&w);
	world_says(&w, read, ANSWER_UNCLEAR, false)->date = day_parse("2027-09-01");
	read->wish = WISH_PAUSE;
	decide(&w, read, newest(&w, ASK_ATTENDANCE, ANNA),
		(struct post){.from = ANNAS, .evidence = EVIDENCE_STRONG});
	assert_string_equal(letters_of(&w), "pause-receipt>3");
	const struct member *anna = snapshot_member(w.snapshot, ANNA);
	assert_int_equal(anna->standing, STANDING_PAUSED);
	assert_int_equal(anna->paused_until, day_parse("2027-09-01"));
	world_done(&w);
}

static void help_and_records_go_to_the_leaders_the_same_day(void **state)
{
	static const enum wish wishes[] = {WISH_HELP, WISH_RECORDS};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct world w;
		world_init(&w);
		put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
		wish(&w, wishes[i], EVIDENCE_STRONG);
		assert_string_equal(letters_of(&w), "question-forwarded>3");
		assert_string_equal(looks_of(&w), wish_text(wishes[i]));
		assert_true(w.fx.looks.at[0]->at_stake);
		world_done(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_are_kept_replaced_and_taken_back),
		cmocka_unit_test(an_item_after_the_draft_goes_to_the_leaders),
		cmocka_unit_test(what_is_told_stands_in_the_project),
		cmocka_unit_test(leaving_ends_all_asks_and_one_word_brings_them_back),
		cmocka_unit_test(leaving_without_her_letter_is_asked_about),
		cmocka_unit_test(a_pause_lasts_until_its_day),
		cmocka_unit_test(help_and_records_go_to_the_leaders_the_same_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
