/* SPDX-License-Identifier: MIT */
/*
 * A real Dovecot and a real Postfix for a test program (tests/servers/mailstack.sh): started once,
 * stopped at the end. Where they cannot run (not root, not installed) the reason is printed and the
 * tests are skipped; where they could and do not start, the program fails.
 */
#ifndef SAMLAD_TESTS_SUPPORT_MAILSTACK_H
#define SAMLAD_TESTS_SUPPORT_MAILSTACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct mailstack {
	char dir[64];
	uint16_t imap, imaps, lmtp, smtp, submit, smtps;
	char ca[128]; /* vouches for "localhost" and 127.0.0.1 */
	char certificate[128]; /* good for a server of the test's own */
	char key[128];
	pid_t watcher; /* stops it when the other end of watched is closed */
	int watched;
	char *token; /* XOAUTH2, of natverk@fou.test */
	char *expired_token; /* the same, no longer valid */
};

extern struct mailstack stack; /* the one that a test program mostly needs */

/* False when it cannot run here; the reason has been printed. */
bool mailstack_start(struct mailstack *mails);
void mailstack_stop(struct mailstack *mails);

/* Delivers by LMTP to USER@fou.test; fails the test when that is refused. */
void mailstack_deliver(const struct mailstack *mails, const char *user, const char *mail, size_t n);
/* How many mails lie in the server's Maildir of that user, in that folder ("" for the inbox). */
size_t mailstack_count(const struct mailstack *mails, const char *user, const char *folder);

#endif
