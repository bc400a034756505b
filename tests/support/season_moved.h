/* SPDX-License-Identifier: MIT */
/* A season's state lost, and put back from a backup on a machine where nothing is. */
#ifndef SAMLAD_TESTS_SUPPORT_SEASON_MOVED_H
#define SAMLAD_TESTS_SUPPORT_SEASON_MOVED_H

#include "support/season.h"

/* `samlad backup` into the season's directory; it must succeed. */
void season_backup(struct season *season);
/* The state is gone with its Maildirs, and kept aside as `gone`; an empty one is in its place. */
void season_lose(struct season *season);
/* Mails that had come to the old machine lie in the new one's inbox, as a mail server kept them. */
void season_keep_inbox(struct season *season);
struct season_ran season_restore(struct season *season);
/* season_lose(), then a restore that must succeed. */
void season_move(struct season *season);
/* `status` in words. */
const char *season_status_text(struct season *season, const char *option);

#endif
