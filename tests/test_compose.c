/* floor: letters */
/* SPDX-License-Identifier: MIT */
/*
 * A letter's bytes: headers that fold and decode back to what was meant, never more than one
 * recipient however a name is written, 7-bit, and the parts that calendars need. The decoder here
 * is the test's own, after RFC 2047 and 2045.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/str.h"
#include "base/utf8.h"
#include "letters/compose.h"
#include "letters/encode.h"

/* The value of an encoded header, unfolded: every encoded word must be whole UTF-8 by itself. */
static const char *decoded(struct arena *arena, const char *text)
{
	_cleanup_str_ struct str out;
	bool after_word = false;

	str_init(&out, 65536);
	while (*text) {
		if (after_word && strncmp(text, "\r\n =?", 5) == 0) {
			text += 3;
			continue;
		}
		if (strncmp(text, "=?utf-8?Q?", 10) != 0) {
			after_word = false;
			if (*text != '\r' && *text != '\n')
				str_putc(&out, *text);
			text++;
			continue;
		}
		size_t begin = out.len, size = (size_t)(strstr(text + 10, "?=") + 2 - text);
		assert_true(size <= 75);
		for (const char *c = text + 10; *c != '?'; c++) {
			unsigned int byte = (unsigned char)*c;
			if (*c == '=') {
				assert_int_equal(sscanf(c + 1, "%2X", &byte), 1);
				c += 2;
			}
			str_putc(&out, *c == '_' ? ' ' : (char)byte);
		}
		assert_true(utf8_is_valid(out.at + begin, out.len - begin));
		text += size;
		after_word = true;
	}
	return str_in(&out, arena);
}

static const char *const subjects[] = {"Kommer du den 9 mars?", "Are you coming?",
	"Vill du vara med och kartlägga korttidsvården i alla kommuner i länet? [grupp K3F7QD]",
	("ååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååå"
	 "å"
	 "ååå"),
	"日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語",
	"👍👎👍👎👍👎👍👎👍👎👍👎👍👎👍👎👍👎👍👎👍👎👍👎👍👎", "=?utf-8?Q?x?= is not encoded", "x", "a=b_c?d"};

static void subjects_come_back_as_they_were(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		_cleanup_str_ struct str out;
		str_init(&out, 65536);
		encode_header(&out, "Subject", subjects[i]);
		for (const char *line = out.at; *line;) {
			size_t n = strcspn(line, "\r");
			assert_true(n <= 78);
			line += n + 2;
		}
		assert_memory_equal(out.at, "Subject: ", 9);
		assert_string_equal(decoded(arena, out.at + 9), subjects[i]);
	}
}

static void names_never_become_headers_or_recipients(void **state)
{
	static const char *const names[] = {"Anna\r\nBcc: x@y.example", "Anna\nX-Evil: 1",
		"\" <x@y.example>, \"", "a, b@c.example", "Anna (x)", "\\", "=?utf-8?Q?=0A?="};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		_cleanup_str_ struct str out;
		str_init(&out, 4096);
		encode_address_header(&out, "To", names[i], "anna@kommun.example");
		for (const char *line = out.at; *line; line = strstr(line, "\r\n") + 2)
			assert_true(line == out.at || *line == ' ');
		const char *quoted = strchr(out.at, '"');
		const char *at = strstr(out.at, "<anna@kommun.example>");
		assert_non_null(at);
		/* whatever looks like an address or a comma stands in quotes or is encoded */
		for (const char *c = out.at; c < at; c++)
			if (*c == '<' || *c == ',')
				assert_true(quoted && c > quoted);
	}
}

static void quoted_printable_survives_servers(void **state)
{
	static const struct row {
		const char *text, *encoded;
	} rows[] = {
		{"Hej\n", "Hej\r\n"},
		{"-- \nEva\n", "--=20\r\nEva\r\n"},
		{".\nFrom Eva\n", "=2E\r\n=46rom Eva\r\n"},
		{"å=\n", "=C3=A5=3D\r\n"},
		{"a\tb\t\n", "a\tb=09\r\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		_cleanup_str_ struct str out;
		str_init(&out, 4096);
		encode_quoted_printable(&out, rows[i].text);
		assert_string_equal(out.at, rows[i].encoded);
	}
}

struct mail {
	struct arena *arena;
	struct network network;
	struct draft draft;
	struct letter_identity identity;
	struct letter_words words;
};

static void mail_init(struct mail *m)
{
	*m = (struct mail){.arena = arena_new(),
		.network = {.slug = "elder-care",
			.name = "Nätverket, äldre",
			.address = "natverk@fou.example",
			.zone = zone_utc()},
		.identity = {"abcdefghijklmnopqrstuvwxyz", "K3F7QD", 1800000000},
		.words = {"Kommer du?", "Hej!\n", "<p>Hej!</p>"}};
	m->draft = (struct draft){
		.address = "anna@kommun.example", .language = "sv", .view = view_new(m->arena)};
}

static const char *composed(struct mail *m, const char *to, const char *calendar)
{
	_cleanup_str_ struct str out;

	str_init(&out, 1 << 20);
	compose_mail(&out, &m->network, &m->draft, &m->identity, &m->words, to, calendar);
	for (size_t i = 0; i < out.len; i++)
		assert_true((unsigned char)out.at[i] < 0x7f);
	for (const char *line = out.at; *line;) {
		size_t n = strcspn(line, "\r\n");
		assert_true(n <= 998);
		assert_memory_equal(line + n, "\r\n", 2);
		line += n + 2;
	}
	return str_in(&out, m->arena);
}

static int count(const char *text, const char *what)
{
	int n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

static void a_letter_has_one_recipient_and_its_own_reference(void **state)
{
	struct mail m;

	(void)state;
	mail_init(&m);
	const char *mail = composed(&m, "anna@kommun.example", NULL);
	assert_int_equal(count(mail, "\r\nTo: "), 1);
	assert_int_equal(count(mail, "\r\nCc:") + count(mail, "\r\nBcc:"), 0);
	assert_non_null(strstr(mail, "<natverk@fou.example>\r\n"));
	assert_null(strstr(mail, "Reply-To"));
	assert_non_null(strstr(
		mail, "\r\nMessage-ID: <abcdefghijklmnopqrstuvwxyz.samlad@fou.example>\r\n"));
	assert_non_null(strstr(
		mail, "\r\nReferences: <abcdefghijklmnopqrstuvwxyz.r.samlad@fou.example>\r\n"));
	assert_non_null(strstr(mail, "\r\nAuto-Submitted: auto-generated\r\n"));
	assert_null(strstr(mail, "text/calendar"));
	assert_string_equal(mail, composed(&m, "anna@kommun.example", NULL));
	arena_free(m.arena);
}

static void an_answer_stays_in_her_thread(void **state)
{
	struct mail m;

	(void)state;
	mail_init(&m);
	m.draft.reply_to_id = "hers@kommun.example";
	m.network.plus_addressing = true;
	const char *mail = composed(&m, "anna@kommun.example", NULL);
	assert_non_null(strstr(mail, "\r\nIn-Reply-To: <hers@kommun.example>\r\n"));
	assert_non_null(strstr(mail, "\r\nReferences: <hers@kommun.example>\r\n <abc"));
	assert_non_null(strstr(mail, "\r\nAuto-Submitted: auto-replied\r\n"));
	assert_non_null(
		strstr(mail, "\r\nReply-To: natverk+abcdefghijklmnopqrstuvwxyz@fou.example\r\n"));
	arena_free(m.arena);
}

static void an_invitation_is_a_part_and_a_file(void **state)
{
	static const struct invite asks = {.method = INVITE_REQUEST};
	static const struct invite told = {.method = INVITE_REQUEST, .file_only = true};
	static const struct invite off = {.method = INVITE_CANCEL};
	struct mail m;

	(void)state;
	mail_init(&m);
	m.draft.invite = &asks;
	const char *mail = composed(&m, "anna@kommun.example", "BEGIN:VCALENDAR\r\n");
	assert_int_equal(count(mail, "method=REQUEST"), 2);
	assert_int_equal(count(mail, "Content-Type: text/calendar"), 1);
	assert_int_equal(count(mail, "filename=\"invite.ics\""), 1);
	m.draft.invite = &told;
	mail = composed(&m, "anna@kommun.example", "BEGIN:VCALENDAR\r\n");
	assert_int_equal(count(mail, "Content-Type: text/calendar"), 0);
	assert_int_equal(count(mail, "filename=\"invite.ics\""), 1);
	m.draft.invite = &off;
	mail = composed(&m, "anna@kommun.example", "BEGIN:VCALENDAR\r\n");
	assert_int_equal(count(mail, "method=CANCEL"), 2);
	arena_free(m.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(subjects_come_back_as_they_were),
		cmocka_unit_test(names_never_become_headers_or_recipients),
		cmocka_unit_test(quoted_printable_survives_servers),
		cmocka_unit_test(a_letter_has_one_recipient_and_its_own_reference),
		cmocka_unit_test(an_answer_stays_in_her_thread),
		cmocka_unit_test(an_invitation_is_a_part_and_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
