/* SPDX-License-Identifier: MIT */
/*
 * Whether a person wrote this mail, by RFC 3834's header fields, those that programs really set,
 * the subjects with which absences begin, and the sentence in which a text says that nobody wrote
 * it (words under auto.* of all languages). What is on
 * people's own mail is no sign: X-Auto-Response-Suppress, Auto-Submitted: no, a reply to an
 * automatic reply.
 */
#ifndef SAMLAD_TEXT_AUTO_H
#define SAMLAD_TEXT_AUTO_H

#include "base/understanding.h"

struct body;
struct mail;
struct phrasebook;
struct str;

/* To be called when the envelope, the calendar and the bounces are known. body: the mail's text.
 * is_report: bounce_read() said so. */
enum auto_class auto_classify(const struct phrasebook *book, const struct mail *mail,
	const struct body *body, const struct understanding *understanding, bool is_report,
	struct str *explain);

#endif
