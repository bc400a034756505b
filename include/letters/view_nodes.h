/* SPDX-License-Identifier: MIT */
/* A draft's typed values as the tree that templates are rendered with, in one language: letter.h lists the names. */
#ifndef SAMLAD_LETTERS_VIEW_NODES_H
#define SAMLAD_LETTERS_VIEW_NODES_H

#include "core/draft.h"
#include "letters/node.h"

struct lexicon;

struct speech {
	struct arena *arena;
	const struct network *network;
	const struct lexicon *words;
	const char *language;
	day today; /* DAY_NONE: the year is never said */
};

struct node *view_nodes(const struct speech *speech, const struct view *view);
/* A small template of `subjects` over such a tree; "" when there is no such entry or it is broken. */
char *speak(const struct speech *speech, const char *key, const struct node *data);
/* "Eva, Bo och Siv" */
char *speak_joined(const struct speech *speech, const char *const *names, size_t n);

#endif
