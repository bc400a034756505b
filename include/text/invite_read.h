/* SPDX-License-Identifier: MIT */
/*
 * Calendar parts (iCalendar, RFC 5545; iTIP 5546; iMIP 6047) as plain values, read as far as they
 * go.
 *
 * libical is fed only what an answer or an invitation needs: a pass of our own before it unfolds
 * the bytes, closes components that were never closed, and leaves out rules, alarms, zones and
 * everything over a ceiling, for libical is quadratic in long lines and loops on hostile rules. No
 * date is converted: what is written is reported.
 */
#ifndef SAMLAD_TEXT_INVITE_READ_H
#define SAMLAD_TEXT_INVITE_READ_H

#include "base/understanding.h"

#define INVITE_BYTES_MOST (256 * 1024) /* of one calendar part */
#define INVITE_EVENTS_MOST 100

/*
 * Adds the events (to-dos, free-busy) of one calendar to understanding->calendar, those that are
 * there already left out. text: clean UTF-8. method: of the part's header, used where the calendar
 * names none; or NULL.
 */
void invite_read(struct arena *arena, const char *text, const char *method,
	struct understanding *understanding);

/* Makes libical ready before the box closes: no error of it is fatal. */
void invite_prepare(void);

/* The IANA name of a Windows time zone ("W. Europe Standard Time"), or NULL when it is none. */
const char *windows_zone_find(const char *name);

#endif
