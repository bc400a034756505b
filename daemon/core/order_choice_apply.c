/* SPDX-License-Identifier: MIT */
/*
 * What a choice of the leaders' letter does, and how it is taken back. Before it is done the order
 * keeps what stood there: FIELD_AFTER the project's state, FIELD_DUE the former day, FIELD_WHO who
 * had taken it.
 */
#include <stdlib.h>
#include <string.h>

#include "core/budget.h"
#include "core/order_parts.h"
#include "core/workdays.h"

enum choice_word choice_word_of(const struct order *order)
{
	int word = choice_word_from_text(order->text);

	return word < 0 ? CHOICE_WORDS : (enum choice_word)word;
}

static void keep_day(struct effects *fx, struct order *order, day which)
{
	char text[DAY_TEXT];

	if (which != DAY_NONE)
		order_set_field(fx->arena, order, FIELD_DUE,
			arena_strdup(fx->arena, day_format(which, text)));
}

static void set_state(struct effects *fx, const struct order *order, struct project *project,
	enum project_state state, day until)
{
	project->state = state;
	project->paused_until = until;
	effects_fact(fx,
		(struct fact){.kind = FACT_PROJECT_STATE,
			.topic = project->id,
			.order = order->id,
			.word = project_state_text(state),
			.day = until});
}

static void rest_project(
	struct effects *fx, struct order *order, struct project *project, enum project_state state)
{
	order_set_field(fx->arena, order, FIELD_AFTER, project_state_text(project->state));
	keep_day(fx, order, project->paused_until);
	set_state(fx, order, project, state, order_field_day(order, FIELD_UNTIL));
}

static void take_over(struct effects *fx, const struct order *order, struct project *project,
	int64_t by, day until)
{
	project->taken_by = by;
	project->taken_until = until;
	effects_fact(fx,
		(struct fact){.kind = FACT_PROJECT_TAKEN,
			.topic = project->id,
			.order = order->id,
			.member = by,
			.day = until});
}

static void park(struct effects *fx, struct order *order, struct project *project)
{
	rest_project(fx, order, project, PROJECT_PARKED);
}

static void close_project(struct effects *fx, struct order *order, struct project *project)
{
	rest_project(fx, order, project, PROJECT_DONE);
}

static void we_take_it(struct effects *fx, struct order *order, struct project *project)
{
	if (project->taken_by)
		order_set_field(fx->arena, order, FIELD_WHO,
			arena_printf(fx->arena, "%lld", (long long)project->taken_by));
	keep_day(fx, order, project->taken_until);
	take_over(fx, order, project, order->member, order_field_day(order, FIELD_UNTIL));
}

/* All who may be asked and haven't said anything: those never asked get the call, the silent get it
 * again. */
static void ask_all(struct effects *fx, struct order *order, struct project *project)
{
	day today = network_day(fx->snapshot->network, fx->now);

	list_each (member, &fx->snapshot->members) {
		const struct ask *old =
			snapshot_find_ask(fx->snapshot, ASK_SIGNUP, member->id, project->id);
		if (member->id == project->contact ||
			!member_is_askable(fx->snapshot, member, today) ||
			(old && (ask_is_answered(old) || old->state == ASK_WITHDRAWN)))
			continue;
		instant fits = budget_fits_at(fx, member, CLASS_GROUP);
		if (old && old->state == ASK_OPEN)
			ask_remind(fx, old);
		else
			ask_put(fx, ASK_SIGNUP, member, 0, &project->id, 1);
		if (fx->drafts.n)
			fx->drafts.at[fx->drafts.n - 1]->not_before = fits;
	}
	effects_fact(fx,
		(struct fact){
			.kind = FACT_PROJECT_CHANGED, .topic = project->id, .order = order->id});
}

static void (*const on_project[CHOICE_WORDS])(
	struct effects *fx, struct order *order, struct project *project) = {
	[CHOICE_ASK_ALL] = ask_all,
	[CHOICE_PAUSE] = park,
	[CHOICE_PARK] = park,
	[CHOICE_WE_TAKE_IT] = we_take_it,
	[CHOICE_CLOSE] = close_project,
};

/* What goes out this week: what waits is held, and the planner makes nothing new before that day.
 */
static void hold_week(struct effects *fx, const struct order *order, day until)
{
	effects_state(fx)->hold_until = until;
	effects_fact(fx,
		(struct fact){.kind = FACT_WEEK_HELD,
			.member = order->member,
			.order = order->id,
			.day = until});
	list_each (letter, &fx->snapshot->letters) {
		bool hold = until != DAY_NONE;
		if (letter->state != LETTER_WAITING || letter->held == hold ||
			letter->class == CLASS_REPLY || letter->class == CLASS_LEADERS)
			continue;
		effects_hold_letter(fx, letter, hold);
	}
}

void choice_apply(struct effects *fx, struct order *order)
{
	enum choice_word word = choice_word_of(order);
	const struct project *project = snapshot_project(fx->snapshot, order->topic);

	if (word == CHOICE_HOLD)
		hold_week(fx, order, order_field_day(order, FIELD_UNTIL));
	else if (project && word < CHOICE_WORDS && on_project[word])
		on_project[word](fx, order, effects_project(fx, project));
}

void choice_undo(struct effects *fx, struct order *order)
{
	enum choice_word word = choice_word_of(order);
	const struct project *project = snapshot_project(fx->snapshot, order->topic);
	const char *state = order_field(order, FIELD_AFTER), *who = order_field(order, FIELD_WHO);
	day due = order_field_day(order, FIELD_DUE);

	order->state = ORDER_STOPPED;
	effects_fact(fx, (struct fact){.kind = FACT_ORDER_STOPPED, .order = order->id});
	if (word == CHOICE_HOLD)
		hold_week(fx, order, DAY_NONE);
	else if (project && word == CHOICE_WE_TAKE_IT)
		take_over(fx, order, effects_project(fx, project), who ? atoll(who) : 0, due);
	else if (project && state && project_state_from_text(state) >= 0)
		set_state(fx, order, effects_project(fx, project),
			(enum project_state)project_state_from_text(state), due);
}

void choice_fill(struct effects *fx, const struct order *order, struct view *view)
{
	view_text(fx->arena, view, "title", order->title);
	view_flag(fx->arena, view, order->text, true);
	view_day(fx->arena, view, "until", order_field_day(order, FIELD_UNTIL));
}

static const char *check(struct effects *fx, struct order *order, struct view *problem)
{
	const struct project *project = snapshot_project(fx->snapshot, order->topic);
	day until = order_field_day(order, FIELD_UNTIL);

	if (until != DAY_NONE && until <= network_day(fx->snapshot->network, fx->now)) {
		view_day(fx->arena, problem, "past_day", until);
		return "past";
	}
	if (choice_word_of(order) == CHOICE_HOLD)
		return NULL;
	return project && project->state != PROJECT_DONE ? NULL : "unknown_project";
}

static int preview(struct effects *fx, const struct order *order, struct draft *draft)
{
	struct effects apart;
	int n = 0;

	choice_fill(fx, order, draft->view);
	if (choice_word_of(order) != CHOICE_ASK_ALL)
		return 0;
	effects_init(&apart, fx->arena, fx->snapshot, fx->now);
	choice_apply(&apart, order_copy(fx->arena, order));
	list_each (letter, &apart.drafts) {
		n++;
		if ((*letter)->member != order->member &&
			!order_shows_language(draft, (*letter)->language))
			*arena_push(fx->arena, &draft->shown) = *letter;
	}
	return n;
}

const struct order_ops order_choice = {
	.kind = ORDER_KIND_CHOICE,
	.name = "choice",
	.check = check,
	.preview_template = "preview-choice",
	.preview = preview,
	.carry_out = choice_apply,
};
