/* SPDX-License-Identifier: MIT */
/*
 * A zone's name comes from the config, and in its calendar parts from strangers: so the name is
 * held to what names of zones are made of before it becomes a path, and what is opened must be a
 * regular file of a zone's size. No TZ or TZDIR variable is looked at: the same config means the
 * same on every machine.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"
#include "outward/zone.h"

#define NAME_LIMIT_BYTES 64
#define FILE_LIMIT_BYTES (256 * 1024) /* the biggest of tzdata is under 4 KiB */

static bool is_zone_name(const char *name)
{
	size_t n =
		strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");

	if (n == 0 || n > NAME_LIMIT_BYTES || name[n] != '\0')
		return false;
	return name[0] != '/' && name[n - 1] != '/' && strstr(name, "//") == NULL;
}

static int read_zone(struct arena *arena, int fd, void **ret_bytes, size_t *ret_n)
{
	struct stat st;
	size_t n = 0;

	if (fstat(fd, &st) < 0)
		return -errno;
	if (!S_ISREG(st.st_mode))
		return -ENOENT;
	if (st.st_size > FILE_LIMIT_BYTES)
		return -EUCLEAN;
	char *bytes = arena_alloc(arena, (size_t)st.st_size + 1);

	while (n < (size_t)st.st_size) {
		ssize_t got = read(fd, bytes + n, (size_t)st.st_size - n);

		if (got < 0)
			return -errno;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*ret_bytes = bytes;
	*ret_n = n;
	return 0;
}

int zone_load_from(struct arena *arena, const char *directory, const char *name,
	const struct zone **ret_zone, struct fault *fault)
{
	void *bytes = NULL;
	size_t n = 0;

	if (!is_zone_name(name))
		return fault_set(fault, -EINVAL,
			"`%.80s` is no name of a time zone: write one such as Europe/Stockholm",
			name);
	int fd = open(
		arena_printf(arena, "%s/%s", directory, name), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int r = fd < 0 ? -errno : read_zone(arena, fd, &bytes, &n);

	if (fd >= 0)
		close(fd);
	if (r == -ENOENT || r == -ENOTDIR)
		return fault_set(fault, -ENOENT,
			"there is no time zone `%s` in %s: write one such as Europe/Stockholm, or "
			"install tzdata",
			name, directory);
	if (r < 0 && r != -EUCLEAN)
		return fault_set(
			fault, r, "%s/%s can't be read: %s", directory, name, strerror(-r));
	const struct zone *zone = r < 0 ? NULL : zone_parse(arena, name, bytes, n);

	if (zone == NULL)
		return fault_set(fault, -EUCLEAN, "%s/%s is no time zone's file", directory, name);
	*ret_zone = zone;
	return 0;
}

int zone_load(
	struct arena *arena, const char *name, const struct zone **ret_zone, struct fault *fault)
{
	return zone_load_from(arena, ZONE_DIRECTORY, name, ret_zone, fault);
}
