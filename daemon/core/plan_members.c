/* SPDX-License-Identifier: MIT */
/*
 * Members by the clock: a pause that is over, and the first letter, which says who asks and how to
 * stop before anything is asked of her. Whoever has had hers in this round may be invited in the
 * same one: the outbox keeps the order.
 */
#include "core/plan_parts.h"

instant plan_standing(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);

	list_each (member, &snapshot->members) {
		if (member->standing != STANDING_PAUSED || member->paused_until == DAY_NONE)
			continue;
		if (!plan_is_due(&plan, zone_instant(plan.network->zone, member->paused_until, 0)))
			continue;
		struct member *copy = effects_member(fx, member);
		copy->standing = STANDING_ACTIVE;
		copy->paused_until = DAY_NONE;
		effects_fact(fx,
			(struct fact){.kind = FACT_MEMBER_STANDING,
				.member = member->id,
				.word = standing_text(STANDING_ACTIVE)});
	}
	return plan.next;
}

static void send_first(struct plan *plan, const struct member *member)
{
	struct draft *draft = effects_draft(plan->fx, "first-letter", member, CLASS_REST);

	view_text(plan->fx->arena, draft->view, "organisation", member->organisation);
	draft->signed_by_leaders = true;
	effects_member(plan->fx, member)->first_letter = plan->now;
	effects_fact(plan->fx,
		(struct fact){.kind = FACT_MEMBER_CHANGED,
			.member = member->id,
			.letter = draft->id,
			.word = draft->template});
}

instant plan_first_letters(const struct snapshot *snapshot, instant now, struct effects *fx)
{
	struct plan plan = plan_open(snapshot, now, fx);

	if (!plan.network->first_letter || !snapshot->state.live)
		return INSTANT_NEVER;
	list_each (member, &snapshot->members) {
		if (member->first_letter != INSTANT_NONE ||
			!member_is_askable(snapshot, member, plan.today))
			continue;
		if (!plan_may_mail(&plan))
			break;
		send_first(&plan, member);
	}
	return plan.next;
}
