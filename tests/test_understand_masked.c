/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * What leaves the reader. Every text of an understanding, by the rows that say which there are,
 * holds no identity number, and each has been seen with one masked; a text that is added needs its
 * place in one of the tables here. And why somebody is away is not told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "base/understanding_json.h"
#include "base/understanding_rows.h"
#include "book_fixture.h"
#include "text/understand.h"

#define N "640823-3234"
#define FROM "From: Eva " N " <eva@x.se>\nDate: Mon, 15 Feb 2027 12:00:00 +0100\n"
#define TEXT "Content-Type: text/plain; charset=utf-8\n\n"
#define SEEN_MOST 200

/* Addresses, identifiers and codes, which are needed as they are; and warnings, which are our own
 * words. */
static const char *const left_alone[] = {"from", "sender", "reply_to", "to", "message_id",
	"references", "token", "code", "server", "result", "domain", "recipient", "status", "uid",
	"organizer", "attendee", "attendees", "sent_by", "recurrence_id", "start", "end", "zone",
	"forwarded_from", "link", "warnings"};

static bool is_left_alone(const char *key)
{
	for (size_t i = 0; i < sizeof(left_alone) / sizeof(left_alone[0]); i++)
		if (!strcmp(left_alone[i], key))
			return true;
	return false;
}

/* Names are made of letters alone. */
static bool may_hold_none(const char *key)
{
	return is_left_alone(key) || !strcmp(key, "person");
}

/* The slots of which a masked text has been seen. */
struct seen {
	const struct slot *at[SEEN_MOST];
	size_t n;
};

static bool has_seen(const struct seen *seen, const struct slot *slot)
{
	for (size_t i = 0; i < seen->n; i++)
		if (seen->at[i] == slot)
			return true;
	return false;
}

static void look_at_text(struct seen *seen, const struct slot *slot, const char *text)
{
	if (!text || is_left_alone(slot->key))
		return;
	if (strstr(text, "3234") || strstr(text, "640823"))
		fail_msg("%s: %s", slot->key, text);
	if (strstr(text, "******") && !has_seen(seen, slot)) {
		assert_true(seen->n < SEEN_MOST);
		seen->at[seen->n++] = slot;
	}
}

static void look_at(struct seen *seen, const struct record *record, const char *value)
{
	for (size_t i = 0; i < record->n; i++) {
		const struct slot *slot = &record->slots[i];
		const void *member = value + slot->offset;
		const struct record_list *list = member;
		const char *const *text = member;
		switch (slot->holds) {
		case HOLDS_TEXT:
			look_at_text(seen, slot, *text);
			break;
		case HOLDS_TEXTS:
			for (size_t k = 0; k < list->n; k++)
				look_at_text(seen, slot, ((const char *const *)list->at)[k]);
			break;
		case HOLDS_PAIRS:
			for (size_t k = 0; k < list->n; k++)
				look_at_text(seen, slot, ((struct record_pair *)list->at)[k].text);
			break;
		case HOLDS_RECORD:
			if (*text)
				look_at(seen, slot->record, *text);
			break;
		case HOLDS_RECORDS:
			for (size_t k = 0; k < list->n; k++)
				look_at(seen, slot->record,
					(const char *)list->at + k * slot->record->bytes);
			break;
		default:
			break;
		}
	}
}

static void all_were_seen(const struct seen *seen, const struct record *record)
{
	for (size_t i = 0; i < record->n; i++) {
		const struct slot *slot = &record->slots[i];
		bool text = slot->holds == HOLDS_TEXT || slot->holds == HOLDS_TEXTS ||
			slot->holds == HOLDS_PAIRS;
		if (text && !may_hold_none(slot->key) && !has_seen(seen, slot))
			fail_msg("no masked %s was seen", slot->key);
		if (slot->record)
			all_were_seen(seen, slot->record);
	}
}

static struct questions asked_of_leader(int kind)
{
	struct questions asked = {.language = "sv",
		.own_address = "natverk@fou.example",
		.mail_day = day_parse("2027-02-15"),
		.is_leader = true};

	if (kind >= 0) {
		asked.n = 1;
		asked.at[0] = (struct question){
			.kind = (enum ask_kind)kind, .own = true, .about = DAY_NONE};
	}
	return asked;
}

static const struct {
	int kind; /* of the question; -1: none */
	const char *mail;
} mails[] = {
	{-1,
		FROM "Subject: =?utf-8?q?M=C3=B6te:_V=C3=A5rm=C3=B6te_640823?=\n "
		     "=?utf-8?q?-3234?=\n" TEXT "Dag: 9 mars\nPlats: sal " N "\nSyfte: om " N
		     "\n\nVi talar om " N ".\n"},
	{-1, FROM "Subject: Besked: Bo " N " kommer\n" TEXT "Bo " N " kommer, Siv kan inte.\n"},
	{ASK_ATTENDANCE, FROM "Subject: Sv: Kommer du?\n" TEXT "Ja, men blir sen efter " N ".\n"},
	{ASK_ATTENDANCE,
		FROM "Subject: Sv: Kommer du?\n" TEXT "Bo " N
		     " kommer i mitt ställe\n> 640823-\n> 3234\n"},
	{ASK_ATTENDANCE,
		FROM "Subject: Sv: Kommer du?\nContent-Type: text/html; charset=utf-8\n\n"
		     "<p>Ja, om <b>6408</b>23<i>-3</i>234 är <span>640823</span>&#8209;<br>3234"
		     " och 640823&nbsp;3234, 6408<wbr>23&shy;3234</p>\n"},
	{ASK_AGENDA, FROM "Subject: Sv: Punkter?\n" TEXT "- Hemgång " N "\n- Läkemedel\n"},
	{ASK_STANDING,
		FROM "Subject: Sv: Vill du vara kvar?\n" TEXT "Jag har slutat, Bo " N
		     " tar över efter mig\n"},
	{-1,
		FROM "Subject: Autosvar\nAuto-Submitted: auto-replied\n" TEXT
		     "Åter 1 mars. Kontakta Bo Ek, " N "\n"},
	{-1,
		FROM "Subject: VB: Om " N "\n" TEXT
		     "Se nedan\n\nFrån: Anna <anna@x.se>\nSkickat: den 1 februari 2027 12:00\n"
		     "Till: Eva <eva@x.se>\nÄmne: Om\n\nJag kommer med " N ".\n"},
	{ASK_ATTENDANCE,
		FROM
		"Subject: Sv\nContent-Type: text/calendar; method=REPLY; charset=utf-8\n\n"
		"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1\nATTENDEE;PARTSTAT=ACCEPTED:"
		"mailto:eva@x.se\nCOMMENT:med 640823-\n 3234\nSUMMARY:Om " N "\nLOCATION:hos " N
		"\nDESCRIPTION:Vi talar om " N "\nEND:VEVENT\nEND:VCALENDAR\n"},
	{-1,
		"From: MAILER-DAEMON@x.se\nSubject: Undelivered " N "\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
		"--b\n" TEXT "It bounced\n--b\nContent-Type: message/delivery-status\n\n"
		"Reporting-MTA: dns; x.se\n\nFinal-Recipient: rfc822; bo@x.se\nAction: failed\n"
		"Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no user " N " here\n--b--\n"},
};

static const struct understanding *read_row(size_t i, struct str *explain)
{
	struct questions asked = asked_of_leader(mails[i].kind);

	return understand_words(understand_open(arena, book, MAIL_EML, mails[i].mail,
					strlen(mails[i].mail), explain),
		&asked);
}

static void no_text_holds_an_identity_number(void **state)
{
	struct seen seen = {.n = 0};

	(void)state;
	for (size_t i = 0; i < sizeof(mails) / sizeof(mails[0]); i++) {
		const struct understanding *read = read_row(i, NULL);
		assert_true(read->masked);
		look_at(&seen, &understanding_record, (const char *)read);
	}
	all_were_seen(&seen, &understanding_record);
}

static void why_is_told_without_the_number(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mails) / sizeof(mails[0]); i++) {
		_cleanup_str_ struct str explain;
		str_init(&explain, 100000);
		read_row(i, &explain);
		assert_null(strstr(explain.at, "3234"));
	}
}

static void why_she_is_away_is_not_told(void **state)
{
	static const char mail[] = "From: Anna Berg <anna@x.se>\nSubject: Frånvaro: sjukskriven\n"
				   "Date: Mon, 15 Feb 2027 12:00:00 +0100\n"
				   "Auto-Submitted: auto-replied\n" TEXT
				   "Jag är sjukskriven för utmattning t.o.m. 28/2. Kontakta Bo Ek "
				   "då jag är sjuk.\n\nAnna\n";
	struct questions asked = asked_of_leader(-1);
	struct mail_in_hand *hand =
		understand_open(arena, book, MAIL_EML, mail, sizeof(mail) - 1, NULL);
	const struct understanding *envelope = understand_shared(arena, understand_envelope(hand)),
				   *read = understand_shared(arena, understand_words(hand, &asked));

	(void)state;
	assert_int_equal(read->absence->until, day_parse("2027-03-01"));
	assert_string_equal(read->absence->deputy, "Bo Ek");
	assert_string_equal(read->from, "anna@x.se");
	assert_null(strstr(understanding_to_json(arena, envelope, NULL, false), "sjuk"));
	assert_null(strstr(understanding_to_json(arena, read, NULL, false), "sjuk"));
	assert_null(strstr(understanding_to_json(arena, read, NULL, false), "utmattning"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_text_holds_an_identity_number),
		cmocka_unit_test(why_is_told_without_the_number),
		cmocka_unit_test(why_she_is_away_is_not_told),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
