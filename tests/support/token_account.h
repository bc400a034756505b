/* SPDX-License-Identifier: MIT */
/* An account whose tokens come from a token server of the test's own. */
#ifndef SAMLAD_TESTS_SUPPORT_TOKEN_ACCOUNT_H
#define SAMLAD_TESTS_SUPPORT_TOKEN_ACCOUNT_H

#include "base/arena.h"
#include "outward/config.h"
#include "support/scratch.h"
#include "support/submission.h"
#include "support/token_server.h"

#define NATVERK "natverk@fou.test"

extern char token_dir[SCRATCH_PATH]; /* made by the test's main() */

/* A file there with that text; its path. */
const char *put(struct arena *arena, const char *name, const char *text);
/* Logs in at the stack's IMAP server as NATVERK, with the secret "s3cret+/&=%". */
struct account account_at(struct arena *arena, const struct token_server *server);
/* With the stack's good certificate. */
struct token_server *serve(const struct token_row *rows, size_t n);
/* A row that gives this token for so long. */
struct token_row gives(struct arena *arena, const char *token, int s);

/* Starts the stack, runs the tests beside token_dir, stops it. For main(). */
#define RUN_WITH_TOKENS(tests)                                                                     \
	do {                                                                                       \
		if (!mailstack_start(&stack))                                                      \
			return 0;                                                                  \
		scratch_make(token_dir);                                                           \
		int failed_ = cmocka_run_group_tests(tests, NULL, NULL);                           \
		scratch_remove(token_dir);                                                         \
		mailstack_stop(&stack);                                                            \
		return failed_;                                                                    \
	} while (0)

#endif
