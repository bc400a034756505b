/* floor: text */
/* SPDX-License-Identifier: MIT */
/* What of a mail is hers: mail programs' ways, hospitals' footers, answers between lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "phrases_of_templates.h"
#include "text/body.h"
#include "text/reply.h"

#define LETTER                                                                                     \
	"Hej Anna!\n\nKommer du på vårmötet om utskrivning?\n\n    Tisdag 9 mars kl. 13–16\n" \
	"    FoU-centrum, sal 2\n\nSvara ja, nej eller kanske. Det räcker att svara på ett "     \
	"ställe: här\n"                                                                          \
	"eller i kalendern. Kan du inte? Skicka gärna en kollega.\n\nEva och Karin\n\n--\n"       \
	"Svara direkt på det här mejlet. Ett datorprogram läser svaren åt Eva\noch Karin.\n"

static struct phrasebook *book;
static struct arena *book_arena;

static int load_book(void **state)
{
	(void)state;
	book_arena = arena_new();
	book = test_phrasebook(book_arena);
	return 0;
}

static int drop_book(void **state)
{
	(void)state;
	phrasebook_free(book);
	arena_free(book_arena);
	return 0;
}

static char *kinds_in(struct arena *arena, const struct understanding *understanding)
{
	_cleanup_str_ struct str out;

	str_init(&out, 4096);
	list_each (part, &understanding->parts)
		str_printf(&out, "%s%s", out.len ? " " : "", part_kind_text(part->kind));
	return str_in(&out, arena);
}

struct row {
	const char *text, *reply, *kinds;
};

static void check_row(const struct row *row, const char *our_letter, const char *writer)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct understanding understanding = {0};
	struct body *body = body_from_text(arena, row->text, strlen(row->text), false, false);

	reply_split(arena, book, body, our_letter, writer, &understanding, NULL);
	const char *kinds = kinds_in(arena, &understanding);
	if (strcmp(understanding.reply, row->reply) != 0 ||
		(row->kinds && strcmp(kinds, row->kinds) != 0))
		fail_msg("\n%s\ngot    [%s] \"%s\"\nwanted [%s] \"%s\"", row->text, kinds,
			understanding.reply, row->kinds, row->reply);
}

static const char *const headers[] = {
	/* Gmail */ "Den tis 2 feb. 2027 kl 09:14 skrev Nätverket <natverk@fou.example>:",
	"Den tis 2 feb. 2027 kl 09:14 skrev Nätverket för vård och omsorg i samverkan "
	"<\nnatverk@fou.example>:",
	"On Tue, Feb 2, 2027 at 9:14 AM Nätverket <natverk@fou.example>\nwrote:",
	/* iPhone, Apple Mail */
	"2 feb. 2027 kl. 09:14 skrev Nätverket <natverk@fou.example>:",
	"> 2 feb. 2027 kl. 09:14 skrev Nätverket <natverk@fou.example>:\n>",
	"On 2 Feb 2027, at 09:14, Nätverket <natverk@fou.example> wrote:",
	/* Thunderbird */ "Den 2027-02-02 kl. 09:14, skrev Nätverket:",
	/* Yahoo */
	"    Den tisdag 2 februari 2027 kl. 09:14:21 CET, Nätverket <natverk@fou.example> "
	"skrev:",
	/* Outlook, all its ways */
	"Från: Nätverket <natverk@fou.example>\nSkickat: den 2 februari 2027 09:14\nTill: "
	"Anna Berg <anna@vc.example>\nÄmne: Kommer du den 9 mars? [möte K3F7QD]",
	"________________________________\nFrån: Nätverket <natverk@fou.example>\nSkickat: "
	"tisdag 2 februari 2027 09:14:21\nTill: Anna Berg\nÄmne: Kommer du den 9 mars?",
	"-----Ursprungligt meddelande-----\nFrån: Nätverket "
	"[mailto:natverk@fou.example]\nSkickat: den 2 februari 2027 09:14\nTill: Anna "
	"Berg\nKopia: Eva Ek\nÄmne: Kommer du?",
	"*Från:* Nätverket <natverk@fou.example>\n*Skickat:* den 2 februari 2027 "
	"09:14\n*Till:* Anna\n*Ämne:* Kommer du?",
	"From: Nätverket <natverk@fou.example>\nSent: Tuesday, February 2, 2027 9:14 "
	"AM\nTo: Anna Berg\nSubject: Kommer du den 9 mars?",
	"-----Original Message-----\nFrom: Nätverket\nSent: den 2 februari 2027 09:14\nTo: "
	"Anna\nSubject: Kommer du?",
	/* Samsung */
	"-------- Originalmeddelande --------\nFrån: Nätverket "
	"<natverk@fou.example>\nDatum: 2027-02-02 09:14 (GMT+01:00)\nTill: "
	"anna@vc.example\nÄmne: Kommer du?",
	/* others */ "Am 02.02.2027 um 09:14 schrieb Nätverket:",
	"Den tir. 2. feb. 2027 kl. 09.14 skrev Nätverket <natverk@fou.example>:",
	"ti 2. helmik. 2027 klo 9.14 Nätverket (natverk@fou.example) kirjoitti:",
	"2027-02-02 9:14 GMT+01:00 Nätverket <natverk@fou.example>:",
};

static void introductions_of_mail_programs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		const char *text = arena_printf(
			arena, "Ja, jag kommer kl. 13.15\n\n%s\n\nKommer du?\nNej\n", headers[i]);
		bool marked = headers[i][0] == '>';
		struct row row = {
			text, "Ja, jag kommer kl. 13.15", marked ? NULL : "text header quote"};
		if (!marked)
			check_row(&row, NULL, NULL);
		/* Without an empty line between, and quoted with marks. */
		text = arena_printf(
			arena, "Ja, jag kommer kl. 13.15\n%s\n\n> Kommer du?\n> Nej\n", headers[i]);
		row = (struct row){text, "Ja, jag kommer kl. 13.15", NULL};
		check_row(&row, NULL, NULL);
	}
}

static void what_stands_around_her_words(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"Ja\n\nMvh\nAnna", "Ja", "text sign-off"},
		{"Day: 2027-03-29\nTime: 13:00-16:00", "Day: 2027-03-29\nTime: 13:00-16:00",
			"text"},
		{"2027-03-29 9.30-11\n2027-03-30 13.15-16",
			"2027-03-29 9.30-11\n2027-03-30 13.15-16", "text"},
		{"Ja\n\nAnna Berg\n018.12.34.56\n070-123 45 67", "Ja", "text signature"},
		{"Ja\n\nMed vänliga hälsningar\n\nAnna Berg\nDistriktssköterska\nVårdcentralen "
		 "Norr\nTel 018-123 45 67\n",
			"Ja", "text sign-off signature"},
		{"Ja, vi ses!\n/Anna", "Ja, vi ses!", "text sign-off"},
		{"Kan inte. Hälsningar från Anna\n", "Kan inte. Hälsningar från Anna", "text"},
		{"Kan inte.\nHälsningar från Anna\n", "Kan inte.", "text sign-off"},
		{"Nej tyvärr\n\nHälsn Anna", "Nej tyvärr", "text sign-off"},
		{"Ja\n\n--\nAnna Berg\n070-123 45 67", "Ja", "text signature"},
		{"Ja\nSkickat från min iPhone", "Ja", "text sent-from"},
		{"Ja\n\nHämta Outlook för iOS<https://aka.ms/o0ukef>\n", "Ja", "text sent-from"},
		{"Ja\n\nSkaffa Outlook för Android<https://aka.ms/AAb9ysg>", "Ja",
			"text sent-from"},
		{"Ja\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n", "Ja", "text sent-from"},
		{"Ja\n\nSkickat från min Galaxy", "Ja", "text sent-from"},
		{"Kanske\n\nSkickat från Outlook för Android", "Kanske", "text sent-from"},
		{"Ja\n\nAnna Berg\nEnhetschef\nTel: 018-12 34 56\nanna.berg@kommun.example", "Ja",
			"text signature"},
		{"Ja\nAnna Berg\nTel: 018-12 34 56\nanna.berg@kommun.example", "Ja",
			"text signature"},
		{"Jag nås på 070-123 45 67", "Jag nås på 070-123 45 67", "text"},
		/* Thanks alone are an answer, thanks above a name a sign-off. */
		{"Tack!", "Tack!", "text"},
		{"Ja\n\nTack!\nAnna", "Ja", "text sign-off"},
		{"Tack\n\nAnna", "Tack", "text sign-off"},
		/* What she adds below her name is hers. */
		{"Ja jag kommer\n/Anna\n\nOj nej, jag ser nu att jag inte kan.",
			"Ja jag kommer\nOj nej, jag ser nu att jag inte kan.",
			"text sign-off text"},
		{"Ja\nMvh Anna\n\nPS Jag blir sen", "Ja\nPS Jag blir sen", "text sign-off text"},
		/* Numbered answers are no signature. */
		{"1. ja\n-----\n2. nej", "1. ja\n-----\n2. nej", "text"},
		{"- ja till mötet\n- nej till gruppen", "- ja till mötet\n- nej till gruppen",
			"text"},
		{"Hej!\n- kanske", "Hej!\n- kanske", "text"},
		{"Den 3 mars skrev jag till dig:\njag kan inte",
			"Den 3 mars skrev jag till dig:\njag kan inte", "text"},
		{"Till: alla\nFrån: 13.00\nTa med fika", "Till: alla\nFrån: 13.00\nTa med fika",
			"text"},
		{"", "", ""},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_row(&rows[i], NULL, "Anna Berg");
}

static void banners_and_footers_of_public_bodies(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"[EXTERN]\n\nJa", "Ja", "banner text"},
		{"VARNING: Detta mejl kommer från en extern avsändare. Klicka inte på "
		 "länkar.\n\nNej",
			"Nej", "banner text"},
		{"Du får inte e-post ofta från anna@vc.example. Läs om varför det är "
		 "viktigt<https://aka.ms/LearnAboutSenderIdentification>\n\nJa",
			"Ja", "banner text"},
		{"You don't often get email from anna@vc.example. Learn why this is important\nJa",
			"Ja", "banner text"},
		{"CAUTION: This email originated from outside of the organization.\n\nYes", "Yes",
			"banner text"},
		{"Ja\n\nTänk på miljön innan du skriver ut det här mejlet.", "Ja", "text footer"},
		{"Ja\n\nMvh Anna\n\nNär du skickar e-post till Region Norr behandlar vi dina "
		 "personuppgifter. Läs mer på region.example/gdpr",
			"Ja", "text sign-off footer"},
		{"Nej\n\nDetta e-postmeddelande kan innehålla konfidentiell information och är "
		 "avsett endast för adressaten.\nOm du har fått det av misstag, radera det.",
			"Nej", "text footer"},
		{"Ja\n\nSå här behandlar vi dina personuppgifter: kommun.example/gdpr\n\nSkicka "
		 "inte känsliga uppgifter per e-post.",
			"Ja", "text footer"},
		{"Ok\n\nThis e-mail is confidential and intended only for the addressee. If you "
		 "have received it in error, please delete it.",
			"Ok", "text footer"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_row(&rows[i], NULL, NULL);
}

static void answers_between_the_lines(void **state)
{
	(void)state;
	static const struct row rows[] = {
		/* With marks. */
		{"Den tis 2 feb. 2027 kl 09:14 skrev Nätverket <n@fou.example>:\n> Kommer du på "
		 "vårmötet?\nJa\n> Vad vill du ta upp?\nUtskrivningen\n",
			"Ja\nUtskrivningen", "header quote text quote text"},
		{"Se nedan!\n\nOn Tue, Feb 2, 2027 at 9:14 AM N <n@fou.example> wrote:\n> Kommer "
		 "du?\n\nYes, I will\n",
			"Se nedan!\n\nYes, I will", "text header quote text"},
		/* Our letter without any mark. */
		{"Ja gärna\n\n" LETTER, "Ja gärna", "text quote"},
		{LETTER "\nJa gärna\n", "Ja gärna", "quote text"},
		/* Wrapped anew, and between the lines of an Outlook quotation. */
		{"Svar nedan\n\nFrån: Nätverket <n@fou.example>\nSkickat: den 2 februari 2027 "
		 "09:14\nTill: Anna\nÄmne: Kommer du?\n\n"
		 "Hej Anna!\n\nKommer du på vårmötet om utskrivning?\n\nJag kommer men blir lite "
		 "sen\n\nTisdag 9 mars kl. 13–16\nFoU-centrum, sal 2\n\n"
		 "Svara ja, nej eller kanske. Det räcker\natt svara på ett ställe: här eller i "
		 "kalendern.\nKan du inte? Skicka gärna en kollega.\n",
			"Svar nedan\n\nJag kommer men blir lite sen",
			"text header quote text quote"},
		{"Plats: FoU-centrum, sal 2\n\nFrån: N <n@fou.example>\nSkickat: den 2 februari "
		 "2027\n" LETTER,
			"Plats: FoU-centrum, sal 2", NULL},
		/* Our own words there are no answer, one-tap links neither. */
		{"Från: Nätverket <n@fou.example>\nSkickat: den 2 februari 2027 09:14\nTill: "
		 "Anna\nÄmne: Kommer du?\n\n"
		 "Kommer du på vårmötet om "
		 "utskrivning?\nJa<mailto:n@fou.example?subject=ja>\nNej\nKanske\nSvara ja, nej "
		 "eller kanske. Det räcker att svara på ett ställe\n",
			"", "header quote"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_row(&rows[i], LETTER, "Anna Berg");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(introductions_of_mail_programs),
		cmocka_unit_test(what_stands_around_her_words),
		cmocka_unit_test(banners_and_footers_of_public_bodies),
		cmocka_unit_test(answers_between_the_lines),
	};

	return cmocka_run_group_tests(tests, load_book, drop_book);
}
