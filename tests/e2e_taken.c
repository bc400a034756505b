/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/season_story.c */
/* with: support/scratch.c support/claims.c */
/* SPDX-License-Identifier: MIT */
/*
 * A reader's child that a mail has taken over, between two honest mails. Whatever it does or says,
 * the other two are read as they are, and nothing else changes: its mail is taken as a stranger's,
 * or put aside when it has killed its reader three times.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "outward/sandbox.h"
#include "support/claims.h"

/* What the journal says of its mail. */
#define STRANGER "mail-to-look-at stranger"
#define PUT_ASIDE "mail-to-look-at unreadable"
static const struct row {
	const char *deed;
	const char *becomes;
	bool boxed; /* only the box makes it so */
} rows[] = {
	{"open", STRANGER, true},
	{"execute", PUT_ASIDE, true},
	{"fork", PUT_ASIDE, true},
	{"network", PUT_ASIDE, true},
	{"kill", PUT_ASIDE, true},
	{"trace", PUT_ASIDE, true},
	{"crash", PUT_ASIDE, true}, /* a sanitizer makes a status of it */
	{"memory", PUT_ASIDE, true},
	{"shout", PUT_ASIDE, false},
	{"poison", STRANGER, false},
	{"claim a leader", "order-made stop", false},
	{"claim a token", STRANGER, false},
	{"change the sender", PUT_ASIDE, false},
	{"change the checks", PUT_ASIDE, false},
	{"bloat", STRANGER, false}, /* cut to its ceiling before it is sent */
	{"controls", STRANGER, false},
};

static struct claims claims;
static const char *without_deed; /* the state after the same mails, when nothing is done */

/* Anna says yes, somebody something, Siv no; all in one round. */
static void send_three(const char *deed)
{
	static const struct forged anna = {"", ANNA, REPLY_TO("anna"), YES};
	static const struct forged siv = {"", SHARED, REPLY_TO("siv"), "Sv: x", "Nej\n"};
	struct forged taken = {"", EVIL, "", "Hej", "Ja\n"};

	taken.header = arena_printf(claims.season.arena, "X-Now-Do: %s\n", deed);
	claims_fresh(&claims);
	claims_put(&claims, &anna);
	claims_put(&claims, &taken);
	claims_put(&claims, &siv);
	season_at(&claims.season, CLAIMED_AT);
}

static void changes_nothing_but_its_own_understanding(void **state)
{
	const struct row *row = *state;

	if (row->boxed && !sandbox_is_possible()) {
		print_message("skipped: %s (no box in a sanitizer build)\n", row->deed);
		skip();
	}
	send_three(row->deed);
	if (strcmp(claims_state(&claims), without_deed) != 0)
		fail_msg("%s:\n%s---\n%s", row->deed, without_deed, claims_state(&claims));
	const char *left = season_query(&claims.season,
		arena_printf(claims.season.arena,
			"SELECT kind || ' ' || word FROM fact WHERE seq > %lld AND kind IN "
			"('mail-to-look-at', 'order-made', 'mail-ignored')",
			claims.facts));
	assert_string_equal(left, arena_printf(claims.season.arena, "%s\n", row->becomes));
	claims_stay_at_home(&claims, row->deed);
}

int main(void)
{
#define N_ROWS (sizeof(rows) / sizeof(rows[0]))
	struct CMUnitTest tests[N_ROWS];

	for (size_t i = 0; i < N_ROWS; i++)
		tests[i] = (struct CMUnitTest){.name = rows[i].deed,
			.test_func = changes_nothing_but_its_own_understanding,
			.initial_state = (void *)(uintptr_t)&rows[i]};
	claims_begin(&claims);
	char *samlad = claims.season.samlad;
	size_t n = strlen(samlad);
	snprintf(samlad + n, sizeof(claims.season.samlad) - n, "-obeying");
	send_three("nothing");
	without_deed = claims_state(&claims);
	assert_non_null(strstr(without_deed, " yes "));
	assert_non_null(strstr(without_deed, " no "));
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	claims_end(&claims);
	return failed;
}
