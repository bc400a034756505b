/* SPDX-License-Identifier: MIT */
/*
 * What the reader is asked of her words: the question of the letter that she answers, then what
 * else is open to her, the newest first; a preview or a doubt only where its own letter came back;
 * and last, for everybody, whether she stays, since that can be said at any time.
 */
#include "core/desk_parts.h"
#include "core/order_parts.h"
#include "core/workdays.h"

struct asking {
	struct desk *desk;
	struct arena *arena;
	struct questions *questions;
};

static struct question *add(const struct asking *asking, enum ask_kind kind, int64_t ask)
{
	struct question *question = &asking->questions->at[asking->questions->n++];

	*question = (struct question){.kind = kind, .ask = ask, .about = DAY_NONE};
	return question;
}

static void add_ask(const struct asking *asking, const struct ask *ask, bool own)
{
	const struct ask_ops *ops = ask_ops(ask->kind);

	if (!ops || asking->questions->n >= QUESTIONS_MOST - 1)
		return;
	struct question *question = add(asking, ask->kind, ask->id);
	question->own = own;
	if (ops->question)
		ops->question(asking->desk->snapshot, ask, asking->arena, question);
}

static void add_own(const struct asking *asking)
{
	const struct desk *desk = asking->desk;
	const struct ask *own = desk->own;
	const struct letter *letter = desk->arrival->letter;
	bool strong = desk->arrival->evidence == EVIDENCE_STRONG;

	if (!own || (own->kind == ASK_CONFIRM && (!strong || desk->doubted)))
		return;
	add_ask(asking, own, strong);
	if (asking->questions->n == 1 && letter) {
		asking->questions->at[0].letter_subject = letter->subject;
		asking->questions->at[0].letter_text = letter->text;
	}
}

static void add_open(const struct asking *asking, int64_t member)
{
	const struct snapshot *snapshot = asking->desk->snapshot;

	for (size_t i = snapshot->asks.n; i-- > 0;) {
		const struct ask *ask = &snapshot->asks.at[i];
		if (ask->member == member && ask->state == ASK_OPEN && ask->kind != ASK_CONFIRM &&
			ask->kind != ASK_STANDING &&
			!(asking->desk->own && asking->desk->own->id == ask->id))
			add_ask(asking, ask, false);
	}
}

void desk_questions(const struct snapshot *snapshot, const struct arrival *arrival,
	struct arena *arena, struct questions *ret_questions)
{
	struct effects fx;
	struct desk desk = {
		.snapshot = snapshot, .arrival = arrival, .read = arrival->read, .fx = &fx};
	struct asking asking = {.desk = &desk, .arena = arena, .questions = ret_questions};
	const struct network *network = snapshot->network;

	effects_init(&fx, arena, snapshot, arrival->at);
	desk_find_sender(&desk);
	const struct member *member =
		desk.shared ? snapshot_member_by_address(snapshot, desk.from, NULL) : desk.member;
	*ret_questions = (struct questions){
		.language = member ? member->language : network->language,
		.own_address = network->address,
		.mail_day = network_day(network, arrival->at),
		.is_leader = member && member_is_leader(snapshot, member),
		.is_contact = member && order_is_contact(snapshot, member),
		.to_alert = desk.to_alert,
	};
	add_own(&asking);
	if (!member)
		return;
	add_open(&asking, member->id);
	if (!desk.own || desk.own->kind != ASK_STANDING)
		add(&asking, ASK_STANDING, 0);
}
