/* floor: outward */
/* with: support/mailstack.c support/submission.c support/scripted.c support/heard.c */
/* with: support/smtp_script.c */
/* SPDX-License-Identifier: MIT */
/* Replies that only a scripted server gives, at every stage of the dialogue. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"
#include "base/utf8.h"
#include "outward/delivery.h"
#include "outward/server.h"
#include "support/mailstack.h"
#include "support/scripted.h"
#include "support/smtp_script.h"
#include "support/submission.h"

static const struct script_step busy[] = {{.start_tls = true}, {.send = "421 too busy\r\n"}, {0}};
static const struct script_step no_service[] = {
	{.start_tls = true}, {.send = "554 no service\r\n"}, {0}};
static const struct script_step closing[] = {
	SMTP_TO_MAIL, {.expect = "RCPT", .send = "421 4.3.2 closing\r\n"}, {0}};
static const struct script_step not_us[] = {
	SMTP_HELLO, {.expect = "MAIL", .send = "550 5.7.60 not as this sender\r\n"}, {0}};
static const struct script_step not_this[] = {SMTP_HELLO,
	{.expect = "MAIL", .send = "550 5.1.8 bad sender\r\n"},
	{.expect = "QUIT", .send = "221 bye\r\n"}, {0}};
static const struct script_step too_big[] = {
	SMTP_HELLO, {.expect = "MAIL", .send = "552 5.3.4 too big\r\n"}, {0}};
static const struct script_step no_passwords[] = {SMTP_TO_MAIL,
	{.expect = "RCPT", .send = "550 5.7.30 Basic authentication is not supported\r\n"}, {0}};
static const struct script_step grey[] = {SMTP_TO_MAIL,
	{.expect = "RCPT", .send = "450-4.2.0 Greylisted,\r\n450 4.2.0 try again in 5 minutes\r\n"},
	{0}};
static const struct script_step sender_later[] = {
	SMTP_HELLO, {.expect = "MAIL", .send = "451 4.7.1 not so fast\r\n"}, {0}};
static const struct script_step unknown[] = {
	SMTP_TO_MAIL, {.expect = "RCPT", .send = "550 5.1.1 no such user\r\n"}, {0}};
static const struct script_step grey_clock[] = {SMTP_TO_MAIL,
	{.expect = "RCPT", .send = "451 4.7.1 Greylisting in action, come back in 00:04:59\r\n"},
	{0}};
static const struct script_step data_later[] = {
	SMTP_TO_RCPT, {.expect = "DATA", .send = "451 4.3.0 queue trouble\r\n"}, {0}};
static const struct script_step data_never[] = {
	SMTP_TO_RCPT, {.expect = "DATA", .send = "554 5.5.1 no valid recipients\r\n"}, {0}};
static const struct script_step closing_late[] = {
	SMTP_TO_BODY, {.send = "421 4.4.2 timeout\r\n"}, {0}};
static const struct script_step too_big_late[] = {
	SMTP_TO_BODY, {.send = "552 5.3.4 message too big\r\n"}, {.hold = true}, {0}};
static const struct script_step too_fast[] = {SMTP_TO_BODY,
	{.send = "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded\r\n"},
	{.hold = true}, {0}};
static const struct script_step spam[] = {
	SMTP_TO_BODY, {.send = "554 5.7.1 looks like spam\r\n"}, {.hold = true}, {0}};
static const struct script_step full[] = {
	SMTP_TO_BODY, {.send = "452 4.3.1 disk full\r\n"}, {.hold = true}, {0}};
static const struct script_step dropped[] = {SMTP_TO_BODY, {0}};
static const struct script_step dropped_early[] = {SMTP_TO_MAIL, {0}};
static const struct script_step silent[] = {SMTP_TO_BODY, {.hold = true}, {0}};
static const struct script_step fine[] = {
	SMTP_TO_BODY, {.send = "250 2.0.0 got it\r\n"}, {.hold = true}, {0}};
static const struct {
	const struct script_step *script;
	enum delivery_result result;
	bool way_down, at_recipient;
	int code;
	int retry_after_s;
	const char *words;
} verdicts[] = {
	{busy, DELIVERY_LATER, true, false, 421, 0, "too busy"},
	{no_service, DELIVERY_LATER, true, false, 554, 0, "no service"},
	{closing, DELIVERY_LATER, true, false, 421, 0, "closing"},
	{not_us, DELIVERY_LATER, true, false, 550, 0, "may not send as the network's address"},
	{not_this, DELIVERY_LATER, true, false, 550, 0, "refuses the network's address as sender"},
	{too_big, DELIVERY_NEVER, false, false, 552, 0, "too big"},
	{no_passwords, DELIVERY_LATER, true, false, 550, 0, "use auth = xoauth2"},
	{grey, DELIVERY_LATER, false, true, 450, 300, "Greylisted"},
	{sender_later, DELIVERY_LATER, false, false, 451, 0, "puts off the letter to a@fou.test"},
	{unknown, DELIVERY_NEVER, false, true, 550, 0, "no such user"},
	{grey_clock, DELIVERY_LATER, false, true, 451, 0, "Greylisting"},
	{data_later, DELIVERY_LATER, false, false, 451, 0, "queue trouble"},
	{data_never, DELIVERY_NEVER, false, false, 554, 0, "no valid recipients"},
	{closing_late, DELIVERY_LATER, true, false, 421, 0, "timeout"},
	{too_big_late, DELIVERY_NEVER, false, false, 552, 0, "message too big"},
	{too_fast, DELIVERY_LATER, false, false, 432, 0, "thread limit"},
	{spam, DELIVERY_NEVER, false, false, 554, 0, "looks like spam"},
	{full, DELIVERY_LATER, false, false, 452, 0, "disk full"},
	{dropped, DELIVERY_LATER, false, false, 0, 0, "before it said that it has the letter"},
	{dropped_early, DELIVERY_LATER, true, false, 0, 0, "in the middle of the dialogue"},
	{silent, DELIVERY_LATER, false, false, 0, 0, "before it said that it has the letter"},
	{fine, DELIVERY_DONE, false, false, 250, 0, "got it"},
};

static void every_stage_has_its_verdict(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
		struct delivery delivery = smtp_script_send(verdicts[i].script);

		assert_delivery(
			&delivery, verdicts[i].result, verdicts[i].way_down, verdicts[i].words);
		assert_int_equal(delivery.at_recipient, verdicts[i].at_recipient);
		assert_int_equal(delivery.code, verdicts[i].code);
		assert_int_equal(delivery.retry_after_s, verdicts[i].retry_after_s);
	}
}

/* A server whose log-ins are out of order says nothing against the password. */
static void a_login_that_cannot_be_checked_is_tried_again(void **state)
{
	static const struct script_step puts_off[] = {{.start_tls = true}, {.send = "220 hi\r\n"},
		{.expect = "EHLO", .send = "250-test\r\n250 AUTH PLAIN\r\n"},
		{.expect = "AUTH PLAIN", .send = "454 4.7.0 Temporary failure\r\n"}, {.hold = true},
		{0}};
	const struct script_step *script = puts_off;
	struct scripted *scripted = scripted_start(&script, 1, stack.certificate, stack.key);
	struct server server = server_at(scripted_port(scripted), SERVER_TLS_IMPLICIT);

	(void)state;
	server.timeout_ms = 1000;
	struct delivery delivery = send_once(&server, "a@fou.test");
	free(scripted_stop(scripted));
	assert_delivery(&delivery, DELIVERY_LATER, true, "cannot check log-ins for now: 454");
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
	} rows[] = {{stripped,
			    "offers no STARTTLS, and without encryption we do not log in: use "
			    "smtps://"},
		{injected, "in clear behind the answer to STARTTLS"}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scripted *scripted =
			scripted_start(&rows[i].script, 1, stack.certificate, stack.key);
		struct server server = server_at(scripted_port(scripted), SERVER_TLS_STARTTLS);

		server.timeout_ms = 1000;

		struct delivery delivery = send_once(&server, "a@fou.test");
		struct fault fault = {.text = ""};

		assert_delivery(&delivery, DELIVERY_LATER, true, rows[i].words);
		/* `samlad check` */
		assert_true(smtp_check(&server, NULL, &fault) < 0);
		assert_non_null(strstr(fault.text, rows[i].words));
		free(scripted_stop(scripted));
	}
}

#define HELLO_UTF8                                                                                 \
	{.start_tls = true}, {.send = "220 hi\r\n"},                                               \
	{                                                                                          \
		.expect = "EHLO", .send = "250-test\r\n250 SMTPUTF8\r\n"                           \
	}

/* RFC 6531: the letter's bytes are plain, the envelope alone is not. */
static void an_address_beyond_ascii_goes_as_it_is(void **state)
{
	static const struct script_step offered[] = {HELLO_UTF8,
		{.expect = "NOOP", .send = "250 ok\r\n"},
		{.expect = "MAIL FROM:<natverk@fou.test> SMTPUTF8", .send = "250 ok\r\n"},
		{.expect = "RCPT TO:<\xc3\xa5sa@fou.test>", .send = "250 ok\r\n"},
		{.expect = "DATA", .send = "554 5.0.0 enough for now\r\n"}, {0}};
	static const struct script_step not_needed[] = {HELLO_UTF8,
		{.expect = "MAIL FROM:<natverk@fou.test>", .send = "250 ok\r\n"},
		{.expect = "RCPT TO:<a@fou.test>", .send = "250 ok\r\n"},
		{.expect = "DATA", .send = "554 5.0.0 enough for now\r\n"}, {0}};
	static const struct script_step in_ascii[] = {SMTP_HELLO,
		{.expect = "MAIL FROM:<natverk@fou.test>", .send = "250 ok\r\n"},
		{.expect = "RCPT TO:<asa@xn--rksmrgs-5wao1o.test>", .send = "250 ok\r\n"},
		{.expect = "DATA", .send = "554 5.0.0 enough for now\r\n"}, {0}};
	static const struct script_step missing[] = {SMTP_HELLO,
		{.expect = "NOOP", .send = "250 ok\r\n"}, {.expect = "QUIT", .send = "221 bye\r\n"},
		{0}};
	static const struct script_step busy_now[] = {
		HELLO_UTF8, {.expect = "NOOP", .send = "421 4.3.2 closing\r\n"}, {0}};
	static const struct {
		const struct script_step *script;
		const char *recipient;
		enum delivery_result result;
		const char *words;
	} rows[] = {
		{offered, "\xc3\xa5sa@fou.test", DELIVERY_NEVER, "enough"},
		{not_needed, "a@fou.test", DELIVERY_NEVER, "enough"},
		/* a domain has another name in ASCII, which any server takes */
		{in_ascii, "asa@R\xc3\xa4ksm\xc3\xb6rg\xc3\xa5s.test", DELIVERY_NEVER, "enough"},
		{missing, "\xc3\xa5sa@fou.test", DELIVERY_NEVER, "does not offer SMTPUTF8"},
		{busy_now, "\xc3\xa5sa@fou.test", DELIVERY_LATER, "closing"},
	};
	_cleanup_arena_ struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scripted *scripted =
			scripted_start(&rows[i].script, 1, stack.certificate, stack.key);
		struct server server = server_at(scripted_port(scripted), SERVER_TLS_IMPLICIT);

		server.auth = SERVER_AUTH_NONE;
		server.timeout_ms = 1000;

		/* as members have them */
		const char *recipient = address_normal_in(arena, rows[i].recipient);
		struct delivery delivery = send_once(&server, recipient);
		char *wrong = scripted_stop(scripted);

		assert_string_equal(wrong, "");
		free(wrong);
		assert_delivery(
			&delivery, rows[i].result, rows[i].result == DELIVERY_LATER, rows[i].words);
	}
}

static void a_connection_that_went_stale_is_made_anew(void **state)
{
	static const struct script_step once[] = {SMTP_TO_BODY, {.send = "250 first\r\n"}, {0}};
	static const struct script_step again[] = {
		SMTP_TO_BODY, {.send = "250 second\r\n"}, {.hold = true}, {0}};
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
		cmocka_unit_test(every_stage_has_its_verdict),
		cmocka_unit_test(a_login_that_cannot_be_checked_is_tried_again),
		cmocka_unit_test(starttls_stripped_or_injected_is_refused),
		cmocka_unit_test(an_address_beyond_ascii_goes_as_it_is),
		cmocka_unit_test(a_connection_that_went_stale_is_made_anew),
	};

	if (!mailstack_start(&stack))
		return 0;

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	mailstack_stop(&stack);
	return failed;
}
