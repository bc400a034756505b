/* SPDX-License-Identifier: MIT */
/*
 * Which ask her words answer. With her letter's token or code: that one, and whatever else she
 * speaks of by name. Where that ask is over, or no letter came back: the one open ask that fits, by
 * weak evidence and with a receipt. Where two fit, or weak evidence isn't enough, it asks back at
 * her registered address, with the question itself, so that no yes can be taken for another.
 */
#include "core/desk_parts.h"

struct placing {
	struct desk *desk;
	struct questions questions;
};

struct answering desk_answering(struct desk *desk, const struct ask *ask,
	const struct answer *answer, enum evidence evidence)
{
	const struct letter *letter = desk->arrival->letter;

	return (struct answering){.snapshot = desk->snapshot,
		.fx = desk->fx,
		.now = desk->now,
		.mail = desk->arrival->mail,
		.mail_id = desk->read->message_id,
		.mail_subject = desk->read->subject,
		.to_letter = letter && letter->ask == ask->id ? letter->made : 0,
		.member = snapshot_member(desk->snapshot, ask->member),
		.ask = effects_ask(desk->fx, ask),
		.answer = answer,
		.read = desk->read,
		.evidence = evidence,
		.receipt_due = evidence == EVIDENCE_WEAK,
		.on_behalf = desk->on_behalf};
}

bool desk_is_open(const struct desk *desk, const struct ask *ask)
{
	const struct ask_ops *ops = ask_ops(ask->kind);

	return ask->state == ASK_OPEN && ops && ops->is_live(desk->snapshot, ask, desk->now);
}

static bool is_polar_kind(enum ask_kind kind)
{
	return kind == ASK_ATTENDANCE || kind == ASK_SIGNUP || kind == ASK_INTRO;
}

/* Closed since nobody waits for it any more (the group has begun), but what it asks still stands:
 * a word to that very letter counts, unless it was asked anew. */
static bool takes_late(const struct desk *desk, const struct ask *ask)
{
	int64_t topic = ask->offers.n ? ask->offers.at[0] : ask->topic;

	return ask->state == ASK_CLOSED && ask->kind == ASK_SIGNUP &&
		ask_ops(ask->kind)->is_live(desk->snapshot, ask, desk->now) &&
		snapshot_find_ask(desk->snapshot, ask->kind, ask->member, topic)->id == ask->id;
}

static bool takes_answer(const struct desk *desk, const struct ask *ask)
{
	return desk_is_open(desk, ask) || takes_late(desk, ask);
}

/* "Tack" after an answer, or to a call for items, changes nothing and needs nothing: no words of
 * her own, and nothing that leans towards a no. */
static bool is_thanks(const struct desk *desk, const struct answering *answering)
{
	const struct ask *ask = answering->ask;
	bool leans_to_no =
		desk->read->readings.n > 0 && desk->read->readings.at[0].kind == ANSWER_NO;

	if (ask->kind == ASK_AGENDA || ask->kind == ASK_PROGRESS)
		return true;
	return ask_is_answered(ask) && !answering->answer->comment && !leans_to_no;
}

static void on_unclear(struct desk *desk, struct answering *answering)
{
	if (answering->answer->question)
		desk_forward(desk, "question", false);
	else if (is_thanks(desk, answering))
		return;
	else if (desk_replies_left(desk) > 0)
		ask_back(answering, desk->read);
	else
		ask_to_leaders(answering, "unclear", false);
}

void desk_hand_on(struct desk *desk, struct answering *answering)
{
	struct ask *ask = answering->ask;
	const struct ask_ops *ops = ask_ops(ask->kind);
	enum answer_kind kind = answering->answer->kind;

	effects_fact(desk->fx,
		(struct fact){.kind = FACT_MAIL_PLACED,
			.member = ask->member,
			.topic = ask->topic,
			.ask = ask->id,
			.word = evidence_text(answering->evidence)});
	if (!ops)
		ask_to_leaders(answering, "unplaced", false);
	else if (ask->kind == ASK_CONFIRM)
		ops->answered(answering);
	else if (kind == ANSWER_UNCLEAR)
		on_unclear(desk, answering);
	else if (!takes_answer(desk, ask))
		desk_tell_late(desk, answering);
	else if (kind == ANSWER_UNDO) {
		if (!ask_undo(answering))
			ask_back(answering, desk->read);
	} else {
		ops->answered(answering);
		if (answering->answer->question)
			ask_to_leaders(answering, "question", false);
	}
}

static void hand_on(struct desk *desk, const struct ask *ask, const struct answer *answer,
	enum evidence evidence)
{
	struct answering answering = desk_answering(desk, ask, answer, evidence);

	if (evidence == EVIDENCE_WEAK && !desk->weak_counts && ask->kind != ASK_CONFIRM &&
		takes_answer(desk, ask) && !answer->question)
		ask_back(&answering, desk->read);
	else
		desk_hand_on(desk, &answering);
}

/* ---- the reader's answers, question by question ---- */

static const struct answer *answer_at(const struct placing *placing, size_t i)
{
	const struct understanding *read = placing->desk->read;

	if (read->answers.n == placing->questions.n)
		return &read->answers.at[i];
	return i == 0 ? read->answer : NULL;
}

static bool is_polar(const struct answer *answer)
{
	return answer &&
		(answer->kind == ANSWER_YES || answer->kind == ANSWER_NO ||
			answer->kind == ANSWER_MAYBE || answer->kind == ANSWER_CHOICE);
}

/* The open ask behind a question that is spoken of by name; NULL. */
static const struct ask *spoken_of(const struct placing *placing, size_t i)
{
	const struct question *question = &placing->questions.at[i];
	const struct ask *ask =
		question->ask ? snapshot_ask(placing->desk->snapshot, question->ask) : NULL;

	return ask && is_polar_kind(ask->kind) && is_polar(answer_at(placing, i)) &&
			desk_is_open(placing->desk, ask)
		? ask
		: NULL;
}

/* What she answers beside the first question: all of it was named. */
static size_t take_others(const struct placing *placing)
{
	size_t n = 0;

	for (size_t i = 1; i < placing->questions.n; i++) {
		const struct ask *ask = spoken_of(placing, i);
		if (!ask)
			continue;
		hand_on(placing->desk, ask, answer_at(placing, i), EVIDENCE_WEAK);
		n++;
	}
	return n;
}

/* ---- with a letter ---- */

/* The one open ask of her that is of the same kind as the one that is over; NULL for none or
 * several. */
static const struct ask *successor(const struct desk *desk, const struct ask *over)
{
	const struct ask *found = NULL;

	list_each (ask, &desk->snapshot->asks) {
		if (ask->member != over->member || ask->kind != over->kind || ask->id == over->id ||
			!desk_is_open(desk, ask))
			continue;
		if (found)
			return NULL;
		found = ask;
	}
	return found;
}

/* "Fel" from somebody who has just left is about that, whichever letter she answers. */
static const struct ask *leaving(const struct desk *desk, const struct ask *over)
{
	const struct ask *found = over;

	if (desk->member->standing != STANDING_LEFT)
		return over;
	list_each (ask, &desk->snapshot->asks)
		if (ask->kind == ASK_STANDING && ask->member == over->member &&
			ask_is_answered(ask) && ask->answer.kind == ANSWER_NO)
			found = ask;
	return found;
}

static bool place_own(const struct placing *placing)
{
	struct desk *desk = placing->desk;
	const struct ask *own = desk->own;
	const struct answer *answer = answer_at(placing, 0);
	enum evidence evidence = desk->arrival->evidence;
	struct answer none = {.kind = ANSWER_UNCLEAR, .date = DAY_NONE, .hours = -1};
	size_t others = take_others(placing);

	if (placing->questions.n == 0 || placing->questions.at[0].ask != own->id || !answer)
		answer = &none;
	if (own->kind == ASK_CONFIRM) {
		hand_on(desk, own, answer, evidence);
		return true;
	}
	if (answer->kind == ANSWER_UNCLEAR && others > 0)
		return true;
	if (answer->kind == ANSWER_UNCLEAR && (desk->read->order || !desk_is_open(desk, own)))
		return false;
	if (answer->kind == ANSWER_UNDO && !desk_is_open(desk, own))
		own = leaving(desk, own);
	const struct ask *next =
		takes_answer(desk, own) || !is_polar(answer) ? NULL : successor(desk, own);
	if (next)
		hand_on(desk, next, answer, EVIDENCE_WEAK);
	else
		hand_on(desk, own, answer, evidence);
	return true;
}

/* ---- without one ---- */

static size_t count_open(const struct placing *placing)
{
	size_t n = 0;

	for (size_t i = 0; i < placing->questions.n; i++) {
		const struct ask *ask =
			snapshot_ask(placing->desk->snapshot, placing->questions.at[i].ask);
		n += ask && is_polar_kind(ask->kind) && desk_is_open(placing->desk, ask);
	}
	return n;
}

static bool is_that_day(const struct placing *placing)
{
	const struct answer *answer = answer_at(placing, 0);

	return answer->date != DAY_NONE && answer->date == placing->questions.at[0].about;
}

/* A lone yes or no is read as the first question's: it counts only where no other is open, or she
 * named the day. */
static bool place_loose(const struct placing *placing)
{
	struct desk *desk = placing->desk;

	if (desk->read->order || placing->questions.n == 0)
		return false;
	const struct ask *first = spoken_of(placing, 0);
	size_t others = take_others(placing);
	if (!first)
		return others > 0;
	bool named = others > 0 || is_that_day(placing);
	bool sure = named || count_open(placing) == 1;
	if (desk->to_alert && !named)
		return false;
	struct answering answering =
		desk_answering(desk, first, answer_at(placing, 0), EVIDENCE_WEAK);
	if (sure && desk->weak_counts)
		desk_hand_on(desk, &answering);
	else
		ask_back(&answering, desk->read);
	return true;
}

bool desk_place(struct desk *desk)
{
	struct placing *placing = arena_make(desk->fx->arena, struct placing);

	placing->desk = desk;
	desk_questions(desk->snapshot, desk->arrival, desk->fx->arena, &placing->questions);
	return desk->own ? place_own(placing) : place_loose(placing);
}
