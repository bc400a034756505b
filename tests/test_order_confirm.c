/* floor: core */
/* SPDX-License-Identifier: MIT */
/* What the answer to a preview leads to, the hold, the second leader, and the clock. */
#include "order_world.h"

static void order_meeting_of_eva(struct world *w)
{
	world_init(w);
	world_take(w, EVA,
		world_order(w, ORDER_MEETING, "Höstmöte", "day=2027-09-14;time=13:00-16:00"));
}

struct row {
	const char *name;
	enum answer_kind answer;
	enum evidence evidence;
	const char *field; /* in the answering mail */
	enum order_state state;
	const char *letter; /* that goes out; NULL: none */
};
static const struct row rows[] = {
	{"yes", ANSWER_YES, EVIDENCE_STRONG, NULL, ORDER_HELD, "order-held"},
	{"no: nothing is sent, not even a receipt", ANSWER_NO, EVIDENCE_STRONG, NULL, ORDER_STOPPED,
		NULL},
	{"yes without our token changes nothing", ANSWER_YES, EVIDENCE_WEAK, NULL, ORDER_ASKED,
		"order-weak"},
	{"no without our token changes nothing", ANSWER_NO, EVIDENCE_WEAK, NULL, ORDER_ASKED,
		"order-weak"},
	{"changed words", ANSWER_TEXT, EVIDENCE_STRONG, "place=Sal 3", ORDER_REPLACED,
		"preview-meeting"},
	{"yes, but with a changed line, is a change", ANSWER_TEXT, EVIDENCE_STRONG,
		"day=2027-09-15", ORDER_REPLACED, "preview-meeting"},
	{"words that change another kind of thing", ANSWER_TEXT, EVIDENCE_STRONG, "wanted=4",
		ORDER_ASKED, "change-unclear"},
	{"words that hold no change", ANSWER_TEXT, EVIDENCE_STRONG, NULL, ORDER_ASKED,
		"change-unclear"},
	{"unclear", ANSWER_UNCLEAR, EVIDENCE_STRONG, NULL, ORDER_ASKED, "ask-back"},
};

static void only_a_strong_yes_starts_the_hold(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct world w;
		order_meeting_of_eva(&w);
		int64_t id = world_last(&w)->id;
		const struct understanding *read =
			row->field ? world_order(&w, ORDER_MEETING, "", row->field) : NULL;
		print_message("%s\n", row->name);
		world_answer(&w, EVA, row->answer, read, row->evidence);
		assert_int_equal(snapshot_order(w.snapshot, id)->state, row->state);
		assert_int_equal(w.fx.drafts.n, row->letter ? 1 : 0);
		if (row->letter)
			assert_string_equal(w.fx.drafts.at[0]->template, row->letter);
		assert_int_equal(w.snapshot->meetings.n, 1);
		world_done(&w);
	}
}

static void a_change_keeps_the_other_words(void **state)
{
	struct world w;

	(void)state;
	order_meeting_of_eva(&w);
	int64_t old = world_last(&w)->id;
	world_answer(&w, EVA, ANSWER_TEXT, world_order(&w, ORDER_MEETING, "", "place=Sal 3"),
		EVIDENCE_STRONG);
	const struct order *changed = world_last(&w);
	assert_int_equal(changed->replaces, old);
	assert_string_equal(changed->title, "Höstmöte");
	assert_string_equal(order_field(changed, FIELD_PLACE), "Sal 3");
	assert_string_equal(order_field(changed, FIELD_DAY), "2027-09-14");
	assert_true(draft_says(world_draft(&w, "preview-meeting"), "changed"));
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);
	assert_string_equal(w.snapshot->meetings.at[1].place, "Sal 3");
	assert_int_equal(w.snapshot->meetings.n, 2);
	world_done(&w);
}

static void what_is_missing_is_completed_by_the_answer(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	world_take(&w, EVA, world_order(&w, ORDER_MEETING, "Höstmöte", "place=Sal 1"));
	assert_true(draft_says(world_draft(&w, "order-problem"), "no_day"));
	world_yes(&w, EVA);
	assert_true(draft_says(world_draft(&w, "order-problem"), "no_day"));
	world_answer(&w, EVA, ANSWER_TEXT,
		world_order(&w, ORDER_MEETING, "", "day=2027-09-14;time=13:00-16:00"),
		EVIDENCE_STRONG);
	const struct draft *draft = world_draft(&w, "preview-meeting");
	assert_string_equal(view_find(draft->view, "place")->text, "Sal 1");
	world_done(&w);
}

static void stop_in_the_hold_stops_it(void **state)
{
	struct world w;

	(void)state;
	order_meeting_of_eva(&w);
	world_yes(&w, EVA);
	world_answer(&w, EVA, ANSWER_TEXT, world_order(&w, ORDER_STOP, "", ""), EVIDENCE_STRONG);
	assert_int_equal(world_last(&w)->state, ORDER_STOPPED);
	assert_non_null(world_draft(&w, "order-stopped"));
	world_plan(&w, w.now + 600);
	assert_int_equal(w.snapshot->meetings.n, 1);
	world_done(&w);
}

static void a_mail_with_the_word_stop_stops_what_is_held_and_not_the_network(void **state)
{
	struct world w;

	(void)state;
	order_meeting_of_eva(&w);
	world_yes(&w, EVA);
	world_take(&w, KARIN, world_order(&w, ORDER_STOP, "", ""));
	assert_int_equal(world_last(&w)->state, ORDER_STOPPED);
	assert_false(w.snapshot->state.stopped);
	world_take(&w, KARIN, world_order(&w, ORDER_STOP, "", ""));
	assert_true(w.snapshot->state.stopped);
	assert_int_equal(w.fx.drafts.n, 2); /* both leaders are told */
	world_done(&w);
}

static void the_other_leader_is_asked_after_a_working_day_and_told_who_decided(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	w.now = instant_parse("2027-02-05T10:00:00+01:00"); /* Friday */
	world_take(&w, EVA,
		world_order(&w, ORDER_MEETING, "Höstmöte", "day=2027-09-14;time=13:00-16:00"));
	world_plan(&w, instant_parse("2027-02-08T09:59:00+01:00"));
	assert_null(world_confirm(&w, KARIN));
	world_plan(&w, instant_parse("2027-02-08T10:00:00+01:00"));
	assert_non_null(world_confirm(&w, KARIN));
	assert_int_equal(w.fx.drafts.at[0]->member, KARIN);
	assert_string_equal(view_find(w.fx.drafts.at[0]->view, "by")->text, "Eva");
	world_plan(&w, w.now + HOUR_S);
	assert_int_equal(w.fx.drafts.n, 0); /* once */
	world_yes(&w, KARIN);
	world_plan(&w, w.now + 600);
	assert_int_equal(w.snapshot->meetings.n, 2);
	world_answer(&w, EVA, ANSWER_NO, NULL, EVIDENCE_STRONG);
	const struct draft *told = world_draft(&w, "order-decided");
	assert_true(draft_says(told, "done"));
	assert_string_equal(view_find(told->view, "by")->text, "Karin");
	assert_int_equal(w.snapshot->meetings.at[1].state, MEETING_CALLED);
	world_done(&w);
}

static void nobody_answers_and_it_ends_with_a_word(void **state)
{
	struct world w;

	(void)state;
	order_meeting_of_eva(&w);
	instant made = w.now;
	world_plan(&w, made + 7 * DAY_S);
	assert_int_equal(world_last(&w)->state, ORDER_EXPIRED);
	assert_int_equal(world_draft(&w, "order-expired")->member, EVA);
	world_answer(&w, EVA, ANSWER_YES, NULL, EVIDENCE_STRONG);
	assert_true(draft_says(world_draft(&w, "order-decided"), "expired"));
	assert_int_equal(world_last(&w)->state, ORDER_EXPIRED);
	world_done(&w);
}

static void cancelled_in_answer_to_the_preview_of_what_is_done_cancels_it(void **state)
{
	struct world w;

	(void)state;
	order_meeting_of_eva(&w);
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);
	struct understanding *read = world_order(&w, ORDER_MEETING, "", "");
	read->order->cancel = true;
	world_answer(&w, EVA, ANSWER_TEXT, read, EVIDENCE_STRONG);
	assert_true(draft_says(world_draft(&w, "preview-meeting"), "cancelled"));
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);
	assert_int_equal(w.snapshot->meetings.at[1].state, MEETING_CANCELLED);
	world_done(&w);
}

struct letter_row {
	const char *name, *title;
	bool changes;
};
static const struct letter_row letter_rows[] = {
	{"fields alone change what the letter was about", "", true},
	{"so with its title", "Vårmöte om utskrivning", true},
	{"so with the letter's own subject", "Kommer du den 9 mars?", true},
	{"another title is another meeting", "Höstmöte", false},
};

static void an_order_in_answer_to_a_letter_changes_its_meeting(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(letter_rows) / sizeof(letter_rows[0]); i++) {
		const struct letter_row *row = &letter_rows[i];
		struct world w;
		world_init(&w);
		struct letter letter = {.member = EVA,
			.topic = SPRING,
			.subject = "Kommer du den 9 mars? [möte K3F7QD]"};
		struct arrival arrival = {.mail = 1,
			.letter = &letter,
			.evidence = EVIDENCE_STRONG,
			.read = world_order(
				&w, ORDER_MEETING, row->title, "day=2027-03-16;time=13:00-16:00")};
		print_message("%s\n", row->name);
		world_begin(&w);
		order_take(&w.fx, &arrival, snapshot_member(w.snapshot, EVA));
		world_end(&w);
		const struct draft *draft = world_draft(&w, "preview-meeting");
		assert_int_equal(draft_says(draft, "existing"), row->changes);
		assert_int_equal(world_last(&w)->topic, row->changes ? SPRING : 0);
		world_done(&w);
	}
}

static void the_same_order_twice_is_one(void **state)
{
	struct world w;

	(void)state;
	order_meeting_of_eva(&w);
	int64_t first = world_last(&w)->id;
	world_take(&w, EVA,
		world_order(&w, ORDER_MEETING, "höstmöte", "day=2027-09-21;time=13:00-16:00"));
	assert_int_equal(snapshot_order(w.snapshot, first)->state, ORDER_REPLACED);
	assert_int_equal(world_last(&w)->replaces, first);
	world_done(&w);
}

static void no_hold_lets_it_go_in_the_same_round(void **state)
{
	struct world w;

	(void)state;
	order_meeting_of_eva(&w);
	w.network.hold_s = 0;
	world_yes(&w, EVA);
	assert_int_equal(w.fx.drafts.n, 0);
	world_plan(&w, w.now);
	assert_int_equal(w.snapshot->meetings.n, 2);
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_a_strong_yes_starts_the_hold),
		cmocka_unit_test(a_change_keeps_the_other_words),
		cmocka_unit_test(what_is_missing_is_completed_by_the_answer),
		cmocka_unit_test(stop_in_the_hold_stops_it),
		cmocka_unit_test(a_mail_with_the_word_stop_stops_what_is_held_and_not_the_network),
		cmocka_unit_test(
			the_other_leader_is_asked_after_a_working_day_and_told_who_decided),
		cmocka_unit_test(nobody_answers_and_it_ends_with_a_word),
		cmocka_unit_test(cancelled_in_answer_to_the_preview_of_what_is_done_cancels_it),
		cmocka_unit_test(an_order_in_answer_to_a_letter_changes_its_meeting),
		cmocka_unit_test(the_same_order_twice_is_one),
		cmocka_unit_test(no_hold_lets_it_go_in_the_same_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
