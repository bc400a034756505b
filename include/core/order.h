/* SPDX-License-Identifier: MIT */
/*
 * Orders are a table: each kind is one file, order_<kind>.c, and a row in order.c. What mails or changes something
 * gets a preview that holds the whole letter; its `confirm` ask decides; after the hold it is carried out.
 */
#ifndef SAMLAD_CORE_ORDER_H
#define SAMLAD_CORE_ORDER_H

#include "core/ask.h"
#include "core/desk.h"
#include "core/effects.h"

/* The words of orders first (enum order_word), then what has no word of its own. */
enum order_kind {
	ORDER_KIND_AGENDA = ORDER_WORDS, /* the draft agenda after the deadline: goes out on the leaders' word */
	ORDER_KIND_CHOICE,		 /* a row of the leaders' letter that mails many ("1 fråga alla") */
	ORDER_KINDS
};

struct order_ops {
	int kind;
	const char *name;   /* "meeting": what the database holds */
	bool at_once;	    /* answered at once, no preview (status, help, stop, idea) */
	bool anybody;	    /* any member may (idea, help) */
	bool contact;	    /* a project's contact may, for her own group */
	/* at_once kinds: does it and answers. Others: NULL. */
	void (*answer)(struct effects *fx, const struct arrival *arrival, const struct member *member);
	/* What the order takes from the mail beside its fields and text (who answered what); may be NULL. */
	void (*begin)(struct effects *fx, struct order *order, const struct arrival *arrival, const struct member *member);
	/* Checks and completes a fresh order (working copy). A problem stops it: the name of the section of the letter
	 * order-problem that says what to write instead, its values in view. NULL when it is fine. */
	const char *(*check)(struct effects *fx, struct order *order, struct view *view);
	const char *preview_template;
	/* The preview's own lines into draft->view and the letters as a member will see them into draft->shown; how many
	 * letters go out in all. May be called on a draft that is thrown away. */
	int (*preview)(struct effects *fx, const struct order *order, struct draft *draft);
	/* A changed order (working copy, still as the old one) from the answer to its preview. False: nothing in it was
	 * understood. NULL: fields, title and text of the answer go over the old ones. */
	bool (*change)(struct effects *fx, struct order *order, const struct answering *answering);
	/* Carries it out and sets order->topic; letters to many are put by the planner from the state that this leaves:
	 * a new meeting is CALLED with nobody asked; a changed one has a higher sequence than its asks; answers to an old
	 * day stand in ask->before (a no sets declined_before_move); a project has `called` set. */
	void (*carry_out)(struct effects *fx, struct order *order);
};
const struct order_ops *order_ops(int kind);
int order_kind_from_name(const char *name); /* -1 */

/* A leader's or contact's mail that is an order, or a member's idea/help: preview, answer, or what to write instead. */
void order_take(struct effects *fx, const struct arrival *arrival, const struct member *member);
/* A leader's own calendar invitation (REQUEST, CANCEL) to the network's address. False when it is none. */
bool order_take_calendar(struct effects *fx, const struct arrival *arrival, const struct member *member);
/* ask_confirm's put: the preview of the order that is the ask's topic (or, of one done at once, its receipt). */
struct draft *order_confirm_put(struct effects *fx, struct ask *ask);
/* ask_confirm's answered, also for a closed ask (the second leader is told what the first decided).
 * The answer to a preview: yes holds it, no stops it, text is a change and gives a new preview. */
void order_confirmed(struct answering *answering);
/* `stopp` in the hold. False when nothing is held. */
bool order_stop_held(struct effects *fx, const struct arrival *arrival, const struct member *member);
/* A reply to the leaders' letter with rows chosen. False when it chooses none. */
bool order_take_choices(struct effects *fx, const struct arrival *arrival, const struct member *member);
/* A reply to it in which nothing could be read: she is told how, with the rows. */
void order_choices_unread(struct effects *fx, const struct arrival *arrival, const struct member *member);
/* For the planner: releases what the hold lets go, expires old previews, tells the other leader after a working day.
 * Returns the next instant at which one of these is due. */
instant order_plan(const struct snapshot *snapshot, instant now, struct effects *fx);

/* The draft agenda of a meeting to all leaders, as an order that their word sends; sets agenda_drafted. For the planner. */
void order_agenda_draft(struct effects *fx, const struct meeting *meeting);

const char *order_field(const struct order *order, enum order_field field); /* or NULL */
day order_field_day(const struct order *order, enum order_field field);	   /* or DAY_NONE */

#endif
