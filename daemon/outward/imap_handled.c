/* SPDX-License-Identifier: MIT */
/*
 * What becomes of handled mails on the server: deleted, or moved to a folder.
 *
 * Other people's mails are never touched. Where the server has UIDPLUS only ours are expunged;
 * where it hasn't, a plain EXPUNGE is used only if nobody else has marked a mail as deleted;
 * otherwise ours stay marked, which clients hide, and go with the others' when those are expunged.
 * Without MOVE a mail is copied, and marked only when the copy stands. Mail that somebody else has
 * moved or deleted meanwhile is nothing to be done about.
 */
#include "outward/imap.h"

#include <errno.h>
#include <stdlib.h>

#include "base/fault.h"
#include "imap_inside.h"

static int mark_deleted(struct imap *imap, struct mailimap_set *set, struct fault *fault)
{
	struct mailimap_flag_list *flags = mailimap_flag_list_new_empty();

	if (!flags || mailimap_flag_list_add(flags, mailimap_flag_new_deleted()) < 0)
		abort();

	struct mailimap_store_att_flags *store =
		mailimap_store_att_flags_new_add_flags_silent(flags);

	if (!store)
		abort();

	int r = mailimap_uid_store(imap->session, set, store);

	mailimap_store_att_flags_free(store);
	return r == MAILIMAP_NO_ERROR
		? 0
		: imap_explain(imap, r, MAILIMAP_ERROR_UID_STORE, "mark mail as deleted", fault);
}

static bool is_among(uint32_t uid, const uint32_t *uids, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (uids[i] == uid)
			return true;
	}
	return false;
}

/* Whether ours are the only mails marked as deleted. */
static int are_ours_alone(
	struct imap *imap, const uint32_t *uids, size_t n, bool *ret_alone, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct mailimap_search_key *key = mailimap_search_key_new(MAILIMAP_SEARCH_KEY_DELETED, NULL,
		NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0,
		NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL);
	struct imap_uids marked = {0};

	if (!key)
		abort();

	int r = imap_search(imap, arena, key, &marked, fault);

	if (r < 0)
		return r;
	*ret_alone = true;
	list_each (uid, &marked)
		*ret_alone = *ret_alone && is_among(*uid, uids, n);
	return 0;
}

static int expunge(struct imap *imap, struct mailimap_set *set, const uint32_t *uids, size_t n,
	struct fault *fault)
{
	bool alone = false;
	int r;

	if (imap_can(imap, IMAP_UIDPLUS)) {
		r = mailimap_uid_expunge(imap->session, set);
	} else {
		r = are_ours_alone(imap, uids, n, &alone, fault);
		if (r < 0 || !alone)
			return r;
		r = mailimap_expunge(imap->session);
	}
	return r == MAILIMAP_NO_ERROR
		? 0
		: imap_explain(imap, r,
			  imap_can(imap, IMAP_UIDPLUS) ? MAILIMAP_ERROR_EXTENSION
						       : MAILIMAP_ERROR_EXPUNGE,
			  "remove deleted mail", fault);
}

int imap_delete(struct imap *imap, const uint32_t *uids, size_t n, struct fault *fault)
{
	struct mailimap_set *set = imap_set(uids, n);
	int r = mark_deleted(imap, set, fault);

	if (r == 0)
		r = expunge(imap, set, uids, n, fault);
	mailimap_set_free(set);
	return r;
}

/* MOVE or COPY into the folder. ret_refused: the server said no. */
static int transfer(struct imap *imap, const uint32_t *uids, size_t n, const char *name,
	const char *doing, bool *ret_refused, struct fault *fault)
{
	bool moves = imap_can(imap, IMAP_MOVE);
	int refused = moves ? MAILIMAP_ERROR_UID_MOVE : MAILIMAP_ERROR_UID_COPY;
	struct mailimap_set *set = imap_set(uids, n);
	int r = moves ? mailimap_uid_move(imap->session, set, name)
		      : mailimap_uid_copy(imap->session, set, name);

	mailimap_set_free(set);
	*ret_refused = r == refused;
	return r == MAILIMAP_NO_ERROR ? 0 : imap_explain(imap, r, refused, doing, fault);
}

/* Those that are still in the folder. */
static int still_there(struct imap *imap, struct arena *arena, const uint32_t *uids, size_t n,
	struct imap_uids *ret_left)
{
	struct mailimap_search_key *key;
	struct fault fault;

	/* else a session sees what was there when it last looked (RFC 9051 section 7.5.1) */
	int r = mailimap_noop(imap->session);
	if (r != MAILIMAP_NO_ERROR)
		return imap_explain(imap, r, MAILIMAP_ERROR_NOOP, "look again", &fault);
	key = mailimap_search_key_new_uid(imap_set(uids, n));
	if (!key)
		abort();
	return imap_search(imap, arena, key, ret_left, &fault);
}

/* Many mail programs show no folder that is not subscribed to; a server's no to that is no matter.
 */
static bool make_folder(struct imap *imap, const char *name)
{
	if (mailimap_create(imap->session, name) != MAILIMAP_NO_ERROR)
		return false;
	mailimap_subscribe(imap->session, name);
	return true;
}

int imap_move(
	struct imap *imap, const uint32_t *uids, size_t n, const char *folder, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *name;
	const char *doing = arena_printf(arena, "move mail to the folder %.200s", folder);
	struct imap_uids left = {0};
	bool refused;
	int r = imap_place_in(imap, arena, folder, &name, fault);

	if (r < 0)
		return r;
	r = transfer(imap, uids, n, name, doing, &refused, fault);
	if (refused && make_folder(imap, name))
		r = transfer(imap, uids, n, name, doing, &refused, fault);
	if (r == 0)
		return imap_can(imap, IMAP_MOVE) ? 0 : imap_delete(imap, uids, n, fault);
	if (!refused || still_there(imap, arena, uids, n, &left) < 0 || left.n >= n)
		return r;
	return left.n > 0 ? imap_move(imap, left.at, left.n, folder, fault) : 0;
}
