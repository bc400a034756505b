/* SPDX-License-Identifier: MIT */
/*
 * Connections: found, made and kept within time.
 *
 * Addresses are tried in the order of the resolver; each has the whole time-out to itself, because
 * a dead IPv6 route must not eat the time of a live IPv4 one. Keepalive is on, so a half-open
 * connection in a long wait is noticed by the kernel too. TCP_NODELAY is on: the protocols are
 * dialogues of short lines.
 */
#include "outward/net.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/str.h"
#include "outward/server.h"
#include "outward/tls.h"

struct net {
	int fd;
	int timeout_ms;
	struct tls *tls; /* NULL while in the clear */
};

static int wait_for(int fd, short events, int timeout_ms)
{
	int64_t deadline_ms = clock_monotonic_ms() + timeout_ms;

	for (;;) {
		struct pollfd at = {.fd = fd, .events = events};
		int64_t left_ms = deadline_ms - clock_monotonic_ms();
		int n = poll(&at, 1, left_ms > 0 ? (int)left_ms : 0);

		if (n > 0)
			return 0;
		if (n == 0)
			return -ETIMEDOUT;
		if (errno != EINTR)
			return -errno;
	}
}

static void set_options(int fd)
{
	int on = 1, idle_s = 120, interval_s = 30, count = 4;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof(idle_s));
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &interval_s, sizeof(interval_s));
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof(count));
}

/* A connected socket, or -errno. */
static int connect_one(const struct addrinfo *to, int timeout_ms)
{
	int fd = socket(
		to->ai_family, to->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, to->ai_protocol);
	int error = 0;
	socklen_t bytes = sizeof(error);

	if (fd < 0)
		return -errno;
	set_options(fd);
	if (connect(fd, to->ai_addr, to->ai_addrlen) < 0) {
		error = errno;
		if (error == EINPROGRESS) {
			error = -wait_for(fd, POLLOUT, timeout_ms);
			if (error == 0)
				getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &bytes);
		}
	}
	if (error == 0)
		return fd;
	close(fd);
	return -error;
}

static int explain_connect(const struct server *server, int error, struct fault *fault)
{
	const char *remedy = "is the network up, and does a firewall let us out to this port";

	if (error == -ECONNREFUSED)
		remedy = "nothing listens there: is the port right, and is the server running";
	return fault_set(fault, error, "cannot reach %s port %u: %s (%s?)", server->host,
		(unsigned)server->port, strerror(-error), remedy);
}

static int resolve(const struct server *server, struct addrinfo **ret_list, struct fault *fault)
{
	const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
	_cleanup_str_ struct str port;

	str_init(&port, 8);
	str_printf(&port, "%u", (unsigned)server->port);

	int r = getaddrinfo(server->host, port.at, &hints, ret_list);

	if (r == 0)
		return 0;
	return fault_set(fault, r == EAI_AGAIN ? -EAGAIN : -EHOSTUNREACH,
		"the name %s cannot be resolved: %s (is it spelled right, and does DNS work here?)",
		server->host, gai_strerror(r));
}

int net_connect(const struct server *server, struct net **ret_net, struct fault *fault)
{
	struct addrinfo *list;
	int r = resolve(server, &list, fault);

	if (r < 0)
		return r;

	int fd = -EHOSTUNREACH;

	for (struct addrinfo *at = list; at && fd < 0; at = at->ai_next)
		fd = connect_one(at, server_timeout_ms(server));
	freeaddrinfo(list);
	if (fd < 0)
		return explain_connect(server, fd, fault);

	struct net *net = calloc(1, sizeof(*net));

	if (!net)
		abort();
	net->fd = fd;
	net->timeout_ms = server_timeout_ms(server);
	*ret_net = net;
	return 0;
}

int net_open(const struct server *server, struct net **ret_net, struct fault *fault)
{
	_cleanup_net_ struct net *net = NULL;
	int r = net_connect(server, &net, fault);

	if (r == 0 && server->tls == SERVER_TLS_IMPLICIT)
		r = net_start_tls(net, server, fault);
	if (r < 0)
		return r;
	*ret_net = net;
	net = NULL;
	return 0;
}

void net_close(struct net *net)
{
	if (!net)
		return;
	tls_close(net->tls);
	close(net->fd);
	free(net);
}

int net_start_tls(struct net *net, const struct server *server, struct fault *fault)
{
	int r = tls_open(
		net->fd, server->host, server->ca, server_timeout_ms(server), &net->tls, fault);

	return r < 0 ? fault_prefix(fault, r, "%s port %u", server->host, (unsigned)server->port)
		     : 0;
}

bool net_is_encrypted(const struct net *net)
{
	return net->tls != NULL;
}

ssize_t net_try_read(struct net *net, void *at, size_t bytes)
{
	ssize_t n;

	do {
		n = net->tls ? tls_read(net->tls, at, bytes) : read(net->fd, at, bytes);
		if (!net->tls && n < 0)
			n = -errno;
	} while (n == -EINTR);
	return n;
}

ssize_t net_read(struct net *net, void *at, size_t bytes)
{
	for (;;) {
		ssize_t n = net_try_read(net, at, bytes);

		if (n != -EAGAIN)
			return n;

		int r = wait_for(
			net->fd, net->tls ? tls_events(net->tls) : POLLIN, net->timeout_ms);

		if (r < 0)
			return r;
	}
}

int net_write(struct net *net, const void *at, size_t bytes)
{
	while (bytes > 0) {
		ssize_t n = net->tls ? tls_write(net->tls, at, bytes)
				     : send(net->fd, at, bytes, MSG_NOSIGNAL);

		if (!net->tls && n < 0)
			n = -errno;
		if (n > 0) {
			at = (const char *)at + n;
			bytes -= (size_t)n;
		} else if (n == -EAGAIN) {
			int r = wait_for(net->fd, net->tls ? tls_events(net->tls) : POLLOUT,
				net->timeout_ms);

			if (r < 0)
				return r;
		} else if (n != -EINTR) {
			return n == 0 ? -EPIPE : (int)n;
		}
	}
	return 0;
}

int net_fd(const struct net *net)
{
	return net->fd;
}

void net_describe(const struct net *net, struct str *text)
{
	if (net->tls)
		tls_describe(net->tls, text);
	else
		str_puts(text, "not encrypted");
}
