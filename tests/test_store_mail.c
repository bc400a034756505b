/* floor: outward */
/* with: support/store_fixture.c support/scratch.c */
/* SPDX-License-Identifier: MIT */
/* Mails known by file and by identity, letters found again, the outbox, the fetcher's cursor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "support/store_fixture.h"

static void tries_are_counted_until_a_new_version_tries_anew(void **state)
{
	struct store_fixture *f = *state;
	int64_t mail, again;
	int tries;
	struct mail_row row;
	bool found;

	assert_int_equal(
		store_mail_try(f->store, "main", "1.a", FIXTURE_NOW, "1", &mail, &tries, NULL), 0);
	assert_int_equal(tries, 1);
	assert_int_equal(
		store_mail_try(f->store, "main", "1.a", FIXTURE_NOW, "1", &again, &tries, NULL), 0);
	assert_int_equal(again, mail);
	assert_int_equal(tries, 2);
	assert_int_equal(store_mail_quarantine(f->store, mail, FIXTURE_NOW, NULL), 0);
	assert_int_equal(store_find_mail(f->store, "main", "1.a", f->arena, &row, &found, NULL), 0);
	assert_true(found && row.quarantined && !row.done);
	assert_int_equal(
		store_mail_try(f->store, "main", "1.a", FIXTURE_NOW, "2", &again, &tries, NULL), 0);
	assert_int_equal(tries, 1);
	assert_int_equal(store_find_mail(f->store, "main", "1.a", f->arena, &row, &found, NULL), 0);
	assert_false(row.quarantined);
	assert_int_equal(
		store_find_mail(f->store, "other", "1.a", f->arena, &row, &found, NULL), 0);
	assert_false(found);
}

static void the_same_mail_is_known_under_another_name(void **state)
{
	struct store_fixture *f = *state;
	struct mail_identity one = {{1}}, other = {{2}};
	struct understanding read = {.from = "anna@kommun.example", .message_id = "m1"};
	int64_t first, second;
	int tries, n;
	bool known;

	assert_int_equal(
		store_mail_try(f->store, "main", "1.a", FIXTURE_NOW, "1", &first, &tries, NULL), 0);
	assert_int_equal(
		store_mail_try(f->store, "main", "2.b", FIXTURE_NOW, "1", &second, &tries, NULL),
		0);
	assert_int_equal(store_mail_is_known(f->store, "care", &one, second, &known, NULL), 0);
	assert_false(known);
	assert_int_equal(
		store_mail_done(f->store, first, "care", &one, &read, FIXTURE_NOW, NULL), 0);
	assert_int_equal(store_mail_is_known(f->store, "care", &one, second, &known, NULL), 0);
	assert_true(known);
	assert_int_equal(store_mail_is_known(f->store, "care", &one, first, &known, NULL), 0);
	assert_false(known); /* it is not its own double */
	assert_int_equal(store_mail_is_known(f->store, "care", &other, second, &known, NULL), 0);
	assert_false(known);
	assert_int_equal(store_mails_since(f->store, "care", "anna@kommun.example", FIXTURE_NOW, 20,
				 &n, NULL),
		0);
	assert_int_equal(n, 1);
}

static void make_ask(struct effects *fx)
{
	struct ask *ask = effects_new_ask(fx, ASK_ATTENDANCE, 7, 0);

	ask->uid = "uid-1@fou.example";
	ask->letter = ask->id + 1; /* what store_fixture_letter() takes next */
	effects_fact(fx, (struct fact){.kind = FACT_ASK_PUT, .ask = ask->id});
}

struct finding {
	const char *name, *token, *code, *uid;
	int64_t sender;
	enum evidence expected;
};
static const struct finding findings[] = {
	{"the token is strong", "tok1", NULL, NULL, 0, EVIDENCE_STRONG},
	{"the calendar UID is strong", NULL, NULL, "uid-1@fou.example", 0, EVIDENCE_STRONG},
	{"the sender's own code is weak", NULL, "K3F7QD", NULL, 7, EVIDENCE_WEAK},
	{"another's code is nothing", NULL, "K3F7QD", NULL, 8, EVIDENCE_NONE},
	{"a stranger's code is nothing", NULL, "K3F7QD", NULL, 0, EVIDENCE_NONE},
	{"a wrong token is nothing", "tok2", NULL, NULL, 7, EVIDENCE_NONE},
};

static void a_letter_is_found_by_what_came_back(void **state)
{
	struct store_fixture *f = *state;

	store_fixture_apply(f, FIXTURE_NOW, make_ask);
	store_fixture_letter(f, "tok1", "K3F7QD", 7, 1, INSTANT_NONE, INSTANT_NEVER);
	for (size_t i = 0; i < sizeof(findings) / sizeof(*findings); i++) {
		const struct finding *row = &findings[i];
		struct understanding read = {.token = row->token, .code = row->code};
		struct arrival arrival = {0};
		if (row->uid)
			arena_push(f->arena, &read.calendar)->uid = row->uid;
		print_message("%s\n", row->name);
		assert_int_equal(store_find_letter(f->store, "care", &read, row->sender, f->arena,
					 &arrival, NULL),
			0);
		assert_int_equal(arrival.evidence, row->expected);
		assert_int_equal(arrival.letter != NULL, row->expected != EVIDENCE_NONE);
		if (arrival.letter) {
			assert_int_equal(arrival.letter_ask->id, 1);
			assert_string_equal(arrival.letter->text, "Kommer du på mötet?\n");
		}
	}
}

static struct outgoing next_letter(
	struct store_fixture *f, instant now, bool *ret_found, instant *ret_next)
{
	struct outgoing letter = {0};

	assert_int_equal(
		store_outbox_next(f->store, now, f->arena, &letter, ret_found, ret_next, NULL), 0);
	return letter;
}

static void letters_leave_in_order_and_when_they_may(void **state)
{
	struct store_fixture *f = *state;
	int64_t first = store_fixture_letter(f, "a", NULL, 7, 0, FIXTURE_NOW + 100, INSTANT_NEVER);
	int64_t second = store_fixture_letter(f, "b", NULL, 7, 0, INSTANT_NONE, INSTANT_NEVER);
	bool found;
	instant next;

	assert_int_equal(next_letter(f, FIXTURE_NOW, &found, &next).letter, second);
	assert_int_equal(
		store_letter_later(f->store, second, FIXTURE_NOW + 50, "451 later", NULL), 0);
	next_letter(f, FIXTURE_NOW, &found, &next);
	assert_false(found);
	assert_int_equal(next, FIXTURE_NOW + 50);
	assert_int_equal(next_letter(f, FIXTURE_NOW + 60, &found, &next).tries, 1);
	assert_int_equal(store_letter_sent(f->store, second, FIXTURE_NOW + 60, NULL), 0);
	assert_int_equal(next_letter(f, FIXTURE_NOW + 100, &found, &next).letter, first);
	assert_int_equal(
		store_letter_never(f->store, first, FIXTURE_NOW + 100, "550 no such user", NULL),
		0);
	next_letter(f, FIXTURE_NOW + 200, &found, &next);
	assert_false(found);
	assert_int_equal(next, INSTANT_NEVER);
}

static int count_dropped(void *context, const struct journal_row *row)
{
	*(int *)context += row->fact.kind == FACT_LETTER_DROPPED;
	return 0;
}

static void a_letter_older_than_its_use_is_dropped_with_a_fact(void **state)
{
	struct store_fixture *f = *state;
	bool found;
	instant next;
	int dropped = 0;

	store_fixture_letter(f, "a", NULL, 7, 0, INSTANT_NONE, FIXTURE_NOW + 10);
	next_letter(f, FIXTURE_NOW + 11, &found, &next);
	assert_false(found);
	assert_int_equal(store_journal(f->store, "care", INSTANT_NONE, 0, NULL, count_dropped,
				 &dropped, NULL),
		0);
	assert_int_equal(dropped, 1);
}

static void the_cursor_and_the_handled_mails_are_kept(void **state)
{
	struct store_fixture *f = *state;
	struct cursor cursor, *handled;
	size_t n;

	assert_int_equal(store_cursor(f->store, "main", &cursor, NULL), 0);
	assert_false(cursor.known);
	cursor = (struct cursor){.uid_validity = 4000000000u,
		.last_uid = 7,
		.last_taken = FIXTURE_NOW,
		.known = true};
	assert_int_equal(store_set_cursor(f->store, "main", &cursor, NULL), 0);
	assert_int_equal(store_cursor(f->store, "main", &cursor, NULL), 0);
	assert_true(cursor.known && cursor.uid_validity == 4000000000u && cursor.last_uid == 7);
	assert_int_equal(store_handled_push(f->store, "main", 5, 9, NULL), 0);
	assert_int_equal(store_handled_push(f->store, "main", 5, 9, NULL), 0);
	assert_int_equal(store_handled_list(f->store, "main", f->arena, &handled, &n, NULL), 0);
	assert_int_equal(n, 1);
	assert_int_equal(store_handled_pop(f->store, "main", 5, 9, NULL), 0);
	assert_int_equal(store_handled_list(f->store, "main", f->arena, &handled, &n, NULL), 0);
	assert_int_equal(n, 0);
}

int main(void)
{
#define FIXED(test) cmocka_unit_test_setup_teardown(test, store_fixture_begin, store_fixture_end)
	const struct CMUnitTest tests[] = {
		FIXED(tries_are_counted_until_a_new_version_tries_anew),
		FIXED(the_same_mail_is_known_under_another_name),
		FIXED(a_letter_is_found_by_what_came_back),
		FIXED(letters_leave_in_order_and_when_they_may),
		FIXED(a_letter_older_than_its_use_is_dropped_with_a_fact),
		FIXED(the_cursor_and_the_handled_mails_are_kept),
	};

	return cmocka_run_group_tests_name("store_mail", tests, NULL, NULL);
}
