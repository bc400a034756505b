/* SPDX-License-Identifier: MIT */
/* What the Maildir's files share: the open directories, and how a name is taken apart. For them
 * alone. */
#ifndef SAMLAD_OUTWARD_MAILDIR_INSIDE_H
#define SAMLAD_OUTWARD_MAILDIR_INSIDE_H

#include "outward/maildir.h"

#define MAILDIR_FILE_LIMIT_BYTES 255 /* of a name with its flags: NAME_MAX */

struct maildir {
	char *path;
	int root, new, cur, tmp;
};

/* The bytes before ":2,": what a mail is known by. */
size_t maildir_base_length(const char *name);
/* The number that begins it; UINT64_MAX where none does or it doesn't fit. */
uint64_t maildir_number(const char *base);
/* Moves without ever replacing: -EEXIST when something of that name is there. */
int maildir_move(int from_fd, const char *from, int to_fd, const char *to);
/* Walks a directory from its beginning; each is told every name but the hidden ones, until it
 * answers non-zero. */
int maildir_walk(int directory, int (*each)(void *context, const char *name), void *context);
/* Where a mail is now: its directory's descriptor, and its file's name in ret_name. -ENOENT when
 * nowhere. */
int maildir_find(const struct maildir *maildir, const char *base,
	char ret_name[MAILDIR_FILE_LIMIT_BYTES + 1], bool *ret_in_cur);

#endif
