/* SPDX-License-Identifier: MIT */
/*
 * A mail that can't be read: tried three times, each try counted before its bytes were opened, then
 * put aside whole. The leaders are told once, in their next letter; a newer samlad finds it again.
 */
#include <string.h>

#include "base/log.h"
#include "coordinator_inside.h"

#define TRIES_MOST 3

static const struct network *first_network(const struct taken *mail)
{
	const struct config *config = mail->c->settings.config;

	for (size_t i = 0; i < config->networks.n && !mail->network; i++)
		if (strcmp(config->networks.at[i].mailbox, mail->box->settings->name) == 0)
			return &config->networks.at[i];
	return mail->network;
}

/* Inside the transaction that marks it. */
static int tell_leaders(const struct taken *mail, struct fault *fault)
{
	const struct network *network = first_network(mail);
	struct snapshot *snapshot;
	struct effects fx;

	if (!network)
		return 0;
	int r = store_snapshot(mail->c->store, network, mail->now, mail->arena, &snapshot, fault);
	if (r < 0)
		return r;
	effects_init(&fx, mail->arena, snapshot, mail->now);
	effects_to_leaders(&fx,
		(struct look){.why = "unreadable",
			.mail = mail->id,
			.from = mail->read ? mail->read->from : NULL},
		0);
	return keep_decision(
		mail->c, mail->arena, network, (struct cause){mail->id, mail->now}, &fx, fault);
}

static int put_aside(const struct taken *mail, struct fault *fault)
{
	struct store *store = mail->c->store;
	int r = store_begin(store, fault);

	if (r == 0)
		r = tell_leaders(mail, fault);
	if (r == 0)
		r = store_mail_quarantine(store, mail->id, mail->now, fault);
	if (r == 0)
		r = store_commit(store, fault);
	if (r < 0) {
		store_rollback(store);
		return r;
	}
	/* a crash before this leaves it where it is, marked: it is passed over all the same */
	return maildir_quarantine(mail->box->maildir, mail->arena, mail->file, fault);
}

int mail_failed(const struct taken *mail, const struct fault *why, struct fault *fault)
{
	log_warning(
		"mail %s: %s (try %d of %d)", mail->file->base, why->text, mail->tries, TRIES_MOST);
	if (mail->tries < TRIES_MOST)
		return 0;
	int r = put_aside(mail, fault);
	if (r == 0)
		log_error("mail %s is in quarantine: it could not be read", mail->file->base);
	return r;
}
