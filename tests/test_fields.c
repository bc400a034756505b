/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * Leaders' orders: the rows of mails/orders.tsv, half of them running text, and what they choose in
 * their weekly letter. With V=1 in the environment every row is printed that is read otherwise than
 * labelled.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "answer_book.h"
#include "base/str.h"
#include "score.h"
#include "text/fields.h"
#include "text/understand.h"

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

static const struct {
	const char *name, *text, *expected;
} letters[] = {
	{"a row and its word", "1 fråga", "1 ask"},
	{"a pause with its day", "2 pausa till 1 maj", "2 pause 2027-05-01"},
	{"taken by the leaders", "1 vi tar det till 1 maj", "1 we-take-it 2027-05-01"},
	{"hold needs no row", "vänta", "0 hold"},
	{"hold in a sentence", "Hej! Vänta med utskicken den här veckan.", "0 hold"},
	{"merge with both rows behind", "slå ihop 1 med 2", "1 merge 2"},
	{"merge with the word between", "1 slå ihop med 3", "1 merge 3"},
	{"several lines", "1 fråga\n2 pausa till 1 maj\nvänta",
		"1 ask; 2 pause 2027-05-01; 0 hold"},
	{"several in one line", "1 fråga, 2 avsluta", "1 ask; 2 close"},
	{"all are asked", "1 fråga alla", "1 ask-all"},
	{"the heads are asked", "2 fråga cheferna", "2 ask-heads"},
	{"two rows, one word", "1 och 3 parkera", "1 park; 3 park"},
	{"numbered with a dot", "1. fråga\n2. mindre", "1 ask; 2 smaller"},
	{"close without a row is said as such", "avsluta", "0 close"},
	{"a denied word chooses nothing", "1 fråga inte", ""},
	{"a question chooses nothing", "1 fråga?", ""},
	{"asking without a row chooses nothing", "fråga", ""},
	{"thanks choose nothing", "Tack för brevet!", ""},
	{"English", "1 ask\n2 pause until 1 May\n3 we take it until 1 June",
		"1 ask; 2 pause 2027-05-01; 3 we-take-it 2027-06-01"},
	{"English merge", "merge 1 with 2", "1 merge 2"},
	{"English hold", "hold", "0 hold"},
	{"capitals and no diacritics", "VANTA", "0 hold"},
	{"a row by its name", "pausa ettan till 1 mars", "1 pause 2027-03-01"},
	{"the second", "Close the second one", "2 close"},
};

/* What a word alone says in a reply to the letter itself. */
static const struct {
	const char *text, *expected;
} replies[] = {
	{"vi tar det till 15 mars", "0 we-take-it 2027-03-15"},
	{"Fråga cheferna", "0 ask-heads"},
	{"fråga", "0 ask"},
	{"Pausa till hösten", "0 pause 2027-09-01"},
	{"2 mindre", "2 smaller"},
	{"Jag har en fråga om mötet.", ""},
	{"Kan du fråga Sven om det här?", ""},
	{"Tack!", ""},
	{"ask all", "0 ask-all"},
};

static const char *choices_text(const struct understanding *understanding)
{
	struct str text;
	char until[DAY_TEXT];

	str_init(&text, 4000);
	list_each (choice, &understanding->choices) {
		str_printf(&text, "%s%d %s", text.len ? "; " : "", choice->row,
			choice_word_text(choice->word));
		if (choice->other)
			str_printf(&text, " %d", choice->other);
		if (choice->until != DAY_NONE)
			str_printf(&text, " %s", day_format(choice->until, until));
	}
	const char *copy = str_in(&text, arena);
	str_done(&text);
	return copy;
}

static void reads_what_a_leader_chooses(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		struct questions questions = of_leader("sv");
		struct understanding understanding = {.reply = letters[i].text};
		alert_choices_read(arena, book, &questions, &understanding, NULL);
		if (strcmp(choices_text(&understanding), letters[i].expected))
			print_message("%s\n", letters[i].name);
		assert_string_equal(choices_text(&understanding), letters[i].expected);
	}
}

static void a_word_alone_counts_in_a_reply_to_the_letter(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(replies) / sizeof(replies[0]); i++) {
		struct questions questions = of_leader("sv");
		struct understanding understanding = {.reply = replies[i].text};
		questions.to_alert = true;
		alert_choices_read(arena, book, &questions, &understanding, NULL);
		if (strcmp(choices_text(&understanding), replies[i].expected))
			print_message("%s\n", replies[i].text);
		assert_string_equal(choices_text(&understanding), replies[i].expected);
	}
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(reads_each_order_as_labelled, (void *)"orders"),
		cmocka_unit_test_prestate(reads_each_order_as_labelled, (void *)"orders-later"),
		cmocka_unit_test_prestate(reads_each_order_as_labelled, (void *)"orders-last"),
		cmocka_unit_test(reads_what_a_leader_chooses),
		cmocka_unit_test(a_word_alone_counts_in_a_reply_to_the_letter),
		cmocka_unit_test(lets_nobody_else_choose_or_order),
		cmocka_unit_test(keeps_free_text_for_the_letters),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
