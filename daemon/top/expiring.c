/* SPDX-License-Identifier: MIT */
/*
 * Secrets that are about to stop working (`secret_expires`): a letter to `admin`, or to the leaders
 * of the networks that need it, 30, 7 and 1 days before. From the day itself on another way is
 * taken: a line in the journal each day, and `samlad status` says it (top/status); and one letter
 * more where only the way in has ended, since mail still goes out.
 *
 * What was told is a number in the store, written in the transaction that makes the letters, so
 * each is made once whatever dies when. It is named after the section and the day: a new day begins
 * anew. A day begins at eight in the network's zone: nobody is to be woken by it.
 */
#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "coordinator_inside.h"
#include "core/expiry.h"

#define MORNING_S (8 * HOUR_S)
#define ENDED_DAYS 8

struct expiring {
	struct coordinator *c;
	struct arena *arena;
	const char *section; /* "main", "submission" */
	bool way_out;
	day expires;
	int stage;
	int64_t told; /* the stage that was told last */
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

static bool concerns(const void *context, const struct network *network)
{
	return needs(context, network);
}

static void fill(
	const void *context, const struct network *network, struct effects *fx, struct draft *draft)
{
	const struct expiring *e = context;

	view_text(fx->arena, draft->view, "section", e->section);
	view_flag(fx->arena, draft->view, "way_out", e->way_out);
	view_day(fx->arena, draft->view, "expires", e->expires);
	view_number(
		fx->arena, draft->view, "days", e->expires - zone_day(network->zone, e->now, NULL));
	view_flag(fx->arena, draft->view, "ended", e->stage <= 0);
	/* by then it says nothing new */
	draft->not_after =
		zone_instant(network->zone, e->expires + (e->stage <= 0 ? ENDED_DAYS : 1), 0);
}

static bool way_out_has_ended(const struct expiring *e)
{
	const struct submission *way = &e->c->settings.config->submission;

	return way->way == SUBMISSION_SMTP && way->smtp.secret_expires != DAY_NONE &&
		way->smtp.secret_expires <= zone_day(zone_utc(), e->now, NULL);
}

static bool goes_by_letter(const struct expiring *e)
{
	if (e->stage > 0)
		return expiry_goes_by_letter(e->stage);
	return e->told > 0 && !e->way_out && !way_out_has_ended(e);
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
	const struct machine_letter letter = {"secret-expires", e, concerns, fill};
	struct store *store = e->c->store;
	int r = store_begin(store, fault);

	if (r == 0 && goes_by_letter(e))
		r = machine_letter_make(e->c, e->arena, &letter, e->now, fault);
	if (r == 0)
		r = store_set_number(store, name, e->stage, fault);
	if (r == 0)
		r = store_commit(store, fault);
	if (r < 0)
		store_rollback(store);
	else if (e->stage <= 0)
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
	if (account->secret_expires == DAY_NONE || !network)
		return 0;
	day today = zone_day(network->zone, now - MORNING_S, NULL);
	instant next = zone_instant(network->zone, expiry_next(e.expires, today), MORNING_S);
	const char *name =
		arena_printf(arena, "secret_expires:%s:%s", e.section, day_format(e.expires, text));
	int r = store_number(c->store, name, EXPIRY_NOT_YET, &e.told, fault);

	e.stage = expiry_stage(e.expires, today);
	if (r == 0 && e.stage < e.told) {
		r = tell(&e, name, fault);
		*ret_changed = *ret_changed || goes_by_letter(&e);
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
