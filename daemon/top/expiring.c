/* SPDX-License-Identifier: MIT */
/*
 * Secrets that are about to stop working (`secret_expires`): a letter to `admin`, or to the leaders
 * of the networks that need it, 30, 7 and 1 days before; then a line in the journal each day, since
 * by then no letter may get through.
 *
 * What was told is a number in the store, written in the transaction that makes the letters, so
 * each is made once whatever dies when. It is named after the section and the day: a new day begins
 * anew. A day begins at eight in the network's zone: nobody is to be woken by it.
 */
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/log.h"
#include "coordinator_inside.h"
#include "core/expiry.h"

#define MORNING_S (8 * HOUR_S)

struct expiring {
	struct coordinator *c;
	struct arena *arena;
	const char *section; /* "main", "submission" */
	bool way_out;
	day expires;
	int stage;
	instant now;
};

static bool needs(const struct expiring *e, const struct network *network)
{
	return e->way_out || strcmp(network->mailbox, e->section) == 0;
}

static const struct network *first_network(const struct expiring *e)
{
	list_each (network, &e->c->settings.config->networks)
		if (needs(e, network))
			return network;
	return NULL;
}

static void write_to(const struct expiring *e, struct effects *fx, const struct network *network,
	const char *address)
{
	struct member to = {.name = "", .given_name = "", .language = network->language};
	const struct member *known = NULL;

	list_each (member, &fx->snapshot->members) {
		list_each (mine, &member->addresses)
			if (strcasecmp(*mine, address) == 0)
				known = member;
	}
	if (known)
		to = *known;
	struct draft *draft = effects_draft(fx, "secret-expires", &to, CLASS_LEADERS);

	draft->address = address;
	view_text(e->arena, draft->view, "section", e->section);
	view_flag(e->arena, draft->view, "way_out", e->way_out);
	view_day(e->arena, draft->view, "expires", e->expires);
	view_number(
		e->arena, draft->view, "days", e->expires - zone_day(network->zone, e->now, NULL));
	/* on that day it says nothing new */
	draft->not_after = zone_instant(network->zone, e->expires + 1, 0);
}

static int tell_network(
	const struct expiring *e, const struct network *network, struct fault *fault)
{
	const char *admin = e->c->settings.config->admin;
	struct snapshot *snapshot;
	struct effects fx;
	int r = store_snapshot(e->c->store, network, e->now, e->arena, &snapshot, fault);

	if (r < 0)
		return r;
	effects_init(&fx, e->arena, snapshot, e->now);
	if (admin)
		write_to(e, &fx, network, admin);
	for (size_t i = 0; !admin && i < network->leaders.n; i++)
		write_to(e, &fx, network, network->leaders.at[i]);
	return keep_decision(e->c, e->arena, network, (struct cause){0, e->now}, &fx, fault);
}

static int tell_by_letter(const struct expiring *e, struct fault *fault)
{
	const struct config *config = e->c->settings.config;
	int r = 0;

	list_each (network, &config->networks) {
		/* the administrator gets one letter, the leaders of each network theirs */
		if (r == 0 && needs(e, network) && (!config->admin || network == first_network(e)))
			r = tell_network(e, network, fault);
	}
	return r;
}

static void tell_journal(const struct expiring *e)
{
	char text[DAY_TEXT];

	log_error(
		"the secret of %s stopped working on %s: put a new one into its file, and its day "
		"into `secret_expires =`",
		e->section, day_format(e->expires, text));
}

/* In one transaction: what is told, and that it was. */
static int tell(const struct expiring *e, const char *name, struct fault *fault)
{
	struct store *store = e->c->store;
	int r = store_begin(store, fault);

	if (r == 0 && expiry_goes_by_letter(e->stage))
		r = tell_by_letter(e, fault);
	if (r == 0)
		r = store_set_number(store, name, e->stage, fault);
	if (r == 0)
		r = store_commit(store, fault);
	if (r < 0)
		store_rollback(store);
	else if (!expiry_goes_by_letter(e->stage))
		tell_journal(e);
	return r;
}

static int look_at(struct coordinator *c, const struct account *account, bool way_out, instant now,
	bool *ret_changed, instant *ret_next, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct expiring e = {.c = c,
		.arena = arena,
		.section = account->credential,
		.way_out = way_out,
		.expires = account->secret_expires,
		.now = now};
	const struct network *network = first_network(&e);
	char text[DAY_TEXT];
	int64_t told;

	if (account->secret_expires == DAY_NONE || !network)
		return 0;
	day today = zone_day(network->zone, now - MORNING_S, NULL);
	instant next = zone_instant(network->zone, expiry_next(e.expires, today), MORNING_S);
	const char *name =
		arena_printf(arena, "secret_expires:%s:%s", e.section, day_format(e.expires, text));
	int r = store_number(c->store, name, EXPIRY_NOT_YET, &told, fault);

	e.stage = expiry_stage(e.expires, today);
	if (r == 0 && e.stage < told) {
		r = tell(&e, name, fault);
		*ret_changed = *ret_changed || expiry_goes_by_letter(e.stage);
	}
	if (next < *ret_next)
		*ret_next = next;
	return r;
}

int tell_expiring(struct coordinator *c, instant now, bool *ret_changed, instant *ret_next,
	struct fault *fault)
{
	const struct config *config = c->settings.config;
	int r = 0;

	list_each (mailbox, &config->mailboxes)
		if (r == 0 && mailbox->fetched)
			r = look_at(c, &mailbox->imap, false, now, ret_changed, ret_next, fault);
	if (r == 0 && config->submission.way == SUBMISSION_SMTP)
		r = look_at(c, &config->submission.smtp, true, now, ret_changed, ret_next, fault);
	return r;
}
