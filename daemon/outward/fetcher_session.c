/* SPDX-License-Identifier: MIT */
/*
 * One connection of the fetcher: meet the folder, then in rounds fetch what is new, do with handled
 * mails what is to be done, and wait.
 *
 * The order that nothing may break: bytes durable, then `arrived` told. After a change of
 * UIDVALIDITY the old numbers mean nothing: mails that arrived since the last one taken, less a
 * day, are fetched again, the cursor stays the old one until all of them are durable, and a handled
 * mail known by an old number is left alone, for that number is another mail's now. A server that
 * answers NO to a batch is asked mail by mail; the one that it cannot give is told as a trouble and
 * passed over, or it would stand in the way of all after it.
 */
#include "fetcher_inside.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "base/clock.h"

#define POLL_S 60

static int fetch_batch(struct fetcher *fetcher, struct imap *imap, const uint32_t *uids, size_t n,
	size_t *ret_mails, struct fault *fault)
{
	struct imap_sink sink = box_sink(&fetcher->box);
	int r = imap_fetch(imap, uids, n, &sink, fault);

	if (r == -ECANCELED) {
		*fault = fetcher->box.fault;
		r = -ENOSPC;
	}
	if (r < 0) {
		box_abandon(&fetcher->box);
		return r;
	}
	return box_commit(&fetcher->box, ret_mails, fault);
}

/* The same, past mails that the server cannot give. */
static int fetch_patiently(struct fetcher *fetcher, struct imap *imap, const uint32_t *uids,
	size_t n, size_t *ret_mails, struct fault *fault)
{
	int r = fetch_batch(fetcher, imap, uids, n, ret_mails, fault);

	if (r != -EIO)
		return r;
	*ret_mails = 0;
	for (size_t i = 0; i < n; i++) {
		size_t mails = 0;

		r = fetch_batch(fetcher, imap, &uids[i], 1, &mails, fault);
		if (r == -EIO) {
			fault_prefix(
				fault, r, "the mail with UID %u is passed over", (unsigned)uids[i]);
			r = fetcher_tell_trouble(fetcher, r, fault);
		}
		if (r < 0)
			return r;
		*ret_mails += mails;
	}
	return 0;
}

/* What the coordinator has said meanwhile; its silence is no error. */
static int take_what_is_said(struct fetcher *fetcher)
{
	int r = fetcher_take(fetcher, 0);

	return r == -EAGAIN ? 0 : r;
}

/* Fetches these, batch by batch; the cursor follows when it may. */
static int fetch_all(struct fetcher *fetcher, struct imap *imap, const struct imap_uids *uids,
	bool move_cursor, struct fault *fault)
{
	for (size_t at = 0; at < uids->n; at += BOX_MAILS_MOST) {
		size_t n = uids->n - at < BOX_MAILS_MOST ? uids->n - at : BOX_MAILS_MOST;
		size_t mails = 0;
		int r = fetch_patiently(fetcher, imap, &uids->at[at], n, &mails, fault);

		if (r < 0)
			return r;
		if (move_cursor)
			fetcher->cursor.last_uid = uids->at[at + n - 1];
		if (move_cursor && fetcher->box.last_arrived > fetcher->cursor.last_arrived)
			fetcher->cursor.last_arrived = fetcher->box.last_arrived;
		r = fetcher_tell_arrived(fetcher, mails);
		if (r == 0)
			r = take_what_is_said(fetcher);
		if (r < 0)
			return r;
	}
	return 0;
}

static int find_last(
	struct imap *imap, const struct imap_folder *folder, uint32_t *ret_uid, struct fault *fault)
{
	if (folder->uidnext > 0) {
		*ret_uid = folder->uidnext - 1;
		return 0;
	}
	return imap_find_last(imap, ret_uid, fault);
}

/* The numbers are new: what came since the last mail taken is fetched again. */
static int fetch_again(struct fetcher *fetcher, struct imap *imap, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct imap_uids uids = {0};
	int64_t since = fetcher->cursor.last_arrived - DAY_S;
	int r = imap_find_since(imap, arena, (day)((since > 0 ? since : 0) / DAY_S), &uids, fault);

	return r < 0 ? r : fetch_all(fetcher, imap, &uids, false, fault);
}

/* Makes the cursor one of this folder. */
static int meet_folder(struct fetcher *fetcher, struct imap *imap, const struct imap_folder *folder,
	struct fault *fault)
{
	bool first = fetcher->cursor.uidvalidity == 0;
	uint32_t last = 0;
	int r = 0;

	fetcher->box.uidvalidity = folder->uidvalidity;
	fetcher->box.last_arrived = fetcher->cursor.last_arrived;
	if (fetcher->cursor.uidvalidity == folder->uidvalidity)
		return 0;
	if (!first || !fetcher->settings->begin_all)
		r = find_last(imap, folder, &last, fault);
	if (r == 0 && !first)
		r = fetch_again(fetcher, imap, fault);
	if (r < 0)
		return r;
	fetcher->cursor.uidvalidity = folder->uidvalidity;
	fetcher->cursor.last_uid = last;
	if (first && !fetcher->settings->begin_all)
		fetcher->cursor.last_arrived = clock_now();
	else if (fetcher->box.last_arrived > fetcher->cursor.last_arrived)
		fetcher->cursor.last_arrived = fetcher->box.last_arrived;
	return fetcher_tell_arrived(fetcher, 0);
}

static int compare_uids(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Does on the server what is to be done with these. */
static int file_away(
	struct fetcher *fetcher, struct imap *imap, struct imap_uids *uids, struct fault *fault)
{
	const struct fetcher_settings *settings = fetcher->settings;
	int r = 0;

	if (uids->n == 0 || settings->handling == FETCHER_KEEP)
		return 0;
	qsort(uids->at, uids->n, sizeof(*uids->at), compare_uids);
	r = settings->handling == FETCHER_DELETE
		? imap_delete(imap, uids->at, uids->n, fault)
		: imap_move(imap, uids->at, uids->n, settings->handled_folder, fault);
	return r;
}

/* All that the coordinator has handled since the last round. */
static int file_handled(struct fetcher *fetcher, struct imap *imap, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct imap_uids uids = {0};
	int r;

	list_each (mail, &fetcher->handled) {
		if (mail->uidvalidity == fetcher->cursor.uidvalidity)
			*arena_push(arena, &uids) = (uint32_t)mail->uid;
	}
	r = file_away(fetcher, imap, &uids, fault);
	if (r == -EIO) {
		/* the coordinator asks again when it is started anew */
		r = fetcher_tell_trouble(fetcher, r, fault);
		fetcher->handled.n = 0;
	}
	if (r < 0)
		return r;
	list_each (mail, &fetcher->handled) {
		r = wire_send(fetcher->wire, &fetcher_filed_shape, mail, NULL, 0, -1);
		if (r < 0)
			return r;
	}
	fetcher->handled.n = 0;
	return 0;
}

/* Without IDLE: until the coordinator says something or it is time to ask the server. */
static int wait_and_ask(struct fetcher *fetcher, struct imap *imap, struct fault *fault)
{
	const struct fetcher_settings *settings = fetcher->settings;
	struct pollfd at = {.fd = wire_fd(fetcher->wire), .events = POLLIN};
	int r;

	if (poll(&at, 1, (settings->poll_s > 0 ? settings->poll_s : POLL_S) * 1000) < 0 &&
		errno != EINTR)
		return -errno;
	r = take_what_is_said(fetcher);
	return r == 0 ? imap_poll(imap, fault) : r;
}

/* Until the server has news, the coordinator says something, or it is time to look anyway. */
static int wait_for_more(
	struct fetcher *fetcher, struct imap *imap, bool *idles, struct fault *fault)
{
	const struct fetcher_settings *settings = fetcher->settings;
	int idle_s = settings->idle_s > 0 ? settings->idle_s : FETCHER_IDLE_S;
	int r = -EOPNOTSUPP;

	if (*idles)
		r = imap_idle(imap, wire_fd(fetcher->wire), idle_s * 1000, fault);
	if (r >= 0)
		return take_what_is_said(fetcher);
	if (r != -EOPNOTSUPP)
		return r;
	*idles = false;
	return wait_and_ask(fetcher, imap, fault);
}

/* Fetches what is new; whether there was any. Only then is handled mail taken off the server: what a
 * fetcher that died has renamed and not synced has then been fetched, and synced, again. */
static int do_round(struct fetcher *fetcher, struct imap *imap, bool *ret_any, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct imap_uids uids = {0};
	int r = 0;

	/* the last UID there can be has been reached */
	if (fetcher->cursor.last_uid < UINT32_MAX)
		r = imap_find_above(
			imap, arena, (uint32_t)fetcher->cursor.last_uid + 1, &uids, fault);
	if (r == 0)
		r = fetch_all(fetcher, imap, &uids, true, fault);
	if (r == 0)
		r = file_handled(fetcher, imap, fault);
	*ret_any = uids.n > 0 || imap_has_news(imap);
	return r;
}

int fetcher_session(struct fetcher *fetcher, bool *ret_was_well, struct fault *fault)
{
	const char *name = fetcher->settings->folder ? fetcher->settings->folder : "INBOX";
	_cleanup_imap_ struct imap *imap = NULL;
	struct imap_folder folder;
	int r = imap_open(&fetcher->settings->server, &imap, fault);

	if (r == 0)
		r = imap_select(imap, name, &folder, fault);
	if (r == 0)
		r = meet_folder(fetcher, imap, &folder, fault);

	bool idles = r == 0 && imap_can(imap, IMAP_IDLE);

	while (r == 0) {
		bool any = false;

		r = do_round(fetcher, imap, &any, fault);
		if (r == 0 && any)
			continue;
		if (r == 0)
			r = fetcher_tell_well(fetcher);
		if (r == 0) {
			*ret_was_well = true;
			r = wait_for_more(fetcher, imap, &idles, fault);
		}
	}
	return r;
}
