/* SPDX-License-Identifier: MIT */
/*
 * What no person wrote. It never gives an answer and never gets one (promise 4): a bounce of one of
 * our letters is counted, an absence keeps its last day, the rest leaves a fact and nothing else.
 *
 * Both count only where they come to a letter of ours to that member, so that a forged one can't
 * take anybody off the list or keep our questions from her: an absence from her address, a bounce
 * with an address of hers in it.
 */
#include <string.h>

#include "base/utf8.h"
#include "core/bouncing.h"
#include "core/desk_parts.h"
#include "core/workdays.h"

#define ABSENCE_DAYS_MOST 400

static void ignore(struct desk *desk, const char *word)
{
	effects_fact(desk->fx,
		(struct fact){.kind = FACT_MAIL_IGNORED,
			.member = desk->member ? desk->member->id : 0,
			.word = word});
}

static bool is_hers(struct desk *desk, const struct bounce *bounce, const struct member *member)
{
	const char *recipient =
		bounce->recipient ? address_normal_in(desk->fx->arena, bounce->recipient) : NULL;

	for (size_t i = 0; recipient && i < member->addresses.n; i++)
		if (strcmp(member->addresses.at[i], recipient) == 0)
			return true;
	return !bounce->recipient;
}

static void take_bounce(struct desk *desk)
{
	const struct letter *letter = desk->arrival->letter;
	const struct member *member = letter && desk->arrival->evidence == EVIDENCE_STRONG
		? snapshot_member(desk->snapshot, letter->member)
		: NULL;

	list_each (bounce, &desk->read->bounces)
		if (member && bounce->class == BOUNCE_HARD &&
			bounce->address != BOUNCE_ADDRESS_FINE && is_hers(desk, bounce, member)) {
			const struct undelivered what = {.letter = letter->id,
				.mail = desk->arrival->mail,
				.from = desk->read->from,
				.reason = bounce->reason,
				.at = desk->arrival->at};
			bouncing_count(desk->fx, member, &what);
			break;
		}
	desk->member = member;
	ignore(desk, "bounce");
}

/* The first day after an absence, without its reason. */
static void note_absence(struct desk *desk)
{
	const struct absence *absence = desk->read->absence;
	day today = network_day(desk->snapshot->network, desk->arrival->at);

	if (!absence || absence->until == DAY_NONE || absence->until <= today ||
		absence->until > today + ABSENCE_DAYS_MOST)
		return;
	effects_member(desk->fx, desk->member)->away_until = absence->until;
	effects_fact(desk->fx,
		(struct fact){.kind = FACT_MEMBER_AWAY,
			.member = desk->member->id,
			.day = absence->until});
}

/* An absence stops our questions to her, so only one that answers a letter of hers says so. */
static bool answers_her_letter(const struct desk *desk)
{
	const struct letter *letter = desk->arrival->letter;

	return letter && desk->member && letter->member == desk->member->id &&
		(desk->arrival->evidence == EVIDENCE_STRONG || desk->weak_counts);
}

static void take_auto_reply(struct desk *desk)
{
	desk_find_sender(desk);
	if (answers_her_letter(desk))
		note_absence(desk);
	ignore(desk, "auto-reply");
}

void desk_take_machine(struct desk *desk)
{
	switch (desk->read->auto_class) {
	case AUTO_BOUNCE:
		take_bounce(desk);
		break;
	case AUTO_REPLY:
		take_auto_reply(desk);
		break;
	default:
		ignore(desk, auto_class_text(desk->read->auto_class));
	}
}
