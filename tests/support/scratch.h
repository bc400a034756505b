/* SPDX-License-Identifier: MIT */
/* A directory of a test's own under $TMPDIR or /tmp, and its removal with all that is in it. */
#ifndef SAMLAD_TESTS_SCRATCH_H
#define SAMLAD_TESTS_SCRATCH_H

#define SCRATCH_PATH 64

/* 0, or -1. */
int scratch_make(char ret_path[SCRATCH_PATH]);
int scratch_remove(const char *path);

#endif
