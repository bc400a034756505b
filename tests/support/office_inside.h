/* SPDX-License-Identifier: MIT */
/* What the office's counters share. */
#ifndef SAMLAD_TESTS_SUPPORT_OFFICE_INSIDE_H
#define SAMLAD_TESTS_SUPPORT_OFFICE_INSIDE_H

#include <gnutls/gnutls.h>

#include "base/arena.h"
#include "support/office.h"

/* One client at a counter. */
struct client {
	struct office *office;
	int fd;
	gnutls_session_t tls;
	void (*serve)(struct client *client);
	char line[8192]; /* the last one, without its CRLF */
};

/* The next line; false: the client is gone. */
bool client_read(struct client *client);
/* Exactly so many bytes as they stand. */
bool client_say(struct client *client, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void client_give(struct client *client, const char *bytes, size_t n);

/* The state, for a change: nobody else has it between. `office_changed` notes the new one. */
struct office_state *office_lock(struct office *office);
void office_changed(struct office *office);
void office_unlock(struct office *office);
/* A copy that lives as long as the office; under its lock. */
const char *office_keep(struct office *office, const char *bytes);

void office_serve_imap(struct client *client);
void office_serve_smtp(struct client *client);

#endif
