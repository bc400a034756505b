/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c support/mishap.c */
/* SPDX-License-Identifier: MIT */
/*
 * A member whose letters the mail server refuses as they are sent: no notice ever comes by mail,
 * and the leaders hear of it all the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "support/mishap.h"
#include "support/season_mail.h"
#include "support/season_story.h"

#define BOUNCES "SELECT hard_bounces || ' ' || standing FROM member WHERE name = 'Bo Björk'"

/* Bo's server knows him no more; what else is sent lies in the outbox. */
static const char program[] =
	"#!/bin/sh\n"
	"[ \"$5\" != " BO " ] || { cat >/dev/null; echo 'moved away'; exit 67; }\n"
	"outbox=${0%/*}/state/outbox\n"
	"cat >\"$outbox/tmp/$$\" && mv \"$outbox/tmp/$$\" \"$outbox/new/\"\n";

static void run(struct season *s, struct mishap *mishap, const char *now)
{
	mishap_clock(mishap, now);
	mishap_reboot();
	s->now = now;
	season_once(s);
	season_collect(s);
}

/* Eva's order, and her word to send it a minute later. */
static void order(struct season *s, struct mishap *mishap, const char *day, const char *subject,
	const char *body)
{
	run(s, mishap, arena_printf(s->arena, "%sT09:00:00+01:00", day));
	season_mail(s, "Eva Ek <" EVA ">", subject, "", body);
	run(s, mishap, arena_printf(s->arena, "%sT09:01:00+01:00", day));
	season_answer(s, season_find(s, EVA, "[utskick"), EVA, "skicka");
	run(s, mishap, arena_printf(s->arena, "%sT09:02:00+01:00", day));
}

static void the_third_day_of_refusals_is_told_to_the_leaders(void **state)
{
	struct season *s = *state;
	struct mishap *mishap = mishap_begin(s);

	if (!mishap)
		skip();
	season_write(s, "sendmail", program);
	assert_int_equal(chmod(season_path(s, "sendmail"), 0755), 0);
	season_config(s, "maildir = outbox",
		arena_printf(s->arena, "sendmail = %s", season_path(s, "sendmail")));
	order(s, mishap, "2027-01-25", "Möte: " MEETING,
		"Dag: 9 mars\nTid: kl. 13–16\nPlats: FoU-centrum, sal 2\n");
	assert_string_equal(season_query(s, BOUNCES), "1 active\n");
	order(s, mishap, "2027-01-26", "Möte: " MEETING,
		"Dag: 9 mars\nTid: kl. 14–16\nPlats: FoU-centrum, sal 2\n");
	assert_string_equal(season_query(s, BOUNCES), "2 active\n");
	order(s, mishap, "2027-01-27", "Möte: " MEETING,
		"Dag: 10 mars\nTid: kl. 14–16\nPlats: FoU-centrum, sal 2\n");
	assert_string_equal(season_query(s, BOUNCES), "3 bouncing\n");
	run(s, mishap, "2027-02-01T08:30:00+01:00");
	season_has(season_find(s, EVA, "läget"), "Bo Björk går inte att nå med mejl");
	season_has(season_find(s, KARIN, ""), "moved away");
	mishap_end(mishap);
}

int main(void)
{
	const struct CMUnitTest tests[] = {STORY(the_third_day_of_refusals_is_told_to_the_leaders)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
