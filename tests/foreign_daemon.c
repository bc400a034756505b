/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c support/season_daemon.c support/append.c support/mailstack.c */
/* with: support/imap_session.c */
/* SPDX-License-Identifier: MIT */
/*
 * The whole program beside a server that servers/foreign.sh has started: a meeting is ordered,
 * called and answered by mail that lies on Cyrus or Courier, or with letters that Exim takes. The
 * other end is a Maildir, the clock is the real one.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/str.h"
#include "support/append.h"
#include "support/imap_session.h"
#include "support/season_daemon.h"
#include "support/season_mail.h"
#include "support/season_story.h"

#define INVITATION "Kommer du den"
#define USER "natverk" /* as servers/foreign.sh has it */
#define HANDLED "Avklarat"
#define LATE "Ja men blir en halvtimme sen"
#define TEN_WEEKS_S (70 * 86400)
#define MAILS_LEFT "SELECT count(*) FROM mail WHERE done IS NULL"
#define TROUBLES                                                                                   \
	"SELECT state || ': ' || trouble FROM letter WHERE trouble IS NOT NULL ORDER BY recipient"
#define BOUNCED                                                                                    \
	"SELECT name FROM fact JOIN member ON member.id = fact.member "                            \
	"WHERE kind = 'member-bounced'"
#define N_TAKING 13 /* members who are invited, and whose server takes it */

static const char keys[] = STORY_LIVE "    hours = \"Mon-Sun 00:00-24:00\"\n    holidays = none\n";
static const char two_more[] = "Rut Ris,rut@refused.test,Omsorg AB,äldreomsorg,member,sv\n"
			       "Lo Lind,lo@later.test,Omsorg AB,äldreomsorg,member,sv\n";

static const char *time_text(struct season *s, const char *format, time_t ahead_s)
{
	time_t then = time(NULL) + ahead_s;
	char text[32];
	struct tm tm;

	gmtime_r(&then, &tm);
	strftime(text, sizeof(text), format, &tm);
	return arena_strdup(s->arena, text);
}

static void run_once(struct season *s)
{
	season_once(s);
	s->now = time_text(s, "%Y-%m-%dT%H:%M:%SZ", 0);
}

/* Cyrus takes no bare line feeds. */
static void append(void *context, const char *mail)
{
	_cleanup_str_ struct str lines;

	(void)context;
	str_init(&lines, strlen(mail) * 2);
	for (const char *c = mail; *c; c++)
		str_puts(&lines, *c == '\n' ? "\r\n" : (char[]){*c, '\0'});
	append_mail(USER, lines.at, lines.len);
}

static struct season *begin(const char *old, const char *way, uint16_t port)
{
	struct season *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	season_begin(s, keys);
	season_write(s, "secret", "secret\n");
	assert_int_equal(chmod(season_path(s, "secret"), 0600), 0);
	season_config(s, old,
		arena_printf(s->arena,
			"\n    %s://localhost:%u\n    user = " USER
			"\n    secret = %s\n    ca = %s\n",
			way, (unsigned)port, season_path(s, "secret"), stack.ca));
	season_import(s, time_text(s, "%Y-%m-%dT%H:%M:%SZ", 0),
		arena_printf(s->arena, "%s%s", story_members, two_more));
	return s;
}

/* The letters lie in `state/outbox` of the season, by whatever way they went there. */
static int begin_imap(void **state)
{
	struct season *s =
		begin("maildir = inbox", "handled = " HANDLED "\n    imap = imaps", stack.imaps);

	s->post = append;
	*state = s;
	return 0;
}

/* What other tests left there. */
static void empty(const char *folder)
{
	DIR *dir = opendir(folder);

	for (struct dirent *e = dir ? readdir(dir) : NULL; e; e = readdir(dir))
		if (e->d_name[0] != '.')
			assert_int_equal(unlinkat(dirfd(dir), e->d_name, 0), 0);
	if (dir)
		closedir(dir);
}

static int begin_smtp(void **state)
{
	struct season *s = begin("maildir = outbox", "smtp = smtps", stack.smtps);
	const char *taken = arena_printf(s->arena, "%s/mail/new", getenv("SERVER_ROOT"));
	const char *outbox = season_path(s, "state/outbox/new");

	empty(taken);
	assert_int_equal(rmdir(outbox), 0);
	assert_int_equal(symlink(taken, outbox), 0);
	*state = s;
	return 0;
}

static int end(void **state)
{
	season_end(*state);
	free(*state);
	return 0;
}

static void order(struct season *s)
{
	season_mail(s, "Eva Ek <" EVA ">", "Möte: " MEETING, "",
		arena_printf(s->arena, "Dag: %s\nTid: 13-16\nPlats: FoU-centrum, sal 2\n",
			time_text(s, "%Y-%m-%d", TEN_WEEKS_S)));
	run_once(s);
}

static void assert_invited(struct season *s, const char *to)
{
	const struct season_letter *letter = season_find(s, to, INVITATION);

	assert_non_null(strstr(letter->calendar, "METHOD:REQUEST"));
	assert_non_null(strstr(letter->calendar, to));
}

/* Beside Cyrus and Courier. */
static void a_meeting_is_called_and_answered_by_what_lies_there(void **state)
{
	struct season *s = *state;

	season_mail(s, "Eva Ek <" EVA ">", "Hjälp", "", "");
	run_once(s);
	season_collect(s);
	season_quiet(s); /* of what was there before the first log-in */
	order(s);
	season_collect(s);
	season_answer(s, season_find(s, EVA, "Ska inbjudan gå ut"), EVA, "skicka");
	run_once(s);
	season_collect(s);
	assert_invited(s, ANNA);
	assert_invited(s, BO);
	season_answer(s, season_find(s, ANNA, INVITATION), ANNA, "Ja");
	season_answer(s, season_find(s, BO, INVITATION), BO, "Nej");
	season_calendar_answer(s, season_find(s, CILLA, INVITATION), CILLA, "DECLINED");
	season_bounce(s, season_find(s, "rut@refused.test", INVITATION), "5.1.1");

	pid_t daemon = season_daemon_start(s);
	size_t letters = s->letters.n;

	season_answer(s, season_find(s, DAN, INVITATION), DAN, LATE);
	season_daemon_wait(s, letters + 1);
	season_has(season_find(s, DAN, ""), "halvtimme sen");
	season_daemon_end(daemon);
	run_once(s);
	assert_string_equal(season_query(s, MAILS_LEFT), "0\n");
	story_counts(s, "called: yes 3, no 2, maybe 0, silent 9"); /* with Eva's own */
	assert_string_equal(season_query(s, BOUNCED), "Rut Ris\n");
	assert_int_equal(count_in(USER, HANDLED), s->mails - 1);
}

/* Beside Exim, which says 550 to one and 451 to another. */
static void a_meeting_is_called_by_what_takes_letters(void **state)
{
	struct season *s = *state;

	order(s);
	season_daemon_wait(s, 1);
	season_answer(s, season_find(s, EVA, "Ska inbjudan gå ut"), EVA, "skicka");
	run_once(s);
	season_daemon_wait(s, 1 + N_TAKING);
	assert_invited(s, ANNA);
	assert_int_equal(season_count(s, "rut@refused.test", INVITATION), 0);
	assert_int_equal(season_count(s, "lo@later.test", INVITATION), 0);
	assert_string_equal(season_query(s, TROUBLES),
		"waiting: localhost puts off the letter to lo@later.test: 451 4.3.0 not now\n"
		"failed: localhost refuses the letter to rut@refused.test: 550 5.1.1 no such "
		"user\n");
	assert_string_equal(season_query(s, BOUNCED), "Rut Ris\n");
	season_answer(s, season_find(s, ANNA, INVITATION), ANNA, LATE);
	run_once(s);
	season_daemon_wait(s, 2 + N_TAKING);
	season_has(season_find(s, ANNA, ""), "halvtimme sen");
}

static uint16_t port_of(const char *name)
{
	const char *port = getenv(name);

	return port ? (uint16_t)strtol(port, NULL, 10) : 0;
}

int main(void)
{
	const struct CMUnitTest imap[] = {
		cmocka_unit_test_setup_teardown(
			a_meeting_is_called_and_answered_by_what_lies_there, begin_imap, end),
	};
	const struct CMUnitTest smtp[] = {
		cmocka_unit_test_setup_teardown(
			a_meeting_is_called_by_what_takes_letters, begin_smtp, end),
	};
	const char *server = getenv("SERVER"), *authority = getenv("MAIL_CA");

	if (!server || !authority)
		return 1;
	stack.imaps = port_of("IMAPS_PORT");
	stack.smtps = port_of("SMTPS_PORT");
	snprintf(stack.ca, sizeof(stack.ca), "%s", authority);
	return strcmp(server, "exim") == 0 ? cmocka_run_group_tests_name(server, smtp, NULL, NULL)
					   : cmocka_run_group_tests_name(server, imap, NULL, NULL);
}
