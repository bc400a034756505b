/* SPDX-License-Identifier: MIT */
/* Nobody is dropped in silence: the leaders are told whom our mail no longer reaches, and why. */
#include "core/bouncing.h"

#include "core/workdays.h"

#define DAYS_MOST 3

static void give_up(struct effects *fx, struct member *member, const struct undelivered *what)
{
	member->standing = STANDING_BOUNCING;
	effects_fact(fx,
		(struct fact){.kind = FACT_MEMBER_STANDING,
			.member = member->id,
			.word = standing_text(STANDING_BOUNCING)});
	effects_to_leaders(fx,
		(struct look){.why = "bouncing",
			.mail = what->mail,
			.member = member->id,
			.from = what->from,
			.text = what->reason},
		0);
}

void bouncing_count(struct effects *fx, const struct member *known, const struct undelivered *what)
{
	struct member *member = effects_member(fx, known);
	day today = network_day(fx->snapshot->network, what->at);

	if (member->last_bounce == today)
		return;
	member->last_bounce = today;
	member->hard_bounces++;
	effects_fact(fx,
		(struct fact){.kind = FACT_MEMBER_BOUNCED,
			.member = member->id,
			.letter = what->letter,
			.word = bounce_class_text(BOUNCE_HARD),
			.number = member->hard_bounces,
			.day = today});
	if (member->hard_bounces >= DAYS_MOST && member->standing == STANDING_ACTIVE)
		give_up(fx, member, what);
}
