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

#include "answer_table.h"
#include "base/str.h"
#include "text/answer.h"

#define RIGHT_PERCENT 95

static struct arena *arena;
static struct phrasebook *book;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	book = book_new(arena);
	return book ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	phrasebook_free(book);
	arena_free(arena);
	return 0;
}

struct score {
	int rows, right, asked_back, turned, traps;
};

static struct answer *read_row(
	const struct table *table, const struct question *question, const char *words)
{
	struct understanding parts = {.subject = ""};
	char *text = table_text(arena, words);

	if (*text == '@')
		parts.subject = text + 1;
	else
		*arena_push(arena, &parts.parts) =
			(struct part){PART_TEXT, strcmp(text, "-") ? text : ""};
	return answer_read(arena, book, table->language, day_from_civil(2027, 2, 15), question,
		parts.subject, &parts, NULL, NULL);
}

static const char *numbers_text(const int *at, size_t n)
{
	struct str text;

	str_init(&text, 200);
	for (size_t i = 0; i < n; i++)
		str_printf(&text, "%s%d", i ? "," : "", at[i]);
	const char *copy = str_in(&text, arena);
	str_done(&text);
	return copy;
}

static bool date_is(const struct answer *answer, const char *text)
{
	return answer->date == day_parse(text);
}

/* One word of the expected column behind the kind. */
static bool detail_holds(const struct answer *answer, const char *detail)
{
	if (!strncmp(detail, "not=", 4))
		return !strcmp(numbers_text(answer->declined.at, answer->declined.n), detail + 4);
	if (!strncmp(detail, "person=", 7))
		return answer->person && !strcmp(answer->person, detail + 7);
	if (!strncmp(detail, "date=", 5))
		return date_is(answer, detail + 5);
	if (!strncmp(detail, "hours=", 6))
		return answer->hours == (int)strtol(detail + 6, NULL, 10);
	if (!strncmp(detail, "items=", 6))
		return answer->items.n == strtoul(detail + 6, NULL, 10);
	if (!strcmp(detail, "manager"))
		return answer->manager;
	if (!strcmp(detail, "question"))
		return answer->question;
	if (!strcmp(detail, "comment"))
		return answer->comment != NULL;
	if (!strcmp(detail, "silent"))
		return answer->comment == NULL;
	if (!strcmp(detail, "bare"))
		return answer->bare;
	return !strcmp(numbers_text(answer->choices.at, answer->choices.n), detail);
}

/* person= may hold blanks: it is the rest of the column. */
static bool details_hold(const struct answer *answer, char *details)
{
	while (details && *details) {
		char *detail = details;
		if (!strncmp(details, "person=", 7))
			details = NULL;
		else
			detail = strsep(&details, " ");
		if (!detail_holds(answer, detail))
			return false;
	}
	return true;
}

static bool holds_choice(const char *expected, int choice)
{
	for (const char *at = expected; *at; at++)
		if ((at == expected || at[-1] == ',' || at[-1] == ' ') &&
			(int)strtol(at, NULL, 10) == choice && *at >= '0' && *at <= '9')
			return true;
	return false;
}

/* Yes as no, no as yes, a maybe or a question taken for either, a choice nobody made. */
static bool is_turned_round(const struct answer *answer, int expected, const char *details)
{
	if (answer->kind == ANSWER_CHOICE) {
		if (expected != ANSWER_CHOICE)
			return true;
		for (size_t i = 0; i < answer->choices.n; i++)
			if (!holds_choice(details, answer->choices.at[i]))
				return true;
		return false;
	}
	return (answer->kind == ANSWER_YES || answer->kind == ANSWER_NO) &&
		(int)answer->kind != expected;
}

static void show(const char *columns[], const struct answer *answer, const char *expected,
	const char *details, const char *what)
{
	char date[DAY_TEXT] = "-";

	if (!getenv("V") && strcmp(what, "turned round"))
		return;
	if (answer->date != DAY_NONE)
		day_format(answer->date, date);
	print_message("%s [%s] \"%s\": %s %s not=%s person=%s date=%s hours=%d items=%zu q=%d m=%d "
		      "bare=%d comment=%s, "
		      "expected %s %s\n",
		what, columns[0], columns[2], answer_kind_text(answer->kind),
		numbers_text(answer->choices.at, answer->choices.n),
		numbers_text(answer->declined.at, answer->declined.n),
		answer->person ? answer->person : "-", date, answer->hours, answer->items.n,
		answer->question, answer->manager, answer->bare,
		answer->comment ? answer->comment : "-", expected, details ? details : "");
}

static void judge_row(const struct table *table, char *columns[], struct score *score)
{
	struct question question = table_question(arena, table, columns[0], columns[1]);
	struct answer *answer = read_row(table, &question, columns[2]);
	char *details = arena_strdup(arena, columns[3]), *kind = strsep(&details, " ");
	const char *said = details ? arena_strdup(arena, details) : "";
	int expected = answer_kind_from_text(kind);
	const char *what = NULL;

	assert_true(expected >= 0);
	score->rows++;
	score->traps += columns[0][0] == '!';
	if (is_turned_round(answer, expected, said)) {
		score->turned++;
		what = "turned round";
	} else if ((int)answer->kind == expected && details_hold(answer, details)) {
		score->right++;
	} else if (answer->kind == ANSWER_UNCLEAR) {
		score->asked_back++;
		what = "asked back";
	} else {
		what = "wrong";
	}
	if (what)
		show((const char **)columns, answer, kind, said, what);
}

/* The language is the name's first two letters; what is mixed is read as Swedish first. */
static struct score score_file(const char *name)
{
	struct table table = {
		.language = !strcmp(name, "mixed") ? "sv" : arena_strndup(arena, name, 2)};
	struct score score = {0};
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
	print_message("%s: %d rows (%d traps): right %d (%.1f %%), asked back %d, wrong %d, turned "
		      "round %d\n",
		name, score.rows, score.traps, score.right, 100.0 * score.right / score.rows,
		score.asked_back, score.rows - score.right - score.asked_back - score.turned,
		score.turned);
	return score;
}

static void reads_as_a_person_would(void **state)
{
	struct score score = score_file(*state);

	assert_int_equal(score.turned, 0);
	assert_true(score.right * 100 >= score.rows * RIGHT_PERCENT);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_in_the_subject_of_our_letter),
		TABLE("sv"),
		TABLE("sv-later"),
		TABLE("en"),
		TABLE("en-later"),
		TABLE("mixed"),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
