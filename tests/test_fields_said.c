/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * What of a leader's running text goes along into the letters, and what it calls the meeting or
 * says of the project.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book_fixture.h"
#include "text/understand.h"

static const struct order_read *order_of(
	const char *language, const char *subject, const char *text)
{
	struct questions questions = {
		.language = language, .mail_day = day_from_civil(2027, 2, 15), .is_leader = true};
	const char *mail = arena_printf(arena,
		"From: Eva Holm <eva@fou.example>\nSubject: %s\n"
		"Date: Mon, 15 Feb 2027 09:00:00 +0100\n"
		"Content-Type: text/plain; charset=utf-8\n\n%s\n",
		subject, text);

	return understand_words(
		understand_open(arena, book, MAIL_EML, mail, strlen(mail), NULL), &questions)
		->order;
}

static const struct row {
	const char *language, *subject, *text, *title, *left;
} rows[] = {
	{"sv", "Vårmöte", "Vi ses tisdagen den 9 mars kl 13-16 i sal 2.", "Vårmöte", ""},
	{"sv", "Vårmöte", "Vårmötet blir den 9 mars kl 13-16.\nPlatsen är sal 2.\n\nVälkomna!",
		"Vårmöte", "Välkomna!"},
	/* what a sentence says besides stays */
	{"sv", "Vårmöte", "Vi ses den 9 mars kl 13-16 och pratar om hemgång.", "Vårmöte",
		"Vi ses den 9 mars kl 13-16 och pratar om hemgång."},
	{"sv", "Vårmöte", "Vi pratar om hemgång den 9 mars kl 13-16 i FoU-centrum, sal 2.",
		"Vårmöte", "Vi pratar om hemgång."},
	{"sv", "Vårmöte", "Ta med exempel. Vi ses den 9 mars kl 13.", "Vårmöte", "Ta med exempel."},
	{"sv", "Vårmöte", "9 mars kl 13. Anmäl er till Karin senast 1 mars.", "Vårmöte",
		"Anmäl er till Karin."},
	{"sv", "Vårmöte", "9 mars kl 13. Svara senast 1 mars.", "Vårmöte", ""},
	/* lines that a program wrapped are one sentence */
	{"sv", "Vårmöte",
		"Vi vill bjuda in alla till vårmötet tisdag 9 mars kl. 13–16 i\n"
		"FoU-centrum, sal 2. Det handlar om utskrivning från sjukhus till\n"
		"kommun, och om de första dygnen hemma.",
		"Vårmöte",
		"Vi vill bjuda in alla till vårmötet. Det handlar om utskrivning från sjukhus till "
		"kommun, och om de första dygnen hemma."},
	{"sv", "Vårmöte", "9 mars kl 13\nSal 2\nTa med:\n- listor\n- frågor", "Vårmöte",
		"Sal 2\nTa med:\n- listor\n- frågor"},
	/* days that are not the meeting's */
	{"sv", "Vårmöte", "9 mars kl 13. Vi går igenom läget från 3 februari.", "Vårmöte",
		"Vi går igenom läget från 3 februari."},
	{"sv", "Möte: Vårmöte", "Dag: 9 mars\nTid: 13-16\n\nVi ses i år igen, 3 mars var upptaget.",
		"Vårmöte", "Vi ses i år igen, 3 mars var upptaget."},
	{"sv", "Projekt om läkemedelslistor",
		"Vi vill ha en gemensam mall. Vi behöver tre personer, ungefär 10 timmar var, "
		"klart "
		"till midsommar.",
		"Projekt om läkemedelslistor", "Vi vill ha en gemensam mall."},
	{"sv", "Projekt om läkemedelslistor", "Vi behöver tre personer från varje kommun.",
		"Projekt om läkemedelslistor", "Vi behöver tre personer från varje kommun."},
	/* what is asked of us */
	{"sv", "Vårmöte", "9 mars kl 13. Kan du bjuda in alla?", "Vårmöte", ""},
	{"sv", "Vårmöte", "9 mars kl 13. Skicka inbjudan till alla. Kan ni ta med era listor?",
		"Vårmöte", "Kan ni ta med era listor?"},
	{"en", "Spring meeting", "9 March at 13:00. Could you please invite everyone?",
		"Spring meeting", ""},
	{"en", "Spring meeting", "We meet on 9 March, 13:00-15:00 in Room 4. Bring three cases.",
		"Spring meeting", "Bring three cases."},
	/* a title that names nothing */
	{"sv", "Nytt möte", "Vi vill ha ett vårmöte om utskrivning den 9 mars kl 13-16 i sal 2.",
		"Vårmöte om utskrivning", ""},
	{"sv", "Nytt möte", "Vi ses den 9 mars kl 13.", "Nytt möte", ""},
	{"sv", "Möte om hemgång", "Workshop den 9 mars kl 13.", "Möte om hemgång", ""},
	{"en", "New meeting", "A workshop on discharge on 9 March, 13:00-15:00.",
		"Workshop on discharge", ""},
	/* a day that nobody read is left in her words */
	{"sv", "Möte: Vårmöte", "Vi ses någon gång efter påsk.", "Vårmöte", NULL},
};

static void says_nothing_twice_and_nothing_that_is_for_us(void **state)
{
	bool wrong = false;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		const struct order_read *order = order_of(row->language, row->subject, row->text);
		assert_non_null(order);
		if (row->left && strcmp(order->text, row->left) != 0) {
			print_error("\"%s\": left \"%s\"\n", row->text, order->text);
			wrong = true;
		}
		if (!order->title || strcmp(order->title, row->title) != 0) {
			print_error("\"%s\": called \"%s\"\n", row->text,
				order->title ? order->title : "-");
			wrong = true;
		}
	}
	assert_false(wrong);
}

static const struct {
	const char *language, *text, *fields;
} projects[] = {
	{"sv", "Vi behöver tre personer, ungefär 10 timmar var, klart till midsommar.",
		" hours=10 wanted=3 until=2027-06-26"},
	{"sv", "Söker 4 deltagare. 6 tim per person. Färdigt senast 1 juni.",
		" hours=6 wanted=4 until=2027-06-01"},
	{"sv", "Antal: 5\nVi tror att tre personer räcker i början.", " wanted=5"},
	{"sv", "Vi har 12 enheter och ses den 9 mars.", ""},
	{"en", "We need three people, about 10 hours each, done by 1 June.",
		" hours=10 wanted=3 until=2027-06-01"},
};

static void a_projects_numbers_are_read_from_running_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(projects) / sizeof(projects[0]); i++) {
		const struct order_read *order = order_of(projects[i].language,
			*projects[i].language == 's' ? "Projekt: Listor" : "Project: Lists",
			projects[i].text);
		const char *got = "";
		static const enum order_field told[] = {FIELD_HOURS, FIELD_WANTED, FIELD_UNTIL};
		for (size_t k = 0; k < sizeof(told) / sizeof(told[0]); k++)
			list_each (field, &order->fields)
				if (field->field == told[k])
					got = arena_printf(arena, "%s %s=%s", got,
						order_field_text(field->field), field->text);
		assert_string_equal(got, projects[i].fields);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_nothing_twice_and_nothing_that_is_for_us),
		cmocka_unit_test(a_projects_numbers_are_read_from_running_text),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
