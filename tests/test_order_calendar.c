/* floor: core */
/* SPDX-License-Identifier: MIT */
/* A leader's own calendar invitation as the order for a meeting. */
#include "order_world.h"

static struct calendar invitation(void)
{
	return (struct calendar){.method = ITIP_REQUEST,
		.uid = "outlook-1",
		.organizer = "eva@fou.example",
		.partstat = -1,
		.summary = "Höstmöte",
		.location = "Sal 1",
		.start = "20270914T130000",
		.end = "20270914T160000",
		.zone = "Europe/Stockholm"};
}

static bool take(struct world *w, int64_t member, struct calendar calendar)
{
	struct understanding *read = world_read(w);
	struct arrival arrival = {.mail = 1, .read = read};

	*arena_push(w->arena, &read->calendar) = calendar;
	world_begin(w);
	bool taken = order_take_calendar(&w->fx, &arrival, snapshot_member(w->snapshot, member));
	world_end(w);
	return taken;
}

struct row {
	const char *name;
	int method, sequence;
	const char *start, *end, *zone, *uid;
	int64_t by;
	bool taken;
	const char *problem; /* "": a preview; NULL: no letter */
	const char *day, *time;
};
static const struct row rows[] = {
	{"the network's zone", ITIP_REQUEST, 0, "20270914T130000", "20270914T160000",
		"Europe/Stockholm", "u", EVA, true, "", "2027-09-14", "13:00-16:00"},
	{"UTC in winter", ITIP_REQUEST, 0, "20270216T120000Z", "20270216T133000Z", NULL, "u", EVA,
		true, "", "2027-02-16", "13:00-14:30"},
	{"UTC in summer", ITIP_REQUEST, 0, "20270914T110000Z", "20270914T140000Z", NULL, "u", EVA,
		true, "", "2027-09-14", "13:00-16:00"},
	{"floating", ITIP_REQUEST, 0, "20270914T130000", "20270914T160000", NULL, "u", EVA, true,
		"", "2027-09-14", "13:00-16:00"},
	{"another zone is asked about", ITIP_REQUEST, 0, "20270914T130000", "20270914T160000",
		"America/New_York", "u", EVA, true, "calendar_zone", NULL, NULL},
	{"a whole day is asked about", ITIP_REQUEST, 0, "20270914", "20270915", NULL, "u", EVA,
		true, "calendar_day", NULL, NULL},
	{"an answer is no order", ITIP_REPLY, 0, "20270914T130000", NULL, NULL, "u", EVA, false,
		NULL, NULL, NULL},
	{"a member's invitation is no order", ITIP_REQUEST, 0, "20270914T130000", NULL, NULL, "u",
		ANNA, false, NULL, NULL, NULL},
	{"our own invitation is no order", ITIP_REQUEST, 0, "20270914T130000", NULL, NULL,
		"uid@samlad", EVA, false, NULL, NULL, NULL},
	{"cancelling what nobody ordered", ITIP_CANCEL, 1, "20270914T130000", NULL, NULL, "u", EVA,
		true, NULL, NULL, NULL},
};

static void an_invitation_is_read_as_an_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct world w;
		struct calendar calendar = invitation();
		world_init(&w);
		world_ask(&w, ASK_ATTENDANCE, BO, SPRING, ANSWER_UNCLEAR);
		calendar.method = row->method;
		calendar.sequence = row->sequence;
		calendar.start = row->start;
		calendar.end = row->end;
		calendar.zone = row->zone;
		calendar.uid = row->uid;
		print_message("%s\n", row->name);
		assert_int_equal(take(&w, row->by, calendar), row->taken);
		assert_int_equal(w.fx.drafts.n, row->problem ? 1 : 0);
		assert_true(!row->taken || w.fx.facts.n > 0);
		if (row->problem && *row->problem)
			assert_true(draft_says(world_draft(&w, "order-problem"), row->problem));
		if (row->day) {
			assert_non_null(world_draft(&w, "preview-meeting"));
			assert_string_equal(order_field(world_last(&w), FIELD_DAY), row->day);
			assert_string_equal(order_field(world_last(&w), FIELD_TIME), row->time);
		}
		world_done(&w);
	}
}

#define CONFERENCE                                                                                 \
	"\n________________________________________________\nMöte online "                        \
	"Hjälp?<https://aka.example/"                                                             \
	"help>\nAnslut<https://conference.example/join/1>\nMötes-ID: 345\n________________\n"

/* What a conference's program puts below is no text for members, and its help page no link to the
 * meeting. */
static void the_conferences_own_lines_are_left_out(void **state)
{
	static const struct {
		const char *description, *location, *link, *text, *found;
	} cases[] = {
		{"Välkomna!" CONFERENCE, "Sal 1", "https://conference.example/join/1", "Välkomna!",
			"https://conference.example/join/1"},
		{"Välkomna!" CONFERENCE, "Sal 1", NULL, "Välkomna!", NULL},
		{CONFERENCE, "https://zoom.example/j/1", NULL, "", "https://zoom.example/j/1"},
		{"Läs https://fou.example/underlag först.", "Sal 1",
			"https://conference.example/join/1",
			"Läs https://fou.example/underlag först.",
			"https://conference.example/join/1"},
		{"Vi ses på https://meet.example/abc", "", NULL,
			"Vi ses på https://meet.example/abc", "https://meet.example/abc"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct world w;
		struct calendar calendar = invitation();
		world_init(&w);
		calendar.description = cases[i].description;
		calendar.location = cases[i].location;
		calendar.link = cases[i].link;
		assert_true(take(&w, EVA, calendar));
		assert_string_equal(world_last(&w)->text, cases[i].text);
		if (cases[i].found)
			assert_string_equal(
				order_field(world_last(&w), FIELD_LINK), cases[i].found);
		else
			assert_null(order_field(world_last(&w), FIELD_LINK));
		world_done(&w);
	}
}

static void a_series_is_asked_about(void **state)
{
	struct world w;
	struct calendar calendar = invitation();

	(void)state;
	world_init(&w);
	calendar.repeats = true;
	assert_true(take(&w, EVA, calendar));
	assert_true(draft_says(world_draft(&w, "order-problem"), "calendar_series"));
	world_done(&w);
}

static void order_by_calendar(struct world *w)
{
	struct calendar calendar = invitation();

	world_init(w);
	*arena_push(w->arena, &calendar.attendees) = "Natverk@fou.example";
	*arena_push(w->arena, &calendar.attendees) = "Anna@kommun.example";
	*arena_push(w->arena, &calendar.attendees) = "annan@annat.example";
	assert_true(take(w, EVA, calendar));
}

static void who_is_in_it_already_is_counted_and_not_invited_again(void **state)
{
	struct world w;

	(void)state;
	order_by_calendar(&w);
	const struct draft *draft = world_draft(&w, "preview-meeting");
	assert_int_equal(draft_number(draft, "letters"), 4);
	assert_int_equal(draft_number(draft, "already_invited"), 1);
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);
	const struct meeting *made = &w.snapshot->meetings.at[1];
	assert_string_equal(made->leader_uid, "outlook-1");
	assert_int_equal(made->invited.n, 2);
	assert_string_equal(made->invited.at[0], "anna@kommun.example");
	world_done(&w);
}

static void an_update_moves_it_and_a_cancel_ends_it(void **state)
{
	struct world w;
	struct calendar calendar = invitation();

	(void)state;
	order_by_calendar(&w);
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);
	assert_true(take(&w, EVA, calendar)); /* the same once more */
	assert_int_equal(w.fx.drafts.n, 0);
	assert_true(world_has_fact(&w, FACT_MAIL_IGNORED));

	calendar.sequence = 1;
	calendar.start = "20270921T130000";
	calendar.end = "20270921T160000";
	assert_true(take(&w, EVA, calendar));
	assert_true(draft_says(world_draft(&w, "preview-meeting"), "asks_again"));
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);
	assert_int_equal(w.snapshot->meetings.n, 2);
	assert_int_equal(
		w.snapshot->meetings.at[1].start, instant_parse("2027-09-21T13:00:00+02:00"));
	assert_int_equal(w.snapshot->meetings.at[1].sequence, 1);

	calendar.method = ITIP_CANCEL;
	calendar.sequence = 2;
	assert_true(take(&w, EVA, calendar));
	assert_true(draft_says(world_draft(&w, "preview-meeting"), "cancelled"));
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);
	assert_int_equal(w.snapshot->meetings.at[1].state, MEETING_CANCELLED);
	world_done(&w);
}

static void an_update_before_the_yes_replaces_the_preview(void **state)
{
	struct world w;
	struct calendar calendar = invitation();

	(void)state;
	order_by_calendar(&w);
	int64_t first = world_last(&w)->id;
	calendar.sequence = 1;
	calendar.start = "20270915T130000";
	calendar.end = "20270915T160000";
	assert_true(take(&w, EVA, calendar));
	assert_int_equal(snapshot_order(w.snapshot, first)->state, ORDER_REPLACED);
	assert_int_equal(world_last(&w)->replaces, first);
	world_done(&w);
}

static void a_cancel_before_the_yes_ends_the_order(void **state)
{
	struct world w;
	struct calendar calendar = invitation();

	(void)state;
	order_by_calendar(&w);
	calendar.method = ITIP_CANCEL;
	calendar.sequence = 1;
	assert_true(take(&w, EVA, calendar));
	assert_non_null(world_draft(&w, "order-stopped"));
	assert_int_equal(world_last(&w)->state, ORDER_STOPPED);
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_invitation_is_read_as_an_order),
		cmocka_unit_test(the_conferences_own_lines_are_left_out),
		cmocka_unit_test(a_series_is_asked_about),
		cmocka_unit_test(who_is_in_it_already_is_counted_and_not_invited_again),
		cmocka_unit_test(an_update_moves_it_and_a_cancel_ends_it),
		cmocka_unit_test(an_update_before_the_yes_replaces_the_preview),
		cmocka_unit_test(a_cancel_before_the_yes_ends_the_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
