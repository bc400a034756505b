/* SPDX-License-Identifier: MIT */
/*
 * An understanding, and the questions before it, as JSON and back.
 *
 * Reading trusts nothing: an unknown key, a wrong type, a number out of range, a text over its ceiling, one
 * with controls or bad UTF-8, or a key that is missing, refuses the whole with the key's name in the fault.
 * Of the texts, UNDERSTANDING_TEXT_LIMIT holds for what she wrote (reply, parts, items, comments, description,
 * order's fields and text, forwarded_text, letter_text), reasons and warnings, UNDERSTANDING_WORD_LIMIT for all else.
 * A process that will be boxed calls record_prepare() (record.h) before.
 */
#ifndef SAMLAD_BASE_UNDERSTANDING_JSON_H
#define SAMLAD_BASE_UNDERSTANDING_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/question.h"
#include "base/understanding.h"

struct arena;
struct fault;

#define UNDERSTANDING_JSON_LIMIT (16 * 1024 * 1024) /* bytes */

/* One line without line end. public_only: only the keys that `samlad understand` documents, in their order;
 * file goes first where it is not NULL. */
char *understanding_to_json(struct arena *arena, const struct understanding *understanding, const char *file,
	bool public_only);
int understanding_from_json(struct arena *arena, const char *json, size_t bytes,
	struct understanding **ret_understanding, struct fault *fault);

/* Cuts and cleans whatever from_json() would refuse: what the reader does last, so that one monstrous header
 * does not cost a person her mail. Changes it in place. */
void understanding_fit(struct arena *arena, struct understanding *understanding);

char *questions_to_json(struct arena *arena, const struct questions *questions);
int questions_from_json(struct arena *arena, const char *json, size_t bytes, struct questions **ret_questions,
	struct fault *fault);

#endif
