/* floor: outward */
/* with: support/mailstack.c support/imap_session.c support/scripted.c support/heard.c */
/* SPDX-License-Identifier: MIT */
/*
 * Log-ins that Microsoft and Google refuse, in their own words, and what `samlad check` makes of
 * them: a sentence that says what to do.
 */
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
#include "outward/imap.h"
#include "outward/server.h"
#include "support/imap_session.h"
#include "support/scripted.h"

#define HELLO                                                                                      \
	{.start_tls = true},                                                                       \
	{                                                                                          \
		.send = "* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] hello\r\n"                       \
	}

/* What `samlad check` says of a server that plays by the script. */
static void check(const struct script_step *script, enum server_auth auth, int result,
	const char *refusal, const char *words)
{
	struct scripted *scripted = scripted_start(&script, 1, stack.certificate, stack.key);
	struct server server = server_of("natverk@fou.test");
	struct fault fault = {.text = ""};
	_cleanup_str_ struct str text;

	server.port = scripted_port(scripted);
	server.auth = auth;
	server.timeout_ms = 2000;
	str_init(&text, 1000);
	assert_int_equal(imap_check(&server, &text, &fault), result);
	assert_words(&fault, refusal);
	assert_words(&fault, words);

	char *wrong = scripted_stop(scripted);

	assert_string_equal(wrong, "");
	free(wrong);
}

static void a_refused_log_in_has_its_remedy(void **state)
{
	static const struct {
		enum server_auth auth;
		const char *answer, *refusal, *words;
	} rows[] = {
		/* Exchange Online */
		{SERVER_AUTH_XOAUTH2, "AUTHENTICATE failed.", "refuses the token of natverk",
			"New-ServicePrincipal with the Enterprise application's object id"},
		{SERVER_AUTH_PASSWORD, "LOGIN failed.", "refuses the password of natverk",
			"use auth = xoauth2"},
		/* Google */
		{SERVER_AUTH_XOAUTH2, "[AUTHENTICATIONFAILED] Invalid credentials (Failure)",
			"refuses the token", "is the application allowed to use IMAP?"},
		{SERVER_AUTH_PASSWORD, "[AUTHENTICATIONFAILED] Invalid credentials (Failure)",
			"Invalid credentials", "Google takes app passwords only"},
		{SERVER_AUTH_PASSWORD,
			"[ALERT] Application-specific password required: "
			"https://support.google.com/accounts/answer/185833 (Failure)",
			"Application-specific", "make an app password"},
		{SERVER_AUTH_PASSWORD,
			"[ALERT] Please log in via your web browser: "
			"https://support.google.com/mail/accounts/answer/78754 (Failure)",
			"log in via", "sign in as a person first"},
		{SERVER_AUTH_XOAUTH2,
			"[WEBALERT https://accounts.google.com/signin] Web login required. "
			"(Failure)",
			"Web login", "sign in as a person first"},
		{SERVER_AUTH_XOAUTH2,
			"[ALERT] Your account is not enabled for IMAP use. Please visit your Gmail "
			"settings page and enable your account for IMAP access. (Failure)",
			"not enabled", "IMAP is switched off for the account"},
		{SERVER_AUTH_PASSWORD,
			"[ALERT] IMAP access is disabled for your domain. Please contact your "
			"domain administrator (Failure)",
			"disabled for", "IMAP is switched off for the account"},
		{SERVER_AUTH_XOAUTH2,
			"[ALERT] Account exceeded command or bandwidth limits. (Failure)",
			"exceeded command", "tried again later"},
		{SERVER_AUTH_PASSWORD, "[ALERT] Too many simultaneous connections. (Failure)",
			"Too many", "too many programs"},
		/* and any server whose log-ins are out of order */
		{SERVER_AUTH_PASSWORD, "[UNAVAILABLE] Temporary authentication failure.",
			"Temporary", "tried again later"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char answer[300];
		const struct script_step script[] = {HELLO,
			{.expect = rows[i].auth == SERVER_AUTH_XOAUTH2 ? "AUTHENTICATE XOAUTH2"
								       : "LOGIN",
				.send = answer},
			{.hold = true}, {0}};

		snprintf(answer, sizeof(answer), "%%T NO %s\r\n", rows[i].answer);
		check(script, rows[i].auth, -EACCES, rows[i].refusal, rows[i].words);
	}
}

/* Exchange Online takes a token that is good in itself, and only then finds that no mailbox lets
 * the application in: it answers so to everything. */
static void a_log_in_that_opens_no_mailbox_has_its_remedy(void **state)
{
	static const char bad[] = "%T BAD User is authenticated but not connected.\r\n";
	static const struct script_step at_select[] = {HELLO,
		{.expect = "AUTHENTICATE XOAUTH2", .send = "%T OK AUTHENTICATE completed.\r\n"},
		{.expect = "CAPABILITY", .send = "* CAPABILITY IMAP4rev1 MOVE\r\n%T OK .\r\n"},
		{.expect = "SELECT", .send = bad}, {.hold = true}, {0}};
	static const struct script_step at_once[] = {HELLO,
		{.expect = "AUTHENTICATE XOAUTH2", .send = "%T OK AUTHENTICATE completed.\r\n"},
		{.expect = "CAPABILITY", .send = bad}, {.hold = true}, {0}};
	static const struct script_step *const scripts[] = {at_select, at_once};

	(void)state;
	for (size_t i = 0; i < 2; i++)
		check(scripts[i], SERVER_AUTH_XOAUTH2, -EACCES, "opens no mailbox",
			"FullAccess to this mailbox");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_refused_log_in_has_its_remedy),
		cmocka_unit_test(a_log_in_that_opens_no_mailbox_has_its_remedy),
	};

	RUN_WITH_MAILSTACK(tests);
}
