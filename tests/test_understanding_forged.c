/* floor: base */
/* with: support/understanding.c */
/* SPDX-License-Identifier: MIT */
/* What comes out of the box and is not exactly an understanding is refused whole. */
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

static int read_back(struct arena *arena, const char *json, struct fault *fault)
{
	struct understanding *u;

	return understanding_from_json(arena, json, strlen(json), &u, fault);
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
		const char *wire = understanding_to_json(
			arena, understanding_of_everything(arena), NULL, false);
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
	struct understanding *u = understanding_of_everything(arena);

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

static void options_must_be_as_many_as_are_counted(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *const options[] = {"tis 9", "ons 10"};
	struct questions before = {.n = 1,
		.mail_day = 20000,
		.at = {{.about = 0, .n_options = 2, .options = options}}};
	struct questions *after;
	struct forgery forged = {"", "\"n_options\": 2", "\"n_options\": 3", ""};
	const char *json = replaced(arena, questions_to_json(arena, &before), &forged);

	assert_int_equal(questions_from_json(arena, json, strlen(json), &after, NULL), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forgeries_are_refused),
		cmocka_unit_test(ceilings_hold_on_reading_and_fit_cuts_to_them),
		cmocka_unit_test(options_must_be_as_many_as_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
