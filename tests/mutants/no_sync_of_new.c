/* SPDX-License-Identifier: MIT */
/* The fetcher syncs a mail's bytes, but not the directory that holds its name. */
#include "no_directory_sync.h"
#include "outward/fetcher_box.c"
