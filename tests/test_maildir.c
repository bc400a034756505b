/* floor: outward */
/* with: support/maildir_fixture.c support/scratch.c */
/* SPDX-License-Identifier: MIT */
/* The Maildir as a way in: order, hostile names, mails that move under us. */
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

static void test_mails_come_by_number_then_by_name(void **state)
{
	struct fixture *f = *state;

	put(f, "new", "10.b");
	put(f, "new", "9.z");
	put(f, "cur", "10.a:2,S");
	put(f, "cur", "0100");
	put(f, "new", "10");
	put(f, "new", "letter");
	put(f, "new", "99999999999999999999999.x");
	put(f, "new", ".hidden");
	assert_string_equal(
		listed(f, NULL, 100), "9.z,10,10.a,10.b,0100,99999999999999999999999.x,letter,");
	assert_string_equal(listed(f, NULL, 3), "9.z,10,10.a,");
	assert_string_equal(listed(f, NULL, 0), "9.z,");
}

static bool wants_even(void *context, const char *base, bool in_cur)
{
	(void)in_cur;
	(*(int *)context)++;
	return strtol(base, NULL, 10) % 2 == 0;
}

static void test_a_big_directory_is_listed_a_few_at_a_time(void **state)
{
	struct fixture *f = *state;
	int asked = 0;
	struct maildir_filter filter = {.wants = wants_even, .context = &asked};

	for (int i = 2999; i >= 0; i--)
		put(f, i % 3 == 0 ? "new" : "cur", arena_printf(f->arena, "%d.M:2,", i));
	assert_string_equal(listed(f, &filter, 4), "0.M,2.M,4.M,6.M,");
	assert_true(asked > 4);
	size_t before = arena_used(f->arena);

	listed(f, NULL, 10);
	assert_true(arena_used(f->arena) - before < 4096);
}

static void test_a_mail_in_both_is_listed_once(void **state)
{
	struct fixture *f = *state;

	put(f, "new", "1.a");
	put(f, "cur", "1.a:2,RS");
	assert_string_equal(listed(f, NULL, 10), "1.a,");
	struct maildir_mail mail = first(f);

	assert_int_equal(maildir_file_away(f->maildir, f->arena, &mail, &f->fault), 0);
	assert_false(is_there(f, "new", "1.a"));
}

static void test_hostile_names_become_plain(void **state)
{
	static const char *const names[] = {
		"1.a\nb", "2.\x1b[31m", "3.\xff\xfe", "4 blank", "5.\xc3\xa5"};
	struct fixture *f = *state;
	char over[251] = "6.";

	memset(over + 2, 'x', sizeof(over) - 3);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		put(f, "new", names[i]);
	put(f, "new", over);
	put(f, "new", "1.a%0Ab"); /* what the first would become is taken */
	struct maildir_mail *mails;
	size_t n;

	for (int again = 0; again < 2; again++) {
		assert_int_equal(
			maildir_list(f->maildir, f->arena, NULL, 50, &mails, &n, &f->fault), 0);
		assert_int_equal(n, 7);
		for (size_t i = 0; i < n; i++) {
			int fd;

			for (const char *c = mails[i].base; *c != '\0'; c++)
				assert_true(*c > ' ' && *c < 0x7f);
			assert_true(strlen(mails[i].base) <= MAILDIR_NAME_LIMIT_BYTES);
			assert_int_equal(
				maildir_open_mail(f->maildir, f->arena, &mails[i], &fd, &f->fault),
				0);
			close(fd);
		}
	}
	assert_string_equal(mails[2].base, "2.%1B[31m");
}

static void test_what_is_no_file_is_not_opened(void **state)
{
	struct fixture *f = *state;
	int fd = -1;

	assert_int_equal(symlink("/etc/passwd", in(f, "new", "1.link")), 0);
	assert_int_equal(mkfifo(in(f, "new", "2.pipe"), 0600), 0);
	assert_int_equal(mkdir(in(f, "new", "3.directory"), 0700), 0);
	struct maildir_mail *mails;
	size_t n;

	assert_int_equal(maildir_list(f->maildir, f->arena, NULL, 50, &mails, &n, &f->fault), 0);
	assert_int_equal(n, 3);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(maildir_open_mail(f->maildir, f->arena, &mails[i], &fd, &f->fault),
			-EINVAL);
	assert_int_equal(fd, -1);
}

static void test_a_mail_that_moves_under_us_is_followed(void **state)
{
	struct fixture *f = *state;
	char text[16] = "";
	int fd;

	put(f, "new", "1.a");
	struct maildir_mail mail = first(f);

	assert_int_equal(rename(in(f, "new", "1.a"), in(f, "cur", "1.a:2,")), 0);
	assert_int_equal(maildir_open_mail(f->maildir, f->arena, &mail, &fd, &f->fault), 0);
	assert_int_equal(read(fd, text, sizeof(text)), 3);
	assert_string_equal(text, "1.a");
	close(fd);
	assert_true(mail.in_cur);
	assert_string_equal(mail.name, "1.a:2,");
	assert_int_equal(rename(in(f, "cur", "1.a:2,"), in(f, "cur", "1.a:2,FRS")), 0);
	assert_int_equal(maildir_file_away(f->maildir, f->arena, &mail, &f->fault), 0);
	assert_true(is_there(f, "cur", "1.a:2,FRS")); /* a person's flags stay */
	unlink(in(f, "cur", "1.a:2,FRS"));
	assert_int_equal(maildir_open_mail(f->maildir, f->arena, &mail, &fd, &f->fault), -ENOENT);
	assert_int_equal(maildir_file_away(f->maildir, f->arena, &mail, &f->fault), -ENOENT);
	assert_non_null(strstr(f->fault.text, "1.a"));
}

static void test_a_handled_mail_is_filed_away_as_seen(void **state)
{
	struct fixture *f = *state;

	put(f, "new", "1.a");
	struct maildir_mail mail = first(f), stale = mail;

	assert_int_equal(maildir_file_away(f->maildir, f->arena, &mail, &f->fault), 0);
	assert_true(is_there(f, "cur", "1.a:2,S"));
	assert_true(mail.in_cur);
	assert_int_equal(maildir_file_away(f->maildir, f->arena, &mail, &f->fault), 0);
	assert_int_equal(maildir_file_away(f->maildir, f->arena, &stale, &f->fault), 0);
	assert_true(is_there(f, "cur", "1.a:2,S"));
}

static void test_what_is_no_maildir_is_named(void **state)
{
	struct fixture *f = *state;
	struct maildir *other = NULL;

	assert_int_equal(maildir_open(f->root, false, &other, &f->fault), -ENOENT);
	assert_non_null(strstr(f->fault.text, "new, cur and tmp"));
	put(f, "new", "file");
	assert_int_equal(maildir_open(in(f, "new", "file"), true, &other, &f->fault), -ENOTDIR);
	assert_int_equal(maildir_open("/proc/samlad", true, &other, &f->fault), -ENOENT);
	assert_null(other);
}

int main(void)
{
#define ROW(test) cmocka_unit_test_setup_teardown(test, maildir_setup, maildir_teardown)
	const struct CMUnitTest tests[] = {
		ROW(test_mails_come_by_number_then_by_name),
		ROW(test_a_big_directory_is_listed_a_few_at_a_time),
		ROW(test_a_mail_in_both_is_listed_once),
		ROW(test_hostile_names_become_plain),
		ROW(test_what_is_no_file_is_not_opened),
		ROW(test_a_mail_that_moves_under_us_is_followed),
		ROW(test_a_handled_mail_is_filed_away_as_seen),
		ROW(test_what_is_no_maildir_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
