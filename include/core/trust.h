/* SPDX-License-Identifier: MIT */
/* How far the mail server that the network trusts vouches for a mail's sender (RFC 8601, 7489). */
#ifndef SAMLAD_CORE_TRUST_H
#define SAMLAD_CORE_TRUST_H

#include "base/understanding.h"

struct trust {
	bool checked; /* a trusted server is named at all */
	bool passed;  /* it vouches for the domain of From */
	bool failed;  /* it says that From is not who it says, or was written to be read in two ways */
};

/* trusted_server: its name in Authentication-Results, "" where it leaves that out; NULL: none is trusted, and nothing is known. */
struct trust trust_weigh(struct arena *arena, const struct understanding *read, const char *trusted_server);

#endif
