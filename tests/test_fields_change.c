/* floor: text */
/* SPDX-License-Identifier: MIT */
/* What a leader writes beside a yes to a preview, read as a change of the order; and her word that
 * stops it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "answer_book.h"
#include "text/understand.h"

struct row {
	const char *reply;
	enum answer_kind answer;
	int word; /* of the order; -1: none */
	const char *field;
	enum order_field of;
	bool cancel;
};
static const struct row rows[] = {
	{"Ok, skicka!", ANSWER_YES, -1, NULL, 0, false},
	{"Plats: sal 3\n\nMvh Eva", ANSWER_TEXT, ORDER_MEETING, "sal 3", FIELD_PLACE, false},
	{"Ta den 16 mars kl 14-16 i stället", ANSWER_TEXT, ORDER_MEETING, "2027-03-16", FIELD_DAY,
		false},
	{"Ta den 16 mars kl 14-16 i stället", ANSWER_TEXT, ORDER_MEETING, "14:00-16:00", FIELD_TIME,
		false},
	{"Vi behöver fem personer i stället", ANSWER_TEXT, ORDER_PROJECT, "5", FIELD_WANTED, false},
	{"Vi behöver fyra, minst en från primärvården.", ANSWER_TEXT, ORDER_PROJECT, "4",
		FIELD_WANTED, false},
	{"Ändra till 12 timmar", ANSWER_TEXT, ORDER_PROJECT, "12", FIELD_HOURS, false},
	{"Det ska vara klart till 30 juni", ANSWER_TEXT, ORDER_MEETING, "2027-06-30", FIELD_UNTIL,
		false},
	{"stopp", ANSWER_TEXT, ORDER_STOP, NULL, 0, false},
	{"Stopp!", ANSWER_TEXT, ORDER_STOP, NULL, 0, false},
	{"inställt", ANSWER_TEXT, ORDER_MEETING, NULL, 0, true},
};

static void words_beside_a_yes_are_a_change(void **state)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct arena *arena = arena_new();
		struct questions asked = {.n = 1,
			.language = "sv",
			.own_address = "natverk@fou.example",
			.mail_day = day_parse("2027-02-01"),
			.is_leader = true};
		asked.at[0] =
			(struct question){.kind = ASK_CONFIRM, .own = true, .about = DAY_NONE};
		const char *mail = arena_printf(arena,
			"From: Eva <eva@fou.example>\nSubject: SV: Ska inbjudan gå ut?\n"
			"Content-Type: text/plain; charset=utf-8\n\n%s\n",
			row->reply);
		const struct understanding *read = understand_words(
			understand_open(arena, *state, MAIL_EML, mail, strlen(mail), NULL), &asked);
		print_message("%s\n", row->reply);
		assert_int_equal(read->answer->kind, row->answer);
		assert_int_equal(read->order ? (int)read->order->word : -1, row->word);
		const char *found = NULL;
		for (size_t j = 0; read->order && j < read->order->fields.n; j++)
			if (read->order->fields.at[j].field == row->of)
				found = read->order->fields.at[j].text;
		if (row->field)
			assert_string_equal(found, row->field);
		if (read->order) {
			assert_int_equal(read->order->cancel, row->cancel);
			assert_string_equal(read->order->text, "");
		}
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
		cmocka_unit_test(words_beside_a_yes_are_a_change),
	};

	return cmocka_run_group_tests(tests, open_book, close_book);
}
