/* SPDX-License-Identifier: MIT */
/*
 * The handshake and the records. The verdict on a certificate is worded in tls_words.c.
 *
 * GnuTLS verifies inside the handshake (gnutls_session_set_verify_cert), so a wrong certificate
 * ends it before anything of ours is sent. TLS 1.0 and 1.1 are off. SIGPIPE is kept away by
 * GNUTLS_NO_SIGNAL.
 *
 * What can go wrong beside certificates: the port speaks no TLS at all (the commonest mistake:
 * imaps:// on the STARTTLS port), the server hangs up, or is silent until the deadline.
 */
#include "outward/tls.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <arpa/inet.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/str.h"
#include "tls_words.h"

struct tls {
	gnutls_session_t session;
	gnutls_certificate_credentials_t trust;
};

void tls_close(struct tls *tls)
{
	if (!tls)
		return;
	if (tls->session) {
		gnutls_bye(tls->session, GNUTLS_SHUT_WR);
		gnutls_deinit(tls->session);
	}
	if (tls->trust)
		gnutls_certificate_free_credentials(tls->trust);
	free(tls);
}

static void tls_closep(struct tls **tls)
{
	tls_close(*tls);
}

/* GnuTLS's own errors as ours. */
static int to_errno(int error)
{
	switch (error) {
	case GNUTLS_E_AGAIN:
		return -EAGAIN;
	case GNUTLS_E_INTERRUPTED:
		return -EINTR;
	case GNUTLS_E_PREMATURE_TERMINATION:
	case GNUTLS_E_PUSH_ERROR:
	case GNUTLS_E_PULL_ERROR:
		return -ECONNRESET;
	case GNUTLS_E_MEMORY_ERROR:
		abort();
	default:
		return -EPROTO;
	}
}

/* The CAs: those of the file alone, or the system's. */
static int load_trust(struct tls *tls, const char *ca, struct fault *fault)
{
	int n;

	if (gnutls_certificate_allocate_credentials(&tls->trust) < 0)
		abort();
	n = ca ? gnutls_certificate_set_x509_trust_file(tls->trust, ca, GNUTLS_X509_FMT_PEM)
	       : gnutls_certificate_set_x509_system_trust(tls->trust);
	if (n > 0)
		return 0;
	if (ca && n == GNUTLS_E_FILE_ERROR)
		return fault_set(fault, -ENOENT, "`ca = %s` cannot be read", ca);
	if (ca)
		return fault_set(fault, -EINVAL, "`ca = %s` holds no certificate in PEM form (%s)",
			ca, n < 0 ? gnutls_strerror(n) : "it is empty");
	return fault_set(fault, -ENOENT,
		"the system has no CA certificates: install the package ca-certificates, or name a "
		"file with `ca =`");
}

static bool is_address(const char *host)
{
	unsigned char at[sizeof(struct in6_addr)];

	return inet_pton(AF_INET, host, at) == 1 || inet_pton(AF_INET6, host, at) == 1;
}

static int begin(struct tls *tls, int fd, const char *host, const char *ca, struct fault *fault)
{
	int r = load_trust(tls, ca, fault);

	if (r < 0)
		return r;
	if (gnutls_init(&tls->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) < 0)
		abort();
	r = gnutls_set_default_priority_append(tls->session, "-VERS-TLS1.0:-VERS-TLS1.1", NULL, 0);
	if (r >= 0)
		r = gnutls_credentials_set(tls->session, GNUTLS_CRD_CERTIFICATE, tls->trust);
	/* a bare address is no server name (RFC 6066 section 3) */
	if (r >= 0 && !is_address(host))
		r = gnutls_server_name_set(tls->session, GNUTLS_NAME_DNS, host, strlen(host));
	if (r < 0)
		return fault_set(fault, -EPROTO, "TLS cannot be set up: %s", gnutls_strerror(r));
	gnutls_session_set_verify_cert(tls->session, host, 0);
	gnutls_transport_set_int(tls->session, fd);
	return 0;
}

static int explain_handshake(
	struct tls *tls, int error, const char *host, const char *ca, struct fault *fault)
{
	if (error == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR)
		return tls_explain_certificate(tls->session, host, ca, fault);
	if (error == GNUTLS_E_UNEXPECTED_PACKET_LENGTH ||
		error == GNUTLS_E_UNSUPPORTED_VERSION_PACKET || error == GNUTLS_E_RECORD_OVERFLOW ||
		error == GNUTLS_E_UNEXPECTED_PACKET)
		return fault_set(fault, -EPROTO,
			"the server does not speak TLS on this port: is the port right, or is this "
			"a port for STARTTLS (imap:// or smtp:// instead of imaps:// or "
			"smtps://)?");
	if (error == GNUTLS_E_FATAL_ALERT_RECEIVED)
		return fault_set(fault, -EPROTO, "the server broke off the TLS handshake: %s",
			gnutls_alert_get_name(gnutls_alert_get(tls->session)));
	if (to_errno(error) == -ECONNRESET)
		return fault_set(fault, -ECONNRESET, "the server hung up during the TLS handshake");
	return fault_set(fault, -EPROTO, "the TLS handshake failed: %s", gnutls_strerror(error));
}

static int shake_hands(struct tls *tls, int fd, const char *host, const char *ca, int timeout_ms,
	struct fault *fault)
{
	int64_t deadline_ms = clock_monotonic_ms() + timeout_ms;

	for (;;) {
		int r = gnutls_handshake(tls->session);

		if (r == 0)
			return 0;
		if (r != GNUTLS_E_AGAIN && gnutls_error_is_fatal(r))
			return explain_handshake(tls, r, host, ca, fault);
		if (r != GNUTLS_E_AGAIN)
			continue;

		struct pollfd at = {.fd = fd, .events = tls_events(tls)};
		int64_t left_ms = deadline_ms - clock_monotonic_ms();

		if (left_ms <= 0 || poll(&at, 1, (int)left_ms) == 0)
			return fault_set(fault, -ETIMEDOUT,
				"the server did not finish the TLS handshake within %d s",
				(timeout_ms + 999) / 1000);
	}
}

int tls_open(int fd, const char *host, const char *ca, int timeout_ms, struct tls **ret_tls,
	struct fault *fault)
{
	__attribute__((cleanup(tls_closep))) struct tls *tls = calloc(1, sizeof(*tls));

	if (!tls)
		abort();

	int r = begin(tls, fd, host, ca, fault);

	if (r == 0)
		r = shake_hands(tls, fd, host, ca, timeout_ms, fault);
	if (r < 0)
		return r;
	*ret_tls = tls;
	tls = NULL;
	return 0;
}

ssize_t tls_read(struct tls *tls, void *at, size_t bytes)
{
	for (;;) {
		ssize_t n = gnutls_record_recv(tls->session, at, bytes);

		if (n >= 0)
			return n;
		/* a server that hangs up without goodbye has still hung up */
		if (n == GNUTLS_E_PREMATURE_TERMINATION)
			return 0;
		if (n == GNUTLS_E_REHANDSHAKE)
			return -EPROTO;
		if (n == GNUTLS_E_AGAIN || gnutls_error_is_fatal((int)n))
			return to_errno((int)n);
	}
}

ssize_t tls_write(struct tls *tls, const void *at, size_t bytes)
{
	ssize_t n = gnutls_record_send(tls->session, at, bytes);

	return n >= 0 ? n : to_errno((int)n);
}

short tls_events(const struct tls *tls)
{
	return gnutls_record_get_direction(tls->session) == 1 ? POLLOUT : POLLIN;
}

void tls_describe(const struct tls *tls, struct str *text)
{
	str_puts(text, gnutls_protocol_get_name(gnutls_protocol_get_version(tls->session)));
	str_puts(text, ", ");
	tls_describe_certificate(tls->session, text);
}
