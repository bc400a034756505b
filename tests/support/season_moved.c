/* SPDX-License-Identifier: MIT */
#include "support/season_moved.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/season_mail.h"

#define FILE_NAME "samlad.backup"

void season_backup(struct season *season)
{
	struct season_ran ran = season_samlad(season, "backup", season_path(season, FILE_NAME));

	if (ran.status != 0)
		fail_msg("backup: exit %d: %s", ran.status, ran.err);
}

void season_lose(struct season *season)
{
	const char *state = season_path(season, "state"), *gone = season_path(season, "gone");

	if (access(gone, F_OK) == 0)
		assert_int_equal(scratch_remove(gone), 0);
	assert_int_equal(rename(state, gone), 0);
	assert_int_equal(mkdir(state, 0700), 0);
	season_make_boxes(season);
}

void season_keep_inbox(struct season *season)
{
	assert_int_equal(scratch_remove(season_path(season, "state/inbox")), 0);
	assert_int_equal(
		rename(season_path(season, "gone/inbox"), season_path(season, "state/inbox")), 0);
}

struct season_ran season_restore(struct season *season)
{
	return season_samlad(season, "restore", season_path(season, FILE_NAME));
}

void season_move(struct season *season)
{
	season_lose(season);
	struct season_ran ran = season_restore(season);
	if (ran.status != 0)
		fail_msg("restore: exit %d: %s", ran.status, ran.err);
}

const char *season_status_text(struct season *season, const char *option)
{
	struct season_ran ran = season_samlad(season, "status", "--now", season->now, option);

	if (ran.status != 0)
		fail_msg("status: exit %d: %s", ran.status, ran.err);
	return ran.out;
}
