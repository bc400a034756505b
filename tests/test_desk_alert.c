/* floor: core */
/* SPDX-License-Identifier: MIT */
/*
 * Replies to the leaders' letter. Karin has been asked about the spring meeting herself; what she
 * writes back on Monday is about the letter's rows, never by chance her own answer.
 */
#include "ask_world.h"

struct row {
	const char *name;
	const char *template; /* of the letter that she answers */
	enum answer_kind says;
	const char *comment, *day; /* of what she says; NULL */
	int choice; /* enum choice_word without a row, -1 */
	bool orders;
	const char *stands, *letters, *looks;
};

static const struct row rows[] = {
	{"a yes to nothing that was asked", "alert", ANSWER_YES, NULL, NULL, -1, false, "-",
		"choice-problem>2", "-"},
	{"words that nobody understands", "alert", ANSWER_UNCLEAR, "fråga Sven du", NULL, -1, false,
		"-", "choice-problem>2", "-"},
	{"thanks", "alert", ANSWER_UNCLEAR, NULL, NULL, -1, false, "-", "-", "-"},
	{"a no to the meeting's day", "alert", ANSWER_NO, NULL, "2027-03-09", -1, false, "no",
		"attendance-receipt>2", "-"},
	{"a word for the only row", "alert", ANSWER_YES, NULL, NULL, CHOICE_WE_TAKE_IT, false, "-",
		"choice-receipt>2", "-"},
	{"an order", "alert", ANSWER_UNCLEAR, "nya tider", NULL, -1, true, "-", "status>2", "-"},
	{"words to the rows that she asked for", "status", ANSWER_YES, NULL, NULL, -1, false, "-",
		"choice-problem>2", "-"},
};

static void what_a_leader_says_to_her_letter_is_about_its_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct world w;
		world_init(&w);
		const struct ask *ask = put_ask(&w, ASK_ATTENDANCE, KARIN, SPRING);
		struct letter *alert = arena_push(w.arena, &w.snapshot->letters);
		*alert = (struct letter){.id = 90,
			.member = KARIN,
			.template = row->template,
			.state = LETTER_SENT,
			.made = w.now - HOUR_S,
			.subject = "Läget",
			.sent = w.now - HOUR_S};
		struct understanding *read =
			row->orders ? world_order(&w, ORDER_STATUS, "", NULL) : world_read(&w);
		struct answer *answer = world_says(&w, read, row->says, !row->comment);
		answer->comment = row->comment;
		answer->date = row->day ? day_parse(row->day) : DAY_NONE;
		if (row->choice >= 0)
			*arena_push(w.arena, &read->choices) = (struct alert_choice){
				.word = (enum choice_word)row->choice, .until = DAY_NONE};
		decide_to(&w, read, alert,
			(struct post){.from = "karin@fou.example", .evidence = EVIDENCE_STRONG});
		const char *stands = standing_of(snapshot_ask(w.snapshot, ask->id));
		if (strcmp(stands, row->stands) != 0 || strcmp(letters_of(&w), row->letters) != 0 ||
			strcmp(looks_of(&w), row->looks) != 0)
			fail_msg("%s: stands %s, letters %s, looks %s", row->name, stands,
				letters_of(&w), looks_of(&w));
		world_done(&w);
	}
}

/* "1 fråga" in the words of an order is no choice. */
static void an_orders_words_choose_nothing(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct understanding *read = world_order(&w, ORDER_STATUS, "", NULL);
	*arena_push(w.arena, &read->choices) =
		(struct alert_choice){.row = 1, .word = CHOICE_CLOSE, .until = DAY_NONE};
	decide(&w, read, NULL, (struct post){.from = "karin@fou.example"});
	assert_string_equal(letters_of(&w), "status>2");
	assert_int_equal(w.snapshot->projects.at[0].state, PROJECT_RECRUITING);
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_leader_says_to_her_letter_is_about_its_rows),
		cmocka_unit_test(an_orders_words_choose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
