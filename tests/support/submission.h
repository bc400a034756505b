/* SPDX-License-Identifier: MIT */
/* What the tests of submission share. */
#ifndef SAMLAD_TESTS_SUPPORT_SUBMISSION_H
#define SAMLAD_TESTS_SUPPORT_SUBMISSION_H

#include "outward/delivery.h"
#include "outward/server.h"
#include "support/mailstack.h"

struct server server_at(uint16_t port, enum server_tls tls);
struct delivery_letter letter_to(const char *recipient);
/* On a connection of its own. */
struct delivery send_once(const struct server *server, const char *recipient);
void assert_delivery(
	const struct delivery *d, enum delivery_result result, bool way_down, const char *words);

#endif
