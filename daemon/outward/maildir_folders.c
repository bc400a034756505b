/* SPDX-License-Identifier: MIT */
/* The folders of a Maildir, and the two steps that make a file in them durable. */
#include "maildir_folders.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

int maildir_folders_open(const char *maildir)
{
	static const char *const folders[] = {"tmp", "new", "cur"};

	if (mkdir(maildir, 0700) < 0 && errno != EEXIST)
		return -errno;

	int dir = open(maildir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0)
		return -errno;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		if (mkdirat(dir, folders[i], 0700) < 0 && errno != EEXIST) {
			int error = errno;

			close(dir);
			return -error;
		}
	}
	return dir;
}

int maildir_folders_sync(int maildir, const char *folder)
{
	_cleanup_fd_ int fd = openat(maildir, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 || fsync(fd) < 0 ? -errno : 0;
}

int maildir_folders_write(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t written = write(fd, bytes, n);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -errno;
		bytes += written;
		n -= (size_t)written;
	}
	return 0;
}
