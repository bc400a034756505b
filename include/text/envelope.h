/* SPDX-License-Identifier: MIT */
/* What a mail's header says: who, to whom, about what, in answer to which letter of ours, and who
 * vouches for it. */
#ifndef SAMLAD_TEXT_ENVELOPE_H
#define SAMLAD_TEXT_ENVELOPE_H

#include <stdbool.h>

#include "base/understanding.h"

struct headers;

/* Sets from, from_name, n_from, sender, reply_to, to, subject, message_id, references, date, token,
 * code and auth. */
void envelope_read(
	struct arena *arena, const struct headers *headers, struct understanding *understanding);

/* Adds one Authentication-Results field (RFC 8601) to understanding->auth. */
void auth_results_read(struct arena *arena, const char *value, struct understanding *understanding);

/* A Date field (RFC 5322 section 3.3 and the obsolete forms); INSTANT_NONE when it is none. */
instant mail_date_parse(const char *value);
/* The day as its writer's clock had it; DAY_NONE. */
day mail_date_day(const char *value);

/* Adds the Message-IDs of a field ("<a@b> <c@d>") to understanding->references, the last first where asked. */
void message_ids_read(
	struct arena *arena, const char *value, struct understanding *into, bool last_first);

/* Our letter's token in a Message-ID of ours ("TOKEN.samlad@…", "TOKEN.r.samlad@…"), in the arena;
 * or NULL. */
const char *token_of_message_id(struct arena *arena, const char *message_id);

#endif
