/* floor: core */
/* SPDX-License-Identifier: MIT */
/*
 * What the reader is asked, in which order, and of whom; a preview is nobody's but its leader's.
 */
#include "ask_world.h"

#define ANNAS "anna@kommun.example"

#define STRONG .evidence = EVIDENCE_STRONG

static void in_trial_a_receipt_goes_to_a_leader_instead(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	w.snapshot->state.live = false;
	answer_strongly(&w, newest(&w, ASK_ATTENDANCE, ANNA), ANSWER_YES, false);
	assert_string_equal(letters_of(&w), "attendance-receipt>1");
	assert_string_equal(w.fx.drafts.at[0]->rehearsed_for, "Anna Berg");
	assert_string_equal(w.fx.drafts.at[0]->address, "eva@fou.example");
	world_done(&w);
}

static void the_questions_begin_with_her_letters_and_end_with_her_standing(void **state)
{
	struct world w;
	struct questions questions;
	struct understanding *read;

	(void)state;
	world_init(&w);
	const struct ask *meeting = put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	put_ask(&w, ASK_SIGNUP, ANNA, GROUP);
	meeting = snapshot_ask(w.snapshot, meeting->id);
	read = world_read(&w);
	read->from = ANNAS;
	read->n_from = 1;
	struct arrival arrival = arrive(&w, read, meeting, (struct post){STRONG});
	desk_questions(w.snapshot, &arrival, w.arena, &questions);
	assert_int_equal(questions.n, 3);
	assert_int_equal(questions.at[0].kind, ASK_ATTENDANCE);
	assert_true(questions.at[0].own);
	assert_int_equal(questions.at[0].about, day_parse("2027-03-09"));
	assert_int_equal(questions.at[1].kind, ASK_SIGNUP);
	assert_false(questions.at[1].own);
	assert_int_equal(questions.at[2].kind, ASK_STANDING);
	assert_false(questions.is_leader);
	world_done(&w);
}

static void a_preview_is_asked_of_only_where_its_own_letter_came_back(void **state)
{
	struct world w;
	struct questions questions;
	struct understanding *read;

	(void)state;
	world_init(&w);
	world_take(&w, EVA,
		world_order(
			&w, ORDER_MEETING, "Höstmöte", "day=2027-09-14;time=13:00;place=Sal 1"));
	const struct ask *confirm = world_confirm(&w, EVA);
	static const struct {
		const char *from;
		enum evidence evidence;
		enum ask_kind first;
	} cases[] = {{"eva@fou.example", EVIDENCE_STRONG, ASK_CONFIRM},
		{"eva@fou.example", EVIDENCE_WEAK, ASK_STANDING},
		{"eva@fou.example", EVIDENCE_NONE, ASK_STANDING}};
	for (size_t i = 0; i < 3; i++) {
		read = world_read(&w);
		read->from = cases[i].from;
		read->n_from = 1;
		struct arrival arrival =
			arrive(&w, read, confirm, (struct post){.evidence = cases[i].evidence});
		desk_questions(w.snapshot, &arrival, w.arena, &questions);
		assert_int_equal(questions.at[0].kind, cases[i].first);
		assert_true(questions.is_leader);
	}
	read->from = ANNAS;
	struct arrival forged = arrive(&w, read, confirm, (struct post){STRONG});
	desk_questions(w.snapshot, &forged, w.arena, &questions);
	assert_int_equal(questions.n, 0);
	world_done(&w);
}

static void a_leaders_preview_answered_by_a_member_changes_nothing(void **state)
{
	struct world w;
	struct understanding *read;

	(void)state;
	world_init(&w);
	world_take(&w, EVA,
		world_order(
			&w, ORDER_MEETING, "Höstmöte", "day=2027-09-14;time=13:00;place=Sal 1"));
	read = world_read(&w);
	world_says(&w, read, ANSWER_YES, true);
	decide(&w, read, world_confirm(&w, EVA), (struct post){ANNAS, STRONG});
	assert_string_equal(letters_of(&w), "-");
	assert_int_equal(world_last(&w)->state, ORDER_ASKED);
	assert_true(world_has_fact(&w, FACT_SENDER_DOUBTED));
	answer_strongly(&w, world_confirm(&w, EVA), ANSWER_YES, true);
	assert_int_equal(world_last(&w)->state, ORDER_HELD);
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_trial_a_receipt_goes_to_a_leader_instead),
		cmocka_unit_test(the_questions_begin_with_her_letters_and_end_with_her_standing),
		cmocka_unit_test(a_preview_is_asked_of_only_where_its_own_letter_came_back),
		cmocka_unit_test(a_leaders_preview_answered_by_a_member_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
