/* SPDX-License-Identifier: MIT */
/* An empty file whose being written is the message: no process number to trust, no right to signal
 * needed. */
#include "top/wake.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

char *wake_make(const char *state)
{
	char *path;

	if (asprintf(&path, "%s/" WAKE_FILE, state) < 0)
		abort();
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0) {
		free(path);
		return NULL;
	}
	close(fd);
	return path;
}

void wake_daemon(const char *state)
{
	/* closing a file that was open for writing is what the loop waits for */
	free(wake_make(state));
}
