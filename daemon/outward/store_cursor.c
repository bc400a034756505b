/* SPDX-License-Identifier: MIT */
/* The fetcher's cursor, and the mails whose handling is still to be told to their server. */
#include <errno.h>

#include "store_inside.h"

int store_cursor(
	struct store *store, const char *mailbox, struct cursor *ret_cursor, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT uid_validity, last_uid, last_taken FROM fetch_cursor WHERE mailbox = ?1",
		fault);
	int r;

	if (!query)
		return -EIO;
	bind_text(query, 1, mailbox);
	r = statement_step(store, query, fault);
	if (r < 0)
		return r;
	*ret_cursor = (struct cursor){.last_taken = INSTANT_NONE};
	if (r > 0)
		*ret_cursor = (struct cursor){
			.uid_validity = (uint32_t)sqlite3_column_int64(query, 0),
			.last_uid = (uint32_t)sqlite3_column_int64(query, 1),
			.last_taken = column_instant(query, 2, INSTANT_NONE),
			.known = true,
		};
	return 0;
}

int store_set_cursor(
	struct store *store, const char *mailbox, const struct cursor *cursor, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *upsert = statement(store,
		"INSERT INTO fetch_cursor (mailbox, uid_validity, last_uid, last_taken) VALUES "
		"(?1, ?2, ?3, ?4) "
		"ON CONFLICT (mailbox) DO UPDATE SET uid_validity = ?2, last_uid = ?3, last_taken "
		"= coalesce(?4, last_taken)",
		fault);

	if (!upsert)
		return -EIO;
	bind_text(upsert, 1, mailbox);
	sqlite3_bind_int64(upsert, 2, cursor->uid_validity);
	sqlite3_bind_int64(upsert, 3, cursor->last_uid);
	bind_instant(upsert, 4, cursor->last_taken);
	return statement_run(store, upsert, fault);
}

static int one_handled(struct store *store, const char *sql, const char *mailbox,
	uint32_t uid_validity, uint32_t uid, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *change = statement(store, sql, fault);

	if (!change)
		return -EIO;
	bind_text(change, 1, mailbox);
	sqlite3_bind_int64(change, 2, uid_validity);
	sqlite3_bind_int64(change, 3, uid);
	return statement_run(store, change, fault);
}

int store_handled_push(struct store *store, const char *mailbox, uint32_t uid_validity,
	uint32_t uid, struct fault *fault)
{
	return one_handled(store,
		"INSERT INTO handled (mailbox, uid_validity, uid) VALUES (?1, ?2, ?3) ON CONFLICT "
		"DO NOTHING",
		mailbox, uid_validity, uid, fault);
}

int store_handled_pop(struct store *store, const char *mailbox, uint32_t uid_validity, uint32_t uid,
	struct fault *fault)
{
	return one_handled(store,
		"DELETE FROM handled WHERE mailbox = ?1 AND uid_validity = ?2 AND uid = ?3",
		mailbox, uid_validity, uid, fault);
}

int store_handled_list(struct store *store, const char *mailbox, struct arena *arena,
	struct cursor **ret_at, size_t *ret_n, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT uid_validity, uid FROM handled WHERE mailbox = ?1 ORDER BY uid_validity, "
		"uid",
		fault);
	LIST_OF(struct cursor) all = {0};
	int r;

	if (!query)
		return -EIO;
	bind_text(query, 1, mailbox);
	while ((r = statement_step(store, query, fault)) > 0)
		*arena_push(arena, &all) = (struct cursor){
			.uid_validity = (uint32_t)sqlite3_column_int64(query, 0),
			.last_uid = (uint32_t)sqlite3_column_int64(query, 1),
			.last_taken = INSTANT_NONE,
			.known = true,
		};
	if (r < 0)
		return r;
	*ret_at = all.at;
	*ret_n = all.n;
	return 0;
}
