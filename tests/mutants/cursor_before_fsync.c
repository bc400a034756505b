/* SPDX-License-Identifier: MIT */
/* The coordinator is told that mails have arrived, and commits the cursor, before their files are
 * synced; the disk takes its time with them. */
#include <poll.h>

#include "outward/fetcher_inside.h"

#define SLOW_DISK_MS 300

static void tell_first(struct fetcher *fetcher, const uint32_t *uids, size_t n)
{
	fetcher->cursor.last_uid = uids[n - 1];
	fetcher_tell_arrived(fetcher, n);
	poll(NULL, 0, SLOW_DISK_MS);
}

#define box_commit(...) (tell_first(fetcher, uids, n), box_commit(__VA_ARGS__))
#include "outward/fetcher_session.c"
