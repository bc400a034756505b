/* SPDX-License-Identifier: MIT */
/* Waits look again every few milliseconds, as the daemon and the servers have no reason to tell. */
#include "support/served.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/season_mail.h"

#define PATIENCE_MS 90000
#define LOOK_MS 20
#define LOG "daemon.log"

static const char config_text[] =
	"state = %s/state\n"
	"mailbox main {\n    imap = imaps://localhost:%u\n    user = natverk@fou.test\n"
	"    secret = %s/%s\n    ca = %s\n}\n"
	"submission {\n    smtp = smtps://localhost:%u\n    user = natverk@fou.test\n"
	"    secret = %s/secret\n    ca = %s\n}\n"
	"network elder-care {\n    name = \"Nätverket för äldre\"\n"
	"    address = natverk@fou.test\n    mailbox = main\n    language = sv\n"
	"    timezone = Europe/Stockholm\n"
	"    sectors = { \"äldreomsorg / elder care\", \"primärvård / primary care\" }\n"
	"    leaders = { eva@fou.test, karin@fou.test }\n"
	"    mode = live\n    first_letter = no\n    hold = 0\n"
	"    hours = \"Mon-Sun 00:00-24:00\"\n    holidays = none\n}\n";

void served_configure(struct served *served, const char *secret)
{
	const char *dir = served->season.dir;
	const struct mailstack *mails = &served->stack;

	season_write(&served->season, "samlad.conf",
		arena_printf(served->season.arena, config_text, dir, mails->imaps, dir, secret,
			mails->ca, mails->smtps, dir, mails->ca));
}

static void import_members(struct served *served)
{
	struct season *s = &served->season;
	const char *rows = "name,email,organisation,sector,role,language\n"
			   "Eva Ek,eva@fou.test,FoU,primärvård,leader,sv\n"
			   "Karin Kling,karin@fou.test,FoU,äldreomsorg,leader,sv\n";

	for (int i = 1; i <= SERVED_MEMBERS - 2; i++)
		rows = arena_printf(s->arena,
			"%sMember %d,m%d@fou.test,Kommunen,äldreomsorg,member,sv\n", rows, i, i);
	season_write(s, "members.csv", rows);
	struct season_ran ran = season_samlad(
		s, "import", "elder-care", arena_printf(s->arena, "%s/members.csv", s->dir));
	if (ran.status != 0)
		fail_msg("import: exit %d: %s", ran.status, ran.err);
}

bool served_begin(struct served *served)
{
	if (!mailstack_start(&served->stack))
		return false;
	season_begin(&served->season, "");
	season_write(&served->season, "secret", "secret\n");
	season_write(&served->season, "wrong", "guess\n");
	season_write(&served->season, LOG, "");
	chmod(arena_printf(served->season.arena, "%s/secret", served->season.dir), 0600);
	chmod(arena_printf(served->season.arena, "%s/wrong", served->season.dir), 0600);
	served_configure(served, "secret");
	import_members(served);
	return true;
}

void served_end(struct served *served)
{
	if (served->daemon)
		served_stop(served, SIGKILL);
	mailstack_stop(&served->stack);
	season_end(&served->season);
}

/* ---- the daemon ---- */

static const char *path_in(struct served *served, const char *name)
{
	return arena_printf(served->season.arena, "%s/%s", served->season.dir, name);
}

void served_start(struct served *served)
{
	const char *config = path_in(served, "samlad.conf"), *log = path_in(served, LOG);

	served->daemon = fork();
	if (served->daemon == 0) {
		int fd = open(log, O_WRONLY | O_APPEND);
		dup2(fd, STDERR_FILENO);
		execl(served->season.samlad, "samlad", "-c", config, "run", (char *)NULL);
		_exit(127);
	}
	assert_true(served->daemon > 0);
}

static void wait_a_little(void)
{
	nanosleep(&(struct timespec){.tv_nsec = LOOK_MS * 1000000L}, NULL);
}

static const char *read_log(struct served *served)
{
	int fd = open(path_in(served, LOG), O_RDONLY);
	struct stat st;

	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	char *text = arena_alloc(served->season.arena, (size_t)st.st_size + 1);
	ssize_t n = read(fd, text, (size_t)st.st_size);
	text[n > 0 ? n : 0] = '\0';
	close(fd);
	return text;
}

static void give_up(struct served *served, const char *words)
{
	print_message("the daemon's log:\n%s\n", read_log(served));
	fail_msg("waited in vain for %s", words);
}

int served_stop(struct served *served, int number)
{
	pid_t daemon = served->daemon;
	int status, patience = PATIENCE_MS;

	served->daemon = 0;
	assert_int_equal(kill(daemon, number), 0);
	while (waitpid(daemon, &status, WNOHANG) == 0) {
		if ((patience -= LOOK_MS) < 0) {
			kill(daemon, SIGKILL);
			give_up(served, "the daemon's end");
		}
		wait_a_little();
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

size_t served_log_bytes(struct served *served)
{
	return strlen(read_log(served));
}

size_t served_wait_log(struct served *served, size_t from, const char *words)
{
	for (int left = PATIENCE_MS; left > 0; left -= LOOK_MS) {
		const char *log = read_log(served), *found = strstr(log + from, words);
		if (found)
			return (size_t)(found - log) + strlen(words);
		wait_a_little();
	}
	give_up(served, words);
	return 0;
}

void served_wait(struct served *served, const char *sql, const char *value)
{
	const char *wanted = arena_printf(served->season.arena, "%s\n", value);

	for (int left = PATIENCE_MS; left > 0; left -= LOOK_MS) {
		if (strcmp(season_query(&served->season, sql), wanted) == 0)
			return;
		wait_a_little();
	}
	give_up(served, arena_printf(served->season.arena, "%s from %s", value, sql));
}

/* ---- mails ---- */

static void expect(FILE *from, const char *code)
{
	char line[512] = "";

	do {
		assert_non_null(fgets(line, sizeof(line), from));
	} while (line[3] == '-');
	assert_memory_equal(line, code, strlen(code));
}

static void submit(struct served *served, const char *mail)
{
	const struct sockaddr_in to = {.sin_family = AF_INET,
		.sin_port = htons(served->stack.smtp),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	static const struct {
		const char *says, *gets;
	} steps[] = {{"", "220"}, {"EHLO people.test\r\n", "250"},
		{"MAIL FROM:<people@fou.test>\r\n", "250"},
		{"RCPT TO:<natverk@fou.test>\r\n", "250"}, {"DATA\r\n", "354"}};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof(to)), 0);
	FILE *in = fdopen(dup(fd), "r"), *out = fdopen(fd, "w");
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		fputs(steps[i].says, out);
		fflush(out);
		expect(in, steps[i].gets);
	}
	for (const char *c = mail; *c; c++)
		*c == '\n' ? fputs("\r\n", out) : fputc(*c, out);
	fputs("\r\n.\r\n", out);
	fflush(out);
	expect(in, "250");
	fclose(in);
	fclose(out);
}

static const char *now_text(struct served *served)
{
	time_t now = time(NULL);
	struct tm tm;
	char text[32];

	gmtime_r(&now, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	return arena_strdup(served->season.arena, text);
}

void served_mail(struct served *served, const char *from, const char *subject, const char *body)
{
	submit(served,
		season_whole_mail(served->season.arena, from, "natverk@fou.test", subject, "", body,
			++served->mails, now_text(served)));
}

void served_answer(struct served *served, const struct season_letter *letter, const char *from,
	const char *words)
{
	submit(served,
		season_answer_mail(served->season.arena, letter, from, words, ++served->mails,
			now_text(served)));
}
