/* SPDX-License-Identifier: MIT */
/* Members merged in from a list. The same list twice changes nothing. */
#include "core/roster.h"

#include <errno.h>
#include <string.h>

/* The one member who has any of the addresses; two is a contradiction. */
static int find_known(const struct snapshot *snapshot, const struct roster_entry *entry,
	const struct member **ret_member, const char *ret_who[2])
{
	const struct member *found = NULL;

	for (size_t i = 0; i < entry->addresses.n; i++) {
		const struct member *one =
			snapshot_member_by_address(snapshot, entry->addresses.at[i], NULL);
		if (one && found && one != found) {
			ret_who[0] = found->name;
			ret_who[1] = one->name;
			return -EEXIST;
		}
		if (one)
			found = one;
	}
	*ret_member = found;
	return 0;
}

static bool has_address(const struct member *member, const char *address)
{
	for (size_t i = 0; i < member->addresses.n; i++)
		if (strcmp(member->addresses.at[i], address) == 0)
			return true;
	return false;
}

/* Her registered address is the list's first; addresses that she has answered from stay. */
static bool merge_addresses(
	struct effects *fx, struct member *member, const struct roster_entry *entry)
{
	struct member old = *member;
	bool same_first =
		old.addresses.n > 0 && strcmp(old.addresses.at[0], entry->addresses.at[0]) == 0;

	member->addresses.n = member->addresses.cap = 0;
	member->addresses.at = NULL;
	for (size_t i = 0; i < entry->addresses.n; i++)
		if (!has_address(member, entry->addresses.at[i]))
			*arena_push(fx->arena, &member->addresses) = entry->addresses.at[i];
	for (size_t i = 0; i < old.addresses.n; i++)
		if (!has_address(member, old.addresses.at[i]))
			*arena_push(fx->arena, &member->addresses) = old.addresses.at[i];
	return !same_first || member->addresses.n != old.addresses.n;
}

static bool set_text(const char **text, const char *new)
{
	bool changed = *new &&strcmp(*text, new) != 0;

	if (changed)
		*text = new;
	return changed;
}

static bool fill(struct effects *fx, struct member *member, const struct roster_entry *entry)
{
	bool changed = set_text(&member->name, entry->name);

	changed |= set_text(&member->given_name, entry->given_name);
	changed |= set_text(&member->organisation, entry->organisation);
	changed |= set_text(&member->language, entry->language);
	changed |= member->role != entry->role ||
		(entry->sector >= 0 && member->sector != entry->sector);
	member->role = entry->role;
	if (entry->sector >= 0)
		member->sector = entry->sector;
	return merge_addresses(fx, member, entry) || changed;
}

static void merge_one(struct effects *fx, const struct roster_entry *entry,
	const struct member *known, struct roster_counts *counts)
{
	if (!known) {
		struct member *member = effects_new_member(fx);
		fill(fx, member, entry);
		effects_fact(fx,
			(struct fact){.kind = FACT_MEMBER_ADDED,
				.member = member->id,
				.word = role_text(member->role)});
		counts->added++;
		return;
	}
	struct member trial = *known;
	if (!fill(fx, &trial, entry)) {
		counts->same++;
		return;
	}
	fill(fx, effects_member(fx, known), entry);
	effects_fact(fx,
		(struct fact){.kind = FACT_MEMBER_CHANGED, .member = known->id, .word = "list"});
	counts->changed++;
}

int roster_merge(struct effects *fx, const struct roster_entry entries[], size_t n,
	struct roster_counts *ret_counts, const char *ret_who[2])
{
	struct roster_counts counts = {0};

	for (size_t i = 0; i < n; i++) {
		const struct member *known;
		int r = find_known(fx->snapshot, &entries[i], &known, ret_who);
		if (r < 0)
			return r;
		merge_one(fx, &entries[i], known, &counts);
	}
	*ret_counts = counts;
	return 0;
}

void roster_add_leaders(struct effects *fx)
{
	const struct network *network = fx->snapshot->network;

	for (size_t i = 0; i < network->leaders.n; i++) {
		const char *address = network->leaders.at[i];
		if (snapshot_member_by_address(fx->snapshot, address, NULL))
			continue;
		struct member *member = effects_new_member(fx);
		member->name = arena_strndup(fx->arena, address, strcspn(address, "@"));
		member->role = ROLE_LEADER;
		*arena_push(fx->arena, &member->addresses) = address;
		effects_fact(fx,
			(struct fact){
				.kind = FACT_MEMBER_ADDED, .member = member->id, .word = "leader"});
	}
}
