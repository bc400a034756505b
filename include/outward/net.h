/* SPDX-License-Identifier: MIT */
/*
 * A TCP connection of ours: non-blocking underneath, blocking with a time-out to its user, and
 * encrypted from net_start_tls() on. Every wait ends: a half-open connection is an error after the
 * time-out.
 */
#ifndef SAMLAD_OUTWARD_NET_H
#define SAMLAD_OUTWARD_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct fault;
struct net;
struct server;
struct str;

/*
 * Connects to the server's host and port, every address of it in turn. 0, or -errno with words that
 * name the host, the port and what to look at (name, port, firewall). Nothing is encrypted yet.
 */
int net_connect(const struct server *server, struct net **ret_net, struct fault *fault);
/* The same, and starts TLS at once where the server has it implicitly. */
int net_open(const struct server *server, struct net **ret_net, struct fault *fault);
void net_close(
	struct net *net); /* NULL is fine; says goodbye to TLS without waiting for an answer */

/*
 * TLS with the chain and the name verified (tls.h has the words). The connection is of no more use
 * after an error. Bytes that came before must have been refused by the caller.
 */
int net_start_tls(struct net *net, const struct server *server, struct fault *fault);
bool net_is_encrypted(const struct net *net);

/* At least one byte, 0 at the end, -ETIMEDOUT, or -errno. */
ssize_t net_read(struct net *net, void *at, size_t bytes);
/* The same without waiting: -EAGAIN when nothing is there (TLS may have had something of its own to
 * say). */
ssize_t net_try_read(struct net *net, void *at, size_t bytes);
/* All of it: 0, or -errno. */
int net_write(struct net *net, const void *at, size_t bytes);

int net_fd(const struct net *net);
/* One line about the encryption ("TLS1.3, certificate of mail.test until 2026-12-13"), for `check`.
 */
void net_describe(const struct net *net, struct str *text);

static inline void net_closep(struct net **net)
{
	net_close(*net);
}
#define _cleanup_net_ __attribute__((cleanup(net_closep)))

#endif
