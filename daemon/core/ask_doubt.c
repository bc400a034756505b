/* SPDX-License-Identifier: MIT */
/*
 * A doubt about who wrote. Two cases, both asked at a registered address before anything changes:
 *
 *	doubt	a letter's token came back from an address that isn't its member's: "is it you, a
 *colleague in your place, or neither?" Only her own answer teaches us an address. who	two members
 *share the address that wrote, and nothing says which of them it was.
 *
 * The doubted answer waits in the ask's `before` (an agenda's items as lines of its comment), the
 *ask that it answers in `offers`, and the mail itself in the look that is the topic. A look that
 *nobody clears up is in the leaders' next letter.
 */
#include <string.h>

#include "core/ask_parts.h"

enum { IT_IS_ME = 1, A_COLLEAGUE, NEITHER };

static bool is_who(const struct look *look)
{
	return strcmp(look->why, "who") == 0;
}

/* Those who share the look's address, in the order in which the letter numbers them. */
static const struct member *sharer(
	const struct snapshot *snapshot, const struct look *look, int number)
{
	const struct member *member = NULL;

	for (int i = 0; i < number; i++) {
		member = snapshot_member_by_address(snapshot, look->from, member);
		if (!member)
			return NULL;
	}
	return member;
}

struct draft *doubt_put(struct effects *fx, struct ask *ask)
{
	const struct look *look = ask_see_look(fx, ask->topic);
	struct draft *draft =
		ask_letter(fx, is_who(look) ? "who-of-you" : "doubt", ask, CLASS_REPLY);
	const struct ask *doubted =
		ask->offers.n ? snapshot_ask(fx->snapshot, ask->offers.at[0]) : NULL;

	if (!draft)
		return NULL;
	view_text(fx->arena, draft->view, "from", look->from);
	view_text(fx->arena, draft->view, "said", look->text);
	if (doubted)
		ask_describe(fx, doubted, draft->view);
	if (!is_who(look)) {
		draft_choice(fx, draft, "tap.yes");
		draft_choice(fx, draft, "tap.colleague");
		draft_choice(fx, draft, "tap.no");
		return draft;
	}
	const struct member *one;
	for (int i = 1; (one = sharer(fx->snapshot, look, i)); i++) {
		struct view *row = view_row(fx->arena, draft->view, "people");
		view_text(fx->arena, row, "number", arena_printf(fx->arena, "%d", i));
		view_text(fx->arena, row, "name", one->name);
		draft_choice_say(fx, draft, arena_printf(fx->arena, "%d", i));
	}
	return draft;
}

void doubt_question(const struct snapshot *snapshot, const struct ask *ask, struct arena *arena,
	struct question *question)
{
	const struct look *look = NULL;
	const char **names = arena_make_n(arena, const char *, OPTIONS_MOST);

	list_each (one, &snapshot->looks)
		if (one->id == ask->topic)
			look = one;
	if (!look || !is_who(look)) {
		question->kind = ASK_ATTENDANCE; /* yes, no, or a colleague in her place */
		return;
	}
	question->kind = ASK_SIGNUP; /* numbered choices */
	for (int i = 1; i <= OPTIONS_MOST && sharer(snapshot, look, i); i++)
		names[question->n_options++] = sharer(snapshot, look, i)->name;
	question->options = names;
}

/* ---- her answer ---- */

static void seen_to(struct effects *fx, const struct look *look)
{
	if (look->told == INSTANT_NONE)
		effects_look(fx, look)->told = fx->now;
}

/* The waiting answer as hers, to the ask that it was for. */
static void pass_on(struct answering *doubt, const struct standing_answer *waiting,
	const struct member *member, const struct ask *target, enum answer_kind kind,
	const char *person)
{
	struct effects *fx = doubt->fx;
	struct answer said = {.kind = kind,
		.comment = *waiting->comment ? waiting->comment : NULL,
		.date = waiting->date,
		.person = person,
		.hours = waiting->hours,
		.manager = waiting->manager};
	struct answering answering = *doubt;

	for (size_t i = 0; i < waiting->choices.n; i++)
		*arena_push(fx->arena, &said.choices) = waiting->choices.at[i];
	for (size_t i = 0; i < waiting->declined.n; i++)
		*arena_push(fx->arena, &said.declined) = waiting->declined.at[i];
	if (kind == ANSWER_ITEMS && said.comment)
		*arena_push(fx->arena, &said.items) = said.comment;
	answering.member = member;
	answering.ask = effects_ask(fx, target);
	answering.answer = &said;
	answering.read = NULL;
	answering.receipt_due = true;
	if (target->state == ASK_OPEN &&
		ask_ops(target->kind)->is_live(fx->snapshot, target, fx->now))
		ask_ops(target->kind)->answered(&answering);
	else
		ask_to_leaders(doubt, "unplaced", false);
}

static void learn_address(struct answering *answering, const char *address)
{
	struct effects *fx = answering->fx;
	struct member *member = effects_member(fx, answering->member);
	const char *const *old = member->addresses.at;
	size_t n = member->addresses.n;

	if (snapshot_member_by_address(fx->snapshot, address, NULL))
		return;
	member->addresses.at = NULL;
	member->addresses.n = member->addresses.cap = 0;
	for (size_t i = 0; i < n; i++)
		*arena_push(fx->arena, &member->addresses) = old[i];
	*arena_push(fx->arena, &member->addresses) = address;
	effects_fact(fx,
		(struct fact){.kind = FACT_ADDRESS_LEARNED,
			.member = member->id,
			.ask = answering->ask->id});
}

static void on_doubt(struct answering *answering, const struct look *look,
	const struct standing_answer *waiting, int choice)
{
	struct effects *fx = answering->fx;
	const struct ask *target = answering->ask->offers.n
		? snapshot_ask(fx->snapshot, answering->ask->offers.at[0])
		: NULL;

	if (choice == IT_IS_ME && target) {
		learn_address(answering, look->from);
		pass_on(answering, waiting, answering->member, target, waiting->kind,
			*waiting->person ? waiting->person : NULL);
		seen_to(fx, look);
	} else if (choice == A_COLLEAGUE && target && target->kind == ASK_ATTENDANCE) {
		pass_on(answering, waiting, answering->member, target, ANSWER_NO, look->from);
		seen_to(fx, look);
	} else {
		struct draft *draft = ask_receipt(answering, "doubt-receipt");
		draft->choices.n = 0;
		view_text(fx->arena, draft->view, "from", look->from);
		view_flag(fx->arena, draft->view, "colleague", choice == A_COLLEAGUE);
	}
}

/* Which of her open asks the waiting answer fits: the only one of the same kind, else the only one.
 */
static const struct ask *only_open(const struct snapshot *snapshot, int64_t member)
{
	const struct ask *found = NULL;

	list_each (ask, &snapshot->asks) {
		if (ask->member != member || ask->state != ASK_OPEN || ask->kind == ASK_CONFIRM ||
			ask->kind == ASK_STANDING)
			continue;
		if (found)
			return NULL;
		found = ask;
	}
	return found;
}

static void on_who(struct answering *answering, const struct look *look,
	const struct standing_answer *waiting, int choice)
{
	const struct member *member = sharer(answering->snapshot, look, choice);
	const struct ask *target = member ? only_open(answering->snapshot, member->id) : NULL;

	if (!target || waiting->at == INSTANT_NONE)
		return; /* the look stays for the leaders */
	pass_on(answering, waiting, member, target, waiting->kind,
		*waiting->person ? waiting->person : NULL);
	seen_to(answering->fx, look);
}

/* Which of the three it was, or which of those who share: from 1; 0 where it isn't clear. */
static int choice_of(const struct look *look, const struct answer *said)
{
	if (is_who(look))
		return said->choices.n == 1 ? said->choices.at[0] : 0;
	if (said->kind == ANSWER_YES)
		return IT_IS_ME;
	if (said->kind == ANSWER_NO)
		return said->person ? A_COLLEAGUE : NEITHER;
	return 0;
}

/* The same letter once more; what is unclear twice stays with the leaders. */
static void ask_again(struct answering *answering)
{
	struct ask *ask = answering->ask;
	struct draft *draft = ask->asked_back > 0 ? NULL : doubt_put(answering->fx, ask);

	if (!draft)
		return;
	draft->reply_to_id = answering->mail_id;
	draft->reply_to_subject = answering->mail_subject;
	ask->asked_back++;
	effects_fact(answering->fx,
		(struct fact){.kind = FACT_ASKED_BACK,
			.member = ask->member,
			.topic = ask->topic,
			.ask = ask->id});
}

void doubt_answered(struct answering *answering)
{
	struct effects *fx = answering->fx;
	struct ask *ask = answering->ask;
	const struct look *look = ask_see_look(fx, ask->topic);
	const struct standing_answer waiting = ask->before;
	int choice = look ? choice_of(look, answering->answer) : 0;

	if (ask->state != ASK_OPEN)
		return;
	if (answering->evidence != EVIDENCE_STRONG || choice == 0) {
		ask_again(answering);
		return;
	}
	ask_keep_answer(answering, answering->answer->kind);
	ask->before = waiting;
	ask_close(fx, ask);
	(is_who(look) ? on_who : on_doubt)(answering, look, &waiting, choice);
}
