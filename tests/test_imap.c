/* floor: outward */
/* with: support/mailstack.c support/imap_session.c */
/* SPDX-License-Identifier: MIT */
/* Logging in to a real Dovecot, by every way in and with every wrong certificate. */
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
#include "support/imap_session.h"
#include "support/mailstack.h"

static void log_ins_succeed_or_say_why_not(void **state)
{
	const struct {
		uint16_t port;
		enum server_tls tls;
		enum server_auth auth;
		const char *secret;
		int result;
		const char *words;
	} rows[] = {
		{stack.imaps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret", 0, ""},
		{stack.imap, SERVER_TLS_STARTTLS, SERVER_AUTH_PASSWORD, "secret", 0, ""},
		{stack.imaps, SERVER_TLS_IMPLICIT, SERVER_AUTH_XOAUTH2, stack.token, 0, ""},
		{stack.imap, SERVER_TLS_STARTTLS, SERVER_AUTH_XOAUTH2, stack.token, 0, ""},
		{stack.imaps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "wrong", -EACCES,
			"refuses the password of natverk@fou.test"},
		{stack.imap, SERVER_TLS_STARTTLS, SERVER_AUTH_PASSWORD, "wr\"o\\ng", -EACCES,
			"refuses the password"},
		{stack.imaps, SERVER_TLS_IMPLICIT, SERVER_AUTH_XOAUTH2, stack.expired_token,
			-EACCES, "refuses the token of natverk@fou.test"},
		{stack.imaps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "", -EACCES, "is empty"},
		{stack.imaps, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "a\r\nb", -EACCES,
			"control character"},
		{stack.imap, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret", -EPROTO,
			"does not speak TLS"},
		{1, SERVER_TLS_IMPLICIT, SERVER_AUTH_PASSWORD, "secret", -ECONNREFUSED,
			"nothing listens there"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct server server = server_of("natverk@fou.test");
		_cleanup_imap_ struct imap *imap = NULL;
		struct fault fault = {.text = ""};

		server.port = rows[i].port;
		server.tls = rows[i].tls;
		server.auth = rows[i].auth;
		server.secret = rows[i].secret;
		assert_int_equal(imap_open(&server, &imap, &fault), rows[i].result);
		assert_words(&fault, rows[i].words);
		assert_true((imap != NULL) == (rows[i].result == 0));
	}
}

static void a_wrong_certificate_is_refused_also_after_starttls(void **state)
{
	static const char *const hosts[] = {"127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct server server = server_of("natverk@fou.test");
		struct imap *imap = NULL;
		struct fault fault;

		server.host = hosts[i];
		server.port = stack.imap;
		server.tls = SERVER_TLS_STARTTLS;
		assert_int_equal(imap_open(&server, &imap, &fault), -EKEYREJECTED);
	}
}

static int load_secret(void *context, struct str *ret_secret, struct fault *fault)
{
	(void)fault;
	str_puts(ret_secret, context);
	return 0;
}

static void a_secret_is_asked_for_at_each_log_in(void **state)
{
	struct server server = server_of("natverk@fou.test");
	_cleanup_imap_ struct imap *imap = NULL;
	struct fault fault;
	char secret[] = "secret";

	(void)state;
	server.secret = "stale";
	server.load_secret = load_secret;
	server.secret_context = secret;
	assert_int_equal(imap_open(&server, &imap, &fault), 0);
}

static void a_check_says_what_it_found(void **state)
{
	const struct server server = server_of("natverk@fou.test");
	_cleanup_str_ struct str text;
	struct fault fault;

	(void)state;
	str_init(&text, 1000);
	assert_int_equal(imap_check(&server, &text, &fault), 0);
	assert_non_null(strstr(text.at, "logged in as natverk@fou.test; TLS1."));
	assert_non_null(strstr(text.at, "; IDLE UIDPLUS MOVE; INBOX has 0 mails"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(log_ins_succeed_or_say_why_not),
		cmocka_unit_test(a_wrong_certificate_is_refused_also_after_starttls),
		cmocka_unit_test(a_secret_is_asked_for_at_each_log_in),
		cmocka_unit_test(a_check_says_what_it_found),
	};

	RUN_WITH_MAILSTACK(tests);
}
