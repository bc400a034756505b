/* SPDX-License-Identifier: MIT */
/*
 * TLS over a non-blocking socket (GnuTLS): version 1.2 or later, the chain verified against the
 * system's CAs or, when `ca` is given, against that file alone, and the name or address checked
 * against the certificate.
 *
 * A refused certificate is -EKEYREJECTED with a sentence that an administrator can act on: which
 * certificate (its name, issuer, dates), what is wrong with it, what to do. No byte of a log-in has
 * left before.
 */
#ifndef SAMLAD_OUTWARD_TLS_H
#define SAMLAD_OUTWARD_TLS_H

#include <stddef.h>
#include <sys/types.h>

struct fault;
struct str;
struct tls;

/* The handshake, within timeout_ms. The socket stays the caller's. 0, -EKEYREJECTED, -EPROTO,
 * -ETIMEDOUT, -errno. */
int tls_open(int fd, const char *host, const char *ca, int timeout_ms, struct tls **ret_tls,
	struct fault *fault);
void tls_close(struct tls *tls); /* NULL is fine */

/* As read(2) and write(2) on a non-blocking socket: -EAGAIN when it must be waited for what
 * tls_events() says. */
ssize_t tls_read(struct tls *tls, void *at, size_t bytes);
ssize_t tls_write(struct tls *tls, const void *at, size_t bytes);
short tls_events(const struct tls *tls); /* POLLIN or POLLOUT */
void tls_describe(const struct tls *tls, struct str *text);

#endif
