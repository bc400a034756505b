/* SPDX-License-Identifier: MIT */
/*
 * The database opened, transactions and statements. WAL with synchronous=FULL: a commit that
 * returned is on the disk. A database that is damaged or of another program's making is refused and
 * left as it is; none is made in its place. The journal of the WAL is never truncated, since
 * overwriting in place is what makes commits quick. What a query sorts stays in memory: the box
 * leaves no place for temporary files.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "outward/file.h"
#include "store_inside.h"

#define BUSY_MS 10000
#define SCHEMA_VERSION 2

static const char store_schema_sql[] =
#include "outward/schema.sql.inc"
	;

int store_exec(struct store *store, const char *sql, struct fault *fault)
{
	int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? 0 : store_error(store, code, fault);
}

sqlite3_stmt *statement(struct store *store, const char *sql, struct fault *fault)
{
	sqlite3_stmt *prepared = NULL;
	int code = sqlite3_prepare_v2(store->db, sql, -1, &prepared, NULL);

	if (code != SQLITE_OK)
		store_error(store, code, fault);
	return prepared;
}

sqlite3_stmt *statement_kept(
	struct store *store, sqlite3_stmt **kept, const char *sql, struct fault *fault)
{
	if (!*kept)
		*kept = statement(store, sql, fault);
	return *kept;
}

int statement_step(struct store *store, sqlite3_stmt *statement, struct fault *fault)
{
	int code = sqlite3_step(statement);

	store->rows_read += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
	if (code == SQLITE_ROW) {
		store->rows_read++;
		return 1;
	}
	return code == SQLITE_DONE ? 0 : store_error(store, code, fault);
}

int statement_run(struct store *store, sqlite3_stmt *statement, struct fault *fault)
{
	int r;

	do
		r = statement_step(store, statement, fault);
	while (r > 0);
	return r;
}

static int read_version(struct store *store, int *ret_version, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store, "PRAGMA user_version", fault);
	int r = query ? statement_step(store, query, fault) : -EIO;

	if (r > 0)
		*ret_version = sqlite3_column_int(query, 0);
	return r < 0 ? r : 0;
}

/* What makes a state of that version one of the next. */
static const char *const upgrades[SCHEMA_VERSION] = {
	[1] = "ALTER TABLE letter ADD COLUMN awaits INTEGER NOT NULL DEFAULT 0;"
	      "ALTER TABLE letter ADD COLUMN outdated INTEGER;"
	      "ALTER TABLE network ADD COLUMN outage_told INTEGER;"
	      "PRAGMA user_version = 2;",
};

static int refuse_version(const struct store *store, int version, struct fault *fault)
{
	return fault_set(fault, -EUCLEAN, "%s is of version %d, this samlad reads version %d%s",
		store->path, version, SCHEMA_VERSION,
		version > 0 && version < SCHEMA_VERSION ? "; its daemon brings it up to date" : "");
}

/* A new database gets its schema whole or not at all, an old one what it lacks; a newer samlad's is
 * refused. */
static int lay_schema(struct store *store, struct fault *fault)
{
	int version = 0;
	int r = store_exec(store, "BEGIN IMMEDIATE", fault);

	if (r < 0)
		return r;
	r = read_version(store, &version, fault);
	if (r == 0 && version == 0)
		r = store_exec(store, store_schema_sql, fault);
	else if (r == 0 && (version < 0 || version > SCHEMA_VERSION))
		r = refuse_version(store, version, fault);
	for (; r == 0 && version > 0 && version < SCHEMA_VERSION; version++)
		r = store_exec(store, upgrades[version], fault);
	if (r == 0)
		r = store_commit(store, fault);
	if (r < 0)
		store_rollback(store);
	return r;
}

static int prepare(struct store *store, struct fault *fault)
{
	int r = store_exec(store,
		"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
		fault);

	return r < 0 ? r : lay_schema(store, fault);
}

/* The database's own name, durably. Another process may have been first. */
static int give_name(const char *begun, const char *path, struct fault *fault)
{
	if (link(begun, path) < 0 && errno != EEXIST && errno != ENOENT)
		return fault_set(fault, -errno, "%s cannot be made: %s", path, strerror(errno));
	int r = file_sync_name(path);
	unlink(begun);
	return r < 0 ? fault_set(fault, r, "%s: %s", path, strerror(-r)) : 0;
}

/* Made under another name first, so that one that was never finished is no lost one. */
static int make_new(const char *path, struct fault *fault)
{
	_cleanup_(store_closep) struct store *store = calloc(1, sizeof(*store));
	char *begun;

	if (!store || asprintf(&begun, "%s.new", path) < 0)
		abort();
	store->path = begun;
	int code = sqlite3_open_v2(
		begun, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
	if (code != SQLITE_OK)
		return store_error(store, code, fault);
	sqlite3_busy_timeout(store->db, BUSY_MS);
	int r = store_exec(store, "PRAGMA synchronous = FULL", fault);
	if (r == 0)
		r = lay_schema(store, fault);
	return r == 0 ? give_name(begun, path, fault) : r;
}

int store_open_alone(const char *path, struct store **ret_store, struct fault *fault)
{
	_cleanup_(store_closep) struct store *store = calloc(1, sizeof(*store));

	if (!store || !(store->path = strdup(path)))
		abort();
	int code = sqlite3_open_v2(
		path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL);
	if (code != SQLITE_OK)
		return store_error(store, code, fault);
	int r = store_exec(store,
		"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA trusted_schema = OFF;",
		fault);
	if (r == 0)
		r = lay_schema(store, fault);
	if (r < 0)
		return r;
	*ret_store = store;
	store = NULL;
	return 0;
}

static int check_version(struct store *store, struct fault *fault)
{
	int version = 0;
	int r = read_version(store, &version, fault);

	if (r == 0 && version != SCHEMA_VERSION)
		r = refuse_version(store, version, fault);
	return r;
}

int store_open(const char *path, bool read_only, struct store **ret_store, struct fault *fault)
{
	struct stat there;
	bool exists = stat(path, &there) == 0;
	_cleanup_(store_closep) struct store *store = calloc(1, sizeof(*store));

	if (!store)
		abort();
	store->path = strdup(path);
	store->read_only = read_only;
	/* an empty file where a database was means that it was lost: it is not filled anew in
	 * silence */
	if (exists && there.st_size == 0)
		return fault_set(fault, -EUCLEAN,
			"%s is empty, which no database of samlad's is; restore it from a backup "
			"or remove it",
			path);
	if (!exists && !read_only) {
		int made = make_new(path, fault);
		if (made < 0)
			return made;
	}
	int code = sqlite3_open_v2(
		path, &store->db, read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, NULL);
	if (code != SQLITE_OK)
		return store_error(store, code, fault);
	sqlite3_extended_result_codes(store->db, 1);
	sqlite3_busy_timeout(store->db, BUSY_MS);
	int r = store_exec(store, "PRAGMA temp_store = MEMORY", fault);
	if (r == 0)
		r = read_only ? check_version(store, fault) : prepare(store, fault);
	if (r < 0)
		return r;
	*ret_store = store;
	store = NULL;
	return 0;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	sqlite3_finalize(store->find_mail);
	sqlite3_close_v2(store->db);
	free((char *)store->path);
	free(store);
}

int store_begin(struct store *store, struct fault *fault)
{
	return store_exec(store, "BEGIN IMMEDIATE", fault);
}

int store_commit(struct store *store, struct fault *fault)
{
	return store_exec(store, "COMMIT", fault);
}

void store_rollback(struct store *store)
{
	if (!sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

int store_synchronous(struct store *store)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store, "PRAGMA synchronous", NULL);

	return query && statement_step(store, query, NULL) > 0 ? sqlite3_column_int(query, 0) : -1;
}

int64_t store_rows_read(const struct store *store)
{
	return store->rows_read;
}
