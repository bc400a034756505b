/* SPDX-License-Identifier: MIT */
/*
 * The name is synced also when the directory was there: whoever made it may have died before he
 * came to that. It costs next to nothing when there is nothing to write. A directory above that we
 * may not read is another's, and so are the names in it; a file system that cannot sync a directory
 * has nothing to lose there.
 */
#include "outward/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

static int sync_above(int at, const char *path)
{
	_cleanup_free_ char *copy = strdup(path);

	if (!copy)
		abort();
	int fd = openat(at, dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return errno == EACCES ? 0 : -errno;
	int r = fsync(fd) < 0 && errno != EINVAL && errno != EROFS ? -errno : 0;
	close(fd);
	return r;
}

int folder_make(int at, const char *path)
{
	if (mkdirat(at, path, 0700) < 0 && errno != EEXIST)
		return -errno;
	return sync_above(at, path);
}
