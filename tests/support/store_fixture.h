/* SPDX-License-Identifier: MIT */
/* A store in a directory of its own, and a network to keep in it. */
#ifndef SAMLAD_TESTS_STORE_FIXTURE_H
#define SAMLAD_TESTS_STORE_FIXTURE_H

#include "outward/store.h"
#include "support/scratch.h"

#define FIXTURE_NOW 1800000000 /* 2027-01-15T08:00:00Z */

struct store_fixture {
	char directory[SCRATCH_PATH];
	char path[SCRATCH_PATH + 16];
	struct arena *arena;
	struct network network;
	struct store *store;
};

int store_fixture_begin(void **state);
int store_fixture_end(void **state);

/* The snapshot inside an open transaction. */
struct snapshot *store_fixture_load(struct store_fixture *f, instant now);
/* Commits what `change` makes of the network's snapshot. */
void store_fixture_apply(struct store_fixture *f, instant now, void (*change)(struct effects *fx));
/* A letter with these bytes and token, in a transaction of its own. Returns its number. */
int64_t store_fixture_letter(struct store_fixture *f, const char *token, const char *code,
	int64_t member, int64_t ask, instant not_before, instant not_after);

#endif
