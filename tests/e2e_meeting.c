/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * A meeting called by mail and answered by people and machines, played from outside: two Maildirs,
 * `import`, `run --once --now` and `status --json`. Each test is a story with a state of its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/season_story.h"

/* ---- calling a meeting ---- */

static void an_order_is_previewed_whole_to_its_leader_alone(void **state)
{
	struct season *s = *state;

	story_order_meeting(s);
	assert_int_equal(s->letters.n, 1);
	const struct season_letter *preview = season_find(s, EVA, "Ska inbjudan gå ut till 11");
	season_has(preview, "Tisdag 9 mars kl. 13–16, FoU-centrum, sal 2");
	season_has(preview, "Påminnelse 16 februari");
	season_has(preview, "Vi talar om utskrivningar till hemmet.");
	story_counts(s, "proposed: yes 0, no 0, maybe 0, silent 0");
}

static void nothing_goes_out_when_the_leader_says_no(void **state)
{
	struct season *s = *state;

	story_order_meeting(s);
	season_answer(s, season_find(s, EVA, "utskick"), EVA, "nej");
	season_at(s, "2027-01-25T09:05:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du"), 0);
	story_counts(s, "no such meeting");
}

static void changed_words_give_a_new_preview(void **state)
{
	struct season *s = *state;

	story_order_meeting(s);
	season_answer(s, season_find(s, EVA, "utskick"), EVA, "Plats: sal 3");
	season_at(s, "2027-01-25T09:05:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du"), 0);
	const struct season_letter *second = season_find(s, EVA, "utskick");
	season_has(second, "sal 3");
	season_answer(s, second, EVA, "skicka");
	season_at(s, "2027-01-25T09:10:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du"), 11);
	season_has(season_find(s, ANNA, "Kommer du"), "sal 3");
}

static void a_stranger_cannot_approve(void **state)
{
	struct season *s = *state;

	story_order_meeting(s);
	season_answer(s, season_find(s, EVA, "utskick"), "ond@annan.example", "skicka");
	season_at(s, "2027-01-25T09:05:00+01:00");
	assert_int_equal(season_count(s, NULL, "Kommer du"), 0);
	story_counts(s, "proposed: yes 0, no 0, maybe 0, silent 0");
}

static void everybody_is_invited_once_with_a_calendar_of_her_own(void **state)
{
	struct season *s = *state;
	const char *uids = " ";

	story_call_meeting(s);
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
	story_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
	season_at(s, "2027-01-25T09:06:00+01:00");
	season_quiet(s);
}

/* ---- answers ---- */

static void bare_answers_count_and_draw_no_receipt(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_answer(s, story_invitation(s, ANNA), "Anna <anna@kommun.example>", "Ja\n\nMvh Anna");
	season_answer(s, story_invitation(s, CILLA), CILLA, "Nej, tyvärr.");
	season_calendar_answer(s, story_invitation(s, DAN), DAN, "ACCEPTED");
	season_calendar_answer(s, story_invitation(s, ELI), ELI, "DECLINED");
	season_at(s, "2027-01-26T10:00:00+01:00");
	season_quiet(s);
	story_counts(s, "called: yes 3, no 2, maybe 0, silent 7");
}

static void what_was_inferred_draws_a_receipt_that_one_word_undoes(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_answer(s, story_invitation(s, BO), BO, "Ja men blir en halvtimme sen");
	season_at(s, "2027-01-26T10:00:00+01:00");
	const struct season_letter *receipt = season_find(s, BO, "Noterat");
	season_has(receipt, "halvtimme sen");
	story_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
	season_answer(s, receipt, BO, "fel");
	season_at(s, "2027-01-26T11:00:00+01:00");
	story_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
}

static void she_may_change_her_mind(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_answer(s, story_invitation(s, ANNA), ANNA, "Jag kommer!");
	season_at(s, "2027-01-26T10:00:00+01:00");
	story_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
	season_answer(s, story_invitation(s, ANNA), ANNA, "Nu kan jag inte komma ändå");
	season_at(s, "2027-02-02T10:00:00+01:00");
	story_counts(s, "called: yes 1, no 1, maybe 0, silent 10");
}

static void an_unclear_answer_is_asked_back_with_both_readings(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_answer(s, story_invitation(s, GUN), GUN, "Tack för inbjudan!");
	season_at(s, "2027-01-26T10:00:00+01:00");
	const struct season_letter *back = season_find(s, GUN, "");
	season_has(back, "ja");
	season_has(back, "nej");
	assert_non_null(strstr(back->html, "mailto:natverk@fou.example"));
	story_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
	season_answer(s, back, GUN, "ja");
	season_at(s, "2027-01-26T11:00:00+01:00");
	story_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
}

static void her_question_goes_to_the_leaders(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_answer(s, story_invitation(s, FIA), "Fia Fors <fia@region.example>",
		"Vad ska vi prata om egentligen?");
	season_at(s, "2027-01-26T10:00:00+01:00");
	season_has(season_find(s, FIA, "Din fråga"), "Vad ska vi prata om");
	story_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
	season_at(s, "2027-02-01T07:31:00+01:00");
	season_has(season_find(s, EVA, "vecka 5"), "Vad ska vi prata om egentligen?");
	season_has(season_find(s, KARIN, "vecka 5"), "Vad ska vi prata om egentligen?");
}

static void what_cannot_wait_goes_to_the_leaders_the_same_day(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_answer(s, story_invitation(s, FIA), "Fia Fors <fia@region.example>", "hjälp");
	season_at(s, "2027-01-26T10:00:00+01:00");
	season_has(season_find(s, EVA, ""), "Fia Fors");
	season_has(season_find(s, KARIN, ""), "Fia Fors");
	season_find(s, FIA, "");
}

static void machines_answer_nothing(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_absence(s, story_invitation(s, HANS), HANS,
		"Ja, hej! Jag är ledig och åter den 22 februari. Vid brådskande ärenden ring "
		"växeln.\n");
	season_bounce(s, story_invitation(s, IRIS), "5.1.1");
	season_at(s, "2027-01-26T10:00:00+01:00");
	season_quiet(s);
	story_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
	assert_string_equal(
		season_query(s, "SELECT away_until FROM member WHERE addresses LIKE '%hans@%'"),
		"2027-02-22\n");
}

static void the_same_mail_twice_has_one_effect(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	for (int i = 0; i < 2; i++) {
		s->mails = 50; /* the same Message-ID, delivered again */
		season_answer(s, story_invitation(s, BO), BO, "Ja men blir sen");
		season_at(s, "2027-01-26T10:00:00+01:00");
	}
	season_quiet(s);
	story_counts(s, "called: yes 2, no 0, maybe 0, silent 10");
	assert_string_equal(
		season_query(s, "SELECT count(*) FROM fact WHERE kind = 'answered' AND mail > 2"),
		"1\n");
}

static void another_sender_with_her_letter_changes_nothing(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_answer(s, story_invitation(s, ANNA), "anna@gmail.example", "Nej");
	season_at(s, "2027-01-26T10:00:00+01:00");
	story_counts(s, "called: yes 1, no 0, maybe 0, silent 11");
	assert_int_equal(season_count(s, "anna@gmail.example", ""), 0);
	season_has(season_find(s, ANNA, ""), "anna@gmail.example");
}

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
