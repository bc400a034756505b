/* SPDX-License-Identifier: MIT */
/*
 * SMTP submission by libcurl: RFC 5321 and 6409, TLS demanded, one connection kept as long as
 * letters come.
 *
 * Traps: CAINFO does not replace the system's CAs while CAPATH has its default, so CAPATH is
 * cleared whenever `ca` is given. libcurl tells no more than "failed" at many places, so the stage
 * is read from the commands it sends (their first word alone: AUTH carries the secret) and the
 * reply from what it hands out. An idle connection that the server has closed meanwhile may be
 * found out only by the first command: then the letter is given one more try at once, for nothing
 * of it has left.
 *
 * A connection that breaks after the letter's last byte leaves open whether it was taken: LATER,
 * and the same bytes go again under the same Message-ID.
 */
#include "outward/delivery.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/str.h"
#include "outward/oauth.h"
#include "outward/server.h"
#include "smtp_inside.h"
#include "smtp_session.h"

static int set_login(struct smtp *smtp, struct fault *fault)
{
	const struct server *server = smtp->server;
	bool token = server->auth == SERVER_AUTH_XOAUTH2;
	_cleanup_str_ struct str secret;

	str_init(&secret, SERVER_SECRET_LIMIT_BYTES);
	if (server->auth == SERVER_AUTH_NONE)
		return 0;

	int r = server_secret(server, &secret, fault);

	if (r < 0)
		return r;
	curl_easy_setopt(smtp->curl, CURLOPT_USERNAME, server->user);
	curl_easy_setopt(smtp->curl, CURLOPT_LOGIN_OPTIONS,
		token ? "AUTH=XOAUTH2" : "AUTH=PLAIN;AUTH=LOGIN");
	curl_easy_setopt(smtp->curl, token ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD, secret.at);
	explicit_bzero(secret.at, secret.len);
	return 0;
}

/* Libcurl's results that say what happened without any reply of the server. */
static const char *explain_result(const struct smtp *smtp, CURLcode result)
{
	static const struct {
		CURLcode result;
		const char *words;
	} rows[] = {
		{CURLE_COULDNT_RESOLVE_HOST,
			"its name cannot be resolved: is it spelled right, and does DNS work "
			"here?"},
		{CURLE_COULDNT_CONNECT,
			"it cannot be reached: is the port right, is it running, does a firewall "
			"let "
			"us out?"},
		{CURLE_OPERATION_TIMEDOUT, "it did not answer in time"},
		{CURLE_USE_SSL_FAILED,
			"it offers no STARTTLS, and without encryption we do not log in"},
		{CURLE_SSL_CONNECT_ERROR, "TLS with it failed"},
		{CURLE_PEER_FAILED_VERIFICATION, "its certificate is refused"},
		{CURLE_SSL_CACERT_BADFILE, "the file that `ca =` names cannot be used"},
	};

	if (result == CURLE_WEIRD_SERVER_REPLY && smtp->stage == SMTP_STARTTLS)
		return SMTP_INJECTED;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].result == result)
			return rows[i].words;
	}
	return NULL;
}

static bool is_login_refused(const struct smtp *smtp, CURLcode result)
{
	return result == CURLE_LOGIN_DENIED ||
		(smtp->stage == SMTP_AUTH && smtp->reply.code >= 500);
}

static void explain_refusal(const struct smtp *smtp, struct delivery *delivery)
{
	const struct server *server = smtp->server;
	bool token = server->auth == SERVER_AUTH_XOAUTH2;
	_cleanup_str_ struct str why;

	str_init(&why, 512);
	oauth_challenge_words(smtp->challenge, &why);
	delivery->code = smtp->reply.code;
	smtp_reply_status(&smtp->reply, delivery->status);
	if (smtp->reply.code >= 400 && smtp->reply.code < 500) {
		delivery_say(delivery, "%s cannot check log-ins for now: %d %s", server->host,
			smtp->reply.code, smtp->reply.text);
		return;
	}
	delivery_say(delivery, "%s refuses the %s of %s: %d %.100s%s%s (%s)", server->host,
		token ? "token" : "password", server->user, smtp->reply.code, smtp->reply.text,
		why.len > 0 ? "; " : "", why.at, smtp_login_remedy(&smtp->reply, token));
}

/* The words for a way that is down; false when the letter's own dialogue failed. */
static bool way_is_down(struct smtp *smtp, CURLcode result, struct delivery *delivery)
{
	const struct server *server = smtp->server;
	const char *words = explain_result(smtp, result);
	struct fault fault;

	if (is_login_refused(smtp, result)) {
		explain_refusal(smtp, delivery);
	} else if (!words || (result == CURLE_OPERATION_TIMEDOUT && smtp->stage == SMTP_BODY)) {
		return false;
	} else if ((result == CURLE_PEER_FAILED_VERIFICATION || result == CURLE_SSL_CONNECT_ERROR ||
			   result == CURLE_SSL_CACERT_BADFILE || result == CURLE_USE_SSL_FAILED) &&
		smtp_probe(server, NULL, &fault) < 0) {
		delivery_say(delivery, "%s", fault.text);
	} else {
		delivery_say(
			delivery, "%s port %u: %s", server->host, (unsigned)server->port, words);
	}
	delivery->result = DELIVERY_LATER;
	delivery->way_down = true;
	return true;
}

static bool is_stale_connection(const struct smtp *smtp, CURLcode result)
{
	long made = 1;

	curl_easy_getinfo(smtp->curl, CURLINFO_NUM_CONNECTS, &made);
	return result != CURLE_OK && made == 0 && smtp->stage <= SMTP_MAIL &&
		(smtp->reply.code < 400 || smtp->reply.code == 421);
}

/* The dialogue, once more where a new connection or a new token may do. */
static CURLcode dialogue(struct smtp *smtp)
{
	const struct server *server = smtp->server;
	CURLcode result = smtp_perform(smtp);

	if (is_stale_connection(smtp, result))
		result = smtp_perform(smtp);
	if (result != CURLE_OK && is_login_refused(smtp, result) && server->drop_secret &&
		server->drop_secret(server->secret_context) && set_login(smtp, NULL) == 0)
		result = smtp_perform(smtp);
	return result;
}

/* A dialogue that sends nothing. */
static CURLcode say_hello(struct smtp *smtp)
{
	curl_easy_setopt(smtp->curl, CURLOPT_NOBODY, 1L);
	curl_easy_setopt(smtp->curl, CURLOPT_CUSTOMREQUEST, "NOOP");

	CURLcode result = dialogue(smtp);

	curl_easy_setopt(smtp->curl, CURLOPT_CUSTOMREQUEST, NULL);
	curl_easy_setopt(smtp->curl, CURLOPT_NOBODY, 0L);
	return result;
}

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

static CURLcode send_lines(struct smtp *smtp, const struct delivery_letter *letter)
{
	struct curl_slist *to = curl_slist_append(NULL, letter->recipient);

	if (!to)
		abort();
	curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, letter->from);
	curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(smtp->curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)smtp->lines.len);

	CURLcode result = dialogue(smtp);

	curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(to);
	return result;
}

void smtp_send(
	struct smtp *smtp, const struct delivery_letter *letter, struct delivery *ret_delivery)
{
	struct fault fault;
	struct delivery delivery = {.result = DELIVERY_NEVER};

	*ret_delivery = delivery;
	if (!delivery_address_is_fit(letter->recipient) || !delivery_address_is_fit(letter->from)) {
		ret_delivery->at_recipient = true;
		delivery_say(ret_delivery, "%s is no address that mail can be sent to",
			letter->recipient);
		return;
	}
	if (set_login(smtp, &fault) < 0) {
		*ret_delivery = (struct delivery){.result = DELIVERY_LATER, .way_down = true};
		delivery_say(ret_delivery, "%s", fault.text);
		return;
	}
	str_clear(&smtp->lines);
	delivery_lines(letter, "\r\n", &smtp->lines);

	bool plain = is_ascii(letter->recipient);
	CURLcode result = plain ? CURLE_OK : say_hello(smtp);
	bool refused = result == CURLE_OK && !plain && !smtp->takes_utf8;

	if (result == CURLE_OK && !refused)
		result = send_lines(smtp, letter);
	if (refused) {
		/* RFC 6531 section 3.2: to such a server it must not even be said */
		delivery.at_recipient = true;
		delivery_say(&delivery,
			"%s takes no address beyond ASCII (it does not offer SMTPUTF8): %s",
			smtp->server->host, letter->recipient);
	} else if (result == CURLE_OK) {
		delivery.result = DELIVERY_DONE;
		delivery.code = smtp->reply.code;
		delivery_say(&delivery, "%s", smtp->reply.text);
	} else if (!way_is_down(smtp, result, &delivery)) {
		smtp_judge(smtp->server, letter, smtp->stage, &smtp->reply, &delivery);
	}
	*ret_delivery = delivery;
}

int smtp_check(const struct server *server, struct str *text, struct fault *fault)
{
	struct delivery delivery = {0};
	_cleanup_str_ struct str tls;
	int r;

	str_init(&tls, 400);
	r = smtp_probe(server, &tls, fault);
	if (r < 0)
		return r;

	struct smtp *smtp = smtp_new(server);
	CURLcode result = CURLE_OK;

	r = set_login(smtp, fault);
	if (r == 0)
		result = say_hello(smtp);
	if (r == 0 && result != CURLE_OK) {
		if (!way_is_down(smtp, result, &delivery))
			delivery_say(&delivery, "%s says %d %s", server->host, smtp->reply.code,
				smtp->reply.text);
		r = fault_set(
			fault, smtp->stage == SMTP_AUTH ? -EACCES : -EIO, "%s", delivery.words);
	}
	smtp_free(smtp);
	if (r == 0)
		str_printf(text, "%s: %s%s; %s", server->host,
			server->auth == SERVER_AUTH_NONE ? "answers" : "logged in as ",
			server->auth == SERVER_AUTH_NONE ? "" : server->user, tls.at);
	return r;
}
