/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/served.c support/served_box.c support/mailstack.c support/season_moved.c */
/* SPDX-License-Identifier: MIT */
/*
 * A backup put back between real servers: what the lost machine had read since is fetched again,
 * what it had sent since is not sent again, and whoever writes now is answered.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "support/season_moved.h"
#include "support/served.h"

#define SENT "SELECT count(*) FROM letter WHERE state = 'sent'"
#define DONE "SELECT count(*) FROM mail WHERE done IS NOT NULL"

/* Ten weeks ahead, as an order has it. */
static const char *meeting_day(struct arena *arena)
{
	char text[16];
	time_t then = time(NULL) + 70 * 86400;
	struct tm tm;

	gmtime_r(&then, &tm);
	strftime(text, sizeof(text), "%Y-%m-%d", &tm);
	return arena_strdup(arena, text);
}

static size_t mails_of_all(struct served *served)
{
	size_t n = 0;

	for (int i = 1; i <= SERVED_MEMBERS - 2; i++)
		n += mailstack_count(
			&served->stack, arena_printf(served->season.arena, "m%d", i), "");
	return n;
}

/* The preview is in the backup; that it was answered, and by whom the invitation, is not. */
static void live_until_it_is_lost(struct served *served)
{
	struct season *s = &served->season;

	served_start(served);
	served_wait(served, "SELECT count(*) FROM fetch_cursor", "1");
	served_mail(served, "Eva Ek <eva@fou.test>", "Möte: Vårmöte",
		arena_printf(s->arena, "Dag: %s\nTid: 13-16\nPlats: FoU-centrum\n",
			meeting_day(s->arena)));
	const struct season_letter *preview = served_letter(served, "eva", 1);
	served_wait(served, SENT, "1");
	season_backup(s);
	served_answer(served, preview, "Eva Ek <eva@fou.test>", "skicka");
	for (int i = 1; i <= SERVED_MEMBERS - 2; i++)
		served_letter(served, arena_printf(s->arena, "m%d", i), 1);
	served_answer(served, served_letter(served, "m3", 1), "m3@fou.test",
		"Ja men blir en halvtimme sen");
	served_letter(served, "m3", 2);
	assert_int_equal(served_stop(served, SIGKILL), 128 + SIGKILL);
}

static void what_was_read_is_read_again_and_what_was_sent_is_not_sent_again(void **state)
{
	struct served *served = *state;
	struct season *s = &served->season;

	live_until_it_is_lost(served);
	season_move(s);
	size_t before = mails_of_all(served);
	served_start(served);
	served_wait(served, "SELECT count(*) FROM meta WHERE name = 'hold.gathering'", "0");
	/* the order, "skicka" and m3's answer; the order was known already */
	served_wait(served, DONE, "3");
	assert_string_equal(season_query(s,
				    "SELECT count(*) FROM letter WHERE awaits AND template = "
				    "'attendance'"),
		"39\n");
	served_mail(served, "m5@fou.test", "Hjälp", "Var är mötet?");
	served_letter(served, "m5", 2);
	assert_int_equal(mails_of_all(served), before + 1);
	assert_int_equal(season_samlad(s, "release", "--drop").status, 0);
	served_mail(served, "m6@fou.test", "Hjälp", "Var är mötet?");
	served_letter(served, "m6", 2);
	assert_int_equal(mails_of_all(served), before + 2);
	assert_int_equal(served_stop(served, SIGTERM), 0);
}

/* What samlad itself has fetched is its own to remove. */
static void who_is_forgotten_leaves_no_mail_here(void **state)
{
	struct served *served = *state;
	struct season *s = &served->season;
	size_t before = season_files(s, "state/mail/main/cur");
	struct season_ran ran = season_samlad(s, "forget", "m5@fou.test");

	if (ran.status != 0)
		fail_msg("%s", ran.err);
	assert_non_null(strstr(ran.out, "1 mails of hers were removed"));
	assert_int_equal(season_files(s, "state/mail/main/cur"), before - 1);
}

static int begin(void **state)
{
	static struct served served;

	*state = served_begin(&served) ? &served : NULL;
	return 0;
}

static int end(void **state)
{
	if (*state)
		served_end(*state);
	return 0;
}

static int need_servers(void **state)
{
	if (!*state)
		skip();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
			what_was_read_is_read_again_and_what_was_sent_is_not_sent_again,
			need_servers),
		cmocka_unit_test_setup(who_is_forgotten_leaves_no_mail_here, need_servers),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
