/* floor: core */
/* SPDX-License-Identifier: MIT */
/* Members by order, and what leaders tell of others' answers. */
#include "order_world.h"

static void members_come_change_and_leave(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	int64_t open = world_ask(&w, ASK_ATTENDANCE, BO, SPRING, ANSWER_UNCLEAR)->id;
	world_take(&w, EVA,
		world_order(&w, ORDER_MEMBER, "Ulf Ros <Ulf@Kommun.example>", "sector=primärvård"));
	world_yes(&w, EVA);
	world_plan(&w, w.now);
	const struct member *ulf =
		snapshot_member_by_address(w.snapshot, "ulf@kommun.example", NULL);
	assert_string_equal(ulf->name, "Ulf Ros");
	assert_string_equal(ulf->given_name, "Ulf");
	assert_int_equal(ulf->sector, 1);
	assert_true(world_has_fact(&w, FACT_MEMBER_ADDED));

	world_take(&w, EVA, world_order(&w, ORDER_MEMBER, "Bo Lind <bo@ny.example>", ""));
	world_yes(&w, EVA);
	world_plan(&w, w.now);
	assert_string_equal(snapshot_member(w.snapshot, BO)->addresses.at[0], "bo@ny.example");
	assert_int_equal(snapshot_member(w.snapshot, BO)->addresses.n, 2);

	struct understanding *read = world_order(&w, ORDER_MEMBER, "Bo Lind har slutat", "");
	read->order->cancel = true;
	world_take(&w, EVA, read);
	assert_true(draft_says(world_draft(&w, "preview-member"), "leaves"));
	world_yes(&w, EVA);
	world_plan(&w, w.now);
	assert_int_equal(snapshot_member(w.snapshot, BO)->standing, STANDING_LEFT);
	assert_int_equal(snapshot_ask(w.snapshot, open)->state, ASK_WITHDRAWN);
	world_done(&w);
}

static void tell(
	struct understanding *read, struct arena *arena, const char *clause, enum answer_kind kind)
{
	*arena_push(arena, &read->order->told) = (struct told){clause, kind};
}

static void told_answers_count_as_told_by_the_leader(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	int64_t bo = world_ask(&w, ASK_ATTENDANCE, BO, SPRING, ANSWER_UNCLEAR)->id;
	int64_t siv = world_ask(&w, ASK_ATTENDANCE, SIV, SPRING, ANSWER_YES)->id;
	int64_t anna = world_ask(&w, ASK_ATTENDANCE, ANNA, SPRING, ANSWER_UNCLEAR)->id;
	struct understanding *read =
		world_order(&w, ORDER_ANSWER, "Bo, Anna kommer, Siv kan inte", "");
	tell(read, w.arena, "Bo", ANSWER_UNCLEAR);
	tell(read, w.arena, "Anna kommer", ANSWER_YES);
	tell(read, w.arena, "Siv kan inte", ANSWER_NO);
	world_take(&w, EVA, read);
	assert_int_equal(view_find(world_draft(&w, "preview-answer")->view, "answers")->rows.n, 3);
	world_yes(&w, EVA);
	world_plan(&w, w.now);
	assert_int_equal(snapshot_ask(w.snapshot, bo)->answer.kind, ANSWER_YES);
	assert_int_equal(snapshot_ask(w.snapshot, anna)->answer.kind, ANSWER_YES);
	assert_int_equal(snapshot_ask(w.snapshot, siv)->answer.kind, ANSWER_NO);
	assert_int_equal(snapshot_ask(w.snapshot, siv)->answer.told_by, EVA);
	assert_int_equal(snapshot_ask(w.snapshot, siv)->answer.evidence, EVIDENCE_TOLD);
	world_done(&w);
}

static void a_forwarded_mail_is_its_writers_answer(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	int64_t bo = world_ask(&w, ASK_ATTENDANCE, BO, SPRING, ANSWER_UNCLEAR)->id;
	struct understanding *read = world_order(&w, ORDER_ANSWER, "", "");
	read->forwarded_from = "bo@vc.example";
	tell(read, w.arena, "Jag kan tyvärr inte den 9:e", ANSWER_NO);
	world_take(&w, EVA, read);
	world_yes(&w, EVA);
	world_plan(&w, w.now);
	assert_int_equal(snapshot_ask(w.snapshot, bo)->answer.kind, ANSWER_NO);
	world_done(&w);
}

struct told_row {
	const char *name, *clause;
	enum answer_kind kind;
	const char *problem;
};
static const struct told_row told_rows[] = {
	{"no answer in it", "Bo är trevlig", ANSWER_UNCLEAR, "told_unclear"},
	{"a clause of its own doesn't take the next one's answer", "Bo är trevlig", ANSWER_UNCLEAR,
		"told_unclear"},
	{"nobody we know", "Ulla kommer", ANSWER_YES, "told_unclear"},
	{"not asked", "Lena kommer", ANSWER_YES, "not_asked"},
};

static void what_is_told_unclearly_is_asked_about(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(told_rows) / sizeof(told_rows[0]); i++) {
		struct world w;
		world_init(&w);
		world_ask(&w, ASK_ATTENDANCE, BO, SPRING, ANSWER_UNCLEAR);
		struct understanding *read = world_order(&w, ORDER_ANSWER, told_rows[i].clause, "");
		tell(read, w.arena, told_rows[i].clause, told_rows[i].kind);
		print_message("%s\n", told_rows[i].name);
		world_take(&w, EVA, read);
		assert_true(draft_says(world_draft(&w, "order-problem"), told_rows[i].problem));
		world_done(&w);
	}
}

/* A newcomer's mail handed on: the leader sees how to take her in. */
static void a_strangers_mail_handed_on_asks_whether_she_joins(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct understanding *read = world_order(&w, ORDER_ANSWER, "", NULL);
	read->forwarded_from = "moa@region.example";
	world_take(&w, EVA, read);
	const struct draft *draft = world_draft(&w, "order-problem");
	assert_true(draft_says(draft, "told_stranger"));
	assert_string_equal(view_find(draft->view, "said")->text, "moa@region.example");
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_come_change_and_leave),
		cmocka_unit_test(told_answers_count_as_told_by_the_leader),
		cmocka_unit_test(a_forwarded_mail_is_its_writers_answer),
		cmocka_unit_test(what_is_told_unclearly_is_asked_about),
		cmocka_unit_test(a_strangers_mail_handed_on_asks_whether_she_joins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
