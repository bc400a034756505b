/* floor: base */
/* SPDX-License-Identifier: MIT */
/* A lexicon's format, and mistakes in it with their line. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/lexicon.h"
#include "base/str.h"

static const char good[] = "\xef\xbb\xbf# words\r\n"
			   "yes = ja | japp |  gärna \r\n"
			   "\n"
			   "\t# a comment between\n"
			   "  | absolut\n"
			   "no=nej\n"
			   "order.meeting = möte\n"
			   "long = one\n"
			   "   and two |\n"
			   "\tthree\n"
			   "odd = a\\|b | \\# c | back\\\\slash | \\bword\\b | #d\n"
			   "yes = ok\n"
			   "below =\n"
			   "  x = y\n"
			   "last = end";

static struct lexicon *parse(struct arena *arena, const char *text, struct fault *fault)
{
	struct lexicon *lexicon = NULL;
	int r = lexicon_parse(arena, "sv/phrases", text, strlen(text), &lexicon, fault);

	assert_int_equal(r, lexicon ? 0 : -EINVAL);
	return lexicon;
}

static void entries_and_alternatives_are_read(void **state)
{
	static const struct {
		const char *key, *joined;
	} rows[] = {
		{"yes", "ja/japp/gärna/absolut/ok"},
		{"no", "nej"},
		{"order.meeting", "möte"},
		{"long", "one and two/three"},
		{"odd", "a|b/# c/back\\slash/\\bword\\b/#d"},
		{"below", "x = y"},
		{"last", "end"},
	};

	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct lexicon *lexicon = parse(arena, good, NULL);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		_cleanup_str_ struct str joined;
		str_init(&joined, 1000);
		struct words words = lexicon_words(lexicon, rows[i].key);
		for (size_t k = 0; k < words.n; k++)
			str_printf(&joined, "%s%s", k ? "/" : "", words.at[k]);
		assert_string_equal(joined.at, rows[i].joined);
		assert_string_equal(lexicon_key(lexicon, i), rows[i].key);
	}
	assert_null(lexicon_key(lexicon, 7));
	assert_string_equal(lexicon_word(lexicon, "yes"), "ja");
	assert_null(lexicon_word(lexicon, "maybe"));
	assert_int_equal(lexicon_words(lexicon, "ye").n, 0);
	assert_int_equal(lexicon_words(lexicon, "").n, 0);
}

static void mistakes_are_named_with_their_line(void **state)
{
	static const struct {
		const char *text, *fault;
	} rows[] = {
		{"yes = ja\nno nej\n", "sv/phrases:2: expected"},
		{"# c\n\nYes = ja\n", "sv/phrases:3: expected"},
		{"= ja\n", "sv/phrases:1: expected"},
		{"å = ja\n", "sv/phrases:1: expected"},
		{"a = b\nyes =\nno = nej\n", "sv/phrases:2: an empty"},
		{"yes = ja\n  | | nej\nx = y", "sv/phrases:1: an empty"},
		{"yes = ja |\n", "sv/phrases:1: an empty"},
		{"\n  ja\n", "sv/phrases:2: begins with a blank"},
		{"a = b\n\n# \nyes = j\xe5\n", "sv/phrases:4: not UTF-8"},
		{"yes = j\x1b\n", "sv/phrases:1: not UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct fault fault = {""};
		assert_null(parse(arena, rows[i].text, &fault));
		if (strncmp(fault.text, rows[i].fault, strlen(rows[i].fault)) != 0)
			fail_msg("%zu: %s", i, fault.text);
	}
}

static void many_keys_are_all_found(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_str_ struct str text;

	str_init(&text, 1 << 20);
	for (int i = 0; i < 5000; i++)
		str_printf(&text, "key.%d = %d\n", i, i);
	const struct lexicon *lexicon = parse(arena, text.at, NULL);
	for (int i = 0; i < 5000; i++)
		assert_string_equal(lexicon_word(lexicon, arena_printf(arena, "key.%d", i)),
			arena_printf(arena, "%d", i));
	lexicon = parse(arena, "", NULL);
	assert_null(lexicon_key(lexicon, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_and_alternatives_are_read),
		cmocka_unit_test(mistakes_are_named_with_their_line),
		cmocka_unit_test(many_keys_are_all_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
