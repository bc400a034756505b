/* floor: text */
/* SPDX-License-Identifier: MIT */
/* What a leader tells of others, clause by clause: never turned round, whoever is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "answer_book.h"
#include "text/told.h"

struct row {
	const char *title;
	const char *kinds; /* one letter a clause: y n m, - for unclear */
};
static const struct row rows[] = {
	{"Bo kommer, Siv kan inte", "yn"},
	{"Bo kommer och Siv kan inte", "yn"},
	{"Bo kommer men Siv kommer inte", "yn"},
	{"Bo, Siv och Lena kommer", "--y"},
	{"Bo Ek kommer; Siv Dal kan inte komma", "yn"},
	{"Bo: ja, Siv: nej", "yn"},
	{"Bo ja. Siv nej. Lena kanske.", "ynm"},
	{"Bo kommer inte", "n"},
	{"Bo is coming, Siv can't", "yn"},
	{"Bo is coming but Siv can't make it", "yn"},
	{"Bo yes, Siv no, Lena maybe", "ynm"},
	{"Bo är trevlig", "-"},
};

static void clauses_are_read_without_their_names(void **state)
{
	struct phrasebook *book = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena *arena = arena_new();
		struct questions asked = {
			.language = "sv", .mail_day = day_parse("2027-02-01"), .is_leader = true};
		struct order_read order = {
			.word = ORDER_ANSWER, .title = rows[i].title, .text = ""};
		struct understanding read = {.order = &order, .reply = "", .subject = ""};
		char kinds[16] = "";
		told_read(arena, book, &asked, &read, NULL);
		for (size_t j = 0; j < order.told.n && j < 15; j++)
			kinds[j] = "ynm----"[order.told.at[j].kind < ANSWER_CHOICE
					? order.told.at[j].kind
					: ANSWER_CHOICE];
		print_message("%s: %s\n", rows[i].title, kinds);
		assert_string_equal(kinds, rows[i].kinds);
		arena_free(arena);
	}
}

static void a_forwarded_mail_becomes_an_answer_order(void **state)
{
	/* "VB: Mötet" has the first word of an order, which the member's own subject began with */
	struct order_read none[] = {{.word = ORDER_MEETING, .title = "Mötet", .text = ""}};
	struct order_read *const before[] = {NULL, none};

	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		struct arena *arena = arena_new();
		struct questions asked = {.language = "sv", .mail_day = day_parse("2027-02-01")};
		struct understanding read = {.reply = "",
			.subject = "VB: SV: Kommer du?",
			.order = before[i],
			.forwarded_from = "bo@vc.example",
			.forwarded_text = "Hej! Nej, jag kan tyvärr inte. Mvh Bo"};

		told_read(arena, *state, &asked, &read, NULL);
		assert_non_null(read.order);
		assert_int_equal(read.order->word, ORDER_ANSWER);
		assert_int_equal(read.order->told.n, 1);
		assert_int_equal(read.order->told.at[0].kind, ANSWER_NO);
		arena_free(arena);
	}
}

static void who_has_left_is_taken_off(void **state)
{
	static const struct {
		const char *title;
		bool left;
	} titles[] = {{"Bo Ek har slutat", true}, {"Bo Ek has left", true},
		{"Bo Ek <bo@vc.example>", false}};

	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		struct arena *arena = arena_new();
		struct questions asked = {.language = "sv", .mail_day = DAY_NONE};
		struct order_read order = {
			.word = ORDER_MEMBER, .title = titles[i].title, .text = ""};
		struct understanding read = {.order = &order, .reply = "", .subject = ""};
		told_read(arena, *state, &asked, &read, NULL);
		assert_int_equal(order.cancel, titles[i].left);
		arena_free(arena);
	}
}

static int open_book(void **state)
{
	struct arena *arena = arena_new();

	*state = book_new(arena);
	arena_free(arena);
	return *state ? 0 : -1;
}

static int close_book(void **state)
{
	phrasebook_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clauses_are_read_without_their_names),
		cmocka_unit_test(a_forwarded_mail_becomes_an_answer_order),
		cmocka_unit_test(who_has_left_is_taken_off),
	};

	return cmocka_run_group_tests(tests, open_book, close_book);
}
