/* SPDX-License-Identifier: MIT */
/*
 * From the config's words to what the roles are told: the way in of a fetched mailbox, the way out.
 * Everything is borrowed from the config; secrets are read by the role itself, anew at each log-in.
 */
#ifndef SAMLAD_OUTWARD_WAYS_H
#define SAMLAD_OUTWARD_WAYS_H

#include "outward/config.h"
#include "outward/fetcher.h"
#include "outward/sender.h"
#include "outward/server.h"

struct server server_of_account(const struct account *account);
struct fetcher_settings fetcher_settings_of(const struct mailbox *mailbox);
struct sender_settings sender_settings_of(const struct submission *submission);

#endif
