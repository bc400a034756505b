/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * Machines in people's places that answer every letter: a vacation program, a ticket system, at a
 * member's address and at a leader's. Each conversation ends by itself, and nothing is answered in
 * a person's place that she did not say.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/season_story.h"

#define ROUNDS 30
#define LETTERS_MOST 4 /* the invitation and three */
#define TOLD "SELECT count(*) FROM letter WHERE template = 'looks'"

/* A clock of its own: a quarter of an hour a round, so that the storm brake is not what helps. */
static const char *clock_at(struct season *s, int round)
{
	return arena_printf(
		s->arena, "2027-01-26T%02d:%02d:00+01:00", 8 + round / 4, round % 4 * 15);
}

struct machine {
	const char *name;
	const char *subject; /* in front of the letter's */
	const char *header;
	const char *words; /* %02d: another number each time */
	size_t most; /* letters that a leader's machine gets, the first with them */
	bool anew; /* says nothing of what it answers */
};

static const struct machine machines[] = {
	{"a vacation program", "Automatiskt svar: ", "Auto-Submitted: auto-replied\n",
		"Jag är på semester och åter 1 mars. Ja, jag läser mejl ibland.", 1, false},
	{"a vacation program that says only so in its subject", "Frånvaro: ", "",
		"Jag är på semester och åter 1 mars.", 1, false},
	{"one that nobody can tell from a person", "Re: ", "",
		"Tack för ditt mejl. Vi återkommer så snart vi kan.", 5, false},
	{"a ticket system", "[Ärende #4711] ", "",
		"Tack! Ditt ärende har registrerats. Svara på detta mejl om du vill tillägga "
		"något.",
		5, false},
	{"a ticket system that asks", "[#4711] ", "",
		"Your request has been received. Is there anything else we can help you with?", 5,
		false},
	{"a ticket system that writes fields", "[#4711] ", "",
		"Ditt ärende har registrerats.\n\nÄrende: 4711\nDatum: 2027-02-%02d\n"
		"Tid: 09:15\nKontakt: Supporten\n",
		26, false},
	{"one that writes anew", "Tack för ditt mejl", "",
		"Vi har tagit emot ditt mejl och återkommer så snart vi kan.", 14, true},
};
#define N_MACHINES (sizeof(machines) / sizeof(machines[0]))

static void answer_as(struct season *s, const struct machine *machine, const char *who,
	const struct season_letter *letter)
{
	const char *number = strstr(machine->words, "%02d");
	const char *words = number
		? arena_printf(s->arena, "%.*s%02u%s", (int)(number - machine->words),
			  machine->words, 1 + s->mails % 28, number + 4)
		: machine->words;

	if (machine->anew)
		season_mail(s, who, machine->subject, machine->header, words);
	else
		season_mail(s, who,
			arena_printf(s->arena, "%s%s", machine->subject, letter->subject),
			arena_printf(s->arena, "%sIn-Reply-To: %s\nReferences: %s %s\n",
				machine->header, letter->message_id, letter->references,
				letter->message_id),
			words);
}

/* Answers every letter to `who`, those of the last step first, until none comes; how many it got.
 */
static size_t answer_all(struct season *s, const struct machine *machine, const char *who)
{
	size_t letters = 0;

	for (int round = 0; round < ROUNDS && season_count(s, who, "") > 0; round++) {
		for (size_t k = s->fresh; k < s->letters.n; k++)
			if (strcmp(s->letters.at[k].to, who) == 0) {
				answer_as(s, machine, who, &s->letters.at[k]);
				letters++;
			}
		season_at(s, clock_at(s, round));
	}
	return letters;
}

static void a_members_machine_that_answers_every_letter_is_left_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_MACHINES; i++) {
		void *fresh;
		story_begin(&fresh);
		struct season *s = fresh;
		story_call_meeting(s);
		size_t letters = answer_all(s, &machines[i], ANNA);
		if (letters > LETTERS_MOST || season_count(s, ANNA, "") > 0 ||
			!strstr(season_counts(s, MEETING), "yes 1, no 0"))
			fail_msg("%s: %zu letters, %s", machines[i].name, letters,
				season_counts(s, MEETING));
		story_end(&fresh);
	}
}

/* What a leader's letters are: a preview, one that was sent, how things stand. */
static void preview(struct season *s)
{
	story_order_meeting(s);
}

static void sent(struct season *s)
{
	story_call_meeting(s);
	s->fresh = 0;
}

static void standing(struct season *s)
{
	story_order(s, "2027-01-25T09:01:00+01:00", "Status", "");
}

static void a_leaders_machine_that_answers_every_letter_is_left_alone(void **state)
{
	static void (*const begin[])(struct season *) = {preview, sent, standing};

	(void)state;
	for (size_t i = 0; i < N_MACHINES * 3; i++) {
		const struct machine *machine = &machines[i / 3];
		if (machine->most > 10 && i % 3 > 0)
			continue; /* a long talk, the same each time */
		void *fresh;
		story_begin(&fresh);
		struct season *s = fresh;
		begin[i % 3](s);
		size_t letters = answer_all(s, machine, EVA);
		if (letters > machine->most || season_count(s, EVA, "") > 0)
			fail_msg("%s, %zu: %zu letters", machine->name, i % 3, letters);
		/* whoever got more than one answer was told of, once, to both */
		assert_in_range(strtol(season_query(s, TOLD), NULL, 10), 0, 2);
		assert_true(machine->most == 1 || letters <= 2 ||
			strcmp(season_query(s, TOLD), "2\n") == 0);
		story_end(&fresh);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_members_machine_that_answers_every_letter_is_left_alone),
		cmocka_unit_test(a_leaders_machine_that_answers_every_letter_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
