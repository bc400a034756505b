/* SPDX-License-Identifier: MIT */
/* A config's account as the server that imap and smtp are told, its secret read anew before each log-in. */
#ifndef SAMLAD_TOP_SERVER_OF_H
#define SAMLAD_TOP_SERVER_OF_H

#include "outward/config.h"
#include "outward/server.h"

/* The account is borrowed. */
struct server server_of(const struct account *account);

#endif
