/* SPDX-License-Identifier: MIT */
/* What the backup's files share. For them alone. */
#ifndef SAMLAD_OUTWARD_BACKUP_INSIDE_H
#define SAMLAD_OUTWARD_BACKUP_INSIDE_H

#include "outward/backup.h"
#include "store_inside.h"

#define BACKUP_APPLICATION_ID 0x736d6c64 /* "smld": SQLite's own place for saying whose a file is  \
					  */

/* The whole of one file into another, and the seal behind it; durable. */
int backup_seal(int from_fd, int to_fd, struct fault *fault);
/* All but the seal; durable. -EBADMSG with words when it is no backup, or not whole. */
int backup_unseal(int from_fd, int to_fd, struct fault *fault);

/* The mails that the copied state does not know as done, into its table. */
int backup_collect_mails(struct store *copy, const struct config *config, struct fault *fault);
/* Out of the table into the Maildirs; those of a mailbox that the config lacks are refused. */
int backup_deliver_mails(struct store *copy, const struct config *config, struct fault *fault);

#endif
