/* SPDX-License-Identifier: MIT */
/* The dated blocks of templates/simulate/season: what leaders, members and strangers write of their
 * own accord. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "simulate_inside.h"

/* "2027-01-11" "09:10"; INSTANT_NONE */
static instant when_of(const struct script_block *block, const struct zone *zone)
{
	int hour, minute;

	if (block->head.n < 3 || sscanf(block->head.at[1], "%2d:%2d", &hour, &minute) != 2)
		return INSTANT_NONE;
	return zone_instant(zone, day_parse(block->head.at[0]), hour * HOUR_S + minute * MINUTE_S);
}

static int check(const struct script *script, const struct zone *zone, struct fault *fault)
{
	instant last = INSTANT_NONE;

	for (size_t i = 1; i < script->blocks.n; i++) {
		instant at = when_of(&script->blocks.at[i], zone);
		if (at == INSTANT_NONE || at < last)
			return fault_set(fault, -EINVAL,
				"%s:%d: a head is DATE TIME WHO, in order of time", script->name,
				script->blocks.at[i].line);
		if (!script_find(&script->blocks.at[i], "words", 0))
			return fault_set(fault, -EINVAL, "%s:%d: no words", script->name,
				script->blocks.at[i].line);
		last = at;
	}
	return 0;
}

int season_begin(const struct stage *stage, const struct script *script, struct season *ret_season,
	struct fault *fault)
{
	const struct script_block *first = script->blocks.n > 0 ? &script->blocks.at[0] : NULL;
	const char *from = first ? script_find(first, "from", 0) : NULL;
	const char *until = first ? script_find(first, "until", 0) : NULL;

	if (!from || !until || day_parse(from) == DAY_NONE || day_parse(until) == DAY_NONE)
		return fault_set(
			fault, -EINVAL, "%s: the first block says from and until", script->name);
	*ret_season = (struct season){
		.script = script,
		.from = zone_instant(stage->network->zone, day_parse(from), 8 * HOUR_S),
		.until = zone_instant(stage->network->zone, day_parse(until), 18 * HOUR_S),
		.next_block = 1,
	};
	return check(script, stage->network->zone, fault);
}

instant season_next(const struct season *season, const struct zone *zone)
{
	if (season->next_block >= season->script->blocks.n)
		return INSTANT_NEVER;
	return when_of(&season->script->blocks.at[season->next_block], zone);
}
