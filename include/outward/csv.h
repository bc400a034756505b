/* SPDX-License-Identifier: MIT */
/*
 * A list of members as people keep it: a table out of Excel, saved as CSV. UTF-8 or windows-1252,
 * `,` or `;`, with a byte order mark or without, the header's columns in any order, English or
 * Swedish. All or nothing: the first fault ends it, named with line (of the file, as an editor
 * counts) and column.
 */
#ifndef SAMLAD_OUTWARD_CSV_H
#define SAMLAD_OUTWARD_CSV_H

#include <stddef.h>

#include "base/arena.h"
#include "base/lexicon.h"
#include "core/network.h"
#include "core/snapshot.h"

struct fault;

#define CSV_LIMIT_BYTES (8 * 1024 * 1024)
#define CSV_MEMBERS_LIMIT 10000
#define CSV_FIELD_LIMIT_BYTES 998
#define CSV_EMAILS_LIMIT 16

struct csv_member {
	int line;
	const char *name;
	const char *given_name; /* "" where not known */
	LIST_OF(const char *) emails; /* normal, at least one, the first is where letters go */
	const char *organisation; /* "" where not known */
	int sector; /* index in the network's; -1 for heads and outsiders without one */
	enum role role;
	const char *language;
};
struct csv_members {
	LIST_OF(struct csv_member) list;
};

/*
 * languages: those that there are templates for; n 0: the form alone is checked. A member whose
 * address is among the network's leaders is one, whatever `role` says; who isn't can't be made one
 * here. -EINVAL with the words.
 */
int csv_parse_members(struct arena *arena, const struct network *network, struct words languages,
	const char *name, const char *text, size_t bytes, struct csv_members **ret_members,
	struct fault *fault);
int csv_load_members(struct arena *arena, const struct network *network, struct words languages,
	const char *path, struct csv_members **ret_members, struct fault *fault);

#endif
