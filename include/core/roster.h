/* SPDX-License-Identifier: MIT */
/*
 * A list of members, as an administrator or a leader keeps it, merged into the network: who is new is added, what is
 * known of the others is brought up to date, nobody is taken away and nobody who left is brought back.
 */
#ifndef SAMLAD_CORE_ROSTER_H
#define SAMLAD_CORE_ROSTER_H

#include "core/effects.h"

struct roster_entry {
	const char *name;
	const char *given_name; /* "" */
	LIST_OF(const char *) addresses; /* normal; the first is the registered one */
	const char *organisation;
	int sector;
	enum role role;
	const char *language;
};
struct roster_counts {
	int added, changed, same;
};

/* Known by any address. -EEXIST when one entry's addresses belong to two members, whose names come back in ret_who. */
int roster_merge(struct effects *fx, const struct roster_entry entries[], size_t n, struct roster_counts *ret_counts,
	const char *ret_who[2]);
/* Leaders whom the config names and no list has brought: added by their address, so that their orders are known. */
void roster_add_leaders(struct effects *fx);

#endif
