/* SPDX-License-Identifier: MIT */
/* The database runs with synchronous = NORMAL: a commit has returned before it is on the disk. */
#include <sqlite3.h>
#include <string.h>

static int exec_normal(sqlite3 *db, const char *sql)
{
	int code = sqlite3_exec(db, sql, NULL, NULL, NULL);

	if (code == SQLITE_OK && strstr(sql, "synchronous = FULL"))
		code = sqlite3_exec(db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
	return code;
}

#define sqlite3_exec(db, sql, ...) exec_normal(db, sql)
#include "outward/store.c"
