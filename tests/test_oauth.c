/* floor: outward */
/* with: support/mailstack.c support/token_server.c support/token_account.c */
/* with: support/submission.c support/scratch.c */
/* SPDX-License-Identifier: MIT */
/* Access tokens: from a token server of the test's own to a real Dovecot and a real Postfix. */
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
#include "outward/delivery.h"
#include "outward/imap.h"
#include "outward/oauth.h"
#include "outward/ways.h"
#include "support/token_account.h"

static void a_secret_gets_a_token_that_dovecot_and_postfix_take(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct token_row row = gives(arena, stack.token, 3600);
	struct token_server *server;
	struct fault fault = {""};
	_cleanup_str_ struct str text;

	(void)state;
	row.wants = "client_secret=s3cret%2B%2F%26%3D%25";
	server = serve(&row, 1);
	struct account account = account_at(arena, server);
	struct oauth *oauth = oauth_of_account(arena, &account);
	struct server imap = server_of_account(&account, oauth);

	str_init(&text, 4096);
	for (int i = 0; i < 3; i++) {
		if (imap_check(&imap, &text, &fault) < 0)
			fail_msg("%s", fault.text);
	}
	assert_string_equal(token_server_form(server),
		"grant_type=client_credentials&client_id=0aa1-id&scope=https%3A%2F%2Foutlook."
		"office365.com%2F.default&client_secret=s3cret%2B%2F%26%3D%25");
	account.port = stack.smtps;
	struct server smtp = server_of_account(&account, oauth);
	struct delivery delivery = send_once(&smtp, "a@fou.test");

	assert_delivery(&delivery, DELIVERY_DONE, false, "2.0.0 Ok: queued");
	assert_int_equal(token_server_requests(server), 1); /* one token for all of them */
	assert_null(strstr(text.at, stack.token));
	token_server_stop(server);
}

static void a_token_is_renewed_before_it_expires(void **state)
{
	static const struct {
		int good_s;
		size_t requests;
	} rows[] = {{0, 3}, {3600, 1}, {86400 * 365, 1}};
	_cleanup_arena_ struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct token_row row = gives(arena, "a.b-c", rows[i].good_s);
		struct token_server *server = serve(&row, 1);
		struct account account = account_at(arena, server);
		struct oauth *oauth = oauth_new(arena, &account);

		for (int n = 0; n < 3; n++) {
			_cleanup_str_ struct str token;

			str_init(&token, SERVER_SECRET_LIMIT_BYTES);
			assert_int_equal(oauth_token(oauth, &token, NULL), 0);
			assert_string_equal(token.at, "a.b-c");
		}
		assert_int_equal(token_server_requests(server), rows[i].requests);
		token_server_stop(server);
	}
}

/* The kept token was withdrawn: the server says no once, and a new one is fetched at once. */
static void a_refused_token_is_replaced_once(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct token_row rows[] = {
		gives(arena, stack.expired_token, 3600), gives(arena, stack.token, 3600)};
	const struct token_row bad[] = {gives(arena, stack.expired_token, 3600)};
	struct fault fault = {""};
	_cleanup_str_ struct str text;

	(void)state;
	str_init(&text, 4096);
	for (int smtp = 0; smtp < 2; smtp++) {
		struct token_server *server = serve(rows, 2);
		struct account account = account_at(arena, server);
		struct oauth *oauth = oauth_new(arena, &account);

		account.port = smtp ? stack.smtps : stack.imaps;
		struct server way = server_of_account(&account, oauth);

		/* a token fetched for this log-in gets no second try */
		assert_int_equal(
			smtp ? smtp_check(&way, &text, &fault) : imap_check(&way, &text, &fault),
			-EACCES);
		assert_non_null(strstr(fault.text, "refuses the token of " NATVERK));
		assert_int_equal(token_server_requests(server), 1);
		assert_int_equal(
			smtp ? smtp_check(&way, &text, &fault) : imap_check(&way, &text, &fault),
			0);
		token_server_stop(server);
	}
	/* one that was kept does */
	struct token_server *server = serve(bad, 1);
	struct account account = account_at(arena, server);
	struct oauth *oauth = oauth_new(arena, &account);
	struct server imap = server_of_account(&account, oauth);
	_cleanup_str_ struct str token;

	str_init(&token, SERVER_SECRET_LIMIT_BYTES);
	assert_int_equal(oauth_token(oauth, &token, NULL), 0);
	assert_int_equal(imap_check(&imap, &text, &fault), -EACCES);
	assert_int_equal(token_server_requests(server), 2);
	token_server_stop(server);
}

static void a_refresh_token_is_used_and_its_successor_kept(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct token_row rows[] = {
		{.status = "200 OK",
			.wants = "refresh_token=s3cret",
			.body = "{\"access_token\":\"one\",\"expires_in\":\"0\",\"token_type\":"
				"\"bearer\",\"refresh_token\":\"next\"}"},
		{.status = "200 OK",
			.wants = "refresh_token=next&client_secret=client",
			.body = "{\"access_token\":\"two\",\"expires_in\":3599}"},
	};
	struct token_server *server = serve(rows, 2);
	struct account account = account_at(arena, server);
	_cleanup_str_ struct str token;

	(void)state;
	account.oauth.grant = OAUTH_REFRESH_TOKEN;
	account.oauth.client_secret = put(arena, "client", "client\n");
	account.oauth.scope = NULL;
	struct oauth *oauth = oauth_new(arena, &account);

	str_init(&token, SERVER_SECRET_LIMIT_BYTES);
	assert_null(oauth_remark(oauth));
	assert_int_equal(oauth_token(oauth, &token, NULL), 0);
	assert_non_null(strstr(oauth_remark(oauth), "replaced the refresh token"));
	assert_int_equal(oauth_token(oauth, &token, NULL), 0);
	assert_string_equal(token.at, "onetwo");
	token_server_stop(server);
}

static void a_certificate_stands_in_for_the_secret(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct token_row row = gives(arena, "one", 3600);
	struct token_server *server = serve(&row, 1);
	struct account account = account_at(arena, server);
	struct fault fault = {""};
	const char *pem = arena_printf(arena, "%s/both.pem", token_dir);
	FILE *openssl = popen(arena_printf(arena,
				      "openssl req -x509 -newkey rsa:2048 -nodes -keyout - -subj "
				      "/CN=samlad -days 2 "
				      "2>/dev/null >%s",
				      pem),
		"r");
	_cleanup_str_ struct str token;

	(void)state;
	assert_non_null(openssl);
	assert_int_equal(pclose(openssl), 0);
	account.secret = NULL;
	account.oauth.certificate = pem;
	str_init(&token, SERVER_SECRET_LIMIT_BYTES);
	if (oauth_token(oauth_new(arena, &account), &token, &fault) < 0)
		fail_msg("%s", fault.text);
	assert_non_null(strstr(token_server_form(server),
		"&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-"
		"bearer&client_assertion=eyJ"));
	assert_null(strstr(token_server_form(server), "client_secret"));
	token_server_stop(server);
}

static void dovecots_reason_comes_along(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct token_row row = gives(arena, stack.expired_token, 3600);
	struct token_server *server = serve(&row, 1);
	struct account account = account_at(arena, server);
	struct fault fault = {""};
	_cleanup_str_ struct str text;

	(void)state;
	str_init(&text, 4096);
	for (int smtp = 0; smtp < 2; smtp++) {
		account.port = smtp ? stack.smtps : stack.imaps;
		struct server way = server_of_account(&account, oauth_new(arena, &account));

		assert_int_equal(
			smtp ? smtp_check(&way, &text, &fault) : imap_check(&way, &text, &fault),
			-EACCES);
		assert_non_null(strstr(fault.text, "status "));
	}
	token_server_stop(server);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_secret_gets_a_token_that_dovecot_and_postfix_take),
		cmocka_unit_test(a_token_is_renewed_before_it_expires),
		cmocka_unit_test(a_refused_token_is_replaced_once),
		cmocka_unit_test(a_refresh_token_is_used_and_its_successor_kept),
		cmocka_unit_test(a_certificate_stands_in_for_the_secret),
		cmocka_unit_test(dovecots_reason_comes_along),
	};

	RUN_WITH_TOKENS(tests);
}
