/* SPDX-License-Identifier: MIT */
/* Another client of a mailbox on the stack's IMAP server: libcurl's APPEND (RFC 9051, 6.3.12). */
#ifndef SAMLAD_TESTS_SUPPORT_APPEND_H
#define SAMLAD_TESTS_SUPPORT_APPEND_H

#include <stddef.h>

/* Puts a mail into the inbox, or fails the test. The password is "secret". */
void append_mail(const char *user, const char *bytes, size_t n);

#endif
