/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * Machines at the other end: a vacation program, a ticket system, a mailbox that sends our letters
 * back, another samlad, and floods. Each conversation ends by itself, within the invitation and
 * three letters; nothing is answered in a person's place that she did not say; the leaders are told
 * of a flood once.
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
#define US "natverk@fou.example"

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

/* ---- our own letters come back ---- */

/* A header field's line taken out, or another put in its place. */
static const char *with_field(
	struct season *s, const char *mail, const char *field, const char *instead)
{
	const char *at = strstr(mail, arena_printf(s->arena, "\n%s:", field));
	const char *end = at ? at + 1 : NULL;

	if (!at)
		return mail;
	do
		end = strchr(end, '\n') + 1;
	while (*end == ' ' || *end == '\t');
	return arena_printf(s->arena, "%.*s%s%s", (int)(at + 1 - mail), mail, instead, end);
}

/* As mail systems pass it on: more and more of what was ours is gone. */
static const char *passed_on(struct season *s, const char *mail, int rewritten)
{
	if (rewritten > 0)
		mail = with_field(s, with_field(s, mail, "Auto-Submitted", ""), "X-Samlad", "");
	if (rewritten > 1)
		mail = with_field(s, mail, "From", "From: Anna Ask <" ANNA ">\n");
	if (rewritten > 2)
		mail = with_field(s, with_field(s, mail, "References", ""), "Message-ID",
			arena_printf(s->arena, "Message-ID: <%u@relay.example>\n", s->mails));
	return mail;
}

static void our_own_letters_sent_back_draw_no_answer(void **state)
{
	(void)state;
	for (int rewritten = 0; rewritten <= 3; rewritten++) {
		void *fresh;
		story_begin(&fresh);
		struct season *s = fresh;
		story_call_meeting(s);
		season_deliver(s, passed_on(s, story_invitation(s, ANNA)->raw, rewritten));
		season_at(s, clock_at(s, 0));
		if (season_count(s, NULL, "") != 0 ||
			strcmp(season_query(s, "SELECT count(*) FROM look"), "0\n"))
			fail_msg("rewritten %d: \"%s\"", rewritten,
				s->letters.n > s->fresh ? s->letters.at[s->fresh].subject
							: "a look");
		story_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
		story_end(&fresh);
	}
}

/* ---- another samlad ---- */

/* The letters of the last step to the other's address go into its inbox, stripped of what a relay
 * may strip. */
static size_t carry(struct season *from, const char *address, struct season *to, bool stripped)
{
	size_t n = 0;

	for (size_t i = from->fresh; i < from->letters.n; i++) {
		if (strcmp(from->letters.at[i].to, address) != 0)
			continue;
		const char *mail = from->letters.at[i].raw;
		season_deliver(to,
			stripped ? with_field(to, passed_on(to, mail, 1), "References", "") : mail);
		n++;
	}
	return n;
}

static void two_networks_that_are_each_others_members_fall_silent(void **state)
{
	(void)state;
	for (int stripped = 0; stripped < 2; stripped++) {
		void *one, *two;
		story_begin(&one);
		story_begin(&two);
		struct season *a = one, *b = two;
		const char *other = "grannen@annat.example";
		season_config(b, US, other);
		season_import(a, "2027-01-25T08:00:00+01:00",
			"Grannen,grannen@annat.example,G,primärvård,member,sv\n");
		season_import(
			b, "2027-01-25T08:00:00+01:00", "Nätet," US ",N,primärvård,member,sv\n");
		story_call_meeting(a);
		size_t letters = carry(a, other, b, stripped), round = 0, moved = letters;
		for (; moved > 0 && round < ROUNDS; round++) {
			struct season *to = round % 2 ? a : b;
			season_at(to, clock_at(to, (int)round));
			moved = carry(to, round % 2 ? other : US, round % 2 ? b : a, stripped);
			letters += moved;
		}
		assert_in_range(letters, 1, LETTERS_MOST);
		assert_int_equal(moved, 0);
		story_end(&one);
		story_end(&two);
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
		cmocka_unit_test(our_own_letters_sent_back_draw_no_answer),
		cmocka_unit_test(two_networks_that_are_each_others_members_fall_silent),
		cmocka_unit_test(a_flood_is_taken_whole_and_told_of_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
