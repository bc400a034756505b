/* SPDX-License-Identifier: MIT */
/* What a test's roles do: each by its name. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "outward/process.h"
#include "support/roles.h"

static int role_echo(void)
{
	char text[64];
	ssize_t n;

	while ((n = read(PROCESS_WIRE_FD, text, sizeof(text))) > 0)
		if (write(PROCESS_WIRE_FD, text, (size_t)n) != n)
			return 1;
	return 0;
}

/* Tells what it was given: descriptors that are open, and what a box above it would have taken
 * away. */
static int role_tell(const char *config)
{
	char text[256];
	int open_fds = 0;

	for (int fd = 0; fd < 256; fd++)
		open_fds += fcntl(fd, F_GETFD) >= 0;
	int n = snprintf(text, sizeof(text), "%d %d %s", open_fds,
		prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), config);

	return write(PROCESS_WIRE_FD, text, (size_t)n) == n ? 0 : 1;
}

int be_role(const char *role, const char *config)
{
	if (strcmp(role, "echo") == 0)
		return role_echo();
	if (strcmp(role, "tell") == 0)
		return role_tell(config);
	if (strcmp(role, "fail") == 0)
		return 7;
	if (strcmp(role, "die") == 0)
		return raise(SIGSEGV);
	if (strcmp(role, "deaf") == 0) {
		signal(SIGTERM, SIG_IGN);
		if (write(PROCESS_WIRE_FD, "x", 1) != 1)
			return 1;
	}
	for (;;)
		pause();
}
