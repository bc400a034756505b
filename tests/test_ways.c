/* floor: outward */
/* SPDX-License-Identifier: MIT */
/* What the config says is what the roles are told. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/str.h"
#include "outward/ways.h"

static const char end[] =
	"network n { name = \"N\" address = n@fou.example mailbox = main language = sv\n"
	"timezone = Europe/Stockholm sectors = { a, b } leaders = { eva@fou.example } }\n";

static const struct config *parse(struct arena *arena, const char *mailbox, const char *submission)
{
	char *text =
		arena_printf(arena, "state = /tmp/s\nmailbox main { %s }\nsubmission { %s }\n%s",
			mailbox, submission, end);
	struct config *config = NULL;
	struct fault fault = {.text = ""};

	if (config_parse(arena, "c", text, strlen(text), NULL, &config, &fault) < 0)
		fail_msg("%s", fault.text);
	return config;
}

static void a_fetched_mailbox_tells_its_fetcher(void **state)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct config *config = parse(arena,
		"imap = imap://mail.fou.example\nuser = n@fou.example\nauth = password\n"
		"secret = /s\nca = /ca.pem\nbegin = all\nhandled = Klart",
		"maildir = out");
	struct fetcher_settings settings = fetcher_settings_of(&config->mailboxes.at[0], NULL);

	(void)state;
	assert_string_equal(settings.mailbox, "main");
	assert_string_equal(settings.server.host, "mail.fou.example");
	assert_int_equal(settings.server.port, 143);
	assert_int_equal(settings.server.tls, SERVER_TLS_STARTTLS);
	assert_int_equal(settings.server.auth, SERVER_AUTH_PASSWORD);
	assert_string_equal(settings.server.user, "n@fou.example");
	assert_string_equal(settings.server.ca, "/ca.pem");
	assert_true(settings.begin_all);
	assert_int_equal(settings.handling, FETCHER_MOVE);
	assert_string_equal(settings.handled_folder, "Klart");
}

static void each_way_out_is_told(void **state)
{
	static const struct {
		const char *text;
		enum sender_way way;
		const char *path;
	} rows[] = {
		{"maildir = /out", SENDER_MAILDIR, "/out"},
		{"sendmail = /usr/sbin/sendmail", SENDER_SENDMAIL, "/usr/sbin/sendmail"},
		{"smtp = smtps://smtp.fou.example:465", SENDER_SMTP, NULL},
	};
	_cleanup_arena_ struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct config *config = parse(arena, "maildir = /in", rows[i].text);
		struct sender_settings settings = sender_settings_of(&config->submission, NULL);

		assert_int_equal(settings.way, rows[i].way);
		if (rows[i].path) {
			assert_string_equal(settings.path, rows[i].path);
			continue;
		}
		assert_int_equal(settings.server.port, 465);
		assert_int_equal(settings.server.tls, SERVER_TLS_IMPLICIT);
		assert_int_equal(settings.server.auth, SERVER_AUTH_NONE);
	}
}

static void write_secret(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void a_changed_secret_is_read_anew(void **state)
{
	static const char *const secrets[] = {"first", "second"};
	_cleanup_arena_ struct arena *arena = arena_new();
	char path[] = "/tmp/samlad-secret.XXXXXX";
	int fd = mkstemp(path);
	const struct config *config = parse(arena,
		arena_printf(
			arena, "imap = imaps://h\nuser = u\nauth = password\nsecret = %s", path),
		"maildir = out");
	struct server server = server_of_account(&config->mailboxes.at[0].imap, NULL);
	struct fault fault = {.text = ""};

	(void)state;
	close(fd);
	for (size_t i = 0; i < 2; i++) {
		_cleanup_str_ struct str secret;

		str_init(&secret, SERVER_SECRET_LIMIT_BYTES);
		write_secret(path, arena_printf(arena, "%s\nsecond line\n", secrets[i]));
		assert_int_equal(server_secret(&server, &secret, &fault), 0);
		assert_string_equal(secret.at, secrets[i]);
	}
	unlink(path);

	_cleanup_str_ struct str secret;

	str_init(&secret, SERVER_SECRET_LIMIT_BYTES);
	assert_int_equal(server_secret(&server, &secret, &fault), -EACCES);
	assert_non_null(strstr(fault.text, path));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fetched_mailbox_tells_its_fetcher),
		cmocka_unit_test(each_way_out_is_told),
		cmocka_unit_test(a_changed_secret_is_read_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
