/* SPDX-License-Identifier: MIT */
/* Times of a calendar as they are written ("20270309T130000", with Z, or a bare day). For
 * invite_read.c alone. */
#ifndef SAMLAD_TEXT_INVITE_TIME_H
#define SAMLAD_TEXT_INVITE_TIME_H

struct arena;

/* The text itself when it has that form, else NULL; NULL stays NULL. */
const char *written_time(const char *text);
/* start and a DURATION (RFC 5545 section 3.3.6) added up, by the wall clock; NULL when either can't
 * be read. */
const char *time_after(struct arena *arena, const char *start, const char *duration);
/* "/freeassociation.sourceforge.net/Europe/Stockholm" and its like without what stands before the
 * zone's name. */
const char *zone_name_trim(const char *zone);

#endif
