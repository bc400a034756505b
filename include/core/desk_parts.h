/* SPDX-License-Identifier: MIT */
/* What the desk's files share: one mail on the desk, and the steps that it goes through. */
#ifndef SAMLAD_CORE_DESK_PARTS_H
#define SAMLAD_CORE_DESK_PARTS_H

#include "core/ask_parts.h"
#include "core/desk.h"

struct desk {
	const struct snapshot *snapshot;
	const struct arrival *arrival;
	const struct understanding *read;
	struct effects *fx;
	instant now;
	const char *from;		/* normal; NULL for none, or several */
	const struct member *member;	/* the sender; NULL: nobody we know, or not sure who */
	const char *on_behalf;		/* who wrote in her place, with her right; or NULL */
	bool doubted;			/* a letter came back from an address that isn't its member's */
	bool shared;			/* the sender's address is several members', and nothing says whose mail it is */
	bool weak_counts;		/* weak evidence is enough: the sender isn't doubted, and guesses no codes */
	bool to_alert;			/* a leader answers the leaders' letter: about its rows, not about what she was asked */
	const struct ask *own;		/* the ask of the letter that came back, as the snapshot has it; or NULL */
};

/* ---- desk_sender.c ---- */
void desk_find_sender(struct desk *desk);
/* "a@x" and "b@x": the same domain. */
bool desk_same_domain(const char *address, const char *other);
/* Counts a code that is none of hers; a sign of life ends her bounces. */
void desk_note_sender(struct desk *desk);

/* ---- desk_machine.c ---- */
/* Bounces, auto-replies, lists, notifications, our own mail: never answered. */
void desk_take_machine(struct desk *desk);

/* ---- desk_calendar.c ---- */
/* A calendar's answer to one of our invitations. False when there is none. */
bool desk_take_calendar(struct desk *desk);

/* ---- desk_place.c ---- */
/* One answer to one ask, as the desk hands it on. */
struct answering desk_answering(struct desk *desk, const struct ask *ask, const struct answer *answer,
	enum evidence evidence);
/* Hands it to its kind, with undo, late answers and questions back seen to. */
void desk_hand_on(struct desk *desk, struct answering *answering);
/* Finds the asks that the mail's words answer. False when they answer none. */
bool desk_place(struct desk *desk);
/* Whether an answer to the ask still matters. */
bool desk_is_open(const struct desk *desk, const struct ask *ask);

/* ---- desk_tell.c ---- */
/* What she wrote goes to the leaders, and she is told so. */
void desk_forward(struct desk *desk, const char *why, bool at_stake);
/* Thanks for an answer to what is over: nothing changes. */
void desk_tell_late(struct desk *desk, struct answering *answering);

/* ---- desk_doubt.c ---- */
void desk_ask_whether_it_was_her(struct desk *desk, const struct answer *answer);
void desk_ask_who(struct desk *desk);

/* ---- desk_wish.c ---- */
/* help leave pause records. False when she wishes none of them. */
bool desk_take_wish(struct desk *desk);

/* ---- desk_bound.c ---- */
/* Last of all: never more letters than one sender may cause, and in trial none but to leaders. */
void desk_bound(struct desk *desk);
/* How many more replies this sender may cause today. */
int desk_replies_left(const struct desk *desk);

#endif
