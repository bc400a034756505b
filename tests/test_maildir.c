/* floor: outward */
/* SPDX-License-Identifier: MIT */
/* The Maildir: order, hostile names, mails that move under us, delivery that may be repeated,
 * quarantine. */
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

#include "base/arena.h"
#include "base/fault.h"
#include "outward/maildir.h"

struct fixture {
	char root[64];
	char path[512];
	struct maildir *maildir;
	struct arena *arena;
	struct fault fault;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	snprintf(f->root, sizeof(f->root), "/tmp/samlad-maildir-XXXXXX");
	f->arena = arena_new();
	*state = f;
	if (mkdtemp(f->root) == NULL)
		return -1;
	snprintf(f->path, sizeof(f->path), "%s/mail/main", f->root);
	return maildir_open(f->path, true, &f->maildir, &f->fault);
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", f->root);
	FILE *p = popen(command, "r");

	maildir_close(f->maildir);
	arena_free(f->arena);
	free(f);
	return p == NULL ? -1 : pclose(p);
}

static const char *in(struct fixture *f, const char *folder, const char *name)
{
	return arena_printf(f->arena, "%s/mail/main/%s/%s", f->root, folder, name);
}

static void put(struct fixture *f, const char *folder, const char *name)
{
	int fd = open(in(f, folder, name), O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, name, strlen(name)), strlen(name));
	close(fd);
}

static bool is_there(struct fixture *f, const char *folder, const char *name)
{
	return access(in(f, folder, name), F_OK) == 0;
}

/* The bases in the order of the listing, with a comma after each. */
static const char *listed(struct fixture *f, const struct maildir_filter *filter, size_t most)
{
	struct maildir_mail *mails;
	size_t n;
	const char *all = "";

	assert_int_equal(
		maildir_list(f->maildir, f->arena, filter, most, &mails, &n, &f->fault), 0);
	for (size_t i = 0; i < n; i++)
		all = arena_printf(f->arena, "%s%s,", all, mails[i].base);
	return all;
}

static struct maildir_mail first(struct fixture *f)
{
	struct maildir_mail *mails;
	size_t n;

	assert_int_equal(maildir_list(f->maildir, f->arena, NULL, 1, &mails, &n, &f->fault), 0);
	assert_int_equal(n, 1);
	return mails[0];
}

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
#define ROW(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		ROW(test_mails_come_by_number_then_by_name),
		ROW(test_a_big_directory_is_listed_a_few_at_a_time),
		ROW(test_a_mail_in_both_is_listed_once),
		ROW(test_hostile_names_become_plain),
		ROW(test_what_is_no_file_is_not_opened),
		ROW(test_a_mail_that_moves_under_us_is_followed),
		ROW(test_a_handled_mail_is_filed_away_as_seen),
		ROW(test_a_delivery_may_be_repeated),
		ROW(test_a_batch_shares_one_sync),
		ROW(test_names_that_are_no_bases_are_refused),
		ROW(test_quarantine_and_back),
		ROW(test_arrivals_wake_the_watcher),
		ROW(test_what_lies_long_in_tmp_is_removed),
		ROW(test_what_is_no_maildir_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
