/* SPDX-License-Identifier: MIT */
/* A body's lines into parts: what she wrote anew, and what was quoted, introduced, signed or put there by systems. */
#ifndef SAMLAD_TEXT_REPLY_H
#define SAMLAD_TEXT_REPLY_H

#include "base/understanding.h"
#include "text/body.h"

struct phrasebook;
struct str;

/*
 * Adds the parts, in order and together all of the body, to understanding->parts, and sets ->reply.
 * our_letter: the text of the letter that was answered (or NULL), known again where it is quoted without any
 * mark. writer: display name of From (or NULL), which helps to tell a signature. explain may be NULL.
 */
void reply_split(struct arena *arena, const struct phrasebook *book, const struct body *body, const char *our_letter,
	const char *writer, struct understanding *understanding, struct str *explain);
/* The same for a text whose letter and writer are not known: its words alone, NULL where there are none. */
const char *reply_new_words(struct arena *arena, const struct phrasebook *book, const struct body *body);

#endif
