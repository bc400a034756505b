/* SPDX-License-Identifier: MIT */
/*
 * The request to the token server, by libcurl.
 *
 * The form holds a secret, so it goes to that address alone: https, certificate and name verified
 * (with `ca =` against that file alone), no proxy from the environment, and no redirect, which
 * could lead it elsewhere. libcurl says of a bad certificate only that it failed; the words come
 * from tls.c on a connection of its own, over which nothing is sent.
 */
#include <curl/curl.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/str.h"
#include "oauth_inside.h"
#include "outward/config.h"
#include "outward/net.h"
#include "outward/oauth.h"
#include "outward/secret.h"

#define ASSERTION_TYPE "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

static void add_field(struct str *form, const char *name, const char *value)
{
	char *escaped = curl_easy_escape(NULL, value, 0);

	if (escaped == NULL)
		abort();
	str_printf(form, "%s%s=%s", form->len > 0 ? "&" : "", name, escaped);
	explicit_bzero(escaped, strlen(escaped));
	curl_free(escaped);
}

static int add_secret(struct str *form, const char *name, const char *path, const char *credential,
	struct fault *fault)
{
	_cleanup_secret_ struct secret secret = {0};
	int r = secret_read(path, credential, &secret, fault);

	if (r == 0)
		add_field(form, name, secret.text);
	return r;
}

static int add_assertion(struct str *form, const struct account *account, struct fault *fault)
{
	_cleanup_str_ struct str assertion;

	str_init(&assertion, SERVER_SECRET_LIMIT_BYTES);
	int r = oauth_assertion(account->oauth.certificate, account->oauth.client_id,
		account->oauth.token_url, clock_now(), &assertion, fault);

	if (r < 0)
		return r;
	add_field(form, "client_assertion_type", ASSERTION_TYPE);
	add_field(form, "client_assertion", assertion.at);
	return 0;
}

int oauth_form(const struct account *account, const char *refresh, struct str *ret_form,
	struct fault *fault)
{
	bool refreshes = account->oauth.grant == OAUTH_REFRESH_TOKEN;
	int r = 0;

	add_field(ret_form, "grant_type", refreshes ? "refresh_token" : "client_credentials");
	add_field(ret_form, "client_id", account->oauth.client_id);
	if (account->oauth.scope != NULL)
		add_field(ret_form, "scope", account->oauth.scope);
	if (refreshes && refresh != NULL)
		add_field(ret_form, "refresh_token", refresh);
	else if (account->oauth.certificate != NULL)
		r = add_assertion(ret_form, account, fault);
	else
		r = add_secret(ret_form, refreshes ? "refresh_token" : "client_secret",
			account->secret, account->credential, fault);
	if (r == 0 && account->oauth.client_secret != NULL)
		r = add_secret(ret_form, "client_secret", account->oauth.client_secret, "", fault);
	if (r == 0 && ret_form->full)
		r = fault_set(fault, -EINVAL, "the secret of %s is too long", account->user);
	return r;
}

static size_t on_bytes(char *at, size_t size, size_t n, void *context)
{
	struct str *body = context;

	str_add(body, at, size * n);
	return body->full ? 0 : size * n;
}

static CURL *new_request(const struct account *account, const char *form, struct str *body)
{
	CURL *curl = curl_easy_init();

	if (curl == NULL)
		abort();
	curl_easy_setopt(curl, CURLOPT_URL, account->oauth.token_url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	if (account->ca != NULL) {
		curl_easy_setopt(curl, CURLOPT_CAINFO, account->ca);
		curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
	}
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)OAUTH_TIMEOUT_MS);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "samlad");
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_bytes);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
	return curl;
}

void oauth_host(const char *url, char ret_host[256])
{
	CURLU *parts = curl_url();
	char *host = NULL;

	if (parts == NULL)
		abort();
	ret_host[0] = '\0';
	if (curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
		curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK)
		strncat(ret_host, host, 255);
	curl_free(host);
	curl_url_cleanup(parts);
}

/* The way there once more, for the words. 0 when nothing is wrong with it. */
static int probe(const struct account *account, const char *host, struct fault *fault)
{
	_cleanup_net_ struct net *net = NULL;
	CURLU *parts = curl_url();
	char *port = NULL;
	struct server server = {.host = host,
		.tls = SERVER_TLS_IMPLICIT,
		.ca = account->ca,
		.timeout_ms = OAUTH_TIMEOUT_MS};

	if (parts != NULL &&
		curl_url_set(parts, CURLUPART_URL, account->oauth.token_url, 0) == CURLUE_OK &&
		curl_url_get(parts, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK)
		server.port = (uint16_t)strtoul(port, NULL, 10);
	curl_free(port);
	curl_url_cleanup(parts);
	return net_open(&server, &net, fault);
}

static int explain(
	const struct account *account, CURLcode result, const struct str *body, struct fault *fault)
{
	char host[256];

	oauth_host(account->oauth.token_url, host);
	if (result == CURLE_UNSUPPORTED_PROTOCOL)
		return fault_set(fault, -EPROTO,
			"`token_url` must be an https:// address: the secret goes there");
	if (body->full)
		return fault_set(fault, -EPROTO,
			"the token server %s answers with more than %d bytes: is `token_url` "
			"right?",
			host, OAUTH_ANSWER_LIMIT_BYTES);
	int r = result == CURLE_OPERATION_TIMEDOUT ? 0 : probe(account, host, fault);

	if (r < 0)
		return fault_prefix(fault, r, "the token server");
	return fault_set(fault, result == CURLE_OPERATION_TIMEDOUT ? -ETIMEDOUT : -EPROTO,
		"the token server %s gives no answer (%s): is `token_url` right?", host,
		curl_easy_strerror(result));
}

int oauth_post(const struct account *account, const char *form, struct str *ret_body,
	long *ret_status, struct fault *fault)
{
	CURL *curl = new_request(account, form, ret_body);
	CURLcode result = curl_easy_perform(curl);

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, ret_status);
	curl_easy_cleanup(curl);
	return result == CURLE_OK ? 0 : explain(account, result, ret_body, fault);
}
