/* SPDX-License-Identifier: MIT */
#include "support/mailstack.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define USER "natverk@fou.test"
#define TRIES 2 /* more than the first */

struct mailstack stack;

/* The script, from the source's root or from beside the test program. */
static const char *find_script(void)
{
	static char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 64);

	if (access("tests/servers/mailstack.sh", X_OK) == 0)
		return "tests/servers/mailstack.sh";
	path[n > 0 ? n : 0] = '\0';
	for (int up = 0; up < 3; up++) {
		char *slash = strrchr(path, '/');

		if (slash)
			*slash = '\0';
	}
	strncat(path, "/tests/servers/mailstack.sh", 63);
	return path;
}

/* Runs the script; its output into ret_line when that is given. Exit status. */
static int run_script(const char *const argv[], char *ret_line, size_t room)
{
	int out[2];
	int status = -1;
	size_t n = 0;

	if (pipe(out) < 0)
		return -1;

	pid_t pid = fork();

	if (pid == 0) {
		dup2(out[1], STDOUT_FILENO);
		close(out[0]);
		close(out[1]);
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(out[1]);
	while (ret_line && n + 1 < room) {
		ssize_t got = read(out[0], ret_line + n, room - n - 1);

		if (got <= 0)
			break;
		n += (size_t)got;
	}
	if (ret_line) {
		ret_line[n] = '\0';
		ret_line[strcspn(ret_line, "\n")] = '\0';
	}
	waitpid(pid, &status, 0);
	close(out[0]);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void read_env(struct mailstack *mails)
{
	const struct {
		const char *key;
		uint16_t *port;
	} rows[] = {{"IMAP_PORT=", &mails->imap}, {"IMAPS_PORT=", &mails->imaps},
		{"LMTP_PORT=", &mails->lmtp}, {"SMTP_PORT=", &mails->smtp},
		{"SUBMIT_PORT=", &mails->submit}, {"SMTPS_PORT=", &mails->smtps}};
	char path[128], line[256];

	snprintf(path, sizeof(path), "%s/env", mails->dir);

	FILE *file = fopen(path, "r");

	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
			size_t bytes = strlen(rows[i].key);

			if (strncmp(line, rows[i].key, bytes) == 0)
				*rows[i].port = (uint16_t)strtoul(line + bytes, NULL, 10);
		}
	}
	fclose(file);
}

static char *make_token(const struct mailstack *mails, const char *seconds)
{
	const char *const argv[] = {find_script(), "token", mails->dir, USER, seconds, NULL};
	char *token = calloc(1, 4096);

	assert_non_null(token);
	assert_int_equal(run_script(argv, token, 4096), 0);
	return token;
}

/* A child that stops and removes the stack when the test ends, also when it crashes. */
static void watch(struct mailstack *mails)
{
	const char *const stop[] = {find_script(), "stop", mails->dir, NULL};
	const char *const rm[] = {"/bin/rm", "-rf", mails->dir, NULL};
	int ends[2];
	char c;

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	mails->watcher = fork();
	if (mails->watcher == 0) {
		setsid();
		close(ends[1]);
		while (read(ends[0], &c, 1) > 0)
			;
		run_script(stop, NULL, 0);
		run_script(rm, NULL, 0);
		_exit(0);
	}
	close(ends[0]);
	mails->watched = ends[1];
}

/* Where root is to show all of it (CI), what is missing is a failure. */
static bool are_there(void)
{
	if (geteuid() == 0 && access("/usr/sbin/dovecot", X_OK) == 0 &&
		access("/usr/sbin/postfix", X_OK) == 0)
		return true;
	printf("SKIPPED: needs root, Dovecot and Postfix (apt-get install dovecot-imapd "
	       "dovecot-lmtpd postfix)\n");
	if (getenv("CI") && geteuid() == 0)
		exit(1);
	return false;
}

/* A port that another stack has taken in the same moment is worth another try. */
static bool start_one(struct mailstack *mails)
{
	*mails = (struct mailstack){.dir = "/tmp/samlad-mail.XXXXXX"};
	if (!mkdtemp(mails->dir))
		return false;

	const char *const argv[] = {find_script(), "start", mails->dir, NULL};

	watch(mails);
	if (run_script(argv, NULL, 0) == 0)
		return true;
	close(mails->watched);
	waitpid(mails->watcher, NULL, 0);
	return false;
}

bool mailstack_start(struct mailstack *mails)
{
	if (!are_there())
		return false;
	for (int tries = 0; !start_one(mails); tries++) {
		if (tries < TRIES)
			continue;
		printf("the mail servers do not start\n");
		exit(1);
	}
	read_env(mails);
	snprintf(mails->ca, sizeof(mails->ca), "%s/pki/ca.pem", mails->dir);
	snprintf(mails->certificate, sizeof(mails->certificate), "%s/pki/good.crt", mails->dir);
	snprintf(mails->key, sizeof(mails->key), "%s/pki/good.key", mails->dir);
	mails->token = make_token(mails, "3600");
	mails->expired_token = make_token(mails, "-60");
	return true;
}

void mailstack_stop(struct mailstack *mails)
{
	if (mails->imap == 0)
		return;
	close(mails->watched);
	waitpid(mails->watcher, NULL, 0);
	free(mails->token);
	free(mails->expired_token);
	mails->imap = 0;
}

static void expect(FILE *from, const char *code)
{
	char line[512] = "";

	do {
		assert_non_null(fgets(line, sizeof(line), from));
	} while (line[3] == '-');
	assert_memory_equal(line, code, strlen(code));
}

void mailstack_deliver(const struct mailstack *mails, const char *user, const char *mail, size_t n)
{
	const struct sockaddr_in to = {.sin_family = AF_INET,
		.sin_port = htons(mails->lmtp),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof(to)), 0);

	FILE *in = fdopen(dup(fd), "r"), *out = fdopen(fd, "w");

	expect(in, "220");
	fprintf(out, "LHLO test\r\n");
	fflush(out);
	expect(in, "250");
	fprintf(out, "MAIL FROM:<anna@example.test>\r\n");
	fflush(out);
	expect(in, "250");
	fprintf(out, "RCPT TO:<%s@fou.test>\r\n", user);
	fflush(out);
	expect(in, "250");
	fprintf(out, "DATA\r\n");
	fflush(out);
	expect(in, "354");
	fwrite(mail, 1, n, out);
	fprintf(out, "\r\n.\r\n");
	fflush(out);
	expect(in, "250");
	fclose(in);
	fclose(out);
}

size_t mailstack_count(const struct mailstack *mails, const char *user, const char *folder)
{
	static const char *const parts[] = {"new", "cur"};
	size_t n = 0;

	for (size_t i = 0; i < 2; i++) {
		char path[256];

		snprintf(path, sizeof(path), "%s/mail/%s/Maildir/%s%s%s", mails->dir, user,
			folder[0] ? "." : "", folder, folder[0] ? "/" : "");
		strncat(path, parts[i], sizeof(path) - strlen(path) - 1);

		DIR *dir = opendir(path);

		for (struct dirent *e = dir ? readdir(dir) : NULL; e; e = readdir(dir))
			n += e->d_name[0] != '.';
		if (dir)
			closedir(dir);
	}
	return n;
}
