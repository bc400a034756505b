/* SPDX-License-Identifier: MIT */
#include "support/fetching.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[] = "/tmp/samlad-fetcher.XXXXXX";

struct fetcher_settings settings_for(const char *user, const char *maildir)
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

struct role start(const struct fetcher_settings *settings, struct fetcher_cursor cursor)
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

int stop(struct role *role)
{
	int status;

	wire_free(role->wire);
	waitpid(role->pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

size_t await(struct role *role, const struct wire_shape *shape)
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

void say(struct role *role, const struct wire_shape *shape, const void *values)
{
	assert_int_equal(wire_send(role->wire, shape, values, NULL, 0, -1), 0);
}

char *maildir_of(const char *name)
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

int list(const char *maildir, const char *folder, char names[][160], int most)
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

void deliver(const char *user, const char *subject)
{
	char mail[200];
	int n = snprintf(mail, sizeof(mail), "Subject: %s\r\nMessage-ID: <%s@x>\r\n\r\nhej\r\n",
		subject, subject);

	mailstack_deliver(&stack, user, mail, (size_t)n);
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

bool begin_fetching(void)
{
	return mailstack_start(&stack) && mkdtemp(dir);
}

bool begin_fetching_from(const char *port, const char *authority)
{
	if (!port || !authority)
		return false;
	stack.imaps = (uint16_t)strtol(port, NULL, 10);
	snprintf(stack.ca, sizeof(stack.ca), "%s", authority);
	return mkdtemp(dir);
}

void end_fetching(void)
{
	mailstack_stop(&stack);
	remove_dir();
}
