/* SPDX-License-Identifier: MIT */
/* Look-ups in a snapshot: by number, by address, by the names that people write. */
#include "core/snapshot.h"

#include <string.h>

#include "base/utf8.h"

#define FIND_BY_ID(type, list)                                                                     \
	const struct type *snapshot_##type(const struct snapshot *snapshot, int64_t id)            \
	{                                                                                          \
		list_each (found, &snapshot->list)                                                 \
			if (found->id == id)                                                       \
				return found;                                                      \
		return NULL;                                                                       \
	}
FIND_BY_ID(member, members)
FIND_BY_ID(meeting, meetings)
FIND_BY_ID(project, projects)
FIND_BY_ID(ask, asks)
FIND_BY_ID(order, orders)
FIND_BY_ID(letter, letters)

static bool has_address(const struct member *member, const char *address)
{
	for (size_t i = 0; i < member->addresses.n; i++)
		if (strcmp(member->addresses.at[i], address) == 0)
			return true;
	return false;
}

const struct member *snapshot_member_by_address(
	const struct snapshot *snapshot, const char *address, const struct member *after)
{
	const struct member *from = after ? after + 1 : snapshot->members.at;

	for (; address && from && from < snapshot->members.at + snapshot->members.n; from++)
		if (has_address(from, address))
			return from;
	return NULL;
}

/* The one whose text fits; NULL when none or several do. */
static const struct member *only_one(const struct snapshot *snapshot, const char *name,
	bool (*fits)(const struct member *member, const char *name), bool *ret_several)
{
	const struct member *found = NULL;

	list_each (member, &snapshot->members) {
		if (member->standing == STANDING_LEFT || !fits(member, name))
			continue;
		if (found) {
			*ret_several = true;
			return NULL;
		}
		found = member;
	}
	return found;
}

static bool whole_name_fits(const struct member *member, const char *name)
{
	return utf8_equal_fold(member->name, name);
}

/* "Bo", "Bo B", "Bo Ek": each word begins the name's word in its place. */
static bool first_name_fits(const struct member *member, const char *name)
{
	size_t n = strcspn(member->name, " ");
	char first[128];

	if (*member->given_name && utf8_equal_fold(member->given_name, name))
		return true;
	if (n == 0 || n >= sizeof(first))
		return false;
	memcpy(first, member->name, n);
	first[n] = '\0';
	return utf8_equal_fold(first, name);
}

const struct member *snapshot_member_by_name(
	const struct snapshot *snapshot, const char *name, bool *ret_several)
{
	bool several = false;
	const struct member *found = NULL;

	if (strchr(name, '@')) {
		found = snapshot_member_by_address(snapshot, name, NULL);
	} else {
		found = only_one(snapshot, name, whole_name_fits, &several);
		if (!found && !several)
			found = only_one(snapshot, name, first_name_fits, &several);
	}
	if (ret_several)
		*ret_several = several;
	return found;
}

static bool ask_is_about(const struct ask *ask, int64_t topic)
{
	for (size_t i = 0; i < ask->offers.n; i++)
		if (ask->offers.at[i] == topic)
			return true;
	return ask->topic == topic;
}

const struct ask *snapshot_find_ask(
	const struct snapshot *snapshot, enum ask_kind kind, int64_t member, int64_t topic)
{
	for (size_t i = snapshot->asks.n; i-- > 0;) {
		const struct ask *ask = &snapshot->asks.at[i];
		if (ask->kind == kind && ask->member == member && ask_is_about(ask, topic))
			return ask;
	}
	return NULL;
}

bool member_is_leader(const struct snapshot *snapshot, const struct member *member)
{
	for (size_t i = 0; i < member->addresses.n; i++)
		if (network_is_leader(snapshot->network, member->addresses.at[i]))
			return true;
	return false;
}

bool member_is_askable(const struct snapshot *snapshot, const struct member *member, day today)
{
	(void)snapshot;
	if (member->role == ROLE_HEAD || member->role == ROLE_OUTSIDE || member->addresses.n == 0)
		return false;
	if (member->standing == STANDING_PAUSED)
		return member->paused_until != DAY_NONE && member->paused_until <= today;
	return member->standing == STANDING_ACTIVE;
}

bool ask_is_answered(const struct ask *ask)
{
	return ask->answer.at != INSTANT_NONE;
}

instant letter_leaves(const struct letter *letter)
{
	return letter->not_before > letter->made ? letter->not_before : letter->made;
}

bool letter_was_late(const struct letter *letter)
{
	return letter->state == LETTER_SENT && letter->sent - letter_leaves(letter) > LETTER_LATE_S;
}
