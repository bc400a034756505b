/* SPDX-License-Identifier: MIT */
/* Directories of tests' own. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/scratch.h"

int scratch_make(char ret_path[SCRATCH_PATH])
{
	const char *tmp = getenv("TMPDIR");

	snprintf(ret_path, SCRATCH_PATH, "%s/samlad-test-XXXXXX", tmp ? tmp : "/tmp");
	return mkdtemp(ret_path) == NULL ? -1 : 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *walk)
{
	(void)st;
	(void)kind;
	(void)walk;
	return remove(path);
}

int scratch_remove(const char *path)
{
	return nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
