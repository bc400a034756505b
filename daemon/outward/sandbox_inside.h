/* SPDX-License-Identifier: MIT */
/* The box's parts, for its own files alone: which calls, which paths, which limits each profile
 * has. */
#ifndef SAMLAD_OUTWARD_SANDBOX_INSIDE_H
#define SAMLAD_OUTWARD_SANDBOX_INSIDE_H

#include <stdint.h>

#include "outward/sandbox.h"

enum sandbox_act { ACT_END, ACT_ALLOW, ACT_REFUSE, ACT_HIDE }; /* refuse: EPERM; hide: ENOENT */

/* A call and what becomes of it; with mask set, only where that argument, masked, is value. */
struct sandbox_call {
	const char *name;
	enum sandbox_act act;
	unsigned argument;
	uint64_t mask, value;
};
struct sandbox_rules {
	bool default_allow; /* otherwise what isn't listed kills the process */
	const struct sandbox_call *calls[4]; /* lists that end with ACT_END */
	uint64_t families; /* address families that socket() may have, as bits; 0: not looked at */
	bool filtered; /* false: no filter, for privileges can't be given up */
	bool paths; /* Landlock is used */
	bool system_readable; /* what libraries read: /etc, /usr and the like */
	bool cut_off; /* no TCP, no signals or abstract sockets out of the box, where Landlock can
		       */
};
extern const struct sandbox_rules sandbox_rules[SANDBOX_PROFILES];

int sandbox_landlock_abi(void); /* 0: none, or one too old to be of use */
int sandbox_enter_landlock(
	const struct sandbox_rules *rules, const struct sandbox_paths *paths, struct fault *fault);
int sandbox_set_limits(enum sandbox_profile profile, struct fault *fault);

#endif
