/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/season_story.c */
/* with: support/scratch.c support/claims.c support/forged_mails.c support/true_mails.c */
/* SPDX-License-Identifier: MIT */
/*
 * Forged mails, each by itself: none changes a fact, and whatever it draws goes to registered
 * addresses alone. Beside them what looks like a forged mail and is true: that is taken, and where
 * somebody wrote for her she is told. EVERY=n tries each n-th, which a sanitizer does by itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "outward/sandbox.h"
#include "support/claims.h"

static struct claims claims;

static void changes_nothing(void **state)
{
	const struct forged *mail = *state;

	claims_fresh(&claims);
	const char *before = claims_state(&claims);
	claims_mail(&claims, mail);
	const char *after = claims_state(&claims), *changes = claims_changes(&claims);
	if (strcmp(before, after) != 0 || *changes)
		fail_msg("%s: %s\n%s---\n%s", mail->name, changes, before, after);
	assert_true(claims_count(&claims) > claims.facts);
	claims_stay_at_home(&claims, mail->name);
}

static void is_taken(void **state)
{
	const struct true_mail *row = *state;

	claims_fresh(&claims);
	claims_mail(&claims, &row->mail);
	const char *says = season_query(&claims.season, row->query);
	if (strcmp(says, arena_printf(claims.season.arena, "%s\n", row->says)) != 0)
		fail_msg("%s: %s", row->mail.name, says);
	if (row->told)
		season_find(&claims.season, row->told, row->subject);
	else
		season_quiet(&claims.season);
	claims_stay_at_home(&claims, row->mail.name);
}

/* A stranger has answered with Anna's letter: she is asked, and only her own yes teaches us his
 * address. Each row is an answer to that question. */
static void an_address_is_learned_from_the_registered_one_alone(void **state)
{
	static const struct forged stranger = {"", EVIL, REPLY_TO("anna"), YES};
	static const struct {
		struct forged mail;
		bool learned;
	} rows[] = {
		{{"his own", EVIL, REPLY_TO("doubt"), "Sv: x", "Ja, det är jag\n"}, false},
		{{"his own, to her letter", EVIL, REPLY_TO("anna"), "Sv: x", "Ja, det är jag\n"},
			false},
		{{"another member's", BO, REPLY_TO("doubt"), "Sv: x", "Ja\n"}, false},
		{{"in her name, by the code", ANNA, "", "Sv: x [fråga {doubt#}]", "Ja\n"}, false},
		{{"hers, denied by what she says", ANNA, REPLY_TO("doubt"), "Sv: x", "Nej\n"},
			false},
		{{"hers: a colleague", ANNA, REPLY_TO("doubt"), "Sv: x", "En kollega\n"}, false},
		{{"hers", ANNA, REPLY_TO("doubt"), "Sv: x", "Ja, det är jag\n"}, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		claims_fresh(&claims);
		claims_mail(&claims, &stranger);
		claims.doubt = *season_find(&claims.season, ANNA, "");
		claims_mail(&claims, &rows[i].mail);
		const char *addresses = season_query(
			&claims.season, "SELECT addresses FROM member WHERE name LIKE 'Anna%'");
		bool learned = strstr(addresses, EVIL) != NULL;
		if (learned != rows[i].learned)
			fail_msg("%s: %s", rows[i].mail.name, addresses);
		claims_stay_at_home(&claims, rows[i].mail.name);
	}
}

/* Five codes that are none, and a right one is asked about too. */
static void guessed_codes_are_counted(void **state)
{
	static const struct forged wrong = {"", ANNA, "", "Sv: [möte QQQQQQ]", "Ja\n"};
	static const struct forged right = {"", ANNA, "", CODED("anna")};
	const char *before;

	(void)state;
	claims_fresh(&claims);
	before = claims_state(&claims);
	for (int i = 0; i < 5; i++)
		claims_mail(&claims, &wrong);
	claims_mail(&claims, &right);
	assert_string_equal(claims_state(&claims), before);
	assert_string_equal(season_query(&claims.season,
				    "SELECT wrong_codes FROM member WHERE name LIKE 'Anna%'"),
		"5\n");
}

static struct CMUnitTest test(const char *name, CMUnitTestFunction act, const void *row)
{
	return (struct CMUnitTest){
		.name = name, .test_func = act, .initial_state = (void *)(uintptr_t)row};
}

int main(void)
{
	struct CMUnitTest *tests = calloc(n_forged_mails + n_true_mails + 2, sizeof(*tests));
	const char *said = getenv("EVERY");
	size_t every = said ? strtoul(said, NULL, 10) : sandbox_is_possible() ? 1 : 10, n = 0;

	assert_true(tests && every > 0);
	for (size_t i = 0; i < n_forged_mails; i += every)
		tests[n++] = test(forged_mails[i].name, changes_nothing, &forged_mails[i]);
	for (size_t i = 0; i < n_true_mails; i += every)
		tests[n++] = test(true_mails[i].mail.name, is_taken, &true_mails[i]);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(
		an_address_is_learned_from_the_registered_one_alone);
	tests[n++] = (struct CMUnitTest)cmocka_unit_test(guessed_codes_are_counted);
	claims_begin(&claims);
	int failed = _cmocka_run_group_tests("forged", tests, n, NULL, NULL);
	claims_end(&claims);
	free(tests);
	return failed;
}
