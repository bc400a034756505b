/* SPDX-License-Identifier: MIT */
/* What most commands begin with: options, config, state, one network. */
#ifndef SAMLAD_TOP_OPENED_H
#define SAMLAD_TOP_OPENED_H

#include <stdbool.h>

#include "base/fault.h"
#include "outward/config.h"
#include "outward/store.h"

struct option;

/* Options that several commands share; a command's own are handed to its `other`. */
struct options {
	const char *config_path; /* -c */
	instant now;		 /* --now; INSTANT_NONE */
	bool json;		 /* --json */
	bool names;		 /* --names */
	const char *out;	 /* --out */
	const char *why;	 /* --why */
	uint64_t seed;		 /* --seed */
	bool round_trip;	 /* --round-trip */
	bool drop;		 /* --drop */
	int first;		 /* the first argument that is no option */
};
/* allowed: the letters of those that the command takes, of "njowsrOd": now json out(O) why seed round-trip names(o)
 * drop.
 * False: usage was wrong, and said. */
bool options_parse(int argc, char **argv, const char *allowed, struct options *ret_options);

struct opened {
	struct arena *arena;
	struct config *config;
	struct store *store;
};
enum opened_for {
	OPENED_READ,   /* the state must be there */
	OPENED_CHANGE, /* too; as its owner */
	OPENED_MAKE,   /* or is made */
};
/* Config (exit code 78) and state. Returns an exit code; what is wrong is said. */
int opened_begin(struct opened *opened, const struct options *options, enum opened_for what_for);
void opened_end(struct opened *opened);
/* The network of that slug; NULL: the only one. Says which there are when there is no such one. */
const struct network *opened_network(const struct opened *opened, const char *slug);
/* A member of any of the networks, by address or name; the network's snapshot. -ENOENT with words. */
int opened_member(struct opened *opened, const char *who, const struct snapshot **ret_snapshot,
	const struct member **ret_member, struct fault *fault);
/* Says the fault on standard error; returns code. */
int opened_fail(int code, const struct fault *fault, int error);
/* Tells a running daemon that something changed. */
void opened_wake(const struct opened *opened);

#endif
