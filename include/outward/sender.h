/* SPDX-License-Identifier: MIT */
/*
 * The role that sends: it gets finished letters by wire, one after the other, and says what came of
 * each. It keeps nothing, and alone holds the submission's secret.
 *
 *   coordinator → letter {id, from, recipient, token, made} with the letter's bytes as body
 *   sender      → outcome {id, result, way_down, at_recipient, code, status, retry_after_s, words}
 *
 * It ends with 0 when the coordinator closes the wire; a letter in hand is finished first.
 */
#ifndef SAMLAD_OUTWARD_SENDER_H
#define SAMLAD_OUTWARD_SENDER_H

#include <stdbool.h>
#include <stdint.h>

#include "outward/server.h"
#include "outward/wire.h"

#define SENDER_LETTER_LIMIT_BYTES 33554432

enum sender_way { SENDER_SMTP, SENDER_SENDMAIL, SENDER_MAILDIR };

struct sender_settings {
	enum sender_way way;
	struct server server; /* SENDER_SMTP */
	const char *path; /* the program, or the Maildir */
	int program_timeout_ms; /* 0: five minutes */
};

struct sender_letter {
	int64_t id; /* the coordinator's */
	const char *from;
	const char *recipient;
	const char *token;
	int64_t made; /* seconds since 1970 */
};

struct sender_outcome {
	int64_t id;
	const char *result; /* delivery_result_text() */
	bool way_down;
	bool at_recipient;
	int64_t code;
	const char *status; /* NULL: none */
	int64_t retry_after_s;
	const char *words;
};

extern const struct wire_shape sender_letter_shape;
extern const struct wire_shape sender_outcome_shape;

/* Runs until the wire is closed. 0, or -EBADMSG when the coordinator broke the shape. Owns wire_fd.
 */
int sender_run(int wire_fd, const struct sender_settings *settings);

#endif
