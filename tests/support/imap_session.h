/* SPDX-License-Identifier: MIT */
/* What the tests of the mailbox share: logging in, and a sink that remembers. */
#ifndef SAMLAD_TESTS_SUPPORT_IMAP_SESSION_H
#define SAMLAD_TESTS_SUPPORT_IMAP_SESSION_H

#include "base/str.h"
#include "outward/imap.h"
#include "outward/server.h"
#include "support/mailstack.h"

/* The stack's IMAP server over TLS, with the right password. */
struct server server_of(const char *user);
/* Logged in there, or the test fails. */
struct imap *log_in(const char *user);
/* How many mails lie in that folder of hers. */
size_t count_in(const char *user, const char *folder);
void assert_words(const struct fault *fault, const char *words);

/* Mails as they came. */
struct taken {
	struct str bytes; /* of all of them */
	uint32_t uid; /* of the last */
	instant arrived[8];
	size_t mails;
	int refuse; /* what the sink answers to bytes */
};
struct imap_sink taken_sink(struct taken *taken); /* taken->bytes is born by the caller */

/* Starts the stack, runs the tests, stops it. For main(). */
#define RUN_WITH_MAILSTACK(tests)                                                                  \
	do {                                                                                       \
		if (!mailstack_start(&stack))                                                      \
			return 0;                                                                  \
		int failed_ = cmocka_run_group_tests(tests, NULL, NULL);                           \
		mailstack_stop(&stack);                                                            \
		return failed_;                                                                    \
	} while (0)

#endif
