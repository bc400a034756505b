/* floor: outward */
/* with: support/mailstack.c support/scripted.c */
/* SPDX-License-Identifier: MIT */
/* Submission to a real Postfix, and the replies that only a scripted server gives. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/str.h"
#include "outward/delivery.h"
#include "outward/server.h"
#include "support/mailstack.h"
#include "support/scripted.h"

static struct mailstack stack;

static struct server server_at(uint16_t port, enum server_tls tls)
{
	return (struct server){.host = "localhost",
		.port = port,
		.tls = tls,
		.ca = stack.ca,
		.user = "natverk@fou.test",
		.secret = "secret",
		.timeout_ms = 5000};
}

static struct delivery_letter letter_to(const char *recipient)
{
	static const char bytes[] =
		"From: natverk@fou.test\nSubject: hej\n\n.en punkt\n..\n.\nslut\n";

	return (struct delivery_letter){.from = "natverk@fou.test",
		.recipient = recipient,
		.token = "abc234",
		.made = 1803902400,
		.bytes = bytes,
		.n = sizeof(bytes) - 1};
}

static struct delivery send_once(const struct server *server, const char *recipient)
{
	const struct delivery_letter letter = letter_to(recipient);
	struct smtp *smtp = smtp_new(server);
	struct delivery delivery;

	smtp_send(smtp, &letter, &delivery);
	smtp_free(smtp);
	return delivery;
}

static void assert_delivery(
	const struct delivery *d, enum delivery_result result, bool way_down, const char *words)
{
	if (d->result != result || d->way_down != way_down || !strstr(d->words, words))
		fail_msg("%s%s: \"%s\" instead of %s%s with \"%s\"",
			delivery_result_text(d->result), d->way_down ? ", way down" : "", d->words,
			delivery_result_text(result), way_down ? ", way down" : "", words);
}

static void letters_are_taken_refused_or_put_off(void **state)
{
	const struct {
		uint16_t port;
		enum server_tls tls;
		enum server_auth auth;
		const char *secret;
		const char *recipient;
		enum delivery_result result;
		bool way_down;
		const char *words;
	} rows[] = {
		{stack.smtps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret", "smtps@fou.test",
			DELIVERY_DONE, false, "2.0.0 Ok: queued"},
		{stack.submit, SERVER_TLS_STARTTLS, SERVER_AUTH_PASSWORD, "secret", "a@fou.test",
			DELIVERY_DONE, false, "2.0.0 Ok: queued"},
		{stack.smtps, SERVER_TLS_IMPLICIT, SERVER_AUTH_XOAUTH2, stack.token, "a@fou.test",
			DELIVERY_DONE, false, "2.0.0 Ok: queued"},
		{stack.submit, SERVER_TLS_STARTTLS, SERVER_AUTH_XOAUTH2, stack.token, "a@fou.test",
			DELIVERY_DONE, false, "2.0.0 Ok: queued"},
		{stack.smtps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret", "x@reject.test",
			DELIVERY_NEVER, false,
			"localhost refuses the letter to x@reject.test: 550 5.1.1"},
		{stack.smtps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret", "x@defer.test",
			DELIVERY_LATER, false, "puts off the letter to x@defer.test: 451 4.3.0"},
		{stack.smtps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "wrong", "a@fou.test",
			DELIVERY_LATER, true, "refuses the password of natverk@fou.test: 535"},
		{stack.smtps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "", "a@fou.test",
			DELIVERY_LATER, true, "is empty"},
		{stack.smtps, SERVER_TLS_IMPLICIT, SERVER_AUTH_XOAUTH2, stack.expired_token,
			"a@fou.test", DELIVERY_LATER, true, "refuses the token of natverk"},
		{stack.smtps, SERVER_TLS_IMPLICIT, SERVER_AUTH_NONE, NULL, "a@example.test",
			DELIVERY_LATER, true, "is a log-in needed?"},
		{stack.smtps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret", "no address",
			DELIVERY_NEVER, false, "no address that mail can be sent to"},
		{stack.smtps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret",
			"a@fou.test>\r\nRCPT TO:<b@fou.test", DELIVERY_NEVER, false, "no address"},
		{1, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret", "a@fou.test",
			DELIVERY_LATER, true, "localhost port 1: it cannot be reached"},
		{stack.submit, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret", "a@fou.test",
			DELIVERY_LATER, true, "does not speak TLS on this port"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct server server = server_at(rows[i].port, rows[i].tls);

		server.auth = rows[i].auth;
		server.secret = rows[i].secret;

		struct delivery delivery = send_once(&server, rows[i].recipient);

		assert_delivery(&delivery, rows[i].result, rows[i].way_down, rows[i].words);
	}
}

static void codes_and_statuses_come_along(void **state)
{
	const struct server server = server_at(stack.smtps, SERVER_TLS_IMPLICIT);
	struct delivery delivery = send_once(&server, "x@reject.test");

	(void)state;
	assert_int_equal(delivery.code, 550);
	assert_string_equal(delivery.status, "5.1.1");
}

static void a_wrong_certificate_is_told_in_words(void **state)
{
	static const struct {
		const char *host;
		const char *words;
	} rows[] = {
		{"127.0.0.2", "for another host"},
		{"127.0.0.3", "has expired"},
		{"127.0.0.4", "self-signed"},
		{"127.0.0.5", "unknown CA"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]) * 2; i++) {
		struct server server = i % 2 ? server_at(stack.smtps, SERVER_TLS_IMPLICIT)
					     : server_at(stack.submit, SERVER_TLS_STARTTLS);

		server.host = rows[i / 2].host;

		struct delivery delivery = send_once(&server, "a@fou.test");

		assert_delivery(&delivery, DELIVERY_LATER, true, rows[i / 2].words);
	}
}

static void the_systems_cas_count_only_without_ca(void **state)
{
	struct server server = server_at(stack.smtps, SERVER_TLS_IMPLICIT);

	(void)state;
	server.ca = NULL;

	struct delivery delivery = send_once(&server, "a@fou.test");

	assert_delivery(&delivery, DELIVERY_LATER, true, "unknown CA");
}

static void many_letters_go_on_one_connection(void **state)
{
	const struct server server = server_at(stack.smtps, SERVER_TLS_IMPLICIT);
	const struct delivery_letter good = letter_to("many@fou.test");
	const struct delivery_letter bad = letter_to("x@reject.test");
	struct smtp *smtp = smtp_new(&server);
	struct delivery delivery;

	(void)state;
	for (int i = 0; i < 20; i++) {
		smtp_send(smtp, i == 10 ? &bad : &good, &delivery);
		assert_int_equal(delivery.result, i == 10 ? DELIVERY_NEVER : DELIVERY_DONE);
	}
	smtp_free(smtp);
}

static void a_check_logs_in_and_sends_nothing(void **state)
{
	struct server server = server_at(stack.submit, SERVER_TLS_STARTTLS);
	_cleanup_str_ struct str text;
	struct fault fault;

	(void)state;
	str_init(&text, 1000);
	assert_int_equal(smtp_check(&server, &text, &fault), 0);
	assert_non_null(strstr(text.at, "localhost: logged in as natverk@fou.test; TLS1."));
	server.secret = "wrong";
	assert_int_equal(smtp_check(&server, &text, &fault), -EACCES);
	assert_non_null(strstr(fault.text, "refuses the password"));
	server.host = "127.0.0.3";
	assert_int_equal(smtp_check(&server, &text, &fault), -EKEYREJECTED);
}

#define HELLO                                                                                      \
	{.start_tls = true}, {.send = "220 hi\r\n"},                                               \
	{                                                                                          \
		.expect = "EHLO", .send = "250-test\r\n250 SIZE 9000\r\n"                          \
	}
#define TO_MAIL                                                                                    \
	HELLO,                                                                                     \
	{                                                                                          \
		.expect = "MAIL FROM:<natverk@fou.test>", .send = "250 ok\r\n"                     \
	}
#define TO_RCPT                                                                                    \
	TO_MAIL,                                                                                   \
	{                                                                                          \
		.expect = "RCPT TO:<a@fou.test>", .send = "250 ok\r\n"                             \
	}
#define TO_BODY                                                                                    \
	TO_RCPT, {.expect = "DATA", .send = "354 go\r\n"}, {.expect = "From:"},                    \
		{.expect = "Subject:"}, {.expect = ""}, {.expect = "..en punkt"},                  \
		{.expect = "..."}, {.expect = ".."}, {.expect = "slut"},                           \
	{                                                                                          \
		.expect = "."                                                                      \
	}

static void every_stage_has_its_verdict(void **state)
{
	static const struct script_step busy[] = {
		{.start_tls = true}, {.send = "421 too busy\r\n"}, {0}};
	static const struct script_step no_service[] = {
		{.start_tls = true}, {.send = "554 no service\r\n"}, {0}};
	static const struct script_step closing[] = {
		TO_MAIL, {.expect = "RCPT", .send = "421 4.3.2 closing\r\n"}, {0}};
	static const struct script_step not_us[] = {
		HELLO, {.expect = "MAIL", .send = "550 5.7.60 not as this sender\r\n"}, {0}};
	static const struct script_step not_this[] = {HELLO,
		{.expect = "MAIL", .send = "550 5.1.8 bad sender\r\n"},
		{.expect = "QUIT", .send = "221 bye\r\n"}, {0}};
	static const struct script_step too_big[] = {
		HELLO, {.expect = "MAIL", .send = "552 5.3.4 too big\r\n"}, {0}};
	static const struct script_step no_passwords[] = {TO_MAIL,
		{.expect = "RCPT", .send = "550 5.7.30 Basic authentication is not supported\r\n"},
		{0}};
	static const struct script_step grey[] = {TO_MAIL,
		{.expect = "RCPT",
			.send = "450-4.2.0 Greylisted,\r\n450 4.2.0 try again in 5 minutes\r\n"},
		{0}};
	static const struct script_step spam[] = {
		TO_BODY, {.send = "554 5.7.1 looks like spam\r\n"}, {.hold = true}, {0}};
	static const struct script_step full[] = {
		TO_BODY, {.send = "452 4.3.1 disk full\r\n"}, {.hold = true}, {0}};
	static const struct script_step dropped[] = {TO_BODY, {0}};
	static const struct script_step dropped_early[] = {TO_MAIL, {0}};
	static const struct script_step silent[] = {TO_BODY, {.hold = true}, {0}};
	static const struct script_step fine[] = {
		TO_BODY, {.send = "250 2.0.0 got it\r\n"}, {.hold = true}, {0}};
	static const struct {
		const struct script_step *script;
		enum delivery_result result;
		bool way_down;
		int code;
		int retry_after_s;
		const char *words;
	} rows[] = {
		{busy, DELIVERY_LATER, true, 421, 0, "too busy"},
		{no_service, DELIVERY_LATER, true, 554, 0, "no service"},
		{closing, DELIVERY_LATER, true, 421, 0, "closing"},
		{not_us, DELIVERY_LATER, true, 550, 0, "may not send as the network's address"},
		{not_this, DELIVERY_LATER, true, 550, 0, "refuses the network's address as sender"},
		{too_big, DELIVERY_NEVER, false, 552, 0, "too big"},
		{no_passwords, DELIVERY_LATER, true, 550, 0, "use auth = xoauth2"},
		{grey, DELIVERY_LATER, false, 450, 300, "Greylisted"},
		{spam, DELIVERY_NEVER, false, 554, 0, "looks like spam"},
		{full, DELIVERY_LATER, false, 452, 0, "disk full"},
		{dropped, DELIVERY_LATER, false, 0, 0, "before it said that it has the letter"},
		{dropped_early, DELIVERY_LATER, true, 0, 0, "in the middle of the dialogue"},
		{silent, DELIVERY_LATER, false, 0, 0, "before it said that it has the letter"},
		{fine, DELIVERY_DONE, false, 250, 0, "got it"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scripted *scripted =
			scripted_start(&rows[i].script, 1, stack.certificate, stack.key);
		struct server server = server_at(scripted_port(scripted), SERVER_TLS_IMPLICIT);

		server.auth = SERVER_AUTH_NONE;
		server.timeout_ms = 1000;

		struct delivery delivery = send_once(&server, "a@fou.test");
		char *wrong = scripted_stop(scripted);

		assert_string_equal(wrong, "");
		free(wrong);
		assert_delivery(&delivery, rows[i].result, rows[i].way_down, rows[i].words);
		assert_int_equal(delivery.code, rows[i].code);
		assert_int_equal(delivery.retry_after_s, rows[i].retry_after_s);
	}
}

static void starttls_stripped_or_injected_is_refused(void **state)
{
	static const struct script_step stripped[] = {{.send = "220 hi\r\n"},
		{.expect = "EHLO", .send = "250 test\r\n"}, {.hold = true}, {0}};
	static const struct script_step injected[] = {{.send = "220 hi\r\n"},
		{.expect = "EHLO", .send = "250-test\r\n250 STARTTLS\r\n"},
		{.expect = "STARTTLS", .send = "220 go\r\n250 AUTH PLAIN\r\n"}, {.start_tls = true},
		{.hold = true}, {0}};
	static const struct {
		const struct script_step *script;
		const char *words;
	} rows[] = {{stripped, "STARTTLS"}, {injected, ""}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scripted *scripted =
			scripted_start(&rows[i].script, 1, stack.certificate, stack.key);
		struct server server = server_at(scripted_port(scripted), SERVER_TLS_STARTTLS);

		server.timeout_ms = 1000;

		struct delivery delivery = send_once(&server, "a@fou.test");

		free(scripted_stop(scripted));
		assert_delivery(&delivery, DELIVERY_LATER, true, rows[i].words);
	}
}

static void a_connection_that_went_stale_is_made_anew(void **state)
{
	static const struct script_step once[] = {TO_BODY, {.send = "250 first\r\n"}, {0}};
	static const struct script_step again[] = {
		TO_BODY, {.send = "250 second\r\n"}, {.hold = true}, {0}};
	static const struct script_step *const scripts[] = {once, again};
	struct scripted *scripted = scripted_start(scripts, 2, stack.certificate, stack.key);
	struct server server = server_at(scripted_port(scripted), SERVER_TLS_IMPLICIT);
	const struct delivery_letter letter = letter_to("a@fou.test");
	struct delivery delivery;
	struct smtp *smtp;

	(void)state;
	server.auth = SERVER_AUTH_NONE;
	smtp = smtp_new(&server);
	smtp_send(smtp, &letter, &delivery);
	assert_delivery(&delivery, DELIVERY_DONE, false, "first");
	smtp_send(smtp, &letter, &delivery);
	assert_delivery(&delivery, DELIVERY_DONE, false, "second");
	smtp_free(smtp);
	free(scripted_stop(scripted));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_are_taken_refused_or_put_off),
		cmocka_unit_test(codes_and_statuses_come_along),
		cmocka_unit_test(a_wrong_certificate_is_told_in_words),
		cmocka_unit_test(the_systems_cas_count_only_without_ca),
		cmocka_unit_test(many_letters_go_on_one_connection),
		cmocka_unit_test(a_check_logs_in_and_sends_nothing),
		cmocka_unit_test(every_stage_has_its_verdict),
		cmocka_unit_test(starttls_stripped_or_injected_is_refused),
		cmocka_unit_test(a_connection_that_went_stale_is_made_anew),
	};

	if (!mailstack_start(&stack))
		return 0;

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	mailstack_stop(&stack);
	return failed;
}
