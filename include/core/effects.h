/* SPDX-License-Identifier: MIT */
/*
 * What a decision says should happen: facts, changed things and drafts, in order; store_apply() commits them in
 * one transaction.
 *
 * A change is made on a working copy: effects_ask(fx, ask) gives the same copy each time it is called for the
 * same thing, so two rules of one decision don't overwrite each other. Every changed thing needs at least one
 * fact that says what changed. New things get their number here.
 */
#ifndef SAMLAD_CORE_EFFECTS_H
#define SAMLAD_CORE_EFFECTS_H

#include "base/arena.h"
#include "core/draft.h"
#include "core/fact.h"
#include "core/snapshot.h"

struct effects {
	struct arena *arena;
	const struct snapshot *snapshot;
	instant now;
	int64_t next_id;
	LIST_OF(struct fact) facts;
	LIST_OF(struct draft *) drafts;
	/* changed or new, whole, in the order of their first change */
	LIST_OF(struct member *) members;
	LIST_OF(struct meeting *) meetings;
	LIST_OF(struct project *) projects;
	LIST_OF(struct ask *) asks;
	LIST_OF(struct order *) orders;
	LIST_OF(struct item *) items;
	LIST_OF(struct progress *) progress;
	LIST_OF(struct idea *) ideas;
	LIST_OF(struct look *) looks;
	LIST_OF(struct letter *) letters; /* waiting letters that are held, released or dropped */
	struct network_state *state;	  /* NULL: unchanged */
};

void effects_init(struct effects *fx, struct arena *arena, const struct snapshot *snapshot, instant now);

/* The working copy of something in the snapshot (or one that this decision has made). */
struct member *effects_member(struct effects *fx, const struct member *member);
struct meeting *effects_meeting(struct effects *fx, const struct meeting *meeting);
struct project *effects_project(struct effects *fx, const struct project *project);
struct ask *effects_ask(struct effects *fx, const struct ask *ask);
struct order *effects_order(struct effects *fx, const struct order *order);
struct item *effects_item(struct effects *fx, const struct item *item);
struct look *effects_look(struct effects *fx, const struct look *look);
struct letter *effects_letter(struct effects *fx, const struct letter *letter);
/* A waiting letter held or released, with its fact. One that is released may leave from now on: it is
 * not late by having waited for a word. */
void effects_hold_letter(struct effects *fx, const struct letter *letter, bool hold);
struct network_state *effects_state(struct effects *fx);
/* As it stands after this decision so far: the working copy where there is one, else itself. */
const struct ask *effects_see_ask(const struct effects *fx, const struct ask *ask);

/* New ones, numbered, with "" and NONE where the struct's comments say so. */
struct member *effects_new_member(struct effects *fx);
struct meeting *effects_new_meeting(struct effects *fx);
struct project *effects_new_project(struct effects *fx);
struct ask *effects_new_ask(struct effects *fx, enum ask_kind kind, int64_t member, int64_t topic);
struct order *effects_new_order(struct effects *fx);
struct item *effects_new_item(struct effects *fx, int64_t meeting, int64_t member, const char *text);
struct progress *effects_new_progress(struct effects *fx, int64_t project, int64_t member);
struct idea *effects_new_idea(struct effects *fx);
struct look *effects_new_look(struct effects *fx, const char *why);
/* A new look as it is given (mail, member, from, why, text, at_stake; NULL is ""), with the fact that it is for the
 * leaders. ask: 0 for none. */
struct look *effects_to_leaders(struct effects *fx, struct look what, int64_t ask);

/* Copies the fact; day 0 is taken as DAY_NONE unless the kind's fact sets it. */
void effects_fact(struct effects *fx, struct fact fact);
/* A letter to a member in her language, to her registered address; the caller fills view, class and the rest. */
struct draft *effects_draft(struct effects *fx, const char *template, const struct member *to, enum letter_class class);
void draft_choice(struct effects *fx, struct draft *draft, const char *word_key); /* "tap.yes" */
void draft_choice_say(struct effects *fx, struct draft *draft, const char *say);

#endif
