/* SPDX-License-Identifier: MIT */
/* What SQLite says, as an errno and in words that name the remedy. */
#include <errno.h>

#include "store_inside.h"

static const struct {
	int code;
	int error;
	const char *words;
} errors[] = {
	{SQLITE_BUSY, -EBUSY,
		"is locked by another program; is a second samlad or a backup running?"},
	{SQLITE_LOCKED, -EBUSY,
		"is locked by another program; is a second samlad or a backup running?"},
	{SQLITE_FULL, -ENOSPC, "cannot be written: the disk is full"},
	{SQLITE_READONLY, -EROFS, "cannot be written: it or its folder is read-only for this user"},
	{SQLITE_CORRUPT, -EUCLEAN,
		"is damaged; nothing was changed. Restore it from a backup, the mails are kept"},
	{SQLITE_NOTADB, -EUCLEAN,
		"is no database of samlad's; nothing was changed. Restore it from a backup"},
	{SQLITE_CANTOPEN, -EACCES,
		"cannot be opened: does its folder exist, and may this user write there?"},
	{SQLITE_IOERR, -EIO, "cannot be read or written: the disk reports an error"},
};

int store_error(const struct store *store, int code, struct fault *fault)
{
	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++)
		if ((code & 0xff) == errors[i].code)
			return fault_set(
				fault, errors[i].error, "%s %s", store->path, errors[i].words);
	return fault_set(fault, -EIO, "%s: %s", store->path,
		store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(code));
}
