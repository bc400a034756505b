/* SPDX-License-Identifier: MIT */
/*
 * A leader's mail read as an order: the subject's word, alone or inside a compound, `Field: value` lines in any
 * order, case or spacing, and else day, time and place out of running text.
 */
#ifndef SAMLAD_TEXT_FIELDS_H
#define SAMLAD_TEXT_FIELDS_H

#include "base/question.h"
#include "base/understanding.h"

struct phrasebook;
struct str;

/* Sets understanding->order (left NULL where no order word and nothing like a meeting is found). */
void order_read(struct arena *arena, const struct phrasebook *book, const struct questions *questions,
	struct understanding *understanding, struct str *explain);
/* Sets understanding->choices: what a leader's reply to her weekly letter chooses. */
void alert_choices_read(struct arena *arena, const struct phrasebook *book, const struct questions *questions,
	struct understanding *understanding, struct str *explain);

#endif
