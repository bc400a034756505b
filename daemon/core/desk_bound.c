/* SPDX-License-Identifier: MIT */
/*
 * How many letters a mail may cause. Three a day to one member that answer what was no clear
 * answer, so that two machines writing to each other stop by themselves (the same answer again
 * draws no second receipt); a dozen of any kind; a storm of mails is taken and never answered. A
 * leader at work with orders is not counted, but for the storm. In trial nothing leaves but to
 * leaders: what would have gone to a member goes to them, headed with her name.
 */
#include <string.h>

#include "core/desk_parts.h"

#define UNSURE_A_DAY 3
#define REPLIES_A_DAY 12

/* Letters that answer what was no clear answer: what a machine's mails would draw without end. */
static bool is_unsure(const char *template)
{
	static const char *const templates[] = {"unclear", "question-forwarded", "late", "standing",
		"doubt", "who-of-you", "masked-note", "help-member", "order-problem", "undone"};

	for (size_t i = 0; i < sizeof(templates) / sizeof(templates[0]); i++)
		if (strcmp(templates[i], template) == 0)
			return true;
	return false;
}

struct tally {
	int unsure, all;
};

static void count(struct tally *tally, const char *template)
{
	tally->all++;
	tally->unsure += is_unsure(template);
}

static struct tally sent_today(const struct desk *desk, int64_t member)
{
	struct tally tally = {0};

	list_each (letter, &desk->snapshot->letters)
		if (letter->member == member && letter->class == CLASS_REPLY &&
			letter->state != LETTER_DROPPED && letter->made > desk->now - DAY_S)
			count(&tally, letter->template);
	return tally;
}

int desk_replies_left(const struct desk *desk)
{
	if (desk->arrival->storm)
		return 0;
	if (!desk->member || member_is_leader(desk->snapshot, desk->member))
		return UNSURE_A_DAY;
	int left = UNSURE_A_DAY - sent_today(desk, desk->member->id).unsure;
	return left > 0 ? left : 0;
}

static bool is_too_many(
	const struct desk *desk, const struct draft *draft, const struct tally *made)
{
	const struct member *to = snapshot_member(desk->snapshot, draft->member);

	if (draft->class != CLASS_REPLY || !to)
		return false;
	if (desk->arrival->storm)
		return true;
	if (member_is_leader(desk->snapshot, to))
		return false;
	struct tally sent = sent_today(desk, to->id);
	return sent.all + made->all >= REPLIES_A_DAY ||
		(is_unsure(draft->template) && sent.unsure + made->unsure >= UNSURE_A_DAY);
}

static void drop_what_is_too_many(struct desk *desk)
{
	struct effects *fx = desk->fx;
	size_t kept = 0;
	struct tally made = {0};

	for (size_t i = 0; i < fx->drafts.n; i++) {
		struct draft *draft = fx->drafts.at[i];
		if (is_too_many(desk, draft, &made)) {
			effects_fact(fx,
				(struct fact){.kind = FACT_LETTER_DROPPED,
					.member = draft->member,
					.ask = draft->ask,
					.word = desk->arrival->storm ? "storm" : "too-many"});
			continue;
		}
		if (draft->class == CLASS_REPLY)
			count(&made, draft->template);
		fx->drafts.at[kept++] = draft;
	}
	fx->drafts.n = kept;
}

static const struct member *any_leader(const struct snapshot *snapshot)
{
	list_each (member, &snapshot->members)
		if (member->standing == STANDING_ACTIVE && member_is_leader(snapshot, member))
			return member;
	return NULL;
}

static void redirect_in_trial(struct desk *desk)
{
	const struct snapshot *snapshot = desk->snapshot;
	const struct network_state *state = desk->fx->state ? desk->fx->state : &snapshot->state;
	const struct member *leader = any_leader(snapshot);

	if (state->live || !leader)
		return;
	for (size_t i = 0; i < desk->fx->drafts.n; i++) {
		struct draft *draft = desk->fx->drafts.at[i];
		const struct member *to = snapshot_member(snapshot, draft->member);
		if (!to || member_is_leader(snapshot, to))
			continue;
		draft->rehearsed_for = *to->name ? to->name : draft->address;
		draft->member = leader->id;
		draft->address = leader->addresses.at[0];
		draft->class = CLASS_LEADERS;
		draft->ask = 0;
		draft->invite = NULL;
		draft->reply_to_id = NULL;
		draft->reply_to_subject = NULL;
	}
}

void desk_bound(struct desk *desk)
{
	drop_what_is_too_many(desk);
	redirect_in_trial(desk);
}
