/* SPDX-License-Identifier: MIT */
/* Things loaded from and saved to their tables, with SQL made of the tables of columns. */
#include <errno.h>

#include "base/str.h"
#include "store_inside.h"

#define SQL_LIMIT 8192

static int n_columns(const struct entity *entity)
{
	int n = 0;

	while (entity->columns[n].name)
		n++;
	return n;
}

static void put_names(struct str *sql, const struct entity *entity, const char *format)
{
	for (const struct column *column = entity->columns; column->name; column++)
		str_printf(sql, format, column == entity->columns ? "" : ", ", column->name,
			column->name);
}

static sqlite3_stmt *select_statement(
	struct store *store, const struct entity *entity, const char *where, struct fault *fault)
{
	_cleanup_str_ struct str sql;

	str_init(&sql, SQL_LIMIT);
	str_puts(&sql, "SELECT ");
	put_names(&sql, entity, "%s%s");
	str_printf(&sql, " FROM %s WHERE %s ORDER BY %s", entity->table, where, entity->order);
	return statement(store, sql.at, fault);
}

int entity_load(struct store *store, const struct entity *entity, const char *where,
	void (*bind)(sqlite3_stmt *, void *), void *context, struct arena *arena, void **ret_things,
	size_t *ret_n, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = select_statement(store, entity, where, fault);
	char *things = NULL;
	size_t n = 0, room = 0;
	int r;

	if (!query)
		return -EIO;
	bind(query, context);
	while ((r = statement_step(store, query, fault)) > 0) {
		things = arena_more(arena, things, n, &room, entity->bytes);
		void *thing = things + n++ * entity->bytes;
		for (int i = 0; entity->columns[i].name; i++)
			read_column(query, i, &entity->columns[i], thing, arena);
	}
	if (r < 0)
		return r;
	*ret_things = things;
	*ret_n = n;
	return 0;
}

static sqlite3_stmt *upsert_statement(
	struct store *store, const struct entity *entity, struct fault *fault)
{
	_cleanup_str_ struct str sql;

	str_init(&sql, SQL_LIMIT);
	str_printf(&sql, "INSERT INTO %s (", entity->table);
	put_names(&sql, entity, "%s%s");
	str_puts(&sql, ", network) VALUES (");
	for (int i = 1; i <= n_columns(entity) + 1; i++)
		str_printf(&sql, "%s?%d", i > 1 ? ", " : "", i);
	str_puts(&sql, ") ON CONFLICT (id) DO UPDATE SET ");
	put_names(&sql, entity, "%s%s = excluded.%s");
	return statement(store, sql.at, fault);
}

int entity_save(struct store *store, const struct entity *entity, const char *network,
	const void *thing, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_statement_ sqlite3_stmt *upsert = upsert_statement(store, entity, fault);

	if (!upsert)
		return -EIO;
	for (int i = 0; entity->columns[i].name; i++)
		bind_column(upsert, i + 1, &entity->columns[i], thing, arena);
	bind_text(upsert, n_columns(entity) + 1, network);
	return statement_run(store, upsert, fault);
}
