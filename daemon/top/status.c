/* SPDX-License-Identifier: MIT */
/* Gathers how networks stand; reads only. */
#include "top/status.h"

#include "letters/letter.h"
#include "outward/config.h"

static void count_members(struct network_status *status)
{
	int *const counts[] = {
		[STANDING_ACTIVE] = &status->active,
		[STANDING_PAUSED] = &status->paused,
		[STANDING_LEFT] = &status->left,
		[STANDING_BOUNCING] = &status->bouncing,
	};

	list_each (member, &status->snapshot->members)
		++*counts[member->standing];
	list_each (ask, &status->snapshot->asks)
		status->asks_open += ask->state == ASK_OPEN && !ask_is_answered(ask);
	list_each (look, &status->snapshot->looks)
		status->to_look_at += look->told == INSTANT_NONE;
}

static int gather_one(struct store *store, const struct network *network, instant now,
	struct arena *arena, struct status *status, struct fault *fault)
{
	struct snapshot *snapshot;
	struct network_status one = {.network = network};
	int r = store_snapshot(store, network, now, arena, &snapshot, fault);

	if (r < 0)
		return r;
	one.snapshot = snapshot;
	count_members(&one);
	stalls_find(snapshot, now, arena, &one.stalls);
	*arena_push(arena, &status->networks) = one;
	return 0;
}

/* The last instant at which any of them was decided on. */
static int last_worked(struct store *store, const struct config *config, struct arena *arena,
	instant *ret_worked, struct fault *fault)
{
	instant worked = INSTANT_NONE;

	list_each (network, &config->networks) {
		struct snapshot *snapshot;
		int r = store_snapshot(store, network, 0, arena, &snapshot, fault);
		if (r < 0)
			return r;
		if (snapshot->state.worked > worked)
			worked = snapshot->state.worked;
	}
	*ret_worked = worked;
	return 0;
}

static void note_health(struct arena *arena, struct status *status)
{
	if (status->sums.quarantined > 0)
		*arena_push(arena, &status->health) = arena_printf(arena,
			"%lld mails could not be read and lie in quarantine; a newer samlad tries "
			"them again",
			(long long)status->sums.quarantined);
	if (status->sums.troubled > 0)
		*arena_push(arena, &status->health) =
			arena_printf(arena, "%lld letters were refused or had to wait: %s",
				(long long)status->sums.troubled,
				status->sums.trouble ? status->sums.trouble : "");
}

int status_gather(struct store *store, const struct config *config, const struct network *network,
	instant now, struct arena *arena, struct status *ret_status, struct fault *fault)
{
	struct status status = {.as_of = now};
	int r = now == INSTANT_NONE ? last_worked(store, config, arena, &status.as_of, fault) : 0;

	list_each (one, &config->networks)
		if (r == 0 && (!network || network == one))
			r = gather_one(store, one, status.as_of, arena, &status, fault);
	if (r == 0)
		r = store_sums(store, arena, &status.sums, fault);
	if (r < 0)
		return r;
	note_health(arena, &status);
	*ret_status = status;
	return 0;
}

const char *status_evidence(struct arena *arena, const struct templates *templates,
	const struct network_status *status, const struct stall *stall)
{
	const char *key = arena_printf(arena, "stall.%s", stall_reason_text(stall->reason));

	return letter_phrase(
		arena, templates, status->network, status->network->language, key, stall->evidence);
}
