/* floor: top */
/* with: support/season.c support/season_mail.c support/season_look.c support/scratch.c */
/* with: support/season_story.c */
/* SPDX-License-Identifier: MIT */
/*
 * A project that recruits and one that nobody signs up for, the first day in trial, and the agenda:
 * played from outside as e2e_season.c is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/season_story.h"

#define PROJECT "Kartlägg korttidsvården"

static void call_project(struct season *s)
{
	story_order(s, "2027-01-25T09:01:00+01:00", "Projekt: " PROJECT,
		"Syfte: ta reda på vilka korttidsplatser som finns\n"
		"Resultat: en sida per kommun\nSöker: 2\nTimmar: 6\nKlart senast: 31 maj\n");
	story_send(s, "2027-01-25T09:05:00+01:00");
}

static json_t *project(json_t *status)
{
	json_t *network = json_array_get(json_object_get(status, "networks"), 0);
	json_t *first = json_array_get(json_object_get(network, "projects"), 0);

	assert_non_null(first);
	assert_string_equal(json_string_value(json_object_get(first, "title")), PROJECT);
	return first;
}

static void assert_project(struct season *s, const char *state, int have)
{
	json_t *status = season_status(s);

	assert_string_equal(json_string_value(json_object_get(project(status), "state")), state);
	assert_int_equal(json_integer_value(json_object_get(project(status), "wanted")), 2);
	assert_int_equal(json_integer_value(json_object_get(project(status), "have")), have);
	json_decref(status);
}

/* "understaffed 2027-02-08 " and the like, in order. */
static const char *stalls(struct season *s)
{
	json_t *status = season_status(s), *stall;
	const char *all = "";
	size_t i;

	json_array_foreach (json_object_get(project(status), "stalls"), i, stall) {
		assert_true(json_integer_value(json_object_get(stall, "severity")) > 0);
		assert_true(*json_string_value(json_object_get(stall, "evidence")));
		all = arena_printf(s->arena, "%s%s %s ", all,
			json_string_value(json_object_get(stall, "reason")),
			json_string_value(json_object_get(stall, "since")));
	}
	json_decref(status);
	return all;
}

static const struct season_letter *letter_to(
	const struct season *s, const char *to, const char *subject)
{
	list_each (letter, &s->letters)
		if (strcmp(letter->to, to) == 0 && strstr(letter->subject, subject))
			return letter;
	fail_msg("no letter \"%s\" to %s", subject, to);
	return NULL;
}

static void a_call_says_what_it_costs_and_is_filled_by_answers(void **state)
{
	struct season *s = *state;

	call_project(s);
	assert_true(season_count(s, NULL, "[grupp") >= 10);
	const struct season_letter *call = season_find(s, ANNA, "[grupp");
	season_has(call, "6 timmar");
	season_has(call, "31 maj");
	season_has(call, "Svara ja, nej eller kanske");
	assert_project(s, "recruiting", 0);
	season_answer(s, call, ANNA, "Ja, gärna!");
	season_answer(s, letter_to(s, BO, "[grupp"), BO, "Nej");
	season_answer(s, letter_to(s, DAN, "[grupp"), DAN, "Jag måste fråga chefen");
	season_at(s, "2027-01-26T10:00:00+01:00");
	assert_project(s, "recruiting", 1);
	season_has(season_find(s, DAN, ""), "chef");
	season_answer(s, letter_to(s, CILLA, "[grupp"), CILLA, "Ja");
	season_at(s, "2027-01-27T10:00:00+01:00");
	assert_project(s, "running", 2);
	season_has(season_find(s, ANNA, ""), "Cilla");
	season_has(season_find(s, CILLA, ""), "Anna");
}

static void what_nobody_signs_up_for_stands_in_mondays_letter(void **state)
{
	struct season *s = *state;

	call_project(s);
	season_at(s, "2027-02-01T07:31:00+01:00");
	assert_string_equal(stalls(s), ""); /* two weeks are theirs */
	season_answer(s, letter_to(s, BO, "[grupp"), BO, "Nej");
	season_at(s, "2027-02-02T10:00:00+01:00");
	assert_int_equal(season_count(s, BO, ""), 0);
	season_at(s, "2027-02-03T10:00:00+01:00"); /* reminders, to the silent alone */
	season_at(s, "2027-02-15T07:31:00+01:00");
	assert_string_equal(stalls(s), "understaffed 2027-02-08 nobody-holds-it 2027-02-08 ");
	const struct season_letter *monday = season_find(s, EVA, "vecka 7");
	season_has(monday, PROJECT);
	season_has(monday, "1 fråga");
	season_has(monday, "1 avsluta");
	season_lacks(monday, "Bo Björk");
	season_find(s, KARIN, "vecka 7");
}

static void a_leader_closes_it_by_answering_the_letter(void **state)
{
	struct season *s = *state;

	call_project(s);
	season_at(s, "2027-02-15T07:31:00+01:00");
	season_answer(s, season_find(s, EVA, "vecka 7"), EVA, "1 avsluta");
	season_at(s, "2027-02-15T09:00:00+01:00");
	season_find(s, EVA, PROJECT);
	assert_project(s, "done", 0);
	assert_string_equal(stalls(s), "");
	season_answer(s, letter_to(s, ANNA, "[grupp"), ANNA, "Ja");
	season_at(s, "2027-02-16T10:00:00+01:00");
	season_find(s, ANNA, ""); /* told that it came too late */
	assert_project(s, "done", 0);
}

static void in_trial_nothing_reaches_a_member_until_a_leader_starts(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	list_each (letter, &s->letters)
		assert_true(strcmp(letter->to, EVA) == 0 || strcmp(letter->to, KARIN) == 0);
	json_t *status = season_status(s);
	json_t *network = json_array_get(json_object_get(status, "networks"), 0);
	assert_string_equal(json_string_value(json_object_get(network, "mode")), "trial");
	json_decref(status);
	story_order(s, "2027-01-26T09:00:00+01:00", "Starta", "");
	story_send(s, "2027-01-26T09:05:00+01:00");
	season_at(s, "2027-01-26T09:06:00+01:00");
	assert_string_equal(season_query(s, "SELECT live FROM network"), "1\n");
	assert_true(letter_to(s, ANNA, "") != NULL);
}

static void points_for_the_agenda_come_back_to_the_leaders(void **state)
{
	struct season *s = *state;

	story_call_meeting(s);
	season_at(s, "2027-02-09T09:00:00+01:00");
	season_answer(s, season_find(s, ANNA, "[punkter"), ANNA,
		"- Läkemedelslistor vid utskrivning\n- Vem ringer hem?\n");
	season_answer(s, season_find(s, CILLA, "[punkter"), CILLA, "Inget den här gången");
	season_at(s, "2027-02-10T10:00:00+01:00");
	const struct season_letter *thanks = season_find(s, ANNA, "[punkter");
	season_has(thanks, "Läkemedelslistor vid utskrivning");
	season_has(thanks, "Vem ringer hem?");
	assert_int_equal(season_count(s, CILLA, ""), 0);
	season_at(s, "2027-02-16T10:00:00+01:00");
	season_at(s, "2027-02-19T10:00:00+01:00"); /* the silent are reminded */
	season_find(s, JON, "[punkter");
	assert_int_equal(season_count(s, ANNA, "[punkter"), 0);
	season_at(s, "2027-02-23T07:31:00+01:00");
	season_at(s, "2027-02-24T07:31:00+01:00");
	const struct season_letter *draft = letter_to(s, EVA, "dagordningen");
	season_has(draft, "Läkemedelslistor vid utskrivning");
	season_has(draft, "Anna Ask");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_call_says_what_it_costs_and_is_filled_by_answers),
		STORY(what_nobody_signs_up_for_stands_in_mondays_letter),
		STORY(a_leader_closes_it_by_answering_the_letter),
		cmocka_unit_test_setup_teardown(
			in_trial_nothing_reaches_a_member_until_a_leader_starts, story_begin_trial,
			story_end),
		STORY(points_for_the_agenda_come_back_to_the_leaders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
