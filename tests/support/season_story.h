/* SPDX-License-Identifier: MIT */
/* How the stories of a season begin: twelve people, and a meeting that a leader calls. */
#ifndef SAMLAD_TESTS_SUPPORT_SEASON_STORY_H
#define SAMLAD_TESTS_SUPPORT_SEASON_STORY_H

#include "support/season.h"

#define EVA "eva@fou.example" /* the leader who orders */
#define KARIN "karin@fou.example" /* the other one */
#define ANNA "anna@kommun.example"
#define BO "bo@kommun.example"
#define CILLA "cilla@region.example"
#define DAN "dan@region.example"
#define ELI "eli@region.example"
#define FIA "fia@region.example"
#define GUN "gun@privat.example"
#define HANS "hans@privat.example"
#define IRIS "iris@kommun.example"
#define JON "jon@kommun.example"
#define MEETING "Vårmöte om utskrivning"

/* Two leaders and ten others, as rows of a list. */
extern const char story_members[];
/* What a network of the stories has in its config to be live from the start. */
#define STORY_LIVE "    mode = live\n    first_letter = no\n    hold = 0\n"

/* cmocka's setup and teardown: live from the start, and in trial; the twelve are imported. */
int story_begin(void **state);
int story_begin_trial(void **state);
int story_end(void **state);
#define STORY(name) cmocka_unit_test_setup_teardown(name, story_begin, story_end)

/* An order from Eva at that minute, worked off. */
void story_order(struct season *season, const char *now, const char *subject, const char *body);
/* Her "skicka" to the preview among the fresh letters; what it sends is then fresh. */
void story_send(struct season *season, const char *now);
/* The meeting on 9 March is ordered on 25 January; its preview is the fresh letter. */
void story_order_meeting(struct season *season);
/* It is called, too: the invitations are the fresh letters. */
void story_call_meeting(struct season *season);
/* Her invitation, the first among all letters. */
const struct season_letter *story_invitation(const struct season *season, const char *to);
/* All mails are filed away, the meeting was made once, each invitation has left once. */
void story_meeting_is_called_once(struct season *season);
void story_counts(struct season *season, const char *wanted);

/* An idea of Eva's: a mail that comes to one fact and one letter, her thanks. */
void story_write_idea(struct season *season);
/* The journal but for the list's import: kind and word, a line each. */
const char *story_facts(struct season *season);
/* The idea lies there as it came: no fact, no letter. */
void story_idea_waits(struct season *season);
/* It has come to what it comes to, once: mail filed away, facts, her letter. */
void story_idea_is_done(struct season *season);
/* The same after a run at `now`, to which another adds nothing. */
void story_idea_is_kept(struct season *season, const char *now);

#endif
