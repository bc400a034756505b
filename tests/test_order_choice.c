/* floor: core */
/* SPDX-License-Identifier: MIT */
/* Replies to the leaders' letter, and the draft agenda. */
#include "order_world.h"

static void choose(struct world *w, struct alert_choice choice, enum evidence evidence)
{
	struct understanding *read = world_read(w);
	struct letter *letter = arena_make(w->arena, struct letter);
	struct arrival arrival = {.mail = 1, .read = read, .letter = letter, .evidence = evidence};

	letter->member = EVA;
	letter->template = "alert";
	*arena_push(w->arena, &read->choices) = choice;
	world_begin(w);
	assert_true(order_take_choices(&w->fx, &arrival, snapshot_member(w->snapshot, EVA)));
	world_end(w);
}

struct row {
	const char *name;
	int number;
	enum choice_word word;
	const char *until;
	enum evidence evidence;
	const char *letter, *says;
	int state; /* of the project after it */
};
static const struct row rows[] = {
	{"pause until", 1, CHOICE_PAUSE, "2027-09-01", EVIDENCE_STRONG, "choice-receipt", "pause",
		PROJECT_PARKED},
	{"pause without a day", 1, CHOICE_PAUSE, NULL, EVIDENCE_STRONG, "choice-receipt", "until",
		PROJECT_PARKED},
	{"park", 1, CHOICE_PARK, NULL, EVIDENCE_STRONG, "choice-receipt", "park", PROJECT_PARKED},
	{"close", 1, CHOICE_CLOSE, NULL, EVIDENCE_STRONG, "choice-receipt", "close", PROJECT_DONE},
	{"we take it", 1, CHOICE_WE_TAKE_IT, "2027-05-01", EVIDENCE_STRONG, "choice-receipt",
		"we-take-it", PROJECT_RECRUITING},
	{"without our token there is a preview", 1, CHOICE_CLOSE, NULL, EVIDENCE_WEAK,
		"preview-choice", "close", PROJECT_RECRUITING},
	{"a day in the past", 1, CHOICE_PAUSE, "2027-01-01", EVIDENCE_STRONG, "choice-problem",
		"past", PROJECT_RECRUITING},
	{"close, but which", 0, CHOICE_CLOSE, NULL, EVIDENCE_STRONG, "choice-problem", "which_row",
		PROJECT_RECRUITING},
	{"the only row needs no number", 0, CHOICE_WE_TAKE_IT, "2027-05-01", EVIDENCE_STRONG,
		"choice-receipt", "we-take-it", PROJECT_RECRUITING},
	{"a row that is not there", 7, CHOICE_CLOSE, NULL, EVIDENCE_STRONG, "choice-problem",
		"no_such_row", PROJECT_RECRUITING},
	{"ask all mails many: a preview", 1, CHOICE_ASK_ALL, NULL, EVIDENCE_STRONG,
		"preview-choice", "letters", PROJECT_RECRUITING},
	{"ask: drafts to send herself", 1, CHOICE_ASK, NULL, EVIDENCE_STRONG, "choice-ask",
		"people", PROJECT_RECRUITING},
	{"smaller", 1, CHOICE_SMALLER, NULL, EVIDENCE_STRONG, "choice-smaller", "aim",
		PROJECT_RECRUITING},
	{"merge: what to do instead", 1, CHOICE_MERGE, NULL, EVIDENCE_STRONG, "choice-problem",
		"merge", PROJECT_RECRUITING},
};

static void each_choice_does_its_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct world w;
		world_init(&w);
		print_message("%s\n", row->name);
		choose(&w,
			(struct alert_choice){.row = row->number,
				.word = row->word,
				.until = row->until ? day_parse(row->until) : DAY_NONE},
			row->evidence);
		const struct draft *draft = world_draft(&w, row->letter);
		assert_non_null(draft);
		assert_int_equal(w.fx.drafts.n, 1);
		assert_int_equal(draft->member, EVA);
		assert_non_null(view_find(draft->view, row->says));
		assert_int_equal(w.snapshot->projects.at[0].state, row->state);
		world_done(&w);
	}
}

static void wrong_takes_each_choice_back(void **state)
{
	static const enum choice_word words[] = {
		CHOICE_PAUSE, CHOICE_PARK, CHOICE_CLOSE, CHOICE_WE_TAKE_IT};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct world w;
		world_init(&w);
		choose(&w,
			(struct alert_choice){
				.row = 1, .word = words[i], .until = day_parse("2027-05-01")},
			EVIDENCE_STRONG);
		assert_int_equal(
			world_confirm(&w, EVA)->state, ASK_CLOSED); /* nothing is waited for */
		world_answer(&w, EVA, ANSWER_UNDO, NULL, EVIDENCE_STRONG);
		assert_non_null(world_draft(&w, "choice-undone"));
		assert_int_equal(w.snapshot->projects.at[0].state, PROJECT_RECRUITING);
		assert_int_equal(w.snapshot->projects.at[0].paused_until, DAY_NONE);
		assert_int_equal(w.snapshot->projects.at[0].taken_by, 0);
		assert_int_equal(w.snapshot->projects.at[0].taken_until, DAY_NONE);
		world_done(&w);
	}
}

static void a_pause_ends_on_its_day(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	choose(&w,
		(struct alert_choice){
			.row = 1, .word = CHOICE_PAUSE, .until = day_parse("2027-09-01")},
		EVIDENCE_STRONG);
	world_plan(&w, instant_parse("2027-08-31T23:00:00+02:00"));
	assert_int_equal(w.snapshot->projects.at[0].state, PROJECT_PARKED);
	world_plan(&w, instant_parse("2027-09-01T00:00:00+02:00"));
	assert_int_equal(w.snapshot->projects.at[0].state, PROJECT_RECRUITING);
	world_done(&w);
}

static void hold_keeps_the_week_back_until_monday(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct letter *letter = arena_push(w.arena, &w.snapshot->letters);
	*letter = (struct letter){.id = 90, .template = "signup", .class = CLASS_GROUP};
	letter = arena_push(w.arena, &w.snapshot->letters);
	*letter = (struct letter){.id = 91, .template = "receipt", .class = CLASS_REPLY};
	choose(&w, (struct alert_choice){.word = CHOICE_HOLD, .until = DAY_NONE}, EVIDENCE_STRONG);
	assert_int_equal(w.snapshot->state.hold_until, day_parse("2027-02-08"));
	assert_true(snapshot_letter(w.snapshot, 90)->held);
	assert_false(snapshot_letter(w.snapshot, 91)->held);
	world_plan(&w, instant_parse("2027-02-07T23:00:00+01:00"));
	assert_true(snapshot_letter(w.snapshot, 90)->held);
	world_plan(&w, instant_parse("2027-02-08T00:00:00+01:00"));
	assert_false(snapshot_letter(w.snapshot, 90)->held);
	assert_int_equal(w.snapshot->state.hold_until, DAY_NONE);
	world_done(&w);
}

static void ask_all_leaves_out_who_has_answered(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	world_ask(&w, ASK_SIGNUP, ANNA, GROUP, ANSWER_NO);
	int64_t silent = world_ask(&w, ASK_SIGNUP, BO, GROUP, ANSWER_UNCLEAR)->id;
	choose(&w, (struct alert_choice){.row = 1, .word = CHOICE_ASK_ALL, .until = DAY_NONE},
		EVIDENCE_STRONG);
	/* six members less Anna, who answered, and Siv, who holds it */
	assert_int_equal(draft_number(world_draft(&w, "preview-choice"), "letters"), 4);
	assert_int_equal(snapshot_ask(w.snapshot, silent)->reminded, INSTANT_NONE);
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);
	assert_int_equal(w.fx.drafts.n, 4);
	assert_int_equal(snapshot_ask(w.snapshot, silent)->reminded, w.now);
	assert_null(snapshot_find_ask(w.snapshot, ASK_SIGNUP, SIV, GROUP));
	world_done(&w);
}

static void suggestions_are_drafts_of_their_own(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	choose(&w, (struct alert_choice){.row = 1, .word = CHOICE_ASK, .until = DAY_NONE},
		EVIDENCE_STRONG);
	const struct draft *draft = world_draft(&w, "choice-ask");
	assert_int_equal(draft->shown.n, 2);
	assert_string_equal(draft->shown.at[0]->address, "bo@vc.example");
	assert_string_equal(draft->shown.at[1]->language, "en");
	world_done(&w);
}

static void draft_agenda(struct world *w)
{
	struct item *item;

	world_init(w);
	world_ask(w, ASK_ATTENDANCE, ANNA, SPRING, ANSWER_YES);
	world_ask(w, ASK_ATTENDANCE, BO, SPRING, ANSWER_NO);
	world_ask(w, ASK_ATTENDANCE, SIV, SPRING, ANSWER_UNCLEAR);
	world_ask(w, ASK_ATTENDANCE, LENA, SPRING, ANSWER_MAYBE);
	item = arena_push(w->arena, &w->snapshot->items);
	*item = (struct item){.id = 80, .meeting = SPRING, .member = BO, .text = "SIP i praktiken"};
	item = arena_push(w->arena, &w->snapshot->items);
	*item = (struct item){
		.id = 81, .meeting = SPRING, .member = BO, .text = "Bort", .withdrawn = true};
	item = arena_push(w->arena, &w->snapshot->items); /* another has thought of the same */
	*item = (struct item){
		.id = 82, .meeting = SPRING, .member = SIV, .text = "sip i praktiken"};
	world_begin(w);
	order_agenda_draft(&w->fx, snapshot_meeting(w->snapshot, SPRING));
	world_end(w);
}

static void the_agenda_goes_to_both_leaders_and_then_to_who_may_come(void **state)
{
	struct world w;

	(void)state;
	draft_agenda(&w);
	assert_int_equal(w.fx.drafts.n, 2);
	assert_int_equal(draft_number(world_draft(&w, "preview-agenda"), "letters"), 2);
	assert_int_equal(w.snapshot->meetings.at[0].agenda_drafted, w.now);
	world_yes(&w, KARIN);
	world_plan(&w, w.now + 600);
	assert_int_equal(w.fx.drafts.n, 2);
	const struct draft *anna = w.fx.drafts.at[0], *lena = w.fx.drafts.at[1];
	assert_int_equal(anna->member, ANNA);
	assert_int_equal(lena->member, LENA);
	assert_true(anna->invite->file_only);
	assert_int_equal(anna->invite->partstat, PARTSTAT_ACCEPTED);
	assert_true(draft_says(lena, "undecided"));
	assert_int_equal(view_find(anna->view, "items")->rows.n, 1);
	assert_null(view_find(anna->view, "suggestions"));
	world_done(&w);
}

static void what_leaders_send_back_is_the_agenda(void **state)
{
	struct world w;

	(void)state;
	draft_agenda(&w);
	struct understanding *read = world_read(&w);
	read->reply = "1. Inledning\n- SIP i praktiken\n\n• Övrigt";
	world_answer(&w, EVA, ANSWER_TEXT, read, EVIDENCE_STRONG);
	const struct draft *draft = world_draft(&w, "preview-agenda");
	assert_int_equal(view_find(draft->view, "items")->rows.n, 3);
	world_yes(&w, EVA);
	world_plan(&w, w.now + 600);
	const struct value *items = view_find(w.fx.drafts.at[0]->view, "items");
	assert_string_equal(view_find(items->rows.at[0], "name")->text, "Inledning");
	assert_string_equal(view_find(items->rows.at[2], "name")->text, "Övrigt");
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_choice_does_its_own),
		cmocka_unit_test(wrong_takes_each_choice_back),
		cmocka_unit_test(a_pause_ends_on_its_day),
		cmocka_unit_test(hold_keeps_the_week_back_until_monday),
		cmocka_unit_test(ask_all_leaves_out_who_has_answered),
		cmocka_unit_test(suggestions_are_drafts_of_their_own),
		cmocka_unit_test(the_agenda_goes_to_both_leaders_and_then_to_who_may_come),
		cmocka_unit_test(what_leaders_send_back_is_the_agenda),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
