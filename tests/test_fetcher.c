/* floor: outward */
/* with: support/mailstack.c support/fetching.c */
/* SPDX-License-Identifier: MIT */
/* The fetcher as a process on its wire: a Maildir that fills, a cursor that follows, handled mail
 * that goes. */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "outward/fetcher.h"
#include "support/fetching.h"
#include "support/mailstack.h"

static void the_first_time_only_what_comes_is_taken(void **state)
{
	const char *maildir = maildir_of("first");
	const struct fetcher_settings settings = settings_for("first@fou.test", maildir);
	char names[4][160];
	struct fetcher_mail mail;

	(void)state;
	deliver("first", "old");

	struct role role = start(&settings, (struct fetcher_cursor){0});

	assert_int_equal(await(&role, &fetcher_well_shape), 0);
	assert_int_equal(role.cursor.last_uid, 1);
	assert_true(role.cursor.uidvalidity > 0);
	/* IDLE tells of it */
	deliver("first", "new");
	assert_int_equal(await(&role, &fetcher_arrived_shape), 1);
	assert_int_equal(role.cursor.last_uid, 2);
	assert_int_equal(stop(&role), 0);

	assert_int_equal(list(maildir, "new", names, 4), 1);
	assert_int_equal(list(maildir, "tmp", names, 0), 0);
	assert_true(fetcher_parse_name(names[0], &mail));
	assert_int_equal(mail.uid, 2);
	assert_int_equal(mail.uidvalidity, role.cursor.uidvalidity);
	assert_in_range(strtoul(names[0], NULL, 10), (uint64_t)clock_now() - 60,
		(uint64_t)clock_now() + 60);
	assert_non_null(strstr(names[0], ".main.samlad,S="));
}

static void all_is_taken_in_order_and_twice_is_once(void **state)
{
	const char *maildir = maildir_of("all");
	struct fetcher_settings settings = settings_for("all@fou.test", maildir);
	char names[128][160];

	(void)state;
	settings.begin_all = true;
	for (int i = 0; i < 120; i++)
		deliver("all", "x");
	for (int time = 0; time < 2; time++) {
		/* the second time as if the cursor had never been committed */
		struct role role = start(&settings, (struct fetcher_cursor){0});

		assert_int_equal(await(&role, &fetcher_well_shape), 120);
		assert_int_equal(role.cursor.last_uid, 120);
		assert_int_equal(stop(&role), 0);
		assert_int_equal(list(maildir, "new", names, 128), 120);
	}
	for (int i = 0; i < 120; i++) {
		struct fetcher_mail mail;

		assert_true(fetcher_parse_name(names[i], &mail));
		assert_int_equal(mail.uid, i + 1);
	}
}

static void seen_mail_and_mail_of_an_outage_is_taken(void **state)
{
	const char *maildir = maildir_of("later");
	const struct fetcher_settings settings = settings_for("later@fou.test", maildir);
	struct role role;
	struct fetcher_cursor cursor;

	(void)state;
	deliver("later", "one");
	role = start(&settings, (struct fetcher_cursor){0});
	await(&role, &fetcher_well_shape);
	cursor = role.cursor;
	assert_int_equal(stop(&role), 0);
	deliver("later", "two");
	deliver("later", "three");
	role = start(&settings, cursor);
	assert_int_equal(await(&role, &fetcher_well_shape), 2);
	assert_int_equal(role.cursor.last_uid, 3);
	assert_int_equal(stop(&role), 0);
}

static void a_new_uidvalidity_fetches_the_last_day_again(void **state)
{
	const char *maildir = maildir_of("validity");
	const struct fetcher_settings settings = settings_for("validity@fou.test", maildir);
	const struct fetcher_cursor before = {
		.uidvalidity = 1, .last_uid = 5000, .last_arrived = clock_now()};
	const struct fetcher_cursor long_before = {
		.uidvalidity = 1, .last_uid = 1, .last_arrived = clock_now() + 5 * DAY_S};
	const struct fetcher_mail handled = {.uidvalidity = 1, .uid = 1};

	(void)state;
	for (int i = 0; i < 3; i++)
		deliver("validity", "x");

	struct role role = start(&settings, before);

	assert_int_equal(await(&role, &fetcher_well_shape), 3);
	assert_int_equal(role.cursor.last_uid, 3);
	assert_true(role.cursor.uidvalidity > 1);
	/* the number is another mail's now: nothing is done with it, and it is done with */
	say(&role, &fetcher_handled_shape, &handled);
	await(&role, &fetcher_filed_shape);
	assert_int_equal(stop(&role), 0);

	role = start(&settings, long_before);
	assert_int_equal(await(&role, &fetcher_well_shape), 0);
	assert_int_equal(role.cursor.last_uid, 3);
	assert_int_equal(stop(&role), 0);
}

static void handled_mail_is_kept_deleted_or_moved(void **state)
{
	static const struct {
		const char *user;
		enum fetcher_handling handling;
		size_t inbox;
		size_t done;
	} rows[] = {
		{"keep", FETCHER_KEEP, 3, 0},
		{"delete", FETCHER_DELETE, 1, 0},
		{"move", FETCHER_MOVE, 1, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char user[64];
		struct fetcher_mail mail = {.uid = 1};

		snprintf(user, sizeof(user), "%s@fou.test", rows[i].user);
		for (int n = 0; n < 3; n++)
			deliver(rows[i].user, "x");

		struct fetcher_settings settings = settings_for(user, maildir_of(rows[i].user));

		settings.begin_all = true;
		settings.handling = rows[i].handling;
		settings.handled_folder = "Klart";

		struct role role = start(&settings, (struct fetcher_cursor){0});

		assert_int_equal(await(&role, &fetcher_well_shape), 3);
		mail.uidvalidity = role.cursor.uidvalidity;
		say(&role, &fetcher_handled_shape, &mail);
		mail.uid = 3;
		say(&role, &fetcher_handled_shape, &mail);
		await(&role, &fetcher_filed_shape);
		await(&role, &fetcher_filed_shape);
		assert_int_equal(stop(&role), 0);
		assert_int_equal(mailstack_count(&stack, rows[i].user, ""), rows[i].inbox);
		assert_int_equal(mailstack_count(&stack, rows[i].user, "Klart"), rows[i].done);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_time_only_what_comes_is_taken),
		cmocka_unit_test(all_is_taken_in_order_and_twice_is_once),
		cmocka_unit_test(seen_mail_and_mail_of_an_outage_is_taken),
		cmocka_unit_test(a_new_uidvalidity_fetches_the_last_day_again),
		cmocka_unit_test(handled_mail_is_kept_deleted_or_moved),
	};

	if (!begin_fetching())
		return 0;

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	end_fetching();
	return failed;
}
