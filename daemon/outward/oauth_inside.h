/* SPDX-License-Identifier: MIT */
/* What the oauth_*.c files share. */
#ifndef SAMLAD_OUTWARD_OAUTH_INSIDE_H
#define SAMLAD_OUTWARD_OAUTH_INSIDE_H

#include <stddef.h>

#include "outward/server.h"

struct account;
struct fault;
struct str;

/* Answers beyond this are cut off: a token has some kilobytes at most. */
#define OAUTH_ANSWER_LIMIT_BYTES 65536
#define OAUTH_TIMEOUT_MS 30000

struct oauth_answer {
	char token[SERVER_SECRET_LIMIT_BYTES];
	char refresh[SERVER_SECRET_LIMIT_BYTES]; /* a new refresh token, or "" */
	int good_s;
};

/* The form that asks for a token. refresh: the one that came last, or NULL: the file's. */
int oauth_form(const struct account *account, const char *refresh, struct str *ret_form,
	struct fault *fault);
/* Sends it to the token server, and takes its answer whole: 0 and the HTTP status. */
int oauth_post(const struct account *account, const char *form, struct str *ret_body,
	long *ret_status, struct fault *fault);
/* What the answer says. host: the token server, for the words. */
int oauth_read_answer(const char *host, long status, const char *body, size_t bytes,
	struct oauth_answer *ret_answer, struct fault *fault);
/* The host of an https address, into room. */
void oauth_host(const char *url, char ret_host[256]);

#endif
