/* floor: outward */
/* seeds: configs */
/* SPDX-License-Identifier: MIT */
/* Whatever stands in a config: it is refused with a line, or every promise of struct config holds.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "outward/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static void check(const struct config *config)
{
	assert(config->state != NULL && config->mailboxes.n > 0);
	list_each (mailbox, &config->mailboxes)
		assert(mailbox->maildir != NULL &&
			(!mailbox->fetched || mailbox->imap.user != NULL));
	list_each (network, &config->networks) {
		assert(network->zone != NULL && network->sectors.n > 0 && network->leaders.n > 0);
		assert(config_find_mailbox(config, network->mailbox) != NULL);
		assert(network->closes_s > network->opens_s && network->workdays != 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct fault fault = {.text = ""};
	struct config *config;

	if (config_parse(arena, "c", (const char *)data, bytes, NULL, &config, &fault) == 0)
		check(config);
	else
		assert(strncmp(fault.text, "c:", 2) == 0);
	return 0;
}
