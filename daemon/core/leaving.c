/* SPDX-License-Identifier: MIT */
/* What it takes to have nothing more to do with somebody. */
#include "core/leaving.h"

#include <string.h>

#include "core/ask.h"

void member_leave(struct effects *fx, struct member *member, int64_t order)
{
	member->standing = STANDING_LEFT;
	effects_fact(fx,
		(struct fact){.kind = FACT_MEMBER_STANDING,
			.member = member->id,
			.order = order,
			.word = standing_text(STANDING_LEFT)});
	list_each (ask, &fx->snapshot->asks)
		if (ask->member == member->id && ask->state == ASK_OPEN)
			ask_withdraw(fx, ask);
}

static void drop_letters(struct effects *fx, int64_t member)
{
	list_each (letter, &fx->snapshot->letters) {
		if (letter->member != member || letter->state != LETTER_WAITING)
			continue;
		effects_letter(fx, letter)->state = LETTER_DROPPED;
		effects_fact(fx,
			(struct fact){.kind = FACT_LETTER_DROPPED,
				.member = member,
				.letter = letter->id,
				.word = letter->template});
	}
}

static void stop_orders(struct effects *fx, int64_t member)
{
	list_each (order, &fx->snapshot->orders) {
		if (order->member != member ||
			(order->state != ORDER_ASKED && order->state != ORDER_HELD))
			continue;
		effects_order(fx, order)->state = ORDER_STOPPED;
		effects_fact(fx,
			(struct fact){.kind = FACT_ORDER_STOPPED,
				.member = member,
				.order = order->id,
				.topic = order->topic});
	}
}

static bool has_address(const struct member *member, const char *address)
{
	list_each (mine, &member->addresses)
		if (strcmp(*mine, address) == 0)
			return true;
	return false;
}

/* From the lists of those whom a leader's own calendar has invited. */
static void uninvite(struct effects *fx, const struct member *member)
{
	list_each (meeting, &fx->snapshot->meetings) {
		bool invited = false;
		list_each (address, &meeting->invited)
			invited |= has_address(member, *address);
		if (!invited)
			continue;
		struct meeting *copy = effects_meeting(fx, meeting);
		copy->invited.at = NULL;
		copy->invited.n = copy->invited.cap = 0;
		list_each (address, &meeting->invited)
			if (!has_address(member, *address))
				*arena_push(fx->arena, &copy->invited) = *address;
	}
}

void member_forget(struct effects *fx, const struct member *member)
{
	struct member *copy = effects_member(fx, member);

	if (member->standing != STANDING_LEFT)
		member_leave(fx, copy, 0);
	drop_letters(fx, member->id);
	stop_orders(fx, member->id);
	uninvite(fx, member);
	copy->name = copy->given_name = copy->organisation = "";
	copy->paused_until = copy->away_until = DAY_NONE;
	copy->addresses.at = NULL;
	copy->addresses.n = copy->addresses.cap = 0;
	effects_fact(fx, (struct fact){.kind = FACT_MEMBER_FORGOTTEN, .member = member->id});
}
