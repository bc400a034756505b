/* SPDX-License-Identifier: MIT */
/*
 * What a leader tells of others' answers: "Bo kommer, Siv kan inte" clause by clause, and a member's mail that she
 * forwards as one clause. Whom a clause names is the core's to find.
 */
#ifndef SAMLAD_TEXT_TOLD_H
#define SAMLAD_TEXT_TOLD_H

#include "base/question.h"
#include "base/understanding.h"

struct phrasebook;
struct str;

/* Fills order->told of an answer order; makes such an order of a forwarded mail that is no other order. */
void told_read(struct arena *arena, const struct phrasebook *book, const struct questions *questions,
	struct understanding *understanding, struct str *explain);

#endif
