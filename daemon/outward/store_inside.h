/* SPDX-License-Identifier: MIT */
/*
 * What the store's files share: the open database, statements, and things as rows of a table of
 * columns, so that a field of a struct is one line here and none in SQL.
 */
#ifndef SAMLAD_STORE_INSIDE_H
#define SAMLAD_STORE_INSIDE_H

#include <sqlite3.h>

#include "outward/store.h"

struct store {
	sqlite3 *db;
	const char *path;
	bool read_only;
	int64_t rows_read;
	sqlite3_stmt *find_mail; /* asked of every file of a Maildir, so it is prepared once */
};

enum column_type {
	COLUMN_INT64,
	COLUMN_INT,
	COLUMN_BOOL,
	COLUMN_TEXT, /* never NULL in the struct */
	COLUMN_TEXT_NULL, /* NULL stays NULL */
	COLUMN_DAY, /* ISO text; NULL for DAY_NONE */
	COLUMN_INSTANT, /* NULL for INSTANT_NONE and INSTANT_NEVER */
	COLUMN_ENUM,
	COLUMN_INTS, /* LIST_OF(int): "1,3" */
	COLUMN_INT64S, /* LIST_OF(int64_t): "12,14" */
	COLUMN_TEXTS, /* LIST_OF(const char *): lines */
	COLUMN_JSON, /* by write and read below */
};

struct column {
	const char *name; /* quoted where it is a word of SQL */
	enum column_type type;
	size_t offset;
	const char *(*text)(int value); /* COLUMN_ENUM */
	int (*from_text)(const char *text);
	char *(*write)(struct arena *arena, const void *at); /* COLUMN_JSON: NULL for none */
	void (*read)(struct arena *arena, const char *json, void *at);
	int64_t none; /* COLUMN_INSTANT: what NULL reads as */
};

/* A kind of thing: a table and its columns. Ends with a NULL name. */
struct entity {
	const char *table;
	size_t bytes;
	const struct column *columns;
	const char *where; /* which of a network's belong to a snapshot; ?1 the network, ?2 now */
	const char *order;
};
extern const struct entity entity_member, entity_meeting, entity_project, entity_ask, entity_letter,
	entity_order, entity_item, entity_progress, entity_idea, entity_look, entity_state;

/* Prepared; NULL with the fault set. Finalised by statement_donep. */
sqlite3_stmt *statement(struct store *store, const char *sql, struct fault *fault);
/* SQLITE_ROW: 1, SQLITE_DONE: 0, else -errno with words. */
int statement_step(struct store *store, sqlite3_stmt *statement, struct fault *fault);
int statement_run(
	struct store *store, sqlite3_stmt *statement, struct fault *fault); /* steps to the end */
static inline void statement_donep(sqlite3_stmt **statement)
{
	sqlite3_finalize(*statement);
}
#define _cleanup_statement_ __attribute__((cleanup(statement_donep)))
/* The same, kept from then on; given back by statement_resetp, and never lent twice at a time. */
sqlite3_stmt *statement_kept(
	struct store *store, sqlite3_stmt **kept, const char *sql, struct fault *fault);
static inline void statement_resetp(sqlite3_stmt **statement)
{
	sqlite3_reset(*statement);
}
#define _cleanup_kept_statement_ __attribute__((cleanup(statement_resetp)))
int store_exec(struct store *store, const char *sql, struct fault *fault);
int store_error(const struct store *store, int code, struct fault *fault); /* -errno with words */

/* Binds and reads by column; a text is copied to the arena. */
void bind_text(sqlite3_stmt *statement, int at, const char *text); /* NULL binds NULL */
void bind_instant(sqlite3_stmt *statement, int at, instant value);
instant column_instant(sqlite3_stmt *statement, int at, instant none);
const char *column_text(struct arena *arena, sqlite3_stmt *statement, int at); /* NULL stays NULL */
void bind_column(sqlite3_stmt *statement, int at, const struct column *column, const void *thing,
	struct arena *arena);
void read_column(sqlite3_stmt *statement, int at, const struct column *column, void *thing,
	struct arena *arena);

/* All rows of "SELECT columns FROM table WHERE where ORDER BY order" after `bind` has bound its
 * parameters: an array of things in the arena. */
int entity_load(struct store *store, const struct entity *entity, const char *where,
	void (*bind)(sqlite3_stmt *, void *), void *context, struct arena *arena, void **ret_things,
	size_t *ret_n, struct fault *fault);
/* Inserts or replaces its columns; other columns of the row stay. */
int entity_save(struct store *store, const struct entity *entity, const char *network,
	const void *thing, struct fault *fault);

/* A database that nobody else has and that is thrown away on any error: without a journal. One of
 * an older version is brought up to this one. */
int store_open_alone(const char *path, struct store **ret_store, struct fault *fault);

/* Facts of one cause. Inside a transaction. */
int store_add_facts(struct store *store, const char *network, struct cause cause,
	const struct fact *facts, size_t n, struct fault *fault);

#endif
