/* SPDX-License-Identifier: MIT */
/* In which states and of which kinds the core's things are, and the words for that in database, JSON and journal. */
#ifndef SAMLAD_CORE_KINDS_H
#define SAMLAD_CORE_KINDS_H

enum role { ROLE_MEMBER, ROLE_LEADER, ROLE_HEAD, ROLE_OUTSIDE, ROLES };		 /* member leader head outside */
enum standing { STANDING_ACTIVE, STANDING_PAUSED, STANDING_LEFT, STANDING_BOUNCING, STANDINGS }; /* active paused left bouncing */
enum meeting_state { MEETING_CALLED, MEETING_HELD, MEETING_CANCELLED, MEETING_STATES };	 /* called held cancelled */
enum project_state { PROJECT_RECRUITING, PROJECT_RUNNING, PROJECT_PARKED, PROJECT_DONE, PROJECT_STATES };
enum ask_state { ASK_OPEN, ASK_CLOSED, ASK_WITHDRAWN, ASK_STATES };		 /* open closed withdrawn */
enum order_state {
	ORDER_ASKED,	/* the preview is out */
	ORDER_HELD,	/* approved, the hold or the working hours run */
	ORDER_DONE,
	ORDER_STOPPED,	/* said no to, or stopped in the hold */
	ORDER_EXPIRED,
	ORDER_REPLACED, /* changed words gave a new preview */
	ORDER_STATES
}; /* asked held done stopped expired replaced */
enum letter_state { LETTER_WAITING, LETTER_SENT, LETTER_FAILED, LETTER_DROPPED, LETTER_STATES }; /* waiting sent failed dropped */
/* The order in which letters that don't fit the budget go out, then those that it doesn't count. */
enum letter_class { CLASS_MEETING, CLASS_GROUP, CLASS_PROGRESS, CLASS_REST, CLASS_REPLY, CLASS_LEADERS, CLASSES };
enum evidence { EVIDENCE_NONE, EVIDENCE_WEAK, EVIDENCE_STRONG, EVIDENCE_TOLD, EVIDENCES }; /* none weak strong told */

/* The words; _from_text gives -1. A word that stands in a database is never changed. */
const char *role_text(enum role role);
int role_from_text(const char *text);
const char *standing_text(enum standing standing);
int standing_from_text(const char *text);
const char *meeting_state_text(enum meeting_state state);
int meeting_state_from_text(const char *text);
const char *project_state_text(enum project_state state);
int project_state_from_text(const char *text);
const char *ask_state_text(enum ask_state state);
int ask_state_from_text(const char *text);
const char *order_state_text(enum order_state state);
int order_state_from_text(const char *text);
const char *letter_state_text(enum letter_state state);
int letter_state_from_text(const char *text);
const char *letter_class_text(enum letter_class class);
int letter_class_from_text(const char *text);
const char *evidence_text(enum evidence evidence);
int evidence_from_text(const char *text);

#endif
