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
	const char *keys; /* of the log-in; %s: the token server's address */
};

#define BY_TOKEN                                                                                   \
	"    auth = xoauth2\n    token_url = %s\n    client_id = 0aa1\n"                           \
	"    scope = https://outlook.office365.com/.default\n"

static void configure(struct season *s, const struct way *way, const struct token_server *tokens)
{
	const char *url = tokens
		? arena_printf(s->arena, "https://localhost:%u/token", token_server_port(tokens))
		: "";
	const char *at = strstr(way->keys, "%s");
	const char *keys = at
		? arena_printf(s->arena, "%.*s%s%s", (int)(at - way->keys), way->keys, url, at + 2)
		: way->keys;
	const char *log_in = arena_printf(s->arena,
		"    user = natverk@fou.test\n    secret = %s\n    ca = %s\n%s",
		season_path(s, "secret"), stack.ca, keys);

	season_write(s, "secret", "secret\n");
	assert_int_equal(chmod(season_path(s, "secret"), 0600), 0);
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
	static const struct way way = {"localhost", BY_TOKEN};
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
		{{"127.0.0.2", ""}, "for another host: it names other.example"},
		{{"127.0.0.3", ""}, "has expired (valid until"},
		{{"127.0.0.5", ""}, "unknown CA: it was issued by \"otherca\""},
		{{"localhost", ""}, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&rows[i].way, NULL, rows[i].words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_refusal_of_a_token_has_its_line),
		cmocka_unit_test(a_certificate_or_a_password_that_is_wrong_has_its_line),
	};

	/* there are no records to be found, and nobody to wait for */
	setenv("RES_OPTIONS", "timeout:1 attempts:1", 1);
	if (!mailstack_start(&stack))
		return 0;
	scratch_make(token_dir);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	scratch_remove(token_dir);
	mailstack_stop(&stack);
	return failed;
}
