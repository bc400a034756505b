/* floor: outward */
/* SPDX-License-Identifier: MIT */
/* The config: what a person is told of a bad file, with its line and what is allowed. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "outward/config.h"

#define HEAD                                                                                       \
	"state = /var/lib/samlad\nmailbox main { maildir = in }\nsubmission { maildir = out }\n"
#define NETWORK(more)                                                                               \
	"network elder-care {\n name = \"Nätverket\"\n address = natverk@fou.example\n mailbox = " \
	"main\n"                                                                                    \
	" language = sv\n timezone = Europe/Stockholm\n sectors = { \"äldreomsorg / elder "        \
	"care\", privat }\n"                                                                        \
	" leaders = { Eva@FoU.example }\n" more "\n}\n"

struct bad {
	const char *text;
	const char *line; /* the words begin so */
	const char *says; /* and hold this */
};
static const struct bad bad[] = {
	{"", "c:1:", "`state`"},
	{"state = /x\n", "c:1:", "mailbox"},
	{"state = /x\nmailbox a { maildir = a }\n", "c:1:", "submission"},
	{"# one\n# two\nstat = /x\n", "c:3:", "admin, templates, mailbox { }"},
	{HEAD "mailbox more {\n\n maildir = a\n colour = red\n}\n", "c:7:", "trusted_auth"},
	{HEAD "state = /y\n", "c:4:", "first time on line 1"},
	{"state = /x\nmailbox a { maildir = a }\nmailbox a { maildir = b }\n",
		"c:3:", "duplicate title"},
	{HEAD "submission { maildir = a }\n", "c:4:", "second"},
	{"state = /x\nmailbox a {\n}\n", "c:2:", "one of `maildir`, `imap` is needed"},
	{"state = /x\nmailbox a {\n maildir = a\n imap = imaps://h\n}\n",
		"c:4:", "exclude each other"},
	{"state = /x\nmailbox a {\n maildir = a\n user = b\n}\n", "c:4:", "goes with `imap`"},
	{"state = /x\nmailbox a {\n imap = imaps://h\n}\n", "c:2:", "`user`"},
	{"state = /x\nmailbox a {\n imap = http://h\n user = b\n}\n", "c:3:", "imaps://HOST"},
	{"state = /x\nmailbox a {\n imap = imaps://h:0\n user = b\n}\n", "c:3:", "imaps://HOST"},
	{"state = /x\nmailbox a {\n imap = imaps://h:99999\n user = b\n}\n",
		"c:3:", "imaps://HOST"},
	{"state = /x\nmailbox a {\n imap = imaps://h/x\n user = b\n}\n", "c:3:", "imaps://HOST"},
	{"state = /x\nmailbox a {\n imap = imaps://h\n user = b\n auth = xoauth2\n client_id = "
	 "x\n}\n",
		"c:6:", "token_url"},
	{"state = /x\nmailbox a {\n imap = imaps://h\n user = b\n scope = x\n}\n",
		"c:5:", "xoauth2"},
	{"state = /x\nmailbox a {\n imap = imaps://h\n user = b\n begin = later\n}\n",
		"c:5:", "now or all, not `later`"},
	{"state = /x\nmailbox ../a { maildir = a }\n", "c:2:", "small letters"},
	{"state = /x\nmailbox a { maildir = a }\nsubmission {\n smtp = smtps://h\n sendmail = "
	 "/s\n}\n",
		"c:5:", "exclude"},
	{"state = /x\nmailbox a { maildir = a }\nsubmission {\n sendmail = s\n}\n",
		"c:4:", "absolute"},
	{"state = /x\nmailbox a { maildir = a }\nsubmission {\n maildir = a\n}\n",
		"c:1:", "way in and the way out"},
	{HEAD NETWORK("colour = red"), "c:12:", "attendance_reminder"},
	{HEAD NETWORK("mode = dead"), "c:12:", "trial or live, not `dead`"},
	{HEAD NETWORK("hold = ten"), "c:12:", "10m"},
	{HEAD NETWORK("hold = 2wd"), "c:12:", "10m"},
	{HEAD NETWORK("details = 2x"), "c:12:", "2wd"},
	{HEAD NETWORK("details = 99999999999d"), "c:12:", "2wd"},
	{HEAD NETWORK("hours = \"Fri-Mon 08:00-17:00\""), "c:12:", "Mon-Fri"},
	{HEAD NETWORK("hours = \"Mon-Fri 17:00-08:00\""), "c:12:", "Mon-Fri"},
	{HEAD NETWORK("hours = \"Mon-Fri 07:61-08:00\""), "c:12:", "Mon-Fri"},
	{HEAD NETWORK("alert = Mon"), "c:12:", "Mon 07:30"},
	{HEAD NETWORK("budget = \"many\""), "c:12:", "1 in 7 days"},
	{HEAD NETWORK("budget = \"1 in 0 days\""), "c:12:", "1 in 7 days"},
	{HEAD NETWORK("holidays = XX"), "c:12:", "SE, or none"},
	{HEAD NETWORK("first_letter = perhaps"), "c:12:", "yes or no"},
	{HEAD NETWORK("mode = live\nmode = trial"), "c:13:", "twice"},
	{HEAD NETWORK("leaders = { b@x.example }"), "c:12:", "twice"},
	{HEAD NETWORK("phone = 018-00 00 00"), "c:12:", "no such option '00'"},
	{HEAD NETWORK("phone = a+b"), "c:12:", "quotes"},
	{HEAD NETWORK("name = \"open"), "c:12:", "does not end on its line"},
	{HEAD NETWORK("phone = \"${HOME}\""), "c:12:", "variables"},
	{HEAD NETWORK("phone = { a, b }"), "c:12:", "unexpected token"},
	{HEAD NETWORK("/* phone = a"), "c:12:", "never closed"},
	{HEAD "network a {\n name = b\n", "c:4:", "never closed"},
	{HEAD "}\n", "c:4:", "without an opening one"},
	{HEAD "network a {\n}\n", "c:4:", "network a lacks `name`"},
	{HEAD "\"mailbox|maildir\" = x\n", "c:4:", ""},
	{"state = \"a\xff\"\n", "c:1:", "UTF-8"},
	{"state = a\n\x01 = b\n", "c:2:", "plain text"},
};

static void test_errors_name_line_and_what_is_allowed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct fault fault = {.text = ""};
		struct config *c = NULL;

		if (config_parse(arena, "c", bad[i].text, strlen(bad[i].text), NULL, &c, &fault) >=
			0)
			fail_msg("accepted:\n%s", bad[i].text);
		assert_null(c);
		if (strncmp(fault.text, bad[i].line, strlen(bad[i].line)) != 0 ||
			strstr(fault.text, bad[i].says) == NULL)
			fail_msg("row %zu says: %s\nexpected %s … %s", i, fault.text, bad[i].line,
				bad[i].says);
	}
}

/* A network's text with one line replaced. */
static const struct bad swapped[] = {
	{" address = natverk@fou.example\n", " address = natverk\n", "mail address"},
	{" address = natverk@fou.example\n", " address = n\xc3\xa4tverk@fou.example\n",
		"beyond ASCII"},
	{" mailbox = main\n", " mailbox = other\n", "no mailbox `other`"},
	{" language = sv\n", " language = Swedish\n", "a language"},
	{" timezone = Europe/Stockholm\n", " timezone = Europe/Atlantis\n",
		"no time zone `Europe/Atlantis`"},
	{" timezone = Europe/Stockholm\n", " timezone = ../../etc/passwd\n",
		"no name of a time zone"},
	{" leaders = { Eva@FoU.example }\n", " leaders = { Eva }\n",
		"mail addresses, none twice, not `Eva`"},
	{" leaders = { Eva@FoU.example }\n", " leaders = { e@x.example, E@x.example }\n",
		"none twice"},
	{" leaders = { Eva@FoU.example }\n", " leaders = { natverk@fou.example }\n", "own address"},
	{" leaders = { Eva@FoU.example }\n", " leaders = { }\n", "lacks `leaders`"},
	{"privat }\n", "\"Elder  care\", \"ELDER CARE\" }\n", "no name twice"},
};

static void test_errors_of_required_keys(void **state)
{
	static const char good[] = HEAD NETWORK("");

	(void)state;
	for (size_t i = 0; i < sizeof(swapped) / sizeof(swapped[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct fault fault = {.text = ""};
		struct config *c = NULL;
		const char *at = strstr(good, swapped[i].text);
		char *text = arena_printf(arena, "%.*s%s%s", (int)(at - good), good,
			swapped[i].line, at + strlen(swapped[i].text));

		if (config_parse(arena, "c", text, strlen(text), NULL, &c, &fault) >= 0)
			fail_msg("accepted:\n%s", text);
		if (strstr(fault.text, swapped[i].says) == NULL)
			fail_msg("says: %s\nexpected: %s", fault.text, swapped[i].says);
	}
}

static void test_a_language_has_a_folder(void **state)
{
	static const char text[] = HEAD NETWORK("");
	_cleanup_arena_ struct arena *arena = arena_new();
	struct fault fault = {.text = ""};
	struct config *c = NULL;

	(void)state;
	assert_int_equal(
		config_parse(arena, "c", text, strlen(text), "/nonexistent", &c, &fault), -EINVAL);
	assert_non_null(strstr(fault.text, "no templates for the language `sv`"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_errors_name_line_and_what_is_allowed),
		cmocka_unit_test(test_errors_of_required_keys),
		cmocka_unit_test(test_a_language_has_a_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
