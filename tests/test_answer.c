/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * Answers as people type them: the labelled tables of mails/answers, with the figures that count.
 * An answer turned round is a failure whatever else is right; so is a choice that nobody made.
 *
 * With V=1 in the environment every row that is read otherwise than a person would is printed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "answer_label.h"
#include "answer_table.h"
#include "base/str.h"
#include "book_fixture.h"
#include "score.h"
#include "text/answer.h"
#include "text/understand.h"

#define RIGHT_PERCENT 95

static int set_up_prepared(void **state)
{
	understand_prepare();
	return set_up(state);
}

/* A mail with these words in its body, or in its subject. */
static const char *mail_of(const char *text)
{
	bool in_subject = *text == '@';

	return arena_printf(arena,
		"From: Anna Lind <anna@kommun.example>\nSubject: %s\n"
		"Content-Type: text/plain; charset=utf-8\n\n%s",
		in_subject ? text + 1 : "SV: [M K3F7QD]",
		in_subject || !strcmp(text, "-") ? "" : text);
}

static struct answer *read_row(
	const struct table *table, const struct question *question, const char *words)
{
	struct questions questions = {.at = {*question},
		.n = 1,
		.language = table->language,
		.mail_day = day_from_civil(2027, 2, 15)};
	const char *mail = mail_of(table_text(arena, words));
	struct mail_in_hand *open =
		understand_open(arena, book, MAIL_EML, mail, strlen(mail), NULL);
	struct answer *answer = understand_words(open, &questions)->answer;

	assert_non_null(answer);
	return answer;
}

static void show(const char *columns[], const struct answer *answer, const char *what)
{
	char date[DAY_TEXT] = "-";

	if (!score_shows_differences() && strcmp(what, "turned round"))
		return;
	if (answer->date != DAY_NONE)
		day_format(answer->date, date);
	print_message("%s [%s] \"%s\": %s %s not=%s person=%s date=%s hours=%d items=%zu q=%d m=%d "
		      "bare=%d comment=%s, "
		      "expected %s\n",
		what, columns[0], columns[2], answer_kind_text(answer->kind),
		label_numbers(arena, answer->choices.at, answer->choices.n),
		label_numbers(arena, answer->declined.at, answer->declined.n),
		answer->person ? answer->person : "-", date, answer->hours, answer->items.n,
		answer->question, answer->manager, answer->bare,
		answer->comment ? answer->comment : "-", columns[3]);
}

static void judge_row(const struct table *table, char *columns[], struct score *score)
{
	struct question question = table_question(arena, table, columns[0], columns[1]);
	struct answer *answer = read_row(table, &question, columns[2]);
	struct label labels[LABELS_MOST];
	size_t n = labels_read(arena, columns[3], labels);
	const char *what = NULL;

	score->cases++;
	if (labels_turned_round(answer, labels, n)) {
		score->turned++;
		what = "turned round";
	} else if (labels_hold(arena, answer, labels, n)) {
		score->right++;
	} else if (answer->kind == ANSWER_UNCLEAR) {
		score->asked_back++;
		what = "asked back";
	} else {
		what = "wrong";
	}
	if (what)
		show((const char **)columns, answer, what);
}

/* The language is the name's first two letters; what is mixed is read as Swedish first, and so is
 * another language where ":sv" stands behind: of a member whose language nobody has told. */
static struct score score_file(const char *table_name)
{
	bool swedish = !strcmp(table_name, "mixed") || strstr(table_name, ":sv");
	const char *name = arena_strndup(arena, table_name, strcspn(table_name, ":"));
	struct table table = {.language = swedish ? "sv" : arena_strndup(arena, name, 2)};
	struct score score = {
		.set = arena_printf(arena, "answers, %s", table_name), .floor = RIGHT_PERCENT};
	size_t bytes;
	char *columns[4],
		*text = book_read_file(
			arena, arena_printf(arena, "tests/mails/answers/%s.tsv", name), &bytes);

	assert_non_null(text);
	while (book_next_row(&text, columns, 4)) {
		if (columns[0][0] == '%') {
			char *equals = strstr(columns[0], " = ");
			assert_non_null(equals);
			assert_true(table.n < ALIASES_MOST);
			*equals = '\0';
			table.alias[table.n] = columns[0] + 1;
			table.options[table.n++] = equals + 3;
			continue;
		}
		judge_row(&table, columns, &score);
	}
	score_print(&score);
	return score;
}

static void reads_as_a_person_would(void **state)
{
	struct score score = score_file(*state);

	assert_true(score_is_reached(&score));
}

#define TABLE(name) cmocka_unit_test_prestate(reads_as_a_person_would, (void *)(name))

/* The words stand in the subject, around our letter's own. */
static void answers_in_the_subject_of_our_letter(void **state)
{
	(void)state;
	static const struct {
		const char *subject;
		enum answer_kind kind;
	} rows[] = {
		{"SV: Kommer du den 9 mars? [möte K3F7QD]", ANSWER_UNCLEAR},
		{"SV: JA Kommer du den 9 mars? [möte K3F7QD]", ANSWER_YES},
		{"Nej: Kommer du den 9 mars? [möte K3F7QD]", ANSWER_NO},
		{"Re: Kommer du den 9 mars? [möte K3F7QD] kanske", ANSWER_MAYBE},
		{"Ja [möte K3F7QD]", ANSWER_YES},
		{"[EXTERN] SV: [möte K3F7QD] Nej", ANSWER_NO},
		{"SV: Kommer du den 9", ANSWER_UNCLEAR},
	};
	struct question question = {
		.kind = ASK_ATTENDANCE,
		.letter_subject = "Kommer du den 9 mars? [möte K3F7QD]",
	};
	struct understanding parts = {.subject = ""};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct answer *answer =
			answer_read(arena, book, "sv", day_from_civil(2027, 2, 15), &question,
				rows[i].subject, &parts, NULL, NULL);
		if (answer->kind != rows[i].kind || answer->comment)
			fail_msg("%s: %s \"%s\"", rows[i].subject, answer_kind_text(answer->kind),
				answer->comment ? answer->comment : "");
	}
}

static const struct answer *read_words(const char *language, const char *words)
{
	const struct question question = {.kind = ASK_ATTENDANCE};
	struct understanding parts = {.subject = "", .reply = words};

	return answer_read(arena, book, language, day_from_civil(2027, 2, 15), &question, words,
		&parts, NULL, NULL);
}

/* Beside the answer that is right, a word that the noted one was wrong says nothing to anybody. */
static void what_takes_back_the_old_answer_is_no_comment(void **state)
{
	static const struct {
		const char *language, *words;
		enum answer_kind kind;
	} rows[] = {
		{"sv", "fel, jag kommer!", ANSWER_YES},
		{"sv", "Oj, det blev fel. Jag kan inte.", ANSWER_NO},
		{"en", "Wrong, I am coming.", ANSWER_YES},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct answer *answer = read_words(rows[i].language, rows[i].words);
		if (answer->kind != rows[i].kind || answer->comment)
			fail_msg("%s: %s \"%s\"", rows[i].words, answer_kind_text(answer->kind),
				answer->comment ? answer->comment : "");
	}
}

/* "In her place" needs somebody: a room or a day may be another one too. */
static void a_room_instead_of_another_is_no_answer(void **state)
{
	static const struct {
		const char *language, *words;
		enum answer_kind kind;
	} rows[] = {
		{"sv", "Det blir i sal 3 i stället.", ANSWER_UNCLEAR},
		{"sv", "Mötet blir i aulan istället", ANSWER_UNCLEAR},
		{"sv", "Maria kommer i stället", ANSWER_NO},
		{"sv", "Ta någon annan i stället", ANSWER_NO},
		{"en", "It will be in room 3 instead.", ANSWER_UNCLEAR},
		{"en", "A colleague comes instead.", ANSWER_NO},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct answer *answer = read_words(rows[i].language, rows[i].words);
		if (answer->kind != rows[i].kind)
			fail_msg("%s: %s", rows[i].words, answer_kind_text(answer->kind));
	}
}

/* A reason of health is no comment, and goes with no question. */
static void what_is_noted_beside_an_answer(void **state)
{
	(void)state;
	static const struct {
		const char *says;
		enum answer_kind kind;
		bool question;
		const char *comment;
	} rows[] = {
		{"Ja, jag kommer.", ANSWER_YES, false, NULL},
		{"Ja, jag kommer. Finns det parkering?", ANSWER_YES, true, "Finns det parkering?"},
		{"Kommer! Vilken tid börjar det? Och var?", ANSWER_YES, true,
			"Vilken tid börjar det? Och var?"},
		{"Nej, jag är sjuk.", ANSWER_NO, false, NULL},
		{"Nej, jag är sjuk. Kan ni skicka anteckningarna?", ANSWER_NO, true,
			"Kan ni skicka anteckningarna?"},
		{"Kan inte komma, har covid, kan jag vara med på länk?", ANSWER_NO, true,
			"kan jag vara med på länk?"},
		{"Nej. Blir det anteckningar? Ligger på sjukhus. Vem tar över projektet?",
			ANSWER_NO, true, "Blir det anteckningar? Vem tar över projektet?"},
		{"I can't come, my son is ill. Could you send me the notes?", ANSWER_NO, true,
			"Could you send me the notes?"},
	};
	struct question question = {.kind = ASK_ATTENDANCE};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct understanding parts = {.subject = "", .reply = rows[i].says};
		const struct answer *answer = answer_read(arena, book, "sv",
			day_from_civil(2027, 2, 15), &question, rows[i].says, &parts, NULL, NULL);
		const char *comment = answer->comment ? answer->comment : "-";
		if (answer->kind != rows[i].kind || answer->question != rows[i].question ||
			strcmp(comment, rows[i].comment ? rows[i].comment : "-") != 0)
			fail_msg("%s: %s, %d \"%s\"", rows[i].says, answer_kind_text(answer->kind),
				answer->question, comment);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_room_instead_of_another_is_no_answer),
		cmocka_unit_test(what_takes_back_the_old_answer_is_no_comment),
		cmocka_unit_test(answers_in_the_subject_of_our_letter),
		cmocka_unit_test(what_is_noted_beside_an_answer),
		TABLE("sv"),
		TABLE("sv-later"),
		TABLE("en"),
		TABLE("en-later"),
		TABLE("mixed"),
		TABLE("sv-blind"),
		TABLE("en-blind"),
		TABLE("no"),
		TABLE("no-later"),
		TABLE("no:sv"),
		TABLE("no-later:sv"),
		TABLE("fi"),
		TABLE("fi-later"),
		TABLE("fi:sv"),
		TABLE("fi-later:sv"),
	};

	return cmocka_run_group_tests(tests, set_up_prepared, tear_down);
}
