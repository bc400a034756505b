/* floor: core */
/* SPDX-License-Identifier: MIT */
/* The leaders' letter: its day, its rows, what goes out this week; trial; what can't wait. */
#include "plan_world.h"

#define ALL 0

static void ordered(struct plan_world *p, const char *first_order)
{
	plan_world_init(p);
	p->w.snapshot->state.first_order = at(first_order);
}

static void the_letter_has_its_mondays(void **state)
{
	static const struct {
		const char *first_order, *now, *sent; /* NULL: not on that day */
	} rows[] = {
		{"2027-02-01T09:00:00+01:00", "2027-02-01T10:00:00+01:00", NULL},
		{"2027-02-01T09:00:00+01:00", "2027-02-08T07:29:00+01:00", NULL},
		{"2027-02-01T09:00:00+01:00", "2027-02-08T07:30:00+01:00", "now"},
		{"2027-02-07T09:00:00+01:00", "2027-02-08T07:30:00+01:00", "now"},
		{"2027-02-01T09:00:00+01:00", "2027-02-08T22:00:00+01:00", "now"},
		{"2027-02-01T09:00:00+01:00", "2027-02-09T07:30:00+01:00", NULL},
		{"2027-02-01T09:00:00+01:00", "2027-03-29T07:30:00+02:00",
			NULL}, /* Easter Monday */
		{"2027-02-01T09:00:00+01:00", "2027-03-30T07:30:00+02:00", "now"},
		{"2027-02-01T09:00:00+01:00", "2027-03-31T07:30:00+02:00", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct plan_world p;
		ordered(&p, rows[i].first_order);
		plan_now(&p, at(rows[i].now));
		assert_int_equal(sent_to(&p, "alert", ALL, 0), rows[i].sent ? 2 : 0);
		world_done(&p.w);
	}
}

static void it_comes_once_a_week_also_when_stopped(void **state)
{
	struct plan_world p;

	(void)state;
	ordered(&p, "2027-02-01T09:00:00+01:00");
	p.w.snapshot->state.stopped = true;
	plan_until(&p, at("2027-04-06T09:00:00+02:00"));
	assert_int_equal(sent_to(&p, "alert", EVA, 0), 9);
	assert_int_equal(sent_to(&p, "alert", KARIN, 0), 9);
	world_done(&p.w);
}

static const struct draft *last_alert(const struct plan_world *p)
{
	for (size_t i = p->log.n; i-- > 0;)
		if (strcmp(p->log.at[i].draft->template, "alert") == 0)
			return p->log.at[i].draft;
	fail();
	return NULL;
}

static size_t rows_of(const struct view *view, const char *name)
{
	const struct value *value = view_find(view, name);

	return value ? value->rows.n : 0;
}

static void stalls_are_numbered_and_the_numbers_hold_until_the_next_letter(void **state)
{
	struct plan_world p;

	(void)state;
	ordered(&p, "2027-02-01T09:00:00+01:00");
	plan_project(&p)->state = PROJECT_RECRUITING;
	plan_project(&p)->called = p.w.now - 20 * DAY_S;
	plan_now(&p, at("2027-02-08T07:30:00+01:00"));
	assert_int_equal(rows_of(last_alert(&p)->view, "stalls"), 1);
	assert_int_equal(alert_row(p.w.snapshot, 1)->id, GROUP);
	assert_null(alert_row(p.w.snapshot, 2));
	assert_null(alert_row(p.w.snapshot, 0));

	/* a worse one comes: the first keeps its number for as long as the letter may be answered
	 */
	struct project *worse = arena_push(p.w.arena, &p.w.snapshot->projects);
	*worse = *plan_project(&p);
	worse->id = 5;
	worse->stuck = "allt";
	plan_begin(&p);
	struct view *view = view_new(p.w.arena);
	alert_view(p.w.snapshot, at("2027-02-10T09:00:00+01:00"), &p.w.fx, view);
	assert_int_equal(rows_of(view, "stalls"), 2);
	assert_int_equal(p.w.fx.state->alert_rows.at[0], GROUP);
	plan_until(&p, at("2027-02-15T07:30:00+01:00"));
	assert_int_equal(alert_row(p.w.snapshot, 1)->id, 5);
	world_done(&p.w);
}

static void it_says_what_then_goes_out(void **state)
{
	struct plan_world p;
	int said = 0;

	(void)state;
	ordered(&p, "2027-02-01T09:00:00+01:00");
	plan_until(&p, at("2027-02-15T07:30:00+01:00"));
	const struct value *week = view_find(last_alert(&p)->view, "week");
	assert_non_null(week);
	for (size_t i = 0; i < week->rows.n; i++)
		said += (int)view_find(week->rows.at[i], "people")->number;
	instant monday = p.w.now + 1;
	plan_until(&p, monday + 7 * DAY_S - 1);
	int went = sent_to(&p, "attendance-reminder", ALL, monday) +
		sent_to(&p, "agenda-reminder", ALL, monday);
	assert_int_equal(went, 11);
	assert_int_equal(said, went);
	world_done(&p.w);
}

static void all_well_is_said(void **state)
{
	struct plan_world p;

	(void)state;
	ordered(&p, "2027-02-01T09:00:00+01:00");
	plan_now(&p, at("2027-02-08T07:30:00+01:00"));
	assert_true(view_find(last_alert(&p)->view, "nothing_stalled")->number);
	assert_int_equal(rows_of(last_alert(&p)->view, "stalls"), 0);
	world_done(&p.w);
}

static struct look *put_look(struct plan_world *p, bool at_stake)
{
	struct look *look = arena_push(p->w.arena, &p->w.snapshot->looks);

	*look = (struct look){.id = p->w.snapshot->next_id++,
		.from = "okand@annat.example",
		.why = "stranger",
		.text = "Hej",
		.at = p->w.now,
		.at_stake = at_stake,
		.told = INSTANT_NONE};
	return look;
}

static void what_is_at_stake_is_told_the_same_day_the_rest_on_monday(void **state)
{
	struct plan_world p;

	(void)state;
	ordered(&p, "2027-02-01T09:00:00+01:00");
	p.w.now = at("2027-02-03T06:00:00+01:00");
	put_look(&p, true);
	put_look(&p, true);
	put_look(&p, false);
	plan_until(&p, at("2027-02-05T16:00:00+01:00"));
	assert_int_equal(sent_to(&p, "looks", ALL, 0), 2);
	assert_at(&p, "looks", EVA, "2027-02-03T07:30:00+01:00");
	plan_until(&p, at("2027-02-08T09:00:00+01:00"));
	assert_int_equal(rows_of(last_alert(&p)->view, "looks"), 1);
	plan_until(&p, at("2027-02-15T09:00:00+01:00"));
	assert_int_equal(rows_of(last_alert(&p)->view, "looks"), 0);
	assert_int_equal(sent_to(&p, "looks", ALL, 0), 2);
	world_done(&p.w);
}

static void in_trial_all_of_it_goes_to_the_leaders_once(void **state)
{
	struct plan_world p;

	(void)state;
	ordered(&p, "2027-02-01T09:00:00+01:00");
	p.w.snapshot->state.live = false;
	plan_project(&p)->state = PROJECT_RECRUITING;
	plan_project(&p)->called = p.w.now;
	plan_until(&p, at("2027-02-10T09:00:00+01:00"));
	list_each (sent, &p.log)
		assert_in_range(sent->draft->member, EVA, KARIN);
	assert_int_equal(sent_to(&p, "attendance", EVA, 0), 1);
	assert_int_equal(sent_to(&p, "attendance", KARIN, 0), 1);
	assert_int_equal(sent_to(&p, "signup", EVA, 0), 1);
	assert_int_equal(sent_to(&p, "agenda", EVA, 0), 1);
	assert_int_equal(p.w.snapshot->asks.n, 0);
	const struct draft *draft = p.log.at[0].draft;
	assert_string_equal(draft->rehearsed_for, "Karin Dal, Anna Berg (+3)");
	assert_string_equal(view_find(draft->view, "name")->text, "Eva Ek");
	assert_string_equal(view_find(draft->view, "given_name")->text, "Anna");
	assert_int_equal(draft->ask, 0);
	assert_int_equal(draft->choices.n, 3);

	p.w.snapshot->state.live = true;
	instant start = p.w.now;
	plan_until(&p, at("2027-02-10T10:00:00+01:00"));
	assert_int_equal(sent_to(&p, "first-letter", ALL, start), 6);
	assert_int_equal(sent_to(&p, "attendance", BO, start), 1);
	assert_int_equal(sent_to(&p, "signup", BO, start) + sent_to(&p, "agenda", BO, start), 1);
	world_done(&p.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_letter_has_its_mondays),
		cmocka_unit_test(it_comes_once_a_week_also_when_stopped),
		cmocka_unit_test(stalls_are_numbered_and_the_numbers_hold_until_the_next_letter),
		cmocka_unit_test(it_says_what_then_goes_out),
		cmocka_unit_test(all_well_is_said),
		cmocka_unit_test(what_is_at_stake_is_told_the_same_day_the_rest_on_monday),
		cmocka_unit_test(in_trial_all_of_it_goes_to_the_leaders_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
