/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/served.c support/served_box.c support/mailstack.c */
/* SPDX-License-Identifier: MIT */
/*
 * The daemon on a real mailbox: order, preview, forty letters by SMTP, answers by IMAP, and what
 * happens to it on the way: signals, a second daemon, a wrong password, a server that goes and
 * comes back, kill -9. One stack of servers and one network for all tests, in their order.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/served.h"

#define TITLE "Vårmöte om utskrivning"
#define SENT "SELECT count(*) FROM letter WHERE state = 'sent'"
#define ANSWERS "SELECT count(*) FROM fact WHERE kind = 'answered' AND word = 'yes'"

static struct served served;
static bool is_there;

static int begin(void **state)
{
	(void)state;
	is_there = served_begin(&served);
	return 0;
}

static int end(void **state)
{
	(void)state;
	if (is_there)
		served_end(&served);
	return 0;
}

static int need_servers(void **state)
{
	(void)state;
	if (!is_there)
		skip();
	return 0;
}

/* Ten weeks ahead, as an order has it. */
static const char *meeting_day(void)
{
	static char text[16];
	time_t then = time(NULL) + 70 * 86400;
	struct tm tm;

	gmtime_r(&then, &tm);
	strftime(text, sizeof(text), "%Y-%m-%d", &tm);
	return text;
}

static const char *counts(void)
{
	struct season *s = &served.season;

	struct season_ran ran = season_samlad(s, "status", "elder-care", "--json");
	assert_int_equal(ran.status, 0);
	json_t *status = json_loads(ran.out, 0, NULL);
	json_t *network = json_array_get(json_object_get(status, "networks"), 0);
	json_t *meeting = json_array_get(json_object_get(network, "meetings"), 0);
	const char *text = arena_printf(s->arena, "%s yes %d no %d silent %d",
		json_string_value(json_object_get(meeting, "state")),
		(int)json_integer_value(json_object_get(meeting, "yes")),
		(int)json_integer_value(json_object_get(meeting, "no")),
		(int)json_integer_value(json_object_get(meeting, "silent")));
	json_decref(status);
	return text;
}

static void mail_from_before_the_first_login_is_left_alone(void **state)
{
	(void)state;
	served_mail(&served, "eva@fou.test", "Hjälp", "");
	while (mailstack_count(&served.stack, "natverk", "") == 0)
		nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
	served_start(&served);
	served_wait(&served, "SELECT count(*) FROM fetch_cursor", "1");
	assert_string_equal(season_query(&served.season, "SELECT count(*) FROM mail"), "0\n");
}

static void an_order_becomes_a_preview_and_forty_letters(void **state)
{
	(void)state;
	served_mail(&served, "Eva Ek <eva@fou.test>", "Möte: " TITLE,
		arena_printf(served.season.arena,
			"Dag: %s\nTid: 13-16\nPlats: FoU-centrum, sal 2\n", meeting_day()));
	const struct season_letter *preview = served_letter(&served, "eva", 1);
	season_has(preview, "till 39 personer");
	served_answer(&served, preview, "Eva Ek <eva@fou.test>", "skicka");
	served_wait(&served, SENT, "40"); /* the preview and 39 invitations */
	for (int i = 1; i <= SERVED_MEMBERS - 2; i++) {
		const struct season_letter *letter =
			served_letter(&served, arena_printf(served.season.arena, "m%d", i), 1);
		assert_non_null(strstr(letter->calendar, "METHOD:REQUEST"));
		assert_non_null(strstr(letter->calendar, letter->to));
	}
	assert_string_equal(counts(), "called yes 1 no 0 silent 39");
}

static void answers_by_imap_are_counted_and_receipted(void **state)
{
	(void)state;
	served_answer(&served, served_letter(&served, "m1", 1), "m1@fou.test", "Ja");
	served_answer(&served, served_letter(&served, "m2", 1), "m2@fou.test", "Nej");
	served_answer(&served, served_letter(&served, "m3", 1), "m3@fou.test",
		"Ja men blir en halvtimme sen");
	season_has(served_letter(&served, "m3", 2), "halvtimme sen");
	served_wait(&served, ANSWERS, "3"); /* with the leader's own */
	served_wait(&served, "SELECT count(*) FROM mail WHERE done IS NULL", "0");
	assert_string_equal(counts(), "called yes 3 no 1 silent 36");
	assert_int_equal(mailstack_count(&served.stack, "m1", ""), 1);
}

static void a_second_daemon_is_refused(void **state)
{
	(void)state;
	struct season_ran ran = season_samlad(&served.season, "run", "--once");

	assert_int_equal(ran.status, 75);
	assert_non_null(strstr(ran.err, "in use"));
}

static void a_broken_config_leaves_the_old_one_in_force(void **state)
{
	(void)state;
	size_t from = served_log_bytes(&served);

	season_write(&served.season, "samlad.conf", "state = /tmp\nmailbax main { }\n");
	assert_int_equal(kill(served.daemon, SIGHUP), 0);
	served_wait_log(&served, served_wait_log(&served, from, "the old one is kept"), "mailbax");
	served_configure(&served, "secret");
	assert_int_equal(kill(served.daemon, SIGHUP), 0);
	served_answer(&served, served_letter(&served, "m4", 1), "m4@fou.test", "Ja");
	served_wait(&served, ANSWERS, "4");
}

/* What only waits for the fetcher's next attempt says nothing more when it is run in a box. */
static bool brief;

static void a_server_that_comes_back_is_read_on(void **state)
{
	(void)state;
	const struct season_letter *letter = served_letter(&served, "m5", 1);
	size_t from = served_log_bytes(&served);

	if (!brief) {
		served_imap(&served, false);
		served_wait_log(&served, from, "mailbox main: ");
		served_imap(&served, true);
	}
	served_answer(&served, letter, "m5@fou.test", "Ja");
	served_wait(&served, ANSWERS, "5");
	if (!brief)
		served_wait_log(&served, from, "mailbox main: works again");
}

static void a_killed_daemon_loses_nothing_and_doubles_nothing(void **state)
{
	(void)state;
	for (int i = 10; i < 18; i++) {
		const char *user = arena_printf(served.season.arena, "m%d", i);
		served_answer(&served, served_letter(&served, user, 1),
			arena_printf(served.season.arena, "%s@fou.test", user),
			"Ja men blir en halvtimme sen");
		if (i % 2 == 0)
			continue;
		assert_int_equal(served_stop(&served, SIGKILL), 128 + SIGKILL);
		served_start(&served);
	}
	served_wait(&served, ANSWERS, "13");
	served_wait(&served, "SELECT count(*) FROM letter WHERE state = 'waiting'", "0");
	assert_string_equal(counts(), "called yes 13 no 1 silent 26");
	for (int i = 10; i < 18; i++) {
		const char *user = arena_printf(served.season.arena, "m%d", i);
		season_has(served_letter(&served, user, 2), "halvtimme sen");
	}
	assert_string_equal(season_query(&served.season,
				    "SELECT count(*) - count(DISTINCT ask) FROM fact "
				    "WHERE kind = 'answered'"),
		"0\n");
}

static void cancelling_takes_it_out_of_the_calendars(void **state)
{
	(void)state;
	served_mail(&served, "Eva Ek <eva@fou.test>", "Möte: " TITLE, "Mötet är inställt.\n");
	const struct season_letter *preview = NULL;
	for (size_t n = 2; !preview || !strstr(preview->subject, "[utskick"); n++)
		preview = served_letter(&served, "eva", n);
	served_answer(&served, preview, "Eva Ek <eva@fou.test>", "skicka");
	const struct season_letter *gone = served_letter(&served, "m1", 2);
	assert_non_null(strstr(gone->calendar, "METHOD:CANCEL"));
	served_wait(&served, "SELECT count(*) FROM letter WHERE state = 'waiting'", "0");
	assert_int_equal(mailstack_count(&served.stack, "m2", ""), 1); /* had said no */
}

static void sigterm_ends_it_cleanly(void **state)
{
	(void)state;
	time_t before = time(NULL);

	assert_int_equal(served_stop(&served, SIGTERM), 0);
	assert_true(time(NULL) - before <= 5);
}

static void a_wrong_password_is_named_and_tried_again(void **state)
{
	(void)state;
	size_t from = served_log_bytes(&served);

	served_configure(&served, "wrong");
	served_start(&served);
	from = served_wait_log(&served, from, "password");
	served_configure(&served, "secret");
	assert_int_equal(kill(served.daemon, SIGHUP), 0);
	served_answer(&served, served_letter(&served, "m20", 1), "m20@fou.test", "hjälp");
	served_letter(&served, "m20", 3); /* invitation, cancellation, what became of it */
	assert_int_equal(served_stop(&served, SIGTERM), 0);
}

#define TALE(name) cmocka_unit_test_setup(name, need_servers)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TALE(mail_from_before_the_first_login_is_left_alone),
		TALE(an_order_becomes_a_preview_and_forty_letters),
		TALE(answers_by_imap_are_counted_and_receipted),
		TALE(a_second_daemon_is_refused),
		TALE(a_broken_config_leaves_the_old_one_in_force),
		TALE(a_server_that_comes_back_is_read_on),
		TALE(a_killed_daemon_loses_nothing_and_doubles_nothing),
		TALE(cancelling_takes_it_out_of_the_calendars),
		TALE(sigterm_ends_it_cleanly),
		TALE(a_wrong_password_is_named_and_tried_again),
	};

	brief = argc > 1 && strcmp(argv[1], "brief") == 0;
	return cmocka_run_group_tests(tests, begin, end);
}
