/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* SPDX-License-Identifier: MIT */
/*
 * A season of one network, played from outside: two Maildirs, `import`, `run --once --now` and
 * `status --json`. Each test is a story that begins with an empty state.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/season.h"

#define LIVE "    mode = live\n    first_letter = no\n    hold = 0\n"
#define EVA "eva@fou.example"
#define KARIN "karin@fou.example"
#define MEETING "Vårmöte om utskrivning"

/* Two leaders and ten others. */
static const char members[] = "Eva Ek,eva@fou.example,FoU,primärvård,leader,sv\n"
			      "Karin Kling,karin@fou.example,FoU,äldreomsorg,leader,sv\n"
			      "Anna Ask,anna@kommun.example,Kommunen,äldreomsorg,member,sv\n"
			      "Bo Björk,bo@kommun.example,Kommunen,äldreomsorg,member,sv\n"
			      "Cilla Ceder,cilla@region.example,Regionen,primärvård,member,sv\n"
			      "Dan Dal,dan@region.example,Regionen,primary care,member,sv\n"
			      "Eli Eng,eli@region.example,Regionen,specialistvård,member,sv\n"
			      "Fia Fors,fia@region.example,Regionen,specialistvård,member,sv\n"
			      "Gun Gran,gun@privat.example,Omsorg AB,privata utförare,member,sv\n"
			      "Hans Hed,hans@privat.example,Omsorg AB,privata utförare,member,sv\n"
			      "Iris Idé,iris@kommun.example,Kommunen,äldreomsorg,member,sv\n"
			      "Jon Jarl,jon@kommun.example,Kommunen,äldreomsorg,member,sv\n";

static int begin(void **state)
{
	struct season *season = calloc(1, sizeof(*season));

	*state = season;
	season_begin(season, LIVE);
	season_import(season, "2027-01-25T08:00:00+01:00", members);
	return 0;
}

static int end(void **state)
{
	season_end(*state);
	free(*state);
	return 0;
}

static void order_meeting(struct season *s)
{
	s->now = "2027-01-25T09:00:00+01:00";
	season_mail(s, "Eva Ek <" EVA ">", "Möte: " MEETING, "",
		"Dag: tis 9 mars 2027\nTid: kl. 13–16\nPlats: FoU-centrum, sal 2\n\n"
		"Vi talar om utskrivningar till hemmet.\n\nHälsningar\nEva\n");
	season_at(s, "2027-01-25T09:01:00+01:00");
}

/* The invitations have gone out; they are the fresh letters. */
static void call_meeting(struct season *s)
{
	order_meeting(s);
	const struct season_letter *preview = season_find(s, EVA, "utskick");
	season_answer(s, preview, "Eva Ek <" EVA ">", "Ok, skicka!\n\nMvh\nEva");
	season_at(s, "2027-01-25T09:05:00+01:00");
}

/* Her own invitation, among all letters so far. */
static const struct season_letter *invitation(const struct season *s, const char *to)
{
	list_each (letter, &s->letters)
		if (strcmp(letter->to, to) == 0 && *letter->calendar)
			return letter;
	fail_msg("no invitation to %s", to);
	return NULL;
}

static void assert_counts(struct season *s, const char *wanted)
{
	assert_string_equal(season_counts(s, MEETING), wanted);
}

/* ---- calling a meeting ---- */

static void an_order_is_previewed_whole_to_its_leader_alone(void **state)
{
	struct season *s = *state;

	order_meeting(s);
	assert_int_equal(s->letters.n, 1);
	const struct season_letter *preview = season_find(s, EVA, "Ska inbjudan gå ut till 11");
	season_has(preview, "Tisdag 9 mars kl. 13–16, FoU-centrum, sal 2");
	season_has(preview, "Påminnelse 16 februari");
	season_has(preview, "Vi talar om utskrivningar till hemmet.");
	assert_counts(s, "proposed: yes 0, no 0, maybe 0, silent 0");
}

static void nothing_goes_out_when_the_leader_says_no(void **state)
{
	struct season *s = *state;

	order_meeting(s);
	season_answer(s, season_find(s, EVA, "utskick"), EVA, "nej");
	season_at(s, "2027-01-25T09:05:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du"), 0);
	assert_counts(s, "no such meeting");
}

static void changed_words_give_a_new_preview(void **state)
{
	struct season *s = *state;

	order_meeting(s);
	season_answer(s, season_find(s, EVA, "utskick"), EVA, "Plats: sal 3");
	season_at(s, "2027-01-25T09:05:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du"), 0);
	const struct season_letter *second = season_find(s, EVA, "utskick");
	season_has(second, "sal 3");
	season_answer(s, second, EVA, "skicka");
	season_at(s, "2027-01-25T09:10:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du"), 11);
	season_has(season_find(s, "anna@kommun.example", "Kommer du"), "sal 3");
}

static void a_stranger_cannot_approve(void **state)
{
	struct season *s = *state;

	order_meeting(s);
	season_answer(s, season_find(s, EVA, "utskick"), "ond@annan.example", "skicka");
	season_at(s, "2027-01-25T09:05:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du"), 0);
	assert_counts(s, "proposed: yes 0, no 0, maybe 0, silent 0");
}

static void everybody_is_invited_once_with_a_calendar_of_her_own(void **state)
{
	struct season *s = *state;
	const char *uids = " ";

	call_meeting(s);
	assert_int_equal(season_count(s, NULL, "Kommer du den 9 mars?"), 11);
	assert_int_equal(season_count(s, EVA, "Kommer du"), 0);
	for (size_t i = s->fresh; i < s->letters.n; i++) {
		const struct season_letter *letter = &s->letters.at[i];
		if (!*letter->calendar)
			continue;
		const char *uid = season_property(s, letter, "UID");
		assert_null(strstr(uids, arena_printf(s->arena, " %s ", uid)));
		uids = arena_printf(s->arena, "%s%s ", uids, uid);
		assert_non_null(strstr(letter->calendar, "METHOD:REQUEST"));
		assert_non_null(strstr(letter->calendar, "TZID=Europe/Stockholm:20270309T130000"));
		assert_string_equal(season_property(s, letter, "ATTENDEE"),
			arena_printf(s->arena, "mailto:%s", letter->to));
		assert_null(strstr(strstr(letter->calendar, "ATTENDEE") + 8, "ATTENDEE"));
		assert_null(strstr(letter->raw, "\nCc:"));
	}
	assert_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
	season_at(s, "2027-01-25T09:06:00+01:00");
	season_quiet(s);
}

/* ---- answers ---- */

static void bare_answers_count_and_draw_no_receipt(void **state)
{
	struct season *s = *state;

	call_meeting(s);
	season_answer(s, invitation(s, "anna@kommun.example"), "Anna <anna@kommun.example>",
		"Ja\n\nMvh Anna");
	season_answer(
		s, invitation(s, "cilla@region.example"), "cilla@region.example", "Nej, tyvärr.");
	season_calendar_answer(
		s, invitation(s, "dan@region.example"), "dan@region.example", "ACCEPTED");
	season_calendar_answer(
		s, invitation(s, "eli@region.example"), "eli@region.example", "DECLINED");
	season_at(s, "2027-01-26T10:00:00+01:00");
	season_quiet(s);
	assert_counts(s, "called: yes 3, no 2, maybe 0, silent 7");
}

static void what_was_inferred_draws_a_receipt_that_one_word_undoes(void **state)
{
	struct season *s = *state;

	call_meeting(s);
	season_answer(s, invitation(s, "bo@kommun.example"), "bo@kommun.example",
		"Ja men blir en halvtimme sen");
	season_at(s, "2027-01-26T10:00:00+01:00");
	const struct season_letter *receipt = season_find(s, "bo@kommun.example", "Noterat");
	season_has(receipt, "halvtimme sen");
	assert_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
	season_answer(s, receipt, "bo@kommun.example", "fel");
	season_at(s, "2027-01-26T11:00:00+01:00");
	assert_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
}

static void she_may_change_her_mind(void **state)
{
	struct season *s = *state;

	call_meeting(s);
	season_answer(
		s, invitation(s, "anna@kommun.example"), "anna@kommun.example", "Jag kommer!");
	season_at(s, "2027-01-26T10:00:00+01:00");
	assert_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
	season_answer(s, invitation(s, "anna@kommun.example"), "anna@kommun.example",
		"Nu kan jag inte komma ändå");
	season_at(s, "2027-02-02T10:00:00+01:00");
	assert_counts(s, "called: yes 1, no 1, maybe 0, silent 10");
}

static void an_unclear_answer_is_asked_back_with_both_readings(void **state)
{
	struct season *s = *state;

	call_meeting(s);
	season_answer(
		s, invitation(s, "gun@privat.example"), "gun@privat.example", "Tack för inbjudan!");
	season_at(s, "2027-01-26T10:00:00+01:00");
	const struct season_letter *back = season_find(s, "gun@privat.example", "");
	season_has(back, "ja");
	season_has(back, "nej");
	assert_non_null(strstr(back->html, "mailto:natverk@fou.example"));
	assert_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
	season_answer(s, back, "gun@privat.example", "ja");
	season_at(s, "2027-01-26T11:00:00+01:00");
	assert_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
}

static void her_question_goes_to_the_leaders(void **state)
{
	struct season *s = *state;

	call_meeting(s);
	season_answer(s, invitation(s, "fia@region.example"), "Fia Fors <fia@region.example>",
		"Vad ska vi prata om egentligen?");
	season_at(s, "2027-01-26T10:00:00+01:00");
	season_has(season_find(s, "fia@region.example", "Din fråga"), "Vad ska vi prata om");
	assert_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
	season_at(s, "2027-02-01T07:31:00+01:00");
	season_has(season_find(s, EVA, "vecka 5"), "Vad ska vi prata om egentligen?");
	season_has(season_find(s, KARIN, "vecka 5"), "Vad ska vi prata om egentligen?");
}

static void what_cannot_wait_goes_to_the_leaders_the_same_day(void **state)
{
	struct season *s = *state;

	call_meeting(s);
	season_answer(
		s, invitation(s, "fia@region.example"), "Fia Fors <fia@region.example>", "hjälp");
	season_at(s, "2027-01-26T10:00:00+01:00");
	season_has(season_find(s, EVA, ""), "Fia Fors");
	season_has(season_find(s, KARIN, ""), "Fia Fors");
	season_find(s, "fia@region.example", "");
}

static void machines_answer_nothing(void **state)
{
	struct season *s = *state;

	call_meeting(s);
	season_absence(s, invitation(s, "hans@privat.example"), "hans@privat.example",
		"Ja, hej! Jag är ledig och åter den 22 februari. Vid brådskande ärenden ring "
		"växeln.\n");
	season_bounce(s, invitation(s, "iris@kommun.example"), "5.1.1");
	season_at(s, "2027-01-26T10:00:00+01:00");
	season_quiet(s);
	assert_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
	assert_string_equal(
		season_query(s, "SELECT away_until FROM member WHERE addresses LIKE '%hans@%'"),
		"2027-02-22\n");
}

static void the_same_mail_twice_has_one_effect(void **state)
{
	struct season *s = *state;

	call_meeting(s);
	for (int i = 0; i < 2; i++) {
		s->mails = 50; /* the same Message-ID, delivered again */
		season_answer(s, invitation(s, "bo@kommun.example"), "bo@kommun.example",
			"Ja men blir sen");
		season_at(s, "2027-01-26T10:00:00+01:00");
	}
	season_quiet(s);
	assert_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
	assert_string_equal(
		season_query(s, "SELECT count(*) FROM fact WHERE kind = 'answered' AND mail > 2"),
		"1\n");
}

static void another_sender_with_her_letter_changes_nothing(void **state)
{
	struct season *s = *state;

	call_meeting(s);
	season_answer(s, invitation(s, "anna@kommun.example"), "anna@gmail.example", "Nej");
	season_at(s, "2027-01-26T10:00:00+01:00");
	assert_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
	assert_int_equal(season_count(s, "anna@gmail.example", ""), 0);
	season_has(season_find(s, "anna@kommun.example", ""), "anna@gmail.example");
}

/* ---- the clock ---- */

static void the_clock_reminds_the_silent_and_tells_the_numbers(void **state)
{
	struct season *s = *state;

	call_meeting(s);
	season_answer(s, invitation(s, "anna@kommun.example"), "anna@kommun.example", "Ja");
	season_answer(s, invitation(s, "bo@kommun.example"), "bo@kommun.example", "Nej");
	season_answer(s, invitation(s, "gun@privat.example"), "gun@privat.example", "kanske");
	season_at(s, "2027-01-26T10:00:00+01:00");
	season_at(s, "2027-02-09T09:00:00+01:00"); /* the call for the agenda */
	assert_int_equal(season_count(s, NULL, "[punkter"), 11);
	assert_int_equal(season_count(s, "bo@kommun.example", ""), 0);
	season_at(s, "2027-02-15T18:00:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du"), 0);

	season_at(s, "2027-02-16T07:31:00+01:00");
	assert_int_equal(season_count(s, NULL, "9 mars"), 8);
	assert_int_equal(season_count(s, "anna@kommun.example", ""), 0);
	assert_int_equal(season_count(s, "bo@kommun.example", ""), 0);
	assert_int_equal(season_count(s, "gun@privat.example", ""), 0);
	season_find(s, "jon@kommun.example", "9 mars");
	season_at(s, "2027-02-16T12:00:00+01:00");
	season_quiet(s);

	season_at(s, "2027-03-02T07:31:00+01:00");
	season_find(s, EVA, "2 kommer 9 mars");
	season_find(s, KARIN, "2 kommer 9 mars");
	assert_int_equal(season_count(s, EVA, "") + season_count(s, KARIN, ""),
		s->letters.n - s->fresh);

	season_at(s, "2027-03-05T07:31:00+01:00");
	assert_int_equal(season_count(s, "anna@kommun.example", "9 mars"), 1);
	assert_int_equal(season_count(s, "gun@privat.example", "9 mars"), 1);
	assert_int_equal(season_count(s, "bo@kommun.example", ""), 0);
	assert_int_equal(season_count(s, "jon@kommun.example", ""), 0);

	season_at(s, "2027-03-09T17:00:00+01:00");
	assert_counts(s, "held: yes 2, no 1, maybe 1, silent 8");
}

static void an_outage_of_a_month_sends_nothing_pointless(void **state)
{
	struct season *s = *state;

	call_meeting(s);
	season_at(s, "2027-03-10T10:00:00+01:00");
	assert_int_equal(season_count(s, NULL, "9 mars"), 0);
	assert_counts(s, "held: yes 1, no 0, maybe 0, silent 11");
}

static void mondays_letter_comes_also_when_all_is_well(void **state)
{
	struct season *s = *state;

	call_meeting(s);
	season_at(s, "2027-02-01T07:31:00+01:00");
	assert_int_equal(s->letters.n - s->fresh, 2);
	const struct season_letter *letter = season_find(s, EVA, "vecka 5");
	season_has(letter, "9 mars");
	season_find(s, KARIN, "vecka 5");
	season_at(s, "2027-02-01T12:00:00+01:00");
	season_quiet(s);
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(an_order_is_previewed_whole_to_its_leader_alone),
		STORY(nothing_goes_out_when_the_leader_says_no),
		STORY(changed_words_give_a_new_preview),
		STORY(a_stranger_cannot_approve),
		STORY(everybody_is_invited_once_with_a_calendar_of_her_own),
		STORY(bare_answers_count_and_draw_no_receipt),
		STORY(what_was_inferred_draws_a_receipt_that_one_word_undoes),
		STORY(she_may_change_her_mind),
		STORY(an_unclear_answer_is_asked_back_with_both_readings),
		STORY(her_question_goes_to_the_leaders),
		STORY(what_cannot_wait_goes_to_the_leaders_the_same_day),
		STORY(machines_answer_nothing),
		STORY(the_same_mail_twice_has_one_effect),
		STORY(another_sender_with_her_letter_changes_nothing),
		STORY(the_clock_reminds_the_silent_and_tells_the_numbers),
		STORY(an_outage_of_a_month_sends_nothing_pointless),
		STORY(mondays_letter_comes_also_when_all_is_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
