/* floor: text */
/* SPDX-License-Identifier: MIT */
/* Broken and whole mail taken apart: parts, charsets, codings, header words, parameters, addresses.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/understanding.h"
#include "base/utf8.h"
#include "text/address.h"
#include "text/charset.h"
#include "text/mail.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const struct mail *open_text(const char *text)
{
	return mail_open(arena, text, strlen(text));
}

/* "type=text" of every part, in order, blanks for line ends. */
static const char *outline(const struct mail *mail)
{
	char *all = arena_strdup(arena, "");

	list_each (part, &mail->parts) {
		char *text = arena_strdup(arena, mail_part_text(arena, part, 1000, NULL));
		for (char *c = text; *c; c++)
			*c = *c == '\n' ? ' ' : *c;
		bool whole = !strncmp(part->type, "multipart/", 10) ||
			!strncmp(part->type, "message/", 8);
		all = arena_printf(
			arena, "%s%s%s=%s", all, *all ? "|" : "", part->type, whole ? "" : text);
	}
	return all;
}

#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"

static const struct {
	const char *name, *mail, *outline;
} shapes[] = {
	{"no header at all", "hej du\nglada", "text/plain=hej du glada"},
	{"empty", "", "text/plain="},
	{"mbox line before the header", "From a@b Mon\nSubject: x\n\nhej", "text/plain=hej"},
	{"CRLF", "Subject: x\r\n\r\nhej\r\n", "text/plain=hej "},
	{"CR alone", "Subject: x\r\rhej\rdu", "text/plain=hej du"},
	{"no blank line before the body", "Subject: x\nhej du\noch mer",
		"text/plain=hej du och mer"},
	{"a line that is no field among fields", "Subject: x\nskräp\nX-A: y\n\nhej",
		"text/plain=hej"},
	{"two parts",
		MIXED "preamble\n--b\n\nett\n--b\nContent-Type: text/html\n\ntvå\n--b--\nafter",
		"multipart/mixed=|text/plain=ett|text/html=två"},
	{"no final boundary", MIXED "--b\n\nett\n--b\n\ntvå",
		"multipart/mixed=|text/plain=ett|text/plain=två"},
	{"wrong boundary",
		"Content-Type: multipart/mixed; "
		"boundary=x\n\n--rätt--fel\n\nhej\n--rätt--fel\n\ndu",
		"multipart/mixed=|text/plain=hej|text/plain=du"},
	{"no boundary parameter", "Content-Type: multipart/mixed\n\n--abcdef\n\nhej\n--abcdef--\n",
		"multipart/mixed=|text/plain=hej"},
	{"a multipart without parts is text", "Content-Type: multipart/mixed; boundary=x\n\nhej",
		"text/plain=hej"},
	{"one boundary begins like another",
		MIXED "--b\nContent-Type: multipart/alternative; "
		      "boundary=bb\n\n--bb\n\nett\n--bb--\n--b\n\ntvå\n--b--",
		"multipart/mixed=|multipart/alternative=|text/plain=ett|text/plain=två"},
	{"outer boundary ends the inner",
		MIXED
		"--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nett\n--b\n\ntvå",
		"multipart/mixed=|multipart/alternative=|text/plain=ett|text/plain=två"},
	{"an attached message",
		MIXED "--b\n\nhej\n--b\nContent-Type: message/rfc822\n\nSubject: y\n\ninre\n--b--",
		"multipart/mixed=|text/plain=hej|message/rfc822=|text/plain=inre"},
	{"a message in base64 as a whole",
		"Content-Type: message/rfc822\nContent-Transfer-Encoding: "
		"base64\n\nU3ViamVjdDogeAoKaGVqCg==",
		"message/rfc822=|text/plain=hej "},
	{"base64 cut short", "Content-Transfer-Encoding: base64\n\naGVqIGR", "text/plain=hej d"},
	{"base64 with rubbish inside", "Content-Transfer-Encoding: base64\n\naG\n!Vq*\n",
		"text/plain=hej"},
	{"quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\nh=C3=A5 =\nl=zz=",
		"text/plain=hå l=zz"},
	{"uuencoded file in the text", "\nhej\nbegin 644 a.txt\n#86)C\n`\nend\ndu",
		"text/plain=hej du"},
	{"windows-1252 labelled utf-8", "Content-Type: text/plain; charset=utf-8\n\nj\xe4 \x96 nej",
		"text/plain=jä – nej"},
	{"utf-8 labelled latin-1", "Content-Type: text/plain; charset=iso-8859-1\n\nj\xc3\xa4",
		"text/plain=jä"},
	{"latin-1 is windows-1252", "Content-Type: text/plain; charset=ISO-8859-1\n\n\x93ja\x94",
		"text/plain=“ja”"},
	{"a charset that nobody knows", "Content-Type: text/plain; charset=x-mystery\n\nj\xe4",
		"text/plain=jä"},
	{"Japanese by escapes", "Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B$\"\x1b(B",
		"text/plain=あ"},
	{"one bad byte in utf-8", "Content-Type: text/plain; charset=utf-8\n\nåäö \xff åäö",
		"text/plain=åäö \xef\xbf\xbd åäö"},
};

static void test_any_mail_gives_its_parts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		const char *got = outline(open_text(shapes[i].mail));
		if (strcmp(got, shapes[i].outline) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", shapes[i].name, got, shapes[i].outline);
	}
}

static const struct {
	const char *raw, *text;
} header_words[] = {
	{"plain", "plain"},
	{"=?utf-8?q?M=C3=B6te_p=C3=A5?= tisdag", "Möte på tisdag"},
	{"=?UTF-8?B?TcO2dGU=?= =?utf-8?B?IGlkYWc=?=", "Möte idag"},
	{"=?utf-8?q?M=C3?= =?utf-8?q?=B6te?=", "Möte"},
	{"=?iso-8859-1?q?M=F6te?= =?utf-8?q?_p=C3=A5?=", "Möte på"},
	{"=?utf-8*sv?q?M=C3=B6te?=", "Möte"},
	{"=?utf-8?q?M=C3=B6te utan slut", "Möte utan slut"},
	{"Re: =?utf-8?q?M=C3=B6te?=(glued)", "Re: Möte(glued)"},
	{"=?nonsense", "=?nonsense"},
	{"=?utf-8?x?abc?=", "=?utf-8?x?abc?="},
	{"r\xe5 bytes", "rå bytes"},
	{"=?unknown-8bit?q?r=E5?=", "rå"},
};

static void test_header_words_are_decoded_however_broken(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(header_words) / sizeof(header_words[0]); i++)
		assert_string_equal(
			header_decode(arena, header_words[i].raw), header_words[i].text);
}

static const struct {
	const char *value, *name, *text;
} parameters[] = {
	{"text/plain; charset=utf-8", "charset", "utf-8"},
	{"text/plain; CHARSET = \"utf-8\" ; x=y", "charset", "utf-8"},
	{"a/b; name*=utf-8'sv'm%C3%B6te.pdf", "name", "möte.pdf"},
	{"a/b; name*0=\"ett\"; name*1=\"två\"", "name", "etttvå"},
	{"a/b; name*1*=%F6; name*0*=iso-8859-1''%E5", "name", "åö"},
	{"a/b; name=\"=?utf-8?q?m=C3=B6te?=.pdf\"", "name", "möte.pdf"},
	{"a/b; name=\"a\\\"b\"", "name", "a\"b"},
	{"a/b; name=utan citat.pdf; x=1", "name", "utan citat.pdf"},
};

static void test_parameters_are_found_in_all_their_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(parameters) / sizeof(parameters[0]); i++) {
		const char *got = parameter_find(arena, parameters[i].value, parameters[i].name);
		assert_string_equal(got, parameters[i].text);
	}
	assert_null(parameter_find(arena, "text/plain", "charset"));
}

static const struct {
	const char *value, *all;
} address_lists[] = {
	{"anna@x.se", "anna@x.se/"},
	{"Anna Berg <anna@x.se>, bo@y.se", "anna@x.se/Anna Berg|bo@y.se/"},
	{"\"Berg, Anna\" <anna@x.se>", "anna@x.se/Berg, Anna"},
	{"anna@x.se (Anna Berg)", "anna@x.se/Anna Berg"},
	{"=?utf-8?q?=C3=85sa?= <asa@x.se>", "asa@x.se/Åsa"},
	{"Gruppen: anna@x.se, bo@y.se;, c@z.se", "anna@x.se/|bo@y.se/|c@z.se/"},
	{"<@route,@two:anna@x.se>", "anna@x.se/"},
	{"Anna <anna@x.se", "anna@x.se/Anna"},
	{"\"anna@x.se\" <anna@x.se>", "anna@x.se/anna@x.se"},
	{"<mailto:anna@x.se>", "anna@x.se/"},
	{"=?utf-8?q?anna=40x=2Ese?=", "anna@x.se/"},
	{"undisclosed-recipients:;", ""},
	{"nobody", ""},
};

static void test_addresses_are_found_in_all_their_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(address_lists) / sizeof(address_lists[0]); i++) {
		struct mailboxes found = {0};
		char *all = arena_strdup(arena, "");
		mailboxes_parse(arena, address_lists[i].value, &found);
		list_each (mailbox, &found.all)
			all = arena_printf(arena, "%s%s%s/%s", all, *all ? "|" : "",
				mailbox->address, mailbox->name ? mailbox->name : "");
		assert_string_equal(all, address_lists[i].all);
	}
}

/* What is too long for an address is cut, but between letters. */
static void test_an_address_in_running_text_is_whole_letters(void **state)
{
	(void)state;
	char *text = arena_strdup(arena, "");
	size_t at = 0;

	for (int i = 0; i < 200; i++)
		text = arena_printf(arena, "%sö", text);
	const char *found = address_in_text(arena, arena_printf(arena, "%s@x.se", text), &at);
	assert_true(utf8_is_valid(found, strlen(found)));
}

/* n times piece between head and tail. */
static const struct mail *open_repeated(
	const char *head, const char *piece, size_t n, const char *tail)
{
	size_t bytes = strlen(head) + n * strlen(piece) + strlen(tail);
	char *text = arena_alloc(arena, bytes + 1);
	char *at = stpcpy(text, head);

	for (size_t i = 0; i < n; i++)
		at = stpcpy(at, piece);
	stpcpy(at, tail);
	return mail_open(arena, text, bytes);
}

static void test_bytes_of_zero_are_carried_and_then_cleaned(void **state)
{
	(void)state;
	static const char raw[] = "Content-Type: text/plain; charset=utf-16le\n\nj\0a\0!\0";
	static const char nul[] = "Content-Transfer-Encoding: base64\n\nagBh";
	const struct mail *wide = mail_open(arena, raw, sizeof(raw) - 1);
	const struct mail *coded = mail_open(arena, nul, sizeof(nul) - 1);

	assert_string_equal(mail_part_text(arena, &wide->parts.at[0], 100, NULL), "ja!");
	struct span bytes = mail_part_bytes(arena, &coded->parts.at[0], 100);
	assert_int_equal(bytes.n, 3);
	assert_memory_equal(bytes.at, "j\0a", 4);
	assert_string_equal(mail_part_text(arena, &coded->parts.at[0], 100, NULL), "ja");
}

static void test_ceilings_hold_and_are_told(void **state)
{
	(void)state;
	const struct mail *many = open_repeated(MIXED, "--b\n\nja\n", 5000, "--b--");
	assert_int_equal(many->parts.n, MAIL_PARTS_MOST);
	assert_int_equal(many->warnings.n, 1);

	const struct mail *deep = open_repeated("", "Content-Type: message/rfc822\n\n", 5000, "ja");
	assert_true(deep->parts.n <= MAIL_DEPTH_MOST + 1);

	const struct mail *nested = open_repeated(
		MIXED, "--b\nContent-Type: multipart/mixed; boundary=b\n\n", 30, "--b\n\nja");
	assert_int_equal(nested->warnings.n, 1);
	size_t unread = 0;
	list_each (part, &nested->parts)
		unread += strcmp(part->type, "application/octet-stream") == 0;
	assert_int_equal(unread, 30 - (MAIL_DEPTH_MOST - 1)); /* nobody takes them for her words */

	const struct mail *fields = open_repeated("", "X-A: b\n", 10000, "\nja");
	assert_int_equal(fields->parts.at[0].headers.fields.n, MAIL_FIELDS_MOST);
	assert_string_equal(mail_part_text(arena, &fields->parts.at[0], 100, NULL), "ja");

	struct mailboxes found = {0};
	const struct mail *comments = open_repeated("From: ", "(", 60000, " a@b.se\n\nja");
	mailboxes_parse(arena, headers_find(&comments->parts.at[0].headers, "From"), &found);
	assert_int_equal(found.all.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_any_mail_gives_its_parts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_header_words_are_decoded_however_broken, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_parameters_are_found_in_all_their_forms, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_addresses_are_found_in_all_their_forms, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_an_address_in_running_text_is_whole_letters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_bytes_of_zero_are_carried_and_then_cleaned, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_ceilings_hold_and_are_told, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
