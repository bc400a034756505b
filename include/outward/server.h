/* SPDX-License-Identifier: MIT */
/* A mail server and how to log in to it: what imap, smtp and tls are told. All texts are borrowed.
 */
#ifndef SAMLAD_OUTWARD_SERVER_H
#define SAMLAD_OUTWARD_SERVER_H

#include <stdbool.h>
#include <stdint.h>

struct fault;
struct str;

enum server_tls {
	SERVER_TLS_IMPLICIT, /* imaps://, smtps:// */
	SERVER_TLS_STARTTLS /* imap://, smtp://: demanded, never given up */
};

enum server_auth {
	SERVER_AUTH_PASSWORD,
	SERVER_AUTH_XOAUTH2, /* the secret is an access token */
	SERVER_AUTH_NONE /* submission alone: a server that trusts our address */
};

struct server {
	const char *host; /* a name or an address, as the certificate must have it */
	uint16_t port;
	enum server_tls tls;
	const char *ca; /* file with the CAs that replace the system's; NULL: the system's */
	enum server_auth auth;
	const char *user;
	/*
	 * The password or token: the text, or when load_secret is set whatever that gives, asked
	 * anew before each log-in, so that a changed file or an expired token heals by itself.
	 * ret_secret is empty when called.
	 */
	const char *secret;
	int (*load_secret)(void *context, struct str *ret_secret, struct fault *fault);
	/*
	 * The server has refused that secret, and a kept one is to be dropped. True when the next
	 * may fare better, so that one more try at once makes sense. NULL: it never does.
	 */
	bool (*drop_secret)(void *context);
	void *secret_context;
	int timeout_ms; /* of a connection attempt and of each wait for the server; 0: 60 s */
};

#define SERVER_TIMEOUT_MS 60000
#define SERVER_SECRET_LIMIT_BYTES 16384

static inline int server_timeout_ms(const struct server *server)
{
	return server->timeout_ms > 0 ? server->timeout_ms : SERVER_TIMEOUT_MS;
}

/*
 * The secret to log in with, into ret_secret (born with SERVER_SECRET_LIMIT_BYTES). 0, or -EACCES
 * with words when there is none. Control characters are refused: they would end the command that
 * carries it.
 */
int server_secret(const struct server *server, struct str *ret_secret, struct fault *fault);

#endif
