/* floor: letters */
/* SPDX-License-Identifier: MIT */
/* Which folders of templates are taken: languages that have each other's letters, whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "letters/templates.h"

#define FILES_MOST 5

#define FILE_OF(language, name, bytes)                                                             \
	{                                                                                          \
		language, name, bytes, sizeof(bytes) - 1                                           \
	}
#define SWEDISH FILE_OF("sv", "subjects", "subject.x = X\n"), FILE_OF("sv", "x.mustache", "Hej")

static const struct {
	const char *name;
	struct template_file files[FILES_MOST];
	const char *fault; /* NULL: taken */
} rows[] = {
	{"one language", {SWEDISH}, NULL},
	{"two that have the same",
		{SWEDISH, FILE_OF("en", "subjects", "subject.x = X\n"),
			FILE_OF("en", "x.mustache", "Hi")},
		NULL},
	{"what all share is no language", {SWEDISH, FILE_OF("html", "y.mustache", "<p>")}, NULL},
	{"a letter that one lacks", {SWEDISH, FILE_OF("no", "subjects", "subject.x = X\n")},
		"templates/no/x.mustache is missing (templates/sv has it)"},
	{"a letter without its subject",
		{SWEDISH, FILE_OF("no", "subjects", "subject.y = Y\n"),
			FILE_OF("no", "x.mustache", "Hei")},
		"templates/no/subjects has no entry subject.x"},
	{"letters without subjects", {SWEDISH, FILE_OF("no", "x.mustache", "Hei")},
		"templates/no has letters and no file `subjects`"},
	{"broken markup", {SWEDISH, FILE_OF("sv", "z.mustache", "{{#a}}")},
		"templates/sv/z.mustache"},
	{"nothing at all", {FILE_OF("sv", "README", "")}, "there are no templates"},
};

static void languages_are_whole_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct templates *templates = NULL;
		struct fault fault = {""};
		size_t n = 0;
		while (n < FILES_MOST && rows[i].files[n].language)
			n++;
		int r = templates_new(rows[i].files, n, &templates, &fault);
		print_message("%s\n", rows[i].name);
		assert_int_equal(r < 0, rows[i].fault != NULL);
		if (rows[i].fault)
			assert_non_null(strstr(fault_text(&fault, r), rows[i].fault));
		templates_free(templates);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages_are_whole_or_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
