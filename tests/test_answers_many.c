/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * Several questions in one mail, wishes that anybody may have, inline answers, and the cost of
 * hostile texts, counted in what the arena hands out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book_fixture.h"
#include "text/answer.h"

/* A meeting on 9 March, a group, and a project's progress. */
static struct questions three_questions(void)
{
	return (struct questions){
		.at = {{.kind = ASK_ATTENDANCE,
			       .own = true,
			       .title = "Vårmöte om utskrivning",
			       .about = day_from_civil(2027, 3, 9)},
			{.kind = ASK_SIGNUP, .title = "Kartlägg korttidsvården", .about = DAY_NONE},
			{.kind = ASK_STANDING, .about = DAY_NONE}},
		.n = 2,
		.language = "sv",
		.mail_day = day_from_civil(2027, 2, 15),
	};
}

static struct understanding *understand(const struct questions *questions, const char *text)
{
	struct understanding *understanding = arena_make(arena, struct understanding);

	*arena_push(arena, &understanding->parts) = (struct part){PART_TEXT, text};
	understanding->reply = text;
	understanding->subject = "";
	answers_read(arena, book, questions, understanding, NULL);
	return understanding;
}

static const struct {
	const char *text;
	enum answer_kind meeting, group;
} several[] = {
	{"Ja till mötet, nej till gruppen", ANSWER_YES, ANSWER_NO},
	{"Nej till mötet men ja till gruppen", ANSWER_NO, ANSWER_YES},
	{"Mötet: ja. Gruppen: nej.", ANSWER_YES, ANSWER_NO},
	{"Jag kommer på mötet. Gruppen hinner jag inte med.", ANSWER_YES, ANSWER_NO},
	{"Ja", ANSWER_YES, ANSWER_UNCLEAR},
	{"Nej", ANSWER_NO, ANSWER_UNCLEAR},
	{"Jag är gärna med i gruppen", ANSWER_UNCLEAR, ANSWER_YES},
	{"Kanske till mötet, ja till gruppen", ANSWER_MAYBE, ANSWER_YES},
	{"Tack!", ANSWER_UNCLEAR, ANSWER_UNCLEAR},
	{"Kartläggningen vill jag vara med på, men mötet kan jag inte", ANSWER_NO, ANSWER_YES},
	{"Yes to the meeting, no to the group", ANSWER_YES, ANSWER_NO},
};

static void gives_each_question_what_is_said_of_it(void **state)
{
	struct questions questions = three_questions();

	(void)state;
	for (size_t i = 0; i < sizeof(several) / sizeof(several[0]); i++) {
		const struct understanding *read = understand(&questions, several[i].text);
		assert_int_equal(read->answers.n, 2);
		if (read->answers.at[0].kind != several[i].meeting ||
			read->answers.at[1].kind != several[i].group)
			print_message("\"%s\": %s, %s\n", several[i].text,
				answer_kind_text(read->answers.at[0].kind),
				answer_kind_text(read->answers.at[1].kind));
		assert_int_equal(read->answers.at[0].kind, several[i].meeting);
		assert_int_equal(read->answers.at[1].kind, several[i].group);
		assert_int_equal(read->answer->kind, several[i].meeting);
	}
}

static const struct {
	const char *text;
	enum wish wish;
} wishes[] = {
	{"Hjälp", WISH_HELP},
	{"hjälp!", WISH_HELP},
	{"Help", WISH_HELP},
	{"Lämna", WISH_LEAVE},
	{"Ta bort mig från listan tack", WISH_LEAVE},
	{"Jag vill lämna nätverket", WISH_LEAVE},
	{"Inga fler mejl", WISH_LEAVE},
	{"unsubscribe", WISH_LEAVE},
	{"Kommer inte. Och vill inte ha fler mejl.", WISH_LEAVE},
	{"Nej. Ta bort mig från listan.", WISH_LEAVE},
	{"Nej tack, och sluta skicka mejl till mig", WISH_LEAVE},
	{"Jag vill inte ha några fler mejl", WISH_LEAVE},
	{"Jag vill inte få fler mejl från er", WISH_LEAVE},
	{"Skicka inga fler mejl", WISH_LEAVE},
	{"Vill inte ha fler utskick", WISH_LEAVE},
	{"I don't want any more emails", WISH_LEAVE},
	{"No, and please remove me from the list", WISH_LEAVE},
	{"Please don't send me any more mail", WISH_LEAVE},
	{"Jag vill inte missa fler mejl", WISH_NONE},
	{"Varför får jag inga fler mejl?", WISH_NONE},
	{"Jag vill inte lämna nätverket", WISH_NONE},
	{"Hur gör man för att lämna listan?", WISH_NONE},
	{"Pausa", WISH_PAUSE},
	{"Pausa till 1 maj", WISH_PAUSE},
	{"Jag begär ett registerutdrag", WISH_RECORDS},
	{"Vilka uppgifter har ni om mig?", WISH_RECORDS},
	{"Ja, jag kan hjälpa till", WISH_NONE},
	{"Jag kommer men måste lämna tidigare", WISH_NONE},
	{"Nej", WISH_NONE},
	{"", WISH_NONE},
};

static void hears_wishes_whatever_was_asked(void **state)
{
	struct questions questions = three_questions(),
			 none = {.language = "sv", .mail_day = questions.mail_day};

	(void)state;
	for (size_t i = 0; i < sizeof(wishes) / sizeof(wishes[0]); i++) {
		if (understand(&questions, wishes[i].text)->wish != wishes[i].wish)
			print_message("\"%s\"\n", wishes[i].text);
		assert_int_equal(understand(&questions, wishes[i].text)->wish, wishes[i].wish);
		assert_int_equal(understand(&none, wishes[i].text)->wish, wishes[i].wish);
		assert_null(understand(&none, wishes[i].text)->answer);
	}
}

static void offers_readings_where_it_asks_back(void **state)
{
	struct questions questions = three_questions();
	const struct understanding *read;

	(void)state;
	questions.n = 1;
	read = understand(&questions, "Nej, jag kommer");
	assert_int_equal(read->answer->kind, ANSWER_UNCLEAR);
	assert_int_equal(read->readings.n, 3);
	assert_int_equal(read->readings.at[0].kind, ANSWER_NO);
	assert_int_equal(understand(&questions, "Ja")->readings.n, 0);
}

static void reads_answers_between_quoted_offers(void **state)
{
	static const char *const options[] = {
		"Kartlägg korttidsvården", "Gemensam rutin för hemgång", "SIP-mallen"};
	const struct question question = {
		.kind = ASK_SIGNUP, .about = DAY_NONE, .n_options = 3, .options = options};
	struct part parts[] = {
		{PART_QUOTE, "> Hej Anna!\n>\n> 1  Kartlägg korttidsvården\n"},
		{PART_TEXT, "nej tack\n"},
		{PART_QUOTE, "> 2  Gemensam rutin för hemgång\n"},
		{PART_TEXT, "Ja gärna!\n"},
		{PART_QUOTE, "> 3  SIP-mallen\n>\n> Svara ja eller nej.\n"},
	};
	struct understanding understanding = {.parts = {.at = parts, .n = 5}};
	const struct answer *answer = answer_read(arena, book, "sv", day_from_civil(2027, 2, 15),
		&question, "", &understanding, NULL, NULL);

	(void)state;
	assert_int_equal(answer->kind, ANSWER_CHOICE);
	assert_int_equal(answer->choices.n, 1);
	assert_int_equal(answer->choices.at[0], 2);
	assert_int_equal(answer->declined.n, 1);
	assert_int_equal(answer->declined.at[0], 1);
}

/* Letters of one kind, repeated; what the reading takes may only grow with them. */
static size_t cost_of(const char *piece, size_t times)
{
	struct questions questions = three_questions();
	size_t n = strlen(piece);
	char *text = arena_alloc(arena, n * times + 1);
	size_t before;

	for (size_t i = 0; i < times; i++)
		memcpy(text + i * n, piece, n);
	before = arena_used(arena);
	understand(&questions, text);
	return arena_used(arena) - before;
}

static void stays_linear_on_hostile_texts(void **state)
{
	static const char *const pieces[] = {"inte ", "ja nej ", "1 och ", "\n\n", "Maria och ",
		"??", "kan inte, ", "a", "9 mars ", "om jag ", "ja till mötet, nej till gruppen. ",
		"[x] 1\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		size_t small = cost_of(pieces[i], 1000), big = cost_of(pieces[i], 10000);
		if (big > 12 * small)
			print_message("\"%s\": %zu bytes, then %zu\n", pieces[i], small, big);
		assert_true(big <= 12 * small);
	}
}

/* What she proposes may hold a word of the meeting's title; its bullets stay its bullets. */
static void an_item_is_not_taken_by_a_title(void **state)
{
	(void)state;
	struct questions asked = three_questions();
	asked.at[1] = asked.at[0];
	asked.at[1].own = false;
	asked.at[0] = (struct question){.kind = ASK_AGENDA, .own = true, .about = DAY_NONE};

	const struct understanding *said =
		understand(&asked, "- Listor vid utskrivning\n- Vem ringer hem?\n");
	assert_int_equal(said->answers.at[0].items.n, 2);
	assert_string_equal(said->answers.at[0].items.at[0], "Listor vid utskrivning");
	assert_string_equal(said->answers.at[0].items.at[1], "Vem ringer hem?");
	assert_int_equal(said->answers.at[1].kind, ANSWER_UNCLEAR);

	said = understand(
		&asked, "Jag kommer på mötet.\n\n- Listor vid utskrivning\n- Vem ringer hem?\n");
	assert_int_equal(said->answers.at[1].kind, ANSWER_YES);
	assert_int_equal(said->answers.at[0].items.n, 2);
	assert_string_equal(said->answers.at[0].items.at[1], "Vem ringer hem?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_item_is_not_taken_by_a_title),
		cmocka_unit_test(gives_each_question_what_is_said_of_it),
		cmocka_unit_test(hears_wishes_whatever_was_asked),
		cmocka_unit_test(offers_readings_where_it_asks_back),
		cmocka_unit_test(reads_answers_between_quoted_offers),
		cmocka_unit_test(stays_linear_on_hostile_texts),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
