/* SPDX-License-Identifier: MIT */
#include "support/token_server.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct token_server {
	int listener;
	uint16_t port;
	pthread_t thread;
	const struct token_row *rows;
	size_t n;
	bool plain;
	gnutls_certificate_credentials_t credentials;
	atomic_size_t requests;
	char form[16384];
	/* the connection at hand */
	int fd;
	gnutls_session_t tls;
};

static ssize_t take(struct token_server *s, char *at, size_t n)
{
	return s->tls ? gnutls_record_recv(s->tls, at, n) : recv(s->fd, at, n, 0);
}

static bool give(struct token_server *s, const char *at, size_t n)
{
	while (n > 0) {
		ssize_t sent = s->tls ? gnutls_record_send(s->tls, at, n)
				      : send(s->fd, at, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		at += sent;
		n -= (size_t)sent;
	}
	return true;
}

/* A request whole; its form is kept. */
static bool read_request(struct token_server *s)
{
	char text[32768];
	size_t n = 0, length = 0;
	const char *end = NULL;

	while (n + 1 < sizeof(text)) {
		ssize_t got = take(s, text + n, sizeof(text) - 1 - n);

		if (got <= 0)
			return false;
		n += (size_t)got;
		text[n] = '\0';
		if (text[0] != 'P')
			return false;
		end = strstr(text, "\r\n\r\n");
		const char *said = strcasestr(text, "\r\nContent-Length:");
		length = said ? strtoul(said + 17, NULL, 10) : 0;
		if (end && n >= (size_t)(end + 4 - text) + length)
			break;
	}
	if (!end || strncmp(text, "POST /", 6) != 0)
		return false;
	snprintf(s->form, sizeof(s->form), "%s", end + 4);
	atomic_fetch_add(&s->requests, 1);
	return true;
}

static void answer(struct token_server *s, const struct token_row *row)
{
	static const struct token_row refusal = {.status = "401 Unauthorized",
		.body = "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: "
			"Invalid client secret provided.\\r\\nTrace ID: 0\"}"};
	static const char filler[4096] = {[0 ... 4095] = ' '};
	char head[1024];

	if (row->wants && !strstr(s->form, row->wants))
		row = &refusal;
	if (!row->status)
		return;
	int n = snprintf(head, sizeof(head),
		"HTTP/1.1 %s\r\nContent-Type: application/json\r\nConnection: "
		"close\r\n%s%sContent-Length: %zu\r\n\r\n",
		row->status, row->header ? row->header : "", row->header ? "\r\n" : "",
		strlen(row->body) + row->endless);
	give(s, head, (size_t)n);
	give(s, row->body, strlen(row->body));
	for (size_t done = 0; done < row->endless; done += sizeof(filler)) {
		if (!give(s, filler, sizeof(filler)))
			return;
	}
}

static bool shake_hands(struct token_server *s)
{
	gnutls_init(&s->tls, GNUTLS_SERVER | GNUTLS_NO_SIGNAL);
	gnutls_set_default_priority(s->tls);
	gnutls_credentials_set(s->tls, GNUTLS_CRD_CERTIFICATE, s->credentials);
	gnutls_transport_set_int(s->tls, s->fd);
	return gnutls_handshake(s->tls) == 0;
}

static void *serve(void *context)
{
	struct token_server *s = context;

	for (size_t i = 0;;) {
		s->fd = accept(s->listener, NULL, NULL);
		if (s->fd < 0)
			return NULL;
		s->tls = NULL;
		if ((s->plain || shake_hands(s)) && read_request(s)) {
			answer(s, &s->rows[i < s->n ? i : s->n - 1]);
			i++;
			if (s->tls)
				gnutls_bye(s->tls, GNUTLS_SHUT_WR);
		}
		if (s->tls)
			gnutls_deinit(s->tls);
		shutdown(s->fd, SHUT_RDWR);
		close(s->fd);
	}
}

struct token_server *token_server_start(const struct token_row *rows, size_t n,
	const char *certificate, const char *key, bool plain)
{
	struct token_server *s = calloc(1, sizeof(*s));
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t bytes = sizeof(at);

	s->rows = rows;
	s->n = n;
	s->plain = plain;
	gnutls_certificate_allocate_credentials(&s->credentials);
	if (gnutls_certificate_set_x509_key_file(
		    s->credentials, certificate, key, GNUTLS_X509_FMT_PEM) < 0)
		abort();
	s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(s->listener, (struct sockaddr *)&at, sizeof(at)) < 0 ||
		listen(s->listener, 8) < 0 ||
		getsockname(s->listener, (struct sockaddr *)&at, &bytes) < 0)
		abort();
	s->port = ntohs(at.sin_port);
	if (pthread_create(&s->thread, NULL, serve, s) != 0)
		abort();
	return s;
}

uint16_t token_server_port(const struct token_server *server)
{
	return server->port;
}

size_t token_server_requests(const struct token_server *server)
{
	return atomic_load(&server->requests);
}

const char *token_server_form(const struct token_server *server)
{
	return server->form;
}

void token_server_stop(struct token_server *server)
{
	shutdown(server->listener, SHUT_RDWR);
	pthread_join(server->thread, NULL);
	close(server->listener);
	gnutls_certificate_free_credentials(server->credentials);
	free(server);
}
