/* SPDX-License-Identifier: MIT */
/* What the config says of a server, as imap, smtp and tls want it. */
#include "top/server_of.h"

#include "base/str.h"
#include "outward/secret.h"

static int read_secret(void *context, struct str *ret_secret, struct fault *fault)
{
	const struct account *account = context;
	_cleanup_secret_ struct secret secret = {0};
	int r = secret_read(account->secret, account->credential, &secret, fault);

	if (r == 0)
		str_add(ret_secret, secret.text, secret.bytes);
	return r;
}

static enum server_auth auth_of(const struct account *account)
{
	if (!account->user)
		return SERVER_AUTH_NONE;
	return account->auth == ACCOUNT_XOAUTH2 ? SERVER_AUTH_XOAUTH2 : SERVER_AUTH_PASSWORD;
}

struct server server_of(const struct account *account)
{
	return (struct server){
		.host = account->host,
		.port = (uint16_t)account->port,
		.tls = account->tls_first ? SERVER_TLS_IMPLICIT : SERVER_TLS_STARTTLS,
		.ca = account->ca,
		.auth = auth_of(account),
		.user = account->user,
		.load_secret = account->user ? read_secret : NULL,
		.secret_context = (void *)account,
	};
}
