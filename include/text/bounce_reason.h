/* SPDX-License-Identifier: MIT */
/*
 * What a refusal means: given up or delayed, and whether the address itself is at fault. The
 * diagnostic's words (bounce.why.* of the phrases) weigh more than its code, since servers use
 * codes loosely.
 */
#ifndef SAMLAD_TEXT_BOUNCE_REASON_H
#define SAMLAD_TEXT_BOUNCE_REASON_H

#include "base/understanding.h"

struct phrasebook;

struct refusal {
	const char *status; /* "5.1.1" as a field said it, or NULL */
	const char *diagnostic; /* the server's or the notice's words, or "" */
	const char *transcript; /* of the session, where the notice has one; or NULL */
	bool delayed; /* the report says that it is still being tried */
};

/* Sets class, address, status and reason of the bounce; its recipient is left alone. */
void bounce_judge(struct arena *arena, const struct phrasebook *book, const struct refusal *refusal,
	struct bounce *bounce);

/* What an enhanced status (RFC 3463; NULL: none) says of the address by itself. */
enum bounce_address bounce_status_address(const char *status);

#endif
