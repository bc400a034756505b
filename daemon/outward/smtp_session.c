/* SPDX-License-Identifier: MIT */
/*
 * The libcurl handle: RFC 5321 and 6409, TLS demanded, one connection kept as long as letters come.
 *
 * Traps: CAINFO does not replace the system's CAs while CAPATH has its default, so CAPATH is
 * cleared whenever `ca` is given. libcurl tells no more than "failed" at many places, so the stage
 * is read from the commands it sends (their first word alone: AUTH carries the secret) and the
 * reply from what it hands out.
 */
#include "smtp_session.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "outward/delivery.h"
#include "outward/server.h"

#define LETTER_LIMIT_BYTES ((size_t)64 << 20)
#define RESPONSE_TIMEOUT_S 300L /* RFC 5321 section 4.5.3.2 */

static size_t on_reply(char *line, size_t size, size_t n, void *context)
{
	struct smtp *smtp = context;

	if (smtp->stage == SMTP_AUTH && size * n > 4 && size * n < sizeof(smtp->challenge) &&
		strncmp(line, "334 ", 4) == 0) {
		memcpy(smtp->challenge, line + 4, size * n - 4);
		smtp->challenge[size * n - 4] = '\0';
	}
	if (smtp->stage == SMTP_HELLO && size * n >= 12 &&
		strncasecmp(line + 4, "SMTPUTF8", 8) == 0)
		smtp->takes_utf8 = true;
	if (!smtp->quitting)
		smtp_reply_take(&smtp->reply, line, size * n);
	return size * n;
}

static size_t on_read(char *at, size_t size, size_t n, void *context)
{
	struct smtp *smtp = context;
	size_t bytes = size * n, left = smtp->lines.len - smtp->done;

	smtp->stage = SMTP_BODY;
	if (bytes > left)
		bytes = left;
	memcpy(at, smtp->lines.at + smtp->done, bytes);
	smtp->done += bytes;
	return bytes;
}

/* Sees the commands that leave; only their first word is looked at. */
static int on_debug(CURL *curl, curl_infotype type, char *data, size_t bytes, void *context)
{
	static const struct {
		const char *word;
		enum smtp_stage stage;
	} rows[] = {{"EHLO", SMTP_HELLO}, {"HELO", SMTP_HELLO}, {"STAR", SMTP_STARTTLS},
		{"AUTH", SMTP_AUTH}, {"MAIL", SMTP_MAIL}, {"RCPT", SMTP_RCPT}, {"DATA", SMTP_DATA}};
	struct smtp *smtp = context;

	(void)curl;
	if (type != CURLINFO_HEADER_OUT || bytes < 4)
		return 0;
	if (strncmp(data, "EHLO", 4) == 0)
		smtp->takes_utf8 = false;
	/* after a refusal libcurl says goodbye; what counts is the refusal */
	smtp->quitting = strncmp(data, "QUIT", 4) == 0;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strncmp(data, rows[i].word, 4) == 0)
			smtp->stage = rows[i].stage;
	}
	return 0;
}

static void set_server(CURL *curl, const struct server *server)
{
	_cleanup_str_ struct str url;
	bool is_ipv6 = strchr(server->host, ':') != NULL;
	long timeout_ms = server_timeout_ms(server);

	str_init(&url, 512);
	str_printf(&url, "%s://%s%s%s:%u", server->tls == SERVER_TLS_IMPLICIT ? "smtps" : "smtp",
		is_ipv6 ? "[" : "", server->host, is_ipv6 ? "]" : "", (unsigned)server->port);
	curl_easy_setopt(curl, CURLOPT_URL, url.at);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	if (server->ca) {
		curl_easy_setopt(curl, CURLOPT_CAINFO, server->ca);
		curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
	}
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, timeout_ms);
	curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
		server->timeout_ms > 0 ? (timeout_ms + 999) / 1000 : RESPONSE_TIMEOUT_S);
}

struct smtp *smtp_new(const struct server *server)
{
	struct smtp *smtp = calloc(1, sizeof(*smtp));

	if (!smtp)
		abort();
	smtp->server = server;
	smtp->curl = curl_easy_init();
	if (!smtp->curl)
		abort();
	str_init(&smtp->lines, LETTER_LIMIT_BYTES);
	set_server(smtp->curl, server);
	curl_easy_setopt(smtp->curl, CURLOPT_HEADERFUNCTION, on_reply);
	curl_easy_setopt(smtp->curl, CURLOPT_HEADERDATA, smtp);
	curl_easy_setopt(smtp->curl, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(smtp->curl, CURLOPT_READDATA, smtp);
	curl_easy_setopt(smtp->curl, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(smtp->curl, CURLOPT_DEBUGDATA, smtp);
	curl_easy_setopt(smtp->curl, CURLOPT_VERBOSE, 1L);
	return smtp;
}

void smtp_free(struct smtp *smtp)
{
	if (!smtp)
		return;
	curl_easy_cleanup(smtp->curl);
	str_done(&smtp->lines);
	free(smtp);
}

CURLcode smtp_perform(struct smtp *smtp)
{
	smtp->stage = SMTP_CONNECT;
	smtp->reply = (struct smtp_reply){0};
	smtp->challenge[0] = '\0';
	smtp->done = 0;
	smtp->quitting = false;
	return curl_easy_perform(smtp->curl);
}
