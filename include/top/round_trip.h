/* SPDX-License-Identifier: MIT */
/* `samlad check --round-trip`: one letter by the config's way out to the first network's own address. */
#ifndef SAMLAD_TOP_ROUND_TRIP_H
#define SAMLAD_TOP_ROUND_TRIP_H

struct arena;
struct config;
struct fault;

/* 0 when the way out took it. Where a mailbox is a Maildir or IMAP, its coming back is seen by `status`. */
int round_trip(struct arena *arena, const struct config *config, struct fault *fault);

#endif
