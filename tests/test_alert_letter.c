/* floor: letters */
/* SPDX-License-Identifier: MIT */
/*
 * The leaders' letters in words, in both languages, with what the planner really gives: no template
 * fails, no line is longer than a mail's, no mark of the templates is left. With LETTERS=1 they are
 * printed, to be read.
 */
#include "plan_world.h"

#include "base/fault.h"
#include "base/utf8.h"
#include "letters/letter.h"
#include "order_templates.h"

#define COLUMNS_MOST 78

static const char *render(
	struct desk_of_letters *d, struct plan_world *p, const struct draft *draft)
{
	struct letter_identity identity = {.token = "abcdefghijklmnopqrstuvwxyz", .made = p->w.now};
	struct letter_words words;
	struct fault fault = {""};
	int r = letter_words(p->w.arena, d->templates, &p->w.network, draft, &identity,
		draft->rehearsed_for, &words, &fault);

	if (r < 0)
		print_message("%s: %s\n", draft->template, fault.text);
	assert_int_equal(r, 0);
	if (getenv("LETTERS"))
		printf("======== %s (%s)\n%s\n\n%s\n", draft->template, draft->language,
			words.subject, words.text);
	assert_true(*words.subject);
	for (const char *line = words.text; *line;) {
		size_t n = strcspn(line, "\n");
		assert_true(utf8_columns(line, n) <= COLUMNS_MOST);
		line += n + (line[n] == '\n');
	}
	assert_null(strstr(words.text, "{{"));
	assert_null(strstr(words.text, "\n\n\n"));
	assert_null(strstr(words.text, " ,"));
	assert_null(strstr(words.text, " ."));
	return arena_printf(p->w.arena, "%s\n%s", words.subject, words.text);
}

/* All leaders' letters of the log; the last one to that leader comes back. */
static const char *render_log(
	struct desk_of_letters *d, struct plan_world *p, const char *template, int64_t leader)
{
	const char *last = NULL;

	list_each (sent, &p->log)
		if (sent->draft->member == leader && strcmp(sent->draft->template, template) == 0)
			last = render(d, p, sent->draft);
	assert_non_null(last);
	return last;
}

static void season(struct plan_world *p)
{
	plan_world_init(p);
	p->w.snapshot->state.first_order = p->w.now;
	plan_member(p, KARIN)->language = "en";
	plan_project(p)->state = PROJECT_RECRUITING;
	plan_project(p)->called = p->w.now;
	*arena_push(p->w.arena, &plan_project(p)->sector_wants) = (struct sector_want){1, 1};
	struct project *second = arena_push(p->w.arena, &p->w.snapshot->projects);
	*second = *snapshot_project(p->w.snapshot, GROUP);
	second->id = 50;
	second->title = "SIP-mallen";
	second->state = PROJECT_RUNNING;
	second->started = p->w.now;
	plan_now(p, p->w.now);
	plan_answer(p, ASK_SIGNUP, ANNA, ANSWER_YES);
	plan_answer(p, ASK_SIGNUP, KARIN, ANSWER_NO);
	plan_answer(p, ASK_ATTENDANCE, ANNA, ANSWER_YES);
	plan_ask(p, ASK_ATTENDANCE, ANNA)->answer.comment = "kommer en kvart sent";
	plan_answer(p, ASK_ATTENDANCE, BO, ANSWER_NO);
	plan_until(p, at("2027-02-10T09:00:00+01:00"));
	struct look *look = arena_push(p->w.arena, &p->w.snapshot->looks);
	*look = (struct look){.id = p->w.snapshot->next_id++,
		.from = "okand@annat.example",
		.why = "question",
		.text = "Får jag ta med en student?\nHon är här i mars.",
		.member = ANNA,
		.at = p->w.now,
		.told = INSTANT_NONE};
}

static void mondays_letter_reads_well(void **state)
{
	struct desk_of_letters *d = *state;
	struct plan_world p;

	season(&p);
	plan_until(&p, at("2027-02-15T08:00:00+01:00"));
	const char *swedish = render_log(d, &p, "alert", EVA);
	assert_non_null(strstr(swedish, "Läget vecka 7: två projekt står still"));
	assert_non_null(strstr(swedish, "1 pausa"));
	assert_non_null(strstr(swedish, "Går ut i veckan"));
	assert_non_null(strstr(swedish, "Får jag ta med en student?"));
	const char *english = render_log(d, &p, "alert", KARIN);
	assert_non_null(strstr(english, "Week 7: two projects stand still"));
	assert_non_null(strstr(english, "1 pause"));
	world_done(&p.w);
}

static void numbers_and_what_cannot_wait_read_well(void **state)
{
	struct desk_of_letters *d = *state;
	struct plan_world p;

	season(&p);
	p.w.snapshot->looks.at[0].at_stake = true;
	plan_until(&p, at("2027-03-05T08:00:00+01:00"));
	assert_non_null(strstr(render_log(d, &p, "looks", EVA), "Anna Berg undrar"));
	assert_non_null(strstr(render_log(d, &p, "looks", KARIN), "Anna Berg wonders"));
	assert_non_null(strstr(render_log(d, &p, "numbers", EVA), "kommer en kvart sent"));
	render_log(d, &p, "numbers", KARIN);
	world_done(&p.w);
}

static void when_all_is_well_it_is_one_line(void **state)
{
	struct desk_of_letters *d = *state;
	struct plan_world p;

	plan_world_init(&p);
	p.w.snapshot->state.first_order = p.w.now;
	plan_meeting(&p)->state = MEETING_CANCELLED;
	plan_until(&p, at("2027-02-15T08:00:00+01:00"));
	assert_string_equal(render_log(d, &p, "alert", EVA),
		"Läget vecka 7: inget står still\nInget projekt står still.\n");
	world_done(&p.w);
}

/* Evidence of every reason is a whole sentence in both languages. */
static void every_reason_has_its_sentence(void **state)
{
	struct desk_of_letters *d = *state;
	struct plan_world p;
	struct stalls found;

	season(&p);
	struct project *project = plan_project(&p);
	project->stuck = "vi får inga siffror";
	project->contact_agreed = false;
	p.w.snapshot->projects.at[1].unanswered = 2;
	p.w.snapshot->projects.at[1].progress_asked = p.w.now;
	plan_meeting(&p)->state = MEETING_CANCELLED;
	plan_member(&p, ANNA)->standing = STANDING_BOUNCING;
	stalls_find(p.w.snapshot, at("2027-04-05T08:00:00+02:00"), p.w.arena, &found);
	assert_in_range(found.stalls.n, 6, 12);
	list_each (stall, &found.stalls)
		for (int swedish = 0; swedish < 2; swedish++) {
			const char *key = arena_printf(
				p.w.arena, "stall.%s", stall_reason_text(stall->reason));
			const char *said = letter_phrase(p.w.arena, d->templates, &p.w.network,
				swedish ? "sv" : "en", key, stall->evidence);
			if (getenv("LETTERS"))
				printf("%s: %s\n", key, said);
			assert_true(strlen(said) > 10);
			assert_null(strstr(said, "  "));
		}
	world_done(&p.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mondays_letter_reads_well),
		cmocka_unit_test(numbers_and_what_cannot_wait_read_well),
		cmocka_unit_test(when_all_is_well_it_is_one_line),
		cmocka_unit_test(every_reason_has_its_sentence),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
