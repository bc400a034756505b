/* SPDX-License-Identifier: MIT */
/*
 * A mail's way, in one place: take, understand, desk, apply, file away; and after the mails the
 * clock's: what is due, then sending. Every step may be repeated: a mail is filed away only after
 * its transaction has committed, and one that comes again is known by its file or by its identity
 * and takes no second effect.
 *
 * Each try of a mail is counted, durably, before its bytes are read: the third child that dies on
 * it is the last, and the mail goes to quarantine, where a new version of samlad finds it. The
 * tries follow each other at once: a later mail must not be heard before an earlier one, for the
 * last word counts.
 */
#include <errno.h>
#include <string.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "base/log.h"
#include "coordinator_inside.h"
#include "outward/fetcher.h"
#include "top/version.h"

/* A round lists the whole Maildir, so not too few. */
#define MAILS_A_ROUND 256
#define ROUNDS_MOST 10000

/* What it changed may make something due; when, a clock that isn't believed can't say. */
static int note_worked(const struct taken *mail, struct fault *fault)
{
	struct store *store = mail->c->store;
	const char *network = mail->network->slug;

	if (mail->c->hold.clock != INSTANT_NONE)
		return 0;
	int r = store_set_worked(store, network, mail->now, fault);
	return r == 0 ? store_bring_due(store, network, mail->now, fault) : r;
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
	r = keep_decision(
		c, mail->arena, mail->network, (struct cause){mail->id, mail->now}, &fx, fault);
	if (r == 0)
		r = store_mail_done(c->store, mail->id, mail->network->slug, &mail->identity,
			mail->read, mail->now, fault);
	if (r == 0)
		r = note_worked(mail, fault);
	struct fetcher_mail fetched;
	if (r == 0 && mail->box->settings->fetched &&
		mail->box->settings->handled.way != HANDLED_KEEP &&
		fetcher_parse_name(mail->file->base, &fetched))
		r = store_handled_push(c->store, mail->box->settings->name,
			(uint32_t)fetched.uidvalidity, (uint32_t)fetched.uid, fault);
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

/* A letter that can't be written is a template's fault, and must not keep other mails waiting. */
static bool is_of_this_mail(int error)
{
	return error == -EINVAL || error == -E2BIG;
}

static int decide_or_put_aside(const struct taken *mail, bool known, struct fault *fault)
{
	struct fault why = {""};
	int r = decide(mail, known, &why);

	if (is_of_this_mail(r))
		return mail_failed(mail, &why, fault);
	return r < 0 ? fault_set(fault, r, "%s", why.text) : 0;
}

static int understand_and_decide(struct taken *mail, struct fault *fault)
{
	struct mail_talk talk = {0};
	struct questions *questions = arena_make(mail->arena, struct questions);
	struct fault why = {""};
	bool known = false;
	enum talk_result begun = talk_begin(mail->c, mail->arena, mail->fd, &talk, &why);

	if (begun == TALK_DIED)
		return mail_failed(mail, &why, fault);
	if (begun == TALK_NO_READER)
		return fault_set(fault, -EAGAIN, "%s", why.text);
	mail->read = talk.envelope;
	int r = find_mail_network(mail, fault);
	if (r == 0)
		r = digest_mail(mail->fd, mail->read, &mail->identity, fault);
	if (r == 0)
		r = store_mail_is_known(mail->c->store, mail->network->slug, &mail->identity,
			mail->id, &known, fault);
	if (r == 0 && !known)
		r = ask_questions(mail, questions, fault);
	if (r < 0 || known) {
		talk_end(&talk);
		return r < 0 ? r : decide_or_put_aside(mail, true, fault);
	}
	enum talk_result ended = talk_words(&talk, questions, &mail->read, &why);
	if (ended == TALK_DIED)
		return mail_failed(mail, &why, fault);
	if (ended == TALK_NO_READER)
		return fault_set(fault, -EAGAIN, "%s", why.text);
	return decide_or_put_aside(mail, false, fault);
}

/* One try of the opened mail, counted before a byte is read. */
static int try_mail(struct taken *mail, struct mail_row *ret_row, struct fault *fault)
{
	struct store *store = mail->c->store;
	const char *mailbox = mail->box->settings->name, *base = mail->file->base;
	bool found;
	int r = store_mail_try(
		store, mailbox, base, mail->now, SAMLAD_VERSION, &mail->id, &mail->tries, fault);

	if (r == 0)
		r = understand_and_decide(mail, fault);
	return r < 0 ? r
		     : store_find_mail(store, mailbox, base, mail->arena, ret_row, &found, fault);
}

/* 0 when it is done with or put aside; -errno when the state can't be written or no reader be had.
 */
static int take_mail(struct coordinator *c, const struct coordinator_box *box,
	struct maildir_mail *file, instant now, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct taken mail = {.c = c, .box = box, .arena = arena, .file = file, .now = now};
	struct mail_row row = {0};
	bool found;
	int r = store_find_mail(
		c->store, box->settings->name, file->base, arena, &row, &found, fault);

	while (r == 0 && !row.done) {
		r = maildir_open_mail(box->maildir, arena, file, &mail.fd, fault);
		if (r < 0) /* or somebody's mail program deleted it first */
			return r == -ENOENT ? 0 : r;
		r = try_mail(&mail, &row, fault);
		close(mail.fd);
		if (r == 0 && row.quarantined)
			return 0;
	}
	return r < 0 ? r : maildir_file_away(box->maildir, arena, file, fault);
}

/* ---- a round ---- */

struct unknown_mail {
	struct coordinator *c;
	const char *mailbox;
};

/* Mails in cur/ that the store doesn't know are taken too: a person's mail program may have moved
 * them. */
static bool is_wanted(void *context, const char *base, bool in_cur)
{
	const struct unknown_mail *unknown = context;
	_cleanup_arena_ struct arena *arena = arena_new();
	struct mail_row row;
	bool found;

	if (store_find_mail(unknown->c->store, unknown->mailbox, base, arena, &row, &found, NULL) <
		0)
		return true;
	if (!found)
		return true;
	if (row.done) /* it committed, and was not filed away any more */
		return !in_cur;
	return !row.quarantined || strcmp(row.version, SAMLAD_VERSION) != 0;
}

static int take_box(struct coordinator *c, const struct coordinator_box *box, instant now,
	bool *ret_changed, struct fault *fault)
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
		sd_notify(0, "WATCHDOG=1"); /* many mails may wait, and the loop with them */
	}
	return r;
}

static int one_round(struct coordinator *c, instant now, bool *ret_changed, instant *ret_next,
	struct fault *fault)
{
	instant due = INSTANT_NEVER, sending = INSTANT_NEVER;
	int r = 0;

	list_each (box, &c->boxes)
		if (r == 0)
			r = take_box(c, box, now, ret_changed, fault);
	if (r == 0 && !c->stopped && !*ret_changed)
		r = hold_gather(c, now, ret_changed, fault);
	if (r == 0 && !c->stopped && hold_lets_tick(c))
		r = tick_networks(c, now, ret_changed, &due, fault);
	if (r == 0 && !c->stopped && hold_lets_tick(c))
		r = tell_expiring(c, now, ret_changed, &due, fault);
	if (r == 0 && !c->stopped)
		r = send_letters(c, now, ret_changed, &sending, fault);
	*ret_next = due < sending ? due : sending;
	return r;
}

int coordinator_work(struct coordinator *c, instant now, instant *ret_next, struct fault *fault)
{
	int r = hold_look(c, now, fault);

	for (int i = 0; i < ROUNDS_MOST && r == 0; i++) {
		bool changed = false;
		r = one_round(c, now, &changed, ret_next, fault);
		if (!changed || c->stopped)
			break;
	}
	return r;
}
