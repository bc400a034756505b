/* SPDX-License-Identifier: MIT */
/* The roles' entries: this program executed anew with the hidden first argument --role=NAME
 * (process.h). */
#ifndef SAMLAD_TOP_ROLE_H
#define SAMLAD_TOP_ROLE_H

#include <stddef.h>

/* role: "reader", "sender", "fetcher:main". Returns the exit status. */
int role_main(const char *role, const char *config_path);

/* Adds to readable, from n on, the files that logging in to the account needs; the new n. */
#define ROLE_READABLE_MOST 9
struct account;
size_t role_readable(
	const struct account *account, const char *readable[ROLE_READABLE_MOST], size_t n);

int role_reader(const char *config_path);
int role_sender(const char *config_path);
int role_fetcher(const char *config_path, const char *mailbox);

#endif
