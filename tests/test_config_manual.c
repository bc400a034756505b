/* floor: outward */
/* SPDX-License-Identifier: MIT */
/* The manual of the config tells of each key that the reader takes, and its example is a config. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "outward/config.h"

#define MANUAL "docs/samlad.conf.5"

static const char *read_manual(struct arena *arena)
{
	_cleanup_str_ struct str text;
	char line[1024];
	FILE *file = fopen(MANUAL, "r");

	str_init(&text, 1 << 20);
	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL)
		str_puts(&text, line);
	fclose(file);
	return str_in(&text, arena);
}

/* The keys that a section allows, as the reader lists them to whoever has mistyped one. */
static const char *keys_of(struct arena *arena, const char *section)
{
	const char *text = arena_printf(
		arena, "%s\nmistyped = x\n%s\n", section, section[0] != '\0' ? "}" : "");
	struct fault fault = {.text = ""};
	struct config *config;

	assert_true(config_parse(arena, "c", text, strlen(text), NULL, &config, &fault) < 0);
	const char *keys = strstr(fault.text, "allowed here: ");

	assert_non_null(keys);
	return arena_strdup(arena, keys + strlen("allowed here: "));
}

static void test_each_key_is_told_of(void **state)
{
	static const char *const sections[] = {"", "mailbox a {", "submission {", "network a {"};
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *manual = read_manual(arena);
	int n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++) {
		char *rest = NULL, *keys = (char *)(uintptr_t)keys_of(arena, sections[i]);

		for (char *key = strtok_r(keys, ", ", &rest); key != NULL;
			key = strtok_r(NULL, ", ", &rest)) {
			if (strpbrk(key, "{}") == NULL &&
				strstr(manual, arena_printf(arena, "Cm %s", key)) == NULL &&
				strstr(manual, arena_printf(arena, ".Sh %s", key)) == NULL)
				fail_msg("%s lacks the key %s of %s", MANUAL, key, sections[i]);
			n++;
		}
	}
	assert_true(n > 60);
}

static void test_the_example_is_a_config(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *begin = strstr(read_manual(arena), ".Bd -literal\n");
	struct fault fault = {.text = ""};
	struct config *config;

	(void)state;
	assert_non_null(begin);
	begin += strlen(".Bd -literal\n");
	const char *end = strstr(begin, ".Ed\n");

	if (config_parse(arena, "example", begin, (size_t)(end - begin), NULL, &config, &fault) < 0)
		fail_msg("%s", fault.text);
	assert_int_equal(config->networks.n, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_key_is_told_of),
		cmocka_unit_test(test_the_example_is_a_config),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
