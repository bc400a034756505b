/* floor: outward */
/* seeds: tables */
/* SPDX-License-Identifier: MIT */
/* Whatever stands in a list of members: it is refused with a line, or each member can be mailed. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/fault.h"
#include "base/utf8.h"
#include "outward/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static void check(const struct csv_members *members)
{
	list_each (member, &members->list) {
		assert(member->emails.n > 0 && member->name[0] != '\0' && member->language != NULL);
		assert(utf8_is_valid(member->name, strlen(member->name)));
		assert(member->sector >= 0 || member->role == ROLE_HEAD ||
			member->role == ROLE_OUTSIDE);
		assert(member->role != ROLE_LEADER || member->emails.n > 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	static struct sector sectors[] = {
		{"äldreomsorg", "elder care"}, {"primärvård", "primary care"}};
	static const char *leaders[] = {"eva@fou.example"};
	_cleanup_arena_ struct arena *arena = arena_new();
	struct network network = {.slug = "n", .language = "sv"};
	struct fault fault = {.text = ""};
	struct csv_members *members;

	network.sectors.at = sectors;
	network.sectors.n = 2;
	network.leaders.at = leaders;
	network.leaders.n = 1;
	if (csv_parse_members(arena, &network, (struct words){0}, "c", (const char *)data, bytes,
		    &members, &fault) == 0)
		check(members);
	else
		assert(strncmp(fault.text, "c:", 2) == 0);
	return 0;
}
