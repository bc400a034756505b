/* SPDX-License-Identifier: MIT */
/* The tree behind a template's names: small, read-only once built, so members are found by walking
 * them. */
#include "letters/node.h"

#include <string.h>

#include "base/arena.h"

enum node_type { NODE_FALSE, NODE_TRUE, NODE_TEXT, NODE_LIST, NODE_OBJECT };

struct member {
	const char *name;
	struct node *value;
};

struct node {
	enum node_type type;
	const char *text;
	LIST_OF(struct node *) items;
	LIST_OF(struct member) members;
};

static struct node *node_new(struct arena *arena, enum node_type type)
{
	struct node *node = arena_make(arena, struct node);

	node->type = type;
	return node;
}

struct node *node_text(struct arena *arena, const char *text)
{
	struct node *node = node_new(arena, NODE_TEXT);

	node->text = text;
	return node;
}

struct node *node_flag(struct arena *arena, bool flag)
{
	return node_new(arena, flag ? NODE_TRUE : NODE_FALSE);
}

struct node *node_list(struct arena *arena)
{
	return node_new(arena, NODE_LIST);
}

void node_append(struct arena *arena, struct node *list, struct node *item)
{
	*arena_push(arena, &list->items) = item;
}

struct node *node_object(struct arena *arena)
{
	return node_new(arena, NODE_OBJECT);
}

void node_set(struct arena *arena, struct node *node, const char *name, struct node *value)
{
	list_each (member, &node->members) {
		if (strcmp(member->name, name) == 0) {
			member->value = value;
			return;
		}
	}
	*arena_push(arena, &node->members) = (struct member){name, value};
}

const struct node *node_member(const struct node *node, const char *name, size_t bytes)
{
	list_each (member, &node->members)
		if (strncmp(member->name, name, bytes) == 0 && member->name[bytes] == '\0')
			return member->value;
	return NULL;
}

const char *node_words(const struct node *node)
{
	return node && node->type == NODE_TEXT ? node->text : "";
}

bool node_is_true(const struct node *node)
{
	return node && node->type != NODE_FALSE && !(node->type == NODE_LIST && node->items.n == 0);
}

const struct node *node_item(const struct node *node, size_t i)
{
	if (node->type != NODE_LIST)
		return i == 0 ? node : NULL;
	return i < node->items.n ? node->items.at[i] : NULL;
}
