/* SPDX-License-Identifier: MIT */
#include "support/forged_mails.h"

#define ANSWER_OF(name)                                                                            \
	"SELECT iif(answer_at IS NULL, '-', answer_kind) FROM ask JOIN member ON ask.member = "    \
	"member.id WHERE "                                                                         \
	"ask.kind = 'attendance' AND name LIKE '" name "%'"
#define ANNAS ANSWER_OF("Anna")
#define MEMBER(column) "SELECT " column " FROM member WHERE name LIKE 'Anna%'"
#define NOBODY NULL, ""
#define RECEIPT ANNA, "Noterat"

const struct true_mail true_mails[] = {
	{{"her answer", ANNA, REAL REPLY_TO("anna"), YES}, ANNAS, "yes", NOBODY},
	{{"in capitals", "ANNA@Kommun.Example", REAL REPLY_TO("anna"), YES}, ANNAS, "yes", NOBODY},
	{{"from her other address", "anna.ask@privat.example", REPLY_TO("anna"), YES}, ANNAS, "yes",
		NOBODY},
	{{"under another name", "\"" BO "\" <" ANNA ">", REPLY_TO("anna"), YES}, ANNAS, "yes",
		NOBODY},
	{{"with a comment", ANNA " (Anna)", REPLY_TO("anna"), YES}, ANNAS, "yes", NOBODY},
	{{"with her letter, though denied", ANNA, FALSE REPLY_TO("anna"), YES}, ANNAS, "yes",
		NOBODY},
	{{"by its code", ANNA, REAL, CODED("anna")}, ANNAS, "yes", RECEIPT},
	{{"by the token in our own address", ANNA, "Delivered-To: natverk+{anna=}@fou.example\n",
		 YES},
		ANNAS, "yes", NOBODY},
	{{"a fresh mail", ANNA, REAL, "M\u00f6tet", "Jag kommer p\u00e5 v\u00e5rm\u00f6tet\n"},
		ANNAS, "yes", RECEIPT},
	{{"from a domain without checks", ANNA, CHECKED "spf=none; dmarc=none\n", CODED("anna")},
		ANNAS, "yes", RECEIPT},
	{{"forwarded, but signed", ANNA,
		 CHECKED "spf=fail smtp.mailfrom=x@forward.example; dkim=pass "
			 "header.d=kommun.example\n",
		 CODED("anna")},
		ANNAS, "yes", RECEIPT},
	{{"denied by a server that is not asked", ANNA,
		 "Authentication-Results: mx.other.example; dmarc=fail\n", CODED("anna")},
		ANNAS, "yes", RECEIPT},
	{{"her secretary", ANNA, "Sender: sekr@kommun.example\n" REPLY_TO("anna"), YES}, ANNAS,
		"yes", RECEIPT},
	{{"her secretary, by the code", ANNA, REAL "Sender: sekr@kommun.example\n", CODED("anna")},
		ANNAS, "yes", RECEIPT},
	{{"her secretary's calendar", "sekr@kommun.example", CALENDAR_TYPE("REPLY"),
		 EVENT("REPLY", "{anna@}", ANNA,
			 "DECLINED;SENT-BY=\"mailto:sekr@kommun.example\"")},
		ANNAS, "no", RECEIPT},
	{{"her calendar", ANNA, CALENDAR_TYPE("REPLY"),
		 EVENT("REPLY", "{anna@}", ANNA, "TENTATIVE")},
		ANNAS, "maybe", NOBODY},
	{{"her calendar's service", ANNA,
		 "Sender: calendar-notification@service.example\n" CALENDAR_TYPE("REPLY"),
		 EVENT("REPLY", "{anna@}", ANNA, "ACCEPTED")},
		ANNAS, "yes", NOBODY},
	{{"an address of two, with the letter of one", SHARED, REPLY_TO("siv"), YES},
		ANSWER_OF("Siv"), "yes", NOBODY},
	{{"that is not the other's", SHARED, REPLY_TO("siv"), YES}, ANSWER_OF("Ulla"), "-", NOBODY},
	{{"without a letter it is asked", SHARED, "", "M\u00f6tet", "Jag kommer\n"},
		ANSWER_OF("Siv"), "-", SHARED, ""},
	{{"her wish to leave", ANNA, REPLY_TO("anna"), "Sv: x", "L\u00e4mna\n"}, MEMBER("standing"),
		"left", ANNA, ""},
	{{"her absence", ANNA, "Auto-Submitted: auto-replied\n" REPLY_TO("anna"), ABSENT},
		MEMBER("away_until"), "2027-06-01", NOBODY},
	{{"a report of her letter", "mailer-daemon@mx.example", REPORT, BOUNCE("{anna}", ANNA)},
		MEMBER("hard_bounces"), "1", NOBODY},
	{{"a leader's word to stop", EVA, CHECKED "dmarc=pass header.from=fou.example\n", "Stopp",
		 "\n"},
		"SELECT stopped FROM network", "1", EVA, "stoppat"},
	{{"a leader's yes to her preview", EVA, REPLY_TO("preview"), "Sv: x", "Skicka\n"},
		"SELECT count(*) FROM project WHERE title = 'SIP-mallen'", "1", NOBODY},
	{{"a leader's choice by Monday's letter", EVA, REPLY_TO("alert"), "Sv: x",
		 "1 vi tar det till 1 maj\n"},
		"SELECT count(*) FROM project WHERE taken_until IS NOT NULL", "1", EVA, ""},
};
const size_t n_true_mails = sizeof(true_mails) / sizeof(true_mails[0]);
