/* floor: core */
/* SPDX-License-Identifier: MIT */
/* The order Meeting: what is asked for when something is missing, what its preview holds, what a
 * yes leads to. */
#include "order_world.h"

struct row {
	const char *name;
	int64_t by;
	const char *title, *fields;
	bool cancel, same_again;
	const char *problem; /* section of order-problem; NULL: a preview */
	int64_t letters; /* of the preview; -1: none */
	const char *says; /* a value of the preview; NULL */
};

static const struct row rows[] = {
	{"all said", EVA, "Höstmöte", "day=2027-09-14;time=13:00-16:00;place=Sal 1", 0, 0, NULL, 5,
		"reminder"},
	{"no day", EVA, "Höstmöte", "time=13:00-16:00", 0, 0, "no_day", -1, NULL},
	{"no time", EVA, "Höstmöte", "day=2027-09-14", 0, 0, "no_time", -1, NULL},
	{"no title", EVA, "", "day=2027-09-14;time=13:00", 0, 0, "no_title", -1, NULL},
	{"only a beginning: two hours, and the preview says so", EVA, "Höstmöte",
		"day=2027-09-14;time=13:00", 0, 0, NULL, 5, "assumed_end"},
	{"end before beginning", EVA, "Höstmöte", "day=2027-09-14;time=16:00-13:00", 0, 0,
		"bad_time", -1, NULL},
	{"a time that is none", EVA, "Höstmöte", "day=2027-09-14;time=efter lunch", 0, 0,
		"bad_time", -1, NULL},
	{"a day in the past", EVA, "Höstmöte", "day=2027-01-12;time=13:00", 0, 0, "past", -1, NULL},
	{"earlier today", EVA, "Höstmöte", "day=2027-02-01;time=08:00", 0, 0, "past", -1, NULL},
	{"unknown group", EVA, "Avstämning", "day=2027-09-14;time=13:00;group=Fallprevention", 0, 0,
		"unknown_group", -1, NULL},
	{"a group by a word of its title: only its members", EVA, "Avstämning",
		"day=2027-09-14;time=13:00;group=korttidsvård", 0, 0, NULL, 2, "group"},
	{"a free day", EVA, "Höstmöte", "day=2027-06-25;time=13:00", 0, 0, NULL, 5, "free_day"},
	{"a weekday that is not the day's", EVA, "Höstmöte", "day=2027-09-14;time=13:00;weekday=3",
		0, 0, NULL, 5, "other_day"},
	{"two meetings the same day", EVA, "Höstmöte", "day=2027-03-09;time=09:00-11:00", 0, 0,
		NULL, 5, "same_day"},
	{"the title of an existing one moves it", EVA, "vårmöte om utskrivning", "day=2027-03-16",
		0, 0, NULL, 3, "asks_again"},
	{"another room changes it", EVA, "Vårmöte om utskrivning", "place=Sal 3", 0, 0, NULL, 3,
		"to_place"},
	{"nothing changed", EVA, "Vårmöte om utskrivning", "day=2027-03-09;time=13:00-16:00", 0, 0,
		"nothing_changed", -1, NULL},
	{"cancelled: who said no is not told", EVA, "Vårmöte", "", 1, 0, NULL, 2, "cancelled"},
	{"cancelled by its day", EVA, "", "day=2027-03-09", 1, 0, NULL, 2, "cancelled"},
	{"cancelled, the only one there is", EVA, "", "", 1, 0, NULL, 2, "cancelled"},
	{"cancelled, but which", EVA, "Julfest", "", 1, 0, "unknown_meeting", -1, NULL},
	{"the same again", EVA, "Vårmöte", "day=2027-09-14", 0, 1, NULL, 5, "reminder"},
	{"the same again, but when", EVA, "Vårmöte", "", 0, 1, "no_day", -1, NULL},
	{"a contact calls her own group", SIV, "Avstämning", "day=2027-02-16;time=13:00", 0, 0,
		NULL, -1, "group"},
	{"a contact doesn't call the network's meetings off", SIV, "Vårmöte", "", 1, 0,
		"own_group_only", -1, NULL},
};

static void each_order_gets_its_preview_or_what_is_missing(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct world w;
		world_init(&w);
		world_ask(&w, ASK_SIGNUP, ANNA, GROUP, ANSWER_YES);
		world_ask(&w, ASK_ATTENDANCE, ANNA, SPRING, ANSWER_YES);
		world_ask(&w, ASK_ATTENDANCE, BO, SPRING, ANSWER_NO);
		world_ask(&w, ASK_ATTENDANCE, LENA, SPRING, ANSWER_UNCLEAR);
		struct understanding *read =
			world_order(&w, ORDER_MEETING, row->title, row->fields);
		read->order->cancel = row->cancel;
		read->order->same_again = row->same_again;
		world_take(&w, row->by, read);

		const struct draft *draft =
			world_draft(&w, row->problem ? "order-problem" : "preview-meeting");
		print_message("%s\n", row->name);
		assert_non_null(draft);
		assert_int_equal(w.fx.drafts.n, 1);
		assert_int_equal(draft->member, row->by);
		assert_string_equal(draft->reply_to_id, "m1@fou.example");
		if (row->problem)
			assert_true(draft_says(draft, row->problem));
		if (row->letters >= 0) {
			assert_int_equal(draft_number(draft, "letters"), row->letters);
			assert_true(draft->shown.n > 0);
		}
		if (row->says)
			assert_true(draft_says(draft, row->says));
		/* nothing has happened yet */
		assert_int_equal(w.snapshot->meetings.n, 1);
		assert_int_equal(w.snapshot->meetings.at[0].sequence, 0);
		assert_int_equal(world_last(&w)->state, ORDER_ASKED);
		world_done(&w);
	}
}

/* Beside the spring meeting on 9 March there may be a workshop on the 16th. */
static void a_meeting_is_found_by_what_a_leader_calls_it(void **state)
{
	static const struct {
		const char *title, *about;
		bool cancel, same_again, changes, nameless, workshop, held;
		const char *found; /* NULL: she is asked which */
	} cases[] = {
		{"Vårmötet", NULL, 1, 0, 0, 0, 1, 0, "Vårmöte om utskrivning"},
		{"Ändrad lokal för vårmötet", NULL, 0, 0, 1, 0, 1, 0, "Vårmöte om utskrivning"},
		{"Workshopen om utskrivning", NULL, 1, 0, 0, 0, 1, 0, NULL},
		{"Workshopen", NULL, 1, 0, 0, 0, 1, 0, "Workshop om SIP"},
		{"Mötet den 16 mars", "2027-03-16", 1, 0, 0, 1, 1, 0, "Workshop om SIP"},
		{"Mötet den 17 mars", "2027-03-17", 1, 0, 0, 1, 0, 0, NULL},
		{"Mötet", NULL, 1, 0, 0, 1, 0, 0, "Vårmöte om utskrivning"},
		{"Mötet", NULL, 1, 0, 0, 1, 1, 0, NULL},
		{"Julfesten", NULL, 1, 0, 0, 0, 0, 0, NULL},
		{"Nytt möte", NULL, 0, 1, 0, 1, 0, 0, "Vårmöte om utskrivning"},
		{"Nytt möte", NULL, 0, 1, 0, 1, 0, 1, "Vårmöte om utskrivning"},
		{"Mötet flyttas", NULL, 0, 0, 1, 1, 0, 0, "Vårmöte om utskrivning"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct world w;
		world_init(&w);
		if (cases[i].workshop) {
			struct meeting *meeting = arena_push(w.arena, &w.snapshot->meetings);
			*meeting = w.snapshot->meetings.at[0];
			meeting->id = 88;
			meeting->title = "Workshop om SIP";
			meeting->start += 7 * DAY_S;
			meeting->end += 7 * DAY_S;
		}
		if (cases[i].held) {
			w.snapshot->meetings.at[0].state = MEETING_HELD;
			w.snapshot->meetings.at[0].start -= 60 * DAY_S;
			w.snapshot->meetings.at[0].end -= 60 * DAY_S;
		}
		struct understanding *read = world_order(&w, ORDER_MEETING, cases[i].title,
			cases[i].cancel ? "" : "day=2027-04-13;place=Aulan");
		read->order->cancel = cases[i].cancel;
		read->order->same_again = cases[i].same_again;
		read->order->changes = cases[i].changes;
		read->order->nameless = cases[i].nameless;
		read->order->about = cases[i].about ? day_parse(cases[i].about) : DAY_NONE;
		world_take(&w, EVA, read);
		print_message("%s\n", cases[i].title);
		const struct draft *draft = world_draft(&w, "preview-meeting");
		if (!cases[i].found) {
			assert_null(draft);
			assert_true(
				draft_says(world_draft(&w, "order-problem"), "unknown_meeting"));
		} else {
			assert_non_null(draft);
			assert_string_equal(world_last(&w)->title, cases[i].found);
		}
		world_done(&w);
	}
}

static void the_preview_shows_one_letter_of_each_language(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	world_take(&w, EVA,
		world_order(&w, ORDER_MEETING, "Höstmöte", "day=2027-09-14;time=13:00-16:00"));
	const struct draft *draft = world_draft(&w, "preview-meeting");
	assert_int_equal(draft->shown.n, 2);
	assert_string_equal(draft->shown.at[0]->language, "sv");
	assert_string_equal(draft->shown.at[1]->language, "en");
	world_done(&w);
}

static void a_yes_makes_the_meeting_after_the_hold(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	world_take(&w, EVA,
		world_order(&w, ORDER_MEETING, "Höstmöte", "day=2027-09-14;time=13:00-16:00"));
	world_yes(&w, EVA);
	assert_int_equal(world_last(&w)->state, ORDER_HELD);
	assert_int_equal(world_last(&w)->release, w.now + 600);
	assert_non_null(world_draft(&w, "order-held"));
	world_plan(&w, w.now + 599);
	assert_int_equal(w.snapshot->meetings.n, 1);
	world_plan(&w, w.now + 1);
	assert_int_equal(w.snapshot->meetings.n, 2);
	const struct meeting *made = &w.snapshot->meetings.at[1];
	assert_string_equal(made->title, "Höstmöte");
	assert_int_equal(made->start, instant_parse("2027-09-14T13:00:00+02:00"));
	assert_int_equal(made->ordered_by, EVA);
	assert_int_equal(made->state, MEETING_CALLED);
	assert_int_equal(world_last(&w)->state, ORDER_DONE);
	assert_int_equal(world_last(&w)->topic, made->id);
	world_plan(&w, w.now + DAY_S);
	assert_int_equal(w.snapshot->meetings.n, 2);
	assert_int_equal(w.fx.facts.n, 0);
	world_done(&w);
}

static void a_move_keeps_answers_as_answers_to_the_old_day(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	int64_t yes = world_ask(&w, ASK_ATTENDANCE, ANNA, SPRING, ANSWER_YES)->id;
	int64_t no = world_ask(&w, ASK_ATTENDANCE, BO, SPRING, ANSWER_NO)->id;
	world_take(&w, EVA,
		world_order(&w, ORDER_MEETING, "Vårmöte om utskrivning", "day=2027-03-30"));
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);

	const struct meeting *moved = snapshot_meeting(w.snapshot, SPRING);
	/* the same time by the clock on the other side of the change to summer time */
	assert_int_equal(moved->start, instant_parse("2027-03-30T13:00:00+02:00"));
	assert_int_equal(moved->end, instant_parse("2027-03-30T16:00:00+02:00"));
	assert_int_equal(moved->sequence, 1);
	assert_int_equal(moved->moved, w.now);
	assert_string_equal(moved->place, "FoU-centrum, sal 2");
	const struct ask *anna = snapshot_ask(w.snapshot, yes), *bo = snapshot_ask(w.snapshot, no);
	assert_false(ask_is_answered(anna));
	assert_int_equal(anna->before.kind, ANSWER_YES);
	assert_false(anna->declined_before_move);
	assert_true(bo->declined_before_move);
	assert_true(world_has_fact(&w, FACT_MEETING_MOVED));
	world_done(&w);
}

static void another_room_keeps_the_answers(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	int64_t yes = world_ask(&w, ASK_ATTENDANCE, ANNA, SPRING, ANSWER_YES)->id;
	world_take(
		&w, EVA, world_order(&w, ORDER_MEETING, "Vårmöte om utskrivning", "place=Sal 3"));
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);
	assert_string_equal(snapshot_meeting(w.snapshot, SPRING)->place, "Sal 3");
	assert_int_equal(snapshot_meeting(w.snapshot, SPRING)->sequence, 1);
	assert_true(ask_is_answered(snapshot_ask(w.snapshot, yes)));
	world_done(&w);
}

static void a_letter_to_many_waits_for_working_hours(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	w.now = instant_parse("2027-02-05T16:55:00+01:00"); /* Friday */
	world_take(&w, EVA,
		world_order(&w, ORDER_MEETING, "Höstmöte", "day=2027-09-14;time=13:00-16:00"));
	assert_true(draft_says(world_draft(&w, "preview-meeting"), "opens"));
	world_yes(&w, EVA);
	assert_int_equal(world_last(&w)->release, instant_parse("2027-02-08T07:30:00+01:00"));
	world_done(&w);
}

static void a_meeting_that_came_too_close_in_the_hold_is_not_sent(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	w.now = instant_parse("2027-02-05T16:30:00+01:00");
	world_take(&w, EVA,
		world_order(&w, ORDER_MEETING, "Krismöte", "day=2027-02-05;time=18:00-19:00"));
	w.now = instant_parse("2027-02-05T17:30:00+01:00");
	world_yes(&w, EVA);
	world_plan(&w, instant_parse("2027-02-08T07:30:00+01:00"));
	assert_int_equal(w.snapshot->meetings.n, 1);
	assert_int_equal(world_last(&w)->state, ORDER_STOPPED);
	assert_true(draft_says(world_draft(&w, "order-problem"), "past"));
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_order_gets_its_preview_or_what_is_missing),
		cmocka_unit_test(a_meeting_is_found_by_what_a_leader_calls_it),
		cmocka_unit_test(the_preview_shows_one_letter_of_each_language),
		cmocka_unit_test(a_yes_makes_the_meeting_after_the_hold),
		cmocka_unit_test(a_move_keeps_answers_as_answers_to_the_old_day),
		cmocka_unit_test(another_room_keeps_the_answers),
		cmocka_unit_test(a_letter_to_many_waits_for_working_hours),
		cmocka_unit_test(a_meeting_that_came_too_close_in_the_hold_is_not_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
