/* floor: letters */
/* SPDX-License-Identifier: MIT */
/*
 * Every letter of the orders rendered in both languages with what the orders really give: no
 * template fails, every letter has a subject and words, no line is longer than a mail's, and
 * nothing of the templates' own marks is left. With LETTERS=1 they are printed, to be read.
 */
#define WITH_THE_REAL_ASKS
#include "order_world.h"

#include "base/fault.h"
#include "base/utf8.h"
#include "letters/letter.h"
#include "order_templates.h"

#define COLUMNS_MOST 78

static void look_at(const struct letter_words *words)
{
	assert_true(words->subject && *words->subject);
	assert_null(strstr(words->subject, "{{"));
	for (const char *line = words->text; *line;) {
		size_t n = strcspn(line, "\n");
		assert_true(utf8_columns(line, n) <= COLUMNS_MOST);
		line += n + (line[n] == '\n');
	}
	assert_null(strstr(words->text, "{{"));
	assert_null(strstr(words->text, "\n\n\n"));
	assert_null(strstr(words->text, " ,"));
	assert_null(strstr(words->text, " ."));
	assert_non_null(strstr(words->html, "<"));
}

static void render(struct desk_of_letters *d, const struct world *w)
{
	static const char token[] = "abcdefghijklmnopqrstuvwxyz";

	assert_true(w->fx.drafts.n > 0);
	for (size_t i = 0; i < w->fx.drafts.n; i++) {
		const struct draft *draft = w->fx.drafts.at[i];
		struct letter_identity identity = {
			.token = token, .code = "T5RBWK", .made = w->now};
		struct letter_words words;
		struct fault fault = {""};
		int r = letter_words(w->arena, d->templates, &w->network, draft, &identity, NULL,
			&words, &fault);
		if (r < 0)
			print_message("%s: %s\n", draft->template, fault.text);
		assert_int_equal(r, 0);
		if (getenv("LETTERS"))
			printf("======== %s (%s)\n%s\n\n%s\n", draft->template, draft->language,
				words.subject, words.text);
		look_at(&words);
	}
}

struct row {
	int64_t by;
	enum order_word word;
	const char *title, *fields;
	bool cancel;
};
static const struct row rows[] = {
	{EVA, ORDER_MEETING, "Höstmöte", "day=2027-09-14;time=13:00;place=Sal 1", false},
	{EVA, ORDER_MEETING, "Höstmöte", "place=Sal 1", false},
	{EVA, ORDER_MEETING, "Höstmöte", "day=2027-09-14", false},
	{EVA, ORDER_MEETING, "Höstmöte", "day=2027-01-14;time=13:00", false},
	{EVA, ORDER_MEETING, "Höstmöte", "day=2027-09-14;time=16:00-13:00", false},
	{EVA, ORDER_MEETING, "", "day=2027-09-14;time=13:00", false},
	{EVA, ORDER_MEETING, "Avstämning", "day=2027-09-14;time=13:00;group=Okänd", false},
	{EVA, ORDER_MEETING, "Vårmöte om utskrivning", "day=2027-03-16;place=Sal 3", false},
	{EVA, ORDER_MEETING, "Vårmöte om utskrivning", "day=2027-03-09", false},
	{EVA, ORDER_MEETING, "Vårmöte", "", true},
	{EVA, ORDER_MEETING, "Julfest", "", true},
	{EVA, ORDER_PROJECT, "SIP-mallen",
		"wanted=4 (primärvård 1, elder care 2);hours=6;until=2027-05-31;aim=En "
		"mall;contact=Anna",
		false},
	{EVA, ORDER_PROJECT, "SIP-mallen", "wanted=3 (tandvård 1)", false},
	{EVA, ORDER_PROJECT, "SIP-mallen", "wanted=0", false},
	{EVA, ORDER_PROJECT, "SIP-mallen", "contact=Ulla Bella", false},
	{EVA, ORDER_PROJECT, "", "hours=6", false},
	{EVA, ORDER_PROJECT, "Kartlägg korttidsvården", "hours=4", false},
	{EVA, ORDER_PROJECT, "Kartlägg korttidsvården", "", true},
	{EVA, ORDER_MEMBER, "Ulf Ros <ulf@kommun.example>", "sector=primärvård", false},
	{EVA, ORDER_MEMBER, "Bo Lind", "organisation=VC Norr", false},
	{EVA, ORDER_MEMBER, "Bo Lind har slutat", "", true},
	{EVA, ORDER_MEMBER, "Ulf Ros", "", false},
	{EVA, ORDER_MEMBER, "<ulf@kommun.example>", "", false},
	{EVA, ORDER_POLL, "Ska vi?", "", false},
	{EVA, ORDER_STATUS, "", "", false},
	{EVA, ORDER_HELP, "", "", false},
	{SIV, ORDER_HELP, "", "", false},
	{ANNA, ORDER_HELP, "", "", false},
	{ANNA, ORDER_IDEA, "Studiebesök hos mobila teamet", "", false},
	{ANNA, ORDER_MEETING, "Fest", "", false},
	{SIV, ORDER_PROJECT, "Fest", "", false},
	{EVA, ORDER_START, "", "", false},
	{EVA, ORDER_STOP, "", "", false},
	{EVA, ORDER_ANSWER, "Bo kommer", "", false},
};

static void speak(struct world *w, const char *language)
{
	for (size_t i = 0; i < w->snapshot->members.n; i++)
		w->snapshot->members.at[i].language = language;
}

static void every_answer_to_an_order_renders(void **state)
{
	static const char *const languages[] = {"sv", "en"};

	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i / 2];
		struct world w;
		world_init(&w);
		speak(&w, languages[i % 2]);
		world_ask(&w, ASK_ATTENDANCE, ANNA, SPRING, ANSWER_YES);
		world_ask(&w, ASK_ATTENDANCE, BO, SPRING, ANSWER_UNCLEAR);
		struct understanding *read = world_order(&w, row->word, row->title, row->fields);
		read->order->cancel = row->cancel;
		if (row->word == ORDER_ANSWER)
			*arena_push(w.arena, &read->order->told) =
				(struct told){"Bo kommer", ANSWER_YES};
		world_take(&w, row->by, read);
		render(*state, &w);
		world_done(&w);
	}
}

static void every_letter_after_the_preview_renders(void **state)
{
	static const char *const languages[] = {"sv", "en"};

	for (size_t i = 0; i < 2; i++) {
		struct world w;
		world_init(&w);
		speak(&w, languages[i]);
		world_take(&w, EVA,
			world_order(
				&w, ORDER_MEETING, "Höstmöte", "day=2027-09-14;time=13:00-16:00"));
		world_answer(&w, EVA, ANSWER_YES, NULL, EVIDENCE_WEAK);
		render(*state, &w);
		world_answer(&w, EVA, ANSWER_TEXT, NULL, EVIDENCE_STRONG);
		render(*state, &w);
		world_yes(&w, EVA);
		render(*state, &w);
		world_yes(&w, EVA); /* once more */
		render(*state, &w);
		world_answer(&w, EVA, ANSWER_NO, NULL, EVIDENCE_STRONG);
		render(*state, &w);
		world_yes(&w, EVA);
		render(*state, &w);
		world_take(&w, EVA,
			world_order(&w, ORDER_MEETING, "Möte", "day=2027-09-14;time=13:00-16:00"));
		world_plan(&w, w.now + 2 * DAY_S);
		render(*state, &w);
		world_plan(&w, w.now + 8 * DAY_S);
		render(*state, &w);
		world_done(&w);
	}
}

static void trial_and_contact_render(void **state)
{
	static const char *const languages[] = {"sv", "en"};

	for (size_t i = 0; i < 2; i++) {
		struct world w;
		world_init(&w);
		speak(&w, languages[i]);
		w.snapshot->state.live = false;
		world_take(&w, EVA, world_order(&w, ORDER_START, "", ""));
		render(*state, &w);
		world_yes(&w, EVA);
		world_take(&w, EVA, world_order(&w, ORDER_PROJECT, "SIP-mallen", "contact=Anna"));
		world_yes(&w, EVA);
		world_plan(&w, w.now + 600);
		render(*state, &w);
		world_begin(&w);
		order_agenda_draft(&w.fx, &w.snapshot->meetings.at[0]);
		world_end(&w);
		render(*state, &w);
		world_ask(&w, ASK_ATTENDANCE, ANNA, SPRING, ANSWER_YES);
		struct understanding *read = world_read(&w);
		read->reply = "Inledning\nSIP i praktiken";
		world_answer(&w, EVA, ANSWER_TEXT, read, EVIDENCE_STRONG);
		render(*state, &w);
		world_yes(&w, EVA);
		world_plan(&w, w.now + 600);
		render(*state, &w);
		world_done(&w);
	}
}

static void every_choice_renders(void **state)
{
	for (size_t i = 0; i < 2 * CHOICE_WORDS; i++) {
		struct world w;
		world_init(&w);
		speak(&w, i % 2 ? "en" : "sv");
		struct understanding *read = world_read(&w);
		struct letter letter = {.member = EVA, .template = "alert"};
		struct arrival arrival = {
			.mail = 1, .read = read, .letter = &letter, .evidence = EVIDENCE_STRONG};
		*arena_push(w.arena, &read->choices) = (struct alert_choice){
			.row = 1, .word = (enum choice_word)(i / 2), .until = DAY_NONE};
		world_begin(&w);
		order_take_choices(&w.fx, &arrival, snapshot_member(w.snapshot, EVA));
		world_end(&w);
		render(*state, &w);
		world_done(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_answer_to_an_order_renders),
		cmocka_unit_test(every_letter_after_the_preview_renders),
		cmocka_unit_test(trial_and_contact_render),
		cmocka_unit_test(every_choice_renders),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
