/* SPDX-License-Identifier: MIT */
/*
 * The folder and its mails: select, find, and what libetpan's results mean.
 *
 * libetpan's own idea of the state is never trusted: after a lost connection it still says
 * "selected". Anything but an OK or the command's own NO ends the connection, because the parser
 * may be in the middle of something. A server can tell of another UIDVALIDITY at any time; what it
 * then says of UIDs is about other mails, so the connection ends.
 */
#include "outward/imap.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/str.h"
#include "imap_inside.h"
#include "outward/net.h"
#include "outward/server.h"

static const char *plain(const char *from, char *room, size_t bytes)
{
	size_t n = 0;

	for (; *from && n + 1 < bytes; from++)
		room[n++] = *from >= ' ' && *from <= '~' ? *from : '?';
	room[n] = '\0';
	return n > 0 ? room : "no reason given";
}

const char *imap_words(const struct imap *imap, char *room, size_t bytes)
{
	const char *from = imap->session->imap_response;

	return plain(from ? from : "", room, bytes);
}

/* What ended the connection, by the lowest layer's error. %s: host, what we tried to do. */
static int explain_loss(struct imap *imap, const char *doing, struct fault *fault)
{
	static const struct {
		int low, error;
		const char *words;
	} rows[] = {
		{-EMSGSIZE, -EPROTO, "a line of more than 4 MiB"},
		{-EFBIG, -EPROTO, "a piece of more than 1 GiB"},
		{-ELOOP, -EPROTO, "more than 1000 brackets in each other"},
	};
	char words[200];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (imap->low.error == rows[i].low)
			return fault_set(fault, rows[i].error,
				"%s sent %s as we tried to %s: cut off", imap->host, rows[i].words,
				doing);
	}
	if (imap->low.error == -ETIMEDOUT)
		return fault_set(fault, -ETIMEDOUT, "%s did not answer in time as we tried to %s",
			imap->host, doing);
	if (imap->low.bye[0])
		return fault_set(fault, -ECONNRESET,
			"%s ended the connection as we tried to %s: %s", imap->host, doing,
			plain(imap->low.bye, words, sizeof(words)));
	return fault_set(fault, -ECONNRESET, "%s closed the connection as we tried to %s",
		imap->host, doing);
}

int imap_explain(struct imap *imap, int result, int refused, const char *doing, struct fault *fault)
{
	char words[200];
	const char *remedy = imap_shut_out_remedy(imap_words(imap, words, sizeof(words)));

	if (!remedy && result == refused)
		return fault_set(fault, -EIO, "%s refuses to %s: %s", imap->host, doing, words);
	imap->lost = true;
	if (remedy)
		return fault_set(fault, -EACCES, "the log-in of %s at %s opens no mailbox (%s): %s",
			imap->user, imap->host, words, remedy);
	if (imap->low.error != 0 || imap->low.bye[0] || result == MAILIMAP_ERROR_STREAM)
		return explain_loss(imap, doing, fault);
	return fault_set(fault, -EPROTO,
		"%s answered in a way that is no IMAP as we tried to %s (result %d)", imap->host,
		doing, result);
}

bool imap_can(const struct imap *imap, enum imap_ability ability)
{
	static const char *const names[IMAP_ABILITIES] = {
		[IMAP_IDLE] = "IDLE", [IMAP_UIDPLUS] = "UIDPLUS", [IMAP_MOVE] = "MOVE"};

	return mailimap_has_extension(imap->session, names[ability]) != 0;
}

int imap_select(
	struct imap *imap, const char *folder, struct imap_folder *ret_folder, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	const char *name;
	int r = imap_place_in(imap, arena, folder, &name, fault);

	if (r < 0)
		return r;
	r = mailimap_select(imap->session, name);
	char words[200];

	imap_words(imap, words, sizeof(words));
	if (r == MAILIMAP_ERROR_SELECT && !imap_shut_out_remedy(words))
		return fault_set(fault, -ENOENT, "%s has no folder %s for us: %s", imap->host,
			folder, words);
	if (r != MAILIMAP_NO_ERROR)
		return imap_explain(imap, r, -1, "open the folder", fault);

	const struct mailimap_selection_info *info = imap->session->imap_selection_info;

	if (!info || info->sel_uidvalidity == 0) {
		imap->lost = true;
		return fault_set(fault, -EPROTO,
			"%s gives no UIDVALIDITY: mails could not be told apart", imap->host);
	}
	imap->uidvalidity = info->sel_uidvalidity;
	*ret_folder = (struct imap_folder){.uidvalidity = info->sel_uidvalidity,
		.uidnext = info->sel_uidnext,
		.exists = info->sel_exists,
		.read_only = info->sel_perm == MAILIMAP_MAILBOX_READONLY};
	return 0;
}

int imap_check_folder(struct imap *imap, struct fault *fault)
{
	const struct mailimap_selection_info *info = imap->session->imap_selection_info;

	if (!info || info->sel_uidvalidity == imap->uidvalidity)
		return 0;
	imap->lost = true;
	return fault_set(fault, -ESTALE, "%s has numbered the folder's mails anew (UIDVALIDITY)",
		imap->host);
}

int imap_poll(struct imap *imap, struct fault *fault)
{
	int r = mailimap_noop(imap->session);

	return r == MAILIMAP_NO_ERROR
		? 0
		: imap_explain(imap, r, MAILIMAP_ERROR_NOOP, "look for news", fault);
}

bool imap_has_news(const struct imap *imap)
{
	const struct mailimap_selection_info *info = imap->session->imap_selection_info;

	return info && info->sel_has_exists;
}

struct mailimap_set *imap_set(const uint32_t *uids, size_t n)
{
	struct mailimap_set *set = mailimap_set_new_empty();

	if (!set)
		abort();
	for (size_t i = 0; i < n;) {
		size_t last = i;

		while (last + 1 < n && uids[last + 1] == uids[last] + 1)
			last++;
		if (mailimap_set_add_interval(set, uids[i], uids[last]) != MAILIMAP_NO_ERROR)
			abort();
		i = last + 1;
	}
	return set;
}

static int compare_uids(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

int imap_search(struct imap *imap, struct arena *arena, struct mailimap_search_key *key,
	struct imap_uids *ret_uids, struct fault *fault)
{
	clist *list = NULL;
	struct imap_uids uids = {0};
	int r = mailimap_uid_search(imap->session, NULL, key, &list);

	mailimap_search_key_free(key);
	if (r != MAILIMAP_NO_ERROR)
		return imap_explain(imap, r, MAILIMAP_ERROR_UID_SEARCH, "search", fault);
	for (clistiter *at = clist_begin(list); at; at = clist_next(at))
		*arena_push(arena, &uids) = *(const uint32_t *)clist_content(at);
	mailimap_search_result_free(list);
	*ret_uids = uids;
	return 0;
}

/* The same for new mail: UIDs of least and above, rising, none twice. */
static int find(struct imap *imap, struct arena *arena, struct mailimap_search_key *key,
	uint32_t least, struct imap_uids *ret_uids, struct fault *fault)
{
	struct imap_uids uids = {0};
	size_t kept = 0;

	if (imap->session->imap_selection_info)
		imap->session->imap_selection_info->sel_has_exists = 0;

	int r = imap_search(imap, arena, key, &uids, fault);

	if (r < 0)
		return r;
	if (uids.n > 1)
		qsort(uids.at, uids.n, sizeof(*uids.at), compare_uids);
	for (size_t i = 0; i < uids.n; i++) {
		uint32_t uid = uids.at[i];
		if (uid >= least && uid > 0 && (kept == 0 || uid != uids.at[kept - 1]))
			uids.at[kept++] = uid;
	}
	uids.n = kept;
	*ret_uids = uids;
	return imap_check_folder(imap, fault);
}

int imap_find_above(struct imap *imap, struct arena *arena, uint32_t least,
	struct imap_uids *ret_uids, struct fault *fault)
{
	struct mailimap_set *set = mailimap_set_new_interval(least, 0);
	struct mailimap_search_key *key = set ? mailimap_search_key_new_uid(set) : NULL;

	if (!key)
		abort();
	return find(imap, arena, key, least, ret_uids, fault);
}

int imap_find_since(struct imap *imap, struct arena *arena, day since, struct imap_uids *ret_uids,
	struct fault *fault)
{
	struct civil civil = civil_from_day(since);
	struct mailimap_date *date = mailimap_date_new(civil.day_of_month, civil.month, civil.year);
	struct mailimap_search_key *key = date ? mailimap_search_key_new_since(date) : NULL;

	if (!key)
		abort();
	return find(imap, arena, key, 1, ret_uids, fault);
}

int imap_find_last(struct imap *imap, uint32_t *ret_uid, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct imap_uids uids;
	struct mailimap_set *set = mailimap_set_new_single(0);
	struct mailimap_search_key *key = set ? mailimap_search_key_new_uid(set) : NULL;

	if (!key)
		abort();

	int r = find(imap, arena, key, 1, &uids, fault);

	/* Courier finds nothing by "UID *" */
	if (r == 0 && uids.n == 0)
		r = imap_find_above(imap, arena, 1, &uids, fault);
	if (r == 0)
		*ret_uid = uids.n > 0 ? uids.at[uids.n - 1] : 0;
	return r;
}

void imap_describe(const struct imap *imap, struct str *text)
{
	static const struct {
		enum imap_ability ability;
		const char *word;
	} rows[] = {{IMAP_IDLE, "IDLE"}, {IMAP_UIDPLUS, "UIDPLUS"}, {IMAP_MOVE, "MOVE"}};

	str_printf(text, "%s: logged in as %s; ", imap->host, imap->user);
	net_describe(imap->net, text);
	str_puts(text, ";");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		str_printf(
			text, " %s%s", imap_can(imap, rows[i].ability) ? "" : "no ", rows[i].word);
}

int imap_check(const struct server *server, struct str *text, struct fault *fault)
{
	_cleanup_imap_ struct imap *imap = NULL;
	struct imap_folder folder = {0};
	int r = imap_open(server, &imap, fault);

	if (r == 0)
		r = imap_select(imap, "INBOX", &folder, fault);
	if (r < 0)
		return r;
	imap_describe(imap, text);
	str_printf(text, "; INBOX has %u mails%s", (unsigned)folder.exists,
		folder.read_only ? " and may only be read" : "");
	return 0;
}
