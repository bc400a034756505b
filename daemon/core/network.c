/* SPDX-License-Identifier: MIT */
/* Look-ups in a network's settings. */
#include "core/network.h"

#include <string.h>

#include "base/utf8.h"

int network_find_sector(const struct network *network, const char *name)
{
	for (size_t i = 0; name && i < network->sectors.n; i++) {
		const struct sector *sector = &network->sectors.at[i];
		if (utf8_equal_fold(sector->name, name) ||
			utf8_equal_fold(sector->other_name, name))
			return (int)i;
	}
	return -1;
}

const char *network_sector_name(const struct network *network, int sector, const char *language)
{
	if (sector < 0 || (size_t)sector >= network->sectors.n)
		return "";
	const struct sector *found = &network->sectors.at[sector];
	return strcmp(language, network->language) == 0 ? found->name : found->other_name;
}

bool network_is_leader(const struct network *network, const char *address)
{
	for (size_t i = 0; address && i < network->leaders.n; i++)
		if (strcmp(network->leaders.at[i], address) == 0)
			return true;
	return false;
}
