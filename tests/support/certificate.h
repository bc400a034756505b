/* SPDX-License-Identifier: MIT */
/*
 * A certificate for 127.0.0.1, and for 0.0.0.0 by which the same machine is reached, that vouches
 * for itself, good in every year a test may play in.
 */
#ifndef SAMLAD_TESTS_SUPPORT_CERTIFICATE_H
#define SAMLAD_TESTS_SUPPORT_CERTIFICATE_H

/* Writes both as PEM; the certificate is also what `ca =` wants. */
void certificate_make(const char *certificate, const char *key);

#endif
