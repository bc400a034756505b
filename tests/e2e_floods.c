/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * Floods of mail from one sender and from many: all of it is taken and kept, hardly any of it is
 * answered, and the leaders are told once. `make flood` pours ten thousand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "support/season_story.h"

/* How many mails a flood has; the environment may say more. */
static int flood_size(void)
{
	const char *size = getenv("FLOOD");

	return size ? (int)strtol(size, NULL, 10) : 30;
}

struct flood {
	const char *from; /* %d: another each time */
	const char *subject, *words;
	bool replies; /* to Anna's invitation */
	size_t to_anna, to_eva; /* letters, at most; to Eva with the one that tells her */
	const char *stands;
};

static const struct flood floods[] = {
	{ANNA, "Undrar", "Hur många blir vi, undrar jag för %d:e gången?", false, 3, 1,
		"yes 1, no 0"},
	{ANNA, "Svar", "Ja, jag kommer. Gång %d.", false, 12, 1, "yes 2, no 0"},
	{ANNA, "Svar", "Nej, jag kan inte, har möte %d.", true, 12, 1, "yes 1, no 1"},
	{EVA, "Möte: Extramöte %d", "Dag: tis 2 mars 2027\nTid: kl. 13–16\n", false, 0, 21,
		"yes 1, no 0"},
	{"spam@evil.example", "Erbjudande", "Köp nu, nummer %d", false, 0, 1, "yes 1, no 0"},
	{"spam%d@evil.example", "Erbjudande", "Köp nu, nummer %d", false, 0, 1, "yes 1, no 0"},
	{"spam%d@evil.example", "Svar", "Nej, jag kan inte, nummer %d", true, 1, 1, "yes 1, no 0"},
};

static const char *numbered(struct season *s, const char *text, int number)
{
	const char *at = strstr(text, "%d");

	return at ? arena_printf(s->arena, "%.*s%d%s", (int)(at - text), text, number, at + 2)
		  : text;
}

static void pour(struct season *s, const struct flood *flood, int mails)
{
	const struct season_letter *letter = story_invitation(s, ANNA);
	const char *header = flood->replies
		? arena_printf(s->arena, "In-Reply-To: %s\n", letter->message_id)
		: "";

	for (int i = 0; i < mails; i++)
		season_mail(s, numbered(s, flood->from, i), numbered(s, flood->subject, i), header,
			numbered(s, flood->words, i));
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void is_bounded(struct season *s, const struct flood *flood)
{
	if (season_count(s, ANNA, "") > flood->to_anna ||
		season_count(s, EVA, "") > flood->to_eva ||
		!strstr(season_counts(s, MEETING), flood->stands))
		fail_msg("\"%s\" from %s: %zu letters to Anna, %zu to Eva, %s", flood->subject,
			flood->from, season_count(s, ANNA, ""), season_count(s, EVA, ""),
			season_counts(s, MEETING));
	assert_string_equal(
		season_query(s, "SELECT count(*) FROM look WHERE why = 'storm'"), "1\n");
	assert_in_range(strtol(season_query(s, "SELECT count(*) FROM look"), NULL, 10), 1, 14);
	assert_int_equal(season_count(s, EVA, "behöver er"), 1);
}

static void a_flood_is_taken_whole_and_told_of_once(void **state)
{
	int mails = flood_size();

	(void)state;
	for (size_t i = 0; i < sizeof(floods) / sizeof(floods[0]); i++) {
		void *fresh;
		story_begin(&fresh);
		struct season *s = fresh;
		story_call_meeting(s);
		size_t before = season_files(s, "state/inbox/cur");
		pour(s, &floods[i], mails);
		double began = seconds();
		season_at(s, "2027-01-26T08:00:00+01:00");
		if (getenv("FLOOD"))
			print_message("%d times \"%s\" from %s: %.0f mails a second\n", mails,
				floods[i].subject, floods[i].from, mails / (seconds() - began));
		assert_int_equal(season_files(s, "state/inbox/cur"), before + (size_t)mails);
		assert_int_equal(season_files(s, "state/inbox/new"), 0);
		is_bounded(s, &floods[i]);
		season_at(s, "2027-01-26T10:00:00+01:00");
		season_quiet(s);
		story_end(&fresh);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_flood_is_taken_whole_and_told_of_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
