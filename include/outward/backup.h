/* SPDX-License-Identifier: MIT */
/*
 * All that cannot be had again in one file: the state, and the mails that lie in the Maildirs and
 * are not handled yet. Neither config nor secrets.
 *
 * The file is an SQLite database with a seal behind it, a line with the SHA-256 of all before: what
 * is cut short or was changed on its way is known before anything is made of it.
 */
#ifndef SAMLAD_OUTWARD_BACKUP_H
#define SAMLAD_OUTWARD_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/when.h"

struct config;
struct fault;

struct backup_sums {
	instant made; /* when the backup was made */
	int64_t mails; /* that were not handled */
	int64_t letters; /* that waited */
};

/* Whether the file at path begins like a backup, whole or not: one may be put in its place. */
bool backup_is_one(const char *path);
/*
 * The state as it is at one moment, while others go on changing it, into fd, an empty file; durable
 * when it returns. A mail that comes meanwhile is in it or is newer than it. -EBUSY: another backup
 * is being made. Needs as much room again beside the database while it works.
 */
int backup_write(const struct config *config, instant now, int fd, struct backup_sums *ret_sums,
	struct fault *fault);
/*
 * Makes the state's database out of the backup at fd, a regular file, and puts the mails into their
 * Maildirs. The caller holds the state's lock. The database gets its name last, so that an end
 * half-way leaves an empty state. Everything is held then (store.h), and each mailbox is read again
 * from a day before the last mail that it had taken.
 *
 * -EEXIST: there is a state already. -EBADMSG with words: no backup, cut short, or damaged.
 * -ENOENT: the config lacks a mailbox that mails of the backup belong to.
 */
int backup_restore(const struct config *config, instant now, int fd, struct backup_sums *ret_sums,
	struct fault *fault);

#endif
