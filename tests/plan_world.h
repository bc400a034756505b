/* SPDX-License-Identifier: MIT */
/*
 * The planner at work in the small network of order_network.h, as the coordinator lets it: at each
 * due instant it decides until nothing changes, and what it made is sent at once. The log holds who
 * got what when.
 */
#ifndef SAMLAD_TESTS_PLAN_WORLD_H
#define SAMLAD_TESTS_PLAN_WORLD_H

#include "core/alert.h"
#include "core/budget.h"
#include "core/order.h"
#include "core/outcome.h"
#include "core/plan_parts.h"
#include "core/planner.h"
#include "core/stall.h"
#include "core/suggest.h"
#include "core/workdays.h"

#include "order_network.h"

#define ROUNDS_MOST 8

struct sent {
	instant at;
	const struct draft *draft;
};
struct plan_world {
	struct world w;
	LIST_OF(struct sent) log;
	instant next;
	int decisions;
};

/* ---- the world ---- */
static inline instant at(const char *text)
{
	instant found = instant_parse(text);

	assert_true(found != INSTANT_NONE);
	return found;
}

static inline void plan_settings(struct network *network, struct arena *arena)
{
	network->details = (struct delay){2, DELAY_WORKING_DAYS};
	network->numbers = (struct delay){5, DELAY_WORKING_DAYS};
	network->agenda_call = (struct delay){28, DELAY_DAYS};
	network->agenda_deadline = (struct delay){14, DELAY_DAYS};
	network->agenda_reminder = (struct delay){17, DELAY_DAYS};
	network->signup_reminder = (struct delay){7, DELAY_DAYS};
	network->understaffed_after = (struct delay){14, DELAY_DAYS};
	network->progress_every = (struct delay){28, DELAY_DAYS};
	network->silent_after = (struct delay){35, DELAY_DAYS};
	network->alert_weekday = 1;
	network->alert_s = 7 * HOUR_S + 1800;
	*arena_push(arena, &network->budget) = (struct budget_rule){1, 7};
	*arena_push(arena, &network->budget) = (struct budget_rule){3, 30};
}

/* The meeting is called; the group recruits only where a test says so. */
static inline void plan_world_init(struct plan_world *p)
{
	*p = (struct plan_world){0};
	world_init(&p->w);
	plan_settings(&p->w.network, p->w.arena);
	p->w.snapshot->state.alert_rows.n = 0;
	p->w.snapshot->projects.at[0].state = PROJECT_PARKED;
}

static inline struct member *plan_member(struct plan_world *p, int64_t id)
{
	return (struct member *)snapshot_member(p->w.snapshot, id);
}

static inline struct meeting *plan_meeting(struct plan_world *p)
{
	return (struct meeting *)snapshot_meeting(p->w.snapshot, SPRING);
}

static inline struct project *plan_project(struct plan_world *p)
{
	return (struct project *)snapshot_project(p->w.snapshot, GROUP);
}

static inline struct ask *plan_ask(struct plan_world *p, enum ask_kind kind, int64_t member)
{
	return (struct ask *)snapshot_find_ask(p->w.snapshot, kind, member,
		kind == ASK_ATTENDANCE || kind == ASK_AGENDA ? SPRING : GROUP);
}

static inline void plan_answer(
	struct plan_world *p, enum ask_kind kind, int64_t member, enum answer_kind answer)
{
	struct ask *ask = plan_ask(p, kind, member);

	assert_non_null(ask);
	ask->answer.at = p->w.now;
	ask->answer.kind = answer;
}

static inline void plan_begin(struct plan_world *p)
{
	effects_init(&p->w.fx, p->w.arena, p->w.snapshot, p->w.now);
}

/* One decision; whether it did anything. */
static inline bool plan_once(struct plan_world *p, instant now)
{
	struct effects *fx = arena_make(p->w.arena, struct effects);

	p->w.now = now;
	if (p->decisions++ > 0)
		p->w.snapshot->state.due = p->next;
	effects_init(fx, p->w.arena, p->w.snapshot, now);
	p->next = planner_decide(p->w.snapshot, now, fx);
	if (fx->facts.n == 0) {
		assert_int_equal(fx->drafts.n, 0);
		return false;
	}
	list_each (draft, &fx->drafts)
		*arena_push(p->w.arena, &p->log) = (struct sent){now, *draft};
	p->w.snapshot = outcome_snapshot(fx);
	list_each (letter, &p->w.snapshot->letters)
		if (letter->state == LETTER_WAITING && !letter->held && letter->not_before <= now) {
			letter->state = LETTER_SENT;
			letter->sent = now;
		}
	return true;
}

/* Until nothing changes any more; then what is next lies ahead. */
static inline void plan_now(struct plan_world *p, instant now)
{
	for (int i = 0; i < ROUNDS_MOST && plan_once(p, now); i++)
		;
	assert_false(plan_once(p, now));
	assert_true(p->next > now);
}

static inline void plan_until(struct plan_world *p, instant until)
{
	plan_now(p, p->w.now);
	while (p->next <= until)
		plan_now(p, p->next);
	p->w.now = until;
}

/* Letters of that template since `from`; member 0: to anybody. */
static inline int sent_to(
	const struct plan_world *p, const char *template, int64_t member, instant from)
{
	int n = 0;

	list_each (sent, &p->log)
		n += sent->at >= from && (member == 0 || sent->draft->member == member) &&
			strcmp(sent->draft->template, template) == 0;
	return n;
}

/* When the first of them was made; INSTANT_NEVER for none. */
static inline instant sent_at(const struct plan_world *p, const char *template, int64_t member)
{
	list_each (sent, &p->log)
		if ((member == 0 || sent->draft->member == member) &&
			strcmp(sent->draft->template, template) == 0)
			return sent->at;
	return INSTANT_NEVER;
}

#define assert_at(p, template, member, text)                                                       \
	assert_int_equal(sent_at(p, template, member), at(text))

#endif
