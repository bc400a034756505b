/* SPDX-License-Identifier: MIT */
/* A list of members into a network, all or nothing; sends nothing. `import` and `simulate` share
 * it. */
#ifndef SAMLAD_TOP_IMPORT_H
#define SAMLAD_TOP_IMPORT_H

#include "core/roster.h"
#include "outward/config.h"
#include "outward/csv.h"
#include "outward/store.h"

/* One transaction. -EINVAL and the like with words that name line and column. The members live in
 * the arena. */
int import_members(struct arena *arena, struct store *store, const struct config *config,
	const struct network *network, const char *path, instant now,
	const struct csv_members **ret_members, struct roster_counts *ret_counts,
	struct fault *fault);

#endif
