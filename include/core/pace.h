/* SPDX-License-Identifier: MIT */
/*
 * No more letters in any minute than a provider takes: Microsoft 365 refuses what goes beyond 30
 * messages a minute from one mailbox.
 */
#ifndef SAMLAD_CORE_PACE_H
#define SAMLAD_CORE_PACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/when.h"

#define PACE_LETTERS 30

/* When the last letters left; zeroed: none has. */
struct pace {
	instant left[PACE_LETTERS];
	size_t n; /* of them that are set */
	size_t oldest;
};

/* The first instant from now on at which one more may leave: now itself, or up to a minute later.
 */
instant pace_next(const struct pace *pace, instant now);
void pace_note(struct pace *pace, instant now); /* one leaves */

/* Whether letters to that server are paced: not where it is this machine, which has its own queue.
 */
bool pace_is_for(const char *host);

#endif
