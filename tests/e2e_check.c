/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/mailstack.c support/submission.c support/token_server.c support/token_account.c */
/* SPDX-License-Identifier: MIT */
/*
 * `samlad check` as an administrator runs it while she follows a guide: between a real Dovecot and
 * Postfix and a token server of the test's own, each line says that it is well or what to do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "support/season.h"
#include "support/token_account.h"

#define REFUSED(error, words)                                                                      \
	{                                                                                          \
		.status = "400 Bad Request",                                                       \
		.body = "{\"error\":\"" error "\",\"error_description\":\"" words "\"}"            \
	}

struct way {
	const char *host; /* of both servers */
	const char *proof; /* "secret" "certificate" */
	const char *keys; /* of the log-in; %s: the token server's address */
};

#define BY_TOKEN                                                                                   \
	"    auth = xoauth2\n    token_url = %s\n    client_id = 0aa1\n"                           \
	"    scope = https://outlook.office365.com/.default\n"

#define BY_REFRESHING                                                                              \
	"    auth = xoauth2\n    token_url = %s\n    client_id = 0aa1\n"                           \
	"    grant = refresh_token\n    client_secret = ../secret\n"

/* The password; or, as the guide makes it, the key with its certificate. */
static void write_secret(struct season *s, const struct way *way)
{
	const char *path = season_path(s, "secret");

	season_write(s, "secret", "secret\n");
	assert_int_equal(chmod(path, 0600), 0);
	if (strcmp(way->proof, "certificate") != 0)
		return;
	FILE *made = popen(arena_printf(s->arena,
				   "openssl req -x509 -newkey rsa:2048 -nodes -days 2 "
				   "-subj /CN=samlad -keyout - 2>/dev/null >%s",
				   path),
		"r");
	assert_non_null(made);
	assert_int_equal(pclose(made), 0);
}

static void configure(struct season *s, const struct way *way, const struct token_server *tokens)
{
	const char *url = tokens
		? arena_printf(s->arena, "https://localhost:%u/token", token_server_port(tokens))
		: "";
	const char *at = strstr(way->keys, "%s");
	const char *keys = at
		? arena_printf(s->arena, "%.*s%s%s", (int)(at - way->keys), way->keys, url, at + 2)
		: way->keys;
	const char *log_in =
		arena_printf(s->arena, "    user = natverk@fou.test\n    %s = %s\n    ca = %s\n%s",
			way->proof, season_path(s, "secret"), stack.ca, keys);

	write_secret(s, way);
	season_config(s, "mailbox main { maildir = inbox }",
		arena_printf(s->arena, "mailbox main {\n    imap = imaps://%s:%u\n%s}", way->host,
			(unsigned)stack.imaps, log_in));
	season_config(s, "submission { maildir = outbox }",
		arena_printf(s->arena, "submission {\n    smtp = smtps://%s:%u\n%s}", way->host,
			(unsigned)stack.smtps, log_in));
	season_config(s, "natverk@fou.example", "natverk@fou.test");
}

/* The line of that finding; "" where there is none. */
static const char *line_of(struct season *s, const char *out, const char *begins)
{
	const char *at = strstr(out, begins);

	return at ? arena_strndup(s->arena, at, strcspn(at, "\n")) : "";
}

static void check(const struct way *way, const struct token_row *answer, const char *words)
{
	struct season s;
	struct token_server *tokens = answer ? serve(answer, 1) : NULL;

	season_begin(&s, "");
	configure(&s, way, tokens);
	struct season_ran ran = season_samlad(&s, "check");
	const char *begins = words ? "FAILED  " : "ok      ";
	const char *in = line_of(&s, ran.out, arena_printf(s.arena, "%smailbox main: ", begins));
	const char *out = line_of(&s, ran.out, arena_printf(s.arena, "%ssubmission: ", begins));
	if (ran.status != (words ? 1 : 0) || !strstr(in, words ? words : "INBOX has") ||
		!strstr(out, words ? words : "logged in as natverk@fou.test"))
		fail_msg("exit %d, wanted \"%s\": %s%s", ran.status, words ? words : "ok", ran.out,
			ran.err);
	assert_null(strstr(ran.out, "secret\n"));
	season_end(&s);
	if (tokens)
		token_server_stop(tokens);
}

static void each_refusal_of_a_token_has_its_line(void **state)
{
	static const struct {
		struct token_row answer;
		const char *words;
	} rows[] = {
		{REFUSED("invalid_client",
			 "AADSTS7000222: The provided client secret keys are "
			 "expired."),
			"has expired: make a new one under \"Certificates & secrets\""},
		{REFUSED("unauthorized_client", "AADSTS700016: Application not found"),
			"check `client_id =`"},
		{REFUSED("invalid_grant", "Token has been expired or revoked."),
			"publish the application"},
		{REFUSED("temporarily_unavailable", "AADSTS90033: busy"), "asked again later"},
		{{.status = "200 OK",
			 .body = "{\"access_token\":\"bad\",\"token_type\":\"Bearer\"}"},
			"refuses the token of natverk@fou.test"},
	};
	static const struct way way = {"localhost", "secret", BY_TOKEN};
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct token_row good = gives(arena, stack.token, 3600);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&way, &rows[i].answer, rows[i].words);
	check(&way, &good, NULL);
}

static void a_certificate_or_a_password_that_is_wrong_has_its_line(void **state)
{
	static const struct {
		struct way way;
		const char *words;
	} rows[] = {
		{{"127.0.0.2", "secret", ""}, "for another host: it names other.example"},
		{{"127.0.0.3", "secret", ""}, "has expired (valid until"},
		{{"127.0.0.5", "secret", ""}, "unknown CA: it was issued by \"otherca\""},
		{{"localhost", "secret", ""}, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&rows[i].way, NULL, rows[i].words);
}

/* What it finds well works: the fetcher's and the sender's boxes let them fetch tokens. */
static void the_whole_program_lives_by_tokens(void **state)
{
	static const char mail[] = "From: Eva Ek <eva@fou.test>\nTo: natverk@fou.test\n"
				   "Subject: =?utf-8?q?Id=C3=A9=3A?= Studiebesok\n"
				   "Message-ID: <%d@fou.test>\n\nHos mobila teamet.\n";
	static const struct way ways[] = {{"localhost", "secret", BY_TOKEN},
		{"localhost", "certificate", BY_TOKEN}, {"localhost", "secret", BY_REFRESHING}};
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct token_row good = gives(arena, stack.token, 3600);

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct season s;
		struct token_server *tokens = serve(&good, 1);

		season_begin(&s, "    mode = live\n    first_letter = no\n    hold = 0\n");
		configure(&s, &ways[i], tokens);
		season_config(
			&s, "eva@fou.example, karin@fou.example", "eva@fou.test, karin@fou.test");
		season_once(&s);
		const char *bytes = arena_printf(arena, mail, i);
		mailstack_deliver(&stack, "natverk", bytes, strlen(bytes));
		season_once(&s);
		assert_string_equal(
			season_query(&s, "SELECT count(*) FROM fact WHERE kind = 'idea-added'"),
			"1\n");
		assert_string_equal(
			season_query(&s, "SELECT count(*) FROM letter WHERE state = 'sent'"),
			"1\n");
		assert_true(token_server_requests(tokens) >= 2);
		season_end(&s);
		token_server_stop(tokens);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_refusal_of_a_token_has_its_line),
		cmocka_unit_test(the_whole_program_lives_by_tokens),
		cmocka_unit_test(a_certificate_or_a_password_that_is_wrong_has_its_line),
	};

	/* there are no records to be found, and nobody to wait for */
	setenv("RES_OPTIONS", "timeout:1 attempts:1", 1);
	RUN_WITH_TOKENS(tests);
}
