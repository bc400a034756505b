/* SPDX-License-Identifier: MIT */
/*
 * A token server over TLS, in a thread of the test: it reads a POST and answers as the row at hand
 * says, one connection after the other; the last row serves all that follow.
 */
#ifndef SAMLAD_TESTS_SUPPORT_TOKEN_SERVER_H
#define SAMLAD_TESTS_SUPPORT_TOKEN_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct token_row {
	const char *status; /* "200 OK"; NULL: hangs up without an answer */
	const char *header; /* one more, or NULL */
	const char *body;
	size_t endless; /* then so many bytes more */
	/* what the form must hold, or the answer is 401 invalid_client; NULL: anything */
	const char *wants;
};

struct token_server;

struct token_server *token_server_start(const struct token_row *rows, size_t n,
	const char *certificate, const char *key, bool plain);
uint16_t token_server_port(const struct token_server *server);
/* How many requests came, and the last one's form. */
size_t token_server_requests(const struct token_server *server);
const char *token_server_form(const struct token_server *server);
void token_server_stop(struct token_server *server);

#endif
