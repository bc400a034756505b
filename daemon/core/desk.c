/* SPDX-License-Identifier: MIT */
/*
 * A mail's way over the desk, in order: what no person wrote is never answered; then who wrote it,
 * and whether that can be believed; then a calendar's answer, what she may wish at any time, the
 * question that she answers, an order. What is left goes to the leaders. Each mail leaves at least
 * one fact.
 */
#include <string.h>

#include "base/utf8.h"
#include "core/desk_parts.h"
#include "core/order.h"

static void ignore(struct desk *desk, const char *word)
{
	effects_fact(desk->fx,
		(struct fact){.kind = FACT_MAIL_IGNORED,
			.member = desk->member ? desk->member->id : 0,
			.word = word});
}

void desk_to_leaders(struct effects *fx, const struct arrival *arrival, const struct member *member,
	const char *why, const char *text, bool at_stake)
{
	effects_to_leaders(fx,
		(struct look){.why = why,
			.mail = arrival->mail,
			.member = member ? member->id : 0,
			.from = arrival->read->from,
			.text = text,
			.at_stake = at_stake},
		0);
}

/* Nobody we know: never answered, however she asks. */
static void take_stranger(struct desk *desk)
{
	bool stake = desk->read->wish == WISH_RECORDS || desk->read->wish == WISH_HELP;

	desk_to_leaders(desk->fx, desk->arrival, NULL,
		desk->read->wish == WISH_RECORDS ? "records" : "stranger", desk->read->reply,
		stake);
}

/* ---- leaders ---- */

static bool is_stop(const struct understanding *read)
{
	return read->order && read->order->word == ORDER_STOP;
}

/* In a storm nobody is answered, so nothing is ordered either, but to stop. */
static bool takes_orders(const struct desk *desk)
{
	return !desk->arrival->storm || is_stop(desk->read);
}

/* What only a leader's mail can be, before her words are read as an answer. */
static bool take_leaders(struct desk *desk)
{
	struct effects *fx = desk->fx;

	if (!takes_orders(desk))
		return false;
	if (order_take_calendar(fx, desk->arrival, desk->member))
		return true;
	if (desk->read->forwarded_from && desk->read->order) {
		order_take(fx, desk->arrival, desk->member);
		return true;
	}
	/* "1 fråga" may stand in an order's words too */
	if ((desk->to_alert || !desk->read->order) &&
		order_take_choices(fx, desk->arrival, desk->member))
		return true;
	return is_stop(desk->read) && order_stop_held(fx, desk->arrival, desk->member);
}

static bool has_words(const struct understanding *read)
{
	for (const char *at = read->reply; at && *at; at++)
		if ((unsigned char)*at > ' ')
			return true;
	return false;
}

/* "Tack": words of no kind that anybody has to read. */
static bool is_thanks(const struct understanding *read)
{
	return read->answer && read->answer->kind == ANSWER_UNCLEAR && !read->answer->comment &&
		!read->answer->question;
}

/* What answered nothing: an order, else a mail that gets an answer only where it is no reply. */
static bool take_order(struct desk *desk)
{
	bool leader = member_is_leader(desk->snapshot, desk->member);
	bool to_us = desk->arrival->letter != NULL;

	if (!takes_orders(desk))
		return false;
	if (desk->read->order) {
		order_take(desk->fx, desk->arrival, desk->member);
		return true;
	}
	if (desk->to_alert && has_words(desk->read)) {
		if (is_thanks(desk->read))
			ignore(desk, "thanks");
		else
			order_choices_unread(desk->fx, desk->arrival, desk->member);
		return true;
	}
	if (leader && (!to_us || (desk->read->answer && desk->read->answer->question))) {
		order_take(desk->fx, desk->arrival, desk->member);
		return true;
	}
	return false;
}

/* ---- everybody ---- */

static bool has_question(const struct understanding *read)
{
	for (size_t i = 0; i < read->answers.n; i++)
		if (read->answers.at[i].question)
			return true;
	return read->answer && read->answer->question;
}

static void take_rest(struct desk *desk)
{
	if (!has_words(desk->read) && !desk->read->attachments) {
		ignore(desk, "empty");
		return;
	}
	if (has_question(desk->read) && !member_is_leader(desk->snapshot, desk->member))
		desk_forward(desk, "question", false);
	else
		desk_to_leaders(desk->fx, desk->arrival, desk->member, "unplaced",
			desk->read->reply, false);
}

const struct letter *desk_copied_letter(
	const struct snapshot *snapshot, const struct arrival *arrival, struct arena *arena)
{
	const char *from =
		arrival->read->from ? address_normal_in(arena, arrival->read->from) : NULL;
	const struct member *sender =
		from ? snapshot_member_by_address(snapshot, from, NULL) : NULL;

	if (arrival->letter || !sender)
		return arrival->letter;
	for (size_t i = snapshot->letters.n; i-- > 0;) {
		const struct letter *letter = &snapshot->letters.at[i];
		if (letter->member == sender->id &&
			utf8_equal_fold(letter->subject, arrival->read->subject))
			return letter;
	}
	return NULL;
}

static bool has_our_subject(const struct desk *desk)
{
	const struct letter *letter =
		desk_copied_letter(desk->snapshot, desk->arrival, desk->fx->arena);

	return letter && letter->subject && utf8_equal_fold(desk->read->subject, letter->subject);
}

/* A mailbox that sends on sent it here, and nothing of our header was left: the subject as it was,
 * or our mail below as a forwarded one, and not a word that isn't ours. */
static bool is_our_letter(const struct desk *desk)
{
	const char *forwarded = desk->read->forwarded_from
		? address_normal_in(desk->fx->arena, desk->read->forwarded_from)
		: NULL;

	list_each (calendar, &desk->read->calendar)
		if (calendar->method != ITIP_REQUEST && calendar->method != ITIP_CANCEL)
			return false;
	return !has_words(desk->read) &&
		((forwarded && strcmp(forwarded, desk->snapshot->network->address) == 0) ||
			has_our_subject(desk));
}

static void take_members(struct desk *desk)
{
	bool leader = member_is_leader(desk->snapshot, desk->member);

	if (is_our_letter(desk)) {
		ignore(desk, "own-letter");
		return;
	}
	if (leader && take_leaders(desk))
		return;
	if (desk_take_calendar(desk) || desk_take_wish(desk) || desk_place(desk) ||
		take_order(desk))
		return;
	take_rest(desk);
}

/* A number that she shouldn't have written: she is told once that it was taken out. */
static void tell_masked(struct desk *desk)
{
	if (!desk->read->masked || !desk->member)
		return;
	struct draft *draft = effects_draft(desk->fx, "masked-note", desk->member, CLASS_REPLY);
	draft->reply_to_id = desk->read->message_id;
	draft->reply_to_subject = desk->read->subject;
}

static void take_person(struct desk *desk)
{
	desk_find_sender(desk);
	desk_note_sender(desk);
	if (desk->doubted) {
		if (!desk_take_calendar(desk))
			desk_ask_whether_it_was_her(desk, desk->read->answer);
	} else if (desk->shared) {
		if (!desk_take_calendar(desk))
			desk_ask_who(desk);
	} else if (desk->member) {
		take_members(desk);
	} else {
		take_stranger(desk);
	}
	tell_masked(desk);
}

void desk_decide(const struct snapshot *snapshot, const struct arrival *arrival, instant now,
	struct effects *fx)
{
	struct desk desk = {.snapshot = snapshot,
		.arrival = arrival,
		.read = arrival->read,
		.fx = fx,
		.now = now};

	if (arrival->read->auto_class != AUTO_NONE)
		desk_take_machine(&desk);
	else
		take_person(&desk);
	desk_bound(&desk);
	if (fx->facts.n == 0)
		ignore(&desk, "nothing");
}
