/* SPDX-License-Identifier: MIT */
/* Files are synced, the directories that hold their names are not. */
#ifndef SAMLAD_TESTS_MUTANTS_NO_DIRECTORY_SYNC_H
#define SAMLAD_TESTS_MUTANTS_NO_DIRECTORY_SYNC_H

#include <sys/stat.h>
#include <unistd.h>

static int sync_file(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISDIR(st.st_mode) ? 0 : fsync(fd);
}
#define fsync sync_file

#endif
