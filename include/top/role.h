/* SPDX-License-Identifier: MIT */
/* The roles' entries: this program executed anew with the hidden first argument --role=NAME (process.h). */
#ifndef SAMLAD_TOP_ROLE_H
#define SAMLAD_TOP_ROLE_H

/* role: "reader", "sender", "fetcher:main". Returns the exit status. */
int role_main(const char *role, const char *config_path);

int role_reader(const char *config_path);
int role_sender(const char *config_path);
int role_fetcher(const char *config_path, const char *mailbox);

#endif
