/* SPDX-License-Identifier: MIT */
/* The office itself: its doors, its clients' lines, its state and what that was before. */
#include "support/office_inside.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/str.h"

#define LINE_LIMIT_BYTES ((size_t)4 << 20)

struct door {
	struct office *office;
	int listener;
	uint16_t port;
	pthread_t thread;
	void (*serve)(struct client *client);
};

struct moment {
	size_t used;
	struct office_state state;
};

struct office {
	const struct ledger *ledger;
	gnutls_certificate_credentials_t credentials;
	struct door imap, smtp;
	pthread_mutex_t lock;
	pthread_cond_t gone;
	size_t clients;
	struct arena *arena;
	struct office_state state;
	LIST_OF(struct moment) past;
};

/* ---- lines ---- */

bool client_read(struct client *client)
{
	size_t n = 0;
	char c = '\0';

	while (n + 1 < sizeof(client->line) && gnutls_record_recv(client->tls, &c, 1) == 1 &&
		c != '\n')
		client->line[n++] = c;
	client->line[n] = '\0';
	client->line[strcspn(client->line, "\r")] = '\0';
	return c == '\n';
}

void client_give(struct client *client, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t sent = gnutls_record_send(client->tls, bytes, n);
		if (sent <= 0)
			return;
		bytes += sent;
		n -= (size_t)sent;
	}
}

bool client_say(struct client *client, const char *format, ...)
{
	char text[8192];
	va_list args;

	va_start(args, format);
	int n = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	client_give(client, text, (size_t)n);
	return true;
}

/* ---- doors ---- */

static bool shake_hands(struct client *client)
{
	gnutls_init(&client->tls, GNUTLS_SERVER | GNUTLS_NO_SIGNAL);
	gnutls_set_default_priority(client->tls);
	gnutls_credentials_set(client->tls, GNUTLS_CRD_CERTIFICATE, client->office->credentials);
	gnutls_transport_set_int(client->tls, client->fd);
	return gnutls_handshake(client->tls) == 0;
}

static void *serve_client(void *context)
{
	struct client *client = context;
	struct office *office = client->office;

	if (shake_hands(client))
		client->serve(client);
	gnutls_deinit(client->tls);
	close(client->fd);
	free(client);
	pthread_mutex_lock(&office->lock);
	office->clients--;
	pthread_cond_signal(&office->gone);
	pthread_mutex_unlock(&office->lock);
	return NULL;
}

static void admit(struct door *door, int fd)
{
	struct client *client = calloc(1, sizeof(*client));
	pthread_t thread;
	int on = 1;

	if (!client)
		abort();
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	*client = (struct client){.office = door->office, .fd = fd, .serve = door->serve};
	if (pthread_create(&thread, NULL, serve_client, client) != 0)
		abort();
	pthread_detach(thread);
}

/* Who stands in the queue is counted before anybody can ask whether the office is empty. */
static void *keep_door(void *context)
{
	struct door *door = context;

	for (;;) {
		int fd = accept4(door->listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd < 0)
			return NULL;
		pthread_mutex_lock(&door->office->lock);
		door->office->clients++;
		pthread_mutex_unlock(&door->office->lock);
		admit(door, fd);
	}
}

static void open_door(
	struct office *office, struct door *door, void (*serve)(struct client *client))
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t bytes = sizeof(at);

	*door = (struct door){.office = office, .serve = serve};
	door->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(door->listener, (struct sockaddr *)&at, sizeof(at)) < 0 ||
		listen(door->listener, 16) < 0 ||
		getsockname(door->listener, (struct sockaddr *)&at, &bytes) < 0)
		abort();
	door->port = ntohs(at.sin_port);
	if (pthread_create(&door->thread, NULL, keep_door, door) != 0)
		abort();
}

static void close_door(struct door *door)
{
	shutdown(door->listener, SHUT_RDWR);
	pthread_join(door->thread, NULL);
	close(door->listener);
}

struct office *office_open(const struct ledger *ledger, const char *certificate, const char *key)
{
	struct office *office = calloc(1, sizeof(*office));

	if (!office)
		abort();
	office->ledger = ledger;
	office->arena = arena_new();
	pthread_mutex_init(&office->lock, NULL);
	pthread_cond_init(&office->gone, NULL);
	if (gnutls_certificate_allocate_credentials(&office->credentials) < 0 ||
		gnutls_certificate_set_x509_key_file(
			office->credentials, certificate, key, GNUTLS_X509_FMT_PEM) < 0)
		abort();
	open_door(office, &office->imap, office_serve_imap);
	open_door(office, &office->smtp, office_serve_smtp);
	return office;
}

void office_close(struct office *office)
{
	if (!office)
		return;
	close_door(&office->imap);
	close_door(&office->smtp);
	office_settle(office);
	gnutls_certificate_free_credentials(office->credentials);
	pthread_mutex_destroy(&office->lock);
	pthread_cond_destroy(&office->gone);
	arena_free(office->arena);
	free(office);
}

uint16_t office_imap_port(const struct office *office)
{
	return office->imap.port;
}

uint16_t office_smtp_port(const struct office *office)
{
	return office->smtp.port;
}

/* ---- state ---- */

struct office_state *office_lock(struct office *office)
{
	pthread_mutex_lock(&office->lock);
	return &office->state;
}

void office_changed(struct office *office)
{
	struct moment *moment = arena_push(office->arena, &office->past);

	moment->used = __atomic_load_n(&office->ledger->used, __ATOMIC_SEQ_CST);
	moment->state = office->state;
}

void office_unlock(struct office *office)
{
	pthread_mutex_unlock(&office->lock);
}

const char *office_keep(struct office *office, const char *bytes)
{
	return arena_strdup(office->arena, bytes);
}

void office_settle(struct office *office)
{
	pthread_mutex_lock(&office->lock);
	while (office->clients > 0)
		pthread_cond_wait(&office->gone, &office->lock);
	pthread_mutex_unlock(&office->lock);
}

struct office_state office_state(struct office *office)
{
	struct office_state state = *office_lock(office);

	office_unlock(office);
	return state;
}

void office_put(struct office *office, const struct office_state *state)
{
	*office_lock(office) = *state;
	office->past.n = 0;
	*arena_push(office->arena, &office->past) = (struct moment){.state = *state};
	office_unlock(office);
}

struct office_state office_state_at(struct office *office, size_t used)
{
	struct office_state state = {0};

	office_lock(office);
	list_each (moment, &office->past)
		if (moment->used <= used)
			state = moment->state;
	office_unlock(office);
	return state;
}

void office_deliver(struct office *office, const char *mail)
{
	_cleanup_str_ struct str lines;

	str_init(&lines, LINE_LIMIT_BYTES);
	for (; *mail; mail++) {
		if (*mail == '\n')
			str_putc(&lines, '\r');
		if (*mail != '\r')
			str_putc(&lines, *mail);
	}
	struct office_state *state = office_lock(office);
	if (state->n_mails == OFFICE_MAILS_MOST)
		abort();
	state->mails[state->n_mails++] =
		(struct office_mail){.bytes = office_keep(office, lines.at), .folder = "INBOX"};
	office_changed(office);
	office_unlock(office);
}
