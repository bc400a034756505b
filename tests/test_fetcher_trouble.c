/* floor: outward */
/* with: support/mailstack.c support/fetching.c support/scripted.c support/heard.c */
/* SPDX-License-Identifier: MIT */
/* The fetcher where things are not as they should be: big mail, wrong passwords, poor servers. */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "outward/fetcher.h"
#include "support/fetching.h"
#include "support/mailstack.h"
#include "support/scripted.h"

static void a_big_mail_is_kept_or_cut_in_little_memory(void **state)
{
	static const struct {
		size_t limit_bytes;
		size_t least, most;
	} rows[] = {{0, (size_t)25 << 20, (size_t)26 << 20}, {1000, 1000, 1000}};
	const size_t bytes = (size_t)25 << 20;
	char *mail = malloc(bytes), names[1][160], path[512];
	struct stat st;

	(void)state;
	memset(mail, 'a', bytes);
	memcpy(mail, "Subject: big\r\n\r\n", 16);
	for (size_t at = 990; at < bytes; at += 1000)
		memcpy(mail + at, "\r\n", 2);
	mailstack_deliver(&stack, "large", mail, bytes);
	free(mail);
	for (size_t i = 0; i < 2; i++) {
		const char *maildir = maildir_of(i == 0 ? "large" : "cut");
		struct fetcher_settings settings = settings_for("large@fou.test", maildir);
		struct rusage usage;
		int status;

		settings.begin_all = true;
		settings.mail_limit_bytes = rows[i].limit_bytes;

		struct role role = start(&settings, (struct fetcher_cursor){0});

		assert_int_equal(await(&role, &fetcher_well_shape), 1);
		wire_free(role.wire);
		wait4(role.pid, &status, 0, &usage);
		assert_int_equal(status, 0);
#ifndef __SANITIZE_ADDRESS__ /* which keeps freed memory */
		/* the libraries themselves are most of it */
		assert_in_range(usage.ru_maxrss, 1, 40 * 1024);
#endif
		assert_int_equal(list(maildir, "new", names, 1), 1);
		snprintf(path, sizeof(path), "%s/new/%s", maildir, names[0]);
		assert_int_equal(stat(path, &st), 0);
		assert_in_range(st.st_size, rows[i].least, rows[i].most);
	}
}

static void a_trouble_is_told_once_and_a_look_asks_again(void **state)
{
	struct fetcher_settings settings = settings_for("trouble@fou.test", maildir_of("trouble"));

	(void)state;
	settings.server.secret = "wrong";

	struct role role = start(&settings, (struct fetcher_cursor){0});

	await(&role, &fetcher_trouble_shape);
	assert_non_null(strstr(role.trouble, "refuses the password of trouble@fou.test"));
	/* it tries on in silence; who asks gets an answer */
	role.trouble[0] = '\0';
	say(&role, &fetcher_look_shape, NULL);
	await(&role, &fetcher_trouble_shape);
	assert_non_null(strstr(role.trouble, "refuses the password"));
	assert_int_equal(stop(&role), 0);
}

static void a_look_is_answered_when_all_is_fetched(void **state)
{
	const struct fetcher_settings settings = settings_for("look@fou.test", maildir_of("look"));
	struct role role = start(&settings, (struct fetcher_cursor){0});

	(void)state;
	await(&role, &fetcher_well_shape);
	deliver("look", "x");
	say(&role, &fetcher_look_shape, NULL);
	assert_int_equal(await(&role, &fetcher_well_shape), 1);
	assert_int_equal(stop(&role), 0);
}

static void a_maildir_that_cannot_be_written_is_told(void **state)
{
	const struct fetcher_settings settings = settings_for("look@fou.test", "/proc/nowhere");
	struct role role = start(&settings, (struct fetcher_cursor){0});

	(void)state;
	await(&role, &fetcher_trouble_shape);
	assert_non_null(strstr(role.trouble, "/proc/nowhere"));
	stop(&role);
}

#define HELLO                                                                                      \
	{.start_tls = true}, {.send = "* OK [CAPABILITY IMAP4rev1] hello\r\n"},                    \
		{.expect = "LOGIN", .send = "%T OK in\r\n"},                                       \
		{.expect = "CAPABILITY", .send = "* CAPABILITY IMAP4rev1\r\n%T OK .\r\n"},         \
	{                                                                                          \
		.expect = "SELECT", .send = "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] .\r\n%T OK .\r\n"  \
	}
#define MAIL(uid)                                                                                  \
	"* " uid " FETCH (UID " uid " INTERNALDATE \"01-Mar-2027 12:00:00 +0000\" BODY[] "         \
	"{6}\r\na:b\r\n\n)\r\n"

static void what_a_poor_server_says_is_enough(void **state)
{
	/* no IDLE, no UIDNEXT; tells of a mail in the middle of a search; closes and is back */
	static const struct script_step first[] = {HELLO,
		{.expect = "UID SEARCH UID *", .send = "* SEARCH 4\r\n%T OK .\r\n"},
		{.expect = "UID SEARCH UID 5:*", .send = "* SEARCH 4\r\n* 2 EXISTS\r\n%T OK .\r\n"},
		{.expect = "UID SEARCH UID 5:*", .send = "* SEARCH 5\r\n%T OK .\r\n"},
		{.expect = "UID FETCH 5", .send = MAIL("5") "%T OK .\r\n"},
		{.expect = "UID SEARCH UID 6:*", .send = "* SEARCH 5\r\n%T OK .\r\n"}, {0}};
	static const struct script_step second[] = {HELLO,
		{.expect = "UID SEARCH UID 6:*", .send = "* SEARCH 6 7 8\r\n%T OK .\r\n"},
		{.expect = "UID FETCH 6:8", .send = "%T NO cannot give one of them\r\n"},
		{.expect = "UID FETCH 6", .send = MAIL("6") "%T OK .\r\n"},
		{.expect = "UID FETCH 7", .send = "%T NO broken\r\n"},
		{.expect = "UID FETCH 8", .send = MAIL("8") "%T OK .\r\n"},
		{.expect = "UID SEARCH UID 9:*", .send = "* SEARCH 8\r\n%T OK .\r\n"},
		{.hold = true}, {0}};
	static const struct script_step *const scripts[] = {first, second};
	struct scripted *scripted = scripted_start(scripts, 2, stack.certificate, stack.key);
	const char *maildir = maildir_of("poor");
	struct fetcher_settings settings = settings_for("poor@fou.test", maildir);
	char names[4][160];

	(void)state;
	settings.server.port = scripted_port(scripted);
	settings.poll_s = 1;

	struct role role = start(&settings, (struct fetcher_cursor){0});

	assert_int_equal(await(&role, &fetcher_well_shape), 1);
	assert_int_equal(await(&role, &fetcher_trouble_shape), 0);
	assert_non_null(strstr(role.trouble, "the mail with UID 7 is passed over"));
	assert_int_equal(await(&role, &fetcher_well_shape), 2);
	assert_int_equal(role.cursor.last_uid, 8);
	assert_int_equal(stop(&role), 0);
	assert_int_equal(list(maildir, "new", names, 4), 3);
	assert_string_equal(names[0], "1803902400.V7U0000000005.main.samlad,S=6");

	char *wrong = scripted_stop(scripted);

	assert_string_equal(wrong, "");
	free(wrong);
}

/* Out of step after it, what is read next would be taken for an answer to something else. */
static void an_answer_that_is_no_imap_ends_the_connection(void **state)
{
	static const struct script_step in_search[] = {HELLO,
		{.expect = "UID SEARCH UID *", .send = "* SEARCH 4\r\n%T OK .\r\n"},
		{.expect = "UID SEARCH UID 5:*",
			.send = "* SEARCH five (((\r\n* SEARCH 77\r\n%T OK .\r\n" MAIL("77")},
		{.hold = true}, {0}};
	static const struct script_step in_fetch[] = {HELLO,
		{.expect = "UID SEARCH UID 5:*", .send = "* SEARCH 5 6\r\n%T OK .\r\n"},
		{.expect = "UID FETCH 5:6",
			.send = MAIL("5") "* 6 FETCH (UID 6 INTERNALDATE soon BODY[] {6}\r\n"
					  "a:b\r\n\n)\r\n%T OK .\r\n"},
		{.hold = true}, {0}};
	static const struct script_step fine[] = {HELLO,
		{.expect = "UID SEARCH UID 5:*", .send = "* SEARCH 5 6\r\n%T OK .\r\n"},
		{.expect = "UID FETCH 5:6", .send = MAIL("5") MAIL("6") "%T OK .\r\n"},
		{.expect = "UID SEARCH UID 7:*", .send = "* SEARCH 6\r\n%T OK .\r\n"},
		{.hold = true}, {0}};
	static const struct script_step *const scripts[] = {in_search, in_fetch, fine};
	struct scripted *scripted = scripted_start(scripts, 3, stack.certificate, stack.key);
	const char *maildir = maildir_of("astray");
	struct fetcher_settings settings = settings_for("astray@fou.test", maildir);
	char names[4][160];

	(void)state;
	settings.server.port = scripted_port(scripted);

	struct role role = start(&settings, (struct fetcher_cursor){0});

	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(await(&role, &fetcher_trouble_shape), 0);
		assert_non_null(strstr(role.trouble, "answered in a way that is no IMAP"));
	}
	assert_int_equal(await(&role, &fetcher_well_shape), 2);
	assert_int_equal(role.cursor.last_uid, 6);
	assert_int_equal(stop(&role), 0);
	assert_int_equal(list(maildir, "new", names, 4), 2);
	assert_int_equal(list(maildir, "tmp", names, 4), 0);

	char *wrong = scripted_stop(scripted);

	assert_string_equal(wrong, "");
	free(wrong);
}

static void only_a_fetchers_names_are_read(void **state)
{
	static const struct {
		const char *name;
		bool is;
		int64_t uidvalidity, uid;
	} rows[] = {
		{"1803902400.V7U0000000005.main.samlad,S=6", true, 7, 5},
		{"1803902400.V4294967295U4294967295.a.samlad,S=6:2,S", true, 4294967295,
			4294967295},
		{"1803902400.V4294967296U0000000005.main.samlad,S=6", false, 0, 0},
		{"1803902400.V7U0000000000.main.samlad,S=6", false, 0, 0},
		{"1803902400.V0U0000000001.main.samlad,S=6", false, 0, 0},
		{"1803902400.M1P2.host,S=6", false, 0, 0},
		{"1803902400.V7U0000000005.host", false, 0, 0},
		{"", false, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fetcher_mail mail = {0};

		assert_int_equal(fetcher_parse_name(rows[i].name, &mail), rows[i].is);
		assert_int_equal(mail.uid, rows[i].uid);
		assert_int_equal(mail.uidvalidity, rows[i].uidvalidity);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_big_mail_is_kept_or_cut_in_little_memory),
		cmocka_unit_test(a_trouble_is_told_once_and_a_look_asks_again),
		cmocka_unit_test(a_look_is_answered_when_all_is_fetched),
		cmocka_unit_test(a_maildir_that_cannot_be_written_is_told),
		cmocka_unit_test(what_a_poor_server_says_is_enough),
		cmocka_unit_test(an_answer_that_is_no_imap_ends_the_connection),
		cmocka_unit_test(only_a_fetchers_names_are_read),
	};

	if (!begin_fetching())
		return 0;

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	end_fetching();
	return failed;
}
