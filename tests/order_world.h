/* SPDX-License-Identifier: MIT */
/* Steps in the small network of order_network.h: each decides on the snapshot, which then is what
 * the step left. */
#ifndef SAMLAD_TESTS_ORDER_WORLD_H
#define SAMLAD_TESTS_ORDER_WORLD_H

#include "core/outcome.h"
#include "core/workdays.h"

#include "order_stand_ins.h"

static inline void world_begin(struct world *w)
{
	effects_init(&w->fx, w->arena, w->snapshot, w->now);
}

static inline void world_end(struct world *w)
{
	w->snapshot = outcome_snapshot(&w->fx);
}

static inline struct understanding *world_read(struct world *w)
{
	struct understanding *read = arena_make(w->arena, struct understanding);

	read->subject = "Möte: …";
	read->message_id = "m1@fou.example";
	read->reply = "";
	read->date = INSTANT_NONE;
	return read;
}

/* An order's mail. fields: "day=2027-03-09;time=13:00-16:00", with the names of order_field_text().
 */
static inline struct understanding *world_order(
	struct world *w, enum order_word word, const char *title, const char *fields)
{
	struct understanding *read = world_read(w);
	char *copy = arena_strdup(w->arena, fields ? fields : ""), *rest = copy;

	read->order = arena_make(w->arena, struct order_read);
	read->order->word = word;
	read->order->title = title;
	read->order->text = "";
	for (char *one; (one = strsep(&rest, ";"));) {
		char *is = strchr(one, '=');
		if (!is)
			continue;
		*is = '\0';
		assert_true(order_field_from_text(one) >= 0);
		*arena_push(w->arena, &read->order->fields) =
			(struct field){(enum order_field)order_field_from_text(one), is + 1};
	}
	return read;
}

static inline void world_take(struct world *w, int64_t member, const struct understanding *read)
{
	struct arrival arrival = {.mail = 1, .at = w->now, .read = read};

	world_begin(w);
	order_take(&w->fx, &arrival, snapshot_member(w->snapshot, member));
	world_end(w);
}

static inline void world_plan(struct world *w, instant now)
{
	w->now = now;
	world_begin(w);
	order_plan(w->snapshot, now, &w->fx);
	world_end(w);
}

static inline const struct ask *world_confirm(const struct world *w, int64_t member)
{
	for (size_t i = w->snapshot->asks.n; i-- > 0;)
		if (w->snapshot->asks.at[i].kind == ASK_CONFIRM &&
			w->snapshot->asks.at[i].member == member)
			return &w->snapshot->asks.at[i];
	return NULL;
}

/* An answer to the member's newest preview; read may be NULL. */
static inline void world_answer(struct world *w, int64_t member, enum answer_kind kind,
	const struct understanding *read, enum evidence evidence)
{
	struct answer answer = {.kind = kind, .date = DAY_NONE, .hours = -1};
	const struct ask *ask = world_confirm(w, member);

	assert_non_null(ask);
	world_begin(w);
	struct answering answering = {.snapshot = w->snapshot,
		.fx = &w->fx,
		.now = w->now,
		.mail = 2,
		.mail_id = "m2@fou.example",
		.mail_subject = "Re: Ska inbjudan gå ut?",
		.member = snapshot_member(w->snapshot, member),
		.ask = effects_ask(&w->fx, ask),
		.answer = &answer,
		.read = read ? read : world_read(w),
		.evidence = evidence};
	order_confirmed(&answering);
	world_end(w);
}

static inline void world_yes(struct world *w, int64_t member)
{
	world_answer(w, member, ANSWER_YES, NULL, EVIDENCE_STRONG);
}

/* The newest order. */
static inline const struct order *world_last(const struct world *w)
{
	return w->snapshot->orders.n ? &w->snapshot->orders.at[w->snapshot->orders.n - 1] : NULL;
}

static inline const struct draft *world_draft(const struct world *w, const char *template)
{
	for (size_t i = 0; i < w->fx.drafts.n; i++)
		if (strcmp(w->fx.drafts.at[i]->template, template) == 0)
			return w->fx.drafts.at[i];
	return NULL;
}

static inline bool draft_says(const struct draft *draft, const char *name)
{
	const struct value *value = draft ? view_find(draft->view, name) : NULL;

	return value && (value->type != VALUE_FLAG || value->number);
}

static inline int64_t draft_number(const struct draft *draft, const char *name)
{
	const struct value *value = draft ? view_find(draft->view, name) : NULL;

	return value ? value->number : -1;
}

static inline bool world_has_fact(const struct world *w, enum fact_kind kind)
{
	for (size_t i = 0; i < w->fx.facts.n; i++)
		if (w->fx.facts.at[i].kind == kind)
			return true;
	return false;
}

#endif
