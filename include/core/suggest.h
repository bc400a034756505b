/* SPDX-License-Identifier: MIT */
/* Whom a leader might ask herself: by the sector that is missing, how much she already carries, and when she was last asked. */
#ifndef SAMLAD_CORE_SUGGEST_H
#define SAMLAD_CORE_SUGGEST_H

#include "core/snapshot.h"

/* At most n members, best first; never one who said no to this project, is away or paused, or was asked in the last 30 days. */
size_t suggest_members(const struct snapshot *snapshot, const struct project *project, instant now,
	const struct member *ret_members[], size_t n);

#endif
