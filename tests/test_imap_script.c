/* floor: outward */
/* with: support/mailstack.c support/imap_session.c support/imap_script.c support/scripted.c support/heard.c */
/* SPDX-License-Identifier: MIT */
/* What only a scripted server dares: attacks, news at the wrong moment, lines without end. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/str.h"
#include "outward/imap.h"
#include "outward/server.h"
#include "support/imap_script.h"
#include "support/imap_session.h"
#include "support/mailstack.h"
#include "support/scripted.h"

#define HELLO                                                                                      \
	{                                                                                          \
		.send = "* OK [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n"                           \
	}
#define ENCRYPTED SCRIPT_LOGGED_IN("IDLE")
#define SELECTED SCRIPT_SELECTED

static void attacks_before_the_log_in_are_refused(void **state)
{
	static const struct script_step preauth[] = {
		{.send = "* PREAUTH [CAPABILITY IMAP4rev1] welcome\r\n"}, {.hold = true}, {0}};
	static const struct script_step stripped[] = {
		{.send = "* OK [CAPABILITY IMAP4rev1] hello\r\n"},
		{.expect = "STARTTLS", .send = "%T BAD unknown command\r\n"}, {.hold = true}, {0}};
	static const struct script_step refused[] = {
		HELLO, {.expect = "STARTTLS", .send = "%T NO not today\r\n"}, {.hold = true}, {0}};
	static const struct script_step injected[] = {HELLO,
		{.expect = "STARTTLS",
			.send = "%T OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"},
		{.hold = true}, {0}};
	static const struct script_step bye[] = {{.send = "* BYE too many\r\n"}, {0}};
	static const struct script_step web[] = {{.send = "HTTP/1.1 400 Bad Request\r\n\r\n"}, {0}};
	static const struct {
		const struct script_step *script;
		int result;
		const char *words;
	} rows[] = {
		{preauth, -EPROTO, "PREAUTH"},
		{stripped, -EPROTO, "offers no STARTTLS"},
		{refused, -EPROTO, "offers no STARTTLS"},
		{injected, -EPROTO, "in clear behind the answer to STARTTLS"},
		{bye, -ECONNREFUSED, "turns us away: too many"},
		{web, -EPROTO, "no IMAP server"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scripted *scripted = scripted_start(&rows[i].script, 1, NULL, NULL);
		struct server server = server_of("natverk@fou.test");
		struct imap *imap = NULL;
		struct fault fault = {.text = ""};

		server.tls = SERVER_TLS_STARTTLS;
		server.host = "127.0.0.1";
		server.port = scripted_port(scripted);
		assert_int_equal(imap_open(&server, &imap, &fault), rows[i].result);
		assert_words(&fault, rows[i].words);

		char *wrong = scripted_stop(scripted);

		assert_string_equal(wrong, "");
		free(wrong);
	}
}

static void idle_loses_no_news(void **state)
{
	static const struct script_step beside[] = {ENCRYPTED, SELECTED,
		{.expect = "IDLE", .send = "+ idling\r\n* 4 EXISTS\r\n"},
		{.expect = "DONE", .send = "%T OK .\r\n"}, {.hold = true}, {0}};
	static const struct script_step before[] = {ENCRYPTED, SELECTED,
		{.expect = "IDLE", .send = "* 4 EXISTS\r\n+ idling\r\n"},
		{.expect = "DONE", .send = "* 5 EXISTS\r\n%T OK .\r\n"}, {.hold = true}, {0}};
	static const struct script_step refused[] = {ENCRYPTED, SELECTED,
		{.expect = "IDLE", .send = "%T NO not here\r\n"}, {.hold = true}, {0}};
	static const struct script_step said_bye[] = {ENCRYPTED, SELECTED,
		{.expect = "IDLE", .send = "+ idling\r\n* BYE restarting\r\n"}, {0}};
	static const struct script_step dropped[] = {
		ENCRYPTED, SELECTED, {.expect = "IDLE", .send = "+ idling\r\n"}, {0}};
	static const struct script_step still_here[] = {ENCRYPTED, SELECTED,
		{.expect = "IDLE", .send = "+ idling\r\n* OK Still here\r\n* 2 EXPUNGE\r\n"},
		{.expect = "DONE", .send = "%T OK .\r\n"}, {.hold = true}, {0}};
	static const struct {
		const struct script_step *script;
		int result;
	} rows[] = {
		{before, 1},
		{beside, 1},
		{still_here, 0},
		{refused, -EOPNOTSUPP},
		{said_bye, -ECONNRESET},
		{dropped, -ECONNRESET},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scripted *scripted =
			scripted_start(&rows[i].script, 1, stack.certificate, stack.key);
		struct imap *imap = script_meet(scripted, 2000);
		struct fault fault;

		assert_int_equal(imap_idle(imap, -1, 300, &fault), rows[i].result);
		imap_close(imap);
		free(scripted_stop(scripted));
	}
}

static void a_server_that_misbehaves_is_cut_off(void **state)
{
	static const struct script_step endless[] = {
		ENCRYPTED, SELECTED, {.expect = "NOOP", .send = "* ", .endless = 64 << 20}, {0}};
	static const struct script_step silent[] = {
		ENCRYPTED, SELECTED, {.expect = "NOOP"}, {.hold = true}, {0}};
	static const struct script_step nonsense[] = {ENCRYPTED, SELECTED,
		{.expect = "NOOP", .send = "gibberish (((\r\n"}, {.hold = true}, {0}};
	static const struct script_step huge[] = {ENCRYPTED, SELECTED,
		{.expect = "NOOP", .send = "* 1 FETCH (BODY[] {4000000000}\r\nabc"}, {.hold = true},
		{0}};
	static char brackets[200001];
	const struct script_step deep[] = {ENCRYPTED, SELECTED,
		{.expect = "NOOP", .send = "* 1 FETCH (BODYSTRUCTURE "}, {.send = brackets},
		{.hold = true}, {0}};
	static const struct script_step bye[] = {ENCRYPTED, SELECTED,
		{.expect = "NOOP", .send = "* BYE [ALERT] Session invalidated\r\n"}, {0}};
	const struct {
		const struct script_step *script;
		int result;
		const char *words;
	} rows[] = {
		{endless, -EPROTO, "sent a line of more than 4 MiB"},
		{silent, -ETIMEDOUT, "did not answer in time"},
		{nonsense, -EPROTO, "no IMAP"},
		{huge, -EPROTO, "sent a piece of more than 1 GiB"},
		{deep, -EPROTO, "sent more than 1000 brackets in each other"},
		{bye, -ECONNRESET, "look for news: [ALERT] Session invalidated"},
	};

	(void)state;
	memset(brackets, '(', sizeof(brackets) - 1);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scripted *scripted =
			scripted_start(&rows[i].script, 1, stack.certificate, stack.key);
		struct imap *imap = script_meet(scripted, 500);
		struct fault fault;

		assert_int_equal(imap_poll(imap, &fault), rows[i].result);
		assert_words(&fault, rows[i].words);
		imap_close(imap);
		free(scripted_stop(scripted));
	}
}

static void small_and_empty_bodies_and_flags_between_are_understood(void **state)
{
	static const struct script_step script[] = {ENCRYPTED, SELECTED,
		{.expect = "UID FETCH 5:8",
			.send = "* 1 FETCH (UID 5 INTERNALDATE \"01-Mar-2027 12:00:00 +0100\" "
				"BODY[] "
				"\"quoted\")\r\n"
				"* 9 FETCH (FLAGS (\\Seen))\r\n"
				"* 2 FETCH (BODY[] {3}\r\nabc INTERNALDATE \" 1-Mar-2027 12:00:00 "
				"-0330\" UID 6)\r\n"
				"* 3 FETCH (UID 7 INTERNALDATE \"01-Mar-2027 12:00:00 +0000\" "
				"BODY[] "
				"{0}\r\n)\r\n"
				"%T OK .\r\n"},
		{.hold = true}, {0}};
	static const struct script_step *const scripts[] = {script};
	struct scripted *scripted = scripted_start(scripts, 1, stack.certificate, stack.key);
	struct imap *imap = script_meet(scripted, 2000);
	struct taken taken = {0};
	const struct imap_sink sink = taken_sink(&taken);
	const uint32_t uids[] = {5, 6, 7, 8};
	struct fault fault = {.text = ""};

	(void)state;
	str_init(&taken.bytes, 100);
	assert_int_equal(imap_fetch(imap, uids, 4, &sink, &fault), 0);
	assert_int_equal(taken.mails, 3);
	assert_string_equal(taken.bytes.at, "quotedabc");
	assert_int_equal(taken.uid, 7);
	assert_int_equal(taken.arrived[0], 1803902400 - HOUR_S);
	assert_int_equal(taken.arrived[1], 1803902400 + 3 * HOUR_S + 30 * MINUTE_S);
	assert_int_equal(taken.arrived[2], 1803902400);
	str_done(&taken.bytes);
	imap_close(imap);
	free(scripted_stop(scripted));
}

/* As Courier does it: "*" is no number there. */
static void the_last_mail_is_found_where_a_star_finds_none(void **state)
{
	static const struct script_step script[] = {ENCRYPTED, SELECTED,
		{.expect = "UID SEARCH UID *", .send = "* SEARCH\r\n%T OK .\r\n"},
		{.expect = "UID SEARCH UID 1:*", .send = "* SEARCH 3 7\r\n%T OK .\r\n"},
		{.hold = true}, {0}};
	static const struct script_step *const scripts[] = {script};
	struct scripted *scripted = scripted_start(scripts, 1, stack.certificate, stack.key);
	struct imap *imap = script_meet(scripted, 2000);
	struct fault fault = {.text = ""};
	uint32_t last = 0;

	(void)state;
	assert_int_equal(imap_find_last(imap, &last, &fault), 0);
	assert_int_equal(last, 7);
	imap_close(imap);
	script_end(scripted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attacks_before_the_log_in_are_refused),
		cmocka_unit_test(idle_loses_no_news),
		cmocka_unit_test(a_server_that_misbehaves_is_cut_off),
		cmocka_unit_test(the_last_mail_is_found_where_a_star_finds_none),
		cmocka_unit_test(small_and_empty_bodies_and_flags_between_are_understood),
	};

	RUN_WITH_MAILSTACK(tests);
}
