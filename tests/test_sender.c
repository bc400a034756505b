/* floor: outward */
/* with: support/mailstack.c */
/* SPDX-License-Identifier: MIT */
/* The sender as a process on its wire, by each of its three ways. */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "outward/sender.h"
#include "support/mailstack.h"

static char dir[] = "/tmp/samlad-sender.XXXXXX";

struct role {
	struct wire *wire;
	pid_t pid;
};

static struct role start(const struct sender_settings *settings)
{
	const struct wire_options options = {0};
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);

	pid_t pid = fork();

	if (pid == 0) {
		close(fds[0]);
		_exit(sender_run(fds[1], settings) == 0 ? 0 : 1);
	}
	close(fds[1]);
	return (struct role){wire_new(fds[0], &options), pid};
}

/* Closes the wire; the exit status. */
static int stop(struct role *role)
{
	int status;

	wire_free(role->wire);
	waitpid(role->pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char mail[] = "From: natverk@fou.test\r\nSubject: hej\r\n\r\nhej\r\n";

/* "refused": never, by what was said of the recipient. */
static void assert_outcome(struct role *role, const char *recipient, const char *token,
	const char *result, bool way_down, const char *words)
{
	static int64_t id;
	const struct sender_letter letter = {.id = ++id,
		.from = "natverk@fou.test",
		.recipient = recipient,
		.token = token,
		.made = 1803902400};
	_cleanup_message_ struct wire_message message = {.fd = -1};
	struct sender_outcome outcome;

	assert_int_equal(
		wire_send(role->wire, &sender_letter_shape, &letter, mail, sizeof(mail) - 1, -1),
		0);
	assert_int_equal(wire_receive(role->wire, 20000, &message), 0);
	assert_int_equal(wire_read(&message, &sender_outcome_shape, &outcome, NULL), 0);
	assert_int_equal(outcome.id, id);
	const char *came = outcome.at_recipient && strcmp(outcome.result, "never") == 0
		? "refused"
		: outcome.result;
	if (strcmp(came, result) != 0 || outcome.way_down != way_down ||
		!strstr(outcome.words, words))
		fail_msg("%s: %s%s: %s", recipient, came, outcome.way_down ? ", way down" : "",
			outcome.words);
}

static size_t count(const char *folder)
{
	char path[128];
	size_t n = 0;

	snprintf(path, sizeof(path), "%s/%s", dir, folder);

	DIR *at = opendir(path);

	for (struct dirent *e = at ? readdir(at) : NULL; e; e = readdir(at))
		n += e->d_name[0] != '.';
	if (at)
		closedir(at);
	return n;
}

static void read_file(const char *name, char *ret_text, size_t room)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", dir, name);

	FILE *file = fopen(path, "r");

	assert_non_null(file);
	ret_text[fread(ret_text, 1, room - 1, file)] = '\0';
	fclose(file);
}

static void a_maildir_gets_each_letter_once(void **state)
{
	char path[64], text[256], from[256], to[256];
	struct sender_settings settings = {.way = SENDER_MAILDIR, .path = path};

	(void)state;
	snprintf(path, sizeof(path), "%s/out", dir);

	struct role role = start(&settings);

	assert_outcome(&role, "a@fou.test", "abc234", "done", false, "1803902400.abc234.samlad");
	assert_outcome(&role, "a@fou.test", "abc234", "done", false, "1803902400.abc234.samlad");
	assert_int_equal(count("out/new"), 1);
	/* a mail client has read it meanwhile */
	snprintf(from, sizeof(from), "%s/out/new/1803902400.abc234.samlad", dir);
	snprintf(to, sizeof(to), "%s/out/cur/1803902400.abc234.samlad:2,S", dir);
	assert_int_equal(rename(from, to), 0);
	assert_outcome(&role, "a@fou.test", "abc234", "done", false, "1803902400.abc234.samlad");
	/* a token that begins with another's is another */
	assert_outcome(&role, "b@fou.test", "abc2", "done", false, "1803902400.abc2.samlad");
	assert_outcome(&role, "b@fou.test", "../../x", "never", false, "token");
	assert_int_equal(count("out/new"), 1);
	assert_int_equal(count("out/cur"), 1);
	assert_int_equal(count("out/tmp"), 0);
	read_file("out/new/1803902400.abc2.samlad", text, sizeof(text));
	assert_string_equal(text, "From: natverk@fou.test\nSubject: hej\n\nhej\n");
	assert_int_equal(stop(&role), 0);
}

static void a_maildir_that_cannot_be_written_is_told(void **state)
{
	struct sender_settings settings = {.way = SENDER_MAILDIR, .path = "/proc/nowhere"};
	struct role role = start(&settings);

	(void)state;
	assert_outcome(&role, "a@fou.test", "abc234", "later", true, "/proc/nowhere");
	assert_int_equal(stop(&role), 0);
}

static void write_program(const char *path)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs("#!/bin/sh\n"
	      "[ \"$5\" != deaf@x.test ] || exit 0\n"
	      "[ \"$5\" != stuck@x.test ] || exec sleep 1000\n"
	      "printf '%s|' \"$@\" >\"$0.args\"\n"
	      "cat >\"$0.in\"\n"
	      "echo 'what it says' >&2\n"
	      "exit \"${5%%@*}\"\n",
		file);
	fclose(file);
	assert_int_equal(chmod(path, 0755), 0);
}

static void a_program_gets_the_letter_without_a_shell(void **state)
{
	static const struct {
		const char *recipient;
		const char *result;
		bool way_down;
		const char *words;
	} rows[] = {
		{"0@x.test", "done", false, "taken"},
		{"67@x.test", "refused", false, "no such user (exit status 67): what it says"},
		{"68@x.test", "refused", false, "no such host"},
		{"65@x.test", "never", false, "refuses the letter"},
		{"75@x.test", "later", false, "try again later"},
		{"78@x.test", "later", true, "configuration"},
		{"99@x.test", "later", false, "exit status 99"},
		{"-oX@x.test", "later", false, "exit status 2"},
		{"a b@x.test", "refused", false, "no address"},
		{"stuck@x.test", "later", false, "died or took too long"},
		{"deaf@x.test", "done", false, "taken"},
	};
	char path[64], text[256];
	struct sender_settings settings = {
		.way = SENDER_SENDMAIL, .path = path, .program_timeout_ms = 3000};

	(void)state;
	snprintf(path, sizeof(path), "%s/sendmail", dir);
	write_program(path);

	struct role role = start(&settings);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_outcome(&role, rows[i].recipient, "abc234", rows[i].result, rows[i].way_down,
			rows[i].words);
		if (i > 0)
			continue;
		read_file("sendmail.args", text, sizeof(text));
		assert_string_equal(text, "-i|-f|natverk@fou.test|--|0@x.test|");
		read_file("sendmail.in", text, sizeof(text));
		assert_string_equal(text, "From: natverk@fou.test\nSubject: hej\n\nhej\n");
	}
	assert_int_equal(stop(&role), 0);
}

static void a_program_that_is_missing_is_told(void **state)
{
	struct sender_settings settings = {.way = SENDER_SENDMAIL, .path = "/nonexistent/sendmail"};
	struct role role = start(&settings);

	(void)state;
	assert_outcome(&role, "a@x.test", "abc234", "later", true, "cannot be started");
	assert_int_equal(stop(&role), 0);
}

static void smtp_letters_go_by_wire(void **state)
{
	struct sender_settings settings = {.way = SENDER_SMTP};

	(void)state;
	if (stack.smtps == 0)
		skip();
	settings.server = (struct server){.host = "localhost",
		.port = stack.smtps,
		.tls = SERVER_TLS_IMPLICIT,
		.ca = stack.ca,
		.user = "natverk@fou.test",
		.secret = "secret"};

	struct role role = start(&settings);

	assert_outcome(&role, "anna@fou.test", "abc234", "done", false, "queued");
	assert_outcome(&role, "x@reject.test", "abc234", "refused", false, "550 5.1.1");
	assert_outcome(&role, "x@defer.test", "abc234", "later", false, "451 4.3.0");
	assert_outcome(&role, "anna@fou.test", "abc234", "done", false, "queued");
	assert_int_equal(stop(&role), 0);
}

static void a_broken_message_ends_the_role(void **state)
{
	struct sender_settings settings = {.way = SENDER_MAILDIR, .path = dir};
	struct role role = start(&settings);
	static const struct wire_shape other = {.kind = "other"};

	(void)state;
	assert_int_equal(wire_send(role.wire, &other, NULL, NULL, 0, -1), 0);
	assert_int_equal(stop(&role), 1);
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
		cmocka_unit_test(a_maildir_gets_each_letter_once),
		cmocka_unit_test(a_maildir_that_cannot_be_written_is_told),
		cmocka_unit_test(a_program_gets_the_letter_without_a_shell),
		cmocka_unit_test(a_program_that_is_missing_is_told),
		cmocka_unit_test(smtp_letters_go_by_wire),
		cmocka_unit_test(a_broken_message_ends_the_role),
	};

	if (!mkdtemp(dir))
		return 1;
	mailstack_start(&stack);

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	mailstack_stop(&stack);
	remove_dir();
	return failed;
}
