/* floor: core */
/* SPDX-License-Identifier: MIT */
/* Why something stands still, since when, and what is a wait and no stall. Whom to ask instead. */
#include "plan_world.h"

/* How the group of order_network.h is made to stand: each row one touch. */
static void understaffed(struct plan_world *p)
{
	plan_project(p)->state = PROJECT_RECRUITING;
	plan_project(p)->called = at("2027-02-01T10:00:00+01:00");
}
static void parked(struct plan_world *p)
{
	understaffed(p);
	plan_project(p)->state = PROJECT_PARKED;
}
static void staffed(struct plan_world *p)
{
	understaffed(p);
	plan_project(p)->wanted = 1;
	world_ask(&p->w, ASK_SIGNUP, BO, GROUP, ANSWER_YES);
}
static void all_silent_are_away(struct plan_world *p)
{
	understaffed(p);
	plan_project(p)->wanted = 1;
	world_ask(&p->w, ASK_SIGNUP, BO, GROUP, ANSWER_UNCLEAR);
	plan_member(p, BO)->away_until = day_parse("2027-03-22");
	world_ask(&p->w, ASK_SIGNUP, ANNA, GROUP, ANSWER_NO);
}
static void one_silent_is_here(struct plan_world *p)
{
	all_silent_are_away(p);
	world_ask(&p->w, ASK_SIGNUP, LENA, GROUP, ANSWER_UNCLEAR);
}
static void running(struct plan_world *p)
{
	plan_project(p)->state = PROJECT_RUNNING;
	plan_project(p)->called = plan_project(p)->started = at("2027-02-01T10:00:00+01:00");
	plan_project(p)->last_progress = at("2027-02-26T10:00:00+01:00");
}
static void silent(struct plan_world *p)
{
	running(p);
	plan_project(p)->last_progress = at("2027-01-20T10:00:00+01:00");
	plan_project(p)->started = at("2027-01-10T10:00:00+01:00");
}
static void silent_and_away(struct plan_world *p)
{
	silent(p);
	plan_member(p, SIV)->away_until = day_parse("2027-03-22");
}
static void twice_unanswered(struct plan_world *p)
{
	running(p);
	plan_project(p)->unanswered = 2;
	plan_project(p)->progress_asked = at("2027-02-22T08:00:00+01:00");
}
static void stuck(struct plan_world *p)
{
	running(p);
	plan_project(p)->stuck = "vi får inga siffror";
	plan_project(p)->stuck_since = day_parse("2027-02-25");
}
static void nobody_holds_it(struct plan_world *p)
{
	running(p);
	plan_project(p)->contact = 0;
	plan_project(p)->contact_agreed = false;
}
static void contact_has_left(struct plan_world *p)
{
	running(p);
	plan_member(p, SIV)->standing = STANDING_LEFT;
}
static void taken_and_near(struct plan_world *p)
{
	silent(p);
	plan_project(p)->taken_by = EVA;
	plan_project(p)->taken_until = day_parse("2027-03-05");
}
static void taken_for_long(struct plan_world *p)
{
	silent(p);
	plan_project(p)->taken_by = EVA;
	plan_project(p)->taken_until = day_parse("2027-05-05");
}
static void wants_primary_care(struct plan_world *p)
{
	running(p);
	*arena_push(p->w.arena, &plan_project(p)->sector_wants) = (struct sector_want){1, 1};
}
static void has_primary_care(struct plan_world *p)
{
	wants_primary_care(p);
	world_ask(&p->w, ASK_SIGNUP, BO, GROUP, ANSWER_YES);
}
static void volunteer_left(struct plan_world *p)
{
	running(p);
	world_ask(&p->w, ASK_SIGNUP, BO, GROUP, ANSWER_YES);
	plan_member(p, BO)->standing = STANDING_LEFT;
	plan_member(p, BO)->last_heard = at("2027-02-23T10:00:00+01:00");
}
static void volunteer_paused_until_a_day(struct plan_world *p)
{
	running(p);
	world_ask(&p->w, ASK_SIGNUP, BO, GROUP, ANSWER_YES);
	plan_member(p, BO)->standing = STANDING_PAUSED;
	plan_member(p, BO)->paused_until = day_parse("2027-04-01");
}
static void never_met(struct plan_world *p)
{
	plan_meeting(p)->state = MEETING_CANCELLED;
	p->w.snapshot->state.first_order = at("2027-01-15T10:00:00+01:00");
}
static void met_lately(struct plan_world *p)
{
	plan_meeting(p)->state = MEETING_HELD;
	plan_meeting(p)->start = plan_meeting(p)->end = at("2027-02-10T10:00:00+01:00");
}

/* As of Monday 1 March 2027, 07.30. */
static void reasons_hold_since_their_day(void **state)
{
	static const struct {
		void (*touch)(struct plan_world *p);
		const char *reason; /* NULL: none */
		const char *since;
		size_t stalls, waits;
	} rows[] = {
		{understaffed, "understaffed", "2027-02-15", 1, 0},
		{parked, NULL, NULL, 0, 0},
		{staffed, NULL, NULL, 0, 0},
		{all_silent_are_away, NULL, NULL, 0, 1},
		{one_silent_is_here, "understaffed", "2027-02-15", 1, 0},
		{running, NULL, NULL, 0, 0},
		{silent, "silent", "2027-02-24", 1, 0},
		{silent_and_away, NULL, NULL, 0, 1},
		{twice_unanswered, "silent", "2027-02-22", 1, 0},
		{stuck, "stuck", "2027-02-25", 1, 0},
		{nobody_holds_it, "nobody-holds-it", "2027-02-08", 1, 0},
		{contact_has_left, "nobody-holds-it", "2027-02-08", 1, 0},
		{taken_and_near, "taken-by-leaders", "2027-02-26", 1, 0},
		{taken_for_long, NULL, NULL, 0, 0},
		{wants_primary_care, "sector-missing", "2027-02-01", 1, 0},
		{has_primary_care, NULL, NULL, 0, 0},
		{volunteer_left, "lost-volunteers", "2027-02-23", 1, 0},
		{volunteer_paused_until_a_day, NULL, NULL, 0, 0},
		{never_met, "no-meeting", "2027-02-14", 1, 0},
		{met_lately, NULL, NULL, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct plan_world p;
		struct stalls found;
		char since[DAY_TEXT];
		plan_world_init(&p);
		rows[i].touch(&p);
		stalls_find(p.w.snapshot, at("2027-03-01T07:30:00+01:00"), p.w.arena, &found);
		if (found.stalls.n != rows[i].stalls || found.waits.n != rows[i].waits)
			print_error("row %zu\n", i);
		assert_int_equal(found.stalls.n, rows[i].stalls);
		assert_int_equal(found.waits.n, rows[i].waits);
		if (rows[i].reason) {
			assert_string_equal(
				stall_reason_text(found.stalls.at[0].reason), rows[i].reason);
			assert_string_equal(
				day_format(found.stalls.at[0].since, since), rows[i].since);
		}
		world_done(&p.w);
	}
}

static void holidays_alone_stall_nothing(void **state)
{
	static const struct {
		const char *called, *since;
	} rows[] = {
		{"2027-07-05T10:00:00+02:00",
			"2027-08-16"}, /* week 27, then four weeks nobody counts */
		{"2027-12-20T10:00:00+01:00", "2028-01-18"},
		{"2027-09-01T10:00:00+02:00", "2027-09-15"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct plan_world p;
		struct stalls found;
		char since[DAY_TEXT];
		plan_world_init(&p);
		understaffed(&p);
		plan_meeting(&p)->end = at("2029-01-01T00:00:00+01:00");
		plan_project(&p)->called = at(rows[i].called);
		instant due = hours_opening(&p.w.network, day_parse(rows[i].since));
		stalls_find(p.w.snapshot, due - DAY_S, p.w.arena, &found);
		assert_int_equal(found.stalls.n, 0);
		stalls_find(p.w.snapshot, due, p.w.arena, &found);
		assert_int_equal(found.stalls.n, 1);
		assert_string_equal(day_format(found.stalls.at[0].since, since), rows[i].since);
		world_done(&p.w);
	}
}

static void every_reason_has_its_word(void **state)
{
	(void)state;
	for (int i = 0; i < STALL_REASONS; i++)
		assert_int_equal(
			stall_reason_from_text(stall_reason_text((enum stall_reason)i)), i);
	assert_int_equal(stall_reason_from_text("bored"), -1);
}

static void the_missing_sector_is_suggested_first_and_a_no_never(void **state)
{
	const struct member *found[3];
	struct plan_world p;

	(void)state;
	plan_world_init(&p);
	understaffed(&p);
	*arena_push(p.w.arena, &plan_project(&p)->sector_wants) = (struct sector_want){1, 1};
	instant now = at("2027-03-01T07:30:00+01:00");
	assert_int_equal(suggest_members(p.w.snapshot, plan_project(&p), now, found, 3), 3);
	assert_int_equal(found[0]->id, BO);
	world_ask(&p.w, ASK_SIGNUP, BO, GROUP, ANSWER_NO);
	plan_member(&p, ANNA)->last_asked = now - 29 * DAY_S;
	plan_member(&p, LENA)->last_asked = now - 31 * DAY_S;
	assert_int_equal(suggest_members(p.w.snapshot, plan_project(&p), now, found, 3), 1);
	assert_int_equal(found[0]->id, LENA);
	plan_member(&p, LENA)->away_until = day_parse("2027-03-22");
	assert_int_equal(suggest_members(p.w.snapshot, plan_project(&p), now, found, 3), 0);
	world_done(&p.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reasons_hold_since_their_day),
		cmocka_unit_test(holidays_alone_stall_nothing),
		cmocka_unit_test(every_reason_has_its_word),
		cmocka_unit_test(the_missing_sector_is_suggested_first_and_a_no_never),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
