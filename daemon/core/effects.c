/* SPDX-License-Identifier: MIT */
/*
 * Working copies, new things, facts and drafts of one decision. A working copy is made once for
 * each thing: rules that change the same thing change the same copy, and its last state is what is
 * kept.
 */
#include "core/effects.h"

#include <string.h>

void effects_init(
	struct effects *fx, struct arena *arena, const struct snapshot *snapshot, instant now)
{
	*fx = (struct effects){
		.arena = arena, .snapshot = snapshot, .now = now, .next_id = snapshot->next_id};
}

/* A thing's working copy: found by its number, else copied from the snapshot's. */
#define WORKING_COPY(type, list)                                                                   \
	struct type *effects_##type(struct effects *fx, const struct type *type)                   \
	{                                                                                          \
		list_each (copy, &fx->list)                                                        \
			if ((*copy)->id == type->id)                                               \
				return *copy;                                                      \
		struct type *made = arena_memdup(fx->arena, type, sizeof(*type));                  \
		*arena_push(fx->arena, &fx->list) = made;                                          \
		return made;                                                                       \
	}
WORKING_COPY(member, members)
WORKING_COPY(meeting, meetings)
WORKING_COPY(project, projects)
WORKING_COPY(ask, asks)
WORKING_COPY(order, orders)
WORKING_COPY(item, items)
WORKING_COPY(look, looks)
WORKING_COPY(letter, letters)

struct network_state *effects_state(struct effects *fx)
{
	if (!fx->state)
		fx->state = arena_memdup(fx->arena, &fx->snapshot->state, sizeof(*fx->state));
	return fx->state;
}

const struct ask *effects_see_ask(const struct effects *fx, const struct ask *ask)
{
	for (size_t i = 0; i < fx->asks.n; i++)
		if (fx->asks.at[i]->id == ask->id)
			return fx->asks.at[i];
	return ask;
}

#define NEW_THING(type, list)                                                                      \
	({                                                                                         \
		struct type *made_ = arena_make(fx->arena, struct type);                           \
		*arena_push(fx->arena, &fx->list) = made_;                                         \
		made_->id = fx->next_id++;                                                         \
		made_;                                                                             \
	})

struct member *effects_new_member(struct effects *fx)
{
	struct member *member = NEW_THING(member, members);

	member->name = member->given_name = member->organisation = "";
	member->sector = -1;
	member->language = fx->snapshot->network->language;
	member->paused_until = member->away_until = member->last_bounce = DAY_NONE;
	member->joined = fx->now;
	member->first_letter = member->last_heard = member->last_asked = INSTANT_NONE;
	return member;
}

struct meeting *effects_new_meeting(struct effects *fx)
{
	struct meeting *meeting = NEW_THING(meeting, meetings);

	meeting->title = meeting->place = meeting->link = meeting->text = "";
	meeting->called = fx->now;
	meeting->moved = meeting->numbers_told = meeting->details_told = INSTANT_NONE;
	meeting->agenda_called = meeting->agenda_drafted = meeting->rehearsed = INSTANT_NONE;
	return meeting;
}

struct project *effects_new_project(struct effects *fx)
{
	struct project *project = NEW_THING(project, projects);

	project->title = project->aim = project->product = project->after = project->text =
		project->stuck = "";
	project->hours = -1;
	project->until = project->paused_until = project->taken_until = project->stuck_since =
		DAY_NONE;
	project->made = fx->now;
	project->called = project->started = project->last_progress = INSTANT_NONE;
	project->progress_asked = project->rehearsed = INSTANT_NONE;
	return project;
}

static void no_answer(struct standing_answer *answer)
{
	*answer = (struct standing_answer){.at = INSTANT_NONE,
		.kind = ANSWER_UNCLEAR,
		.comment = "",
		.person = "",
		.date = DAY_NONE,
		.hours = -1};
}

struct ask *effects_new_ask(struct effects *fx, enum ask_kind kind, int64_t member, int64_t topic)
{
	struct ask *ask = NEW_THING(ask, asks);

	ask->kind = kind;
	ask->member = member;
	ask->topic = topic;
	ask->put = fx->now;
	ask->reminded = ask->closed = INSTANT_NONE;
	no_answer(&ask->answer);
	no_answer(&ask->before);
	return ask;
}

struct order *effects_new_order(struct effects *fx)
{
	struct order *order = NEW_THING(order, orders);

	order->title = order->text = "";
	order->made = fx->now;
	order->release = order->other_asked = INSTANT_NONE;
	return order;
}

struct item *effects_new_item(struct effects *fx, int64_t meeting, int64_t member, const char *text)
{
	struct item *item = NEW_THING(item, items);

	item->meeting = meeting;
	item->member = member;
	item->text = text;
	return item;
}

struct progress *effects_new_progress(struct effects *fx, int64_t project, int64_t member)
{
	struct progress *progress = NEW_THING(progress, progress);

	progress->project = project;
	progress->member = member;
	progress->at = fx->now;
	progress->text = "";
	return progress;
}

struct idea *effects_new_idea(struct effects *fx)
{
	struct idea *idea = NEW_THING(idea, ideas);

	idea->at = fx->now;
	idea->title = idea->text = "";
	return idea;
}

struct look *effects_new_look(struct effects *fx, const char *why)
{
	struct look *look = NEW_THING(look, looks);

	look->why = why;
	look->from = look->text = "";
	look->at = fx->now;
	look->told = INSTANT_NONE;
	return look;
}

struct look *effects_to_leaders(struct effects *fx, struct look what, int64_t ask)
{
	struct look *look = effects_new_look(fx, what.why);

	look->mail = what.mail;
	look->member = what.member;
	look->from = what.from ? what.from : "";
	look->text = what.text ? what.text : "";
	look->at_stake = what.at_stake;
	effects_fact(fx,
		(struct fact){.kind = FACT_MAIL_TO_LOOK_AT,
			.member = look->member,
			.topic = look->id,
			.ask = ask,
			.word = look->why});
	return look;
}

void effects_fact(struct effects *fx, struct fact fact)
{
	if (fact.day == 0)
		fact.day = DAY_NONE;
	*arena_push(fx->arena, &fx->facts) = fact;
}

/* Who signs: the leaders by the names that members call them. */
static void name_leaders(struct effects *fx, struct view *view)
{
	const struct snapshot *snapshot = fx->snapshot;

	list_each (member, &snapshot->members) {
		if (member->standing == STANDING_LEFT || !member_is_leader(snapshot, member))
			continue;
		struct view *row = view_row(fx->arena, view, "leaders");
		view_text(fx->arena, row, "name",
			*member->given_name ? member->given_name : member->name);
	}
}

void effects_hold_letter(struct effects *fx, const struct letter *letter, bool hold)
{
	struct letter *copy = effects_letter(fx, letter);

	copy->held = hold;
	if (!hold && copy->not_before < fx->now)
		copy->not_before = fx->now;
	effects_fact(fx,
		(struct fact){.kind = hold ? FACT_LETTER_HELD : FACT_LETTER_RELEASED,
			.letter = letter->id});
}

struct draft *effects_draft(
	struct effects *fx, const char *template, const struct member *to, enum letter_class class)
{
	struct draft *draft = arena_make(fx->arena, struct draft);

	*arena_push(fx->arena, &fx->drafts) = draft;
	draft->id = fx->next_id++;
	draft->template = template;
	draft->member = to->id;
	draft->address = to->addresses.n ? to->addresses.at[0] : "";
	draft->language = to->language;
	draft->class = class;
	draft->view = view_new(fx->arena);
	draft->not_before = INSTANT_NONE;
	draft->not_after = INSTANT_NEVER;
	view_text(fx->arena, draft->view, "given_name", to->given_name);
	view_text(fx->arena, draft->view, "name", to->name);
	name_leaders(fx, draft->view);
	return draft;
}

void draft_choice(struct effects *fx, struct draft *draft, const char *word_key)
{
	arena_push(fx->arena, &draft->choices)->word_key = word_key;
}

void draft_choice_say(struct effects *fx, struct draft *draft, const char *say)
{
	arena_push(fx->arena, &draft->choices)->say = say;
}
