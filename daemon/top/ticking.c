/* SPDX-License-Identifier: MIT */
/*
 * The clock's part of a round: the planner for each network that is due, a transaction each.
 * Networks with nothing due are not touched: the store's index knows them.
 */
#include <errno.h>

#include "base/arena.h"
#include "base/log.h"
#include "coordinator_inside.h"
#include "core/planner.h"

#define TICKS_A_ROUND 20

int tick_network(struct coordinator *c, const struct network *network, instant now,
	bool *ret_changed, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct snapshot *snapshot = NULL;
	struct effects fx = {0};
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

/* A letter that can't be written is a template's fault: that network waits, the others don't. */
static int tick_or_wait(struct coordinator *c, const struct network *network, instant now,
	bool *ret_changed, struct fault *fault)
{
	struct fault why = {""};
	int r = tick_network(c, network, now, ret_changed, &why);

	if (r == -EINVAL || r == -E2BIG) {
		log_error("network %s: %s; tried again in an hour", network->slug, why.text);
		return store_set_due(c->store, network->slug, now, now + HOUR_S, fault);
	}
	return r < 0 ? fault_set(fault, r, "%s", why.text) : 0;
}

/* All that are due at now, once each. */
static int tick_due(struct coordinator *c, instant now, bool *ret_changed, instant *ret_next,
	size_t *ret_n, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const char **slugs;
	int r = store_due(c->store, now, arena, &slugs, ret_n, ret_next, fault);

	for (size_t i = 0; r == 0 && i < *ret_n; i++) {
		const struct network *network = config_find_network(c->settings.config, slugs[i]);
		/* a network that left the config sleeps until it is back */
		r = network ? tick_or_wait(c, network, now, ret_changed, fault)
			    : store_set_due(c->store, slugs[i], now, INSTANT_NEVER, fault);
	}
	return r;
}

/* Rules that find something to do at one instant again and again would send letters for ever. */
static int calm_down(struct coordinator *c, instant now, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const char **slugs;
	size_t n;
	instant next;
	int r = store_due(c->store, now, arena, &slugs, &n, &next, fault);

	for (size_t i = 0; r == 0 && i < n; i++) {
		log_error("network %s: still due after %d rounds; looked at again in a minute",
			slugs[i], TICKS_A_ROUND);
		r = store_set_due(c->store, slugs[i], now, now + MINUTE_S, fault);
	}
	return r;
}

int tick_networks(struct coordinator *c, instant now, bool *ret_changed, instant *ret_next,
	struct fault *fault)
{
	for (int i = 0; i < TICKS_A_ROUND && !c->stopped; i++) {
		size_t n = 0;
		int r = tick_due(c, now, ret_changed, ret_next, &n, fault);
		if (r < 0 || n == 0)
			return r;
	}
	*ret_next = now + MINUTE_S;
	return c->stopped ? 0 : calm_down(c, now, fault);
}
