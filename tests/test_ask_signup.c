/* floor: core */
/* SPDX-License-Identifier: MIT */
/*
 * Signup: one offer or several, full groups, managers, later days, and what goes to the leaders.
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

static struct project *add_project(struct world *w, int64_t id, const char *title, int wanted)
{
	struct project *project = arena_push(w->arena, &w->snapshot->projects);

	*project = w->snapshot->projects.at[0];
	project->id = id;
	project->title = title;
	project->wanted = wanted;
	project->contact = 0;
	return project;
}

static const struct ask *call_for_two(struct world *w)
{
	const int64_t offers[] = {GROUP, 77};

	add_project(w, 77, "SIP-mallen", 1);
	world_begin(w);
	const struct ask *ask =
		ask_put(&w->fx, ASK_SIGNUP, snapshot_member(w->snapshot, ANNA), 0, offers, 2);
	assert_int_equal(w->fx.drafts.at[0]->choices.n, 4);
	assert_true(w->fx.drafts.at[0]->unprompted);
	world_end(w);
	return snapshot_ask(w->snapshot, ask->id);
}

static void a_call_for_several_takes_numbers(void **state)
{
	struct world w;
	struct answer *answer;

	(void)state;
	world_init(&w);
	const struct ask *ask = call_for_two(&w);
	struct understanding *read = mail(&w, ANSWER_CHOICE, true, &answer);
	*arena_push(w.arena, &answer->choices) = 2;
	*arena_push(w.arena, &answer->declined) = 1;
	send(&w, read, ask);
	ask = snapshot_ask(w.snapshot, ask->id);
	assert_int_equal(ask_offer_answer(ask, GROUP), ANSWER_NO);
	assert_int_equal(ask_offer_answer(ask, 77), ANSWER_YES);
	assert_string_equal(letters_of(&w), "-");
	world_done(&w);
}

static void a_yes_to_several_is_asked_back(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	answer_strongly(&w, call_for_two(&w), ANSWER_YES, true);
	assert_string_equal(letters_of(&w), "unclear>3");
	assert_string_equal(standing_of(newest(&w, ASK_SIGNUP, ANNA)), "-");
	world_done(&w);
}

static void whoever_comes_when_it_is_full_is_told_so(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	w.snapshot->projects.at[0].wanted = 1;
	answer_strongly(&w, put_ask(&w, ASK_SIGNUP, BO, GROUP), ANSWER_YES, true);
	assert_string_equal(letters_of(&w), "-");
	answer_strongly(&w, put_ask(&w, ASK_SIGNUP, ANNA, GROUP), ANSWER_YES, true);
	assert_string_equal(letters_of(&w), "signup-receipt>3");
	assert_true(draft_says(w.fx.drafts.at[0], "reserve"));
	assert_string_equal(looks_of(&w), "reserve"); /* who, it says, will be in touch */
	assert_non_null(strstr(w.fx.looks.at[0]->text, w.snapshot->projects.at[0].title));
	world_done(&w);
}

/* The group has begun without her: its call was closed, and then she answers it. */
static void a_late_word_to_a_group_that_has_begun_counts(void **state)
{
	static const struct {
		int wanted;
		enum answer_kind says;
		const char *stands, *letters, *looks;
	} rows[] = {
		{1, ANSWER_YES, "yes", "signup-receipt>3", "reserve"},
		{2, ANSWER_YES, "yes", "signup-receipt>3", "joined-group"},
		{1, ANSWER_NO, "no", "-", "-"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct world w;
		world_init(&w);
		const struct ask *ask = put_ask(&w, ASK_SIGNUP, ANNA, GROUP);
		w.snapshot->projects.at[0].wanted = rows[i].wanted;
		answer_strongly(&w, put_ask(&w, ASK_SIGNUP, BO, GROUP), ANSWER_YES, true);
		w.snapshot->projects.at[0].state = PROJECT_RUNNING;
		world_begin(&w);
		ask_close(&w.fx, snapshot_ask(w.snapshot, ask->id));
		world_end(&w);
		answer_strongly(&w, snapshot_ask(w.snapshot, ask->id), rows[i].says, true);
		assert_string_equal(standing_of(newest(&w, ASK_SIGNUP, ANNA)), rows[i].stands);
		assert_string_equal(letters_of(&w), rows[i].letters);
		assert_string_equal(looks_of(&w), rows[i].looks);
		world_done(&w);
	}
}

static void a_late_word_to_a_group_that_is_done_changes_nothing(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	const struct ask *ask = put_ask(&w, ASK_SIGNUP, ANNA, GROUP);
	w.snapshot->projects.at[0].state = PROJECT_DONE;
	world_begin(&w);
	ask_close(&w.fx, snapshot_ask(w.snapshot, ask->id));
	world_end(&w);
	answer_strongly(&w, snapshot_ask(w.snapshot, ask->id), ANSWER_YES, true);
	assert_string_equal(standing_of(newest(&w, ASK_SIGNUP, ANNA)), "-");
	assert_string_equal(letters_of(&w), "late>3");
	world_done(&w);
}

static void who_must_ask_her_manager_gets_a_letter_to_hand_on_and_is_asked_once_more(void **state)
{
	struct world w;
	struct answer *answer;

	(void)state;
	world_init(&w);
	w.network.signup_reminder = (struct delay){7, DELAY_DAYS};
	const struct ask *ask = put_ask(&w, ASK_SIGNUP, ANNA, GROUP);
	struct understanding *read = mail(&w, ANSWER_MAYBE, false, &answer);
	answer->manager = true;
	send(&w, read, ask);
	assert_string_equal(letters_of(&w), "signup-manager>3");
	assert_int_equal(w.fx.drafts.at[0]->shown.n, 1);
	assert_string_equal(w.fx.drafts.at[0]->shown.at[0]->template, "manager-letter");
	ask = newest(&w, ASK_SIGNUP, ANNA);
	assert_int_equal(network_day(&w.network, ask_follow_up_at(w.snapshot, ask)),
		day_parse("2027-02-08"));
	world_begin(&w);
	ask_remind(&w.fx, ask);
	world_end(&w);
	assert_string_equal(letters_of(&w), "signup-follow-up>3");
	assert_true(ask_follow_up_at(w.snapshot, newest(&w, ASK_SIGNUP, ANNA)) == INSTANT_NEVER);
	world_done(&w);
}

static void only_the_first_reminder_says_that_it_is_the_only_one(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	put_ask(&w, ASK_SIGNUP, ANNA, GROUP);
	for (int again = 0; again < 2; again++) {
		world_begin(&w);
		ask_remind(&w.fx, newest(&w, ASK_SIGNUP, ANNA));
		world_end(&w);
		assert_string_equal(letters_of(&w), "signup-reminder>3");
		assert_int_equal(draft_says(w.fx.drafts.at[0], "again"), again);
	}
	world_done(&w);
}

static void after_easter_is_asked_about_after_easter(void **state)
{
	struct world w;
	struct answer *answer;

	(void)state;
	world_init(&w);
	const struct ask *ask = put_ask(&w, ASK_SIGNUP, ANNA, GROUP);
	struct understanding *read = mail(&w, ANSWER_MAYBE, false, &answer);
	answer->date = day_parse("2027-03-29"); /* Easter Monday */
	send(&w, read, ask);
	assert_int_equal(
		network_day(&w.network, ask_follow_up_at(w.snapshot, newest(&w, ASK_SIGNUP, ANNA))),
		day_parse("2027-03-30"));
	world_done(&w);
}

static void a_colleague_who_suits_better_is_for_the_leaders(void **state)
{
	struct world w;
	struct answer *answer;

	(void)state;
	world_init(&w);
	const struct ask *ask = put_ask(&w, ASK_SIGNUP, ANNA, GROUP);
	struct understanding *read = mail(&w, ANSWER_NO, false, &answer);
	answer->person = "Lena";
	send(&w, read, ask);
	assert_string_equal(letters_of(&w), "signup-receipt>3");
	assert_string_equal(looks_of(&w), "suggested");
	assert_string_equal(w.fx.looks.at[0]->text, "Lena"); /* not why she can't herself */
	world_done(&w);
}

static void leaving_a_group_that_has_begun_is_seen_by_the_leaders(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	answer_strongly(&w, put_ask(&w, ASK_SIGNUP, ANNA, GROUP), ANSWER_YES, true);
	w.snapshot->projects.at[0].state = PROJECT_RUNNING;
	answer_strongly(&w, newest(&w, ASK_SIGNUP, ANNA), ANSWER_NO, true);
	assert_string_equal(looks_of(&w), "left-group");
	assert_string_equal(w.fx.looks.at[0]->text, w.snapshot->projects.at[0].title);
	assert_string_equal(letters_of(&w), "-");
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_for_several_takes_numbers),
		cmocka_unit_test(a_yes_to_several_is_asked_back),
		cmocka_unit_test(whoever_comes_when_it_is_full_is_told_so),
		cmocka_unit_test(a_late_word_to_a_group_that_has_begun_counts),
		cmocka_unit_test(a_late_word_to_a_group_that_is_done_changes_nothing),
		cmocka_unit_test(
			who_must_ask_her_manager_gets_a_letter_to_hand_on_and_is_asked_once_more),
		cmocka_unit_test(only_the_first_reminder_says_that_it_is_the_only_one),
		cmocka_unit_test(after_easter_is_asked_about_after_easter),
		cmocka_unit_test(a_colleague_who_suits_better_is_for_the_leaders),
		cmocka_unit_test(leaving_a_group_that_has_begun_is_seen_by_the_leaders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
