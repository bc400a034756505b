/* SPDX-License-Identifier: MIT */
/*
 * What the planner's rules share. A rule opens a plan, looks at each thing that could be due, and either does it or
 * notes the instant at which to look again; what plan_next() gives is the earliest of these.
 */
#ifndef SAMLAD_CORE_PLAN_PARTS_H
#define SAMLAD_CORE_PLAN_PARTS_H

#include "core/effects.h"

struct plan {
	const struct snapshot *snapshot;
	const struct network *network;
	struct effects *fx;
	instant now;
	day today;
	instant next;
};

struct plan plan_open(const struct snapshot *snapshot, instant now, struct effects *fx);
/* Look again at that instant; one that is past already means: at the next second. INSTANT_NEVER is none. */
void plan_at(struct plan *plan, instant at);
/* Whether the instant has come; if not, it is noted. */
bool plan_is_due(struct plan *plan, instant due);
/* Whether letters to members may be made now: live, neither stopped nor held back, within hours. If not, notes when.
 * To be asked only where something is due, so that a quiet network isn't woken each morning. */
bool plan_may_mail(struct plan *plan);
/* The same in trial, when letters are rehearsed; false once the network is live. */
bool plan_may_rehearse(struct plan *plan);
/* Whether an unprompted, counted letter to her fits now; if not, notes when. */
bool plan_fits(struct plan *plan, const struct member *member, enum letter_class class);
/* Askable, and told who asks (first letter) where the network does that. Sees what this decision has done. */
bool plan_may_ask(const struct plan *plan, const struct member *member);
/* The opening of the working day after her return, if she is away; INSTANT_NONE else. */
instant plan_back(const struct plan *plan, const struct member *member);
instant plan_later(instant a, instant b);
/* A plain fact about a topic. */
void plan_fact(struct plan *plan, enum fact_kind kind, int64_t topic);
/* Active leaders, one after another: NULL begins, NULL ends. */
const struct member *plan_next_leader(const struct plan *plan, const struct member *after);

/* ---- what both meetings and letters about them need (plan_meeting.c) ---- */
void plan_fill_meeting(struct effects *fx, struct view *view, const struct meeting *meeting);
/* One row for the partial part-look: who, what it is about (a flag named by look->why), the words. */
void plan_fill_look(struct effects *fx, struct view *view, const struct look *look);
/* Unanswered, not reminded, hasn't said no to an earlier day. */
bool plan_is_silent(const struct plan *plan, const struct ask *ask);

/* ---- trial (plan_rehearse.c) ---- */
/* Gives the leaders, each in her language, one letter for each template among the drafts of `apart`, headed with those to
 * whom it would have gone. */
void plan_rehearse(struct plan *plan, const struct effects *apart);
/* Effects on the side, over the same snapshot, thrown away afterwards. */
struct effects *plan_apart(const struct plan *plan);

/* ---- what goes out in the days to come (plan_forecast.c) ---- */
struct forecast_line {
	const char *template;
	int64_t topic; /* meeting or project; 0 */
	day day;
	int letters;
};
struct forecast {
	LIST_OF(struct forecast_line) lines;
};
/* Letters to members that wait or become due until then, if nobody answers meanwhile and nothing is ordered. */
void plan_forecast(const struct snapshot *snapshot, instant now, instant until, struct arena *arena,
	struct forecast *ret_forecast);

/* What becomes due of them from then until then, on the network as the snapshot has it. */
void plan_ahead(const struct snapshot *snapshot, instant from, instant until, struct arena *arena,
	struct forecast *ret_forecast);

/* ---- the rules, in the order of the table (planner.c) ---- */
instant plan_standing(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_first_letters(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_meetings_over(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_changes(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_invitations(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_reminders(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_details(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_numbers(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_agenda(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_groups(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_signup(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_progress(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_outage(const struct snapshot *snapshot, instant now, struct effects *fx);
instant plan_looks(const struct snapshot *snapshot, instant now, struct effects *fx);

#endif
