/* SPDX-License-Identifier: MIT */
/* A new Maildir is made, but the directory above, that holds its name, is not synced. */
#include "no_directory_sync.h"
#include "outward/folder.c"
