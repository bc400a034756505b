/* floor: outward */
/* with: support/mailstack.c support/submission.c support/scripted.c support/heard.c */
/* with: support/smtp_script.c */
/* SPDX-License-Identifier: MIT */
/*
 * What Microsoft and Google say to a log-in that they refuse, and when they have enough of us: to
 * the letter, but not because of it. It waits, and whoever reads the journal, or runs `samlad
 * check`, learns what to do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "outward/delivery.h"
#include "support/mailstack.h"
#include "support/smtp_script.h"

static const struct script_step google_day[] = {SMTP_TO_BODY,
	{.send = "550 5.4.5 Daily user sending limit exceeded.\r\n"}, {.hold = true}, {0}};
static const struct script_step microsoft_day[] = {SMTP_TO_BODY,
	{.send = "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException\r\n"},
	{.hold = true}, {0}};
static const struct script_step tenant_day[] = {SMTP_TO_RCPT,
	{.expect = "DATA", .send = "550 5.7.233 tenant exceeded its daily limit\r\n"}, {0}};
static const struct script_step blocked[] = {SMTP_TO_BODY,
	{.send = "550 5.1.8 Access denied, bad outbound sender\r\n"}, {.hold = true}, {0}};
static const struct script_step tenant_blocked[] = {SMTP_TO_BODY,
	{.send = "550 5.7.705 Access denied, tenant has exceeded threshold\r\n"}, {.hold = true},
	{0}};
static const struct script_step our_domain[] = {SMTP_TO_BODY,
	{.send = "550 5.7.750 Client blocked from sending from unregistered domain\r\n"},
	{.hold = true}, {0}};
static const struct script_step no_relay[] = {SMTP_TO_MAIL,
	{.expect = "RCPT", .send = "554 5.7.1 <a@fou.test>: Relay access denied\r\n"}, {0}};
static const struct script_step named_relay[] = {SMTP_TO_MAIL,
	{.expect = "RCPT", .send = "550 5.1.1 <a@relay.test>: no such user\r\n"}, {0}};

static void a_refusal_of_us_costs_no_letter(void **state)
{
	static const struct {
		const struct script_step *script;
		enum delivery_result result;
		bool way_down;
		int code;
		const char *words;
	} rows[] = {
		{google_day, DELIVERY_LATER, true, 550, "as many letters as the provider allows"},
		{microsoft_day, DELIVERY_LATER, true, 554,
			"as many letters as the provider allows"},
		{tenant_day, DELIVERY_LATER, true, 550, "as many letters as the provider allows"},
		{blocked, DELIVERY_LATER, true, 550, "Restricted entities"},
		{tenant_blocked, DELIVERY_LATER, true, 550, "Restricted entities"},
		{our_domain, DELIVERY_LATER, true, 550, "accepted domain"},
		{no_relay, DELIVERY_LATER, true, 554, "is a log-in needed?"},
		{named_relay, DELIVERY_NEVER, false, 550, "no such user"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct delivery delivery = smtp_script_send(rows[i].script);

		assert_delivery(&delivery, rows[i].result, rows[i].way_down, rows[i].words);
		assert_int_equal(delivery.code, rows[i].code);
	}
}

#define LOG_IN(way, answer)                                                                        \
	{                                                                                          \
		{.start_tls = true}, {.send = "220 hi\r\n"},                                       \
			{.expect = "EHLO", .send = "250-test\r\n250 AUTH PLAIN XOAUTH2\r\n"},      \
			{.expect = "AUTH " way, .send = answer "\r\n"}, {.hold = true},            \
		{                                                                                  \
			0                                                                          \
		}                                                                                  \
	}
static const struct script_step switched_off[] = LOG_IN("XOAUTH2",
	"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is "
	"disabled for the Mailbox.");
static const struct script_step no_right[] =
	LOG_IN("XOAUTH2", "535 5.7.3 Authentication unsuccessful [AM0PR01.EURPRD01]");
static const struct script_step no_basic[] =
	LOG_IN("PLAIN", "550 5.7.30 Basic authentication is not supported for Client Submission.");
static const struct script_step basic_blocked[] = LOG_IN(
	"PLAIN", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.");
static const struct script_step wrong_password[] =
	LOG_IN("PLAIN", "535-5.7.8 Username and Password not accepted.\r\n535 5.7.8 gsmtp");
static const struct script_step wrong_token[] =
	LOG_IN("XOAUTH2", "535-5.7.8 Username and Password not accepted.\r\n535 5.7.8 gsmtp");
static const struct script_step app_password[] =
	LOG_IN("PLAIN", "534-5.7.9 Application-specific password required.\r\n534 5.7.9 gsmtp");
static const struct script_step in_browser[] =
	LOG_IN("PLAIN", "534-5.7.14 Please log in via your web browser\r\n534 5.7.14 gsmtp");
static const struct script_step too_often[] =
	LOG_IN("PLAIN", "454 4.7.0 Too many login attempts, please try again later.");

static void a_refused_log_in_has_its_remedy(void **state)
{
	static const struct {
		const struct script_step *script;
		enum server_auth auth;
		const char *words;
	} rows[] = {
		{switched_off, SERVER_AUTH_XOAUTH2, "-SmtpClientAuthenticationDisabled $false"},
		{no_right, SERVER_AUTH_XOAUTH2, "SMTP.SendAsApp with admin consent"},
		{no_basic, SERVER_AUTH_PASSWORD, "use auth = xoauth2"},
		{basic_blocked, SERVER_AUTH_PASSWORD, "use auth = xoauth2"},
		{wrong_password, SERVER_AUTH_PASSWORD, "Google takes app passwords only"},
		{wrong_token, SERVER_AUTH_XOAUTH2, "may the application send by SMTP?"},
		{app_password, SERVER_AUTH_PASSWORD, "use an app password"},
		{in_browser, SERVER_AUTH_PASSWORD, "sign in as a person first"},
		{too_often, SERVER_AUTH_PASSWORD, "cannot check log-ins for now"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scripted *scripted =
			scripted_start(&rows[i].script, 1, stack.certificate, stack.key);
		struct server server = server_at(scripted_port(scripted), SERVER_TLS_IMPLICIT);
		struct fault fault = {.text = ""};

		server.auth = rows[i].auth;
		server.timeout_ms = 2000;
		assert_true(smtp_check(&server, NULL, &fault) < 0);
		if (!strstr(fault.text, rows[i].words))
			fail_msg("row %zu: \"%s\" lacks \"%s\"", i, fault.text, rows[i].words);
		free(scripted_stop(scripted));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_refusal_of_us_costs_no_letter),
		cmocka_unit_test(a_refused_log_in_has_its_remedy),
	};

	if (!mailstack_start(&stack))
		return 0;

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	mailstack_stop(&stack);
	return failed;
}
