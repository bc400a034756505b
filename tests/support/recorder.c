/* SPDX-License-Identifier: MIT */
#include "support/recorder.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/heard.h"

#define LINE_BYTES 8192

struct recorder {
	int listener;
	uint16_t port, server_port;
	pthread_t thread;
	gnutls_certificate_credentials_t ours, theirs;
	FILE *into;
	struct heard heard; /* from clients */
};

struct end {
	char mark; /* C or S */
	int fd;
	gnutls_session_t tls;
	char line[LINE_BYTES];
	size_t n;
};

static int reach(uint16_t port)
{
	const struct sockaddr_in to = {.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (connect(fd, (const struct sockaddr *)&to, sizeof(to)) < 0)
		abort();
	return fd;
}

/* With TLS, and from then on never waiting inside it. */
static bool open_end(
	struct end *end, char mark, int fd, unsigned flags, gnutls_certificate_credentials_t with)
{
	*end = (struct end){.mark = mark, .fd = fd};
	gnutls_init(&end->tls, flags);
	gnutls_set_default_priority(end->tls);
	gnutls_credentials_set(end->tls, GNUTLS_CRD_CERTIFICATE, with);
	gnutls_transport_set_int(end->tls, fd);
	return gnutls_handshake(end->tls) == 0 && fcntl(fd, F_SETFL, O_NONBLOCK) == 0;
}

static void close_end(struct end *end)
{
	gnutls_deinit(end->tls);
	close(end->fd);
}

static void write_down(struct recorder *r, struct end *from, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (bytes[i] != '\n') {
			if (from->n + 1 >= sizeof(from->line))
				abort();
			from->line[from->n++] = bytes[i];
			continue;
		}
		if (from->n == 0 || from->line[from->n - 1] != '\r')
			abort(); /* could not be played back as it was */
		from->line[from->n - 1] = '\0';
		from->n = 0;
		fprintf(r->into, "%c: %s\n", from->mark, from->line);
		if (from->mark == 'C')
			heard_add(&r->heard, from->line);
	}
}

/* What is there to be read; false when that end has hung up. */
static bool pass(struct recorder *r, struct end *from, struct end *to)
{
	char bytes[16384];
	ssize_t n = gnutls_record_recv(from->tls, bytes, sizeof(bytes));

	if (n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED)
		return true;
	if (n <= 0)
		return false;
	/* before it is passed on: an answer never stands above what it answers */
	write_down(r, from, bytes, (size_t)n);
	for (ssize_t at = 0; at < n;) {
		ssize_t sent = gnutls_record_send(to->tls, bytes + at, (size_t)(n - at));
		struct pollfd ready = {.fd = to->fd, .events = POLLOUT};

		if (sent > 0)
			at += sent;
		else if (sent == GNUTLS_E_AGAIN || sent == GNUTLS_E_INTERRUPTED)
			poll(&ready, 1, -1);
		else
			return false;
	}
	return true;
}

static void carry(struct recorder *r, struct end *client, struct end *server)
{
	bool open = true;

	while (open) {
		struct pollfd at[] = {
			{.fd = client->fd, .events = POLLIN}, {.fd = server->fd, .events = POLLIN}};
		bool pending = gnutls_record_check_pending(client->tls) > 0 ||
			gnutls_record_check_pending(server->tls) > 0;

		poll(at, 2, pending ? 0 : -1);
		open = pass(r, client, server) && pass(r, server, client);
	}
}

static void *serve(void *context)
{
	struct recorder *r = context;

	for (;;) {
		struct end client, server;
		int fd = accept(r->listener, NULL, NULL);

		if (fd < 0)
			return NULL;
		fprintf(r->into, "==\n");
		if (open_end(&client, 'C', fd, GNUTLS_SERVER, r->ours) &&
			open_end(&server, 'S', reach(r->server_port), GNUTLS_CLIENT, r->theirs)) {
			carry(r, &client, &server);
			close_end(&server);
		}
		close_end(&client);
		fflush(r->into);
		heard_add(&r->heard, HEARD_HUNG_UP);
	}
}

struct recorder *recorder_start(
	uint16_t server_port, const char *certificate, const char *key, FILE *into)
{
	struct recorder *r = calloc(1, sizeof(*r));
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t bytes = sizeof(at);

	r->server_port = server_port;
	r->into = into;
	heard_init(&r->heard);
	gnutls_certificate_allocate_credentials(&r->ours);
	gnutls_certificate_allocate_credentials(&r->theirs);
	gnutls_certificate_set_x509_key_file(r->ours, certificate, key, GNUTLS_X509_FMT_PEM);
	r->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(r->listener, (struct sockaddr *)&at, sizeof(at)) < 0 ||
		listen(r->listener, 8) < 0 ||
		getsockname(r->listener, (struct sockaddr *)&at, &bytes) < 0)
		abort();
	r->port = ntohs(at.sin_port);
	if (pthread_create(&r->thread, NULL, serve, r) != 0)
		abort();
	return r;
}

uint16_t recorder_port(const struct recorder *recorder)
{
	return recorder->port;
}

bool recorder_await(struct recorder *recorder, const char *word, size_t lines)
{
	return heard_await(&recorder->heard, word, lines);
}

void recorder_stop(struct recorder *recorder)
{
	shutdown(recorder->listener, SHUT_RDWR);
	pthread_join(recorder->thread, NULL);
	close(recorder->listener);
	gnutls_certificate_free_credentials(recorder->ours);
	gnutls_certificate_free_credentials(recorder->theirs);
	heard_done(&recorder->heard);
	free(recorder);
}
