/* SPDX-License-Identifier: MIT */
/* What the tests of the fetcher share: the role as a process, and a look into its Maildir. */
#ifndef SAMLAD_TESTS_SUPPORT_FETCHING_H
#define SAMLAD_TESTS_SUPPORT_FETCHING_H

#include <stddef.h>
#include <sys/types.h>

#include "outward/fetcher.h"
#include "support/mailstack.h"

struct role {
	struct wire *wire;
	pid_t pid;
	struct fetcher_cursor cursor; /* as last told */
	char trouble[512];
};

struct fetcher_settings settings_for(const char *user, const char *maildir);
struct role start(const struct fetcher_settings *settings, struct fetcher_cursor cursor);
/* Closes the wire; the exit status. */
int stop(struct role *role);
/* Takes messages until one of that kind; how many mails were told of on the way. */
size_t await(struct role *role, const struct wire_shape *shape);
void say(struct role *role, const struct wire_shape *shape, const void *values);

/* A Maildir of that name in the test's directory; good until the next call. */
char *maildir_of(const char *name);
/* Files of the folder in order of their names. */
int list(const char *maildir, const char *folder, char names[][160], int most);
/* A small mail into the user's inbox on the server. */
void deliver(const char *user, const char *subject);

/* Starts the stack and makes the directory; the tests may run. */
bool begin_fetching(void);
/* The same with a server that runs already: its port for implicit TLS, and who vouches for it. */
bool begin_fetching_from(const char *port, const char *authority);
void end_fetching(void);

#endif
