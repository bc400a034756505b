/* floor: base */
/* SPDX-License-Identifier: MIT */
/* An understanding goes through the wall whole, and nothing that is not one comes through. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/record.h"
#include "base/understanding_json.h"

static void fill_answer(struct arena *arena, struct answer *answer)
{
	*answer = (struct answer){.kind = ANSWER_CHOICE,
		.comment = "ring \"mig\"\n\tinnan",
		.date = day_from_civil(2027, 4, 1),
		.person = "Maria",
		.hours = 2,
		.manager = true,
		.question = true,
		.bare = true};
	*arena_push(arena, &answer->choices) = 1;
	*arena_push(arena, &answer->choices) = 3;
	*arena_push(arena, &answer->declined) = 2;
	*arena_push(arena, &answer->items) = "åäö \\ 👍";
}

static void fill_calendar(struct arena *arena, struct calendar *calendar)
{
	*calendar = (struct calendar){.method = ITIP_REPLY,
		.uid = "u@x",
		.sequence = 2,
		.organizer = "natverk@x.se",
		.attendee = "anna@x.se",
		.sent_by = "bo@x.se",
		.partstat = PARTSTAT_ACCEPTED,
		.recurrence_id = "20270309T130000",
		.comment = "sen",
		.summary = "Möte",
		.location = "Sal 2",
		.description = "Om\nutskrivning",
		.start = "20270309T130000",
		.end = "20270309T160000",
		.zone = "Europe/Stockholm"};
	*arena_push(arena, &calendar->attendees) = "anna@x.se";
}

static void fill_order(struct arena *arena, struct understanding *u)
{
	u->order = arena_make(arena, struct order_read);
	*u->order = (struct order_read){.word = ORDER_MEETING,
		.title = "Vårmöte",
		.text = "Välkomna",
		.cancel = true,
		.same_again = true};
	*arena_push(arena, &u->order->fields) = (struct field){FIELD_DAY, "2027-03-09"};
	*arena_push(arena, &u->order->fields) = (struct field){FIELD_PLACE, "sal 2"};
	*arena_push(arena, &u->choices) = (struct alert_choice){
		.row = 2, .word = CHOICE_MERGE, .other = 3, .until = day_from_civil(2027, 5, 1)};
}

static void fill_head(struct arena *arena, struct understanding *u)
{
	*u = (struct understanding){.from = "anna@x.se",
		.from_name = "Anna",
		.n_from = 1,
		.sender = "bo@x.se",
		.reply_to = "a@x.se",
		.subject = "SV: Möte",
		.message_id = "1@x",
		.date = 1804593600,
		.token = "abc",
		.code = "K3F7QD",
		.auto_class = AUTO_NOTIFICATION,
		.reply = "ja",
		.forwarded_from = "c@x.se",
		.forwarded_text = "nej",
		.wish = WISH_RECORDS,
		.masked = true,
		.attachments = true};
	*arena_push(arena, &u->to) = "natverk@x.se";
	*arena_push(arena, &u->references) = "0@x";
	*arena_push(arena, &u->warnings) = "cut";
	*arena_push(arena, &u->auth) = (struct auth_results){"mx", "pass", "fail", "none", "x.se"};
	*arena_push(arena, &u->parts) = (struct part){PART_SIGN_OFF, "Mvh"};
	*arena_push(arena, &u->bounces) =
		(struct bounce){"d@x.se", BOUNCE_SOFT, BOUNCE_ADDRESS_FINE, "4.2.2", "full"};
	*arena_push(arena, &u->readings) = (struct reading){ANSWER_YES, 2};
}

static struct understanding *everything(struct arena *arena)
{
	struct understanding *u = arena_make(arena, struct understanding);

	fill_head(arena, u);
	u->answer = arena_make(arena, struct answer);
	fill_answer(arena, u->answer);
	fill_answer(arena, arena_push(arena, &u->answers));
	fill_calendar(arena, arena_push(arena, &u->calendar));
	u->absence = arena_make(arena, struct absence);
	*u->absence = (struct absence){.until = day_from_civil(2027, 3, 2), .deputy = "Bo"};
	fill_order(arena, u);
	return u;
}

static struct understanding *empty(struct arena *arena)
{
	struct understanding *u = arena_make(arena, struct understanding);

	u->date = INSTANT_NONE;
	u->subject = u->reply = "";
	return u;
}

static int read_back(struct arena *arena, const char *json, struct fault *fault)
{
	struct understanding *u;

	return understanding_from_json(arena, json, strlen(json), &u, fault);
}

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
	const char *json = understanding_to_json(arena, everything(arena), NULL, false);

	same_after_round_trip(everything);
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
	same_after_round_trip(empty);
}

static void the_public_form_is_the_documented_one(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();

	assert_string_equal(understanding_to_json(arena, empty(arena), "a.eml", true),
		"{\"file\": \"a.eml\", \"from\": null, \"subject\": \"\", \"message_id\": null, "
		"\"token\": null, \"code\": null, \"auto\": \"none\", \"reply\": \"\", "
		"\"parts\": [], \"answer\": null, \"absence\": null, \"bounces\": [], "
		"\"calendar\": [], \"order\": null, \"warnings\": []}");
	assert_string_equal(understanding_to_json(arena, everything(arena), NULL, true),
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
	struct understanding *u = empty(arena);

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

struct forgery {
	const char *name;
	const char *honest; /* what stands in the wire form of everything */
	const char *forged;
	const char *blamed; /* must stand in the fault */
};

static const struct forgery forgeries[] = {
	{"unknown key", "\"masked\": true", "\"masked\": true, \"root\": 1", "not known"},
	{"unknown key within", "\"bare\": true", "\"bare\": true, \"x\": 1", "answer"},
	{"missing key", "\"masked\": true, ", "", "masked: missing"},
	{"key twice", "\"masked\": true", "\"masked\": true, \"masked\": true", "JSON"},
	{"text for number", "\"n_from\": 1", "\"n_from\": \"1\"", "n_from"},
	{"number for text", "\"token\": \"abc\"", "\"token\": 7", "token"},
	{"real for whole number", "\"n_from\": 1", "\"n_from\": 1.0", "n_from"},
	{"number for flag", "\"masked\": true", "\"masked\": 1", "masked"},
	{"null where none may be", "\"subject\": \"SV: Möte\"", "\"subject\": null", "subject"},
	{"object for list", "\"to\": [\"natverk@x.se\"]", "\"to\": {}", "to: not a list"},
	{"list for object", "\"absence\": {\"until\": \"2027-03-02\", \"deputy\": \"Bo\"}",
		"\"absence\": []", "absence"},
	{"number below its range", "\"n_from\": 1", "\"n_from\": -1", "n_from"},
	{"number above its range", "\"hours\": 2", "\"hours\": 10001", "hours"},
	{"number over 64 bits", "\"n_from\": 1", "\"n_from\": 99999999999999999999", "JSON"},
	{"offer over the most", "\"choices\": [1, 3]", "\"choices\": [33]", "choices"},
	{"offer zero", "\"choices\": [1, 3]", "\"choices\": [0]", "choices"},
	{"word that is none", "\"auto\": \"notification\"", "\"auto\": \"robot\"", "auto"},
	{"number for a word", "\"auto\": \"notification\"", "\"auto\": 2", "auto"},
	{"no such day", "\"until\": \"2027-03-02\"", "\"until\": \"2027-02-30\"", "until"},
	{"instant out of range", "1804593600", "9223372036854775807", "date"},
	{"control character", "\"code\": \"K3F7QD\"", "\"code\": \"K\\u0007\"", "code"},
	{"escape character", "\"code\": \"K3F7QD\"", "\"code\": \"\\u001b[2J\"", "code"},
	{"C1 control", "\"code\": \"K3F7QD\"", "\"code\": \"K\\u0085\"", "code"},
	{"bidi override", "\"code\": \"K3F7QD\"", "\"code\": \"K\\u202e\"", "code"},
	{"NUL", "\"code\": \"K3F7QD\"", "\"code\": \"K\\u0000\"", "JSON"},
	{"bad UTF-8", "\"code\": \"K3F7QD\"", "\"code\": \"K\xff\"", "JSON"},
	{"surrogate", "\"code\": \"K3F7QD\"", "\"code\": \"\\ud800\"", "JSON"},
	{"unknown field of an order", "\"place\": \"sal 2\"", "\"salary\": \"1\"", "fields"},
	{"text after the end", "\"warnings\": [\"cut\"]}", "\"warnings\": [\"cut\"]} {}", "JSON"},
	{"no end", "\"warnings\": [\"cut\"]}", "\"warnings\": [\"cut\"]", "JSON"},
};

static char *replaced(struct arena *arena, const char *text, const struct forgery *row)
{
	const char *at = strstr(text, row->honest);

	assert_non_null(at);
	return arena_printf(
		arena, "%.*s%s%s", (int)(at - text), text, row->forged, at + strlen(row->honest));
}

static void forgeries_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(forgeries) / sizeof(forgeries[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct fault fault = {""};
		const char *wire = understanding_to_json(arena, everything(arena), NULL, false);
		int r = read_back(arena, replaced(arena, wire, &forgeries[i]), &fault);
		if (r != -EBADMSG || !strstr(fault.text, forgeries[i].blamed))
			fail_msg("%s: %d, %s", forgeries[i].name, r, fault.text);
	}
	_cleanup_arena_ struct arena *arena = arena_new();
	assert_int_equal(read_back(arena, "", NULL), -EBADMSG);
	assert_int_equal(read_back(arena, "[]", NULL), -EBADMSG);
	assert_int_equal(read_back(arena, "null", NULL), -EBADMSG);
}

static char *long_text(struct arena *arena, size_t bytes)
{
	char *text = arena_alloc(arena, bytes + 1);

	memset(text, 'a', bytes);
	return text;
}

static void ceilings_hold_on_reading_and_fit_cuts_to_them(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct understanding *u = everything(arena);

	u->from = long_text(arena, UNDERSTANDING_WORD_LIMIT);
	u->reply = long_text(arena, UNDERSTANDING_TEXT_LIMIT);
	while (u->to.n < UNDERSTANDING_LIST_LIMIT)
		*arena_push(arena, &u->to) = "x@x";
	assert_int_equal(read_back(arena, understanding_to_json(arena, u, NULL, false), NULL), 0);
	struct fault fault = {""};
	u->subject = long_text(arena, UNDERSTANDING_WORD_LIMIT + 1);
	assert_int_equal(
		read_back(arena, understanding_to_json(arena, u, NULL, false), &fault), -EBADMSG);
	assert_string_equal(fault.text, "subject: a text over 998 bytes");
	u->subject = arena_printf(arena, "%så", long_text(arena, UNDERSTANDING_WORD_LIMIT - 1));
	*arena_push(arena, &u->to) = "one too many\x1b\xff";
	u->answer->hours = 99999;
	assert_int_equal(
		read_back(arena, understanding_to_json(arena, u, NULL, false), NULL), -EBADMSG);
	understanding_fit(arena, u);
	assert_int_equal(read_back(arena, understanding_to_json(arena, u, NULL, false), NULL), 0);
	assert_int_equal(strlen(u->subject), UNDERSTANDING_WORD_LIMIT - 1);
	assert_int_equal(u->to.n, UNDERSTANDING_LIST_LIMIT);
}

static void questions_survive_the_wire(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *const options[] = {"tis 9", "ons 10"};
	struct questions before = {.n = 2,
		.language = "sv",
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
	assert_string_equal(after->at[0].options[1], "ons 10");
	assert_int_equal(after->at[0].ask, INT64_MAX);
	assert_int_equal(after->at[1].n_options, 4);
	assert_null(after->at[1].options);
	assert_int_equal(after->at[1].about, 20000);
	struct forgery forged = {"", "\"n_options\": 2", "\"n_options\": 3", ""};
	json = replaced(arena, json, &forged);
	assert_int_equal(questions_from_json(arena, json, strlen(json), &after, NULL), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_survives_the_wire),
		cmocka_unit_test(nothing_survives_the_wire_as_nothing),
		cmocka_unit_test(the_public_form_is_the_documented_one),
		cmocka_unit_test(what_is_unknown_is_null_in_public),
		cmocka_unit_test(forgeries_are_refused),
		cmocka_unit_test(ceilings_hold_on_reading_and_fit_cuts_to_them),
		cmocka_unit_test(questions_survive_the_wire),
	};

	record_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
