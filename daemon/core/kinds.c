/* SPDX-License-Identifier: MIT */
/*
 * The words of the core's enums, as the database, the JSON and the journal have them. A word is
 * never changed once it stands in somebody's database.
 */
#include <string.h>

#include "core/fact.h"
#include "core/snapshot.h"

static int find_text(const char *const words[], int n, const char *text)
{
	for (int i = 0; text && i < n; i++)
		if (strcmp(words[i], text) == 0)
			return i;
	return -1;
}

#define WORDS(name, type, count, ...)                                                              \
	static const char *const name##_words[count] = {__VA_ARGS__};                              \
	const char *name##_text(type value)                                                        \
	{                                                                                          \
		return name##_words[value];                                                        \
	}                                                                                          \
	int name##_from_text(const char *text)                                                     \
	{                                                                                          \
		return find_text(name##_words, count, text);                                       \
	}

WORDS(role, enum role, ROLES, [ROLE_MEMBER] = "member", [ROLE_LEADER] = "leader",
	[ROLE_HEAD] = "head", [ROLE_OUTSIDE] = "outside")
WORDS(standing, enum standing, STANDINGS, [STANDING_ACTIVE] = "active",
	[STANDING_PAUSED] = "paused", [STANDING_LEFT] = "left", [STANDING_BOUNCING] = "bouncing")
WORDS(meeting_state, enum meeting_state, MEETING_STATES, [MEETING_CALLED] = "called",
	[MEETING_HELD] = "held", [MEETING_CANCELLED] = "cancelled")
WORDS(project_state, enum project_state, PROJECT_STATES, [PROJECT_RECRUITING] = "recruiting",
	[PROJECT_RUNNING] = "running", [PROJECT_PARKED] = "parked", [PROJECT_DONE] = "done")
WORDS(ask_state, enum ask_state,
	ASK_STATES, [ASK_OPEN] = "open", [ASK_CLOSED] = "closed", [ASK_WITHDRAWN] = "withdrawn")
WORDS(order_state, enum order_state,
	ORDER_STATES, [ORDER_ASKED] = "asked", [ORDER_HELD] = "held", [ORDER_DONE] = "done",
	[ORDER_STOPPED] = "stopped", [ORDER_EXPIRED] = "expired", [ORDER_REPLACED] = "replaced")
WORDS(letter_state, enum letter_state, LETTER_STATES, [LETTER_WAITING] = "waiting",
	[LETTER_SENT] = "sent", [LETTER_FAILED] = "failed", [LETTER_DROPPED] = "dropped")
WORDS(letter_class, enum letter_class, CLASSES, [CLASS_MEETING] = "meeting",
	[CLASS_GROUP] = "group", [CLASS_PROGRESS] = "progress", [CLASS_REST] = "rest",
	[CLASS_REPLY] = "reply", [CLASS_LEADERS] = "leaders")
WORDS(evidence, enum evidence, EVIDENCES, [EVIDENCE_NONE] = "none", [EVIDENCE_WEAK] = "weak",
	[EVIDENCE_STRONG] = "strong", [EVIDENCE_TOLD] = "told")
WORDS(fact_kind, enum fact_kind, FACT_KINDS, [FACT_NETWORK_LIVE] = "network-live",
	[FACT_NETWORK_STOPPED] = "network-stopped", [FACT_NETWORK_STARTED] = "network-started",
	[FACT_WEEK_HELD] = "week-held", [FACT_STANDARD_APPROVED] = "standard-approved",
	[FACT_MEMBER_ADDED] = "member-added", [FACT_MEMBER_CHANGED] = "member-changed",
	[FACT_MEMBER_STANDING] = "member-standing", [FACT_MEMBER_AWAY] = "member-away",
	[FACT_MEMBER_BOUNCED] = "member-bounced", [FACT_MEMBER_FORGOTTEN] = "member-forgotten",
	[FACT_ADDRESS_LEARNED] = "address-learned", [FACT_MEETING_MADE] = "meeting-made",
	[FACT_MEETING_CHANGED] = "meeting-changed", [FACT_MEETING_MOVED] = "meeting-moved",
	[FACT_MEETING_CANCELLED] = "meeting-cancelled", [FACT_MEETING_HELD] = "meeting-held",
	[FACT_NUMBERS_TOLD] = "numbers-told", [FACT_DETAILS_TOLD] = "details-told",
	[FACT_AGENDA_CALLED] = "agenda-called", [FACT_AGENDA_DRAFTED] = "agenda-drafted",
	[FACT_PROJECT_MADE] = "project-made", [FACT_PROJECT_CHANGED] = "project-changed",
	[FACT_PROJECT_STATE] = "project-state", [FACT_PROJECT_CONTACT] = "project-contact",
	[FACT_PROJECT_TAKEN] = "project-taken", [FACT_PROGRESS_TOLD] = "progress-told",
	[FACT_ITEM_ADDED] = "item-added", [FACT_ITEM_WITHDRAWN] = "item-withdrawn",
	[FACT_IDEA_ADDED] = "idea-added", [FACT_ASK_PUT] = "ask-put",
	[FACT_ASK_REMINDED] = "ask-reminded", [FACT_ANSWERED] = "answered",
	[FACT_ANSWER_UNDONE] = "answer-undone", [FACT_ASKED_BACK] = "asked-back",
	[FACT_ASK_CLOSED] = "ask-closed", [FACT_ASK_WITHDRAWN] = "ask-withdrawn",
	[FACT_ORDER_MADE] = "order-made", [FACT_ORDER_APPROVED] = "order-approved",
	[FACT_ORDER_DONE] = "order-done", [FACT_ORDER_STOPPED] = "order-stopped",
	[FACT_ORDER_EXPIRED] = "order-expired", [FACT_ORDER_REPLACED] = "order-replaced",
	[FACT_LETTER_MADE] = "letter-made", [FACT_LETTER_SENT] = "letter-sent",
	[FACT_LETTER_FAILED] = "letter-failed", [FACT_LETTER_DROPPED] = "letter-dropped",
	[FACT_LETTER_HELD] = "letter-held", [FACT_LETTER_RELEASED] = "letter-released",
	[FACT_MAIL_PLACED] = "mail-placed", [FACT_MAIL_IGNORED] = "mail-ignored",
	[FACT_MAIL_TO_LOOK_AT] = "mail-to-look-at", [FACT_LOOK_TOLD] = "look-told",
	[FACT_SENDER_DOUBTED] = "sender-doubted", [FACT_WRONG_CODE] = "wrong-code",
	[FACT_ALERT_SENT] = "alert-sent", [FACT_OUTAGE_TOLD] = "outage-told",
	[FACT_FIRST_ORDER] = "first-order")
