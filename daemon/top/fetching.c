/* SPDX-License-Identifier: MIT */
/*
 * The coordinator's half of fetching: it gives the cursor at the start, commits the new one when
 * the fetcher says that the files are durable, and tells it which mails are handled only after
 * their transaction has committed. The fetcher keeps nothing, so it may die at any time.
 */
#include <errno.h>

#include "base/arena.h"
#include "base/log.h"
#include "coordinator_inside.h"
#include "outward/fetcher.h"

static int send_cursor(struct coordinator *c, struct coordinator_box *box, struct fault *fault)
{
	struct cursor cursor;
	int r = store_cursor(c->store, box->settings->name, &cursor, fault);

	if (r < 0)
		return r;
	const struct fetcher_cursor told = {
		.uidvalidity = cursor.uid_validity,
		.last_uid = cursor.last_uid,
		.last_arrived = cursor.last_taken == INSTANT_NONE ? 0 : cursor.last_taken,
	};
	return wire_send(box->fetcher_wire, &fetcher_cursor_shape, &told, NULL, 0, -1);
}

static void lose_fetcher(struct coordinator_box *box)
{
	struct process_end end;
	char words[PROCESS_END_TEXT];

	wire_free(box->fetcher_wire);
	box->fetcher_wire = NULL;
	box->told.n = 0;
	if (process_reap(box->fetcher, &end) == 0)
		log_warning(
			"fetcher %s ended: %s", box->settings->name, process_end_text(end, words));
	else
		process_stop(box->fetcher, 1000);
}

int coordinator_fetch_start(struct coordinator *c, size_t i, struct fault *fault)
{
	static const struct wire_options options = {.send_timeout_ms = 10000};
	struct coordinator_box *box = &c->boxes.at[i];
	int fd;

	if (!box->settings->fetched || box->fetcher_wire)
		return 0;
	if (!box->fetcher)
		box->fetcher = process_new(c->starter,
			arena_printf(c->arena, "fetcher:%s", box->settings->name),
			c->settings.config_path);
	int r = process_start(box->fetcher, &fd, fault);
	if (r < 0)
		return r;
	box->fetcher_wire = wire_new(fd, &options);
	box->well = box->in_trouble = false;
	r = send_cursor(c, box, fault);
	if (r < 0)
		lose_fetcher(box);
	return r;
}

static int take_arrived(struct coordinator *c, struct coordinator_box *box,
	const struct wire_message *message, bool *ret_news, struct fault *fault)
{
	struct fetcher_arrived arrived;
	int r = wire_read(message, &fetcher_arrived_shape, &arrived, fault);

	if (r < 0)
		return r;
	const struct cursor cursor = {
		.uid_validity = (uint32_t)arrived.uidvalidity,
		.last_uid = (uint32_t)arrived.last_uid,
		.last_taken = arrived.last_arrived ? arrived.last_arrived : INSTANT_NONE,
		.known = true,
	};
	*ret_news = *ret_news || arrived.mails > 0;
	return store_set_cursor(c->store, box->settings->name, &cursor, fault);
}

static void forget_told(struct coordinator_box *box, const struct fetcher_mail *mail)
{
	for (size_t i = 0; i < box->told.n; i++)
		if (box->told.at[i].uid_validity == mail->uidvalidity &&
			box->told.at[i].last_uid == mail->uid)
			box->told.at[i] = box->told.at[--box->told.n];
}

static int take_filed(struct coordinator *c, struct coordinator_box *box,
	const struct wire_message *message, struct fault *fault)
{
	struct fetcher_mail mail;
	int r = wire_read(message, &fetcher_filed_shape, &mail, fault);

	if (r < 0)
		return r;
	forget_told(box, &mail);
	return store_handled_pop(c->store, box->settings->name, (uint32_t)mail.uidvalidity,
		(uint32_t)mail.uid, fault);
}

static int take_trouble(
	struct coordinator_box *box, const struct wire_message *message, struct fault *fault)
{
	struct fetcher_trouble trouble;
	int r = wire_read(message, &fetcher_trouble_shape, &trouble, fault);

	if (r < 0)
		return r;
	box->in_trouble = true;
	log_warning("mailbox %s: %s", box->settings->name, trouble.text);
	return 0;
}

static int take_message(struct coordinator *c, struct coordinator_box *box,
	const struct wire_message *message, bool *ret_news, struct fault *fault)
{
	if (wire_is(message, &fetcher_arrived_shape))
		return take_arrived(c, box, message, ret_news, fault);
	if (wire_is(message, &fetcher_filed_shape))
		return take_filed(c, box, message, fault);
	if (wire_is(message, &fetcher_trouble_shape))
		return take_trouble(box, message, fault);
	if (!wire_is(message, &fetcher_well_shape))
		return -EBADMSG;
	if (box->in_trouble)
		log_notice("mailbox %s: works again", box->settings->name);
	box->well = true;
	box->in_trouble = false;
	return 0;
}

static bool is_told(const struct coordinator_box *box, const struct cursor *mail)
{
	for (size_t i = 0; i < box->told.n; i++)
		if (box->told.at[i].uid_validity == mail->uid_validity &&
			box->told.at[i].last_uid == mail->last_uid)
			return true;
	return false;
}

static int tell_handled(struct coordinator *c, struct coordinator_box *box, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct cursor *mails;
	size_t n;
	int r = store_handled_list(c->store, box->settings->name, arena, &mails, &n, fault);

	for (size_t i = 0; i < n && r == 0; i++) {
		if (is_told(box, &mails[i]))
			continue;
		const struct fetcher_mail mail = {mails[i].uid_validity, mails[i].last_uid};
		r = wire_send(box->fetcher_wire, &fetcher_handled_shape, &mail, NULL, 0, -1);
		if (r == 0)
			*arena_push(c->arena, &box->told) = mails[i];
	}
	return r;
}

static bool is_of_the_wire(int error)
{
	return error == -EPIPE || error == -EBADMSG || error == -ETIMEDOUT;
}

int coordinator_fetch_take(
	struct coordinator *c, size_t i, int timeout_ms, bool *ret_news, struct fault *fault)
{
	struct coordinator_box *box = &c->boxes.at[i];
	int r = box->fetcher_wire ? tell_handled(c, box, fault) : -EPIPE;

	*ret_news = false;
	while (r == 0) {
		_cleanup_message_ struct wire_message message = {.fd = -1};
		r = wire_receive(box->fetcher_wire, timeout_ms, &message);
		if (r == 0)
			r = take_message(c, box, &message, ret_news, fault);
		timeout_ms = 0;
	}
	if (r == -EAGAIN)
		return 0;
	if (is_of_the_wire(r) && box->fetcher_wire) {
		lose_fetcher(box);
		return -EPIPE;
	}
	return r;
}

size_t coordinator_boxes(const struct coordinator *c)
{
	return c->boxes.n;
}

bool coordinator_fetch_is_well(const struct coordinator *c, size_t i)
{
	return c->boxes.at[i].well || !c->boxes.at[i].settings->fetched;
}

bool coordinator_fetch_has_trouble(const struct coordinator *c, size_t i)
{
	return c->boxes.at[i].in_trouble;
}

bool coordinator_fetch_is_behind(const struct coordinator *c, size_t i)
{
	return c->boxes.at[i].told.n > 0;
}

int coordinator_fetch_fd(const struct coordinator *c, size_t i)
{
	return c->boxes.at[i].fetcher_wire ? wire_fd(c->boxes.at[i].fetcher_wire) : -1;
}

int coordinator_watch_fd(struct coordinator *c, size_t i)
{
	int fd;

	return maildir_watch(c->boxes.at[i].maildir, &fd, NULL) < 0 ? -1 : fd;
}
