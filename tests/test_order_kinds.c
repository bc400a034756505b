/* floor: core */
/* SPDX-License-Identifier: MIT */
/* Projects, start, idea, help, status: each order by its rule. */
#include "order_world.h"

struct row {
	const char *name;
	int64_t by;
	enum order_word word;
	const char *title, *fields;
	const char *letter, *says; /* the one letter to who ordered, and a value that it has */
};

static const struct row rows[] = {
	{"project", EVA, ORDER_PROJECT, "SIP-mallen",
		"wanted=4 (primärvård 1, elder care 2);hours=6;until=2027-05-31", "preview-project",
		"sectors"},
	{"project without a name", EVA, ORDER_PROJECT, "", "hours=6", "order-problem",
		"no_project_title"},
	{"so many people", EVA, ORDER_PROJECT, "SIP-mallen", "wanted=4 personer", "preview-project",
		"wanted"},
	{"unknown sector", EVA, ORDER_PROJECT, "SIP-mallen", "wanted=3 (tandvård 1)",
		"order-problem", "unknown_sector"},
	{"sectors that don't add up", EVA, ORDER_PROJECT, "SIP-mallen", "wanted=1 (primärvård 3)",
		"order-problem", "bad_wanted"},
	{"nobody wanted", EVA, ORDER_PROJECT, "SIP-mallen", "wanted=0", "order-problem",
		"bad_wanted"},
	{"done by a day in the past", EVA, ORDER_PROJECT, "SIP-mallen", "until=2027-01-31",
		"order-problem", "past"},
	{"a contact whom nobody knows", EVA, ORDER_PROJECT, "SIP-mallen", "contact=Ulla Bella",
		"order-problem", "unknown_member"},
	{"a contact who is asked", EVA, ORDER_PROJECT, "SIP-mallen", "contact=Anna Berg",
		"preview-project", "contact_is_asked"},
	{"an existing project", EVA, ORDER_PROJECT, "kartlägg korttidsvården", "hours=4",
		"preview-project", "existing"},
	{"member", EVA, ORDER_MEMBER, "Ulf Ros <ulf@kommun.example>", "sector=primärvård",
		"preview-member", "added"},
	{"member without an address", EVA, ORDER_MEMBER, "Ulf Ros", "", "order-problem",
		"no_address"},
	{"member without a name", EVA, ORDER_MEMBER, "<ulf@kommun.example>", "", "order-problem",
		"no_name"},
	{"member of an unknown sector", EVA, ORDER_MEMBER, "Ulf Ros <ulf@kommun.example>",
		"sector=tandvård", "order-problem", "unknown_sector"},
	{"member who exists", EVA, ORDER_MEMBER, "Bo Lind", "organisation=VC Norr",
		"preview-member", "existing"},
	{"poll: not by mail yet", EVA, ORDER_POLL, "Ska vi?", "", "order-problem", "not_offered"},
	{"status", EVA, ORDER_STATUS, "", "", "status", "alert"},
	{"help for a leader", EVA, ORDER_HELP, "", "", "help-leader", "example_day"},
	{"help for a contact", SIV, ORDER_HELP, "", "", "help-contact", "example_day"},
	{"help for a member", ANNA, ORDER_HELP, "", "", "help-member", "leaders"},
	{"idea of any member", ANNA, ORDER_IDEA, "Studiebesök", "", "idea-receipt", "idea"},
	{"a member orders a meeting", ANNA, ORDER_MEETING, "Fest", "day=2027-03-01",
		"order-problem", "leaders_only"},
	{"a contact orders a project", SIV, ORDER_PROJECT, "Fest", "", "order-problem",
		"contact_only"},
	{"start of what runs", EVA, ORDER_START, "", "", "order-problem", "already_running"},
};

static void each_order_gets_its_answer(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct world w;
		world_init(&w);
		print_message("%s\n", row->name);
		world_take(&w, row->by, world_order(&w, row->word, row->title, row->fields));
		const struct draft *draft = world_draft(&w, row->letter);
		assert_non_null(draft);
		assert_int_equal(draft->member, row->by);
		assert_int_equal(w.fx.drafts.n, 1);
		assert_true(w.fx.facts.n > 0);
		const struct value *value = view_find(draft->view, row->says);
		assert_non_null(value);
		assert_true(value->type != VALUE_FLAG || value->number);
		world_done(&w);
	}
}

static void what_no_order_was_found_in_is_answered_too(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	world_take(&w, EVA, world_read(&w));
	assert_true(draft_says(world_draft(&w, "order-problem"), "not_understood"));
	world_done(&w);
}

static void a_project_is_made_and_its_contact_asked_first(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	world_take(&w, EVA,
		world_order(&w, ORDER_PROJECT, "SIP-mallen",
			"wanted=4 (primärvård 1, elder care 2);hours=6;contact=Anna"));
	assert_int_equal(draft_number(world_draft(&w, "preview-project"), "letters"), 5);
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);
	const struct project *made = &w.snapshot->projects.at[1];
	assert_int_equal(made->wanted, 4);
	assert_int_equal(made->sector_wants.n, 2);
	assert_int_equal(made->sector_wants.at[0].sector, 1);
	assert_int_equal(made->sector_wants.at[1].sector, 0);
	assert_int_equal(made->sector_wants.at[1].n, 2);
	assert_int_equal(made->called, w.now);
	assert_int_equal(made->contact, ANNA);
	assert_false(made->contact_agreed);
	assert_int_equal(world_draft(&w, "contact")->member, ANNA);
	world_done(&w);
}

static void contact_says(enum answer_kind kind, int64_t contact, bool agreed)
{
	struct world w;
	struct answer answer = {.kind = kind, .date = DAY_NONE, .hours = -1, .bare = true};

	world_init(&w);
	w.snapshot->projects.at[0].contact = ANNA;
	w.snapshot->projects.at[0].contact_agreed = false;
	const struct ask *ask = world_ask(&w, ASK_INTRO, ANNA, GROUP, ANSWER_UNCLEAR);
	world_begin(&w);
	struct answering answering = {.snapshot = w.snapshot,
		.fx = &w.fx,
		.now = w.now,
		.member = snapshot_member(w.snapshot, ANNA),
		.ask = effects_ask(&w.fx, ask),
		.answer = &answer,
		.evidence = EVIDENCE_STRONG};
	ask_intro.answered(&answering);
	world_end(&w);
	assert_int_equal(w.snapshot->projects.at[0].contact, contact);
	assert_int_equal(w.snapshot->projects.at[0].contact_agreed, agreed);
	world_done(&w);
}

static void a_contact_holds_it_only_after_a_yes(void **state)
{
	(void)state;
	contact_says(ANSWER_YES, ANNA, true);
	contact_says(ANSWER_NO, 0, false);
	contact_says(ANSWER_MAYBE, ANNA, false);
}

static void start_shows_every_standard_letter_and_goes_live(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	w.snapshot->state.live = false;
	world_take(&w, EVA, world_order(&w, ORDER_START, "", ""));
	const struct draft *draft = world_draft(&w, "preview-start");
	/* all that later goes to members unasked in the leaders' name, reminders too */
	static const char *const shown[] = {"first-letter", "attendance", "attendance-reminder",
		"details", "agenda", "agenda-reminder", "agenda-final", "signup", "signup-reminder",
		"signup-follow-up", "contact", "group-introduced", "progress", "progress-reminder"};
	assert_int_equal(draft->shown.n, sizeof(shown) / sizeof(shown[0]));
	assert_int_equal(draft_number(draft, "first_letters"), 6);
	world_yes(&w, EVA);
	assert_false(w.snapshot->state.live);
	world_plan(&w, w.now + 600);
	assert_true(w.snapshot->state.live);
	assert_int_equal(w.snapshot->state.approved.n, sizeof(shown) / sizeof(shown[0]));
	for (size_t i = 0; i < w.snapshot->state.approved.n; i++)
		assert_string_equal(w.snapshot->state.approved.at[i], shown[i]);
	assert_true(world_has_fact(&w, FACT_NETWORK_LIVE));
	world_done(&w);
}

static void start_lets_go_what_stop_held_back(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct letter *letter = arena_push(w.arena, &w.snapshot->letters);
	*letter = (struct letter){.id = 90, .template = "signup", .held = true};
	w.snapshot->state.stopped = true;
	world_take(&w, EVA, world_order(&w, ORDER_START, "", ""));
	assert_true(draft_says(world_draft(&w, "preview-start"), "goes_on"));
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);
	assert_false(w.snapshot->state.stopped);
	assert_false(snapshot_letter(w.snapshot, 90)->held);
	world_done(&w);
}

static void a_doubtful_stop_is_asked_about(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct arrival arrival = {.mail = 1,
		.read = world_order(&w, ORDER_STOP, "", ""),
		.trust = {.checked = true, .failed = true}};
	world_begin(&w);
	order_take(&w.fx, &arrival, snapshot_member(w.snapshot, EVA));
	world_end(&w);
	assert_false(w.snapshot->state.stopped);
	assert_non_null(world_draft(&w, "preview-stop"));
	world_yes(&w, EVA);
	world_plan(&w, w.now);
	assert_true(w.snapshot->state.stopped);
	world_done(&w);
}

static void the_first_order_is_noted_once(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	world_take(&w, EVA, world_order(&w, ORDER_PROJECT, "SIP-mallen", ""));
	assert_int_equal(w.snapshot->state.first_order, w.now);
	w.now += DAY_S;
	world_take(&w, EVA, world_order(&w, ORDER_PROJECT, "Två", ""));
	assert_int_equal(w.snapshot->state.first_order, w.now - DAY_S);
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_order_gets_its_answer),
		cmocka_unit_test(what_no_order_was_found_in_is_answered_too),
		cmocka_unit_test(a_project_is_made_and_its_contact_asked_first),
		cmocka_unit_test(a_contact_holds_it_only_after_a_yes),
		cmocka_unit_test(start_shows_every_standard_letter_and_goes_live),
		cmocka_unit_test(start_lets_go_what_stop_held_back),
		cmocka_unit_test(a_doubtful_stop_is_asked_about),
		cmocka_unit_test(the_first_order_is_noted_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
