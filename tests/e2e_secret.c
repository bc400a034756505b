/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c support/mishap.c */
/* SPDX-License-Identifier: MIT */
/*
 * A secret that ends on a day that the config knows, lived through day by day: a letter to each
 * leader 30, 7 and 1 days before, and from the day itself on, when the way out has ended with it,
 * the journal and `samlad status` say it.
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
#include "support/season_story.h"

#define LEADERS 2
#define STOPPED "the secret of submission stopped working on 2027-03-31"

/* Nobody answers at the way out, so that all letters lie in the outbox. */
static void end_on_31_march(struct season *s)
{
	season_write(s, "secret", "s3cret\n");
	assert_int_equal(chmod(season_path(s, "secret"), 0600), 0);
	season_config(s, "submission { maildir = outbox }",
		arena_printf(s->arena,
			"submission {\n    smtp = smtps://localhost:1\n    user = natverk\n"
			"    secret = %s\n    secret_expires = 2027-03-31\n}",
			season_path(s, "secret")));
}

static void a_secrets_end_is_told_30_7_and_1_days_before_and_on_the_day(void **state)
{
	static const struct {
		const char *day;
		long letters; /* to each leader, so far */
		bool stopped;
	} rows[] = {
		{"2027-02-28", 0, false},
		{"2027-03-01", 1, false}, /* 30 days */
		{"2027-03-02", 1, false},
		{"2027-03-23", 1, false},
		{"2027-03-24", 2, false}, /* 7 days */
		{"2027-03-29", 2, false},
		{"2027-03-30", 3, false}, /* 1 day */
		{"2027-03-31", 3, true},
		{"2027-04-01", 3, true},
	};
	struct season *s = *state;
	struct mishap *mishap = mishap_begin(s);

	if (!mishap)
		skip();
	end_on_31_march(s);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		mishap_clock(mishap, arena_printf(s->arena, "%sT09:00:00+02:00", rows[i].day));
		mishap_reboot();
		/* twice: each is told once */
		struct season_ran ran = season_samlad(s, "run", "--once");
		struct season_ran again = season_samlad(s, "run", "--once");
		struct season_ran status = season_samlad(s, "status");
		long letters = strtol(season_query(s,
					      "SELECT count(*) FROM letter "
					      "WHERE template = 'secret-expires'"),
			NULL, 10);
		if (ran.status != 0 || letters != LEADERS * rows[i].letters ||
			(strstr(ran.err, STOPPED) != NULL) != rows[i].stopped ||
			(strstr(status.out, STOPPED) != NULL) != rows[i].stopped)
			fail_msg("%s: %ld letters; exit %d: %s; status: %s", rows[i].day, letters,
				ran.status, ran.err, status.out);
		assert_null(strstr(again.err, STOPPED));
	}
	mishap_end(mishap);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_secrets_end_is_told_30_7_and_1_days_before_and_on_the_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
