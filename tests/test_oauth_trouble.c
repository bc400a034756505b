/* floor: outward */
/* with: support/mailstack.c support/token_server.c support/token_account.c */
/* with: support/submission.c support/scratch.c */
/* SPDX-License-Identifier: MIT */
/* Token servers that refuse, talk nonsense, lead elsewhere, or are not who they should be. */
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
#include "outward/config.h"
#include "outward/oauth.h"
#include "support/token_account.h"

static void what_goes_wrong_is_told_in_words(void **state)
{
	static const struct {
		struct token_row row;
		int error;
		const char *words;
	} rows[] = {
		{{.status = "200 OK", .body = "{}", .wants = "client_secret=right"}, -EACCES,
			"the client secret is wrong: put the secret's value (not its id)"},
		{{.status = "400 Bad Request",
			 .body = "{\"error\":\"invalid_grant\",\"error_description\":\"Token has "
				 "been expired or revoked.\"}"},
			-EACCES, "publish the application"},
		{{.status = "400 Bad Request", .body = "{\"error\":\"odd\\u0007one\"}"}, -EACCES,
			"odd?one"},
		{{.status = "200 OK", .body = "<html>Sign in</html>"}, -EPROTO,
			"is no token server"},
		{{.status = "200 OK", .body = "{\"access_token\":\"a\\r\\nb\"}"}, -EPROTO,
			"without an access token that can be used"},
		{{.status = "200 OK", .body = "{\"access_token\":\"a\",\"token_type\":\"mac\"}"},
			-EPROTO, "not Bearer"},
		{{.status = "200 OK", .body = "[]"}, -EPROTO, "is no token server"},
		{{.status = "200 OK", .body = "{\"access_token\":\"", .endless = 1 << 20}, -EPROTO,
			"more than 65536 bytes"},
		{{.status = "302 Found", .header = "Location: https://localhost:1/", .body = ""},
			-EPROTO, "sends us elsewhere (HTTP 302)"},
		{{.status = "503 Service Unavailable", .body = "busy"}, -EAGAIN, "asked again"},
		{{.status = "500 Oops", .body = "{\"error\":\"server_error\"}"}, -EAGAIN,
			"trouble of its own"},
		{{.status = "404 Not Found", .body = "no"}, -EPROTO, "is `token_url` right?"},
		{{.status = NULL}, -EPROTO, "gives no answer"},
	};
	_cleanup_arena_ struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct token_server *server = serve(&rows[i].row, 1);
		struct account account = account_at(arena, server);
		struct oauth *oauth = oauth_new(arena, &account);
		struct fault fault = {""};
		_cleanup_str_ struct str token;

		str_init(&token, SERVER_SECRET_LIMIT_BYTES);
		int r = oauth_token(oauth, &token, &fault);

		if (r != rows[i].error || !strstr(fault.text, rows[i].words))
			fail_msg("row %zu: %d \"%s\"", i, r, fault.text);
		assert_null(strstr(fault.text, "s3cret"));
		assert_int_equal(token_server_requests(server), 1);
		token_server_stop(server);
	}
}

static void a_server_that_is_not_the_right_one_gets_no_secret(void **state)
{
	static const struct {
		const char *certificate; /* in the stack's pki/ */
		const char *url;
		bool plain, down;
		const char *words;
	} rows[] = {
		{"wrong", "https://localhost:%u/", false, false, "for another host"},
		{"expired", "https://localhost:%u/", false, false, "has expired"},
		{"self", "https://localhost:%u/", false, false, "self-signed"},
		{"foreign", "https://localhost:%u/", false, false, "unknown CA"},
		{"good", "http://localhost:%u/", true, false, "must be an https:// address"},
		{"good", "https://localhost:%u/", true, false, "during the TLS handshake"},
		{"good", "https://localhost:%u/", false, true, "nothing listens there"},
	};
	_cleanup_arena_ struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct token_row row = gives(arena, stack.token, 3600);
		const char *pki = arena_printf(arena, "%s/pki/%s", stack.dir, rows[i].certificate);
		struct token_server *server =
			token_server_start(&row, 1, arena_printf(arena, "%s.crt", pki),
				arena_printf(arena, "%s.key", pki), rows[i].plain);
		struct account account = account_at(arena, server);
		struct fault fault = {""};
		_cleanup_str_ struct str token;

		account.oauth.token_url = arena_printf(
			arena, rows[i].url, rows[i].down ? 1 : token_server_port(server));
		str_init(&token, SERVER_SECRET_LIMIT_BYTES);
		int r = oauth_token(oauth_new(arena, &account), &token, &fault);

		if (r >= 0 || !strstr(fault.text, rows[i].words))
			fail_msg("row %zu: %d \"%s\"", i, r, fault.text);
		assert_int_equal(token_server_requests(server), 0);
		token_server_stop(server);
	}
}

static void the_servers_reason_is_shown_in_words(void **state)
{
	static const struct {
		const char *base64;
		const char *words;
	} rows[] = {
		/* {"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"} */
		{"eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29v"
		 "Z2xlLmNvbS8ifQ==\r\n",
			"status 400, it wants the scope https://mail.google.com/"},
		{"", ""},
		{"!!!", ""},
		{"bm8ganNvbg==", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		_cleanup_str_ struct str text;

		str_init(&text, 512);
		oauth_challenge_words(rows[i].base64, &text);
		assert_string_equal(text.at, rows[i].words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_goes_wrong_is_told_in_words),
		cmocka_unit_test(a_server_that_is_not_the_right_one_gets_no_secret),
		cmocka_unit_test(the_servers_reason_is_shown_in_words),
	};

	RUN_WITH_TOKENS(tests);
}
