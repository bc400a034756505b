/* floor: text */
/* SPDX-License-Identifier: MIT */
/* Who or what wrote: people, absences, lists, machines, mail systems and ourselves; and what
 * bounced. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "book_fixture.h"
#include "text/understand.h"

static const struct understanding *read_mail(const char *mail)
{
	return understand_envelope(
		understand_open(arena, book, MAIL_EML, mail, strlen(mail), NULL));
}

static const struct {
	const char *header;
	enum auto_class class;
} classes[] = {
	{"Subject: Sv: Möte", AUTO_NONE},
	{"Subject: Möte\nAuto-Submitted: no", AUTO_NONE},
	{"Subject: Möte\nX-Auto-Response-Suppress: DR, OOF, AutoReply", AUTO_NONE},
	{"Subject: Sv: Automatiskt svar: Möte\nIn-Reply-To: <1@x>", AUTO_NONE},
	{"Subject: Kan du lägga in autosvar på info?", AUTO_NONE},
	{"Subject: Frånvaro: Alva 4B", AUTO_NONE},
	{"Subject: Semester vecka 29\nIn-Reply-To: <1@x>", AUTO_NONE},
	{"Subject: Undelivered: paketet kom inte fram", AUTO_NONE},
	{"Subject: x\nX-Autoreply: no", AUTO_NONE},
	{"Subject: Automatiskt svar: Möte", AUTO_REPLY},
	{"Subject: =?iso-8859-1?q?Fr=E5nvaro=3A_M=F6te?=\nIn-Reply-To: <1@x>", AUTO_REPLY},
	{"Subject: Out of Office", AUTO_REPLY},
	{"Subject: Réponse automatique : Réunion", AUTO_REPLY},
	{"Subject: Automaattinen vastaus: Kokous", AUTO_REPLY},
	{"Subject: x\nauto-submitted: auto-replied (vacation)", AUTO_REPLY},
	{"Subject: x\nX-MS-Exchange-Inbox-Rules-Loop: a@x.se", AUTO_REPLY},
	{"Subject: x\nPrecedence: auto_reply", AUTO_REPLY},
	{"Subject: x\nAuto-Submitted: auto-generated", AUTO_NOTIFICATION},
	{"Subject: x\nReturn-Path: <>", AUTO_NOTIFICATION},
	{"Subject: x\nPrecedence: bulk", AUTO_NOTIFICATION},
	{"Subject: x\nList-Id: <a.x.se>", AUTO_LIST},
	{"Subject: x\nPrecedence: list", AUTO_LIST},
	{"Subject: Out of office: x\nList-Id: <a.x.se>", AUTO_REPLY},
	{"Subject: x\nX-Samlad: 1", AUTO_SELF},
	{"Subject: x\nMessage-ID: <abcdefghijklmnopqrstuvwxyz.samlad@x.se>", AUTO_SELF},
	{"Subject: Autosvar: x\nX-Samlad: 1", AUTO_REPLY},
};

static void test_people_and_machines_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		const char *mail = arena_printf(
			arena, "From: Anna <anna@x.se>\n%s\n\nhej\n", classes[i].header);
		enum auto_class got = read_mail(mail)->auto_class;
		if (got != classes[i].class)
			fail_msg("%s: %s", classes[i].header, auto_class_text(got));
	}
}

static void test_a_calendar_answer_is_a_persons(void **state)
{
	(void)state;
	const struct understanding *read = read_mail(
		"From: anna@x.se\nSubject: Accepted: x\nAuto-Submitted: auto-generated\n"
		"Content-Type: text/calendar; "
		"method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1\n"
		"ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@x.se\nEND:VEVENT\nEND:VCALENDAR\n");

	assert_int_equal(read->auto_class, AUTO_NONE);
	assert_int_equal(read->calendar.at[0].partstat, PARTSTAT_ACCEPTED);
}

#define REPORT(fields)                                                                             \
	"From: MAILER-DAEMON@x.se\nSubject: Undelivered\nContent-Type: multipart/report; "         \
	"boundary=b\n\n"                                                                           \
	"--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "        \
	"x.se\n\n" fields                                                                          \
	"\n--b\nContent-Type: message/rfc822\n\nFrom: n@x.se\nTo: other@y.se\n\nhej\n--b--\n"
#define NOTICE(subject, text)                                                                      \
	"From: Mail Delivery System <MAILER-DAEMON@x.se>\nTo: n@x.se\nSubject: " subject "\n"      \
	"\n" text

static const struct {
	const char *name, *mail, *rows;
} bounces[] = {
	{"no such user",
		REPORT("Final-Recipient: rfc822; anna@y.se\nAction: failed\nStatus: 5.1.1\n"
		       "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n"),
		"anna@y.se hard bad 5.1.1"},
	{"full",
		REPORT("Final-Recipient: rfc822; anna@y.se\nAction: failed\nStatus: "
		       "5.2.2\nDiagnostic-Code: smtp; 552 Mailbox full\n"),
		"anna@y.se hard fine 5.2.2"},
	{"policy with a user's words",
		REPORT("Final-Recipient: rfc822; anna@y.se\nAction: failed\nStatus: "
		       "5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 user not known as sender\n"),
		"anna@y.se hard fine 5.7.1"},
	{"delayed", REPORT("Final-Recipient: rfc822; anna@y.se\nAction: delayed\nStatus: 4.4.1\n"),
		"anna@y.se soft fine 4.4.1"},
	{"original recipient counts",
		REPORT("Original-Recipient: rfc822;Anna@Y.se\nFinal-Recipient: rfc822; "
		       "x123@z.se\nAction: failed\nStatus: 5.0.0\n"),
		"Anna@Y.se hard unknown 5.0.0"},
	{"two",
		REPORT("Final-Recipient: rfc822; a@y.se\nAction: failed\nStatus: 5.1.1\n\n"
		       "Final-Recipient: rfc822; b@y.se\nAction: delivered\nStatus: 2.0.0\n\n"
		       "Final-Recipient: rfc822; c@y.se\nAction: failed\nStatus: 5.2.2\n"),
		"a@y.se hard bad 5.1.1|c@y.se hard fine 5.2.2"},
	{"delivered", REPORT("Final-Recipient: rfc822; a@y.se\nAction: delivered\nStatus: 2.0.0\n"),
		""},
	{"qmail",
		NOTICE("failure notice",
			"Hi. This is the qmail-send program.\nI wasn't able to deliver your "
			"message.\n\n"
			"<anna@y.se>:\n550 no mailbox here by that name\n\n--- Below this line is "
			"a copy\n\nTo: b@y.se\n"),
		"anna@y.se hard bad -"},
	{"exim",
		NOTICE("Mail delivery failed",
			"A message could not be delivered. The following address failed:\n\n  "
			"anna@y.se\n"
			"    host mx.y.se: 550 5.1.1 unknown user\n"),
		"anna@y.se hard bad 5.1.1"},
	{"sendmail warning",
		NOTICE("Warning: could not send message for past 4 hours",
			"<anna@y.se>... Deferred: Connection timed out\nWill keep trying\n"),
		"anna@y.se soft fine -"},
	{"a person's words about parcels",
		"From: anna@x.se\nSubject: Undelivered: paketet\n\nDet gick till bo@y.se\n", ""},
	{"a complaint",
		"From: a@x.se\nSubject: complaint\nContent-Type: multipart/report; "
		"boundary=b\n\n--b\n\nx\n--b\n"
		"Content-Type: message/feedback-report\n\nFinal-Recipient: rfc822; a@y.se\n--b--\n",
		""},
};

static void test_bounces_name_whom_mail_did_not_reach(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bounces) / sizeof(bounces[0]); i++) {
		const struct understanding *read = read_mail(bounces[i].mail);
		char *rows = arena_strdup(arena, "");
		list_each (bounce, &read->bounces)
			rows = arena_printf(arena, "%s%s%s %s %s %s", rows, *rows ? "|" : "",
				bounce->recipient, bounce_class_text(bounce->class),
				bounce_address_text(bounce->address),
				bounce->status ? bounce->status : "-");
		if (strcmp(rows, bounces[i].rows) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", bounces[i].name, rows, bounces[i].rows);
		assert_int_equal(read->auto_class == AUTO_BOUNCE, *bounces[i].rows != '\0');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_people_and_machines_are_told_apart, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_a_calendar_answer_is_a_persons, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_bounces_name_whom_mail_did_not_reach, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
