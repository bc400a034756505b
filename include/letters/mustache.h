/* SPDX-License-Identifier: MIT */
/*
 * Mustache as its specification (mustache(5), version 1.4 without lambdas and inheritance) says: interpolation,
 * sections, inverted sections, comments, partials, set delimiters, dotted names, standalone lines.
 * Bounded: output by the str's ceiling, partials and sections 32 deep.
 */
#ifndef SAMLAD_LETTERS_MUSTACHE_H
#define SAMLAD_LETTERS_MUSTACHE_H

#include <stddef.h>

#include "letters/node.h"

struct fault;
struct str;

struct mustache_settings {
	/* How {{name}} is written; NULL: HTML escaping as the specification has it. {{{name}}} and {{&name}} are written raw. */
	void (*escape)(struct str *out, const char *text);
	/* The partial of that name, or NULL for an empty one. */
	const char *(*partial)(void *context, const char *name);
	void *context;
};

/* 0; -EINVAL for a broken template (fault names line); -E2BIG when the output or the depth passes its ceiling. */
int mustache_render(const char *template, size_t bytes, const struct node *data, const struct mustache_settings *settings,
	struct str *out, struct fault *fault);

#endif
