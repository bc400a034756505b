/* floor: base */
/* SPDX-License-Identifier: MIT */
/* Hostile bytes, folding, widths, addresses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/utf8.h"

#define EACH(row, rows)                                                                            \
	for (__typeof__(&(rows)[0]) row = (rows); row < (rows) + sizeof(rows) / sizeof(*(rows));   \
		row++)

struct pair {
	const char *from, *to;
};

static void bad_bytes_are_known_and_replaced_one_by_one(void **state)
{
	static const struct pair rows[] = {
		{"a\x80z", "a\uFFFDz"}, {"\xc3", "\uFFFD"},
		{"\xc0\xaf", "\uFFFD\uFFFD"}, /* overlong slash */
		{"\xe0\x80\xaf", "\uFFFD\uFFFD\uFFFD"},
		{"\xf0\x80\x80\xaf", "\uFFFD\uFFFD\uFFFD\uFFFD"},
		{"\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"}, /* surrogate */
		{"\xf4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"}, /* over U+10FFFF */
		{"\xff\xfe", "\uFFFD\uFFFD"}, {"\xe2\x82z", "\uFFFD\uFFFDz"},
		{"\xf0\x9f\x91", "\uFFFD\uFFFD\uFFFD"},
		{"\xe5\xe4\xf6 ja", "\uFFFD\uFFFD\uFFFD ja"}, /* Latin-1 */
	};

	(void)state;
	EACH(row, rows)
	{
		_cleanup_arena_ struct arena *arena = arena_new();
		size_t bytes = strlen(row->from);
		/* Exactly that many bytes, so that a sanitizer sees a step too far. */
		char *exact = malloc(bytes);
		memcpy(exact, row->from, bytes);
		assert_false(utf8_is_valid(exact, bytes));
		assert_string_equal(utf8_clean_in(arena, exact, bytes), row->to);
		assert_true(utf8_is_valid(utf8_fold_in(arena, exact, bytes),
			strlen(utf8_fold_in(arena, exact, bytes))));
		free(exact);
	}
}

static void every_character_goes_round(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		char bytes[4];
		const char *at = bytes;
		size_t n = utf8_put(c, bytes);
		bool surrogate = c >= 0xd800 && c < 0xe000;
		if (!utf8_is_valid(bytes, n) ||
			utf8_next(&at, bytes + n) != (surrogate ? 0xfffd : c) || at != bytes + n)
			fail_msg("U+%04X", c);
	}
}

static void clean_text_has_no_controls(void **state)
{
	static const struct pair rows[] = {
		{"a\r\nb\rc\n\td", "a\nb\nc\n\td"},
		{"\x1b[31mred\x07\x7f", "[31mred"},
		{"a\xc2\x85"
		 "b\xc2\x9b",
			"ab"},
		{"\uFEFFabc\u202Edef\u2066\u200F", "abcdef"},
		{"a\u030A o\u0308", "å ö"}, /* NFC, as a Mac writes file names */
		{"rad\u2028rad", "rad\nrad"},
		{"👨‍👩‍👧 👍🏽", "👨‍👩‍👧 👍🏽"},
		{"", ""},
	};

	(void)state;
	EACH(row, rows)
	{
		_cleanup_arena_ struct arena *arena = arena_new();
		const char *clean = utf8_clean_in(arena, row->from, strlen(row->from));
		assert_string_equal(clean, row->to);
		assert_true(utf8_is_clean(clean, strlen(clean)));
		assert_int_equal(utf8_is_clean(row->from, strlen(row->from)),
			strcmp(row->from, row->to) == 0 || strstr(row->from, "\u030A") != NULL);
	}
	_cleanup_arena_ struct arena *arena = arena_new();
	assert_string_equal(utf8_clean_in(arena, "a\0b", 3), "ab");
}

static void what_people_type_folds_alike(void **state)
{
	static const struct pair rows[] = {
		{"JA TACK", "ja tack"},
		{"ÅÄÖ É", "åäö é"},
		{"A\u030Angström", "ångström"},
		{"kl. 9–11 − x—y", "kl. 9-11 - x-y"},
		{"”ja” “no” «oui» ’s `x´", "\"ja\" \"no\" \"oui\" 's 'x'"},
		{"a\u00A0b\u2009c\u3000d", "a b c d"},
		{"ﬁn Straße ①", "fin strasse 1"},
		{"ｊａ", "ja"},
		{"sjuk\u00ADskö\u200Bterska", "sjuksköterska"},
		{"👍🏽 👍\uFE0F 👍", "👍 👍 👍"},
		{"…", "..."},
		{"", ""},
	};

	(void)state;
	EACH(row, rows)
	{
		_cleanup_arena_ struct arena *arena = arena_new();
		assert_string_equal(utf8_fold_in(arena, row->from, strlen(row->from)), row->to);
		assert_true(utf8_equal_fold(row->from, row->to));
	}
	assert_false(utf8_equal_fold("ja", "nej"));
	assert_false(utf8_equal_fold("å", "a"));
}

static void characters_before_the_combining_marks_are_clean_as_any(void **state)
{
	(void)state;
	for (uint32_t c = ' '; c < 0x300; c++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		char word[16];
		size_t n = utf8_put(c, word);
		char *alone = utf8_clean_in(arena, word, n);
		n += utf8_put('e', word + n);
		n += utf8_put(0x301, word + n);
		assert_string_equal(
			utf8_clean_in(arena, word, n), arena_printf(arena, "%sé", alone));
	}
}

/* A character that is not of Latin-1 beside it changes nothing in how a word folds. */
static void characters_of_latin_1_fold_as_any(void **state)
{
	(void)state;
	for (uint32_t a = 1; a <= 0xff; a++)
		for (uint32_t b = 1; b <= 0xff; b++) {
			_cleanup_arena_ struct arena *arena = arena_new();
			char word[16];
			size_t n = utf8_put(a, word);
			n += utf8_put(b, word + n);
			char *alone = utf8_fold_in(arena, word, n);
			n += utf8_put(0x14b, word + n);
			assert_string_equal(utf8_fold_in(arena, word, n),
				arena_printf(arena, "%s\u014b", alone));
		}
}

static void columns_are_those_of_a_screen(void **state)
{
	static const struct {
		const char *text;
		int columns;
	} rows[] = {{"", 0}, {"möte", 4}, {"mo\u0308te", 4}, {"日本", 4}, {"👍", 2}, {"👍🏽", 2},
		{"👨‍👩‍👧", 2}, {"a\u200Bb", 2}};

	(void)state;
	EACH(row, rows)
	if (utf8_columns(row->text, strlen(row->text)) != row->columns)
		fail_msg("%s: %d", row->text, utf8_columns(row->text, strlen(row->text)));
}

static const struct pair addresses[] = {
	{"Anna.Berg@FOU.Example", "anna.berg@fou.example"},
	{"anna+x=y'z@localhost", "anna+x=y'z@localhost"},
	{"eva@räksmörgås.se", "eva@xn--rksmrgs-5wao1o.se"},
	{"eva@XN--RKSMRGS-5WAO1O.se", "eva@xn--rksmrgs-5wao1o.se"},
	{"ÅSA@x.se", "åsa@x.se"},
	{"\"a b@c\"@x.se", "\"a b@c\"@x.se"},
	{"a@[192.0.2.1]", "a@[192.0.2.1]"},
	{"a@[IPv6:2001:DB8::1]", "a@[ipv6:2001:db8::1]"},
	{"", NULL},
	{"anna", NULL},
	{"@x.se", NULL},
	{"anna@", NULL},
	{"a@b@c.se", NULL},
	{"a b@x.se", NULL},
	{"a@x .se", NULL},
	{" a@x.se", NULL},
	{"a@x.se ", NULL},
	{"a\n@x.se", NULL},
	{"a@x\t.se", NULL},
	{"a@x.se\r\nBcc: b@x.se", NULL},
	{"a@.se", NULL},
	{"a@x..se", NULL},
	{"a@x.se.", NULL},
	{".a@x.se", NULL},
	{"a.@x.se", NULL},
	{"a..b@x.se", NULL},
	{"<a@x.se>", NULL},
	{"a,b@x.se", NULL},
	{"a@x,y.se", NULL},
	{"\"a@x.se", NULL},
	{"\"a\"b@x.se", NULL},
	{"a@[x]", NULL},
	{"a@\xff.se", NULL},
	{"a@x\u202E.se", NULL},
	{"a@x;y", NULL},
	{"a@[192.0.2.1]x", NULL},
	{"\u212Aarin@x.se", NULL}, /* the Kelvin sign */
	{"eva@\u212Aommun.se", NULL},
	{"eva@\u212Aommun.\u0131e", NULL},
	{"\u0430nna@x.se", "\u0430nna@x.se"}, /* Cyrillic */
	{"\uFF41nna@x.se", "\uFF41nna@x.se"}, /* full width */
	{"an\u200Bna@x.se", "an\u200Bna@x.se"},
};

static void addresses_have_one_form(void **state)
{
	(void)state;
	EACH(row, addresses)
	{
		_cleanup_arena_ struct arena *arena = arena_new();
		const char *normal = address_normal_in(arena, row->from);
		if ((normal && row->to) ? strcmp(normal, row->to) != 0 : normal != row->to)
			fail_msg("%s: %s", row->from, normal ? normal : "none");
	}
	_cleanup_arena_ struct arena *arena = arena_new();
	char longest[256] = "a@";
	memset(longest + 2, 'x', 253);
	for (int i = 50; i < 255; i += 50)
		longest[i] = '.';
	assert_null(address_normal_in(arena, longest));
	longest[254] = '\0';
	assert_non_null(address_normal_in(arena, longest));
	assert_null(address_normal_in(arena, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bad_bytes_are_known_and_replaced_one_by_one),
		cmocka_unit_test(every_character_goes_round),
		cmocka_unit_test(clean_text_has_no_controls),
		cmocka_unit_test(what_people_type_folds_alike),
		cmocka_unit_test(characters_before_the_combining_marks_are_clean_as_any),
		cmocka_unit_test(characters_of_latin_1_fold_as_any),
		cmocka_unit_test(columns_are_those_of_a_screen),
		cmocka_unit_test(addresses_have_one_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
