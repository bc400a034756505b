/* floor: outward */
/* with: support/mailstack.c support/submission.c */
/* SPDX-License-Identifier: MIT */
/* Submission to a real Postfix. */
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
#include "support/submission.h"

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
	assert_true(delivery.at_recipient);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_are_taken_refused_or_put_off),
		cmocka_unit_test(codes_and_statuses_come_along),
		cmocka_unit_test(a_wrong_certificate_is_told_in_words),
		cmocka_unit_test(the_systems_cas_count_only_without_ca),
		cmocka_unit_test(many_letters_go_on_one_connection),
		cmocka_unit_test(a_check_logs_in_and_sends_nothing),
	};

	if (!mailstack_start(&stack))
		return 0;

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	mailstack_stop(&stack);
	return failed;
}
