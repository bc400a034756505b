/* SPDX-License-Identifier: MIT */
/* Letters that can't reach a member, whoever says so: a notice by mail, or the server as it was to be sent. */
#ifndef SAMLAD_CORE_BOUNCING_H
#define SAMLAD_CORE_BOUNCING_H

#include "core/effects.h"

/* A letter of ours that was given up for good, where her address is to blame, or may be. */
struct undelivered {
	int64_t letter;
	int64_t mail;	    /* the notice; 0: it was refused when it was to be sent */
	const char *from;   /* who says so; NULL: the server to which we send */
	const char *reason; /* in the server's words; NULL: none */
	instant at;
};

/*
 * Counts it, once a day, since a mail system in trouble refuses everything for an hour. On the third day our mail to
 * her ends (standing bouncing) and the leaders are told; a sign of life begins the count anew.
 */
void bouncing_count(struct effects *fx, const struct member *member, const struct undelivered *what);

#endif
