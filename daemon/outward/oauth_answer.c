/* SPDX-License-Identifier: MIT */
/*
 * What the token server answered (RFC 6749 sections 5.1 and 5.2): a token, or why there is none.
 *
 * A server's words end up in journals and before people, so they are made plain and short; of a
 * good answer nothing is ever shown. What is no such answer (a web page, a redirect, half a JSON)
 * is told by its status alone.
 */
#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/fault.h"
#include "oauth_inside.h"
#include "outward/oauth.h"

#define GOOD_S_UNSAID 600
#define GOOD_S_MOST 86400
#define SAID_MOST 160

static const char *text_of(const json_t *json, const char *key)
{
	const char *text = json_string_value(json_object_get(json, key));

	return text ? text : "";
}

/* A number, or as some servers have it, a number in quotes. */
static int good_s(const json_t *json)
{
	const json_t *value = json_object_get(json, "expires_in");
	json_int_t s = json_is_string(value) ? strtoll(json_string_value(value), NULL, 10)
					     : (json_int_t)json_number_value(value);

	if (value == NULL || s < 0)
		return GOOD_S_UNSAID;
	return s > GOOD_S_MOST ? GOOD_S_MOST : (int)s;
}

/* Whether it may stand in a command; copies it. */
static bool take_token(const char *text, char ret_token[SERVER_SECRET_LIMIT_BYTES])
{
	size_t n = strlen(text);

	if (n >= SERVER_SECRET_LIMIT_BYTES)
		return false;
	for (const char *at = text; *at; at++) {
		if (*at <= ' ' || *at > '~')
			return false;
	}
	memcpy(ret_token, text, n + 1);
	return true;
}

static int read_token(
	const char *host, const json_t *json, struct oauth_answer *answer, struct fault *fault)
{
	const char *type = text_of(json, "token_type");

	*answer = (struct oauth_answer){.good_s = good_s(json)};
	if (*type != '\0' && strcasecmp(type, "Bearer") != 0)
		return fault_set(fault, -EPROTO,
			"the token server %s gives a token of a kind that mail servers don't take "
			"(token_type is not Bearer)",
			host);
	if (*text_of(json, "access_token") == '\0' ||
		!take_token(text_of(json, "access_token"), answer->token))
		return fault_set(fault, -EPROTO,
			"the token server %s answers without an access token that can be used: is "
			"`token_url` right?",
			host);
	take_token(text_of(json, "refresh_token"), answer->refresh);
	return 0;
}

/* The first line of the server's own words, plain. */
static void copy_plain(const char *text, char ret_said[SAID_MOST + 1])
{
	size_t n = strcspn(text, "\r\n");

	if (n > SAID_MOST)
		n = SAID_MOST;
	for (size_t i = 0; i < n; i++)
		ret_said[i] = isprint((unsigned char)text[i]) ? text[i] : '?';
	ret_said[n] = '\0';
}

static int read_refusal(const char *host, long status, const json_t *json, struct fault *fault)
{
	const char *error = text_of(json, "error");
	const char *description = text_of(json, "error_description");
	char said[SAID_MOST + 1], name[SAID_MOST + 1];
	/* the server's own trouble, by its status or by RFC 6749's and Microsoft's names for it */
	bool busy = status >= 500 || status == 429 || strcmp(error, "server_error") == 0 ||
		strcmp(error, "temporarily_unavailable") == 0;

	copy_plain(error, name);
	copy_plain(description, said);
	return fault_set(fault, busy ? -EAGAIN : -EACCES, "no access token from %s: %s (%s%s%s)",
		host, oauth_remedy(error, description), name, *said ? ": " : "", said);
}

int oauth_read_answer(const char *host, long status, const char *body, size_t bytes,
	struct oauth_answer *ret_answer, struct fault *fault)
{
	json_t *json = json_loadb(body, bytes, JSON_REJECT_DUPLICATES, NULL);
	int r;

	if (status == 200 && json_is_object(json))
		r = read_token(host, json, ret_answer, fault);
	else if (status >= 300 && status < 400)
		r = fault_set(fault, -EPROTO,
			"the token server %s sends us elsewhere (HTTP %ld), where the secret must "
			"not go: put the right address in `token_url`",
			host, status);
	else if (json_is_object(json) && *text_of(json, "error") != '\0')
		r = read_refusal(host, status, json, fault);
	else if (status >= 500 || status == 429)
		r = fault_set(fault, -EAGAIN,
			"the token server %s has trouble of its own (HTTP %ld): it is asked again "
			"later",
			host, status);
	else
		r = fault_set(fault, -EPROTO,
			"what answers at %s is no token server (HTTP %ld): is `token_url` right?",
			host, status);
	json_decref(json);
	return r;
}
