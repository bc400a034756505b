/* SPDX-License-Identifier: MIT */
#include "support/scripted.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/heard.h"

struct scripted {
	int listener;
	uint16_t port;
	pthread_t thread;
	const struct script_step *const *scripts;
	size_t n;
	gnutls_certificate_credentials_t credentials;
	char wrong[1024];
	struct heard heard;
	/* the connection at hand */
	int fd;
	gnutls_session_t tls;
	char tag[64];
};

static ssize_t take(struct scripted *s, char *at, size_t n)
{
	return s->tls ? gnutls_record_recv(s->tls, at, n) : recv(s->fd, at, n, 0);
}

static void give(struct scripted *s, const char *at, size_t n)
{
	while (n > 0) {
		ssize_t sent = s->tls ? gnutls_record_send(s->tls, at, n)
				      : send(s->fd, at, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		at += sent;
		n -= (size_t)sent;
	}
}

/* Sends the text, tags put in, as one packet. */
static void give_text(struct scripted *s, const char *text)
{
	size_t room = strlen(text) * 8 + 64, n = 0;
	char *out = calloc(1, room);

	for (const char *at = text; *at; at++) {
		if (at[0] == '%' && at[1] == 'T') {
			n += (size_t)snprintf(out + n, room - n, "%s", s->tag);
			at++;
		} else {
			out[n++] = *at;
		}
	}
	give(s, out, n);
	free(out);
}

static bool read_expected(struct scripted *s, const char *expected)
{
	char line[4096];
	size_t n = 0;

	while (n + 1 < sizeof(line) && (n == 0 || line[n - 1] != '\n')) {
		if (take(s, line + n, 1) <= 0)
			break;
		n++;
	}
	line[n] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	if (strchr(line, ' '))
		snprintf(s->tag, sizeof(s->tag), "%.*s", (int)strcspn(line, " "), line);
	heard_add(&s->heard, line);
	if (strcasestr(line, expected))
		return true;
	if (s->wrong[0] == '\0')
		snprintf(s->wrong, sizeof(s->wrong), "expected \"%s\", got \"%.200s\"", expected,
			line);
	return false;
}

static bool shake_hands(struct scripted *s)
{
	gnutls_init(&s->tls, GNUTLS_SERVER);
	gnutls_set_default_priority(s->tls);
	gnutls_credentials_set(s->tls, GNUTLS_CRD_CERTIFICATE, s->credentials);
	gnutls_transport_set_int(s->tls, s->fd);
	return gnutls_handshake(s->tls) == 0;
}

static void play(struct scripted *s, const struct script_step *step)
{
	static const char filler[4096] = {[0 ... 4095] = 'x'};

	for (; step->expect || step->send || step->endless || step->start_tls || step->hold;
		step++) {
		char c;

		if (step->expect && !read_expected(s, step->expect))
			return;
		if (step->send)
			give_text(s, step->send);
		for (size_t done = 0; done < step->endless; done += sizeof(filler))
			give(s, filler, sizeof(filler));
		if (step->start_tls && !shake_hands(s))
			return;
		while (step->hold && take(s, &c, 1) > 0)
			;
	}
}

static void *serve(void *context)
{
	struct scripted *s = context;

	heard_add(&s->heard, HEARD_BEGUN);
	for (size_t i = 0;; i++) {
		s->fd = accept(s->listener, NULL, NULL);
		if (s->fd < 0)
			return NULL;
		s->tls = NULL;
		play(s, s->scripts[i < s->n ? i : s->n - 1]);
		if (s->tls)
			gnutls_deinit(s->tls);
		shutdown(s->fd, SHUT_RDWR);
		close(s->fd);
		heard_add(&s->heard, HEARD_HUNG_UP);
	}
}

struct scripted *scripted_start(const struct script_step *const scripts[], size_t n,
	const char *certificate, const char *key)
{
	struct scripted *s = calloc(1, sizeof(*s));
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t bytes = sizeof(at);

	heard_init(&s->heard);
	s->scripts = scripts;
	s->n = n;
	gnutls_certificate_allocate_credentials(&s->credentials);
	if (certificate)
		gnutls_certificate_set_x509_key_file(
			s->credentials, certificate, key, GNUTLS_X509_FMT_PEM);
	s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(s->listener, (struct sockaddr *)&at, sizeof(at)) < 0 ||
		listen(s->listener, 8) < 0 ||
		getsockname(s->listener, (struct sockaddr *)&at, &bytes) < 0)
		abort();
	s->port = ntohs(at.sin_port);
	/* a test that forks may do so from now on: no memory is asked for until a client comes */
	if (pthread_create(&s->thread, NULL, serve, s) != 0 ||
		!heard_await(&s->heard, HEARD_BEGUN, 1))
		abort();
	return s;
}

uint16_t scripted_port(const struct scripted *server)
{
	return server->port;
}

bool scripted_await(struct scripted *server, const char *word, size_t lines)
{
	return heard_await(&server->heard, word, lines);
}

char *scripted_stop(struct scripted *server)
{
	shutdown(server->listener, SHUT_RDWR);
	pthread_join(server->thread, NULL);
	close(server->listener);
	gnutls_certificate_free_credentials(server->credentials);

	char *wrong = strdup(server->wrong);

	heard_done(&server->heard);
	free(server);
	return wrong;
}
