/* floor: base */
/* SPDX-License-Identifier: MIT */
/* Whatever comes out of the box is refused or can be written again as the same. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/understanding_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	struct understanding *first, *second;

	if (understanding_from_json(arena, (const char *)data, bytes, &first, NULL) < 0)
		return 0;
	const char *json = understanding_to_json(arena, first, NULL, false);
	int r = understanding_from_json(arena, json, strlen(json), &second, NULL);
	assert(r == 0);
	assert(strcmp(understanding_to_json(arena, second, NULL, false), json) == 0);
	return 0;
}
