/* SPDX-License-Identifier: MIT */
#include "support/season_story.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const char story_members[] = "Eva Ek,eva@fou.example,FoU,primärvård,leader,sv\n"
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

static int begin(void **state, const char *keys)
{
	struct season *season = calloc(1, sizeof(*season));

	assert_non_null(season);
	*state = season;
	season_begin(season, keys);
	season_import(season, "2027-01-25T08:00:00+01:00", story_members);
	return 0;
}

int story_begin(void **state)
{
	return begin(state, STORY_LIVE);
}

int story_begin_trial(void **state)
{
	return begin(state, "    hold = 0\n");
}

int story_end(void **state)
{
	season_end(*state);
	free(*state);
	return 0;
}

void story_order(struct season *season, const char *now, const char *subject, const char *body)
{
	season->now = now;
	season_mail(season, "Eva Ek <" EVA ">", subject, "", body);
	season_at(season, now);
}

void story_send(struct season *season, const char *now)
{
	const struct season_letter *preview = season_find(season, EVA, "[utskick");

	season->now = now;
	season_answer(season, preview, "Eva Ek <" EVA ">", "Ok, skicka!\n\nMvh\nEva");
	season_at(season, now);
}

void story_order_meeting(struct season *season)
{
	story_order(season, "2027-01-25T09:01:00+01:00", "Möte: " MEETING,
		"Dag: tis 9 mars 2027\nTid: kl. 13–16\nPlats: FoU-centrum, sal 2\n\n"
		"Vi talar om utskrivningar till hemmet.\n\nHälsningar\nEva\n");
}

void story_call_meeting(struct season *season)
{
	story_order_meeting(season);
	story_send(season, "2027-01-25T09:05:00+01:00");
}

const struct season_letter *story_invitation(const struct season *season, const char *to)
{
	list_each (letter, &season->letters)
		if (strcmp(letter->to, to) == 0 && *letter->calendar)
			return letter;
	fail_msg("no invitation to %s", to);
	return NULL;
}

void story_counts(struct season *season, const char *wanted)
{
	assert_string_equal(season_counts(season, MEETING), wanted);
}

void story_meeting_is_called_once(struct season *season)
{
	assert_int_equal(season_files(season, "state/inbox/new"), 0);
	assert_int_equal(season_files(season, "state/inbox/cur"), season->mails);
	assert_string_equal(
		season_query(season, "SELECT count(*) FROM mail WHERE done IS NULL"), "0\n");
	assert_string_equal(
		season_query(season, "SELECT count(*) FROM fact WHERE kind = 'meeting-made'"),
		"1\n");
	assert_string_equal(season_query(season,
				    "SELECT count(*) || ' ' || count(DISTINCT letter) FROM fact "
				    "WHERE kind = 'letter-sent' AND word = 'attendance'"),
		"11 11\n");
}

void story_write_idea(struct season *season)
{
	season_mail(season, EVA, "Idé: Studiebesök", "", "Hos mobila teamet.\n");
}

const char *story_facts(struct season *season)
{
	return season_query(season,
		"SELECT kind || ' ' || coalesce(word, '') FROM fact "
		"WHERE kind != 'member-added' ORDER BY seq");
}

void story_idea_waits(struct season *season)
{
	assert_int_equal(
		season_files(season, "state/inbox/new") + season_files(season, "state/inbox/cur"),
		1);
	assert_string_equal(story_facts(season), "");
	assert_string_equal(season_query(season, "SELECT count(*) FROM letter"), "0\n");
	assert_int_equal(season_files(season, "state/outbox/new"), 0);
}

void story_idea_is_done(struct season *season)
{
	assert_int_equal(season_files(season, "state/inbox/new"), 0);
	assert_int_equal(season_files(season, "state/inbox/cur"), 1);
	assert_string_equal(
		season_query(season, "SELECT count(*) FROM mail WHERE done IS NULL"), "0\n");
	assert_string_equal(story_facts(season),
		"idea-added \nletter-made idea-receipt\nletter-sent idea-receipt\n");
	assert_int_equal(season->letters.n, 1);
	assert_string_equal(season->letters.at[0].to, EVA);
	assert_non_null(strstr(season->letters.at[0].subject, "Tack för idén"));
}

void story_idea_is_kept(struct season *season, const char *now)
{
	season_at(season, now);
	season_at(season, now);
	story_idea_is_done(season);
}
