/* SPDX-License-Identifier: MIT */
/*
 * One member's copy of a meeting as iCalendar (RFC 5545, 5546), by libical: DTSTART with TZID of the network's zone
 * and a VTIMEZONE of the rules in force, one ATTENDEE, a UID of her own, ORGANIZER the network.
 */
#ifndef SAMLAD_LETTERS_INVITE_WRITE_H
#define SAMLAD_LETTERS_INVITE_WRITE_H

#include "core/draft.h"

/* CRLF lines of at most 75 octets; "" for INVITE_NONE. attendee_name may be "". stamp: DTSTAMP. */
char *invite_write(struct arena *arena, const struct network *network, const struct invite *invite,
	const char *attendee, const char *attendee_name, instant stamp);

#endif
