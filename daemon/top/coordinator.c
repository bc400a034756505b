/* SPDX-License-Identifier: MIT */
/* The coordinator set up and taken down: state, Maildirs, templates, roles. */
#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "coordinator_inside.h"
#include "core/roster.h"
#include "outward/state.h"
#include "top/load.h"

#define SENDER_STOP_MS 5000 /* nothing is in flight by then, or no answer comes */

static int open_boxes(struct coordinator *c, struct fault *fault)
{
	for (size_t i = 0; i < c->settings.config->mailboxes.n; i++) {
		const struct mailbox *settings = &c->settings.config->mailboxes.at[i];
		struct coordinator_box box = {.settings = settings};
		int r = maildir_open(settings->maildir, true, &box.maildir, fault);
		if (r < 0)
			return fault_prefix(fault, r, "mailbox %s", settings->name);
		*arena_push(c->arena, &c->boxes) = box;
	}
	return 0;
}

/*
 * Networks that are new to the state are due at once: their planner says when next. Leaders whom no
 * list has brought are members all the same, or their orders would be strangers' mail.
 */
static int know_network(struct coordinator *c, const struct network *network, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct snapshot *snapshot = NULL;
	struct effects fx;
	instant now = c->settings.now;
	int r = store_wake_new(c->store, network, fault);

	if (r == 0)
		r = store_snapshot(c->store, network, now, arena, &snapshot, fault);
	if (r < 0)
		return r;
	effects_init(&fx, arena, snapshot, now);
	roster_add_leaders(&fx);
	if (fx.facts.n == 0)
		return 0;
	return store_apply(c->store, network, (struct cause){0, now}, &fx, NULL, 0, fault);
}

static int know_networks(struct coordinator *c, struct fault *fault)
{
	int r = store_begin(c->store, fault);

	for (size_t i = 0; i < c->settings.config->networks.n && r == 0; i++)
		r = know_network(c, &c->settings.config->networks.at[i], fault);
	if (r == 0)
		r = store_commit(c->store, fault);
	if (r < 0)
		store_rollback(c->store);
	return r;
}

int coordinator_new(const struct coordinator_settings *settings,
	struct coordinator **ret_coordinator, struct fault *fault)
{
	struct arena *arena = arena_new();
	struct coordinator *c = arena_make(arena, struct coordinator);
	const char *path = arena_printf(arena, "%s/samlad.db", settings->config->state);

	c->settings = *settings;
	c->arena = arena;
	c->reader_fd = -1;
	c->way_down_until = INSTANT_NONE;
	c->boot = clock_boot();
	chance_init(&c->chance, settings->seed);
	/* before the state is open and a secret could be in memory */
	int r = settings->starter ? 0 : starter_new(NULL, &c->own_starter, fault);

	c->starter = settings->starter ? settings->starter : c->own_starter;
	if (r == 0)
		r = load_templates(arena, settings->templates, &c->templates, fault);
	if (r == 0)
		r = store_open(path, false, &c->store, fault);
	if (r == 0)
		r = open_boxes(c, fault);
	if (r == 0)
		r = know_networks(c, fault);
	if (r < 0) {
		coordinator_free(c);
		return r;
	}
	*ret_coordinator = c;
	return 0;
}

void coordinator_free(struct coordinator *c)
{
	if (!c)
		return;
	if (c->reader_fd >= 0)
		close(c->reader_fd);
	end_sending(c);
	wire_free(c->sender_wire);
	if (c->sender)
		process_stop(c->sender, SENDER_STOP_MS);
	process_free(c->sender);
	process_free(c->reader);
	list_each (box, &c->boxes) {
		wire_free(box->fetcher_wire);
		process_free(box->fetcher);
		maildir_close(box->maildir);
	}
	starter_free(c->own_starter); /* after all that it started */
	store_close(c->store);
	templates_free(c->templates);
	arena_free(c->arena);
}

struct store *coordinator_store(struct coordinator *c)
{
	return c->store;
}

const char *coordinator_state(const struct coordinator *c)
{
	return c->settings.config->state;
}

int coordinator_sender_fd(const struct coordinator *c)
{
	return c->sender_wire ? wire_fd(c->sender_wire) : -1;
}

void coordinator_stop(struct coordinator *c)
{
	c->stopped = true;
}
