/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * Mail that says one thing and is another: charsets, codings, boundaries, header words and types as
 * gateways, lists and careless programs leave them. The words that come out are what she wrote.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "answer_book.h"
#include "text/understand.h"

#define TYPE(type) "Content-Type: " type "\n"
#define PLAIN(charset) TYPE("text/plain; charset=" charset)
#define CODING(coding) "Content-Transfer-Encoding: " coding "\n"
#define PART(boundary) "--" boundary "\nContent-Type: text/plain\n\nJa\n--" boundary "--\n"
#define BEFORE "--rätt--b7\nContent-Type: text/plain\n\nJa\n--rätt--b7--\n"
#define UU "M  $\" P0%!@<(\"0H+# T.#Q 1$A,4%187&!D:&QP='A\\@(2(C)\"4F)R@I*BLL\n"

static const struct {
	const char *name, *mail, *reply;
} rows[] = {
	/* Charsets. */
	{"windows-1252 as utf-8", PLAIN("utf-8") "\nJa, p\xe5 m\xf6tet \x96 \x93sal 2\x94",
		"Ja, på mötet – “sal 2”"},
	{"windows-1252 as us-ascii", PLAIN("us-ascii") "\nJa, p\xe5 m\xf6tet", "Ja, på mötet"},
	{"windows-1252 without a label", TYPE("text/plain") "\nJa, p\xe5 m\xf6tet", "Ja, på mötet"},
	{"windows-1252 as what nobody knows", PLAIN("x-unknown") "\np\xe5", "på"},
	{"utf-8 as latin-1", PLAIN("iso-8859-1") "\nJa, på mötet 👍", "Ja, på mötet 👍"},
	{"utf-8 as latin-1 of 1987", PLAIN("ISO_8859-1:1987") "\nJa, på mötet", "Ja, på mötet"},
	{"utf-8 misspelt", PLAIN("uft-8") "\nJa, på m\xc3\xb6tet", "Ja, på mötet"},
	{"utf-8 in quotes that never end", PLAIN("\"utf-8") "\nJa, på mötet", "Ja, på mötet"},
	{"utf-8 coded twice", PLAIN("utf-8") "\nJa, pÃ¥ mÃ¶tet â€“ hÃ¤lsa Ã–rjan",
		"Ja, på mötet – hälsa Örjan"},
	{"one line of it coded twice", PLAIN("utf-8") "\nJa, på mötet\nhÃ¤lsa",
		"Ja, på mötet\nhälsa"},
	{"no line coded twice", PLAIN("utf-8") "\nNÃO, São Tomé", "NÃO, São Tomé"},
	{"a quotation in another charset", PLAIN("utf-8") "\nJa, på mötet\n\n> Hej p\xe5 dig",
		"Ja, på mötet"},
	{"answers in another charset", PLAIN("utf-8") "\nJa, på åsen\np\xe5 m\xf6te",
		"Ja, på åsen\npå möte"},
	{"Swedish in seven bits", PLAIN("SEN_850200_B") "\nJa, p} m|tet", "Ja, på mötet"},
	{"a byte order mark", PLAIN("utf-8") "\n\xef\xbb\xbfJa, på", "Ja, på"},
	/* Codings. */
	{"base64 that nobody declared",
		PLAIN("utf-8")
			CODING("7bit") "\nSmEsIGphZyBrb21tZXIgcMOlIG3DtnRldCBpIG1vcmdv\nbi4=\n",
		"Ja, jag kommer på mötet i morgon."},
	{"an identifier is no base64", PLAIN("utf-8") "\nabcdefghijklmnopqrstuvwxyzabcdefghijklmn",
		"abcdefghijklmnopqrstuvwxyzabcdefghijklmn"},
	{"base64 that is none", PLAIN("utf-8") CODING("base64") "\nJa, jag kommer. Anna",
		"Ja, jag kommer. Anna"},
	{"base64 with a list's footer",
		PLAIN("utf-8")
			CODING("base64") "\nSmEsIGphZyBrb21tZXIu\n"
					 "____________________________\nlistan mailing list\n",
		"Ja, jag kommer."},
	{"base64 in two pieces", PLAIN("utf-8") CODING("base64") "\nSmE=\nIHRhY2s=\n", "Ja tack"},
	{"base64 cut short", PLAIN("utf-8") CODING("base64") "\nSmEsIGphZyBrb2", "Ja, jag ko"},
	{"quoted-printable that nobody declared",
		PLAIN("utf-8") "\nJa, jag kommer p=C3=A5 m=C3=B6tet om n=\n=C3=A5gon timme.",
		"Ja, jag kommer på mötet om någon timme."},
	{"equals signs are no quoted-printable", PLAIN("utf-8") "\nACCEPTED=AC, DE=DECLINED",
		"ACCEPTED=AC, DE=DECLINED"},
	{"quoted-printable, blanks behind its line ends",
		PLAIN("utf-8") CODING("quoted-printable") "\nJa, p=\n=c3=a5 m=C3=B6=  \ntet=",
		"Ja, på mötet"},
	{"windows-1252 in quoted-printable as utf-8",
		PLAIN("utf-8") CODING("quoted-printable") "\nJa, p=E5 m=F6tet", "Ja, på mötet"},
	{"a flowed text without its blanks",
		TYPE("text/plain; charset=utf-8; Format=Flowed; DelSp=Yes") "\nJa, jag kom \nmer.",
		"Ja, jag kommer."},
	{"a uuencoded file cut short", "\nJa\n\nbegin 644 bild.jpg\n" UU UU UU "M  $", "Ja"},
	{"a file in yEnc",
		"\nJa\n\n=ybegin line=128 size=9 name=bild.jpg\n\x92\x8f\x94=}\x9d\n=yend size=9\n",
		"Ja"},
	{"armour of a signature",
		"\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nJa\n-----BEGIN PGP "
		"SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n=abcd\n-----END PGP SIGNATURE-----\n",
		"Ja"},
	/* Boundaries and line ends. */
	{"another boundary", TYPE("multipart/mixed; boundary=fel") "\n" BEFORE, "Ja"},
	{"no boundary", TYPE("multipart/mixed") "\n" BEFORE, "Ja"},
	{"a boundary in single quotes", TYPE("multipart/mixed; boundary='b7'") "\n" PART("'b7'"),
		"Ja"},
	{"a boundary in pieces",
		TYPE("multipart/mixed; boundary*0=\"=_b\";\n boundary*1=\"7\"") "\n" PART("=_b7"),
		"Ja"},
	{"a boundary right below the header", TYPE("multipart/mixed; boundary=b7") PART("b7"),
		"Ja"},
	{"CR CR LF", TYPE("multipart/mixed; boundary=b7\r\r") "\r\r\n" PART("b7"), "Ja"},
	/* Types. */
	{"a type the wrong way round", TYPE("plain/text") "\nJa", "Ja"},
	{"rubbish for a type", TYPE(";;;") "\nJa", "Ja"},
	{"enriched text", TYPE("text/enriched") "\n<bold>Ja</bold> tack", "Ja tack"},
	{"markdown", TYPE("text/markdown") "\nJa tack", "Ja tack"},
	{"HTML as plain text", PLAIN("utf-8") "\n<html><body><p>Ja, p&aring; m&ouml;tet",
		"Ja, på mötet"},
};

static const struct {
	const char *field, *subject, *from;
} fields[] = {
	{"Subject: M\xf6te p\xe5 \xe5sen", "Möte på åsen", NULL},
	{"Subject: =?utf-8?Q?M=F6te?=", "Möte", NULL},
	{"Subject: =?iso-8859-1?Q?M=C3=B6te?=", "Möte", NULL},
	{"Subject: =?utf-8?Q?M=C3=B6te om tid?=", "Möte om tid", NULL},
	{"Subject: =?utf-8?Q?M=C3?=\n =?utf-8?Q?=B6te?=", "Möte", NULL},
	{"Subject: =?utf-8?B?TcO?=\n =?utf-8?B?2dGUgb20gdGlk?=", "Möte om tid", NULL},
	{"Subject: =?utf-8?B?TcO2dGU?=\n =?utf-8?B?IG9tIHRpZA?=", "Möte om tid", NULL},
	{"Subject: =?utf-8?Q?M=C3=B6te?", "Möte", NULL},
	{"Subject: =?utf-8?Q?M=C3=B6te?==?utf-8?Q?_tid?=", "Möte tid", NULL},
	{"Subject: =?utf-8*sv?q?M=c3=b6te?=", "Möte", NULL},
	{"Subject: pÃ¥ mÃ¶te", "på möte", NULL},
	{"From: =?utf-8?Q?Anna_<anna=40x.se>?=", "", "anna@x.se"},
	{"From: Berg, Anna <anna@x.se>", "", "anna@x.se"},
	{"From: \"anna@x.se\" <anna@x.se>", "", "anna@x.se"},
	{"From: Anna <anna@x.se", "", "anna@x.se"},
	{"From: <mailto:anna@x.se>", "", "anna@x.se"},
	{"From : anna@x.se (Anna)", "", "anna@x.se"},
};

#define CALENDAR(more)                                                                             \
	"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1@x\n" more                              \
	"ATTENDEE;PARTSTAT=DECLINED:mailto:anna@x.se\nEND:VEVENT\nEND:VCALENDAR\n"

static const struct {
	const char *name, *mail, *comment;
} calendars[] = {
	{"in base64",
		TYPE("text/calendar; charset=utf-8; method=REPLY")
			CODING("base64") "\n"
					 "QkVHSU46VkNBTEVOREFSCk1FVEhPRDpSRVBMWQpCRUdJTjpWRVZFTlQKV"
					 "UlEOjFAeApDT01NRU5U\n"
					 "OlDDpSByZXNhCkFUVEVOREVFO1BBUlRTVEFUPURFQ0xJTkVEOm1haWx0b"
					 "zphbm5hQHguc2UKRU5E\n"
					 "OlZFVkVOVApFTkQ6VkNBTEVOREFSCg==\n",
		"På resa"},
	{"in windows-1252 as utf-8",
		TYPE("text/calendar; charset=utf-8") "\n" CALENDAR("COMMENT:P\xe5 resa\n"),
		"På resa"},
	{"folded in the middle of a letter",
		TYPE("text/calendar; charset=utf-8") "\n" CALENDAR("COMMENT:P\xc3\n \xa5 resa\n"),
		"På resa"},
	{"folded so, without a label",
		TYPE("text/calendar") "\n" CALENDAR("COMMENT:P\xc3\n \xa5\n"), "På"},
	{"an attached file",
		TYPE("application/octet-stream") "Content-Disposition: attachment;\n "
						 "filename*0*=utf-8''m%C3%B6;\n "
						 "filename*1=te.ics\n\n" CALENDAR("COMMENT:Nej\n"),
		"Nej"},
};

static const struct understanding *read_mail(
	struct arena *arena, const struct phrasebook *book, const char *mail)
{
	return understand_words(
		understand_open(arena, book, MAIL_EML, mail, strlen(mail), NULL), NULL);
}

static void test_what_she_wrote_comes_out(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct phrasebook *book = book_new(arena);

	assert_non_null(book);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *mail = arena_printf(arena, "From: anna@x.se\n%s", rows[i].mail);
		const char *reply = read_mail(arena, book, mail)->reply;
		if (strcmp(reply, rows[i].reply) != 0)
			fail_msg("%s: \"%s\"", rows[i].name, reply);
	}
	phrasebook_free(book);
}

static void test_headers_are_read_as_they_were_meant(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct phrasebook *book = book_new(arena);

	assert_non_null(book);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const char *mail = arena_printf(arena, "%s\n\nJa\n", fields[i].field);
		const struct understanding *read = read_mail(arena, book, mail);
		const char *from = read->from ? read->from : "";
		if (strcmp(read->subject, fields[i].subject) != 0 ||
			strcmp(from, fields[i].from ? fields[i].from : "") != 0)
			fail_msg("%s: \"%s\", \"%s\"", fields[i].field, read->subject, from);
	}
	phrasebook_free(book);
}

static void test_calendars_are_found_and_read(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct phrasebook *book = book_new(arena);

	assert_non_null(book);
	for (size_t i = 0; i < sizeof(calendars) / sizeof(calendars[0]); i++) {
		const char *mail = arena_printf(arena, "From: anna@x.se\n%s", calendars[i].mail);
		const struct understanding *read = read_mail(arena, book, mail);
		if (read->calendar.n != 1 || read->calendar.at[0].partstat != PARTSTAT_DECLINED ||
			!read->calendar.at[0].comment ||
			strcmp(read->calendar.at[0].comment, calendars[i].comment) != 0)
			fail_msg("%s: %zu, \"%s\"", calendars[i].name, read->calendar.n,
				read->calendar.n ? read->calendar.at[0].comment : "");
	}
	phrasebook_free(book);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_she_wrote_comes_out),
		cmocka_unit_test(test_headers_are_read_as_they_were_meant),
		cmocka_unit_test(test_calendars_are_found_and_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
