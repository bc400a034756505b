/* SPDX-License-Identifier: MIT */
/*
 * Directories that outlast a power cut: what is made durable in one is lost with it if its own name
 * above is not on the disk.
 */
#ifndef SAMLAD_OUTWARD_FOLDER_H
#define SAMLAD_OUTWARD_FOLDER_H

/* The directory `path` (relative to the directory `at`, or AT_FDCWD) made with 0700 unless it is
 * there, and its name synced. 0, also when it was there; -errno when it can't be made or synced. */
int folder_make(int at, const char *path);

#endif
