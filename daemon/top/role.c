/* SPDX-License-Identifier: MIT */
/* Which role this process is, by the hidden first argument that process_start() gave it. */
#include "top/role.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "outward/config.h"

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

size_t role_readable(
	const struct account *account, const char *readable[ROLE_READABLE_MOST], size_t n)
{
	const char *const files[] = {account->secret, account->ca, account->oauth.client_secret,
		account->oauth.certificate, getenv("CREDENTIALS_DIRECTORY")};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]) && n < ROLE_READABLE_MOST; i++) {
		if (files[i] && *files[i] == '/')
			readable[n++] = files[i];
	}
	return n;
}
