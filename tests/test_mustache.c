/* floor: letters */
/* SPDX-License-Identifier: MIT */
/*
 * Mustache: a table of our own for every rule that the letters lean on, and the official
 * specification's data where it lies beside the project (SAMLAD_CORPORA, else ../shared/corpora),
 * lambdas and inheritance left out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <errno.h>
#include <jansson.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"
#include "letters/mustache.h"

static struct node *node_of(struct arena *arena, const json_t *json)
{
	struct node *node;
	const char *key;
	json_t *value;
	size_t i;

	switch (json_typeof(json)) {
	case JSON_STRING:
		return node_text(arena, arena_strdup(arena, json_string_value(json)));
	case JSON_INTEGER:
		return node_text(
			arena, arena_printf(arena, "%lld", (long long)json_integer_value(json)));
	case JSON_REAL:
		return node_text(arena, arena_printf(arena, "%g", json_real_value(json)));
	case JSON_TRUE:
		return node_flag(arena, true);
	case JSON_FALSE:
	case JSON_NULL:
		return node_flag(arena, false);
	case JSON_ARRAY:
		node = node_list(arena);
		json_array_foreach (json, i, value)
			node_append(arena, node, node_of(arena, value));
		return node;
	case JSON_OBJECT:
		node = node_object(arena);
		json_object_foreach ((json_t *)json, key, value)
			node_set(arena, node, arena_strdup(arena, key), node_of(arena, value));
		return node;
	}
	return NULL;
}

static const char *find_partial(void *context, const char *name)
{
	return json_string_value(json_object_get(context, name));
}

static int render_json(const char *template, const char *data, const char *partials,
	struct str *out, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	json_t *json = json_loads(data, JSON_DECODE_ANY, NULL);
	json_t *parts = partials ? json_loads(partials, 0, NULL) : NULL;
	const struct mustache_settings settings = {.partial = find_partial, .context = parts};

	assert_non_null(json);
	int r = mustache_render(
		template, strlen(template), node_of(arena, json), &settings, out, fault);
	json_decref(json);
	json_decref(parts);
	return r;
}

struct row {
	const char *name, *template, *data, *partials, *expected;
};
static const struct row rows[] = {
	{"a name is written escaped", "{{a}}", "{\"a\":\"<&>\\\"\"}", NULL, "&lt;&amp;&gt;&quot;"},
	{"three braces write it raw", "{{{a}}}{{&a}}", "{\"a\":\"<\"}", NULL, "<<"},
	{"a missing name writes nothing", "[{{a}}]", "{}", NULL, "[]"},
	{"a section repeats for each item", "{{#l}}{{.}},{{/l}}", "{\"l\":[1,2]}", NULL, "1,2,"},
	{"an empty list shows no section", "{{#l}}x{{/l}}{{^l}}y{{/l}}", "{\"l\":[]}", NULL, "y"},
	{"inner names hide outer ones", "{{#o}}{{a}}{{b}}{{/o}}",
		"{\"a\":1,\"b\":2,\"o\":{\"a\":3}}", NULL, "32"},
	{"dotted names go down", "{{a.b.c}}", "{\"a\":{\"b\":{\"c\":\"x\"}}}", NULL, "x"},
	{"a dotted name that breaks off is empty", "[{{a.b.c}}]", "{\"a\":{\"b\":1},\"c\":2}", NULL,
		"[]"},
	{"a tag alone takes its line away", "a\n {{#s}} \nb\n{{/s}}\nc", "{\"s\":true}", NULL,
		"a\nb\nc"},
	{"CRLF lines too", "a\r\n{{! x }}\r\nb", "{}", NULL, "a\r\nb"},
	{"a name alone keeps its line", " {{a}}\n", "{\"a\":1}", NULL, " 1\n"},
	{"delimiters change", "{{=<% %>=}}<%a%>{{a}}", "{\"a\":1}", NULL, "1{{a}}"},
	{"a partial is indented like its tag", "  {{> p}}\n", "{}", "{\"p\":\"a\\nb\\n\"}",
		"  a\n  b\n"},
	{"a partial inside a line is not", "x {{> p}}!", "{}", "{\"p\":\"a\"}", "x a!"},
};

static void rendering_follows_the_rule(void **state)
{
	const struct row *row = *state;
	_cleanup_str_ struct str out;
	struct fault fault = {""};

	str_init(&out, 4096);
	assert_int_equal(render_json(row->template, row->data, row->partials, &out, &fault), 0);
	assert_string_equal(out.at, row->expected);
}

static const struct {
	const char *template, *words;
} broken[] = {
	{"a\n{{b", "line 2: a tag that is not closed"},
	{"{{#a}}\n", "line 1: a section that is not closed"},
	{"\n\n{{/a}}", "line 3: a section is closed that is not open"},
	{"{{#a}}{{#b}}{{/a}}{{/b}}", "line 1: another section is closed than the last one opened"},
	{"{{}}", "line 1: a tag without a name"},
	{"{{=x=}}", "line 1: delimiters are two short words"},
};

static void a_broken_template_names_its_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		_cleanup_str_ struct str out;
		struct fault fault = {""};
		str_init(&out, 4096);
		assert_int_equal(
			render_json(broken[i].template, "{}", NULL, &out, &fault), -EINVAL);
		assert_string_equal(fault.text, broken[i].words);
	}
}

static void a_partial_that_calls_itself_ends(void **state)
{
	_cleanup_str_ struct str out;
	struct fault fault = {""};

	(void)state;
	str_init(&out, 4096);
	assert_int_equal(
		render_json("{{> p}}", "{}", "{\"p\":\"x{{> p}}\"}", &out, &fault), -E2BIG);
}

static void output_over_its_ceiling_is_refused(void **state)
{
	_cleanup_str_ struct str out;

	(void)state;
	str_init(&out, 8);
	assert_int_equal(render_json("{{a}}", "{\"a\":\"0123456789\"}", NULL, &out, NULL), -E2BIG);
}

static size_t run_spec_file(const char *folder, const char *name)
{
	char path[4096];
	size_t i;
	json_t *test;

	snprintf(path, sizeof(path), "%s/mustache/%s.json", folder, name);
	json_t *spec = json_load_file(path, 0, NULL);
	if (!spec)
		return 0;
	json_t *tests = json_object_get(spec, "tests");
	json_array_foreach (tests, i, test) {
		char *data = json_dumps(json_object_get(test, "data"), JSON_ENCODE_ANY);
		json_t *parts = json_object_get(test, "partials");
		char *partials = parts ? json_dumps(parts, 0) : NULL;
		_cleanup_str_ struct str out;
		str_init(&out, 65536);
		print_message("%s: %s\n", name, json_string_value(json_object_get(test, "name")));
		assert_int_equal(render_json(json_string_value(json_object_get(test, "template")),
					 data, partials, &out, NULL),
			0);
		assert_string_equal(out.at, json_string_value(json_object_get(test, "expected")));
		free(data);
		free(partials);
	}
	size_t n = json_array_size(tests);
	json_decref(spec);
	return n;
}

static void the_official_specification_holds(void **state)
{
	static const char *const names[] = {
		"comments", "delimiters", "interpolation", "inverted", "partials", "sections"};
	const char *folder = getenv("SAMLAD_CORPORA");
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		n += run_spec_file(folder ? folder : "../shared/corpora", names[i]);
	if (n == 0)
		skip();
	print_message("%zu cases of the specification\n", n);
}

int main(void)
{
	enum { N = sizeof(rows) / sizeof(*rows) };
	struct CMUnitTest tests[N + 4];

	for (size_t i = 0; i < N; i++)
		tests[i] = (struct CMUnitTest){.name = rows[i].name,
			.test_func = rendering_follows_the_rule,
			.initial_state = (void *)&rows[i]};
	tests[N] = (struct CMUnitTest)cmocka_unit_test(a_broken_template_names_its_line);
	tests[N + 1] = (struct CMUnitTest)cmocka_unit_test(a_partial_that_calls_itself_ends);
	tests[N + 2] = (struct CMUnitTest)cmocka_unit_test(output_over_its_ceiling_is_refused);
	tests[N + 3] = (struct CMUnitTest)cmocka_unit_test(the_official_specification_holds);
	return cmocka_run_group_tests_name("mustache", tests, NULL, NULL);
}
