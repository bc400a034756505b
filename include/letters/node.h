/* SPDX-License-Identifier: MIT */
/*
 * What a template's names mean: a tree of texts, flags, lists and objects, in an arena. Any node
 * may have members as well: {{when}} is a text and {{when.hours}} another one below it.
 */
#ifndef SAMLAD_LETTERS_NODE_H
#define SAMLAD_LETTERS_NODE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct node;

struct node *node_text(struct arena *arena, const char *text);
struct node *node_flag(struct arena *arena, bool flag);
struct node *node_list(struct arena *arena);
void node_append(struct arena *arena, struct node *list, struct node *item);
struct node *node_object(struct arena *arena);
void node_set(struct arena *arena, struct node *node, const char *name,
	struct node *value); /* replaces */

/* NULL when there is no such member (name up to bytes). */
const struct node *node_member(const struct node *node, const char *name, size_t bytes);
const char *node_words(
	const struct node *node); /* what {{name}} writes: "" for flags, lists and bare objects */
bool node_is_true(const struct node
		*node); /* whether a section shows: not NULL, not false, not an empty list */
/* The list's i-th item; a node that is no list counts as a list of itself. NULL past the last. */
const struct node *node_item(const struct node *node, size_t i);

#endif
