/* SPDX-License-Identifier: MIT */
/*
 * Letter and sender disagree, or several share the sender's address: nothing changes, and the
 * registered address is asked. One question at a time: while one is open, and for what is too
 * important to be passed on (a preview, who stays), the mail goes to the leaders instead.
 */
#include "core/desk_parts.h"

static bool is_asked_already(const struct desk *desk, int64_t member)
{
	list_each (ask, &desk->snapshot->asks)
		if (ask->kind == ASK_CONFIRM && ask->member == member && ask->state == ASK_OPEN &&
			!snapshot_order(desk->snapshot, ask->topic))
			return true;
	return false;
}

static void note_doubt(struct desk *desk, int64_t member, int64_t ask, const char *word)
{
	effects_fact(desk->fx,
		(struct fact){
			.kind = FACT_SENDER_DOUBTED, .member = member, .ask = ask, .word = word});
}

static struct look *look_of(struct desk *desk, const char *why, const struct member *member)
{
	return effects_to_leaders(desk->fx,
		(struct look){.why = why,
			.mail = desk->arrival->mail,
			.member = member->id,
			.from = desk->from,
			.text = desk->read->reply},
		0);
}

/* The answer as it waits, an agenda's items as lines. */
static struct standing_answer waiting(struct desk *desk, const struct answer *answer)
{
	struct arena *arena = desk->fx->arena;
	struct standing_answer kept = ask_no_answer();
	const char *comment = answer->comment ? answer->comment : "";

	for (size_t i = 0; i < answer->items.n; i++)
		comment = i == 0 ? answer->items.at[0]
				 : arena_printf(arena, "%s\n%s", comment, answer->items.at[i]);
	kept.at = desk->now;
	kept.kind = answer->kind;
	kept.comment = comment;
	kept.date = answer->date;
	kept.person = answer->person ? answer->person : "";
	kept.hours = answer->hours;
	kept.manager = answer->manager;
	for (size_t i = 0; i < answer->choices.n; i++)
		*arena_push(arena, &kept.choices) = answer->choices.at[i];
	for (size_t i = 0; i < answer->declined.n; i++)
		*arena_push(arena, &kept.declined) = answer->declined.at[i];
	return kept;
}

static bool is_clear(const struct answer *answer)
{
	return answer && answer->kind != ANSWER_UNCLEAR && answer->kind != ANSWER_UNDO;
}

static void ask(struct desk *desk, const char *why, const struct member *member,
	const struct ask *doubted, const struct answer *answer)
{
	const struct look *look = look_of(desk, why, member);
	int64_t offer = doubted ? doubted->id : 0;
	struct ask *put = ask_put(desk->fx, ASK_CONFIRM, member, look->id, &offer, doubted ? 1 : 0);

	put->before = waiting(desk, answer);
	note_doubt(desk, member->id, put->id, why);
}

static bool may_be_asked(const struct desk *desk, const struct member *member)
{
	return member && desk->from && !desk->arrival->storm && member->standing != STANDING_LEFT &&
		!is_asked_already(desk, member->id);
}

void desk_ask_whether_it_was_her(struct desk *desk, const struct answer *answer)
{
	const struct ask *own = desk->own;
	const struct member *member = own ? snapshot_member(desk->snapshot, own->member) : NULL;
	bool counts = own && own->state == ASK_OPEN && own->kind != ASK_CONFIRM &&
		own->kind != ASK_STANDING && ask_ops(own->kind) &&
		ask_ops(own->kind)->is_live(desk->snapshot, own, desk->now);

	if (counts && is_clear(answer) && may_be_asked(desk, member)) {
		ask(desk, "doubt", member, own, answer);
		return;
	}
	note_doubt(desk, own ? own->member : 0, own ? own->id : 0, "left");
	const struct member *sender = snapshot_member_by_address(desk->snapshot, desk->from, NULL);
	desk_to_leaders(desk->fx, desk->arrival, sender, sender ? "unplaced" : "stranger",
		desk->read->reply, false);
}

void desk_ask_who(struct desk *desk)
{
	const struct member *first = snapshot_member_by_address(desk->snapshot, desk->from, NULL);
	const struct answer *answer = desk->read->answer;

	if (is_clear(answer) && may_be_asked(desk, first))
		ask(desk, "who", first, NULL, answer);
	else
		desk_to_leaders(
			desk->fx, desk->arrival, first, "unplaced", desk->read->reply, false);
}
