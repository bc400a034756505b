/* SPDX-License-Identifier: MIT */
/* What the files of the orders share: their rows, fields, look-ups by the words that people write, and the preview. */
#ifndef SAMLAD_CORE_ORDER_PARTS_H
#define SAMLAD_CORE_ORDER_PARTS_H

#include "core/order.h"

extern const struct order_ops order_meeting, order_project, order_member, order_answer, order_status, order_help,
	order_stop, order_start, order_idea, order_agenda, order_choice;

/* ---- fields (order_field.c) ---- */
/* Sets or replaces; text is kept as it is. NULL or "" takes the field away. */
void order_set_field(struct arena *arena, struct order *order, enum order_field field, const char *text);
/* What her words say goes over what the order has; a new day with the weekday that she said beside it. False when they say
 * nothing that a thing of that kind has. */
bool order_take_fields(struct arena *arena, struct order *order, const struct order_read *words);
/* A copy whose fields may be changed without changing the old one's. */
struct order *order_copy(struct arena *arena, const struct order *order);
/* "13:00-16:00", "13:00" (then ret_end_s is -1): seconds since midnight. False when it is neither. */
bool order_parse_time(const char *text, int *ret_start_s, int *ret_end_s);
/* The first number in the text, 0 to 999999; -1 when there is none. */
int order_number(const char *text);

/* ---- what words name (order_find.c) ---- */
/* Not done. loosely: else the only one whose title holds these words ("Korttidsvård"). */
const struct project *order_find_project(const struct snapshot *snapshot, const char *title, bool loosely);
/* Not cancelled; to come, or (past) the last one too. loosely as above. */
const struct meeting *order_find_meeting(const struct snapshot *snapshot, const char *title, instant now, bool past,
	bool loosely);
/* The meeting that an order to change, repeat or call off one speaks of: by its name, by words that the name shares with
 * the order's title ("vårmötet"), by its day, or where nothing is named the only one; NULL where it may be another. */
const struct meeting *order_meant_meeting(const struct snapshot *snapshot, const struct order_read *words, instant now);
/* The only one to come; NULL when none or several. */
const struct meeting *order_only_meeting(const struct snapshot *snapshot, instant now);
/* The next one of the whole network (group 0) or of that group. */
const struct meeting *order_next_meeting(const struct snapshot *snapshot, int64_t group, instant now);
/* A member by the longest run of the text's words that names one; NULL, and in ret_several whether more than one fits. */
const struct member *order_find_named(struct arena *arena, const struct snapshot *snapshot, const char *text,
	bool *ret_several);
/* The project that she holds; NULL when none or several. */
const struct project *order_held_project(const struct snapshot *snapshot, const struct member *member);
bool order_is_contact(const struct snapshot *snapshot, const struct member *member);
/* Rows of `name` for a problem: what exists. */
void order_name_projects(struct effects *fx, struct view *view);
void order_name_meetings(struct effects *fx, struct view *view);
void order_name_sectors(struct effects *fx, struct view *view);
/* The given name, else the whole name. */
const char *order_call_name(const struct member *member);

/* ---- asking and telling (order_preview.c) ---- */
/* The network after the order, apart from fx: effects over that snapshot, and the order as it then is. */
struct effects *order_outcome(struct effects *fx, const struct order *order, const struct order **ret_done);
/* Shows the last draft of apart in the preview, unless one in its language is shown already. */
void order_show(struct effects *fx, struct draft *preview, const struct effects *apart);
bool order_shows_language(const struct draft *preview, const char *language);
/* How many letters it sends, as its preview counts them. */
int order_count_letters(struct effects *fx, const struct order *order);
/* Puts the order's confirm ask to that leader, and returns it; reply_to_id: the mail it answers, or NULL. */
const struct ask *order_ask(struct effects *fx, const struct order *order, const struct member *to, const char *reply_to_id);
/* When it leaves after a yes at now. */
instant order_release(const struct network *network, instant now, int letters);
/* A letter of this template in answer to a mail, in its thread. */
struct draft *order_reply(struct effects *fx, const char *template, const struct member *to,
	const struct understanding *read);
/* Closes what is still open of an order's confirm asks. */
void order_close_asks(struct effects *fx, const struct order *order);
/* The letter order-problem, with that section of it, in answer to a mail. */
struct draft *order_problem(struct effects *fx, const struct arrival *arrival, const struct member *to, const char *section);

/* ---- single orders' ---- */
/* Fresh order (not yet in fx) to its preview; the first one starts the leaders' letters. */
void order_begin(struct effects *fx, const struct order *fresh, const struct member *member, const char *reply_to_id);
/* Which meeting the order is about; NULL: a new one, or none found. */
const struct meeting *meeting_target(const struct effects *fx, const struct order *order);
/* "The same again": the order becomes one for a new meeting with what the old one had and the order doesn't say. */
void meeting_copy(struct effects *fx, struct order *order, const struct meeting *old);
int meeting_preview(struct effects *fx, const struct order *order, struct draft *preview);
struct meeting_plan {
	const struct meeting *target; /* NULL: a new one */
	instant start, end;
	bool assumed_end;	      /* only the beginning was said */
	int64_t group;
};
/* Whose meeting it is, into plan->group: NULL, or the problem's section. A contact's orders are for her own group. */
const char *meeting_read_group(struct effects *fx, const struct order *order, struct view *problem, struct meeting_plan *plan);
/* NULL, or the problem's section. */
const char *meeting_plan_read(struct effects *fx, const struct order *order, struct view *problem, struct meeting_plan *ret_plan);
/* Whether she gets an invitation of her own to the meeting. */
bool meeting_invites(const struct snapshot *snapshot, const struct meeting *meeting, const struct member *member, day today);
/* "4 (primärvård 1, äldreomsorg 2)". NULL, or the problem's section. */
const char *wanted_read(struct effects *fx, const char *text, struct view *problem, struct project *project);
/* A project's words and numbers for a letter; the contact only where she has agreed. */
void order_fill_project(struct effects *fx, struct view *view, const struct project *project);
/* Takes back what a choice did at once. */
void choice_undo(struct effects *fx, struct order *order);
void choice_fill(struct effects *fx, const struct order *order, struct view *view);
/* Carries out pause, park, close, we-take-it, hold on the state. */
void choice_apply(struct effects *fx, struct order *order);
enum choice_word choice_word_of(const struct order *order);

#endif
