/* SPDX-License-Identifier: MIT */
/* Single numbers that belong to no network. */
#include <errno.h>

#include "store_inside.h"

int store_number(struct store *store, const char *name, int64_t absent, int64_t *ret_value,
	struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query =
		statement(store, "SELECT value FROM meta WHERE name = ?1", fault);

	if (!query)
		return -EIO;
	bind_text(query, 1, name);
	int r = statement_step(store, query, fault);

	if (r < 0)
		return r;
	*ret_value = r > 0 ? sqlite3_column_int64(query, 0) : absent;
	return 0;
}

int store_set_number(struct store *store, const char *name, int64_t value, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *upsert = statement(store,
		"INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET "
		"value = ?2",
		fault);

	if (!upsert)
		return -EIO;
	bind_text(upsert, 1, name);
	sqlite3_bind_int64(upsert, 2, value);
	return statement_run(store, upsert, fault);
}
