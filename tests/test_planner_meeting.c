/* floor: core */
/* SPDX-License-Identifier: MIT */
/* A meeting's letters by the clock: the season from the first letter to the day, and what changes
 * it. */
#include "plan_world.h"

#define ALL 0

static void a_meeting_gets_its_letters_on_their_days(void **state)
{
	struct plan_world p;

	(void)state;
	plan_world_init(&p);
	plan_now(&p, p.w.now);
	assert_int_equal(sent_to(&p, "first-letter", ALL, 0), 6);
	assert_int_equal(sent_to(&p, "attendance", ALL, 0), 5);
	assert_int_equal(sent_to(&p, "attendance", EVA, 0), 0);
	for (size_t i = 0; i < 6; i++)
		assert_string_equal(p.log.at[i].draft->template, "first-letter");
	plan_answer(&p, ASK_ATTENDANCE, KARIN, ANSWER_YES);
	plan_answer(&p, ASK_ATTENDANCE, ANNA, ANSWER_NO);
	plan_answer(&p, ASK_ATTENDANCE, BO, ANSWER_MAYBE);
	plan_until(&p, at("2027-03-20T09:00:00+01:00"));

	assert_int_equal(sent_to(&p, "attendance-reminder", ALL, 0), 2);
	assert_at(&p, "attendance-reminder", SIV, "2027-02-16T07:30:00+01:00");
	assert_at(&p, "attendance-reminder", LENA, "2027-02-16T07:30:00+01:00");
	assert_int_equal(sent_to(&p, "details", ALL, 0), 2);
	assert_at(&p, "details", KARIN, "2027-03-05T07:30:00+01:00");
	assert_at(&p, "details", BO, "2027-03-05T07:30:00+01:00");
	assert_int_equal(sent_to(&p, "numbers", ALL, 0), 2);
	assert_at(&p, "numbers", EVA, "2027-03-02T07:30:00+01:00");
	assert_int_equal(plan_meeting(&p)->state, MEETING_HELD);
	assert_int_equal(plan_ask(&p, ASK_ATTENDANCE, SIV)->state, ASK_CLOSED);
	assert_int_equal(sent_to(&p, "attendance", ALL, 0), 5);
	world_done(&p.w);
}

static void the_agenda_is_asked_for_reminded_of_and_drafted(void **state)
{
	struct plan_world p;

	(void)state;
	plan_world_init(&p);
	plan_now(&p, p.w.now);
	plan_answer(&p, ASK_ATTENDANCE, ANNA, ANSWER_NO);
	plan_until(&p, at("2027-02-10T09:00:00+01:00"));
	assert_at(&p, "agenda", BO, "2027-02-09T07:30:00+01:00");
	assert_int_equal(sent_to(&p, "agenda", ANNA, 0), 0);
	plan_answer(&p, ASK_AGENDA, BO, ANSWER_NO);
	plan_until(&p, at("2027-02-24T12:00:00+01:00"));
	assert_int_equal(sent_to(&p, "agenda-reminder", BO, 0), 0);
	/* 20 February is a Saturday */
	assert_at(&p, "agenda-reminder", SIV, "2027-02-19T07:30:00+01:00");
	assert_int_equal(plan_meeting(&p)->agenda_drafted, at("2027-02-23T17:00:00+01:00"));
	world_done(&p.w);
}

/* Days that the meeting is moved to stand for orders at other times. */
static void a_late_meeting_gets_only_what_has_time(void **state)
{
	static const struct {
		const char *start;
		int reminders, details, numbers, agenda;
	} rows[] = {
		{"2027-02-02T13:00:00+01:00", 0, 0, 0, 0},
		{"2027-02-05T13:00:00+01:00", 0, 1, 2, 0},
		{"2027-02-09T13:00:00+01:00", 4, 1, 2, 0},
		{"2027-02-17T13:00:00+01:00", 4, 1, 2, 0},
		{"2027-02-19T13:00:00+01:00", 4, 1, 2, 6},
		{"2027-03-01T13:00:00+01:00", 4, 1, 2, 6},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct plan_world p;
		plan_world_init(&p);
		plan_meeting(&p)->called = p.w.now;
		plan_meeting(&p)->start = at(rows[i].start);
		plan_meeting(&p)->end = at(rows[i].start) + HOUR_S;
		plan_now(&p, p.w.now);
		plan_answer(&p, ASK_ATTENDANCE, BO, ANSWER_YES);
		plan_until(&p, at("2027-03-05T09:00:00+01:00"));
		assert_int_equal(sent_to(&p, "attendance-reminder", ALL, 0), rows[i].reminders);
		assert_int_equal(sent_to(&p, "details", ALL, 0), rows[i].details);
		assert_int_equal(sent_to(&p, "numbers", ALL, 0), rows[i].numbers);
		assert_int_equal(sent_to(&p, "agenda", ALL, 0), rows[i].agenda);
		world_done(&p.w);
	}
}

static void an_outage_sends_nothing_pointless(void **state)
{
	struct plan_world p;

	(void)state;
	plan_world_init(&p);
	plan_until(&p, at("2027-02-15T12:00:00+01:00"));
	plan_now(&p, at("2027-02-22T08:00:00+01:00"));
	plan_now(&p, at("2027-02-22T08:01:00+01:00"));
	assert_int_equal(sent_to(&p, "attendance-reminder", ALL, 0), 5);
	size_t before = p.log.n;
	plan_now(&p, at("2027-03-12T08:00:00+01:00"));
	assert_int_equal(p.log.n, before);
	assert_int_equal(plan_meeting(&p)->state, MEETING_HELD);
	world_done(&p.w);
}

static void whoever_is_away_is_reminded_after_her_return(void **state)
{
	struct plan_world p;

	(void)state;
	plan_world_init(&p);
	plan_now(&p, p.w.now);
	plan_member(&p, SIV)->away_until = day_parse("2027-02-22");
	plan_member(&p, BO)->away_until = day_parse("2027-03-09");
	plan_until(&p, at("2027-03-10T09:00:00+01:00"));
	assert_at(&p, "attendance-reminder", SIV, "2027-02-23T07:30:00+01:00");
	assert_int_equal(sent_to(&p, "attendance-reminder", BO, 0), 0);
	world_done(&p.w);
}

static void who_joins_later_is_invited_then(void **state)
{
	struct plan_world p;

	(void)state;
	plan_world_init(&p);
	plan_member(&p, LENA)->standing = STANDING_PAUSED;
	plan_member(&p, LENA)->paused_until = day_parse("2027-02-20");
	plan_until(&p, at("2027-02-19T17:00:00+01:00"));
	assert_int_equal(sent_to(&p, "attendance", LENA, 0), 0);
	plan_until(&p, at("2027-02-23T09:00:00+01:00"));
	assert_int_equal(plan_member(&p, LENA)->standing, STANDING_ACTIVE);
	assert_at(&p, "first-letter", LENA, "2027-02-22T07:30:00+01:00");
	assert_at(&p, "attendance", LENA, "2027-02-22T07:30:00+01:00");
	world_done(&p.w);
}

static void changes_are_told_once_and_a_cancelled_meeting_ends(void **state)
{
	struct plan_world p;

	(void)state;
	plan_world_init(&p);
	plan_now(&p, p.w.now);
	plan_answer(&p, ASK_ATTENDANCE, ANNA, ANSWER_NO);
	plan_meeting(&p)->sequence = 1;
	plan_until(&p, p.w.now + DAY_S);
	assert_int_equal(sent_to(&p, "attendance-moved", ALL, 0), 4);
	/* on the evening before the meeting nobody waits for the morning */
	p.w.now = at("2027-03-08T20:00:00+01:00");
	plan_meeting(&p)->start = at("2027-03-09T07:00:00+01:00");
	plan_meeting(&p)->sequence = 2;
	plan_meeting(&p)->state = MEETING_CANCELLED;
	plan_until(&p, p.w.now + DAY_S);
	assert_int_equal(
		sent_to(&p, "attendance-cancelled", ALL, at("2027-03-08T20:00:00+01:00")), 4);
	assert_at(&p, "attendance", BO, "2027-02-01T09:00:00+01:00");
	assert_int_equal(plan_ask(&p, ASK_ATTENDANCE, BO)->state, ASK_CLOSED);
	assert_int_equal(sent_to(&p, "details", ALL, 0), 0);
	world_done(&p.w);
}

static void nothing_goes_to_members_outside_hours_or_while_held_or_stopped(void **state)
{
	struct plan_world p;

	(void)state;
	plan_world_init(&p);
	plan_until(&p, p.w.now = at("2027-02-05T17:00:00+01:00"));
	plan_until(&p, at("2027-02-08T07:29:00+01:00"));
	assert_int_equal(p.log.n, 0);
	plan_until(&p, at("2027-02-08T07:30:00+01:00"));
	assert_int_equal(sent_to(&p, "attendance", ALL, 0), 5);
	world_done(&p.w);

	plan_world_init(&p);
	p.w.snapshot->state.hold_until = day_parse("2027-02-06");
	plan_until(&p, at("2027-02-10T09:00:00+01:00"));
	assert_at(&p, "attendance", BO, "2027-02-08T07:30:00+01:00");
	world_done(&p.w);

	plan_world_init(&p);
	p.w.snapshot->state.stopped = true;
	plan_until(&p, at("2027-03-20T09:00:00+01:00"));
	list_each (sent, &p.log)
		assert_int_equal(sent->draft->class, CLASS_LEADERS);
	assert_int_equal(plan_meeting(&p)->state, MEETING_HELD);
	world_done(&p.w);
}

/* The daemon wakes when it likes: the same letters, each once. */
static void however_often_it_decides_each_letter_is_made_once(void **state)
{
	static const int steps_s[] = {600, 3571, 86399, 7 * DAY_S};
	static const char *const once[] = {"first-letter", "attendance", "attendance-reminder",
		"agenda", "agenda-reminder", "signup", "signup-reminder"};

	(void)state;
	for (size_t i = 0; i < sizeof(steps_s) / sizeof(steps_s[0]); i++) {
		struct plan_world p;
		plan_world_init(&p);
		plan_project(&p)->state = PROJECT_RECRUITING;
		plan_project(&p)->called = p.w.now;
		for (instant now = p.w.now; now < at("2027-03-15T09:00:00+01:00");
			now += steps_s[i])
			plan_now(&p, now);
		for (size_t t = 0; t < sizeof(once) / sizeof(once[0]); t++)
			for (int64_t member = EVA; member <= LENA; member++)
				assert_in_range(sent_to(&p, once[t], member, 0), 0, 1);
		world_done(&p.w);
	}
}

static void a_quiet_network_is_woken_no_more_than_its_days(void **state)
{
	struct plan_world p;

	(void)state;
	plan_world_init(&p);
	plan_until(&p, at("2027-03-10T09:00:00+01:00"));
	assert_true(p.decisions < 60);
	int before = p.decisions;
	plan_until(&p, at("2027-12-10T09:00:00+01:00"));
	assert_true(p.decisions <= before + 2);
	world_done(&p.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_meeting_gets_its_letters_on_their_days),
		cmocka_unit_test(the_agenda_is_asked_for_reminded_of_and_drafted),
		cmocka_unit_test(a_late_meeting_gets_only_what_has_time),
		cmocka_unit_test(an_outage_sends_nothing_pointless),
		cmocka_unit_test(whoever_is_away_is_reminded_after_her_return),
		cmocka_unit_test(who_joins_later_is_invited_then),
		cmocka_unit_test(changes_are_told_once_and_a_cancelled_meeting_ends),
		cmocka_unit_test(nothing_goes_to_members_outside_hours_or_while_held_or_stopped),
		cmocka_unit_test(however_often_it_decides_each_letter_is_made_once),
		cmocka_unit_test(a_quiet_network_is_woken_no_more_than_its_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
