/* SPDX-License-Identifier: MIT */
/*
 * Facts: the append-only journal of what changed, in numbers and words of the domain, each with the mail or the
 * clock tick that caused it. No person's own words or names stand here. Kinds are rows of fact_kinds[]; the
 * text ("answered") is what the database and `status --why` show and never changes its meaning.
 */
#ifndef SAMLAD_CORE_FACT_H
#define SAMLAD_CORE_FACT_H

#include <stdint.h>

#include "base/when.h"

enum fact_kind {
	FACT_NETWORK_LIVE, FACT_NETWORK_STOPPED, FACT_NETWORK_STARTED, FACT_WEEK_HELD, FACT_STANDARD_APPROVED,
	FACT_MEMBER_ADDED, FACT_MEMBER_CHANGED, FACT_MEMBER_STANDING, FACT_MEMBER_AWAY, FACT_MEMBER_BOUNCED, FACT_MEMBER_FORGOTTEN,
	FACT_ADDRESS_LEARNED,
	FACT_MEETING_MADE, FACT_MEETING_CHANGED, FACT_MEETING_MOVED, FACT_MEETING_CANCELLED, FACT_MEETING_HELD,
	FACT_NUMBERS_TOLD, FACT_DETAILS_TOLD, FACT_AGENDA_CALLED, FACT_AGENDA_DRAFTED,
	FACT_PROJECT_MADE, FACT_PROJECT_CHANGED, FACT_PROJECT_STATE, FACT_PROJECT_CONTACT, FACT_PROJECT_TAKEN,
	FACT_PROGRESS_TOLD, FACT_ITEM_ADDED, FACT_ITEM_WITHDRAWN, FACT_IDEA_ADDED,
	FACT_ASK_PUT, FACT_ASK_REMINDED, FACT_ANSWERED, FACT_ANSWER_UNDONE, FACT_ASKED_BACK, FACT_ASK_CLOSED, FACT_ASK_WITHDRAWN,
	FACT_ORDER_MADE, FACT_ORDER_APPROVED, FACT_ORDER_DONE, FACT_ORDER_STOPPED, FACT_ORDER_EXPIRED, FACT_ORDER_REPLACED,
	FACT_LETTER_MADE, FACT_LETTER_SENT, FACT_LETTER_FAILED, FACT_LETTER_DROPPED, FACT_LETTER_HELD, FACT_LETTER_RELEASED,
	FACT_MAIL_PLACED, FACT_MAIL_IGNORED, FACT_MAIL_TO_LOOK_AT, FACT_LOOK_TOLD, FACT_SENDER_DOUBTED, FACT_WRONG_CODE,
	FACT_ALERT_SENT, FACT_OUTAGE_TOLD, FACT_FIRST_ORDER,
	FACT_KINDS
};

/* 0, NULL and DAY_NONE where a kind has no use for a field. */
struct fact {
	enum fact_kind kind;
	int64_t member;
	int64_t topic; /* meeting, project, item, idea, look */
	int64_t ask;
	int64_t letter;
	int64_t order;
	const char *word; /* a word of the domain ("yes", "paused", a template's name); never a person's */
	int64_t number;
	day day;
};

const char *fact_kind_text(enum fact_kind kind);
int fact_kind_from_text(const char *text);

#endif
