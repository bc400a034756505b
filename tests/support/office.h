/* SPDX-License-Identifier: MIT */
/*
 * A post office: one mailbox by IMAP and submission by SMTP, both over TLS, in threads of the test.
 * It does what a plain, well-behaved server does and no more; what it promises to its client it
 * keeps, whatever becomes of the client. Every change of its state is noted with how far the ledger
 * was at that moment, before the client is told, so a test can put it back to any moment of a run.
 */
#ifndef SAMLAD_TESTS_SUPPORT_OFFICE_H
#define SAMLAD_TESTS_SUPPORT_OFFICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "support/ledger.h"

#define OFFICE_MAILS_MOST 64
#define OFFICE_LETTERS_MOST 128
#define OFFICE_UIDVALIDITY 7

struct office_mail {
	const char *bytes; /* lines end with CRLF */
	char folder[16]; /* "INBOX", the handled ones' folder, "": gone */
	bool deleted; /* marked so */
};

struct office_state {
	struct office_mail mails[OFFICE_MAILS_MOST]; /* the first has UID 1 */
	size_t n_mails;
	char folder[16]; /* the one that was created; "": none yet */
	const char *letters[OFFICE_LETTERS_MOST]; /* accepted, in their order; CRLF */
	size_t n_letters;
};

struct office;

/* `certificate` and `key`: files for 127.0.0.1. What it is given and takes lives as long as it. */
struct office *office_open(const struct ledger *ledger, const char *certificate, const char *key);
void office_close(struct office *office);
uint16_t office_imap_port(const struct office *office);
uint16_t office_smtp_port(const struct office *office);

/* A mail into INBOX; "\n" becomes CRLF. */
void office_deliver(struct office *office, const char *mail);
/* Waits until nobody is connected any more: all that was said has been done. */
void office_settle(struct office *office);
struct office_state office_state(struct office *office);
/* Puts it into that state, and forgets what was before. */
void office_put(struct office *office, const struct office_state *state);
/* Its state when the ledger had `used` bytes, since it was put. */
struct office_state office_state_at(struct office *office, size_t used);

#endif
