/* SPDX-License-Identifier: MIT */
/*
 * What stands between a client and its server: it passes bytes on and counts them, and can do what
 * routers do. It runs in a thread of the test, on 127.0.0.1, and knows nothing of what it carries.
 */
#ifndef SAMLAD_TESTS_SUPPORT_BETWEEN_H
#define SAMLAD_TESTS_SUPPORT_BETWEEN_H

#include <stddef.h>
#include <stdint.h>

struct between;

struct between *between_start(uint16_t server_port);
void between_stop(struct between *between);
uint16_t between_port(const struct between *between);

/* Connections that are open now pass nothing on any more and stay open; new ones are served. */
void between_forget(struct between *between);
/* Waits until so many connections have been made in all. */
void between_await(struct between *between, size_t connections);
/* Bytes that have gone to the client, and from it. */
size_t between_down(struct between *between);
size_t between_up(struct between *between);

#endif
