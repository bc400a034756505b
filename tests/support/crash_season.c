/* SPDX-License-Identifier: MIT */
#include "support/crash_season.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/season_story.h"

#define RUN                                                                                        \
	{                                                                                          \
		"run", "--once"                                                                    \
	}

static void order_meeting(struct season *s)
{
	season_mail(s, "Eva Ek <" EVA ">", "Möte: " MEETING, "",
		"Dag: tis 9 mars 2027\nTid: kl. 13–16\nPlats: FoU-centrum, sal 2\n\n"
		"Vi talar om utskrivningar till hemmet.\n\nHälsningar\nEva\n");
}

/* The newest, whenever it came. */
static const struct season_letter *last_preview(const struct season *s)
{
	const struct season_letter *preview = NULL;

	list_each (letter, &s->letters)
		if (strcmp(letter->to, EVA) == 0 && strstr(letter->subject, "[utskick"))
			preview = letter;
	assert_non_null(preview);
	return preview;
}

static void send_it(struct season *s)
{
	season_answer(s, last_preview(s), "Eva Ek <" EVA ">", "Ok, skicka!\n\nMvh\nEva");
}

/* Answers, an order, a bounce, one mail twice, and one who thinks again: his last word counts. */
static void answer(struct season *s)
{
	season_answer(s, story_invitation(s, HANS), HANS, "Ja");
	season_answer(s, story_invitation(s, BO), BO, "Ja men blir sen");
	season_answer(s, story_invitation(s, HANS), HANS, "Nej, jag kan inte");
	season_calendar_answer(s, story_invitation(s, DAN), DAN, "ACCEPTED");
	season_answer(s, story_invitation(s, FIA), FIA, "Vad ska vi prata om?");
	season_bounce(s, story_invitation(s, IRIS), "5.1.1");
	season_mail(s, EVA, "Projekt: Kartlägg korttidsvården", "",
		"Söker: 2\nTimmar: 6\nKlart senast: 31 maj\n");
	season_answer(s, story_invitation(s, GUN), GUN, "Nej");
	s->mails--; /* the next has her number: the server delivered it twice */
	season_answer(s, story_invitation(s, GUN), GUN, "Nej");
}

static void say_more(struct season *s)
{
	season_absence(s, story_invitation(s, ANNA), ANNA, "Jag är tillbaka den 15 februari.");
	season_answer(s, story_invitation(s, CILLA), CILLA, "Kanske");
}

/* Mails and what the clock makes due come in stages apart: mails whose fetcher is killed come after
 * what was due, and that would be another story. */
const struct crash_stage crash_season[] = {
	{"import", "2027-01-25T08:00:00+01:00", NULL, {"import", "elder-care", "members.csv"}},
	{"first run", "2027-01-25T08:30:00+01:00", NULL, RUN},
	{"order", "2027-01-25T09:01:00+01:00", order_meeting, RUN},
	{"invitations", "2027-01-25T09:05:00+01:00", send_it, RUN},
	{"answers", "2027-01-29T10:00:00+01:00", answer, RUN},
	{"Monday", "2027-02-01T10:30:00+01:00", NULL, RUN},
	{"recruiting", "2027-02-01T10:40:00+01:00", send_it, RUN},
	{"later answers", "2027-02-01T10:45:00+01:00", say_more, RUN},
	{"reminders", "2027-02-16T09:00:00+01:00", NULL, RUN},
};
const size_t crash_season_stages = sizeof(crash_season) / sizeof(crash_season[0]);
