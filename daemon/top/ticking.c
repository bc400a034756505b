/* SPDX-License-Identifier: MIT */
/*
 * The clock's part of a round: the planner for each network that is due, a transaction each.
 * Networks with nothing due are not touched: the store's index knows them.
 */
#include "base/arena.h"
#include "coordinator_inside.h"
#include "core/planner.h"

#define TICKS_A_ROUND 20

static int tick(struct coordinator *c, const struct network *network, instant now,
	bool *ret_changed, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct snapshot *snapshot;
	struct effects fx;
	int r = store_begin(c->store, fault);

	if (r < 0)
		return r;
	r = store_snapshot(c->store, network, now, arena, &snapshot, fault);
	if (r == 0) {
		effects_init(&fx, arena, snapshot, now);
		instant next = planner_decide(snapshot, now, &fx);
		bool changed = fx.facts.n > 0 || fx.drafts.n > 0;
		/* a change may make more due at once; without one, the same instant again would be
		 * for ever */
		if (next <= now)
			next = changed ? now : now + MINUTE_S;
		r = keep_decision(c, arena, network, (struct cause){0, now}, &fx, fault);
		if (r == 0)
			r = store_set_due(c->store, network->slug, now, next, fault);
		*ret_changed = *ret_changed || changed;
	}
	if (r == 0)
		r = store_commit(c->store, fault);
	if (r < 0)
		store_rollback(c->store);
	else if (c->settings.watcher.decided && fx.facts.n > 0)
		c->settings.watcher.decided(c->settings.watcher.context, network, now, NULL, &fx);
	return r;
}

int tick_networks(struct coordinator *c, instant now, bool *ret_changed, instant *ret_next,
	struct fault *fault)
{
	for (int i = 0; i < TICKS_A_ROUND && !c->stopped; i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		const char **slugs;
		size_t n;
		int r = store_due(c->store, now, arena, &slugs, &n, ret_next, fault);
		if (r < 0 || n == 0)
			return r;
		for (size_t j = 0; j < n && r == 0; j++) {
			const struct network *network =
				config_find_network(c->settings.config, slugs[j]);
			/* a network that left the config sleeps until it is back */
			r = network ? tick(c, network, now, ret_changed, fault)
				    : store_set_due(c->store, slugs[j], now, INSTANT_NEVER, fault);
		}
		if (r < 0)
			return r;
	}
	*ret_next = now;
	return 0;
}
