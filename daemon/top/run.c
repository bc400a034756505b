/* SPDX-License-Identifier: MIT */
/*
 * A mail's way, in one place: take, understand, desk, apply, file away; and after the mails the clock's: what is
 * due, then sending. Every step may be repeated: a mail is filed away only after its transaction has committed, and
 * one that comes again is known by its file or by its identity and takes no second effect.
 *
 * Each try of a mail is counted, durably, before its bytes are opened: the third child that dies on it is the last,
 * and the mail goes to quarantine, where a new version of samlad finds it.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/utf8.h"
#include "coordinator_inside.h"
#include "core/planner.h"
#include "outward/digest.h"
#include "outward/fetcher.h"
#include "top/version.h"

#define MAILS_A_ROUND 64
#define TRIES_MOST 3
#define TICKS_A_ROUND 20
#define ROUNDS_MOST 10000

/* A mail between the Maildir and the desk. */
struct taken {
	struct coordinator *c;
	const struct coordinator_box *box;
	struct arena *arena;
	struct maildir_mail *file;
	int64_t id;
	int tries;
	int fd;
	instant now;
	struct mail_identity identity;
	const struct network *network;
	const struct understanding *read; /* the envelope, then all of it */
};

int keep_decision(struct coordinator *c, struct arena *arena, const struct network *network, struct cause cause,
	struct effects *fx, struct fault *fault)
{
	struct letter_bytes *letters;
	size_t n;
	int r = post_drafts(c, arena, network, fx, cause.at, &letters, &n, fault);

	if (r < 0)
		return r;
	for (size_t i = 0; i < n; i++)
		effects_fact(fx, (struct fact){.kind = FACT_LETTER_MADE,
					 .member = letters[i].draft->member,
					 .topic = letters[i].draft->topic,
					 .ask = letters[i].draft->ask,
					 .letter = letters[i].draft->id,
					 .word = letters[i].draft->template});
	return store_apply(c->store, network, cause, fx, letters, n, fault);
}

/* ---- whose mail it is ---- */

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

/* The network that the mail is to, else the one whose letter it answers, else the first of its mailbox. */
static int find_network(struct taken *mail, struct fault *fault)
{
	const struct config *config = mail->c->settings.config;
	const char *uid = mail->read->calendar.n ? mail->read->calendar.at[0].uid : NULL;
	const char *slug = NULL;
	int r = 0;

	mail->network = network_of_address(mail);
	if (!mail->network && (mail->read->token || uid))
		r = store_find_network(mail->c->store, mail->read->token, uid, mail->arena, &slug, fault);
	if (slug)
		mail->network = config_find_network(config, slug);
	for (size_t i = 0; i < config->networks.n && !mail->network; i++)
		if (strcmp(config->networks.at[i].mailbox, mail->box->settings->name) == 0)
			mail->network = &config->networks.at[i];
	return r;
}

/* ---- the desk ---- */

static bool is_fail(const char *result)
{
	return result && (strcmp(result, "fail") == 0 || strcmp(result, "softfail") == 0);
}

static bool is_pass(const char *result)
{
	return result && strcmp(result, "pass") == 0;
}

/* Only what the trusted server itself wrote counts, and only its topmost header: those below may be forged. */
static void weigh_authentication(const struct taken *mail, struct arrival *arrival)
{
	const char *trusted = mail->box->settings->trusted_auth;

	for (size_t i = 0; trusted && i < mail->read->auth.n; i++) {
		const struct auth_results *auth = &mail->read->auth.at[i];
		if (!auth->server || strcasecmp(auth->server, trusted) != 0)
			continue;
		arrival->auth_passed = is_pass(auth->dmarc);
		arrival->auth_failed = is_fail(auth->dmarc) || (is_fail(auth->spf) && !is_pass(auth->dkim));
		return;
	}
}

#define STORM_MAILS 20
#define STORM_WINDOW_S 3600

/* The snapshot and the mail on it, as they stand now; once to ask, once more to decide. */
static int lay_on_desk(const struct taken *mail, struct snapshot **ret_snapshot, struct arrival *ret_arrival, struct fault *fault)
{
	struct store *store = mail->c->store;
	struct arrival arrival = {.mail = mail->id, .at = mail->now, .read = mail->read};
	struct snapshot *snapshot;
	int lately = 0;
	int r = store_snapshot(store, mail->network, mail->now, mail->arena, &snapshot, fault);

	if (r < 0)
		return r;
	const char *from = mail->read->from ? address_normal_in(mail->arena, mail->read->from) : NULL;
	const struct member *sender = from ? snapshot_member_by_address(snapshot, from, NULL) : NULL;
	r = store_find_letter(
		store, mail->network->slug, mail->read, sender ? sender->id : 0, mail->arena, &arrival, fault);
	if (r == 0 && mail->read->from)
		r = store_mails_since(store, mail->network->slug, mail->read->from, mail->now - STORM_WINDOW_S, &lately, fault);
	arrival.storm = lately >= STORM_MAILS;
	weigh_authentication(mail, &arrival);
	*ret_snapshot = snapshot;
	*ret_arrival = arrival;
	return r;
}

/* The texts of the letters that asked, so that they are known again where they are quoted. */
static void add_letter_texts(const struct taken *mail, const struct snapshot *snapshot, struct questions *questions)
{
	for (size_t i = 0; i < questions->n; i++) {
		struct question *question = &questions->at[i];
		const struct ask *ask = question->ask ? snapshot_ask(snapshot, question->ask) : NULL;
		if (ask && !question->letter_text)
			store_letter_text(mail->c->store, ask->letter, mail->arena, &question->letter_subject,
				&question->letter_text, NULL);
	}
}

static int ask_questions(const struct taken *mail, struct questions *ret_questions, struct fault *fault)
{
	struct snapshot *snapshot;
	struct arrival arrival;
	int r = store_begin(mail->c->store, fault);

	if (r < 0)
		return r;
	r = lay_on_desk(mail, &snapshot, &arrival, fault);
	if (r == 0) {
		desk_questions(snapshot, &arrival, mail->arena, ret_questions);
		add_letter_texts(mail, snapshot, ret_questions);
	}
	store_rollback(mail->c->store);
	return r;
}

static int decide_inside(const struct taken *mail, bool known, struct fault *fault)
{
	struct coordinator *c = mail->c;
	struct snapshot *snapshot;
	struct arrival arrival;
	struct effects fx;
	int r = lay_on_desk(mail, &snapshot, &arrival, fault);

	if (r < 0)
		return r;
	effects_init(&fx, mail->arena, snapshot, mail->now);
	if (known)
		effects_fact(&fx, (struct fact){.kind = FACT_MAIL_IGNORED, .word = "seen-before"});
	else
		desk_decide(snapshot, &arrival, mail->now, &fx);
	r = keep_decision(c, mail->arena, mail->network, (struct cause){mail->id, mail->now}, &fx, fault);
	if (r == 0)
		r = store_mail_done(
			c->store, mail->id, mail->network->slug, &mail->identity, mail->read, mail->now, fault);
	if (r == 0) /* what it changed may make something due */
		r = store_set_due(c->store, mail->network->slug, mail->now, mail->now, fault);
	struct fetcher_mail fetched;
	if (r == 0 && mail->box->settings->fetched && fetcher_parse_name(mail->file->base, &fetched))
		r = store_handled_push(c->store, mail->box->settings->name, (uint32_t)fetched.uidvalidity,
			(uint32_t)fetched.uid, fault);
	if (r == 0)
		r = store_commit(c->store, fault);
	if (r == 0 && c->settings.watcher.decided)
		c->settings.watcher.decided(
			c->settings.watcher.context, mail->network, mail->now, mail->read, &fx);
	return r;
}

static int decide(const struct taken *mail, bool known, struct fault *fault)
{
	int r = store_begin(mail->c->store, fault);

	if (r == 0)
		r = decide_inside(mail, known, fault);
	if (r < 0)
		store_rollback(mail->c->store);
	return r;
}

/* ---- one mail ---- */

/* The mail killed its child. The third time is the last; the leaders are told once, in their next letter. */
static int mail_died(struct taken *mail, const struct fault *why, struct fault *fault)
{
	struct coordinator *c = mail->c;

	log_warning("mail %s: %s (try %d of %d)", mail->file->base, why->text, mail->tries, TRIES_MOST);
	if (mail->tries < TRIES_MOST)
		return 0;
	int r = store_mail_quarantine(c->store, mail->id, mail->now, fault);
	if (r == 0)
		r = maildir_quarantine(mail->box->maildir, mail->arena, mail->file, fault);
	if (r == 0)
		log_error("mail %s is in quarantine: it could not be read", mail->file->base);
	return r;
}

static int understand_and_decide(struct taken *mail, struct fault *fault)
{
	struct mail_talk talk;
	struct questions *questions = arena_make(mail->arena, struct questions);
	struct fault why = {""};
	bool known;
	enum talk_result begun = talk_begin(mail->c, mail->arena, mail->fd, &talk, &why);

	if (begun == TALK_DIED)
		return mail_died(mail, &why, fault);
	if (begun == TALK_NO_READER)
		return fault_set(fault, -EAGAIN, "%s", why.text);
	mail->read = talk.envelope;
	int r = find_network(mail, fault);
	if (r == 0)
		r = digest_mail(mail->fd, mail->read, &mail->identity, fault);
	if (r == 0)
		r = store_mail_is_known(
			mail->c->store, mail->network->slug, &mail->identity, mail->id, &known, fault);
	if (r == 0 && !known)
		r = ask_questions(mail, questions, fault);
	if (r < 0 || known) {
		talk_end(&talk);
		return r < 0 ? r : decide(mail, true, fault);
	}
	enum talk_result ended = talk_words(&talk, questions, &mail->read, &why);
	if (ended == TALK_DIED)
		return mail_died(mail, &why, fault);
	if (ended == TALK_NO_READER)
		return fault_set(fault, -EAGAIN, "%s", why.text);
	return decide(mail, false, fault);
}

/* 0 when it is done with or will be tried again; -errno when the state can't be written. */
static int take_mail(struct coordinator *c, const struct coordinator_box *box, struct maildir_mail *file, instant now,
	struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct taken mail = {.c = c, .box = box, .arena = arena, .file = file, .now = now};
	const char *mailbox = box->settings->name;
	struct mail_row row = {0};
	bool found;
	int r = store_find_mail(c->store, mailbox, file->base, arena, &row, &found, fault);

	if (r < 0)
		return r;
	if (!found || !row.done) {
		r = maildir_open_mail(box->maildir, arena, file, &mail.fd, fault);
		if (r == -ENOENT)
			return 0; /* somebody's mail program deleted it first */
		if (r == 0)
			r = store_mail_try(c->store, mailbox, file->base, now, SAMLAD_VERSION, &mail.id, &mail.tries, fault);
		if (r < 0)
			return r;
		r = understand_and_decide(&mail, fault);
		close(mail.fd);
		if (r < 0)
			return r;
		r = store_find_mail(c->store, mailbox, file->base, arena, &row, &found, fault);
		if (r < 0 || !row.done)
			return r;
	}
	return maildir_file_away(box->maildir, arena, file, fault);
}

/* ---- a round ---- */

struct unknown_mail {
	struct coordinator *c;
	const char *mailbox;
};

/* Mails in cur/ that the store doesn't know are taken too: a person's mail program may have moved them. */
static bool is_wanted(void *context, const char *base)
{
	const struct unknown_mail *unknown = context;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct mail_row row;
	bool found;

	if (store_find_mail(unknown->c->store, unknown->mailbox, base, arena, &row, &found, NULL) < 0)
		return true;
	return !found || (!row.done && !(row.quarantined && strcmp(row.version, SAMLAD_VERSION) == 0)) || row.done;
}

static int take_box(struct coordinator *c, const struct coordinator_box *box, instant now, bool *ret_changed, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct unknown_mail unknown = {c, box->settings->name};
	const struct maildir_filter filter = {is_wanted, &unknown};
	struct maildir_mail *mails;
	size_t n;
	int r = maildir_list(box->maildir, arena, &filter, MAILS_A_ROUND, &mails, &n, fault);

	for (size_t i = 0; i < n && r == 0 && !c->stopped; i++) {
		r = take_mail(c, box, &mails[i], now, fault);
		if (r == 0)
			*ret_changed = true;
	}
	return r;
}

static int tick(struct coordinator *c, const struct network *network, instant now, bool *ret_changed, struct fault *fault)
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
		/* a change may make more due at once; without one, the same instant again would be for ever */
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

/* Each due network until nothing is due at now any more. */
static int tick_all(struct coordinator *c, instant now, bool *ret_changed, instant *ret_next, struct fault *fault)
{
	for (int i = 0; i < TICKS_A_ROUND && !c->stopped; i++) {
		_cleanup_arena_ struct arena *arena = arena_new();
		const char **slugs;
		size_t n;
		int r = store_due(c->store, now, arena, &slugs, &n, ret_next, fault);
		if (r < 0 || n == 0)
			return r;
		for (size_t j = 0; j < n && r == 0; j++) {
			const struct network *network = config_find_network(c->settings.config, slugs[j]);
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

static int one_round(struct coordinator *c, instant now, bool *ret_changed, instant *ret_next, struct fault *fault)
{
	instant due = INSTANT_NEVER, sending = INSTANT_NEVER;
	int r = 0;

	list_each (box, &c->boxes)
		if (r == 0)
			r = take_box(c, box, now, ret_changed, fault);
	if (r == 0 && !c->stopped)
		r = tick_all(c, now, ret_changed, &due, fault);
	if (r == 0 && !c->stopped)
		r = send_letters(c, now, ret_changed, &sending, fault);
	*ret_next = due < sending ? due : sending;
	return r;
}

int coordinator_work(struct coordinator *c, instant now, instant *ret_next, struct fault *fault)
{
	for (int i = 0; i < ROUNDS_MOST; i++) {
		bool changed = false;
		int r = one_round(c, now, &changed, ret_next, fault);
		if (r < 0 || !changed || c->stopped)
			return r;
	}
	return 0;
}
