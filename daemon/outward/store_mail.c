/* SPDX-License-Identifier: MIT */
/*
 * Incoming mails: known by mailbox and file name, tried before they are opened, done in the
 * transaction of their effects. A mail's row outlives its file, so that it counts once however
 * often it comes back.
 */
#include <errno.h>

#include "store_inside.h"

int store_find_mail(struct store *store, const char *mailbox, const char *file, struct arena *arena,
	struct mail_row *ret_row, bool *ret_found, struct fault *fault)
{
	_cleanup_kept_statement_ sqlite3_stmt *query = statement_kept(store, &store->find_mail,
		"SELECT id, tries, done IS NOT NULL, version, quarantined IS NOT NULL FROM mail "
		"WHERE mailbox = ?1 AND file = ?2",
		fault);
	int r;

	if (!query)
		return -EIO;
	bind_text(query, 1, mailbox);
	bind_text(query, 2, file);
	r = statement_step(store, query, fault);
	if (r < 0)
		return r;
	*ret_found = r > 0;
	if (r > 0)
		*ret_row = (struct mail_row){
			.id = sqlite3_column_int64(query, 0),
			.file = arena_strdup(arena, file),
			.tries = sqlite3_column_int(query, 1),
			.done = sqlite3_column_int(query, 2) != 0,
			.version = column_text(arena, query, 3),
			.quarantined = sqlite3_column_int(query, 4) != 0,
		};
	return 0;
}

int store_mail_try(struct store *store, const char *mailbox, const char *file, instant now,
	const char *version, int64_t *ret_mail, int *ret_tries, struct fault *fault)
{
	/* a new version of samlad tries anew: what killed the old one may not kill it */
	_cleanup_statement_ sqlite3_stmt *upsert = statement(store,
		"INSERT INTO mail (mailbox, file, tries, version, taken) VALUES (?1, ?2, 1, ?4, "
		"?3) "
		"ON CONFLICT (mailbox, file) DO UPDATE SET "
		"tries = CASE WHEN version = excluded.version THEN tries + 1 ELSE 1 END, "
		"quarantined = CASE WHEN version = excluded.version THEN quarantined END, version "
		"= excluded.version "
		"RETURNING id, tries",
		fault);
	int r;

	if (!upsert)
		return -EIO;
	bind_text(upsert, 1, mailbox);
	bind_text(upsert, 2, file);
	sqlite3_bind_int64(upsert, 3, now);
	bind_text(upsert, 4, version);
	r = statement_step(store, upsert, fault);
	if (r <= 0)
		return r < 0 ? r : -EIO;
	*ret_mail = sqlite3_column_int64(upsert, 0);
	*ret_tries = sqlite3_column_int(upsert, 1);
	return statement_run(store, upsert, fault);
}

int store_mail_quarantine(struct store *store, int64_t mail, instant now, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *update =
		statement(store, "UPDATE mail SET quarantined = ?2 WHERE id = ?1", fault);

	if (!update)
		return -EIO;
	sqlite3_bind_int64(update, 1, mail);
	sqlite3_bind_int64(update, 2, now);
	return statement_run(store, update, fault);
}

int store_mail_is_known(struct store *store, const char *network,
	const struct mail_identity *identity, int64_t but_mail, bool *ret_known,
	struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT 1 FROM mail WHERE network = ?1 AND identity = ?2 AND id != ?3 AND done IS "
		"NOT NULL LIMIT 1",
		fault);
	int r;

	if (!query)
		return -EIO;
	bind_text(query, 1, network);
	sqlite3_bind_blob(query, 2, identity->hash, sizeof(identity->hash), SQLITE_TRANSIENT);
	sqlite3_bind_int64(query, 3, but_mail);
	r = statement_step(store, query, fault);
	if (r < 0)
		return r;
	*ret_known = r > 0;
	return 0;
}

int store_mail_done(struct store *store, int64_t mail, const char *network,
	const struct mail_identity *identity, const struct understanding *read, instant now,
	struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *update = statement(store,
		"UPDATE mail SET done = ?2, network = ?3, identity = ?4, message_id = ?5, sender = "
		"?6 WHERE id = ?1",
		fault);

	if (!update)
		return -EIO;
	sqlite3_bind_int64(update, 1, mail);
	sqlite3_bind_int64(update, 2, now);
	bind_text(update, 3, network);
	sqlite3_bind_blob(update, 4, identity->hash, sizeof(identity->hash), SQLITE_TRANSIENT);
	bind_text(update, 5, read->message_id);
	bind_text(update, 6, read->from);
	return statement_run(store, update, fault);
}

int store_mails_since(struct store *store, const char *network, const char *from, instant since,
	int most, int *ret_n, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT count(*) FROM (SELECT 1 FROM mail WHERE network = ?1 AND sender = ?2 "
		"AND done IS NOT NULL AND done >= ?3 LIMIT ?4)",
		fault);
	int r;

	if (!query)
		return -EIO;
	bind_text(query, 1, network);
	bind_text(query, 2, from);
	sqlite3_bind_int64(query, 3, since);
	sqlite3_bind_int(query, 4, most);
	r = statement_step(store, query, fault);
	if (r <= 0)
		return r < 0 ? r : -EIO;
	*ret_n = sqlite3_column_int(query, 0);
	return 0;
}
