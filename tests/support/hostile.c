/* SPDX-License-Identifier: MIT */
#include "support/hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define FROM "From: a@b.example\nSubject: Sv: x\n"
#define MIXED FROM "Content-Type: multipart/mixed; boundary=b\n\n"
#define PLAIN FROM "Content-Type: text/plain; charset=utf-8\n\n"
#define HTML FROM "Content-Type: text/html; charset=utf-8\n\n"
#define CODED(charset, coding)                                                                     \
	FROM "Content-Type: text/plain; charset=" charset "\nContent-Transfer-Encoding: " coding   \
	     "\n\n"
#define CALENDAR "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:1@x\r\n"
#define REPORT                                                                                     \
	"From: mailer-daemon@b.example\nSubject: Undelivered Mail\nContent-Type: multipart/"       \
	"report; report-type=delivery-status; boundary=b\n\n--b\n\nx\n--b\nContent-Type: "         \
	"message/delivery-status\n\nReporting-MTA: dns; x\n\n"
#define NOTICE "From: mailer-daemon@b.example\nSubject: failure notice\n\n"

#define MAIL(name, first, grows, last)                                                             \
	{                                                                                          \
		name, "attendance", "eml", first, grows, last                                      \
	}
#define ASKED(name, asked, grows)                                                                  \
	{                                                                                          \
		name, asked, "eml", PLAIN, grows, "\n"                                             \
	}
#define EVENTS(name, first, grows, last)                                                           \
	{                                                                                          \
		name, "attendance", "ics", first, grows, last                                      \
	}

const struct hostile hostiles[] = {
	/* the mail as such */
	MAIL("parts", MIXED, "--b\n\nx\n", "--b--\n"),
	MAIL("parts without end", MIXED, "--b\nContent-Type: text/html\n\n<p>x\n", ""),
	MAIL("boundaries that are none", MIXED "--b\n\n", "--bb\n--\n", ""),
	MAIL("nested multiparts", FROM "Content-Type: multipart/mixed; boundary=b0\n\n--b0\n",
		"Content-Type: multipart/mixed; boundary=b1#\n\n--b1#\n", ""),
	MAIL("nested multiparts of one boundary", MIXED "--b\n",
		"Content-Type: multipart/mixed; boundary=b\n\n--b\n", ""),
	MAIL("multiparts beside each other, never begun", MIXED,
		"--b\nContent-Type: multipart/mixed; boundary=c#\n\nx\n", ""),
	MAIL("messages in messages", FROM "Content-Type: message/rfc822\n\n",
		"Content-Type: message/rfc822\n\n", "x"),
	MAIL("a field of one line", "From: a@b.example\nSubject: ", "x", "\n\nja\n"),
	MAIL("a field of many lines", "From: a@b.example\nSubject: x", "\n x", "\n\nja\n"),
	MAIL("fields", FROM, "X-A: b\n", "\nja\n"),
	MAIL("fields that are known", FROM, "To: a@b.example\nReferences: <1@x>\n", "\nja\n"),
	MAIL("addresses", "From: ", "a <a@b.example>, ", "\n\nja\n"),
	MAIL("addresses in groups", "From: ", "a: a@b.example;, ", "\n\nja\n"),
	MAIL("comments in comments", "From: ", "(", " a@b.example\n\nja\n"),
	MAIL("quotation marks", "From: ", "\"\\\"", " a@b.example\n\nja\n"),
	MAIL("encoded words", "From: a@b.example\nSubject: ", "=?utf-8?q?=C3=A5?= ", "\n\nja\n"),
	MAIL("encoded words without end", "From: a@b.example\nSubject: ", "=?utf-8?b?", "\n\nja\n"),
	MAIL("brackets", "From: a@b.example\nSubject: ", "[a ", "\n\nja\n"),
	MAIL("reply prefixes", "From: a@b.example\nSubject: ", "Sv: ", "\n\n\n"),
	MAIL("references", FROM "References: ", "<1@x> ", "\n\nja\n"),
	MAIL("parameters", FROM "Content-Type: text/plain", "; a=b", "\n\nja\n"),
	MAIL("parameters continued", FROM "Content-Type: text/plain", "; name*#=b", "\n\nja\n"),
	MAIL("results of checks", FROM, "Authentication-Results: x; spf=pass; spf=pass\n",
		"\nja\n"),
	MAIL("a file in the text", PLAIN, "begin 644 a\n", ""),
	MAIL("base64", CODED("utf-8", "base64"), "amEg", ""),
	MAIL("quoted-printable", CODED("utf-8", "quoted-printable"), "=C3=A5=\n", ""),
	MAIL("lone carriage returns", "From: a@b.example\r\r", "ja\r", ""),
	MAIL("utf-7", CODED("utf-7", "7bit"), "+AOU-", ""),
	MAIL("japanese", CODED("iso-2022-jp", "7bit"), "\033$B$\"\033(B", ""),
	MAIL("utf-16", CODED("utf-16", "8bit"), "\xff\xfe\xd8", ""),
	MAIL("bytes that are no text", CODED("utf-8", "8bit"), "\xff\xc3\xe5\x81", ""),
	/* plain text */
	MAIL("one line", PLAIN, "x", ""),
	MAIL("blank lines", PLAIN, "\n", "ja\n"),
	MAIL("blanks", PLAIN, " ", "\nja\n"),
	MAIL("a mark on a mark", PLAIN "a", "\u0301\u0323", "\n"),
	MAIL("letters composed", PLAIN, "a\u030a \u1100\u1161", "\n"),
	MAIL("quotations in quotations", PLAIN, ">", " ja\n"),
	MAIL("quotations beside each other", PLAIN, "> q\na\n", ""),
	MAIL("introductions", PLAIN, "Den m\u00e5n 15 feb. 2027 kl 09:12 skrev N <n@x>:\n> q\n",
		""),
	MAIL("introductions without end", PLAIN, "On Mon, Feb 15, 2027 at 9:12 AM N\n", ""),
	MAIL("introductions in one line", PLAIN, "On Mon, Feb 15, 2027 at 9:12 AM wrote", "\n"),
	MAIL("headers", PLAIN, "Fr\u00e5n: a\nTill: b\n\u00c4mne: c\n\n", ""),
	MAIL("header fields", PLAIN, "From: a\n", ""),
	MAIL("sign-offs", PLAIN, "Mvh\nAnna\n\n", ""),
	MAIL("signatures", PLAIN, "-- \nAnna\n", ""),
	MAIL("rules", PLAIN, "________________________________\n", ""),
	MAIL("a rule", PLAIN, "_", "\n"),
	MAIL("dashes", PLAIN, "- ", "\n"),
	MAIL("devices", PLAIN, "Skickat fr\u00e5n min iPhone\n", ""),
	MAIL("footers", PLAIN, "Detta meddelande kan inneh\u00e5lla konfidentiell information ",
		"\n"),
	MAIL("digits", PLAIN, "6", "\n"),
	MAIL("identity numbers", PLAIN, "640823-3234 ", "\n"),
	MAIL("addresses in the text", PLAIN, "a@b.example ", "\n"),
	MAIL("tokens of ours", PLAIN, "ref:abcdefghijklmnopqrstuvwxyz ", "\n"),
	/* markup */
	MAIL("divisions in divisions", HTML, "<div>", "ja"),
	MAIL("quotations in markup", HTML, "<blockquote type=cite>", "ja"),
	MAIL("tables in tables", HTML, "<table><tr><td>", "ja"),
	MAIL("lists in lists", HTML, "<ul><li>", "ja"),
	MAIL("letters in bold in bold", HTML, "<b><i><font color=red>", "ja"),
	MAIL("links in links", HTML, "<a href=x><p>", "ja"),
	MAIL("ends without beginnings", HTML, "</div></p></table>", "ja"),
	MAIL("attributes", HTML "<p", " a=b", ">ja"),
	MAIL("an attribute", HTML "<p style=\"", "color:red;", "\">ja"),
	MAIL("tags without end", HTML, "<p <", "ja"),
	MAIL("comments without end", HTML, "<!--", "ja"),
	MAIL("comments for one program", HTML, "<!--[if mso]>", "ja"),
	MAIL("signs by name", HTML, "&amp;&#x41;&nosuch;", ""),
	MAIL("text without markup", HTML, "ja ", ""),
	MAIL("paragraphs", HTML, "<p>ja</p>", ""),
	MAIL("rows of a table", HTML "<table>", "<tr><td>1<td>ja", ""),
	MAIL("line breaks", HTML, "<br>", "ja"),
	MAIL("styles", HTML, "<style>p{a:b}</style>", "ja"),
	/* calendars */
	EVENTS("events", "BEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\r\nUID:#\r\nEND:VEVENT\r\n", ""),
	EVENTS("events in events", "BEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\r\n", ""),
	EVENTS("people", CALENDAR, "ATTENDEE:mailto:a#@x\r\n", "END:VEVENT\r\nEND:VCALENDAR\r\n"),
	EVENTS("a long line", CALENDAR "SUMMARY:", "x", "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
	EVENTS("folds", CALENDAR "SUMMARY:", "x\r\n ", "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
	EVENTS("parameters of a property", CALENDAR "ATTENDEE", ";X=1", ":a@x\r\n"),
	EVENTS("days left out", CALENDAR, "EXDATE:20270309T130000Z\r\n", ""),
	EVENTS("rules for ever", CALENDAR, "RRULE:FREQ=SECONDLY;BYMONTHDAY=31;BYMONTH=2\r\n", ""),
	EVENTS("lines that are none", CALENDAR, "x\r\n", ""),
	EVENTS("backslashes", CALENDAR "COMMENT:", "\\n\\,", "\r\n"),
	MAIL("calendars", MIXED, "--b\nContent-Type: text/calendar\n\n" CALENDAR "\n", ""),
	/* reports */
	MAIL("recipients", REPORT, "Final-Recipient: rfc822; a#@x\nAction: failed\n\n", "--b--\n"),
	MAIL("recipients in words", NOTICE, "<a#@b.example>: user unknown\n", ""),
	MAIL("a notice of one line", NOTICE, "could not be delivered to a@b.example ", "\n"),
	MAIL("a notice of statuses", NOTICE, "550 5.1.1 ", "\n"),
	MAIL("returned mails", NOTICE, "--- Below this line is a copy of the message.\n", ""),
	/* answers */
	ASKED("yes and no", "attendance", "ja nej "),
	ASKED("not not", "attendance", "inte "),
	ASKED("conditions", "attendance", "om jag kan, "),
	ASKED("sentences", "attendance", "Jag kommer inte. "),
	ASKED("lines", "attendance", "ja\n"),
	ASKED("faces", "attendance", "\U0001f44d\U0001f3fd\u200d"),
	ASKED("numbers", "signup:4", "1 och 3, "),
	ASKED("all but", "dates:3", "alla utom "),
	ASKED("offers", "signup:4", "1: ja\n2: nej\n"),
	ASKED("items", "agenda", "- en punkt\n"),
	ASKED("items in a sentence", "agenda", "vi och "),
	ASKED("days", "task", "tis 9 mars kl. 13-16, "),
	ASKED("days without end", "task", "den den den 9 "),
	ASKED("times", "dates:3", "13-16 "),
	ASKED("weeks", "standing", "v. 12-13 "),
	ASKED("fields of an order", "order", "Dag: tis 9 mars\n"),
	ASKED("an order in prose", "order", "Vi ses tisdag 9 mars kl. 13 i sal 2. "),
	ASKED("choices of Monday's letter", "order", "1 fr\u00e5ga\n"),
	ASKED("told answers", "order", "Bo kommer, Siv kan inte, "),
};
const size_t n_hostiles = sizeof(hostiles) / sizeof(hostiles[0]);

/* One repetition; returns its bytes. */
static size_t put_one(FILE *file, const char *grows, unsigned number)
{
	size_t n = 0;

	for (const char *at = grows; *at; at++) {
		if (*at == '#')
			n += (size_t)fprintf(file, "%u", number);
		else
			n += putc_unlocked(*at, file) != EOF;
	}
	return n;
}

void hostile_write(const struct hostile *shape, size_t bytes, const char *path)
{
	FILE *file = fopen(path, "wb");
	size_t n = strlen(shape->first) + strlen(shape->last);

	assert_non_null(file);
	fputs(shape->first, file);
	for (unsigned i = 0; n < bytes; i++)
		n += put_one(file, shape->grows, i);
	fputs(shape->last, file);
	assert_int_equal(fclose(file), 0);
}
