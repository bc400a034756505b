/* SPDX-License-Identifier: MIT */
/*
 * From the config's words to what the roles are told: the way in of a fetched mailbox, the way out.
 * Everything is borrowed from the config; secrets are read, and
 * tokens fetched, by the role itself at each log-in.
 */
#ifndef SAMLAD_OUTWARD_WAYS_H
#define SAMLAD_OUTWARD_WAYS_H

#include "outward/config.h"
#include "outward/fetcher.h"
#include "outward/sender.h"
#include "outward/server.h"

struct oauth;

/* What fetches access tokens for the account, in the arena; NULL where its secret is the file's. It
 * keeps them: one for each role that logs in. */
struct oauth *oauth_of_account(struct arena *arena, const struct account *account);

/* oauth: oauth_of_account() of the same account. */
struct server server_of_account(const struct account *account, struct oauth *oauth);
struct fetcher_settings fetcher_settings_of(const struct mailbox *mailbox, struct oauth *oauth);
struct sender_settings sender_settings_of(const struct submission *submission, struct oauth *oauth);

#endif
