/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * Machines at the other end: a vacation program, a ticket system, and floods. Each conversation ends
 * by itself, within the invitation and three letters; nothing is answered in a person's place
 * that she did not say; the leaders are told of a flood once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/str.h"
#include "support/season_story.h"

#define ROUNDS 8
#define LETTERS_MOST 4 /* the invitation and three */

/* A clock of its own: every round an hour later, within one day. */
static const char *clock_at(struct season *s, int round)
{
	return arena_printf(
		s->arena, "2027-01-26T%02d:%02d:00+01:00", 8 + round / 4, round % 4 * 15);
}

/* ---- machines that write to us ---- */

struct machine {
	const char *name;
	const char *subject; /* in front of the letter's */
	const char *header;
	const char *words;
	const char *stands; /* what counts afterwards */
};

static const struct machine machines[] = {
	{"a vacation program", "Automatiskt svar: ", "Auto-Submitted: auto-replied\n",
		"Jag är på semester och åter 1 mars. Ja, jag läser mejl ibland.", "yes 1, no 0"},
	{"a vacation program that says only so in its subject", "Frånvaro: ", "",
		"Jag är på semester och åter 1 mars.", "yes 1, no 0"},
	{"one that nobody can tell from a person", "Re: ", "",
		"Tack för ditt mejl. Vi återkommer så snart vi kan.", "yes 1, no 0"},
	{"a ticket system", "[Ärende #4711] ", "",
		"Tack! Ditt ärende har registrerats. Svara på detta mejl om du vill tillägga "
		"något.",
		"yes 1, no 0"},
	{"a ticket system that asks", "[#4711] ", "",
		"Your request has been received. Is there anything else we can help you with?",
		"yes 1, no 0"},
};

static void answer_as(
	struct season *s, const struct machine *machine, const struct season_letter *letter)
{
	season_mail(s, ANNA, arena_printf(s->arena, "%s%s", machine->subject, letter->subject),
		arena_printf(s->arena, "%sIn-Reply-To: %s\nReferences: %s %s\n", machine->header,
			letter->message_id, letter->references, letter->message_id),
		machine->words);
}

static void machines_that_answer_every_letter_are_left_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(machines) / sizeof(machines[0]); i++) {
		void *fresh;
		story_begin(&fresh);
		struct season *s = fresh;
		story_call_meeting(s);
		answer_as(s, &machines[i], story_invitation(s, ANNA));
		size_t letters = 1;
		for (int round = 0; round < ROUNDS; round++) {
			season_at(s, clock_at(s, round));
			if (season_count(s, ANNA, "") == 0)
				break;
			for (size_t k = s->fresh; k < s->letters.n; k++)
				if (strcmp(s->letters.at[k].to, ANNA) == 0) {
					answer_as(s, &machines[i], &s->letters.at[k]);
					letters++;
				}
		}
		if (letters > LETTERS_MOST ||
			!strstr(season_counts(s, MEETING), machines[i].stands))
			fail_msg("%s: %zu letters, %s", machines[i].name, letters,
				season_counts(s, MEETING));
		story_end(&fresh);
	}
}

/* ---- floods ---- */

#define FLOOD 30

static void a_flood_is_taken_whole_and_told_of_once(void **state)
{
	static const struct {
		const char *from; /* %d: another each time */
		const char *subject, *words;
		size_t letters; /* to the sender, at most */
	} floods[] = {
		{ANNA, "Undrar", "Hur många blir vi, undrar jag för %d:e gången?", 3},
		{ANNA, "Svar", "Ja, jag kommer. Gång %d.", 12},
		{"spam@evil.example", "Erbjudande", "Köp nu, nummer %d", 0},
		{"spam%d@evil.example", "Erbjudande", "Köp nu, nummer %d", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(floods) / sizeof(floods[0]); i++) {
		void *fresh;
		story_begin(&fresh);
		struct season *s = fresh;
		story_call_meeting(s);
		for (int k = 0; k < FLOOD; k++) {
			char from[64], words[128];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			snprintf(from, sizeof(from), floods[i].from, k);
			snprintf(words, sizeof(words), floods[i].words, k);
#pragma GCC diagnostic pop
			season_mail(s, from, floods[i].subject, "", words);
		}
		season_at(s, clock_at(s, 0));
		assert_int_equal(season_files(s, "state/inbox/cur") - 2, FLOOD);
		assert_in_range(season_count(s, ANNA, ""), 0, floods[i].letters);
		assert_in_range(season_count(s, EVA, ""), 0, 1);
		assert_in_range(
			strtol(season_query(s, "SELECT count(*) FROM look"), NULL, 10), 0, 13);
		season_at(s, clock_at(s, 8));
		season_quiet(s);
		story_end(&fresh);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(machines_that_answer_every_letter_are_left_alone),
		cmocka_unit_test(a_flood_is_taken_whole_and_told_of_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
