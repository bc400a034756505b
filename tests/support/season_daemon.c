/* SPDX-License-Identifier: MIT */
#include "support/season_daemon.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/season_mail.h"

#define LOOKS_MOST 3000

static void a_moment(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
}

pid_t season_daemon_start(struct season *season)
{
	const char *wake = season_path(season, "state/wake");

	unlink(wake);
	pid_t pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		execl(season->samlad, "samlad", "-c", season_path(season, "samlad.conf"), "run",
			(char *)NULL);
		_exit(127);
	}
	for (int i = 0; access(wake, F_OK) < 0; i++) {
		assert_true(i < LOOKS_MOST);
		a_moment();
	}
	return pid;
}

void season_daemon_end(pid_t daemon)
{
	int status;

	kill(daemon, SIGTERM);
	assert_int_equal(waitpid(daemon, &status, 0), daemon);
	assert_int_equal(status, 0);
}

void season_daemon_wait(struct season *season, size_t letters)
{
	for (int i = 0; i < LOOKS_MOST && season_files(season, "state/outbox/new") < letters; i++)
		a_moment();
	season_collect(season);
}
