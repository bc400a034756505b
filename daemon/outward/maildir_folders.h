/* SPDX-License-Identifier: MIT */
/* A Maildir as the roles that write to one open it: made when missing. */
#ifndef SAMLAD_OUTWARD_MAILDIR_FOLDERS_H
#define SAMLAD_OUTWARD_MAILDIR_FOLDERS_H

#include <unistd.h>

/* Makes the Maildir and its tmp/, new/ and cur/ where missing. A descriptor of it, or -errno. */
int maildir_folders_open(const char *maildir);
/* Makes what was renamed into the folder ("new") durable. 0 or -errno. */
int maildir_folders_sync(int maildir, const char *folder);
/* Writes all of it. 0 or -errno. */
int maildir_folders_write(int fd, const char *bytes, size_t n);

static inline void fd_closep(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}
#define _cleanup_fd_ __attribute__((cleanup(fd_closep)))

#endif
