/* SPDX-License-Identifier: MIT */
/* The steps by which every script of an IMAP server begins, and a client that is brought so far. */
#ifndef SAMLAD_TESTS_SUPPORT_IMAP_SCRIPT_H
#define SAMLAD_TESTS_SUPPORT_IMAP_SCRIPT_H

#include "support/scripted.h"

/* With TLS from the first byte, logged in; abilities: what CAPABILITY lists behind IMAP4rev1. */
#define SCRIPT_LOGGED_IN(abilities)                                                                \
	{.start_tls = true}, {.send = "* OK [CAPABILITY IMAP4rev1 " abilities "] hello\r\n"},      \
		{.expect = "LOGIN", .send = "%T OK in\r\n"},                                       \
	{                                                                                          \
		.expect = "CAPABILITY",                                                            \
		.send = "* CAPABILITY IMAP4rev1 " abilities "\r\n%T OK\x20.\r\n"                   \
	}
/* UIDVALIDITY 7, UIDNEXT 9, three mails. */
#define SCRIPT_SELECTED                                                                            \
	{                                                                                          \
		.expect = "SELECT",                                                                \
		.send = "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] .\r\n"                                 \
			"* OK [UIDNEXT 9] .\r\n%T OK [READ-WRITE] .\r\n"                           \
	}
/* A mail of six bytes that arrived on 1 March 2027 at noon. */
#define SCRIPT_MAIL(uid)                                                                           \
	"* " uid " FETCH (UID " uid " INTERNALDATE \"01-Mar-2027 12:00:00 +0000\" BODY[] "         \
	"{6}\r\na:b\r\n\n)\r\n"

struct imap;
/* Logs in to a server that plays by these two and selects its inbox. */
struct imap *script_meet(struct scripted *scripted, int timeout_ms);
/* Stops it; fails unless all went by the script. */
void script_end(struct scripted *scripted);

#endif
