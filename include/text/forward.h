/* SPDX-License-Identifier: MIT */
/*
 * A member's mail that a leader sends on: whose it was and what she had written, out of an attached
 * message or out of the forwarded block in the text (its "From:" line in any language, phrases
 * header.from).
 */
#ifndef SAMLAD_TEXT_FORWARD_H
#define SAMLAD_TEXT_FORWARD_H

#include "base/understanding.h"

struct mail;
struct mask;
struct phrasebook;
struct str;

/* Sets forwarded_from and forwarded_text, where the mail is a forward. parts are read already. */
void forward_read(struct arena *arena, const struct phrasebook *book, const struct mask *mask,
	const struct mail *mail, struct understanding *understanding, struct str *explain);

#endif
