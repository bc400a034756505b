/* floor: top */
/* SPDX-License-Identifier: MIT */
/* The season's files: blocks, values over several lines, and what is said of a slip of the pen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fault.h"
#include "top/simulate_script.h"

static int parse(
	struct arena *arena, const char *text, struct script **ret_script, struct fault *fault)
{
	return script_parse(arena, "season", text, strlen(text), ret_script, fault);
}

static void blocks_have_heads_and_values(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct script *script;

	(void)state;
	assert_int_equal(
		parse(arena, "# first\n[anna.ek  signup]\nafter = 3h\nwords = Ja = ja\n\n[b]\n",
			&script, NULL),
		0);
	assert_int_equal(script->blocks.n, 2);
	assert_int_equal(script->blocks.at[0].head.n, 2);
	assert_string_equal(script->blocks.at[0].head.at[1], "signup");
	assert_string_equal(script_find(&script->blocks.at[0], "words", 0), "Ja = ja");
	assert_null(script_find(&script->blocks.at[0], "words", 1));
	assert_int_equal(script->blocks.at[1].line, 6);
}

static void values_go_on_below_a_tab(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct script *script;

	(void)state;
	assert_int_equal(parse(arena, "[a b]\nwords =\n\tHej!\n\n\t- en\n\t\tdjup\n\nafter = 1d\n",
				 &script, NULL),
		0);
	assert_string_equal(script_find(&script->blocks.at[0], "words", 0), "Hej!\n\n- en\n\tdjup");
	assert_string_equal(script_find(&script->blocks.at[0], "after", 0), "1d");
}

static void alternatives_are_the_same_key_again(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct script *script;

	(void)state;
	assert_int_equal(parse(arena, "[a]\nwords = ja\nwords = nej\nwords =\n", &script, NULL), 0);
	assert_string_equal(script_find(&script->blocks.at[0], "words", 1), "nej");
	assert_string_equal(script_find(&script->blocks.at[0], "words", 2), "");
}

static void errors_name_the_line(void **state)
{
	static const struct {
		const char *text, *says;
	} rows[] = {
		{"words = ja\n", "season:1:"},
		{"[a]\n\nja\n", "season:3:"},
		{"[a\n", "season:1:"},
		{"[a]\n\tja\n", "season:2:"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct script *script = NULL;
		struct fault fault = {""};
		assert_true(parse(arena, rows[i].text, &script, &fault) < 0);
		assert_null(script);
		assert_non_null(strstr(fault.text, rows[i].says));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_have_heads_and_values),
		cmocka_unit_test(values_go_on_below_a_tab),
		cmocka_unit_test(alternatives_are_the_same_key_again),
		cmocka_unit_test(errors_name_the_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
