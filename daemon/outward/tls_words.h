/* SPDX-License-Identifier: MIT */
/* A peer's certificate in words; for tls.c alone. */
#ifndef SAMLAD_OUTWARD_TLS_WORDS_H
#define SAMLAD_OUTWARD_TLS_WORDS_H

#include <gnutls/gnutls.h>

struct fault;
struct str;

/* Why the certificate was refused and what to do about it. Returns -EKEYREJECTED. */
int tls_explain_certificate(
	gnutls_session_t session, const char *host, const char *ca, struct fault *fault);
/* "certificate of mail.test by ca until 2026-12-13" */
void tls_describe_certificate(gnutls_session_t session, struct str *text);

#endif
