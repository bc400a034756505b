/* SPDX-License-Identifier: MIT */
/*
 * An understanding, and the questions before it, as JSON and back; the only user of jansson for them.
 *
 * Reading trusts nothing: an unknown key, a wrong type, a number out of range, a text over its ceiling, one
 * with controls or bad UTF-8 refuses the whole with the key's name in the fault.
 */
#ifndef SAMLAD_BASE_UNDERSTANDING_JSON_H
#define SAMLAD_BASE_UNDERSTANDING_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/question.h"
#include "base/understanding.h"

struct arena;
struct fault;

/* One line without line end. public_only: only the keys that `samlad understand` documents, in their order;
 * file goes first where it is not NULL. */
char *understanding_to_json(struct arena *arena, const struct understanding *understanding, const char *file,
	bool public_only);
int understanding_from_json(struct arena *arena, const char *json, size_t bytes,
	struct understanding **ret_understanding, struct fault *fault);

char *questions_to_json(struct arena *arena, const struct questions *questions);
int questions_from_json(struct arena *arena, const char *json, size_t bytes, struct questions **ret_questions,
	struct fault *fault);

#endif
