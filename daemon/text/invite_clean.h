/* SPDX-License-Identifier: MIT */
/* The pass before libical: one calendar's text made small, whole and harmless. For invite_read.c
 * alone. */
#ifndef SAMLAD_TEXT_INVITE_CLEAN_H
#define SAMLAD_TEXT_INVITE_CLEAN_H

struct str;

/* Properties with a link to the conference: RFC 7986, and as Exchange and Google name it. */
#define INVITE_CONFERENCES "CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-GOOGLE-CONFERENCE"
#define INVITE_REPEATS "X-SAMLAD-REPEATS" /* stands for each rule that was left out */

/* Writes the calendar as libical is to see it; out must be empty. */
void invite_clean(const char *text, struct str *out);

#endif
