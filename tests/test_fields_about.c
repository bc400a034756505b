/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * What an order is about: which meeting that is there already, which day, and who the new member
 * is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book_fixture.h"
#include "order_reading.h"
#include "text/fields.h"

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
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_reads("sv", rows[i].subject, rows[i].text, rows[i].order);
}

static void instead_is_no_part_of_the_place(void **state)
{
	struct questions questions = of_leader("sv");

	(void)state;
	assert_string_equal(
		order_text(read_order(&questions, "Möte: Korttid", "Det blir i sal 3 i stället.")),
		"meeting\tKorttid\tplace=sal 3");
	questions = of_leader("en");
	assert_string_equal(order_text(read_order(&questions, "Meeting: Korttid",
				    "It will be in room 3 instead.")),
		"meeting\tKorttid\tplace=room 3");
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
		{"Room change for the spring meeting", "It will be in room 3 instead.", true, true,
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_member_is_read_out_of_running_text),
		cmocka_unit_test(instead_is_no_part_of_the_place),
		cmocka_unit_test(a_month_is_no_day),
		cmocka_unit_test(sees_a_weekday_that_is_not_the_days),
		cmocka_unit_test(says_of_which_meeting_it_speaks),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
