/* SPDX-License-Identifier: MIT */
/*
 * Words into a mail's bytes (RFC 5322, 2045-2047, 6047): exactly one To, no Cc, From the network's plain address;
 * multipart/alternative of text, HTML and, for an invitation, text/calendar with METHOD in its header, and
 * invite.ics attached beside. Always 7-bit, lines of at most 998 bytes (76 in bodies), CRLF.
 */
#ifndef SAMLAD_LETTERS_COMPOSE_H
#define SAMLAD_LETTERS_COMPOSE_H

#include "letters/letter.h"

struct str;

/* Message-ID <TOKEN.samlad@domain>, References <TOKEN.r.samlad@domain> (before it the mail answered, which is also
 * In-Reply-To), Auto-Submitted (auto-generated or auto-replied), X-Samlad: slug. to: the address it goes to.
 * calendar: what invite_write() gave, or NULL. */
void compose_mail(struct str *out, const struct network *network, const struct draft *draft,
	const struct letter_identity *identity, const struct letter_words *words, const char *to, const char *calendar);
/* TOKEN.samlad@domain, as in the header without the brackets. */
char *compose_message_id(struct arena *arena, const struct network *network, const char *token);

#endif
