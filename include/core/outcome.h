/* SPDX-License-Identifier: MIT */
/* The network as it will stand once a decision is kept: what previews look at, and tests that go on from there. */
#ifndef SAMLAD_CORE_OUTCOME_H
#define SAMLAD_CORE_OUTCOME_H

#include "core/effects.h"

/* A new snapshot in fx's arena; the old one is left as it is. Drafts are among its letters, as waiting ones without a
 * token. */
struct snapshot *outcome_snapshot(const struct effects *fx);

#endif
