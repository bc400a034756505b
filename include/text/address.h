/* SPDX-License-Identifier: MIT */
/*
 * Lists of mailboxes (RFC 5322 section 3.4) out of header fields as they really are: groups,
 * comments, quoted and encoded names, routes, addresses without brackets, brackets without an end.
 * Linear, no recursion.
 */
#ifndef SAMLAD_TEXT_ADDRESS_H
#define SAMLAD_TEXT_ADDRESS_H

#include "base/arena.h"

struct mailbox {
	const char *address; /* "anna@example.org", as written but for blanks and comments; never
				NULL */
	const char *name; /* decoded display name, or NULL */
};
struct mailboxes {
	LIST_OF(struct mailbox) all; /* at most UNDERSTANDING_LIST_LIMIT */
};

/* Adds the mailboxes of one raw field value. Entries without an @ are left out. */
void mailboxes_parse(struct arena *arena, const char *value, struct mailboxes *mailboxes);
/* The first address in running text at or after *at, moved past it; NULL when there is none. */
const char *address_in_text(struct arena *arena, const char *text, size_t *at);

#endif
