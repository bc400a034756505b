/* SPDX-License-Identifier: MIT */
/*
 * When a maybe is asked about once more: the day she named ("after Easter"), or a while after she
 * said that her manager must be asked first. Once; then it is hers to say.
 */
#include "core/ask.h"
#include "core/workdays.h"

instant ask_follow_up_at(const struct snapshot *snapshot, const struct ask *ask)
{
	const struct network *network = snapshot->network;
	const struct standing_answer *answer = &ask->answer;

	if (ask->kind != ASK_SIGNUP || ask->state != ASK_OPEN || ask->reminded != INSTANT_NONE ||
		answer->at == INSTANT_NONE || answer->kind != ANSWER_MAYBE)
		return INSTANT_NEVER;
	if (answer->date != DAY_NONE && answer->date > network_day(network, answer->at))
		return hours_opening(network, workday_on_or_after(network, answer->date));
	if (!answer->manager)
		return INSTANT_NEVER;
	return hours_opening(
		network, delay_day_after(network, network->signup_reminder, answer->at));
}
