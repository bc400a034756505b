/* floor: text */
/* SPDX-License-Identifier: MIT */
/* When somebody is back, and who takes her place: counted from Friday 5 February 2027. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "mail_book.h"
#include "text/absence.h"

static const struct {
	const char *text, *until, *deputy;
} rows[] = {
	{"Jag är på semester och åter den 15 februari.", "2027-02-15", NULL},
	{"Åter 15/2.", "2027-02-15", NULL},
	{"Jag är ledig t.o.m. 12/2.", "2027-02-13", NULL},
	{"Jag är borta till och med fredag 12 februari", "2027-02-13", NULL},
	{"Ledig 8/2 t.o.m. 12/2, tillbaka 15/2", "2027-02-15", NULL},
	{"Semester v. 27–30.", "2027-08-02", NULL},
	{"Jag är tillbaka v. 9", "2027-03-01", NULL},
	{"Den 2/3 är jag tillbaka igen", "2027-03-02", NULL},
	{"Jag läser inte mejl. Vid brådskande ärenden kontakta min kollega Bo Ek, 08-123 45 67.",
		NULL, "Bo Ek, 08-123 45 67"},
	{"Kontakta gärna bo.ek@x.se. Åter 2 mars", "2027-03-02", "bo.ek@x.se"},
	{"Jag är sjuk.", NULL, NULL},
	{"I am out of the office and will be back on 15 February.", "2027-02-15", NULL},
	{"I am away until 2027-03-01. Please contact Bo Ek.", "2027-03-01", "Bo Ek"},
	{"On leave through 12 February.", "2027-02-13", NULL},
};

static void test_return_and_deputy_are_read(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct phrasebook *book = mail_book_new(arena);
	int failed = 0;

	assert_non_null(book);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct absence *got = absence_read(
			arena, book, NULL, rows[i].text, day_parse("2027-02-05"), NULL);
		char until[DAY_TEXT] = "-";
		if (got->until != DAY_NONE)
			day_format(got->until, until);
		const char *deputy = got->deputy ? got->deputy : "-";
		if (strcmp(until, rows[i].until ? rows[i].until : "-") != 0 ||
			strcmp(deputy, rows[i].deputy ? rows[i].deputy : "-") != 0) {
			print_error("%s: until %s, deputy %s\n", rows[i].text, until, deputy);
			failed++;
		}
	}
	phrasebook_free(book);
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_return_and_deputy_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
