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
#include "score.h"
#include "text/fields.h"
#include "text/understand.h"

static struct questions of_leader(const char *language)
{
	return (struct questions){
		.language = language, .mail_day = day_from_civil(2027, 2, 15), .is_leader = true};
}

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

static const struct order_read *read_order(
	struct questions *questions, const char *subject, const char *text)
{
	struct understanding *understanding = arena_make(arena, struct understanding);

	understanding->subject = subject;
	understanding->reply = text;
	order_read(arena, book, questions, understanding, NULL);
	return understanding->order;
}

/* The order as the table writes it, its fields in the order of the enum. */
static const char *order_text(const struct order_read *order)
{
	struct str text;

	str_init(&text, 100000);
	if (!order) {
		str_puts(&text, "-\t-\t-");
	} else {
		size_t empty;
		str_printf(&text, "%s\t%s\t", order_word_text(order->word),
			order->title ? order->title : "-");
		empty = text.len;
		for (int field = 0; field < ORDER_FIELDS; field++)
			list_each (there, &order->fields)
				if ((int)there->field == field)
					str_printf(&text, "%s%s=%s", text.len > empty ? " | " : "",
						order_field_text(there->field), there->text);
		if (order->cancel)
			str_printf(&text, "%scancel", text.len > empty ? " | " : "");
		if (order->same_again)
			str_printf(&text, "%ssame", text.len > empty ? " | " : "");
		if (text.len == empty)
			str_puts(&text, "-");
	}
	const char *copy = str_in(&text, arena);
	str_done(&text);
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

static void sees_a_weekday_that_is_not_the_days(void **state)
{
	static const struct {
		const char *text, *day;
		int weekday;
	} rows[] = {
		{"Dag: tis 10 mars\nTid: 13-15", "2027-03-10", 2},
		{"Dag: ons 10 mars\nTid: 13-15", "2027-03-10", 0},
		{"Dag: 10 mars\nTid: 13-15", "2027-03-10", 0},
		{"Vi ses torsdag den 10 mars kl. 13-15.", "2027-03-10", 4},
		{"Vi ses kl. 13-15 torsdagen den 10/3.", "2027-03-10", 4},
		{"Vi ses på torsdag kl. 13-15.", "2027-02-18", 0},
		{"Vi ses torsdag v. 10 kl. 13-15.", "2027-03-11", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct questions questions = of_leader("sv");
		const struct order_read *order =
			read_order(&questions, "Möte: Korttid", rows[i].text);
		assert_non_null(order);
		assert_non_null(strstr(order_text(order), rows[i].day));
		assert_int_equal(order->weekday, rows[i].weekday);
	}
}

static void a_new_member_is_read_out_of_running_text(void **state)
{
	static const struct {
		const char *subject, *text, *order;
	} rows[] = {
		{"Ny medlem", "Hej, lägg till Stig Öst, stig.ost@region.example, på primärvård.",
			"member\tStig Öst, stig.ost@region.example\t-"},
		{"Ny medlem", "Anna-Lena Ek <al@kommun.example> ska vara med.\nSektor: primärvård",
			"member\tAnna-Lena Ek <al@kommun.example\tsector=primärvård"},
		{"Medlem: Bo Ek <bo@x.example>", "Han efterträder Siv Dal, siv@x.example.",
			"member\tBo Ek <bo@x.example>\t-"},
		{"Ny medlem", "Hej, kan du lägga till henne?", "member\t-\t-"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct questions questions = of_leader("sv");
		assert_string_equal(
			order_text(read_order(&questions, rows[i].subject, rows[i].text)),
			rows[i].order);
	}
}

static void a_month_is_no_day(void **state)
{
	struct questions questions = of_leader("sv");

	(void)state;
	assert_string_equal(order_text(read_order(&questions, "Möte: Korttid",
				    "Kan du kalla till ett möte i april kl. 13-15? Dag vet vi "
				    "inte än.")),
		"meeting\tKorttid\ttime=13:00-15:00");
	assert_string_equal(
		order_text(read_order(&questions, "Möte: Korttid", "Dag: april\nTid: 13-15")),
		"meeting\tKorttid\ttime=13:00-15:00");
}

/* Which meeting that is there already: by its name, its day, or the only one. */
static void says_of_which_meeting_it_speaks(void **state)
{
	static const struct {
		const char *subject, *text;
		bool changes, nameless;
		const char *about;
	} rows[] = {
		{"Vårmötet inställt", "Vi hinner inte.", false, false, NULL},
		{"Mötet den 9 mars är inställt", "Karin är sjuk.", false, true, "2027-03-09"},
		{"Möte inställt", "Mötet den 9 mars blir inte av.", false, true, "2027-03-09"},
		{"Ändrad lokal för vårmötet", "Vi ses i aulan.", true, false, NULL},
		{"Room change for the spring meeting", "It will be in room 3 instead.", true, false,
			NULL},
		{"Mötet flyttas", "Till 16 mars, samma tid.", true, true, NULL},
		{"Vårmötet", "Hej, vårmötet måste flyttas till torsdag 15 april.", true, false,
			NULL},
		{"Möte: Våren och vi", "Dag: 9 mars\nTid: 13\n\nVi flyttar fokus.", false, false,
			NULL},
		{"Nytt möte", "Samma igen, 25 maj", false, true, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct questions questions = of_leader("sv");
		const struct order_read *order =
			read_order(&questions, rows[i].subject, rows[i].text);
		print_message("%s\n", rows[i].subject);
		assert_non_null(order);
		assert_int_equal(order->changes, rows[i].changes);
		assert_int_equal(order->nameless, rows[i].nameless);
		assert_int_equal(order->about, rows[i].about ? day_parse(rows[i].about) : DAY_NONE);
	}
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
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct questions questions = of_leader("sv");
		assert_string_equal(
			order_text(read_order(&questions, rows[i].subject, rows[i].text)),
			rows[i].order);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(reads_each_order_as_labelled, (void *)"orders"),
		cmocka_unit_test_prestate(reads_each_order_as_labelled, (void *)"orders-later"),
		cmocka_unit_test_prestate(reads_each_order_as_labelled, (void *)"orders-last"),
		cmocka_unit_test(lets_nobody_else_choose_or_order),
		cmocka_unit_test(keeps_free_text_for_the_letters),
		cmocka_unit_test(sees_a_weekday_that_is_not_the_days),
		cmocka_unit_test(a_new_member_is_read_out_of_running_text),
		cmocka_unit_test(a_month_is_no_day),
		cmocka_unit_test(says_of_which_meeting_it_speaks),
		cmocka_unit_test(the_subject_of_our_letter_orders_nothing_in_a_reply),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
