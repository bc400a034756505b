/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_daemon.c support/mishap.c support/certificate.c */
/* with: support/office.c support/office_imap.c support/office_smtp.c */
/* SPDX-License-Identifier: MIT */
/*
 * Letters that leave when they may: thirty a minute to a provider, after a refusal for now with
 * pauses that grow, no two the same, and not once more because samlad was told to stop.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/when.h"
#include "support/certificate.h"
#include "support/mishap.h"
#include "support/office.h"
#include "support/season.h"
#include "support/season_daemon.h"

#define MONDAY "2027-01-25T09:00:00+01:00"
#define MONDAY_S ((instant)1800864000)
#define RUN_S 10 /* most that a run takes */
#define MEMBERS 40 /* each gets a first letter */
#define WAITING "SELECT count(*) FROM letter WHERE state = 'waiting'"
#define SENT "SELECT count(*) FROM letter WHERE state = 'sent'"

static struct mishap *mishap; /* moves the clock: no --now where letters really leave */

static int begin(void **state)
{
	struct season *s = calloc(1, sizeof(*s));
	const char *rows = "Eva Ek,eva@fou.example,FoU,primärvård,leader,sv\n"
			   "Karin Kling,karin@fou.example,FoU,äldreomsorg,leader,sv\n";

	assert_non_null(s);
	season_begin(s, "    mode = live\n");
	for (int i = 3; i <= MEMBERS; i++)
		rows = arena_printf(s->arena,
			"%sMedlem %d,m%d@kommun.example,Kommunen,äldreomsorg,member,sv\n", rows, i,
			i);
	season_import(s, MONDAY, rows);
	mishap = mishap_begin(s);
	*state = s;
	return 0;
}

static int end(void **state)
{
	if (mishap)
		mishap_end(mishap);
	season_end(*state);
	free(*state);
	return 0;
}

static void run(struct season *s, instant now)
{
	char text[INSTANT_TEXT];

	mishap_clock(mishap, instant_format(now, zone_utc(), text));
	mishap_reboot();
	season_once(s);
}

static long long ask(struct season *s, const char *sql)
{
	return strtoll(season_query(s, sql), NULL, 10);
}

/* A program that has no time for anybody, until the file `open` is there. */
static void put_off_all(struct season *s)
{
	const char *program = season_path(s, "sendmail");

	season_write(s, "sendmail",
		"#!/bin/sh\ncat >/dev/null\n[ -e \"${0%/*}/open\" ] || exit 75\n"
		"echo \"$5\" >>\"${0%/*}/sent\"\n");
	assert_int_equal(chmod(program, 0755), 0);
	season_config(s, "maildir = outbox", arena_printf(s->arena, "sendmail = %s", program));
}

static void what_is_put_off_comes_back_in_growing_pauses(void **state)
{
	struct season *s = *state;
	instant now = MONDAY_S;

	if (!mishap)
		skip();

	long long longest = 60;

	put_off_all(s);
	for (int tries = 0; tries < 10; tries++) {
		run(s, now);
		assert_int_equal(ask(s, WAITING), MEMBERS);
		assert_int_equal(ask(s, "SELECT min(tries) FROM letter"), tries + 1);
		assert_int_equal(ask(s, "SELECT max(tries) FROM letter"), tries + 1);

		long long least = ask(s, "SELECT min(next_try) FROM letter") - now;
		long long most = ask(s, "SELECT max(next_try) FROM letter") - now;

		/* a quarter of it is by chance */
		assert_in_range(least, longest * 3 / 4, longest + RUN_S);
		assert_in_range(most, longest * 3 / 4, longest + RUN_S);
		assert_true(most > least);
		/* before that nobody is asked again */
		run(s, now + least - RUN_S);
		assert_int_equal(ask(s, "SELECT max(tries) FROM letter"), tries + 1);
		now += most;
		longest = longest * 2 < 4 * HOUR_S ? longest * 2 : 4 * HOUR_S;
	}
	season_write(s, "open", "");
	run(s, now);
	assert_int_equal(ask(s, SENT), MEMBERS);
	assert_int_equal(ask(s, WAITING), 0);
}

/* A program that ends the daemon once, while a letter is in its hands: it says that it has taken
 * the letter only after the daemon has heard the signal. */
static void stop_at_the_first(struct season *s)
{
	const char *program = season_path(s, "sendmail");

	season_write(s, "sendmail",
		"#!/bin/sh\ncat >/dev/null\ndir=${0%/*}\necho \"$5\" >>\"$dir/sent\"\n"
		"[ ! -e \"$dir/stopped\" ] || exit 0\n: >\"$dir/stopped\"\n"
		"read -r daemon <\"$dir/state/lock\"\nkill -TERM \"$daemon\"\n"
		"while grep -q '^ShdPnd:.*4000$' \"/proc/$daemon/status\"; do :; done\n");
	assert_int_equal(chmod(program, 0755), 0);
	season_config(s, "maildir = outbox", arena_printf(s->arena, "sendmail = %s", program));
}

/* How many lines `sent` has, and how many different ones. */
static void count_sent(struct season *s, size_t *ret_lines, size_t *ret_different)
{
	char lines[MEMBERS * 2][128];
	FILE *file = fopen(season_path(s, "sent"), "r");

	assert_non_null(file);
	*ret_lines = *ret_different = 0;
	while (*ret_lines < MEMBERS * 2 && fgets(lines[*ret_lines], sizeof(lines[0]), file)) {
		bool again = false;
		for (size_t i = 0; i < *ret_lines; i++)
			again = again || strcmp(lines[i], lines[*ret_lines]) == 0;
		*ret_different += !again;
		++*ret_lines;
	}
	fclose(file);
}

/* A service manager stops samlad at every update: that is no crash, and doubles no letter. */
static void an_orderly_stop_doubles_no_letter(void **state)
{
	struct season *s = *state;
	size_t lines, different;
	int status;

	if (!mishap)
		skip();
	stop_at_the_first(s);
	mishap_clock(mishap, MONDAY);
	mishap_reboot();
	pid_t daemon = season_daemon_start(s);
	assert_int_equal(waitpid(daemon, &status, 0), daemon);
	assert_int_equal(status, 0);
	assert_int_equal(ask(s, SENT), 1);
	run(s, MONDAY_S + MINUTE_S);
	assert_int_equal(ask(s, SENT), MEMBERS);
	count_sent(s, &lines, &different);
	assert_int_equal(lines, MEMBERS);
	assert_int_equal(different, MEMBERS);
}

/* A server that takes all it gets; samlad reaches it by that name. */
static struct office *open_office(struct season *s, const char *host)
{
	static struct ledger unused;

	certificate_make(season_path(s, "crt"), season_path(s, "key"));
	season_write(s, "secret", "secret\n");
	assert_int_equal(chmod(season_path(s, "secret"), 0600), 0);

	struct office *office = office_open(&unused, season_path(s, "crt"), season_path(s, "key"));

	season_config(s, "maildir = outbox",
		arena_printf(s->arena,
			"smtp = smtps://%s:%u\n    user = natverk\n    secret = %s\n    ca = %s\n",
			host, (unsigned)office_smtp_port(office), season_path(s, "secret"),
			season_path(s, "crt")));
	return office;
}

static size_t taken(struct office *office)
{
	office_settle(office);
	return office_state(office).n_letters;
}

/* Another machine's is any name that isn't this one's; this one answers to more than it says. */
static void thirty_go_to_a_provider_at_once_and_all_to_a_server_of_ours(void **state)
{
	static const struct {
		const char *host;
		size_t at_once;
	} rows[] = {{"127.0.0.1", MEMBERS}, {"0.0.0.0", 30}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *season;

		begin(&season);
		if (!mishap)
			skip();

		struct office *office = open_office(season, rows[i].host);

		run(season, MONDAY_S);
		assert_int_equal(taken(office), rows[i].at_once);
		assert_int_equal(ask(season, SENT), rows[i].at_once);
		run(season, MONDAY_S + MINUTE_S + 1);
		assert_int_equal(taken(office), MEMBERS);
		office_close(office);
		end(&season);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			what_is_put_off_comes_back_in_growing_pauses, begin, end),
		cmocka_unit_test_setup_teardown(an_orderly_stop_doubles_no_letter, begin, end),
		cmocka_unit_test(thirty_go_to_a_provider_at_once_and_all_to_a_server_of_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
