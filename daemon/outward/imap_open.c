/* SPDX-License-Identifier: MIT */
/*
 * From nothing to logged in.
 *
 * Two attacks end here. PREAUTH: a man in the middle greets as if we were logged in, so that no
 * STARTTLS is asked for; any PREAUTH greeting is refused. Injection: he appends commands' answers
 * in clear behind the OK of STARTTLS, to be taken for encrypted ones; any byte that is buffered at
 * that moment is refused. What was said about abilities before encryption is asked again after it.
 *
 * TLS runs on the same connection underneath, so libetpan's stream need not change when it starts.
 */
#include "outward/imap.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/str.h"
#include "imap_inside.h"
#include "outward/net.h"
#include "outward/oauth.h"
#include "outward/server.h"

/* A session that writes nowhere until it has a stream. */
static struct imap *imap_new(const struct server *server, struct net *net)
{
	struct imap *imap = calloc(1, sizeof(*imap));

	if (!imap)
		abort();
	imap->session = mailimap_new(0, NULL);
	if (!imap->session)
		abort();
	imap->net = net;
	imap->low.net = net;
	imap->user = server->user;
	memcpy(imap->host, server->host, strnlen(server->host, sizeof(imap->host) - 1));
	return imap;
}

void imap_close(struct imap *imap)
{
	if (!imap)
		return;
	if (!imap->lost && imap->session->imap_stream)
		net_write(imap->net, "z LOGOUT\r\n", 10);
	if (imap->session->imap_stream) {
		mailstream_close(imap->session->imap_stream);
		imap->session->imap_stream = NULL;
	}
	mailimap_free(imap->session);
	net_close(imap->net);
	free(imap);
}

static int greet(struct imap *imap, struct fault *fault)
{
	char words[200];
	int r = mailimap_connect(imap->session, imap_low_stream(&imap->low));

	if (r == MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
		return 0;
	imap->lost = true;
	if (r == MAILIMAP_NO_ERROR_AUTHENTICATED)
		return fault_set(fault, -EPROTO,
			"the server greets with PREAUTH, as if nobody had to log in: refused, "
			"since "
			"somebody between us and the server can send that");
	if (r == MAILIMAP_ERROR_DONT_ACCEPT_CONNECTION)
		return fault_set(fault, -ECONNREFUSED, "%s turns us away: %s", imap->host,
			imap_words(imap, words, sizeof(words)));
	if (r == MAILIMAP_ERROR_PARSE || r == MAILIMAP_ERROR_PROTOCOL)
		return fault_set(
			fault, -EPROTO, "what answers there is no IMAP server: is the port right?");
	return imap_explain(imap, r, -1, "read the greeting", fault);
}

static int ask_abilities(struct imap *imap, struct fault *fault)
{
	struct mailimap_capability_data *abilities = NULL;
	int r = mailimap_capability(imap->session, &abilities);

	if (r != MAILIMAP_NO_ERROR)
		return imap_explain(
			imap, r, MAILIMAP_ERROR_CAPABILITY, "ask for the abilities", fault);
	mailimap_capability_data_free(abilities);
	return 0;
}

static int encrypt(struct imap *imap, const struct server *server, struct fault *fault)
{
	int r = mailimap_starttls(imap->session);

	if (imap->session->imap_stream->read_buffer_len != 0) {
		imap->lost = true;
		return fault_set(fault, -EPROTO,
			"bytes came in clear behind the answer to STARTTLS: refused, somebody "
			"between "
			"us and the server may have put them there");
	}
	if (r == MAILIMAP_ERROR_STARTTLS || r == MAILIMAP_ERROR_PROTOCOL ||
		r == MAILIMAP_ERROR_PARSE) {
		imap->lost = true;
		return fault_set(fault, -EPROTO,
			"the server offers no STARTTLS, and without encryption we do not log in: "
			"use "
			"imaps:// if the server has it, and ask its administrator");
	}
	if (r != MAILIMAP_NO_ERROR)
		return imap_explain(imap, r, -1, "start TLS", fault);
	r = net_start_tls(imap->net, server, fault);
	if (r < 0) {
		imap->lost = true;
		return r;
	}
	return ask_abilities(imap, fault);
}

static int explain_login(
	struct imap *imap, const struct server *server, int result, struct fault *fault)
{
	const bool token = server->auth == SERVER_AUTH_XOAUTH2;
	char words[200];
	_cleanup_str_ struct str why;

	if (result != MAILIMAP_ERROR_LOGIN)
		return imap_explain(imap, result, -1, "log in", fault);
	imap_words(imap, words, sizeof(words));
	str_init(&why, 512);
	if (token)
		oauth_challenge_words(imap->low.challenge, &why);
	return fault_set(fault, -EACCES, "%s refuses the %s of %s (%s%s%s): %s", server->host,
		token ? "token" : "password", server->user, words, why.len > 0 ? "; " : "", why.at,
		imap_login_remedy(words, token));
}

static int check_ways(struct imap *imap, const struct server *server, struct fault *fault)
{
	if (server->auth == SERVER_AUTH_XOAUTH2 && !mailimap_has_xoauth2(imap->session))
		return fault_set(fault, -EACCES,
			"%s takes no OAuth2 tokens (it does not offer AUTH=XOAUTH2): use auth = "
			"password",
			server->host);
	if (server->auth != SERVER_AUTH_XOAUTH2 &&
		mailimap_has_extension(imap->session, "LOGINDISABLED"))
		return fault_set(fault, -EACCES,
			"%s takes no passwords (LOGINDISABLED): use auth = xoauth2", server->host);
	return 0;
}

/* One try; ret_result is libetpan's. */
static int try_log_in(
	struct imap *imap, const struct server *server, int *ret_result, struct fault *fault)
{
	_cleanup_str_ struct str secret;
	int r;

	str_init(&secret, SERVER_SECRET_LIMIT_BYTES);
	r = server_secret(server, &secret, fault);
	if (r < 0)
		return r;
	imap->low.challenge[0] = '\0';
	imap->low.awaits_challenge = server->auth == SERVER_AUTH_XOAUTH2;
	*ret_result = server->auth == SERVER_AUTH_XOAUTH2
		? mailimap_oauth2_authenticate(imap->session, server->user, secret.at)
		: mailimap_login(imap->session, server->user, secret.at);
	imap->low.awaits_challenge = false;
	explicit_bzero(secret.at, secret.len);
	return 0;
}

static int log_in(struct imap *imap, const struct server *server, struct fault *fault)
{
	int result = MAILIMAP_NO_ERROR;
	int r = check_ways(imap, server, fault);

	if (r == 0)
		r = try_log_in(imap, server, &result, fault);
	/* a token that was kept may have been withdrawn: a new one gets one try */
	if (r == 0 && result == MAILIMAP_ERROR_LOGIN && server->drop_secret &&
		server->drop_secret(server->secret_context))
		r = try_log_in(imap, server, &result, fault);
	if (r == 0 && result != MAILIMAP_NO_ERROR)
		r = explain_login(imap, server, result, fault);
	return r;
}

int imap_open(const struct server *server, struct imap **ret_imap, struct fault *fault)
{
	struct net *net;
	int r = net_open(server, &net, fault);

	if (r < 0)
		return r;

	_cleanup_imap_ struct imap *imap = imap_new(server, net);

	r = greet(imap, fault);
	if (r == 0 && server->tls == SERVER_TLS_STARTTLS)
		r = encrypt(imap, server, fault);
	else if (r == 0 && !imap->session->imap_connection_info->imap_capability)
		r = ask_abilities(imap, fault);
	if (r == 0)
		r = log_in(imap, server, fault);
	/* many servers tell their abilities anew in the OK of the log-in; the others are asked */
	if (r == 0)
		r = ask_abilities(imap, fault);
	if (r < 0)
		return r;
	*ret_imap = imap;
	imap = NULL;
	return 0;
}
