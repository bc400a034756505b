/* SPDX-License-Identifier: MIT */
/* `samlad run` on a season's state, as it stays in the background; it never outlives the test. */
#ifndef SAMLAD_TESTS_SUPPORT_SEASON_DAEMON_H
#define SAMLAD_TESTS_SUPPORT_SEASON_DAEMON_H

#include <sys/types.h>

#include "support/season.h"

/* Returns when its loop listens. */
pid_t season_daemon_start(struct season *season);
/* By SIGTERM, which it must follow. */
void season_daemon_end(pid_t daemon);
/* Until so many letters lie in the outbox; they are collected then, however many there are. */
void season_daemon_wait(struct season *season, size_t letters);

#endif
