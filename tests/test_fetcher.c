/* floor: outward */
/* with: support/mailstack.c support/scripted.c */
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
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "outward/fetcher.h"
#include "support/mailstack.h"
#include "support/scripted.h"

static struct mailstack stack;
static char dir[] = "/tmp/samlad-fetcher.XXXXXX";

struct role {
	struct wire *wire;
	pid_t pid;
	struct fetcher_cursor cursor; /* as last told */
	char trouble[512];
};

static struct fetcher_settings settings_for(const char *user, const char *maildir)
{
	return (struct fetcher_settings){.mailbox = "main",
		.server = {.host = "localhost",
			.port = stack.imaps,
			.tls = SERVER_TLS_IMPLICIT,
			.ca = stack.ca,
			.user = user,
			.secret = "secret",
			.timeout_ms = 10000},
		.maildir = maildir,
		.back_off_ms = 20};
}

static struct role start(const struct fetcher_settings *settings, struct fetcher_cursor cursor)
{
	const struct wire_options options = {0};
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);

	pid_t pid = fork();

	if (pid == 0) {
		close(fds[0]);
		_exit(fetcher_run(fds[1], settings) == 0 ? 0 : 1);
	}
	close(fds[1]);

	struct role role = {.wire = wire_new(fds[0], &options), .pid = pid};

	assert_int_equal(wire_send(role.wire, &fetcher_cursor_shape, &cursor, NULL, 0, -1), 0);
	return role;
}

static int stop(struct role *role)
{
	int status;

	wire_free(role->wire);
	waitpid(role->pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Takes messages until one of that kind; how many mails were told of on the way. */
static size_t await(struct role *role, const struct wire_shape *shape)
{
	size_t mails = 0;

	for (;;) {
		_cleanup_message_ struct wire_message message = {.fd = -1};
		struct fetcher_arrived arrived;
		struct fetcher_trouble trouble;
		bool wanted;

		if (wire_receive(role->wire, 20000, &message) < 0)
			fail_msg("no %s", shape->kind);
		wanted = wire_is(&message, shape);
		if (wire_is(&message, &fetcher_arrived_shape)) {
			assert_int_equal(
				wire_read(&message, &fetcher_arrived_shape, &arrived, NULL), 0);
			mails += (size_t)arrived.mails;
			role->cursor = (struct fetcher_cursor){
				arrived.uidvalidity, arrived.last_uid, arrived.last_arrived};
		}
		if (wire_is(&message, &fetcher_trouble_shape)) {
			assert_int_equal(
				wire_read(&message, &fetcher_trouble_shape, &trouble, NULL), 0);
			snprintf(role->trouble, sizeof(role->trouble), "%s", trouble.text);
			if (!wanted)
				fail_msg("%s", trouble.text);
		}
		if (wanted)
			return mails;
	}
}

static void say(struct role *role, const struct wire_shape *shape, const void *values)
{
	assert_int_equal(wire_send(role->wire, shape, values, NULL, 0, -1), 0);
}

static char *maildir_of(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return path;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_shown(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

/* Files of the folder in order of their names. */
static int list(const char *maildir, const char *folder, char names[][160], int most)
{
	char path[256];
	struct dirent **at;

	snprintf(path, sizeof(path), "%s/%s", maildir, folder);

	int n = scandir(path, &at, is_shown, by_name);

	for (int i = 0; i < n; i++) {
		if (i < most)
			snprintf(names[i], 160, "%.159s", at[i]->d_name);
		free(at[i]);
	}
	if (n >= 0)
		free(at);
	return n;
}

static void deliver(const char *user, const char *subject)
{
	char mail[200];
	int n = snprintf(mail, sizeof(mail), "Subject: %s\r\nMessage-ID: <%s@x>\r\n\r\nhej\r\n",
		subject, subject);

	mailstack_deliver(&stack, user, mail, (size_t)n);
}

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

static void remove_dir(void)
{
	pid_t pid = fork();

	if (pid == 0) {
		execl("/bin/rm", "rm", "-rf", dir, (char *)NULL);
		_exit(1);
	}
	waitpid(pid, NULL, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_time_only_what_comes_is_taken),
		cmocka_unit_test(all_is_taken_in_order_and_twice_is_once),
		cmocka_unit_test(seen_mail_and_mail_of_an_outage_is_taken),
		cmocka_unit_test(a_new_uidvalidity_fetches_the_last_day_again),
		cmocka_unit_test(handled_mail_is_kept_deleted_or_moved),
		cmocka_unit_test(a_big_mail_is_kept_or_cut_in_little_memory),
		cmocka_unit_test(a_trouble_is_told_once_and_a_look_asks_again),
		cmocka_unit_test(a_look_is_answered_when_all_is_fetched),
		cmocka_unit_test(a_maildir_that_cannot_be_written_is_told),
		cmocka_unit_test(what_a_poor_server_says_is_enough),
		cmocka_unit_test(only_a_fetchers_names_are_read),
	};

	if (!mailstack_start(&stack))
		return 0;
	if (!mkdtemp(dir))
		return 1;

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	mailstack_stop(&stack);
	remove_dir();
	return failed;
}
