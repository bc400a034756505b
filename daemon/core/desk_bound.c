/* SPDX-License-Identifier: MIT */
/*
 * How many letters a mail may cause. Three replies a day to one member, whatever comes from her
 * address, so that two machines writing to each other stop by themselves; a storm of mails is taken
 * and never answered. A leader at work with orders is not counted, but for the storm. In trial
 * nothing leaves but to leaders: what would have gone to a member goes to them, headed with her
 * name.
 */
#include "core/desk_parts.h"

#define REPLIES_A_DAY 3

static int sent_today(const struct desk *desk, int64_t member)
{
	int n = 0;

	list_each (letter, &desk->snapshot->letters)
		n += letter->member == member && letter->class == CLASS_REPLY &&
			letter->state != LETTER_DROPPED && letter->made > desk->now - DAY_S;
	return n;
}

int desk_replies_left(const struct desk *desk)
{
	if (desk->arrival->storm)
		return 0;
	if (!desk->member || member_is_leader(desk->snapshot, desk->member))
		return REPLIES_A_DAY;
	int left = REPLIES_A_DAY - sent_today(desk, desk->member->id);
	return left > 0 ? left : 0;
}

static bool is_too_many(const struct desk *desk, const struct draft *draft, const int *made)
{
	const struct member *to = snapshot_member(desk->snapshot, draft->member);

	if (draft->class != CLASS_REPLY || !to)
		return false;
	if (desk->arrival->storm)
		return true;
	return !member_is_leader(desk->snapshot, to) &&
		sent_today(desk, to->id) + *made >= REPLIES_A_DAY;
}

static void drop_what_is_too_many(struct desk *desk)
{
	struct effects *fx = desk->fx;
	size_t kept = 0;
	int made = 0;

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
		made += draft->class == CLASS_REPLY;
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
