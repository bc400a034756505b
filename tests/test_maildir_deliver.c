/* floor: outward */
/* with: support/maildir_fixture.c support/scratch.c */
/* SPDX-License-Identifier: MIT */
/* The Maildir as a way out: delivery that may be repeated, quarantine, watching. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/maildir_fixture.h"

static void test_a_delivery_may_be_repeated(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(maildir_deliver(f->maildir, "5.letter", "first", 5, &f->fault), 0);
	assert_true(is_there(f, "new", "5.letter"));
	assert_false(is_there(f, "tmp", "5.letter"));
	assert_int_equal(maildir_deliver(f->maildir, "5.letter", "second", 6, &f->fault), 0);
	assert_int_equal(rename(in(f, "new", "5.letter"), in(f, "cur", "5.letter:2,S")), 0);
	assert_int_equal(maildir_deliver(f->maildir, "5.letter", "third", 5, &f->fault), 0);
	assert_false(is_there(f, "new", "5.letter"));
	struct stat st;

	assert_int_equal(stat(in(f, "cur", "5.letter:2,S"), &st), 0);
	assert_int_equal(st.st_size, 5);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void test_a_mail_is_removed_wherever_it_is(void **state)
{
	struct fixture *f = *state;

	put(f, "new", "1.a");
	put(f, "cur", "2.b:2,RS");
	put(f, "cur", "2.bc:2,S");
	assert_int_equal(maildir_remove(f->maildir, "1.a", &f->fault), 0);
	assert_int_equal(maildir_remove(f->maildir, "2.b", &f->fault), 0);
	assert_false(is_there(f, "new", "1.a"));
	assert_false(is_there(f, "cur", "2.b:2,RS"));
	assert_true(is_there(f, "cur", "2.bc:2,S"));
	assert_int_equal(maildir_remove(f->maildir, "1.a", &f->fault), -ENOENT);
}

static void test_a_batch_shares_one_sync(void **state)
{
	struct fixture *f = *state;
	int fd;

	put(f, "tmp", "1.left-by-a-crash");
	for (int i = 1; i < 4; i++) {
		const char *base = arena_printf(f->arena, "%d.left-by-a-crash", i);

		assert_int_equal(maildir_begin(f->maildir, base, &fd, &f->fault), 0);
		assert_int_equal(write(fd, "x", 1), 1);
		assert_int_equal(maildir_publish(f->maildir, base, fd, &f->fault), 0);
		close(fd);
	}
	assert_int_equal(maildir_sync(f->maildir, &f->fault), 0);
	assert_int_equal(maildir_begin(f->maildir, "2.left-by-a-crash", &fd, &f->fault), 0);
	assert_int_equal(maildir_publish(f->maildir, "2.left-by-a-crash", fd, &f->fault), -EEXIST);
	close(fd);
	assert_false(is_there(f, "tmp", "2.left-by-a-crash"));
	assert_int_equal(maildir_begin(f->maildir, "4.x", &fd, &f->fault), 0);
	close(fd);
	assert_int_equal(maildir_abandon(f->maildir, "4.x"), 0);
	assert_false(is_there(f, "tmp", "4.x"));
}

static void test_names_that_are_no_bases_are_refused(void **state)
{
	static const char *const names[] = {
		"", ".", "..", ".a", "a/b", "../new/a", "a b", "a:2,S", "a\n"};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_int_equal(maildir_deliver(f->maildir, names[i], "x", 1, &f->fault), -EINVAL);
}

static void test_quarantine_and_back(void **state)
{
	struct fixture *f = *state;
	size_t n = 9;

	assert_int_equal(maildir_release(f->maildir, &n, &f->fault), 0);
	assert_int_equal(n, 0);
	for (int round = 0; round < 2; round++) {
		put(f, "new", "1.bad");
		struct maildir_mail mail = first(f);

		assert_int_equal(rename(in(f, "new", "1.bad"), in(f, "cur", "1.bad:2,F")), 0);
		assert_int_equal(maildir_quarantine(f->maildir, f->arena, &mail, &f->fault), 0);
		assert_string_equal(listed(f, NULL, 10), "");
	}
	assert_true(is_there(f, ".quarantine/cur", "1.bad:2,"));
	assert_int_equal(maildir_release(f->maildir, &n, &f->fault), 0);
	assert_int_equal(n, 2);
	assert_string_equal(listed(f, NULL, 10), "1.bad,1.bad.again,");
}

static void test_arrivals_wake_the_watcher(void **state)
{
	struct fixture *f = *state;
	int fd;

	assert_int_equal(maildir_watch(f->maildir, &fd, &f->fault), 0);
	struct pollfd p = {.fd = fd, .events = POLLIN};

	assert_int_equal(poll(&p, 1, 0), 0);
	assert_int_equal(maildir_deliver(f->maildir, "1.a", "x", 1, &f->fault), 0);
	assert_int_equal(poll(&p, 1, 1000), 1);
	maildir_watch_drain(fd);
	assert_int_equal(poll(&p, 1, 0), 0);
	put(f, "cur", "2.b:2,S"); /* a client saved one of its own */
	assert_int_equal(poll(&p, 1, 1000), 1);
	close(fd);
}

static void test_what_lies_long_in_tmp_is_removed(void **state)
{
	struct fixture *f = *state;

	put(f, "tmp", "1.old");
	assert_int_equal(maildir_clean(f->maildir, 0), 0);
	assert_true(is_there(f, "tmp", "1.old"));
	assert_int_equal(maildir_clean(f->maildir, INT64_MAX), 0);
	assert_false(is_there(f, "tmp", "1.old"));
}

int main(void)
{
#define ROW(test) cmocka_unit_test_setup_teardown(test, maildir_setup, maildir_teardown)
	const struct CMUnitTest tests[] = {
		ROW(test_a_delivery_may_be_repeated),
		ROW(test_a_mail_is_removed_wherever_it_is),
		ROW(test_a_batch_shares_one_sync),
		ROW(test_names_that_are_no_bases_are_refused),
		ROW(test_quarantine_and_back),
		ROW(test_arrivals_wake_the_watcher),
		ROW(test_what_lies_long_in_tmp_is_removed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
