/* SPDX-License-Identifier: MIT */
/*
 * The table of ask kinds, and what all kinds have in common: an ask is put with its letter,
 * reminded of once, closed, withdrawn. To add a kind: its file, its letters, and a row here.
 */
#include "core/ask_parts.h"

static const struct ask_ops *const kinds[ASK_KINDS] = {
	[ASK_ATTENDANCE] = &ask_attendance,
	[ASK_AGENDA] = &ask_agenda,
	[ASK_SIGNUP] = &ask_signup,
	[ASK_PROGRESS] = &ask_progress,
	[ASK_CONFIRM] = &ask_confirm,
	[ASK_INTRO] = &ask_intro,
	[ASK_STANDING] = &ask_standing,
};

const struct ask_ops *ask_ops(enum ask_kind kind)
{
	return kind < ASK_KINDS ? kinds[kind] : NULL;
}

#define SEE(type, list)                                                                            \
	const struct type *ask_see_##type(const struct effects *fx, int64_t id)                    \
	{                                                                                          \
		for (size_t i = 0; i < fx->list.n; i++)                                            \
			if (fx->list.at[i]->id == id)                                              \
				return fx->list.at[i];                                             \
		list_each (thing, &fx->snapshot->list)                                             \
			if (thing->id == id)                                                       \
				return thing;                                                      \
		return NULL;                                                                       \
	}
SEE(meeting, meetings)
SEE(project, projects)
SEE(look, looks)

struct standing_answer ask_no_answer(void)
{
	return (struct standing_answer){.at = INSTANT_NONE,
		.kind = ANSWER_UNCLEAR,
		.comment = "",
		.person = "",
		.date = DAY_NONE,
		.hours = -1};
}

static void carry(struct draft *draft, const struct ask *ask)
{
	draft->ask = ask->id;
	draft->ask_kind = ask->kind;
	if (draft->topic == 0)
		draft->topic = ask->topic;
}

struct draft *ask_letter(
	struct effects *fx, const char *template, const struct ask *ask, enum letter_class class)
{
	const struct member *to = snapshot_member(fx->snapshot, ask->member);

	if (!to)
		return NULL;
	struct draft *draft = effects_draft(fx, template, to, class);
	carry(draft, ask);
	return draft;
}

struct ask *ask_put(struct effects *fx, enum ask_kind kind, const struct member *member,
	int64_t topic, const int64_t *offers, size_t n_offers)
{
	const struct ask_ops *ops = ask_ops(kind);
	struct ask *ask = effects_new_ask(fx, kind, member->id, topic);

	for (size_t i = 0; i < n_offers; i++)
		*arena_push(fx->arena, &ask->offers) = offers[i];
	effects_fact(fx,
		(struct fact){.kind = FACT_ASK_PUT,
			.member = member->id,
			.topic = topic,
			.ask = ask->id,
			.word = ask_kind_text(kind)});
	struct draft *draft = ops && ops->put ? ops->put(fx, ask) : NULL;
	if (draft) {
		carry(draft, ask);
		ask->letter = draft->id;
	} else {
		ask->state = ASK_WITHDRAWN;
		ask->closed = fx->now;
	}
	return ask;
}

void ask_remind(struct effects *fx, const struct ask *ask)
{
	const struct ask_ops *ops = ask_ops(ask->kind);
	struct ask *copy = effects_ask(fx, ask);

	if (!ops || !ops->remind || !ops->remind(fx, copy))
		return;
	copy->reminded = fx->now;
	effects_fact(fx,
		(struct fact){.kind = FACT_ASK_REMINDED,
			.member = ask->member,
			.topic = ask->topic,
			.ask = ask->id});
}

static void end(
	struct effects *fx, const struct ask *ask, enum ask_state state, enum fact_kind kind)
{
	struct ask *copy = effects_ask(fx, ask);

	if (copy->state == state)
		return;
	copy->state = state;
	copy->closed = fx->now;
	effects_fact(fx,
		(struct fact){
			.kind = kind, .member = ask->member, .topic = ask->topic, .ask = ask->id});
}

void ask_close(struct effects *fx, const struct ask *ask)
{
	end(fx, ask, ASK_CLOSED, FACT_ASK_CLOSED);
}

void ask_withdraw(struct effects *fx, const struct ask *ask)
{
	end(fx, ask, ASK_WITHDRAWN, FACT_ASK_WITHDRAWN);
}

void ask_offer_polar(struct effects *fx, struct draft *draft)
{
	draft_choice(fx, draft, "tap.yes");
	draft_choice(fx, draft, "tap.no");
	draft_choice(fx, draft, "tap.maybe");
}

void ask_describe(struct effects *fx, const struct ask *ask, struct view *view)
{
	const struct ask_ops *ops = ask_ops(ask->kind);

	if (ops && ops->describe)
		ops->describe(fx->snapshot, ask, fx->arena, view);
	view_flag(fx->arena, view, arena_printf(fx->arena, "subject_%s", ask_kind_text(ask->kind)),
		true);
	view_word(fx->arena, view, "about",
		arena_printf(fx->arena, "about.%s", ask_kind_text(ask->kind)));
	view_word(fx->arena, view, "question_again",
		arena_printf(fx->arena, "question.%s", ask_kind_text(ask->kind)));
}
