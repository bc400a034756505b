/* floor: base */
/* with: support/understanding.c */
/* SPDX-License-Identifier: MIT */
/* An understanding, and the questions before it, go through the box's wall whole. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/record.h"
#include "base/understanding_json.h"
#include "support/understanding.h"

static void same_after_round_trip(struct understanding *(*make)(struct arena *))
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct fault fault = {""};
	struct understanding *u = NULL;
	const char *json = understanding_to_json(arena, make(arena), NULL, false);

	int r = understanding_from_json(arena, json, strlen(json), &u, &fault);
	assert_string_equal(fault.text, "");
	assert_int_equal(r, 0);
	assert_string_equal(understanding_to_json(arena, u, NULL, false), json);
}

static void everything_survives_the_wire(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct understanding *u = NULL;
	const char *json =
		understanding_to_json(arena, understanding_of_everything(arena), NULL, false);

	same_after_round_trip(understanding_of_everything);
	assert_int_equal(understanding_from_json(arena, json, strlen(json), &u, NULL), 0);
	assert_int_equal(u->date, 1804593600);
	assert_string_equal(u->answer->comment, "ring \"mig\"\n\tinnan");
	assert_int_equal(u->answers.at[0].declined.at[0], 2);
	assert_int_equal(u->calendar.at[0].partstat, PARTSTAT_ACCEPTED);
	assert_int_equal(u->order->fields.at[1].field, FIELD_PLACE);
	assert_string_equal(u->order->fields.at[1].text, "sal 2");
	assert_int_equal(u->choices.at[0].other, 3);
	assert_int_equal(u->wish, WISH_RECORDS);
}

static void nothing_survives_the_wire_as_nothing(void **state)
{
	(void)state;
	same_after_round_trip(understanding_of_nothing);
}

static void the_public_form_is_the_documented_one(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();

	assert_string_equal(
		understanding_to_json(arena, understanding_of_nothing(arena), "a.eml", true),
		"{\"file\": \"a.eml\", \"from\": null, \"subject\": \"\", \"message_id\": null, "
		"\"token\": null, \"code\": null, \"auto\": \"none\", \"reply\": \"\", "
		"\"parts\": [], \"answer\": null, \"absence\": null, \"bounces\": [], "
		"\"calendar\": [], \"order\": null, \"warnings\": []}");
	assert_string_equal(
		understanding_to_json(arena, understanding_of_everything(arena), NULL, true),
		"{\"from\": \"anna@x.se\", \"subject\": \"SV: Möte\", \"message_id\": \"1@x\", "
		"\"token\": \"abc\", \"code\": \"K3F7QD\", \"auto\": \"notification\", "
		"\"reply\": \"ja\", \"parts\": [{\"kind\": \"sign-off\", \"text\": \"Mvh\"}], "
		"\"answer\": {\"kind\": \"choice\", \"choices\": [1, 3], "
		"\"items\": [\"åäö \\\\ 👍\"], \"comment\": \"ring \\\"mig\\\"\\n\\tinnan\", "
		"\"date\": \"2027-04-01\", \"person\": \"Maria\", \"hours\": 2, "
		"\"manager\": true}, "
		"\"absence\": {\"until\": \"2027-03-02\", \"deputy\": \"Bo\"}, "
		"\"bounces\": [{\"recipient\": \"d@x.se\", \"class\": \"soft\", "
		"\"address\": \"fine\", \"status\": \"4.2.2\", \"reason\": \"full\"}], "
		"\"calendar\": [{\"method\": \"REPLY\", \"uid\": \"u@x\", \"sequence\": 2, "
		"\"attendee\": \"anna@x.se\", \"partstat\": \"ACCEPTED\", "
		"\"recurrence_id\": \"20270309T130000\", \"comment\": \"sen\"}], "
		"\"order\": {\"word\": \"meeting\", \"title\": \"Vårmöte\", "
		"\"fields\": {\"day\": \"2027-03-09\", \"place\": \"sal 2\"}, "
		"\"text\": \"Välkomna\"}, \"warnings\": [\"cut\"]}");
}

static void what_is_unknown_is_null_in_public(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct understanding *u = understanding_of_nothing(arena);

	u->answer = arena_make(arena, struct answer);
	*u->answer = (struct answer){.kind = ANSWER_UNCLEAR, .date = DAY_NONE, .hours = -1};
	*arena_push(arena, &u->calendar) = (struct calendar){.method = -1, .partstat = -1};
	const char *json = understanding_to_json(arena, u, NULL, true);
	assert_non_null(strstr(json,
		"\"answer\": {\"kind\": \"unclear\", \"choices\": [], \"items\": [], "
		"\"comment\": null, \"date\": null, \"person\": null, \"hours\": null, "
		"\"manager\": false}"));
	assert_non_null(strstr(json,
		"[{\"method\": null, \"uid\": null, \"sequence\": 0, "
		"\"attendee\": null, \"partstat\": null, "
		"\"recurrence_id\": null, \"comment\": null}]"));
}

static void questions_survive_the_wire(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *const options[] = {"tis 9", "ons 10"};
	struct questions before = {.n = 2,
		.language = "sv",
		.letter_text = "Så här står det",
		.own_address = "natverk@x.se",
		.mail_day = day_from_civil(2027, 3, 1),
		.is_leader = true,
		.at = {{.kind = ASK_DATES,
			       .ask = INT64_MAX,
			       .own = true,
			       .title = "Tid",
			       .about = DAY_NONE,
			       .n_options = 2,
			       .options = options,
			       .letter_subject = "När?",
			       .letter_text = "Välj\n1\n2"},
			{.kind = ASK_SIGNUP, .about = 20000, .n_options = 4}}};
	struct questions *after = NULL;
	const char *json = questions_to_json(arena, &before);

	assert_int_equal(questions_from_json(arena, json, strlen(json), &after, NULL), 0);
	assert_string_equal(questions_to_json(arena, after), json);
	assert_int_equal(after->n, 2);
	assert_true(after->is_leader && !after->is_contact);
	assert_string_equal(after->letter_text, "Så här står det");
	assert_string_equal(after->at[0].options[1], "ons 10");
	assert_int_equal(after->at[0].ask, INT64_MAX);
	assert_int_equal(after->at[1].n_options, 4);
	assert_null(after->at[1].options);
	assert_int_equal(after->at[1].about, 20000);
}

/* An order's calendar is kept as JSON: a state of before the last two keys is read too. */
static void what_an_older_state_lacks_is_nothing(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct understanding *u = NULL, with = {.date = INSTANT_NONE, .subject = "", .reply = ""};
	struct calendar calendar = {.method = ITIP_REQUEST, .uid = "1@x", .partstat = -1};

	*arena_push(arena, &with.calendar) = calendar;
	char *json = understanding_to_json(arena, &with, NULL, false);
	char *from = strstr(json, ", \"repeats\""), *to = from ? strchr(from, '}') : NULL;
	if (!to)
		fail_msg("%s", json);
	memmove(from, to, strlen(to) + 1);
	assert_int_equal(understanding_from_json(arena, json, strlen(json), &u, NULL), 0);
	assert_string_equal(u->calendar.at[0].uid, "1@x");
	assert_false(u->calendar.at[0].repeats);
	assert_null(u->calendar.at[0].link);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_survives_the_wire),
		cmocka_unit_test(nothing_survives_the_wire_as_nothing),
		cmocka_unit_test(the_public_form_is_the_documented_one),
		cmocka_unit_test(what_is_unknown_is_null_in_public),
		cmocka_unit_test(questions_survive_the_wire),
		cmocka_unit_test(what_an_older_state_lacks_is_nothing),
	};

	record_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
