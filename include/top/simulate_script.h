/* SPDX-License-Identifier: MIT */
/*
 * The files that a simulated season is played from: blocks of named values.
 *
 *	# a comment
 *	[words of the head]
 *	key = value
 *	key =
 *		lines that begin with a tab go on with the value above them, without that tab;
 *		an empty line between two such lines belongs to it
 *
 * The same key may stand several times. What the heads and keys mean is told at the top of each
 *file.
 */
#ifndef SAMLAD_TOP_SIMULATE_SCRIPT_H
#define SAMLAD_TOP_SIMULATE_SCRIPT_H

#include <stddef.h>

#include "base/arena.h"

struct fault;

struct script_value {
	const char *key, *value;
};
struct script_block {
	int line; /* of its head, for errors */
	LIST_OF(const char *) head;
	LIST_OF(struct script_value) values;
};
struct script {
	const char *name;
	LIST_OF(struct script_block) blocks;
};

/* -EINVAL names file, line and what is wrong. Everything lives in the arena. */
int script_parse(struct arena *arena, const char *name, const char *text, size_t bytes,
	struct script **ret_script, struct fault *fault);
/* The n-th value (from 0) of that key; NULL past the last. */
const char *script_find(const struct script_block *block, const char *key, size_t n);

#endif
