/* SPDX-License-Identifier: MIT */
/*
 * What lies on the desk with a mail: the network's snapshot, the letter that came back with it, how
 * far its sender is vouched for. Laid twice: before the words are read, to know what to ask of
 * them, and inside the transaction.
 */
#include <string.h>

#include "base/utf8.h"
#include "coordinator_inside.h"

static const struct network *network_of_address(const struct taken *mail)
{
	list_each (network, &mail->c->settings.config->networks)
		for (size_t i = 0; i < mail->read->to.n; i++) {
			const char *to = address_normal_in(mail->arena, mail->read->to.at[i]);
			if (to && strcmp(network->mailbox, mail->box->settings->name) == 0 &&
				strcmp(to, network->address) == 0)
				return network;
		}
	return NULL;
}

int find_mail_network(struct taken *mail, struct fault *fault)
{
	const struct config *config = mail->c->settings.config;
	const char *uid = mail->read->calendar.n ? mail->read->calendar.at[0].uid : NULL;
	const char *slug = NULL;
	int r = 0;

	mail->network = network_of_address(mail);
	if (!mail->network && (mail->read->token || uid))
		r = store_find_network(
			mail->c->store, mail->read->token, uid, mail->arena, &slug, fault);
	if (slug)
		mail->network = config_find_network(config, slug);
	for (size_t i = 0; i < config->networks.n && !mail->network; i++)
		if (strcmp(config->networks.at[i].mailbox, mail->box->settings->name) == 0)
			mail->network = &config->networks.at[i];
	return r;
}

/* From here on mails from one sender are a storm. */
static const struct {
	int mails;
	instant window_s;
} storms[] = {{20, HOUR_S}, {60, DAY_S}};

static int weigh_storm(const struct taken *mail, bool *ret_storm, struct fault *fault)
{
	const char *from = mail->read->from;
	bool storm = false;
	int r = 0;

	for (size_t i = 0; from && r == 0 && i < sizeof(storms) / sizeof(storms[0]); i++) {
		int lately = 0;
		r = store_mails_since(mail->c->store, mail->network->slug, from,
			mail->now - storms[i].window_s, storms[i].mails, &lately, fault);
		storm = storm || lately >= storms[i].mails;
	}
	if (r == 0)
		*ret_storm = storm;
	return r;
}

int lay_on_desk(const struct taken *mail, struct snapshot **ret_snapshot,
	struct arrival *ret_arrival, struct fault *fault)
{
	struct store *store = mail->c->store;
	struct arrival arrival = {.mail = mail->id, .at = mail->now, .read = mail->read};
	struct snapshot *snapshot;
	int r = store_snapshot(store, mail->network, mail->now, mail->arena, &snapshot, fault);

	if (r < 0)
		return r;
	const char *from =
		mail->read->from ? address_normal_in(mail->arena, mail->read->from) : NULL;
	const struct member *sender =
		from ? snapshot_member_by_address(snapshot, from, NULL) : NULL;
	r = store_find_letter(store, mail->network->slug, mail->read, sender ? sender->id : 0,
		mail->arena, &arrival, fault);
	if (r == 0)
		r = weigh_storm(mail, &arrival.storm, fault);
	arrival.trust = trust_weigh(mail->arena, mail->read, mail->box->settings->trusted_auth);
	*ret_snapshot = snapshot;
	*ret_arrival = arrival;
	return r;
}

/* The texts of the letters that asked, and of the one that came back, so that they are known again
 * where they are quoted, or come back whole. */
static void add_letter_texts(const struct taken *mail, const struct snapshot *snapshot,
	const struct arrival *arrival, struct questions *questions)
{
	const struct letter *copied = desk_copied_letter(snapshot, arrival, mail->arena);
	const char *subject;

	if (copied && (questions->n == 0 || !questions->at[0].letter_text))
		store_letter_text(mail->c->store, copied->id, mail->arena, &subject,
			&questions->letter_text, NULL);
	for (size_t i = 0; i < questions->n; i++) {
		struct question *question = &questions->at[i];
		const struct ask *ask =
			question->ask ? snapshot_ask(snapshot, question->ask) : NULL;
		if (ask && !question->letter_text)
			store_letter_text(mail->c->store, ask->letter, mail->arena,
				&question->letter_subject, &question->letter_text, NULL);
	}
}

int ask_questions(const struct taken *mail, struct questions *ret_questions, struct fault *fault)
{
	struct snapshot *snapshot;
	struct arrival arrival;
	int r = store_begin(mail->c->store, fault);

	if (r < 0)
		return r;
	r = lay_on_desk(mail, &snapshot, &arrival, fault);
	if (r == 0) {
		desk_questions(snapshot, &arrival, mail->arena, ret_questions);
		add_letter_texts(mail, snapshot, &arrival, ret_questions);
	}
	store_rollback(mail->c->store);
	return r;
}
