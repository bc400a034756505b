/* floor: outward */
/* SPDX-License-Identifier: MIT */
/* The config: what a good file means. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "outward/config.h"

#define HEAD                                                                                       \
	"state = /var/lib/samlad\nmailbox main { maildir = in }\nsubmission { maildir = out }\n"
#define NETWORK(more)                                                                               \
	"network elder-care {\n name = \"Nätverket\"\n address = natverk@fou.example\n mailbox = " \
	"main\n"                                                                                    \
	" language = sv\n timezone = Europe/Stockholm\n sectors = { \"äldreomsorg / elder "        \
	"care\", privat }\n"                                                                        \
	" leaders = { Eva@FoU.example }\n" more "\n}\n"

static const char full[] =
	"# the whole of it\n"
	"state = /var/lib/samlad   # relative paths below are relative to it\n"
	"admin = drift@fou.example // machine matters\n"
	"/* a block\n of lines */\n"
	"mailbox main {\n"
	"    imap = imaps://imap.fou.example\n"
	"    user = natverk@fou.example\n"
	"    auth = password\n"
	"    secret = imap.secret\n"
	"    secret_expires = 2027-05-01\n"
	"    ca = /etc/ca.pem\n"
	"    begin = all\n"
	"    handled = \"Klart / gjort\"\n"
	"    trusted_auth = mx.fou.example\n"
	"}\n"
	"mailbox second { maildir = /var/mail/natverk/Maildir trusted_auth = microsoft365 }\n"
	"submission {\n"
	"    smtp = smtp://[2001:db8::1]:2525\n"
	"    user = natverk@fou.example\n"
	"    auth = xoauth2\n"
	"    token_url = https://login.example/token\n"
	"    client_id = 0b5c\n"
	"    grant = refresh_token\n"
	"    secret = token\n"
	"}\n"
	"network elder-care {\n"
	"    name = \"Nätverket för äldre\" # with a comment\n"
	"    address = Natverk@fou.example\n"
	"    mailbox = main\n"
	"    language = sv\n"
	"    timezone = Europe/Stockholm\n"
	"    sectors = { \"äldreomsorg / elder care\", \"primärvård / primary care\",\n"
	"                \"privata utförare\" }\n"
	"    leaders = { eva@fou.example, karin@fou.example }\n"
	"    phone = \"018-00 00 00\"\n"
	"    mode = live\n"
	"    first_letter = no\n"
	"    hold = 0\n"
	"    hours = \"Mon-Thu,Sat 08:00-16:30\"\n"
	"    holidays = none\n"
	"    budget = \"2 in 14 days\"\n"
	"    details = 3wd\n"
	"    progress_every = 6w\n"
	"    alert = \"Tue 06:15\"\n"
	"}\n";

static void test_every_key_reaches_its_place(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct fault fault = {.text = ""};
	struct config *c = NULL;

	(void)state;
	if (config_parse(arena, "/etc/samlad.conf", full, strlen(full), NULL, &c, &fault) < 0)
		fail_msg("%s", fault.text);
	assert_string_equal(c->state, "/var/lib/samlad");
	assert_string_equal(c->admin, "drift@fou.example");
	assert_int_equal(c->mailboxes.n, 2);
	const struct mailbox *main_box = config_find_mailbox(c, "main");

	assert_true(main_box->fetched && main_box->begin_all && main_box->imap.tls_first);
	assert_string_equal(main_box->maildir, "/var/lib/samlad/mail/main");
	assert_string_equal(main_box->imap.host, "imap.fou.example");
	assert_int_equal(main_box->imap.port, 993);
	assert_string_equal(main_box->imap.secret, "/var/lib/samlad/imap.secret");
	assert_int_equal(main_box->imap.secret_expires, day_from_civil(2027, 5, 1));
	assert_int_equal(main_box->handled.way, HANDLED_MOVE);
	assert_string_equal(main_box->handled.folder, "Klart / gjort");
	assert_string_equal(main_box->folder, "INBOX");
	assert_false(c->mailboxes.at[1].fetched);
	assert_string_equal(main_box->trusted_auth, "mx.fou.example");
	assert_string_equal(c->mailboxes.at[1].trusted_auth, ""); /* has no name there */
	assert_int_equal(c->submission.way, SUBMISSION_SMTP);
	assert_string_equal(c->submission.smtp.host, "2001:db8::1");
	assert_int_equal(c->submission.smtp.port, 2525);
	assert_false(c->submission.smtp.tls_first);
	assert_int_equal(c->submission.smtp.auth, ACCOUNT_XOAUTH2);
	assert_int_equal(c->submission.smtp.oauth.grant, OAUTH_REFRESH_TOKEN);
	assert_false(config_is_local(c));
}

static void test_a_networks_settings(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct fault fault = {.text = ""};
	struct config *c = NULL;

	(void)state;
	assert_int_equal(config_parse(arena, "x", full, strlen(full), NULL, &c, &fault), 0);
	const struct network *n = config_find_network(c, "elder-care");

	assert_non_null(n);
	assert_string_equal(n->address, "natverk@fou.example");
	assert_string_equal(zone_name(n->zone), "Europe/Stockholm");
	assert_int_equal(n->sectors.n, 3);
	assert_string_equal(n->sectors.at[1].other_name, "primary care");
	assert_string_equal(n->sectors.at[2].other_name, "privata utförare");
	assert_true(network_is_leader(n, "karin@fou.example"));
	assert_true(n->live);
	assert_false(n->first_letter);
	assert_int_equal(n->hold_s, 0);
	assert_int_equal(n->workdays, 0x2f);
	assert_int_equal(n->opens_s, 8 * HOUR_S);
	assert_int_equal(n->closes_s, 16 * HOUR_S + 30 * MINUTE_S);
	assert_null(n->holidays);
	assert_int_equal(n->budget.n, 1);
	assert_int_equal(n->details.unit, DELAY_WORKING_DAYS);
	assert_int_equal(n->progress_every.n, 42);
	assert_int_equal(n->alert_weekday, 2);
}

static void test_defaults(void **state)
{
	static const char text[] = HEAD NETWORK("");
	_cleanup_arena_ struct arena *arena = arena_new();
	struct fault fault = {.text = ""};
	struct config *c = NULL;

	(void)state;
	if (config_parse(arena, "dir/samlad.conf", text, strlen(text), NULL, &c, &fault) < 0)
		fail_msg("%s", fault.text);
	const struct network *n = &c->networks.at[0];

	assert_true(config_is_local(c));
	assert_string_equal(c->submission.maildir, "/var/lib/samlad/out");
	assert_null(c->admin);
	assert_false(n->live);
	assert_true(n->first_letter);
	assert_int_equal(n->hold_s, 600);
	assert_int_equal(n->workdays, 0x1f);
	assert_int_equal(n->opens_s, 7 * HOUR_S + 30 * MINUTE_S);
	assert_string_equal(n->holidays, "SE");
	assert_int_equal(n->budget.n, 2);
	assert_int_equal(n->budget.at[1].letters, 3);
	assert_int_equal(n->budget.at[1].days, 30);
	assert_int_equal(n->attendance_reminder.n, 21);
	assert_int_equal(n->numbers.unit, DELAY_WORKING_DAYS);
	assert_int_equal(n->silent_after.n, 35);
	assert_int_equal(n->alert_weekday, 1);
	assert_null(n->phone);
}

static void test_a_file_is_loaded_and_its_directory_holds_a_relative_state(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct fault fault = {.text = ""};
	char path[] = "/tmp/samlad-config-XXXXXX";
	int fd = mkstemp(path);
	static const char text[] = "\xef\xbb\xbfstate = st\r\nmailbox a { maildir = a "
				   "}\r\nsubmission { maildir = b }\r\n";
	struct config *c = NULL;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	int r = config_load(arena, path, NULL, &c, &fault);

	unlink(path);
	if (r < 0)
		fail_msg("%s", fault.text);
	assert_string_equal(c->state, "/tmp/st");
	assert_string_equal(c->mailboxes.at[0].maildir, "/tmp/st/a");
	assert_int_equal(config_load(arena, path, NULL, &c, &fault), -ENOENT);
	assert_non_null(strstr(fault.text, path));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_key_reaches_its_place),
		cmocka_unit_test(test_a_networks_settings),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_a_file_is_loaded_and_its_directory_holds_a_relative_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
