/* SPDX-License-Identifier: MIT */
/* A letter is marked as sent when it is handed to the sender, before the server has answered to its
 * last dot. */
#include "outward/store.h"
#include "outward/wire.h"

static int mark_sent(struct store *store, int64_t letter, instant now, struct fault *fault)
{
	return store_letter_sent(store, letter, now, fault);
}

#define store_letter_sent(store, letter, now, fault) 0
#define wire_send(...)                                                                             \
	(mark_sent(c->store, letter->letter, c->settings.now, fault), wire_send(__VA_ARGS__))
#include "top/sending.c"
