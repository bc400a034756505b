/* SPDX-License-Identifier: MIT */
/* The calls that make, move and take away names, each counted before it is made and written down
 * after. */
#include "support/crashat.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t bytes_of(const struct record_place *place)
{
	return strlen(place->name) + 1;
}

/* ---- made ---- */

/* An open that may make or empty a file. */
static int open_changing(int at, const char *path, int flags, mode_t mode)
{
	const struct turn turn = crashat_turn(false);
	const struct record_place place = record_place(at, path);

	record_begin();
	uint64_t before = record_there(at, path);
	int fd = REAL(openat64)(at, path, flags, mode);
	struct ledger_record what = {.deed = DEED_SAY, .at = place.directory};
	if (fd >= 0 && before == 0)
		what.deed = DEED_MAKE;
	else if (fd >= 0 && flags & O_TRUNC)
		what.deed = DEED_CUT;
	what.what = fd >= 0 ? record_inode(fd) : 0;
	record_end(&turn, "open", &what, place.name, what.deed == DEED_MAKE ? bytes_of(&place) : 0);
	return fd;
}

static int open_any(int at, const char *path, int flags, va_list rest)
{
	mode_t mode =
		flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(rest, mode_t) : 0;

	return flags & (O_CREAT | O_TRUNC) ? open_changing(at, path, flags, mode)
					   : REAL(openat64)(at, path, flags, mode);
}

#define OPEN(name, parameters, at)                                                                 \
	int name parameters                                                                        \
	{                                                                                          \
		va_list rest;                                                                      \
		va_start(rest, flags);                                                             \
		int fd = open_any(at, path, flags, rest);                                          \
		va_end(rest);                                                                      \
		return fd;                                                                         \
	}
OPEN(open, (const char *path, int flags, ...), AT_FDCWD)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD)
OPEN(openat, (int directory, const char *path, int flags, ...), directory)
OPEN(openat64, (int directory, const char *path, int flags, ...), directory)

int mkdirat(int at, const char *path, mode_t mode)
{
	const struct turn turn = crashat_turn(false);
	const struct record_place place = record_place(at, path);

	record_begin();
	int r = REAL(mkdirat)(at, path, mode);
	const struct ledger_record what = {.deed = r == 0 ? DEED_MAKE_DIRECTORY : DEED_SAY,
		.at = place.directory,
		.what = r == 0 ? record_there(at, path) : 0};
	record_end(&turn, "mkdir", &what, place.name, r == 0 ? bytes_of(&place) : 0);
	return r;
}

int mkdir(const char *path, mode_t mode)
{
	return mkdirat(AT_FDCWD, path, mode);
}

int linkat(int from_at, const char *from, int at, const char *path, int flags)
{
	const struct turn turn = crashat_turn(false);
	const struct record_place place = record_place(at, path);

	record_begin();
	int r = REAL(linkat)(from_at, from, at, path, flags);
	const struct ledger_record what = {.deed = r == 0 ? DEED_LINK : DEED_SAY,
		.at = place.directory,
		.what = r == 0 ? record_there(at, path) : 0};
	record_end(&turn, "link", &what, place.name, r == 0 ? bytes_of(&place) : 0);
	return r;
}

int link(const char *from, const char *path)
{
	return linkat(AT_FDCWD, from, AT_FDCWD, path, 0);
}

/* ---- moved ---- */

int renameat2(int from_at, const char *from, int at, const char *path, unsigned int flags)
{
	const struct turn turn = crashat_turn(false);
	const struct record_place source = record_place(from_at, from),
				  place = record_place(at, path);
	char names[2 * NAME_MAX + 2];
	int n = 0;

	record_begin();
	int r = REAL(renameat2)(from_at, from, at, path, flags);
	if (r == 0 && record_wanted())
		n = snprintf(names, sizeof(names), "%s%c%s", source.name, '\0', place.name) + 1;
	const struct ledger_record what = {.deed = r == 0 ? DEED_RENAME : DEED_SAY,
		.at = source.directory,
		.to = place.directory};
	record_end(&turn, "rename", &what, names, (size_t)n);
	return r;
}

int renameat(int from_at, const char *from, int at, const char *path)
{
	return renameat2(from_at, from, at, path, 0);
}

int rename(const char *from, const char *path)
{
	return renameat2(AT_FDCWD, from, AT_FDCWD, path, 0);
}

/* ---- taken away ---- */

int unlinkat(int at, const char *path, int flags)
{
	const struct turn turn = crashat_turn(false);
	const struct record_place place = record_place(at, path);

	record_begin();
	int r = REAL(unlinkat)(at, path, flags);
	const struct ledger_record what = {
		.deed = r == 0 ? DEED_UNLINK : DEED_SAY, .at = place.directory};
	record_end(&turn, "unlink", &what, place.name, r == 0 ? bytes_of(&place) : 0);
	return r;
}

int unlink(const char *path)
{
	return unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
	return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}
