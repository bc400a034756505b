/* SPDX-License-Identifier: MIT */
/*
 * The daemon between a real Dovecot and a real Postfix: started, signalled, killed by a test, its
 * letters read from the members' own boxes. The season is its directory and its state; the clock is
 * the real one, so every wait is for something that happens, and fails after a while.
 */
#ifndef SAMLAD_TESTS_SUPPORT_SERVED_H
#define SAMLAD_TESTS_SUPPORT_SERVED_H

#include <stdbool.h>
#include <sys/types.h>

#include "support/mailstack.h"
#include "support/season.h"

#define SERVED_MEMBERS 40 /* eva and karin lead; m1 to m38 */

struct served {
	struct mailstack stack;
	struct season season;
	pid_t daemon; /* 0: does not run */
	unsigned int mails;
};

/* False: the servers can't run here. The members are imported, the daemon not yet started. */
bool served_begin(struct served *served);
void served_end(struct served *served);
/* The config with that IMAP password file ("secret" holds the right one). */
void served_configure(struct served *served, const char *secret);

void served_start(struct served *served);
/* Sends the signal and waits for the end: exit code, or 128 + the signal that ended it. */
int served_stop(struct served *served, int signal);
/* Waits until the log has these words after `from` bytes; returns where they end. */
size_t served_wait_log(struct served *served, size_t from, const char *words);
size_t served_log_bytes(struct served *served);
/* Waits until the query's only value is this one. */
void served_wait(struct served *served, const char *sql, const char *value);

/* By SMTP to Postfix, which hands it to Dovecot. */
void served_mail(struct served *served, const char *from, const char *subject, const char *body);
void served_answer(struct served *served, const struct season_letter *letter, const char *from,
	const char *words);
/* Waits for the n-th letter (from 1) in that member's box ("m7"). */
const struct season_letter *served_letter(struct served *served, const char *user, size_t n);
/* Dovecot stopped, and started again on the same ports. */
void served_imap(struct served *served, bool run);

#endif
