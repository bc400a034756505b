/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * What samlad wrote comes back: a member's or leader's mailbox sends it on to us, with more or less
 * of its header, and another samlad is a member of ours, and we of its. Our own letters draw no
 * answer however little is left of them, and two of us fall silent.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/season_story.h"

#define US "natverk@fou.example"
#define ROUNDS 8
#define LETTERS_MOST 4 /* the invitation and three */
/* What happened, but for mails that were put aside. */
#define FACTS "SELECT count(*) FROM fact WHERE kind != 'mail-ignored'"

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

/* How it comes back, from `who`. */
enum way { WHOLE, WITHOUT_MARKS, FROM_HER, FROM_HER_AND_NEW, FORWARDED, FORWARDED_BY_RULE, WAYS };

/* As a mail program or its rule forwards it: a new mail with ours below a header block. */
static void forward(
	struct season *s, const struct season_letter *letter, const char *who, bool by_rule)
{
	season_mail(s, who,
		arena_printf(s->arena, "%s %s", by_rule ? "Fwd:" : "VB:", letter->subject), "",
		arena_printf(s->arena,
			"%sFrån: Nätverket för äldre <" US ">\n%s: den 25 januari 2027 09:05\n"
			"Till: %s\nÄmne: %s\n\n%s\n",
			by_rule ? "---------- Forwarded message ---------\n" : "",
			by_rule ? "Date" : "Skickat", who, letter->subject, letter->text));
}

/* As mail systems pass it on: more and more of what was ours is gone. */
static const char *passed_on(struct season *s, const char *mail, const char *who, enum way way)
{
	if (way >= WITHOUT_MARKS)
		mail = with_field(s, with_field(s, mail, "Auto-Submitted", ""), "X-Samlad", "");
	if (way >= FROM_HER)
		mail = with_field(
			s, mail, "From", arena_printf(s->arena, "From: Any Name <%s>\n", who));
	if (way >= FROM_HER_AND_NEW)
		mail = with_field(s, with_field(s, mail, "References", ""), "Message-ID",
			arena_printf(s->arena, "Message-ID: <%u@relay.example>\n", s->mails));
	return mail;
}

static void send_back(
	struct season *s, const struct season_letter *letter, const char *who, enum way way)
{
	if (way >= FORWARDED)
		forward(s, letter, who, way == FORWARDED_BY_RULE);
	else
		season_deliver(s, passed_on(s, letter->raw, who, way));
}

/* A member's invitation; a leader's preview, and her Monday letter. */
static const struct season_letter *invitation(struct season *s)
{
	story_call_meeting(s);
	return story_invitation(s, ANNA);
}

static const struct season_letter *the_preview(struct season *s)
{
	story_order_meeting(s);
	return season_find(s, EVA, "[utskick");
}

static const struct season_letter *mondays(struct season *s)
{
	story_call_meeting(s);
	season_at(s, "2027-02-01T07:31:00+01:00");
	return season_find(s, EVA, "[läget");
}

static void our_own_letters_sent_back_draw_no_answer(void **state)
{
	static const struct {
		const struct season_letter *(*of)(struct season *);
		const char *who;
	} letters[] = {{invitation, ANNA}, {the_preview, EVA}, {mondays, EVA}};

	(void)state;
	for (int i = 0; i < 3 * WAYS; i++) {
		const char *who = letters[i / WAYS].who;
		void *fresh;
		story_begin(&fresh);
		struct season *s = fresh;
		const struct season_letter *letter = letters[i / WAYS].of(s);
		const char *facts = season_query(s, FACTS);
		send_back(s, letter, who, (enum way)(i % WAYS));
		season_at(s, s->now);
		if (season_count(s, NULL, "") != 0 ||
			strcmp(season_query(s, "SELECT count(*) FROM look"), "0\n") != 0)
			fail_msg("%s of %s, way %d: \"%s\"", letter->subject, who, i % WAYS,
				s->letters.n > s->fresh ? s->letters.at[s->fresh].subject
							: "a look");
		assert_string_equal(season_query(s, FACTS), facts);
		story_end(&fresh);
	}
}

/* ---- another samlad ---- */

enum relay { HONEST, STRIPPING, REWRITING, RELAYS };

/* The letters of the last step to the other's address go into its inbox, without what a relay may
 * take away. */
static size_t carry(struct season *from, const char *address, struct season *to, enum relay relay)
{
	size_t n = 0;

	for (size_t i = from->fresh; i < from->letters.n; i++) {
		if (strcmp(from->letters.at[i].to, address) != 0)
			continue;
		const char *mail = from->letters.at[i].raw;
		if (relay >= STRIPPING)
			mail = with_field(
				to, passed_on(to, mail, "", WITHOUT_MARKS), "References", "");
		if (relay >= REWRITING)
			mail = with_field(to, mail, "Message-ID",
				arena_printf(to->arena, "Message-ID: <%u@relay.example>\n",
					to->mails++));
		season_deliver(to, mail);
		n++;
	}
	return n;
}

static void two_networks_that_are_each_others_members_fall_silent(void **state)
{
	(void)state;
	for (enum relay relay = HONEST; relay < RELAYS; relay++) {
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
		size_t letters = carry(a, other, b, relay), round = 0, moved = letters;
		for (; moved > 0 && round < ROUNDS; round++) {
			struct season *to = round % 2 ? a : b;
			season_at(to, "2027-01-26T09:00:00+01:00");
			moved = carry(to, round % 2 ? other : US, round % 2 ? b : a, relay);
			letters += moved;
		}
		assert_in_range(letters, 1, LETTERS_MOST);
		assert_int_equal(moved, 0);
		story_end(&one);
		story_end(&two);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(our_own_letters_sent_back_draw_no_answer),
		cmocka_unit_test(two_networks_that_are_each_others_members_fall_silent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
