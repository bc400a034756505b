/* SPDX-License-Identifier: MIT */
#include "support/token_account.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

char token_dir[SCRATCH_PATH];

const char *put(struct arena *arena, const char *name, const char *text)
{
	const char *path = arena_printf(arena, "%s/%s", token_dir, name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	return path;
}

struct account account_at(struct arena *arena, const struct token_server *server)
{
	return (struct account){.host = "localhost",
		.port = stack.imaps,
		.tls_first = true,
		.user = NATVERK,
		.auth = ACCOUNT_XOAUTH2,
		.secret = put(arena, "secret", "s3cret+/&=%\n"),
		.credential = "main",
		.ca = stack.ca,
		.oauth = {
			.token_url = arena_printf(arena, "https://localhost:%u/t/oauth2/v2.0/token",
				token_server_port(server)),
			.client_id = "0aa1-id",
			.scope = "https://outlook.office365.com/.default"}};
}

struct token_server *serve(const struct token_row *rows, size_t n)
{
	return token_server_start(rows, n, stack.certificate, stack.key, false);
}

struct token_row gives(struct arena *arena, const char *token, int s)
{
	return (struct token_row){.status = "200 OK",
		.body = arena_printf(arena,
			"{\"token_type\":\"Bearer\",\"expires_in\":%d,\"access_token\":\"%s\"}", s,
			token)};
}
