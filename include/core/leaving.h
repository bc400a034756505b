/* SPDX-License-Identifier: MIT */
/* A member taken off the list by somebody else's hand; her own word for it is an ask (ask_standing). */
#ifndef SAMLAD_CORE_LEAVING_H
#define SAMLAD_CORE_LEAVING_H

#include "core/effects.h"

/* Nothing is asked of her any more. member: a working copy; order: whose doing it is, or 0. */
void member_leave(struct effects *fx, struct member *member, int64_t order);
/*
 * And nothing that tells who she was is left in what a decision knows: neither name nor address,
 * no letter to her that waits, no order of hers that is open. Her number stays, and what she
 * answered. What else stands beside the journal is the store's (store_forget).
 */
void member_forget(struct effects *fx, const struct member *member);

#endif
