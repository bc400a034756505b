/* SPDX-License-Identifier: MIT */
/* How networks stand, gathered once and shown as JSON (INTERFACE: `status --json`), as text, or in the report. */
#ifndef SAMLAD_TOP_STATUS_H
#define SAMLAD_TOP_STATUS_H

#include <stdbool.h>

#include "core/stall.h"
#include "outward/store.h"

struct templates;

struct network_status {
	const struct network *network;
	const struct snapshot *snapshot;
	struct stalls stalls;
	int active, paused, left, bouncing;
	int asks_open; /* put and not answered */
	int to_look_at;
};
struct status {
	instant as_of;
	LIST_OF(struct network_status) networks;
	struct store_sums sums;
	struct hold hold;
	LIST_OF(struct held_letter) held; /* by network, then by kind */
	LIST_OF(const char *) health; /* sentences about what is not well */
};

/* network NULL: all of the config. now INSTANT_NONE: when the daemon last worked. */
struct config;
int status_gather(struct store *store, const struct config *config, const struct network *network, instant now,
	struct arena *arena, struct status *ret_status, struct fault *fault);
/* Whether the i-th held letter is the last of its network and kind. */
bool status_held_ends(const struct status *status, size_t i);
/* A stall's evidence in the network's language. */
const char *status_evidence(struct arena *arena, const struct templates *templates, const struct network_status *status,
	const struct stall *stall);

/* One JSON object, indented, with a line end. names: members who haven't answered are named. */
char *status_to_json(struct arena *arena, const struct status *status, const struct templates *templates, bool names);
/* For a terminal. */
char *status_to_text(struct arena *arena, const struct status *status, const struct templates *templates, bool names);

#endif
