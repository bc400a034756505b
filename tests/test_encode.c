/* floor: letters */
/* SPDX-License-Identifier: MIT */
/*
 * Words as headers and bodies of a mail carry them: they fold, and decode back to what was meant,
 * and no name becomes a header or a recipient. The decoder here is the test's own, after RFC 2047
 * and 2045.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
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
	"👍👎👍👎👍👎👍👎👍👎👍👎👍👎👍👎👍👎👍👎👍👎👍👎👍👎", "=?utf-8?Q?x?= is not encoded", "x", "a=b_c?d",
	"https://kommun.example/a/plain/word/that/is/longer/than/a/line/of/a/mail/should/be/ever",
	"A: https://kommun.example/a/plain/word/that/is/longer/than/a/line/of/a/mail/is"};

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

/* 7 bits have no other form for it; the envelope knows where the letter goes. */
static void an_address_beyond_ascii_is_shown_in_seven_bits(void **state)
{
	static const struct {
		const char *name, *address, *shown;
	} rows[] = {
		{"", "\xc3\xa5sa@kommun.example", "\xc3\xa5sa@kommun.example :;"},
		{"\xc3\x85sa \xc3\x96", "\xc3\xa5sa@kommun.example",
			"\xc3\x85sa \xc3\x96 <\xc3\xa5sa@kommun.example> :;"},
		{"Eva\r\nBcc: x@y.example", "\xe6\x97\xa5@a.example",
			"Eva\r\nBcc: x@y.example <\xe6\x97\xa5@a.example> :;"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		_cleanup_str_ struct str out;

		str_init(&out, 4096);
		encode_address_header(&out, "To", rows[i].name, rows[i].address);
		for (size_t at = 0; at < out.len; at++)
			assert_true((unsigned char)out.at[at] < 0x7f);
		assert_string_equal(decoded(arena, out.at + 4), rows[i].shown);
		assert_null(strstr(out.at, "\r\nBcc"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(subjects_come_back_as_they_were),
		cmocka_unit_test(names_never_become_headers_or_recipients),
		cmocka_unit_test(quoted_printable_survives_servers),
		cmocka_unit_test(an_address_beyond_ascii_is_shown_in_seven_bits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
