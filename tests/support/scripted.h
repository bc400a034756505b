/* SPDX-License-Identifier: MIT */
/*
 * A server of lines that does exactly what a table says, also what no real server does. It runs in
 * a thread of the test and serves one connection after the other, a script each; the last script
 * serves all that follow.
 */
#ifndef SAMLAD_TESTS_SUPPORT_SCRIPTED_H
#define SAMLAD_TESTS_SUPPORT_SCRIPTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * expect: reads a line that must contain it (case does not matter); NULL: reads nothing.
 * send: what is then sent as it stands, but `%T` becomes the tag (first word) of the last line
 * read; NULL: nothing. A script ends with a row of nothing: the connection is closed.
 */
struct script_step {
	const char *expect;
	const char *send;
	size_t endless; /* then so many bytes without a line end */
	bool start_tls; /* then the TLS handshake, as server */
	bool hold; /* then waits until the client hangs up */
};

struct scripted;

/* certificate and key: files for start_tls, or NULL. Listens on 127.0.0.1, on a port of its own. */
struct scripted *scripted_start(const struct script_step *const scripts[], size_t n,
	const char *certificate, const char *key);
uint16_t scripted_port(const struct scripted *server);
/* heard_await() on what clients say. */
bool scripted_await(struct scripted *server, const char *word, size_t lines);
/* Stops it. What it met first that was not in the script ("" when all went by it); to be freed. */
char *scripted_stop(struct scripted *server);

#endif
