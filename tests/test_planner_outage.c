/* floor: core */
/* SPDX-License-Identifier: MIT */
/*
 * What the leaders are told after an outage: what was late and what was dropped, once, and nothing
 * where nothing was. The meeting is on 9 March; its reminder is due on 16 February, the numbers on
 * 2 March, the details on 5 March.
 */
#include "plan_world.h"

#define ALL 0

static void begin(struct plan_world *p)
{
	plan_world_init(p);
	plan_now(p, p->w.now);
	plan_answer(p, ASK_ATTENDANCE, ANNA, ANSWER_YES);
	plan_until(p, at("2027-02-12T12:00:00+01:00"));
	p->log.n = 0;
}

static int64_t number(const struct draft *draft, const char *name)
{
	const struct value *value = view_find(draft->view, name);

	return value ? value->number : 0;
}

/* "attendance-reminder 4/0, details 0/1": what the letter says, late and dropped. */
static const char *told(struct plan_world *p)
{
	const char *text = "";

	list_each (sent, &p->log) {
		if (strcmp(sent->draft->template, "outage") != 0 || sent->draft->member != EVA)
			continue;
		const struct value *late = view_find(sent->draft->view, "late_kinds");
		const struct value *dropped = view_find(sent->draft->view, "dropped_kinds");
		text = arena_printf(p->w.arena, "%s[%d late in %zu, %d dropped in %zu]", text,
			(int)number(sent->draft, "late"), late ? late->rows.n : 0,
			(int)number(sent->draft, "dropped"), dropped ? dropped->rows.n : 0);
	}
	return text;
}

static void standing_still_is_told_with_what_it_made_late_and_lost(void **state)
{
	static const struct {
		const char *what, *until, *told;
	} rows[] = {
		{"nothing was due", "2027-02-15T12:00:00+01:00", ""},
		{"half a day late", "2027-02-16T20:00:00+01:00", ""},
		{"the reminder is late", "2027-02-18T10:00:00+01:00",
			"[4 late in 1, 0 dropped in 0]"},
		{"and goes out on Monday, with Friday's", "2027-02-20T10:00:00+01:00",
			"[10 late in 2, 0 dropped in 0]"},
		{"its day has come", "2027-03-09T08:00:00+01:00", "[1 late in 1, 10 dropped in 2]"},
		{"the meeting has been", "2027-03-15T10:00:00+01:00",
			"[0 late in 0, 11 dropped in 3]"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct plan_world p;
		begin(&p);
		plan_now(&p, at(rows[i].until));
		if (strcmp(told(&p), rows[i].told) != 0)
			fail_msg("%s: %s, wanted %s", rows[i].what, told(&p), rows[i].told);
		assert_int_equal(sent_to(&p, "outage", KARIN, 0), *rows[i].told != '\0');
		assert_int_equal(sent_to(&p, "outage", BO, 0), 0);
		/* once */
		p.log.n = 0;
		plan_until(&p, p.w.now + 3 * DAY_S);
		assert_int_equal(sent_to(&p, "outage", ALL, 0), 0);
		world_done(&p.w);
	}
}

/* It comes within working hours, though the outage ends on a Saturday. */
static void nobody_is_woken_by_it(void **state)
{
	struct plan_world p;

	(void)state;
	begin(&p);
	plan_now(&p, at("2027-02-20T10:00:00+01:00"));
	list_each (sent, &p.log)
		if (strcmp(sent->draft->template, "outage") == 0)
			assert_int_equal(sent->draft->not_before, at("2027-02-22T07:30:00+01:00"));
	world_done(&p.w);
}

static void nothing_is_told_of_what_came_due_before_a_restore(void **state)
{
	struct plan_world p;

	(void)state;
	begin(&p);
	p.w.network.any_hour = true;
	plan_now(&p, at("2027-02-18T10:00:00+01:00"));
	assert_true(sent_to(&p, "attendance-reminder", ALL, 0) > 0);
	assert_int_equal(sent_to(&p, "outage", ALL, 0), 0);
	world_done(&p.w);
}

/* The newest letters of that template, as if they had not got away. */
static void keep_back(struct plan_world *p, const char *template)
{
	list_each (letter, &p->w.snapshot->letters)
		if (strcmp(letter->template, template) == 0) {
			letter->state = LETTER_WAITING;
			letter->sent = INSTANT_NONE;
		}
}

static void get_away(struct plan_world *p, const char *template, instant now, bool in_time)
{
	list_each (letter, &p->w.snapshot->letters) {
		if (strcmp(letter->template, template) != 0)
			continue;
		letter->state = in_time ? LETTER_SENT : LETTER_DROPPED;
		letter->sent = in_time ? now : INSTANT_NONE;
		letter->outdated = in_time ? INSTANT_NONE : now;
	}
}

static void what_could_not_be_sent_is_told_when_it_is_over(void **state)
{
	struct plan_world p;

	(void)state;
	begin(&p);
	plan_until(&p, at("2027-02-16T08:00:00+01:00"));
	keep_back(&p, "attendance-reminder");
	plan_until(&p, at("2027-02-16T20:00:00+01:00"));
	plan_now(&p, at("2027-02-16T20:00:00+01:00"));
	keep_back(&p, "attendance-reminder");
	plan_now(&p, at("2027-02-18T09:00:00+01:00"));
	assert_string_equal(told(&p), "");
	get_away(&p, "attendance-reminder", at("2027-02-19T09:00:00+01:00"), true);
	plan_now(&p, at("2027-02-19T10:00:00+01:00"));
	assert_string_equal(told(&p), "[4 late in 1, 0 dropped in 0]");
	plan_until(&p, at("2027-02-22T10:00:00+01:00"));
	assert_string_equal(told(&p), "[4 late in 1, 0 dropped in 0]");
	world_done(&p.w);
}

static void what_was_dropped_in_the_outbox_is_told(void **state)
{
	struct plan_world p;

	(void)state;
	begin(&p);
	plan_until(&p, at("2027-02-16T08:00:00+01:00"));
	get_away(&p, "attendance-reminder", at("2027-02-16T09:00:00+01:00"), false);
	plan_now(&p, at("2027-02-16T10:00:00+01:00"));
	assert_string_equal(told(&p), "[0 late in 0, 4 dropped in 1]");
	world_done(&p.w);
}

/* Both: the machine was off with letters in its outbox. */
static void what_lay_in_the_outbox_of_a_machine_that_was_off_is_told_with_the_rest(void **state)
{
	struct plan_world p;

	(void)state;
	begin(&p);
	plan_until(&p, at("2027-02-16T08:00:00+01:00"));
	keep_back(&p, "attendance-reminder");
	list_each (letter, &p.w.snapshot->letters)
		if (letter->state == LETTER_WAITING && letter->member == SIV)
			letter->not_after = at("2027-02-20T00:00:00+01:00");
	/* meanwhile the agenda's reminder was due */
	plan_now(&p, at("2027-02-22T10:00:00+01:00"));
	assert_string_equal(told(&p), "[9 late in 2, 1 dropped in 1]");
	get_away(&p, "attendance-reminder", at("2027-02-22T10:00:00+01:00"), true);
	plan_now(&p, at("2027-02-22T11:00:00+01:00"));
	assert_string_equal(told(&p), "[9 late in 2, 1 dropped in 1]");
	world_done(&p.w);
}

/* What waits for somebody's word is not late. */
static void a_letter_that_is_held_is_no_outage(void **state)
{
	struct plan_world p;

	(void)state;
	begin(&p);
	plan_until(&p, at("2027-02-16T08:00:00+01:00"));
	keep_back(&p, "attendance-reminder");
	list_each (letter, &p.w.snapshot->letters)
		letter->held = letter->state == LETTER_WAITING;
	plan_now(&p, at("2027-02-19T10:00:00+01:00"));
	assert_string_equal(told(&p), "");
	struct effects fx;
	effects_init(&fx, p.w.arena, p.w.snapshot, p.w.now);
	list_each (letter, &p.w.snapshot->letters)
		if (letter->held)
			effects_hold_letter(&fx, letter, false);
	p.w.snapshot = outcome_snapshot(&fx);
	get_away(&p, "attendance-reminder", at("2027-02-19T10:01:00+01:00"), true);
	plan_now(&p, at("2027-02-19T11:00:00+01:00"));
	assert_string_equal(told(&p), "");
	world_done(&p.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(standing_still_is_told_with_what_it_made_late_and_lost),
		cmocka_unit_test(nobody_is_woken_by_it),
		cmocka_unit_test(nothing_is_told_of_what_came_due_before_a_restore),
		cmocka_unit_test(what_could_not_be_sent_is_told_when_it_is_over),
		cmocka_unit_test(what_was_dropped_in_the_outbox_is_told),
		cmocka_unit_test(
			what_lay_in_the_outbox_of_a_machine_that_was_off_is_told_with_the_rest),
		cmocka_unit_test(a_letter_that_is_held_is_no_outage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
