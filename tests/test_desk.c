/* floor: core */
/* SPDX-License-Identifier: MIT */
/*
 * Which ask a mail answers, and whether it may. Anna has been asked about the spring meeting; each
 * row is one mail about it, what then stands as her answer, and who gets which letter.
 */
#include "ask_world.h"

#define ANNAS "anna@kommun.example"

struct row {
	const char *name;
	struct post post;
	enum answer_kind says;
	bool bare, question, own_letter;
	enum auto_class auto_class;
	const char *stands, *letters, *looks;
};

#define STRONG .evidence = EVIDENCE_STRONG
#define WEAK .evidence = EVIDENCE_WEAK
static const struct row rows[] = {
	{"a bare yes to her letter draws no receipt", {ANNAS, STRONG}, ANSWER_YES, true, false,
		true, AUTO_NONE, "yes", "-", "-"},
	{"a yes with words draws one", {ANNAS, STRONG}, ANSWER_YES, false, false, true, AUTO_NONE,
		"yes", "attendance-receipt>3", "-"},
	{"a code alone draws one", {ANNAS, WEAK}, ANSWER_NO, true, false, true, AUTO_NONE, "no",
		"attendance-receipt>3", "-"},
	{"the only open ask takes a fresh mail, with a receipt", {.from = ANNAS}, ANSWER_NO, true,
		false, false, AUTO_NONE, "no", "attendance-receipt>3", "-"},
	{"a failed sender check is enough to doubt a code", {ANNAS, WEAK, .auth_failed = true},
		ANSWER_YES, true, false, true, AUTO_NONE, "-", "unclear>3", "-"},
	{"and a fresh mail", {ANNAS, .auth_failed = true}, ANSWER_YES, true, false, false,
		AUTO_NONE, "-", "unclear>3", "-"},
	{"but not her letter's token", {ANNAS, STRONG, .auth_failed = true}, ANSWER_YES, true,
		false, true, AUTO_NONE, "yes", "-", "-"},
	{"unclear is asked back, and nothing changes", {ANNAS, STRONG}, ANSWER_UNCLEAR, false,
		false, true, AUTO_NONE, "-", "unclear>3", "-"},
	{"a question goes to the leaders, and she is told", {ANNAS, STRONG}, ANSWER_UNCLEAR, false,
		true, true, AUTO_NONE, "-", "question-forwarded>3", "question"},
	{"a question beside an answer: both", {ANNAS, STRONG}, ANSWER_YES, false, true, true,
		AUTO_NONE, "yes", "attendance-receipt>3", "question"},
	{"another member's address is asked about", {"bo@vc.example", STRONG}, ANSWER_YES, true,
		false, true, AUTO_NONE, "-", "doubt>3", "doubt"},
	{"so is an unknown one", {"anna@gmail.example", STRONG}, ANSWER_NO, true, false, true,
		AUTO_NONE, "-", "doubt>3", "doubt"},
	{"two in From are nobody", {ANNAS, STRONG, .two_from = true}, ANSWER_YES, true, false, true,
		AUTO_NONE, "-", "-", "stranger"},
	{"on behalf from her own domain counts, and she is told",
		{ANNAS, STRONG, .sender = "sekr@kommun.example"}, ANSWER_YES, true, false, true,
		AUTO_NONE, "yes", "attendance-receipt>3", "-"},
	{"on behalf from elsewhere is asked about", {ANNAS, STRONG, .sender = "x@evil.example"},
		ANSWER_YES, true, false, true, AUTO_NONE, "-", "doubt>3", "doubt"},
	{"a stranger without a letter is never answered", {.from = "x@evil.example"}, ANSWER_YES,
		true, false, false, AUTO_NONE, "-", "-", "stranger"},
	{"an auto-reply answers nothing", {ANNAS, STRONG}, ANSWER_YES, true, false, true,
		AUTO_REPLY, "-", "-", "-"},
	{"nor does a list", {ANNAS, STRONG}, ANSWER_YES, true, true, true, AUTO_LIST, "-", "-",
		"-"},
	{"nor a notification", {ANNAS, STRONG}, ANSWER_YES, true, true, true, AUTO_NOTIFICATION,
		"-", "-", "-"},
	{"nor our own mail", {ANNAS, STRONG}, ANSWER_YES, true, true, true, AUTO_SELF, "-", "-",
		"-"},
	{"in a storm the answer is taken, nothing said, the leaders told",
		{ANNAS, STRONG, .storm = true}, ANSWER_NO, false, false, true, AUTO_NONE, "no", "-",
		"storm"},
	{"and what is unclear goes to the leaders", {ANNAS, STRONG, .storm = true}, ANSWER_UNCLEAR,
		false, false, true, AUTO_NONE, "-", "-", "unclear"},
};

static void each_mail_does_what_its_row_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct world w;
		world_init(&w);
		const struct ask *ask = put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
		struct understanding *read = world_read(&w);
		world_says(&w, read, row->says, row->bare)->question = row->question;
		read->auto_class = row->auto_class;
		decide(&w, read, row->own_letter ? ask : NULL, row->post);
		const char *stands = standing_of(snapshot_ask(w.snapshot, ask->id));
		if (strcmp(stands, row->stands) != 0 || strcmp(letters_of(&w), row->letters) != 0 ||
			strcmp(looks_of(&w), row->looks) != 0)
			fail_msg("%s: stands %s, letters %s, looks %s", row->name, stands,
				letters_of(&w), looks_of(&w));
		world_done(&w);
	}
}

/* What else she wrote may be why she can't, which is nobody's business. */
static void the_question_beside_a_clear_answer_goes_alone(void **state)
{
	static const char asked[] = "Kan ni skicka anteckningarna?";
	struct world w;

	(void)state;
	world_init(&w);
	const struct ask *ask = put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	struct understanding *read = world_read(&w);
	struct answer *says = world_says(&w, read, ANSWER_NO, false);
	read->reply = "Nej, jag är sjuk. Kan ni skicka anteckningarna?";
	says->question = true;
	says->comment = asked;
	decide(&w, read, ask, (struct post){ANNAS, STRONG});
	assert_string_equal(looks_of(&w), "question");
	assert_string_equal(w.fx.looks.at[0]->text, asked);
	world_done(&w);
}

static void an_unclear_answer_is_asked_back_once_then_goes_to_the_leaders(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	const struct ask *ask = put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	answer_strongly(&w, ask, ANSWER_UNCLEAR, false);
	assert_string_equal(letters_of(&w), "unclear>3");
	assert_int_equal(w.fx.drafts.at[0]->choices.n, 3);
	answer_strongly(&w, snapshot_ask(w.snapshot, ask->id), ANSWER_UNCLEAR, false);
	assert_string_equal(letters_of(&w), "-");
	assert_string_equal(looks_of(&w), "unclear");
	answer_strongly(&w, snapshot_ask(w.snapshot, ask->id), ANSWER_YES, true);
	struct understanding *read = world_read(&w);
	world_says(&w, read, ANSWER_UNCLEAR, false);
	arena_push(w.arena, &read->readings)->kind = ANSWER_NO;
	decide(&w, read, snapshot_ask(w.snapshot, ask->id), (struct post){ANNAS, STRONG});
	assert_string_equal(letters_of(&w), "unclear>3");
	world_done(&w);
}

/* She is asked back in words that are true of her mail. */
static void a_question_back_says_why_it_is_asked(void **state)
{
	static const struct {
		struct post post;
		bool own_letter;
		enum answer_kind says;
		bool unplaced, doubted;
	} mails[] = {
		{{ANNAS, STRONG}, true, ANSWER_UNCLEAR, false, false},
		{{ANNAS, WEAK}, true, ANSWER_UNCLEAR, false, false},
		{{ANNAS, WEAK, .auth_failed = true}, true, ANSWER_YES, false, true},
		{{ANNAS, .auth_failed = true}, false, ANSWER_YES, true, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(mails) / sizeof(mails[0]); i++) {
		struct world w;
		world_init(&w);
		const struct ask *ask = put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
		struct understanding *read = world_read(&w);
		world_says(&w, read, mails[i].says, true);
		decide(&w, read, mails[i].own_letter ? ask : NULL, mails[i].post);
		assert_string_equal(letters_of(&w), "unclear>3");
		struct view *view = w.fx.drafts.at[0]->view;
		const struct value *unplaced = view_find(view, "unplaced");
		const struct value *doubted = view_find(view, "doubted");
		assert_int_equal(unplaced && unplaced->number, mails[i].unplaced);
		assert_int_equal(doubted && doubted->number, mails[i].doubted);
		world_done(&w);
	}
}

static void thanks_after_an_answer_change_nothing(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	const struct ask *ask = put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	answer_strongly(&w, ask, ANSWER_YES, true);
	answer_strongly(&w, snapshot_ask(w.snapshot, ask->id), ANSWER_UNCLEAR, false);
	assert_string_equal(letters_of(&w), "-");
	assert_string_equal(standing_of(snapshot_ask(w.snapshot, ask->id)), "yes");
	world_done(&w);
}

static void a_lone_yes_with_two_asks_open_is_asked_about(void **state)
{
	struct world w;
	struct understanding *read;

	(void)state;
	world_init(&w);
	put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	put_ask(&w, ASK_SIGNUP, ANNA, GROUP);
	read = world_read(&w);
	world_says(&w, read, ANSWER_YES, true);
	decide(&w, read, NULL, (struct post){.from = ANNAS});
	assert_string_equal(letters_of(&w), "unclear>3");
	assert_string_equal(standing_of(newest(&w, ASK_SIGNUP, ANNA)), "-");
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "-");
	world_done(&w);
}

static void wrong_codes_are_counted_and_end_the_trust_in_guesses(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING);
	for (int i = 0; i < 5; i++) {
		struct understanding *read = world_read(&w);
		read->code = "AAAAAA";
		world_says(&w, read, ANSWER_YES, true);
		decide(&w, read, NULL, (struct post){.from = ANNAS});
		assert_true(world_has_fact(&w, FACT_WRONG_CODE));
		assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "-");
	}
	assert_int_equal(snapshot_member(w.snapshot, ANNA)->wrong_codes, 5);
	struct understanding *read = world_read(&w);
	world_says(&w, read, ANSWER_YES, true);
	decide(&w, read, NULL, (struct post){.from = ANNAS});
	assert_string_equal(standing_of(newest(&w, ASK_ATTENDANCE, ANNA)), "-");
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_mail_does_what_its_row_says),
		cmocka_unit_test(the_question_beside_a_clear_answer_goes_alone),
		cmocka_unit_test(an_unclear_answer_is_asked_back_once_then_goes_to_the_leaders),
		cmocka_unit_test(a_question_back_says_why_it_is_asked),
		cmocka_unit_test(thanks_after_an_answer_change_nothing),
		cmocka_unit_test(a_lone_yes_with_two_asks_open_is_asked_about),
		cmocka_unit_test(wrong_codes_are_counted_and_end_the_trust_in_guesses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
