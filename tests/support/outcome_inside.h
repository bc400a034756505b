/* SPDX-License-Identifier: MIT */
/* What outcome.c and outcome_letters.c share. */
#ifndef SAMLAD_TESTS_SUPPORT_OUTCOME_INSIDE_H
#define SAMLAD_TESTS_SUPPORT_OUTCOME_INSIDE_H

#include <sqlite3.h>

#include "base/str.h"
#include "support/outcome.h"

/* Something drawn by chance, and what it stands for. */
struct drawn {
	const char *text;
	const char *means;
};

struct writing {
	struct season *season;
	struct arena *arena;
	sqlite3 *db;
	LIST_OF(struct drawn) drawn;
	struct str *out;
	struct outcome *outcome;
};

struct letter {
	int64_t id; /* 0: of no letter in the database */
	const char *raw;
};

sqlite3_stmt *outcome_query(struct writing *w, const char *sql);
/* The text, with what was drawn in it replaced. */
void outcome_put(struct writing *w, const char *text);
void outcome_put_letters(struct writing *w, struct letter *letters, size_t n);

#endif
