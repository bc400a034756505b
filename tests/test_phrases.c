/* floor: text */
/* SPDX-License-Identifier: MIT */
/* The phrasebook: several files are one language, patterns and folded words, errors name file and
 * line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "text/phrases.h"

#define FILE_ROW(lang, file, text)                                                                 \
	{                                                                                          \
		.language = lang, .name = file, .bytes = text, .n_bytes = sizeof(text) - 1         \
	}

static const struct phrase_file shelf[] = {
	FILE_ROW("sv", "sv/phrases",
		"yes = ja | jajamän | Övningen är klar\n"
		"header.re = ^Den (\\d+) (\\w+) skrev\\b | skrev:$\n"
		"either.re = röd\\|blå | blåbär\n"),
	FILE_ROW("en", "en/phrases", "yes = yes | \"right\"\nheader.re = ^On .{1,40} wrote:\n"),
	FILE_ROW("sv", "sv/phrases.answer", "yes = kör\nslow.re = (a+)+$\n"),
};

static struct phrasebook *load(void)
{
	struct phrasebook *book;
	struct fault fault;

	assert_int_equal(phrasebook_new(shelf, 3, &book, &fault), 0);
	return book;
}

static void files_of_one_language_are_one(void **state)
{
	(void)state;
	struct phrasebook *book = load();

	assert_string_equal(phrasebook_language(book, 0), "sv");
	assert_string_equal(phrasebook_language(book, 1), "en");
	assert_null(phrasebook_language(book, 2));
	assert_int_equal(lexicon_words(phrasebook_lexicon(book, "sv"), "yes").n, 4);
	assert_null(phrasebook_lexicon(book, "fi"));
	phrasebook_free(book);
	phrasebook_free(NULL);
}

static void words_are_compared_folded(void **state)
{
	(void)state;
	static const struct {
		const char *language, *text;
		bool is;
	} rows[] = {
		{"sv", "JA", true},
		{"sv", "jajamän", true},
		{"sv", "JAJAMÄN", true},
		{"sv", "kör", true},
		{"sv", "ja då", false},
		{"sv", "yes", false},
		{NULL, "yes", true},
		{NULL, "Ja", true},
		{"sv", "", false},
		{"en", "“right”", true},
		{"fi", "ja", false},
		{"sv", "övningen ÄR klar", true},
	};
	struct phrasebook *book = load();

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (phrasebook_is_word(book, rows[i].language, "yes", rows[i].text) != rows[i].is)
			fail_msg("\"%s\"", rows[i].text);
	assert_false(phrasebook_is_word(book, NULL, "none", "ja"));
	phrasebook_free(book);
}

static void the_earliest_and_longest_match_counts(void **state)
{
	(void)state;
	struct phrasebook *book = load();
	struct phrase_match match;
	const char *text = "Hej\nden 12 åska SKREV Anna skrev:";
	const char *cake = "en blåbärstårta";

	assert_true(phrasebook_match(book, "sv", "header.re", text, strlen(text), 0, &match));
	assert_int_equal(match.start, 4);
	assert_string_equal(match.language, "sv");
	assert_int_equal(match.capture_end[1] - match.capture_start[1], 2);
	assert_int_equal(match.capture_end[2] - match.capture_start[2], strlen("åska"));
	assert_true(match.capture_start[3] == SIZE_MAX);
	assert_true(
		phrasebook_match(book, NULL, "header.re", text, strlen(text), match.end, &match));
	assert_int_equal(match.end, strlen(text));
	assert_false(phrasebook_match(book, "en", "header.re", text, strlen(text), 0, &match));
	assert_false(phrasebook_match(book, "sv", "none.re", text, strlen(text), 0, &match));
	assert_true(phrasebook_match(book, "sv", "either.re", cake, strlen(cake), 0, &match));
	assert_int_equal(match.end - match.start, strlen("blåbär"));
	phrasebook_free(book);
}

static void a_pattern_at_its_limit_is_no_match(void **state)
{
	(void)state;
	struct phrasebook *book = load();
	struct phrase_match match;
	char hostile[4001];

	memset(hostile, 'a', sizeof(hostile) - 1);
	hostile[sizeof(hostile) - 1] = '!';
	assert_false(phrasebook_match(book, "sv", "slow.re", hostile, sizeof(hostile), 0, &match));
	phrasebook_free(book);
}

static void errors_name_file_and_line(void **state)
{
	(void)state;
	static const struct {
		struct phrase_file file;
		const char *words;
	} rows[] = {
		{FILE_ROW("sv", "a/phrases", "# x\nyes = ja\nbad.re = fine | (open\n"),
			"a/phrases:3:"},
		{FILE_ROW("sv", "a/phrases", "bad.re = fine |\n\tx\\|[ | ok\n"), "a/phrases:2:"},
		{FILE_ROW("sv", "a/phrases", "yes = ja\nno words here\n"), "a/phrases:2:"},
		{FILE_ROW("sv", "a/phrases", "yes = ja || jo\n"), "a/phrases:1:"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct phrase_file both[] = {
			FILE_ROW("sv", "good/phrases", "yes = jo\n"), rows[i].file};
		struct phrasebook *book;
		struct fault fault = {""};
		assert_true(phrasebook_new(both, 2, &book, &fault) < 0);
		if (!strstr(fault.text, rows[i].words))
			fail_msg("row %zu: %s", i, fault.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_of_one_language_are_one),
		cmocka_unit_test(words_are_compared_folded),
		cmocka_unit_test(the_earliest_and_longest_match_counts),
		cmocka_unit_test(a_pattern_at_its_limit_is_no_match),
		cmocka_unit_test(errors_name_file_and_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
