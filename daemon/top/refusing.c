/* SPDX-License-Identifier: MIT */
/*
 * A letter that its server will never take. What that says of her address counts as a notice by
 * mail would, in the same transaction, or nobody would hear that our letters don't reach her.
 */
#include "base/log.h"
#include "coordinator_inside.h"
#include "core/bouncing.h"
#include "outward/sender.h"
#include "text/bounce_reason.h"

/* A policy, a size or a full mailbox is no fault of the address. */
static bool blames_address(const struct sender_outcome *outcome)
{
	enum bounce_address address = bounce_status_address(outcome->status);

	return address == BOUNCE_ADDRESS_BAD ||
		(outcome->at_recipient && address == BOUNCE_ADDRESS_UNKNOWN);
}

static int count(struct coordinator *c, const struct sender_outcome *outcome, instant now,
	struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const struct undelivered what = {
		.letter = outcome->id, .reason = outcome->words, .at = now};
	const struct network *network;
	const struct member *member;
	struct snapshot *snapshot;
	struct effects fx;
	const char *slug;
	int64_t id;
	int r = store_letter_to(c->store, outcome->id, arena, &slug, &id, fault);

	if (r < 0)
		return r;
	network = config_find_network(c->settings.config, slug);
	if (!network || id == 0)
		return 0; /* to `admin`, or of a network that has left the config */
	r = store_snapshot(c->store, network, now, arena, &snapshot, fault);
	if (r < 0)
		return r;
	member = snapshot_member(snapshot, id);
	if (!member)
		return 0;
	effects_init(&fx, arena, snapshot, now);
	bouncing_count(&fx, member, &what);
	if (fx.facts.n == 0)
		return 0;
	r = keep_decision(c, arena, network, (struct cause){0, now}, &fx, fault);
	if (r < 0 || c->hold.clock != INSTANT_NONE)
		return r; /* when something is due, a clock that isn't believed can't say */
	return store_bring_due(c->store, slug, now, fault);
}

int refuse_letter(struct coordinator *c, const struct sender_outcome *outcome, instant now,
	struct fault *fault)
{
	int r = store_begin(c->store, fault);

	if (r < 0)
		return r;
	log_warning("letter %lld was refused for good: %s", (long long)outcome->id, outcome->words);
	r = store_letter_never(c->store, outcome->id, now, outcome->words, fault);
	if (r == 0 && blames_address(outcome))
		r = count(c, outcome, now, fault);
	if (r == 0)
		r = store_commit(c->store, fault);
	if (r < 0)
		store_rollback(c->store);
	return r;
}
