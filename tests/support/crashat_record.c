/* SPDX-License-Identifier: MIT */
/*
 * Calls written down. Only memory is touched, and stat called: the boxes of the roles allow no
 * more. In the reader's box even stat finds nothing, and it has no files to change.
 */
#include "support/crashat.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

bool record_wanted(void)
{
	const struct ledger *ledger = crashat_ledger();

	return ledger && ledger->recording;
}

void record_begin(void)
{
	struct ledger *ledger = crashat_ledger();
	int error = errno;

	if (ledger && ledger->recording && pthread_mutex_lock(&ledger->lock) == EOWNERDEAD)
		pthread_mutex_consistent(&ledger->lock);
	errno = error;
}

void record_end(const struct turn *turn, const char *call, const struct ledger_record *what,
	const void *data, size_t n)
{
	struct ledger *ledger = crashat_ledger();
	size_t bytes = (sizeof(*what) + n + 7) & ~(size_t)7;
	int error = errno;

	if (!ledger || !ledger->recording)
		return;
	if (sizeof(*ledger) + ledger->used + bytes > LEDGER_BYTES)
		crashat_die(); /* the test finds it killed where nobody wanted that */
	struct ledger_record *record = (void *)(ledger->records + ledger->used);
	*record = *what;
	record->bytes = (uint32_t)bytes;
	record->n = (uint32_t)n;
	record->role = (uint8_t)turn->role;
	record->number = turn->number;
	snprintf(record->call, sizeof(record->call), "%s", call);
	if (n > 0)
		memcpy(record->data, data, n);
	ledger->used += bytes;
	pthread_mutex_unlock(&ledger->lock);
	errno = error;
}

void record_say(const struct turn *turn, const char *call)
{
	const struct ledger_record nothing = {.deed = DEED_SAY};

	record_begin();
	record_end(turn, call, &nothing, NULL, 0);
}

uint64_t record_inode(int fd)
{
	int error = errno;
	struct stat st;
	uint64_t inode = 0;

	if (record_wanted() && fstat(fd, &st) == 0 && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)))
		inode = st.st_ino;
	errno = error;
	return inode;
}

uint64_t record_there(int fd, const char *path)
{
	int error = errno;
	struct stat st;
	uint64_t inode = 0;

	if (record_wanted() && fstatat(fd, path, &st, AT_SYMLINK_NOFOLLOW) == 0)
		inode = st.st_ino;
	errno = error;
	return inode;
}

struct record_place record_place(int fd, const char *path)
{
	const char *slash = strrchr(path, '/');
	char above[PATH_MAX];

	if (!record_wanted())
		return (struct record_place){0, ""};
	snprintf(above, sizeof(above), "%.*s", slash ? (int)(slash - path) + 1 : 1,
		slash ? path : ".");
	return (struct record_place){record_there(fd, above), slash ? slash + 1 : path};
}
