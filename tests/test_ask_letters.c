/* floor: letters */
/* SPDX-License-Identifier: MIT */
/*
 * Every letter of the asks rendered in both languages with what the asks really give: no template
 * fails, every letter has a subject and words, no line is longer than a mail's, nothing of the
 * templates' marks is left, and what LETTERS forbids stands nowhere. With LETTERS=1 they are
 * printed.
 */
#include "ask_world.h"

#include "base/fault.h"
#include "base/utf8.h"
#include "letters/letter.h"
#include "order_templates.h"

#define COLUMNS_MOST 78
#define ANNAS "anna@kommun.example"

static const char *language;
static struct desk_of_letters *letters;
static char seen[4096];

static void look_at(const struct draft *draft, const struct letter_words *words)
{
	static const char *const never[] = {"{{", "\n\n\n", " ,", " .", "..", "vänligen",
		"Vänligen", "automatiskt meddelande", "kallelse", " den kl", "  i ", ": .", ";"};

	assert_true(words->subject && *words->subject);
	for (const char *line = words->text; *line;) {
		size_t n = strcspn(line, "\n");
		assert_true(utf8_columns(line, n) <= COLUMNS_MOST);
		line += n + (line[n] == '\n');
	}
	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		if (strstr(words->text, never[i]) || strstr(words->subject, never[i]))
			fail_msg("%s (%s) says \"%s\":\n%s\n%s", draft->template, language,
				never[i], words->subject, words->text);
}

static void render(const struct world *w)
{
	for (size_t i = 0; i < w->fx.drafts.n; i++) {
		const struct draft *draft = w->fx.drafts.at[i];
		struct letter_identity identity = {.token = "abcdefghijklmnopqrstuvwxyz",
			.code = draft->ask ? "T5RBWK" : NULL,
			.made = w->now};
		struct letter_words words;
		struct fault fault = {""};
		int r = letter_words(w->arena, letters->templates, &w->network, draft, &identity,
			NULL, &words, &fault);
		if (r < 0)
			fail_msg("%s: %s", draft->template, fault.text);
		if (getenv("LETTERS"))
			printf("======== %s (%s)\n%s\n\n%s\n", draft->template, language,
				words.subject, words.text);
		look_at(draft, &words);
		if (!strstr(seen, draft->template))
			strncat(strncat(seen, draft->template, sizeof(seen) - strlen(seen) - 2),
				" ", 2);
	}
}

static void begin(struct world *w)
{
	world_init(w);
	for (size_t i = 0; i < w->snapshot->members.n; i++)
		w->snapshot->members.at[i].language = language;
	w->network.signup_reminder = (struct delay){7, DELAY_DAYS};
	w->network.agenda_deadline = (struct delay){14, DELAY_DAYS};
	w->snapshot->projects.at[0].text = "Vi ses på Teams.\nEn timme åt gången.";
}

static const struct ask *put_and_render(struct world *w, enum ask_kind kind, int64_t topic)
{
	const struct ask *ask = put_ask(w, kind, ANNA, topic);

	render(w);
	world_begin(w);
	ask_remind(&w->fx, ask);
	render(w);
	return ask;
}

/* One answer to a fresh ask of that kind, from the first bit of rules to its letter. */
struct row {
	enum ask_kind kind;
	int64_t topic;
	enum answer_kind says;
	bool question;
	const char *comment, *person, *sender, *from;
	int hours;
	const char *date;
	bool manager;
	enum wish wish;
};
#define MEETING ASK_ATTENDANCE, SPRING
#define CALL ASK_SIGNUP, GROUP
#define LAST -1, NULL, false, WISH_NONE
static const struct row rows[] = {
	{MEETING, ANSWER_YES, false, "blir lite sen", "Maria", NULL, ANNAS, LAST},
	{MEETING, ANSWER_YES, true, "var parkerar man?", NULL, "sekr@kommun.example", ANNAS, LAST},
	{MEETING, ANSWER_NO, false, NULL, "en kollega", NULL, ANNAS, LAST},
	{MEETING, ANSWER_MAYBE, false, "ska stämma av schemat", NULL, NULL, ANNAS, LAST},
	{MEETING, ANSWER_UNCLEAR, false, NULL, NULL, NULL, ANNAS, LAST},
	{MEETING, ANSWER_UNCLEAR, true, NULL, NULL, NULL, ANNAS, LAST},
	{MEETING, ANSWER_YES, false, NULL, NULL, NULL, "anna@gmail.example", LAST},
	{MEETING, ANSWER_UNCLEAR, false, NULL, NULL, NULL, ANNAS, -1, NULL, false, WISH_HELP},
	{MEETING, ANSWER_UNCLEAR, false, NULL, NULL, NULL, ANNAS, -1, NULL, false, WISH_RECORDS},
	{MEETING, ANSWER_UNCLEAR, false, NULL, NULL, NULL, ANNAS, -1, NULL, false, WISH_LEAVE},
	{MEETING, ANSWER_UNCLEAR, false, NULL, NULL, NULL, ANNAS, -1, "2027-09-01", false,
		WISH_PAUSE},
	{CALL, ANSWER_YES, false, "bara distans", NULL, NULL, ANNAS, 4, NULL, false, WISH_NONE},
	{CALL, ANSWER_NO, false, NULL, "Lena", NULL, ANNAS, LAST},
	{CALL, ANSWER_MAYBE, false, NULL, NULL, NULL, ANNAS, -1, "2027-03-29", false, WISH_NONE},
	{CALL, ANSWER_MAYBE, false, NULL, NULL, NULL, ANNAS, -1, NULL, true, WISH_NONE},
	{ASK_AGENDA, SPRING, ANSWER_TEXT, true, "Läkemedel vid utskrivning", NULL, NULL, ANNAS,
		LAST},
	{ASK_PROGRESS, GROUP, ANSWER_TEXT, false, "Två kommuner är klara.", NULL, NULL, ANNAS,
		LAST},
	{ASK_PROGRESS, GROUP, ANSWER_NO, false, "regionen svarar inte", NULL, NULL, ANNAS, LAST},
	{ASK_PROGRESS, GROUP, ANSWER_YES, false, "rapporten är inne", NULL, NULL, ANNAS, LAST},
};

static void answer_row(struct world *w, const struct row *row)
{
	const struct ask *ask = put_and_render(w, row->kind, row->topic);
	struct understanding *read = world_read(w);
	struct answer *answer = world_says(w, read, row->says, false);

	answer->question = row->question;
	answer->comment = row->comment;
	answer->person = row->person;
	answer->hours = row->hours;
	answer->date = row->date ? day_parse(row->date) : DAY_NONE;
	answer->manager = row->manager;
	read->wish = row->wish;
	read->masked = row->kind == ASK_AGENDA;
	read->reply = "Vet inte riktigt, vad ska vi prata om egentligen?";
	decide(w, read, ask,
		(struct post){
			.from = row->from, .sender = row->sender, .evidence = EVIDENCE_STRONG});
	render(w);
	ask = newest(w, row->kind, ANNA);
	if (ask_follow_up_at(w->snapshot, ask) != INSTANT_NEVER) {
		world_begin(w);
		ask_remind(&w->fx, ask);
		render(w);
	}
	answer_strongly(w, newest(w, row->kind, ANNA), ANSWER_UNDO, true);
	render(w);
}

static void each_answer(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct world w;
		begin(&w);
		answer_row(&w, &rows[i]);
		world_done(&w);
	}
}

static void changes(void)
{
	static const enum meeting_state states[] = {
		MEETING_CALLED, MEETING_CALLED, MEETING_CANCELLED, MEETING_HELD};

	for (int i = 0; i < 4; i++) {
		struct world w;
		begin(&w);
		answer_strongly(&w, put_ask(&w, ASK_ATTENDANCE, ANNA, SPRING), ANSWER_YES, true);
		struct meeting *meeting = &w.snapshot->meetings.at[0];
		meeting->sequence = 1;
		meeting->state = states[i];
		meeting->moved = i == 1 ? w.now : INSTANT_NONE;
		meeting->moved_sequence = i == 1;
		world_begin(&w);
		ask_tell_change(&w.fx, newest(&w, ASK_ATTENDANCE, ANNA));
		render(&w);
		answer_strongly(&w, newest(&w, ASK_ATTENDANCE, ANNA), ANSWER_NO, false);
		render(&w);
		world_done(&w);
	}
}

static void several(void)
{
	struct world w;
	const int64_t offers[] = {GROUP, 77};

	begin(&w);
	struct project *other = arena_push(w.arena, &w.snapshot->projects);
	*other = w.snapshot->projects.at[0];
	other->id = 77;
	other->title = "SIP-mallen";
	other->contact = 0;
	world_begin(&w);
	const struct ask *ask =
		ask_put(&w.fx, ASK_SIGNUP, snapshot_member(w.snapshot, ANNA), 0, offers, 2);
	render(&w);
	world_end(&w);
	answer_strongly(&w, snapshot_ask(w.snapshot, ask->id), ANSWER_YES, true);
	render(&w);
	struct understanding *read = world_read(&w);
	struct answer *answer = world_says(&w, read, ANSWER_CHOICE, false);
	*arena_push(w.arena, &answer->choices) = 2;
	*arena_push(w.arena, &answer->declined) = 1;
	decide(&w, read, newest(&w, ASK_SIGNUP, ANNA),
		(struct post){.from = ANNAS, .evidence = EVIDENCE_STRONG});
	render(&w);
	world_done(&w);
}

static void doubts(void)
{
	for (int colleague = 0; colleague < 2; colleague++) {
		struct world w;
		begin(&w);
		struct understanding *read = world_read(&w);
		world_says(&w, read, ANSWER_YES, true);
		decide(&w, read, put_ask(&w, ASK_SIGNUP, ANNA, GROUP),
			(struct post){.from = "maria@kommun.example", .evidence = EVIDENCE_STRONG});
		render(&w);
		read = world_read(&w);
		world_says(&w, read, ANSWER_NO, true)->person = colleague ? "en kollega" : NULL;
		decide(&w, read, newest(&w, ASK_CONFIRM, ANNA),
			(struct post){.from = ANNAS, .evidence = EVIDENCE_STRONG});
		render(&w);
		world_member(&w, 50, "Ola Berg", "Ola", ANNAS, 0, "sv");
		read = world_read(&w);
		world_says(&w, read, ANSWER_YES, true);
		decide(&w, read, NULL, (struct post){.from = ANNAS});
		render(&w);
		world_done(&w);
	}
}

static void every_letter_of_the_asks_renders(void **state)
{
	static const char *const languages[] = {"sv", "en"};
	static const char *const all[] = {"attendance ", "attendance-reminder", "attendance-moved",
		"attendance-cancelled", "attendance-receipt", "agenda ", "agenda-reminder",
		"agenda-receipt", "signup ", "signup-reminder", "signup-receipt", "signup-manager",
		"signup-follow-up", "progress ", "progress-reminder", "progress-receipt", "doubt ",
		"doubt-receipt", "who-of-you", "question-forwarded", "leave-receipt",
		"pause-receipt", "unclear", "late", "undone", "masked-note"};

	letters = *state;
	for (size_t i = 0; i < 2; i++) {
		language = languages[i];
		*seen = '\0';
		each_answer();
		changes();
		several();
		doubts();
		for (size_t j = 0; j < sizeof(all) / sizeof(all[0]); j++)
			if (!strstr(seen, all[j]))
				fail_msg("no letter %s was made: %s", all[j], seen);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_letter_of_the_asks_renders, load, unload),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
