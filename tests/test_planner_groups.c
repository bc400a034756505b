/* floor: core */
/* SPDX-License-Identifier: MIT */
/* Calls for groups, their start, and how they are asked how it goes. */
#include "plan_world.h"

#define ALL 0

static void recruit(struct plan_world *p)
{
	plan_world_init(p);
	plan_meeting(p)->state = MEETING_CANCELLED;
	plan_project(p)->state = PROJECT_RECRUITING;
	plan_project(p)->called = p->w.now;
	plan_project(p)->wanted = 2;
}

static void all_but_the_contact_are_called_and_the_silent_reminded_once(void **state)
{
	struct plan_world p;

	(void)state;
	recruit(&p);
	plan_now(&p, p.w.now);
	assert_int_equal(sent_to(&p, "signup", ALL, 0), 5);
	assert_int_equal(sent_to(&p, "signup", SIV, 0), 0);
	plan_answer(&p, ASK_SIGNUP, BO, ANSWER_NO);
	plan_answer(&p, ASK_SIGNUP, ANNA, ANSWER_YES);
	plan_until(&p, at("2027-03-30T09:00:00+01:00"));
	assert_int_equal(sent_to(&p, "signup-reminder", ALL, 0), 3);
	assert_int_equal(sent_to(&p, "signup-reminder", BO, 0), 0);
	assert_at(&p, "signup-reminder", LENA, "2027-02-08T09:00:00+01:00");
	world_done(&p.w);
}

static void what_is_called_while_she_waits_comes_in_the_same_letter(void **state)
{
	struct plan_world p;

	(void)state;
	recruit(&p);
	plan_now(&p, p.w.now);
	plan_answer(&p, ASK_SIGNUP, ANNA, ANSWER_NO);
	for (int64_t id = 50; id < 52; id++) {
		struct project *project = arena_push(p.w.arena, &p.w.snapshot->projects);
		*project = *plan_project(&p);
		project->id = id;
		project->called = p.w.now + DAY_S;
	}
	plan_until(&p, at("2027-02-28T09:00:00+01:00"));
	assert_int_equal(sent_to(&p, "signup", ANNA, 0), 2);
	assert_int_equal(sent_to(&p, "signup", ANNA, at("2027-02-08T09:00:00+01:00")), 1);
	const struct ask *ask = snapshot_find_ask(p.w.snapshot, ASK_SIGNUP, ANNA, 51);
	assert_int_equal(ask->offers.n, 2);
	assert_ptr_equal(ask, snapshot_find_ask(p.w.snapshot, ASK_SIGNUP, ANNA, 50));
	world_done(&p.w);
}

static void after_a_pause_the_silent_are_asked_anew_and_a_no_stays_a_no(void **state)
{
	struct plan_world p;

	(void)state;
	recruit(&p);
	plan_now(&p, p.w.now);
	plan_answer(&p, ASK_SIGNUP, BO, ANSWER_NO);
	plan_project(&p)->state = PROJECT_PARKED;
	plan_project(&p)->paused_until = day_parse("2027-09-01");
	plan_project(&p)->until = day_parse("2027-12-01");
	plan_until(&p, at("2027-08-31T17:00:00+02:00"));
	assert_int_equal(sent_to(&p, "signup", ALL, 0), 5);
	assert_int_equal(sent_to(&p, "signup-reminder", ALL, 0), 0);
	plan_until(&p, at("2027-09-01T09:00:00+02:00"));
	assert_int_equal(sent_to(&p, "signup", ALL, 0), 9);
	assert_int_equal(sent_to(&p, "signup", BO, 0), 1);
	world_done(&p.w);
}

static void who_must_ask_her_manager_is_asked_again_once(void **state)
{
	struct plan_world p;

	(void)state;
	recruit(&p);
	plan_now(&p, p.w.now);
	plan_answer(&p, ASK_SIGNUP, ANNA, ANSWER_MAYBE);
	plan_ask(&p, ASK_SIGNUP, ANNA)->answer.manager = true;
	plan_until(&p, at("2027-03-30T09:00:00+02:00"));
	assert_int_equal(sent_to(&p, "signup-follow-up", ANNA, 0), 1);
	assert_int_equal(sent_to(&p, "signup-follow-up", ALL, 0), 1);
	assert_int_equal(sent_to(&p, "signup-reminder", ANNA, 0), 0);
	world_done(&p.w);
}

static void a_complete_group_begins_and_is_introduced(void **state)
{
	struct plan_world p;

	(void)state;
	recruit(&p);
	plan_now(&p, p.w.now);
	plan_answer(&p, ASK_SIGNUP, BO, ANSWER_YES);
	plan_now(&p, p.w.now + HOUR_S);
	assert_int_equal(plan_project(&p)->state, PROJECT_RECRUITING);
	plan_answer(&p, ASK_SIGNUP, ANNA, ANSWER_YES);
	plan_now(&p, p.w.now + HOUR_S);
	assert_int_equal(plan_project(&p)->state, PROJECT_RUNNING);
	assert_int_equal(sent_to(&p, "group-introduced", ALL, 0), 3);
	assert_int_equal(sent_to(&p, "group-introduced", SIV, 0), 1);
	assert_int_equal(plan_ask(&p, ASK_SIGNUP, LENA)->state, ASK_CLOSED);
	assert_int_equal(plan_ask(&p, ASK_SIGNUP, BO)->state, ASK_OPEN);
	world_done(&p.w);
}

static void a_running_project_is_asked_every_four_weeks(void **state)
{
	struct plan_world p;

	(void)state;
	recruit(&p);
	plan_project(&p)->state = PROJECT_RUNNING;
	plan_project(&p)->started = p.w.now;
	plan_until(&p, at("2027-03-02T09:00:00+01:00"));
	assert_int_equal(sent_to(&p, "progress", ALL, 0), 1);
	assert_at(&p, "progress", SIV, "2027-03-01T07:30:00+01:00");
	/* nobody answers: reminded once, then counted as the next comes on Easter Monday's eve */
	plan_until(&p, at("2027-03-30T09:00:00+02:00"));
	assert_at(&p, "progress-reminder", SIV, "2027-03-08T07:30:00+01:00");
	assert_int_equal(sent_to(&p, "progress", SIV, 0), 2);
	assert_int_equal(plan_project(&p)->unanswered, 1);
	world_done(&p.w);
}

static void with_nobody_holding_it_all_members_are_asked(void **state)
{
	struct plan_world p;

	(void)state;
	recruit(&p);
	plan_project(&p)->contact = 0;
	plan_project(&p)->contact_agreed = false;
	plan_now(&p, p.w.now);
	plan_answer(&p, ASK_SIGNUP, BO, ANSWER_YES);
	plan_answer(&p, ASK_SIGNUP, ANNA, ANSWER_YES);
	plan_until(&p, at("2027-03-02T09:00:00+01:00"));
	assert_int_equal(sent_to(&p, "progress", ALL, 0), 2);
	assert_int_equal(sent_to(&p, "progress", BO, 0), 1);
	world_done(&p.w);
}

static void before_a_meeting_projects_are_asked_unless_they_just_told(void **state)
{
	struct plan_world p;

	(void)state;
	for (int fresh = 0; fresh < 2; fresh++) {
		recruit(&p);
		plan_meeting(&p)->state = MEETING_CALLED;
		plan_project(&p)->state = PROJECT_RUNNING;
		plan_project(&p)->started = p.w.now;
		if (fresh)
			plan_project(&p)->last_progress = at("2027-02-15T09:00:00+01:00");
		plan_until(&p, at("2027-02-28T09:00:00+01:00"));
		/* the call for items on the 9th, its reminder on the 19th, then there is room again
		 */
		assert_at(&p, "agenda", SIV, "2027-02-09T07:30:00+01:00");
		assert_int_equal(sent_to(&p, "progress", SIV, 0), fresh ? 0 : 1);
		world_done(&p.w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_but_the_contact_are_called_and_the_silent_reminded_once),
		cmocka_unit_test(what_is_called_while_she_waits_comes_in_the_same_letter),
		cmocka_unit_test(after_a_pause_the_silent_are_asked_anew_and_a_no_stays_a_no),
		cmocka_unit_test(who_must_ask_her_manager_is_asked_again_once),
		cmocka_unit_test(a_complete_group_begins_and_is_introduced),
		cmocka_unit_test(a_running_project_is_asked_every_four_weeks),
		cmocka_unit_test(with_nobody_holding_it_all_members_are_asked),
		cmocka_unit_test(before_a_meeting_projects_are_asked_unless_they_just_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
