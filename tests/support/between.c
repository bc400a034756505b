/* SPDX-License-Identifier: MIT */
#include "support/between.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PAIRS_MOST 16
/* What the thread is to do: look at its connections again, or end. */
#define BELL_LOOK 'l'
#define BELL_END 'e'

struct pair {
	int ends[2]; /* client, server; -1: none */
	bool forgotten;
};

struct between {
	int listener;
	int bell[2];
	uint16_t port, server_port;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t connected;
	struct pair pairs[PAIRS_MOST];
	size_t connections;
	size_t passed[2]; /* from client, from server */
};

static int reach(uint16_t port)
{
	const struct sockaddr_in to = {.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (connect(fd, (const struct sockaddr *)&to, sizeof(to)) == 0)
		return fd;
	close(fd);
	return -1;
}

static void part(struct pair *pair)
{
	for (int i = 0; i < 2; i++) {
		if (pair->ends[i] >= 0)
			close(pair->ends[i]);
		pair->ends[i] = -1;
	}
	pair->forgotten = false;
}

static void take_client(struct between *b)
{
	int client = accept4(b->listener, NULL, NULL, SOCK_CLOEXEC);
	struct pair *free_one = NULL;

	for (size_t i = 0; i < PAIRS_MOST; i++) {
		if (b->pairs[i].ends[0] < 0)
			free_one = &b->pairs[i];
	}
	if (client < 0 || !free_one)
		abort();
	*free_one = (struct pair){.ends = {client, reach(b->server_port)}};
	if (free_one->ends[1] < 0)
		part(free_one);
	b->connections++;
	pthread_cond_broadcast(&b->connected);
}

/* What one end has to say, to the other. */
static void pass(struct between *b, struct pair *pair, int from)
{
	char bytes[65536];
	ssize_t n = recv(pair->ends[from], bytes, sizeof(bytes), MSG_DONTWAIT);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n > 0 && send(pair->ends[!from], bytes, (size_t)n, MSG_NOSIGNAL) == n)
		b->passed[from] += (size_t)n;
	else
		part(pair);
}

static void ring(struct between *b, char why)
{
	if (write(b->bell[1], &why, 1) != 1)
		abort();
}

static char rung(struct between *b)
{
	char why = BELL_LOOK;

	if (read(b->bell[0], &why, 1) != 1)
		abort();
	return why;
}

static void *carry(void *context)
{
	struct between *b = context;

	for (;;) {
		struct pollfd at[2 + 2 * PAIRS_MOST] = {{.fd = b->bell[0], .events = POLLIN},
			{.fd = b->listener, .events = POLLIN}};

		pthread_mutex_lock(&b->lock);
		for (size_t i = 0; i < 2 * PAIRS_MOST; i++) {
			const struct pair *pair = &b->pairs[i / 2];

			at[2 + i] = (struct pollfd){
				.fd = pair->forgotten ? -1 : pair->ends[i % 2], .events = POLLIN};
		}
		pthread_mutex_unlock(&b->lock);
		poll(at, sizeof(at) / sizeof(at[0]), -1);
		pthread_mutex_lock(&b->lock);
		for (size_t i = 0; i < 2 * PAIRS_MOST; i++) {
			struct pair *pair = &b->pairs[i / 2];

			if (at[2 + i].revents && !pair->forgotten && pair->ends[i % 2] >= 0)
				pass(b, pair, (int)(i % 2));
		}
		if (at[1].revents)
			take_client(b);
		pthread_mutex_unlock(&b->lock);
		if (at[0].revents && rung(b) == BELL_END)
			return NULL;
	}
}

struct between *between_start(uint16_t server_port)
{
	struct between *b = calloc(1, sizeof(*b));
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t bytes = sizeof(at);

	b->server_port = server_port;
	for (size_t i = 0; i < PAIRS_MOST; i++)
		b->pairs[i] = (struct pair){.ends = {-1, -1}};
	pthread_mutex_init(&b->lock, NULL);
	pthread_cond_init(&b->connected, NULL);
	b->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (pipe2(b->bell, O_CLOEXEC) < 0 ||
		bind(b->listener, (struct sockaddr *)&at, sizeof(at)) < 0 ||
		listen(b->listener, 8) < 0 ||
		getsockname(b->listener, (struct sockaddr *)&at, &bytes) < 0)
		abort();
	b->port = ntohs(at.sin_port);
	if (pthread_create(&b->thread, NULL, carry, b) != 0)
		abort();
	return b;
}

void between_stop(struct between *b)
{
	ring(b, BELL_END);
	pthread_join(b->thread, NULL);
	close(b->bell[1]);
	for (size_t i = 0; i < PAIRS_MOST; i++)
		part(&b->pairs[i]);
	close(b->bell[0]);
	close(b->listener);
	pthread_cond_destroy(&b->connected);
	pthread_mutex_destroy(&b->lock);
	free(b);
}

uint16_t between_port(const struct between *b)
{
	return b->port;
}

void between_forget(struct between *b)
{
	pthread_mutex_lock(&b->lock);
	for (size_t i = 0; i < PAIRS_MOST; i++)
		b->pairs[i].forgotten = b->pairs[i].ends[0] >= 0;
	pthread_mutex_unlock(&b->lock);
	ring(b, BELL_LOOK);
}

void between_await(struct between *b, size_t connections)
{
	pthread_mutex_lock(&b->lock);
	while (b->connections < connections)
		pthread_cond_wait(&b->connected, &b->lock);
	pthread_mutex_unlock(&b->lock);
}

static size_t passed(struct between *b, int from)
{
	pthread_mutex_lock(&b->lock);

	size_t n = b->passed[from];

	pthread_mutex_unlock(&b->lock);
	return n;
}

size_t between_down(struct between *b)
{
	return passed(b, 1);
}

size_t between_up(struct between *b)
{
	return passed(b, 0);
}
