/* SPDX-License-Identifier: MIT */
/* A letter's bytes in a Maildir are synced, but not the directory that holds its name. */
#include "no_directory_sync.h"
#include "outward/maildir_deliver.c"
