/* SPDX-License-Identifier: MIT */
/* A Maildir of a test's own, and short ways to put into it and to look. */
#ifndef SAMLAD_TESTS_MAILDIR_FIXTURE_H
#define SAMLAD_TESTS_MAILDIR_FIXTURE_H

#include "base/arena.h"
#include "base/fault.h"
#include "outward/maildir.h"
#include "support/scratch.h"

struct fixture {
	char root[SCRATCH_PATH];
	char path[512];
	struct maildir *maildir;
	struct arena *arena;
	struct fault fault;
};

int maildir_setup(void **state);
int maildir_teardown(void **state);
/* A path in the Maildir; good until the end of the test. */
const char *in(struct fixture *f, const char *folder, const char *name);
void put(struct fixture *f, const char *folder,
	const char *name); /* a mail that holds its own name */
bool is_there(struct fixture *f, const char *folder, const char *name);
/* The bases in the order of the listing, with a comma after each. */
const char *listed(struct fixture *f, const struct maildir_filter *filter, size_t most);
struct maildir_mail first(struct fixture *f);

#endif
