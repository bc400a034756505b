/* SPDX-License-Identifier: MIT */
/* Which role this process is, by the hidden first argument that process_start() gave it. */
#include "top/role.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#define FETCHER "fetcher:"

int role_main(const char *role, const char *config_path)
{
	if (strcmp(role, "reader") == 0)
		return role_reader(config_path);
	if (strcmp(role, "sender") == 0)
		return role_sender(config_path);
	if (strncmp(role, FETCHER, strlen(FETCHER)) == 0)
		return role_fetcher(config_path, role + strlen(FETCHER));
	log_error("there is no role %s", role);
	return EXIT_FAILURE;
}
