/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * Leaders' orders: the rows of mails/orders*.tsv, half of them running text. With V=1 in the
 * environment every row is printed that is read otherwise than labelled.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "book_fixture.h"
#include "order_reading.h"
#include "score.h"
#include "text/fields.h"
#include "text/understand.h"

static const char *unescaped(const char *text)
{
	char *copy = arena_strdup(arena, strcmp(text, "-") ? text : ""), *to = copy;

	for (const char *at = copy; *at; at++) {
		if (at[0] == '\\' && at[1] == 'n') {
			*to++ = '\n';
			at++;
		} else {
			*to++ = *at;
		}
	}
	*to = '\0';
	return copy;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The same row whatever order its fields are in. */
static const char *sorted(const char *fields)
{
	char *copy = arena_strdup(arena, fields), *at[ORDER_FIELDS + 2];
	size_t n = 0;
	struct str text;

	for (char *next; copy && n < ORDER_FIELDS + 2; copy = next) {
		next = strstr(copy, " | ");
		if (next) {
			*next = '\0';
			next += 3;
		}
		at[n++] = copy;
	}
	qsort(at, n, sizeof(at[0]), compare_texts);
	str_init(&text, 100000);
	for (size_t i = 0; i < n; i++)
		str_printf(&text, "%s|", at[i]);
	const char *result = str_in(&text, arena);
	str_done(&text);
	return result;
}

/* As a whole mail, so that what is quoted below is taken off first. */
static const struct order_read *read_order_mail(
	struct questions *questions, const char *subject, const char *text)
{
	const char *mail = arena_printf(arena,
		"From: Eva Holm <eva@fou.example>\nSubject: %s\n"
		"Date: Mon, 15 Feb 2027 09:00:00 +0100\n"
		"Content-Type: text/plain; charset=utf-8\n\n%s\n",
		subject, text);

	questions->own_address = "natverk@fou.example";
	return understand_words(
		understand_open(arena, book, MAIL_EML, mail, strlen(mail), NULL), questions)
		->order;
}

static void reads_each_order_as_labelled(void **state)
{
	const char *table = *state;
	struct score score = {.set = table, .floor = 95};
	size_t bytes;
	char *columns[6],
		*text = book_read_file(
			arena, arena_printf(arena, "tests/mails/%s.tsv", table), &bytes);

	assert_non_null(text);
	while (book_next_row(&text, columns, 6)) {
		struct questions questions = of_leader(columns[0]);
		const char *got =
			order_text(read_order_mail(&questions, columns[1], unescaped(columns[2])));
		const char *wanted =
			arena_printf(arena, "%s\t%s\t%s", columns[3], columns[4], columns[5]);
		bool same = !strcmp(sorted(strrchr(got, '\t') + 1),
				    sorted(strrchr(wanted, '\t') + 1)) &&
			!strncmp(got, wanted, (size_t)(strrchr(wanted, '\t') - wanted + 1));
		score.cases++;
		score.right += same;
		if (!same && score_shows_differences())
			print_message("\"%s\" / \"%s\":\n  %s\n  expected\n  %s\n", columns[1],
				columns[2], got, wanted);
	}
	score_print(&score);
	assert_true(score.cases >= 30);
	assert_true(score_is_reached(&score));
}

static void lets_nobody_else_choose_or_order(void **state)
{
	struct questions questions = of_leader("sv");
	struct understanding understanding = {.reply = "1 avsluta"};

	(void)state;
	questions.is_leader = false;
	alert_choices_read(arena, book, &questions, &understanding, NULL);
	assert_int_equal(understanding.choices.n, 0);
	assert_null(read_order(&questions, "Möte: Vårmöte", "Dag: 9 mars"));
	assert_non_null(read_order(&questions, "Idé: gemensam introduktion", ""));
	questions.is_contact = true;
	assert_non_null(read_order(&questions, "Möte: Vårmöte", "Dag: 9 mars"));
}

static void keeps_free_text_for_the_letters(void **state)
{
	struct questions questions = of_leader("sv");
	const struct order_read *order = read_order(&questions, "Möte: Vårmöte",
		"Dag: 9 mars\n\nVi pratar om hemgång.\nTid: 13-16\nTa med frågor.");

	(void)state;
	assert_non_null(order);
	assert_string_equal(order->text, "Vi pratar om hemgång.\nTa med frågor.");
}

/* The letters with the leaders' rows are called "Läget …" themselves. */
static void the_subject_of_our_letter_orders_nothing_in_a_reply(void **state)
{
	static const struct {
		const char *subject, *text, *order;
	} rows[] = {
		{"Re: Läget just nu", "1 fråga", "-\t-\t-"},
		{"Sv: Läget vecka 5: ett projekt står still [läget A2AW9A]",
			"Kan vi pausa projektet till mars?", "-\t-\t-"},
		{"Sv: Läget vecka 5: inget står still", "",
			"status\tLäget vecka 5: inget står still\t-"},
		{"Läget", "Hur står det till?", "status\t-\t-"},
		{"Sv: Möte: Korttid", "Dag: 9 mars", "meeting\tKorttid\tday=2027-03-09"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_reads("sv", rows[i].subject, rows[i].text, rows[i].order);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(reads_each_order_as_labelled, (void *)"orders"),
		cmocka_unit_test_prestate(reads_each_order_as_labelled, (void *)"orders-later"),
		cmocka_unit_test_prestate(reads_each_order_as_labelled, (void *)"orders-last"),
		cmocka_unit_test(lets_nobody_else_choose_or_order),
		cmocka_unit_test(keeps_free_text_for_the_letters),
		cmocka_unit_test(the_subject_of_our_letter_orders_nothing_in_a_reply),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
