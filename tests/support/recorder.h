/* SPDX-License-Identifier: MIT */
/*
 * Stands between a client and an IMAP server, both over TLS, and writes down what they say: a line
 * `==` for each connection, then `C: ` and `S: ` lines as they came by, line ends left out. It runs
 * in a thread of the test, on 127.0.0.1, one connection at a time. support/recorded.h plays it.
 */
#ifndef SAMLAD_TESTS_SUPPORT_RECORDER_H
#define SAMLAD_TESTS_SUPPORT_RECORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct recorder;

/* certificate and key: files, for the client's side; the server's is not verified. */
struct recorder *recorder_start(
	uint16_t server_port, const char *certificate, const char *key, FILE *into);
uint16_t recorder_port(const struct recorder *recorder);
/* heard_await() on what clients say. */
bool recorder_await(struct recorder *recorder, const char *word, size_t lines);
/* The file stays the caller's. */
void recorder_stop(struct recorder *recorder);

#endif
