/* floor: outward */
/* with: support/mailstack.c support/fetching.c support/imap_session.c support/imap_script.c */
/* with: support/scripted.c support/heard.c support/between.c */
/* SPDX-License-Identifier: MIT */
/*
 * A long life with a server: routers that forget, servers that restart, other people in the same
 * box, numbers that begin anew, a hundred thousand mails.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/fault.h"
#include "outward/fetcher.h"
#include "outward/imap.h"
#include "support/between.h"
#include "support/fetching.h"
#include "support/imap_script.h"
#include "support/imap_session.h"

#define NAT_FORGETS_S 300

static void the_way_is_used_more_often_than_a_router_forgets(void **state)
{
	(void)state;
	assert_in_range(FETCHER_IDLE_S, 60, NAT_FORGETS_S - 30);
}

/* The connection stays open and nothing comes through: found out at the next IDLE. */
static void a_connection_that_a_router_forgot_is_made_anew(void **state)
{
	struct between *between = between_start(stack.imaps);
	struct fetcher_settings settings = settings_for("nat@fou.test", maildir_of("nat"));

	(void)state;
	settings.server.port = between_port(between);
	settings.server.timeout_ms = 1000;
	settings.idle_s = 1;

	struct role role = start(&settings, (struct fetcher_cursor){0});

	assert_int_equal(await(&role, &fetcher_well_shape), 0);
	between_forget(between);
	deliver("nat", "unheard");
	/* nobody is told of a trouble on the way (await() fails on one) */
	assert_int_equal(await(&role, &fetcher_arrived_shape), 1);
	between_await(between, 2);
	assert_int_equal(stop(&role), 0);
	between_stop(between);
}

#define SEARCHED(from, found)                                                                      \
	{                                                                                          \
		.expect = "UID SEARCH UID " from ":*", .send = "* SEARCH " found "\r\n%T OK .\r\n" \
	}
#define IN_IDLE                                                                                    \
	{                                                                                          \
		.expect = "IDLE", .send = "+ idling\r\n"                                           \
	}

static void a_server_that_restarts_is_read_on(void **state)
{
	static const struct script_step goes[] = {SCRIPT_LOGGED_IN("IDLE"), SCRIPT_SELECTED,
		SEARCHED("9", "8"), IN_IDLE, {.send = "* BYE Server shutting down.\r\n"}, {0}};
	static const struct script_step starts[] = {
		{.start_tls = true}, {.send = "* BYE not yet\r\n"}, {0}};
	static const struct script_step is_back[] = {SCRIPT_LOGGED_IN("IDLE"), SCRIPT_SELECTED,
		SEARCHED("9", "9"),
		{.expect = "UID FETCH 9", .send = SCRIPT_MAIL("9") "%T OK .\r\n"},
		SEARCHED("10", "9"), IN_IDLE, {.hold = true}, {0}};
	static const struct script_step *const scripts[] = {goes, starts, is_back};
	struct scripted *scripted = scripted_start(scripts, 3, stack.certificate, stack.key);
	struct fetcher_settings settings = settings_for("back@fou.test", maildir_of("back"));

	(void)state;
	settings.server.timeout_ms = 1000;
	settings.server.port = scripted_port(scripted);

	struct role role = start(&settings, (struct fetcher_cursor){0});

	assert_int_equal(await(&role, &fetcher_well_shape), 0);
	/* the first break is not worth a word, the second is */
	await(&role, &fetcher_trouble_shape);
	assert_non_null(strstr(role.trouble, "turns us away: not yet"));
	assert_int_equal(await(&role, &fetcher_well_shape), 1);
	assert_int_equal(role.cursor.last_uid, 9);
	assert_int_equal(stop(&role), 0);
	script_end(scripted);
}

/* Moved away by somebody else and back, it is a mail with a new number; deleted, it is no trouble.
 */
static void others_may_move_and_delete_meanwhile(void **state)
{
	static const uint32_t first = 1, second = 2;
	struct fetcher_settings settings = settings_for("others@fou.test", maildir_of("others"));
	_cleanup_imap_ struct imap *other = log_in("others");
	struct imap_folder folder;
	struct fault fault;
	char names[4][160];

	(void)state;
	settings.begin_all = true;
	settings.handling = FETCHER_MOVE;
	settings.handled_folder = "Klart";
	deliver("others", "one");
	deliver("others", "two");

	struct role role = start(&settings, (struct fetcher_cursor){0});

	assert_int_equal(await(&role, &fetcher_well_shape), 2);
	assert_int_equal(imap_select(other, "INBOX", &folder, &fault), 0);
	assert_int_equal(imap_delete(other, &first, 1, &fault), 0);
	assert_int_equal(imap_move(other, &second, 1, "Undan", &fault), 0);
	for (int64_t uid = 1; uid <= 2; uid++) {
		say(&role, &fetcher_handled_shape,
			&(struct fetcher_mail){.uidvalidity = role.cursor.uidvalidity, .uid = uid});
		await(&role, &fetcher_filed_shape);
	}
	assert_int_equal(imap_select(other, "Undan", &folder, &fault), 0);
	assert_int_equal(imap_move(other, &first, 1, "INBOX", &fault), 0);
	assert_int_equal(await(&role, &fetcher_arrived_shape), 1);
	assert_int_equal(role.cursor.last_uid, 3);
	assert_int_equal(stop(&role), 0);
	assert_int_equal(list(maildir_of("others"), "new", names, 4), 3);
	assert_int_equal(mailstack_count(&stack, "others", "Klart"), 0);
}

/* What Dovecot keeps beside the mails. */
static void forget_numbers(const char *user)
{
	static const char *const files[] = {
		"dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache"};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		char path[200];
		snprintf(path, sizeof(path), "%s/mail/%s/Maildir/%s", stack.dir, user, files[i]);
		unlink(path);
	}
}

/* As after a restore of the mail server, or when its index was thrown away. */
static void a_box_numbered_anew_is_read_again_for_the_last_day(void **state)
{
	const struct fetcher_settings settings = settings_for("anew@fou.test", maildir_of("anew"));
	char names[8][160];
	struct fetcher_mail before, after;

	(void)state;
	deliver("anew", "old");

	struct role role = start(&settings, (struct fetcher_cursor){0});

	await(&role, &fetcher_well_shape);
	deliver("anew", "new");
	assert_int_equal(await(&role, &fetcher_arrived_shape), 1);

	const struct fetcher_cursor cursor = role.cursor;

	assert_int_equal(stop(&role), 0);
	deliver("anew", "newer");
	/* numbers are the second at which they began */
	while (clock_now() <= cursor.uidvalidity)
		usleep(20000);
	forget_numbers("anew");
	role = start(&settings, cursor);
	assert_int_equal(await(&role, &fetcher_well_shape), 3);
	assert_int_not_equal(role.cursor.uidvalidity, cursor.uidvalidity);
	assert_int_equal(stop(&role), 0);
	/* the one that was taken before lies there twice, to be known by its bytes */
	assert_int_equal(list(maildir_of("anew"), "new", names, 8), 4);
	assert_true(fetcher_parse_name(names[0], &before));
	assert_true(fetcher_parse_name(names[3], &after));
}

#define MANY 100000
#define LINKS 50000 /* ext4 allows 65,000 */

/* As many as that, of two files. */
static void fill(const char *user)
{
	char path[200], first[200];

	deliver(user, "first");
	snprintf(path, sizeof(path), "%s/mail/%s/Maildir/cur", stack.dir, user);
	assert_int_equal(chdir(path), 0);
	for (int n = 1; n < MANY; n++) {
		snprintf(path, sizeof(path), "%d.M1P1.many,S=17:2,S", n);
		if (n % LINKS != 1) {
			assert_int_equal(link(first, path), 0);
			continue;
		}
		memcpy(first, path, sizeof(first));
		int fd = open(first, O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
		assert_int_equal(write(fd, "Subject: x\r\n\r\nx\r\n", 17), 17);
		close(fd);
	}
}

static void a_log_in_costs_the_same_whatever_lies_there(void **state)
{
	static const struct {
		const char *user;
		bool full;
	} rows[] = {{"empty", false}, {"packed", true}};
	const int here = open(".", O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	size_t down[2][2], up[2][2];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		char user[32];
		struct between *between = between_start(stack.imaps);
		struct fetcher_cursor cursor = {0};

		snprintf(user, sizeof(user), "%s@fou.test", rows[i].user);
		if (rows[i].full)
			fill(rows[i].user);
		assert_int_equal(fchdir(here), 0);

		struct fetcher_settings settings = settings_for(user, maildir_of(rows[i].user));

		settings.server.port = between_port(between);
		for (size_t time = 0; time < 2; time++) {
			size_t was_down = between_down(between), was_up = between_up(between);
			struct rusage usage;
			int status;
			struct role role = start(&settings, cursor);

			assert_int_equal(await(&role, &fetcher_well_shape), time);
			cursor = role.cursor;
			assert_int_equal(cursor.last_uid, (rows[i].full ? MANY : 0) + time);
			wire_free(role.wire);
			wait4(role.pid, &status, 0, &usage);
			down[i][time] = between_down(between) - was_down;
			up[i][time] = between_up(between) - was_up;
#ifndef __SANITIZE_ADDRESS__
			assert_in_range(usage.ru_maxrss, 1, 40 * 1024);
#endif
			deliver(rows[i].user, "next");
		}
		between_stop(between);
	}
	for (size_t time = 0; time < 2; time++) {
		print_message("%s: %zu bytes down, %zu up; empty: %zu, %zu\n",
			time ? "later" : "first", down[1][time], up[1][time], down[0][time],
			up[0][time]);
		assert_in_range(down[1][time], 1, down[0][time] + 200);
		assert_in_range(up[1][time], 1, up[0][time] + 200);
	}
	close(here);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_way_is_used_more_often_than_a_router_forgets),
		cmocka_unit_test(a_connection_that_a_router_forgot_is_made_anew),
		cmocka_unit_test(a_server_that_restarts_is_read_on),
		cmocka_unit_test(others_may_move_and_delete_meanwhile),
		cmocka_unit_test(a_box_numbered_anew_is_read_again_for_the_last_day),
		cmocka_unit_test(a_log_in_costs_the_same_whatever_lies_there),
	};

	if (!begin_fetching())
		return 0;

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	end_fetching();
	return failed;
}
