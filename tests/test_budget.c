/* floor: core */
/* SPDX-License-Identifier: MIT */
/* Few letters: seven days to the minute, three in thirty, 24 a year to one in no group. */
#include "plan_world.h"

struct past {
	const char *made;
	enum letter_state state;
	bool unprompted;
	const char *not_before;
};

static void put_letter(struct plan_world *p, const struct past *past)
{
	*arena_push(p->w.arena, &p->w.snapshot->letters) =
		(struct letter){.id = p->w.snapshot->next_id++,
			.member = BO,
			.template = "x",
			.unprompted = past->unprompted,
			.state = past->state,
			.made = at(past->made),
			.sent = past->state == LETTER_SENT ? at(past->made) : INSTANT_NONE,
			.not_before = past->not_before ? at(past->not_before) : INSTANT_NONE,
			.not_after = INSTANT_NEVER};
}

static void a_letter_fits_when_the_last_ones_are_old_enough(void **state)
{
	/* now is Monday 1 February, 09.00 */
	static const struct {
		const char *name;
		struct past past[4];
		const char *fits;
	} rows[] = {
		{"none", {{0}}, "2027-02-01T09:00:00+01:00"},
		{"one minute too early", {{"2027-01-25T09:01:00+01:00", LETTER_SENT, true, NULL}},
			"2027-02-01T09:01:00+01:00"},
		{"just old enough", {{"2027-01-25T09:00:00+01:00", LETTER_SENT, true, NULL}},
			"2027-02-01T09:00:00+01:00"},
		{"not counted", {{"2027-02-01T08:00:00+01:00", LETTER_SENT, false, NULL}},
			"2027-02-01T09:00:00+01:00"},
		{"never left", {{"2027-01-30T08:00:00+01:00", LETTER_DROPPED, true, NULL}},
			"2027-02-01T09:00:00+01:00"},
		{"waits for its hour",
			{{"2027-01-30T08:00:00+01:00", LETTER_WAITING, true,
				"2027-02-02T07:30:00+01:00"}},
			"2027-02-09T07:30:00+01:00"},
		{"waits", {{"2027-01-30T08:00:00+01:00", LETTER_WAITING, true, NULL}},
			"2027-02-08T09:00:00+01:00"},
		{"three in thirty days",
			{{"2027-01-05T10:00:00+01:00", LETTER_SENT, true, NULL},
				{"2027-01-12T10:00:00+01:00", LETTER_SENT, true, NULL},
				{"2027-01-20T10:00:00+01:00", LETTER_SENT, true, NULL}},
			"2027-02-04T10:00:00+01:00"},
		{"the third last counts, in any order",
			{{"2027-01-20T10:00:00+01:00", LETTER_SENT, true, NULL},
				{"2027-01-01T10:00:00+01:00", LETTER_SENT, true, NULL},
				{"2027-01-12T10:00:00+01:00", LETTER_SENT, true, NULL}},
			"2027-02-01T09:00:00+01:00"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct plan_world p;
		plan_world_init(&p);
		for (size_t l = 0; l < 4 && rows[i].past[l].made; l++)
			put_letter(&p, &rows[i].past[l]);
		plan_begin(&p);
		instant fits = budget_fits_at(&p.w.fx, plan_member(&p, BO), CLASS_GROUP);
		if (fits != at(rows[i].fits))
			print_error("%s\n", rows[i].name);
		assert_int_equal(fits, at(rows[i].fits));
		assert_int_equal(
			budget_fits_at(&p.w.fx, plan_member(&p, ANNA), CLASS_GROUP), p.w.now);
		assert_int_equal(
			budget_fits_at(&p.w.fx, plan_member(&p, BO), CLASS_REPLY), p.w.now);
		world_done(&p.w);
	}
}

static void what_this_decision_made_counts_too(void **state)
{
	struct plan_world p;

	(void)state;
	plan_world_init(&p);
	plan_begin(&p);
	effects_draft(&p.w.fx, "x", plan_member(&p, BO), CLASS_MEETING)->unprompted = true;
	assert_int_equal(
		budget_fits_at(&p.w.fx, plan_member(&p, BO), CLASS_GROUP), p.w.now + 7 * DAY_S);
	world_done(&p.w);
}

static void one_in_no_group_gets_24_a_year(void **state)
{
	struct plan_world p;

	(void)state;
	plan_world_init(&p);
	plan_member(&p, BO)->letters_year = 24;
	plan_member(&p, SIV)->letters_year = 24; /* holds a group */
	plan_begin(&p);
	assert_true(budget_fits_at(&p.w.fx, plan_member(&p, BO), CLASS_GROUP) > p.w.now);
	assert_int_equal(budget_fits_at(&p.w.fx, plan_member(&p, SIV), CLASS_GROUP), p.w.now);
	world_done(&p.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_fits_when_the_last_ones_are_old_enough),
		cmocka_unit_test(what_this_decision_made_counts_too),
		cmocka_unit_test(one_in_no_group_gets_24_a_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
