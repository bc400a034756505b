/* SPDX-License-Identifier: MIT */
/*
 * Mails that claim to be somebody's, each a row. In header, subject and body `{anna}` stands for
 * the Message-ID of Anna's invitation, `{anna#}` for its code, `{anna@}` for its calendar UID,
 * `{anna=}` for its token; so for `bo` and `siv`, for `alert`, Eva's copy of Monday's letter, and
 * `preview`, her open preview.
 */
#ifndef SAMLAD_TESTS_SUPPORT_FORGED_MAILS_H
#define SAMLAD_TESTS_SUPPORT_FORGED_MAILS_H

#include <stddef.h>

#include "support/season_story.h"

#define TRUSTED "mx.fou.example"
#define CHECKED "Authentication-Results: " TRUSTED "; "
/* What the trusted server says of a mail whose From is what it says, and of one whose isn't. */
#define REAL CHECKED "dmarc=pass header.from=kommun.example\n"
#define FALSE CHECKED "dmarc=fail header.from=kommun.example\n"
#define FALSE_FOU CHECKED "dmarc=fail header.from=fou.example\n"
#define REPLY_TO(letter) "In-Reply-To: {" letter "}\nReferences: {" letter "}\n"
#define SHARED "mottagningen@region.example" /* two members' address */
#define CALENDAR_TYPE(method) "Content-Type: text/calendar; charset=utf-8; method=" method "\n"

/* Subjects with their bodies. */
#define EVIL "x@evil.example"
#define YES "Sv: Kommer du?", "Ja, jag kommer\n"
#define CODED(letter) "Sv: Kommer du? [m\u00f6te {" letter "#}]", "Ja, jag kommer\n"
#define EVENT(method, uid, attendee, partstat)                                                     \
	"Kalender",                                                                                \
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:" method                     \
		"\r\nBEGIN:VEVENT\r\nUID:" uid                                                     \
		"\r\nSEQUENCE:9\r\nDTSTART:20270310T120000Z\r\nDTEND:20270310T150000Z\r\n"         \
		"ORGANIZER:mailto:natverk@fou.example\r\nATTENDEE;PARTSTAT=" partstat              \
		":mailto:" attendee "\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define BOUNCE(id, address)                                                                        \
	"Undelivered Mail Returned to Sender",                                                     \
		"--b\n\nx\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "     \
		"x\n\nFinal-Recipient: rfc822; " address                                           \
		"\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: "                           \
		"text/rfc822-headers\n\nMessage-ID: " id "\n\n--b--\n"
#define REPORT                                                                                     \
	"Auto-Submitted: auto-replied\nContent-Type: multipart/report; "                           \
	"report-type=delivery-status; boundary=b\n"
#define ABSENT "Autosvar: Kommer du?", "Jag \u00e4r ledig till 1 juni 2027.\n"
#define FEAST "M\u00f6te: Julfest", "Dag: tis 16 mars 2027\nTid: kl. 13-16\nPlats: hos mig\n"

struct forged {
	const char *name;
	const char *from, *header, *subject, *body;
};
extern const struct forged forged_mails[];
extern const size_t n_forged_mails;

/* What is true though it looks forged: what the state then says, and who is told, by a part of the
 * subject ("" for nobody). */
struct true_mail {
	struct forged mail;
	const char *query, *says;
	const char *told, *subject;
};
extern const struct true_mail true_mails[];
extern const size_t n_true_mails;

#endif
