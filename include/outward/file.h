/* SPDX-License-Identifier: MIT */
/* What write(2) and fsync(2) leave to their callers. */
#ifndef SAMLAD_OUTWARD_FILE_H
#define SAMLAD_OUTWARD_FILE_H

#include <stddef.h>

/* All n bytes, however many calls it takes. 0 or -errno; then some may be written. */
int file_write_all(int fd, const void *bytes, size_t n);
/* Makes the name durable that the file has, or has lost: syncs the directory that holds it. 0 or
 * -errno. */
int file_sync_name(const char *path);

#endif
