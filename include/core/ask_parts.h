/* SPDX-License-Identifier: MIT */
/* What the files of the asks share: their rows, and look-ups that see what this decision has made or changed. */
#ifndef SAMLAD_CORE_ASK_PARTS_H
#define SAMLAD_CORE_ASK_PARTS_H

#include "core/ask.h"

extern const struct ask_ops ask_attendance, ask_agenda, ask_signup, ask_progress, ask_confirm, ask_intro, ask_standing;

/* The working copy where there is one, else the snapshot's; NULL. */
const struct meeting *ask_see_meeting(const struct effects *fx, int64_t id);
const struct project *ask_see_project(const struct effects *fx, int64_t id);
const struct look *ask_see_look(const struct effects *fx, int64_t id);
/* A letter to the ask's member that carries the ask; NULL when she isn't there. */
struct draft *ask_letter(struct effects *fx, const char *template, const struct ask *ask, enum letter_class class);
/* No answer yet. */
struct standing_answer ask_no_answer(void);
/* Her words beside the answer, or instead of it; the reader has left reasons of health out. Never NULL. */
const char *ask_words(const struct answering *answering);
/* One-tap answers yes, no, maybe. */
void ask_offer_polar(struct effects *fx, struct draft *draft);

/* ---- attendance ---- */
void attendance_fill(struct effects *fx, struct view *view, const struct meeting *meeting);
/* Her own copy as it now is. file_only: an attachment that doesn't ask. */
struct invite *attendance_invite(struct effects *fx, const struct meeting *meeting, const struct ask *ask, bool file_only);
/* The answer was meant for the day before the meeting was moved. */
bool attendance_is_for_old_day(const struct answering *answering, const struct meeting *meeting);
/* Her calendar asked for the current copy (RFC 5546, REFRESH). */
void attendance_refresh(struct answering *answering);

/* ---- signup ---- */
/* The project that she is asked about in an ask of one offer; NULL for several. */
const struct project *signup_only_project(const struct effects *fx, const struct ask *ask);
/* Whether all places are taken by others. */
bool signup_is_full(const struct snapshot *snapshot, const struct project *project, int64_t but_for);

/* The letters that ask (ask_signup_letter.c). */
struct draft *signup_put(struct effects *fx, struct ask *ask);
struct draft *signup_remind(struct effects *fx, struct ask *ask);

/* ---- standing ---- */
/* Leaves, or pauses until that day (DAY_NONE: until she says so), on her own word; the receipt undoes it. */
void standing_leave(struct answering *answering);
void standing_pause(struct answering *answering, day until);

/* ---- confirm: doubts (ask_doubt.c), whose topic is a look and not an order ---- */
struct draft *doubt_put(struct effects *fx, struct ask *ask);
void doubt_answered(struct answering *answering);
void doubt_question(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena, struct question *question);

#endif
