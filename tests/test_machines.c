/* floor: text */
/* SPDX-License-Identifier: MIT */
/*
 * Mails as mail systems, responders, ticket systems and people write them, one a form
 * (tests/mails/machines): who or what wrote, and whom a mail did not reach.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>

#include "answer_book.h"
#include "text/understand.h"

#define MAILS "tests/mails/machines/"

static const char *bounces_written(struct arena *arena, const struct understanding *read)
{
	const char *written = "";

	list_each (bounce, &read->bounces)
		written = arena_printf(arena, "%s%s%s %s %s %s", written, *written ? "|" : "",
			bounce->recipient, bounce_class_text(bounce->class),
			bounce_address_text(bounce->address),
			bounce->status ? bounce->status : "-");
	return written;
}

static bool is_read_rightly(const struct phrasebook *book, char *columns[3])
{
	_cleanup_arena_ struct arena *arena = arena_new();
	size_t n = 0;
	const char *path = arena_printf(arena, MAILS "%s.eml", columns[0]);
	const char *bytes = book_read_file(arena, path, &n);

	if (!bytes) {
		print_error("%s: no such mail\n", path);
		return false;
	}
	const struct understanding *read =
		understand_envelope(understand_open(arena, book, MAIL_EML, bytes, n, NULL));
	const char *class = auto_class_text(read->auto_class);
	const char *bounces = bounces_written(arena, read);
	if (!strcmp(class, columns[1]) && !strcmp(bounces, columns[2]))
		return true;
	print_error("%s: got %s \"%s\", wanted %s \"%s\"\n", columns[0], class, bounces, columns[1],
		columns[2]);
	return false;
}

static void test_every_form_is_known(void **state)
{
	(void)state;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct phrasebook *book = book_new(arena);
	size_t n = 0, rows = 0, wrong = 0;
	char *table = book_read_file(arena, MAILS "expected.tsv", &n), *columns[3];
	glob_t mails = {0};

	assert_non_null(book);
	assert_non_null(table);
	for (; book_next_row(&table, columns, 3); rows++)
		wrong += !is_read_rightly(book, columns);
	phrasebook_free(book);
	assert_int_equal(wrong, 0);
	assert_int_equal(glob(book_path(arena, MAILS "*.eml"), 0, NULL, &mails), 0);
	assert_int_equal(mails.gl_pathc, rows);
	globfree(&mails);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_form_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
