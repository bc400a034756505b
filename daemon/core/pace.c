/* SPDX-License-Identifier: MIT */
/*
 * A window that slides: the instants of the last 30 letters are known, so in no minute there are
 * more, which a bucket that fills anew cannot promise (a full one and what trickles in make 60).
 *
 * Instants are whole seconds, so a minute counts as more than 60 of them. A clock that was set back
 * leaves instants in what is now the future: they say nothing and don't count, or letters could
 * wait for a year.
 */
#include "core/pace.h"

#include <string.h>

instant pace_next(const struct pace *pace, instant now)
{
	instant first = pace->left[pace->oldest];

	if (pace->n < PACE_LETTERS || first > now || first + MINUTE_S < now)
		return now;
	return first + MINUTE_S + 1;
}

void pace_note(struct pace *pace, instant now)
{
	if (pace->n < PACE_LETTERS) {
		pace->left[pace->n++] = now;
		return;
	}
	pace->left[pace->oldest] = now;
	pace->oldest = (pace->oldest + 1) % PACE_LETTERS;
}

bool pace_is_for(const char *host)
{
	return strcmp(host, "localhost") != 0 && strncmp(host, "127.", 4) != 0 &&
		strcmp(host, "::1") != 0;
}
