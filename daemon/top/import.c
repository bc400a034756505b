/* SPDX-License-Identifier: MIT */
/*
 * A list of members read, checked and merged in one transaction: an error leaves everything as it
 * was.
 */
#include "top/import.h"

#include <errno.h>

#include "letters/templates.h"
#include "top/load.h"

static struct roster_entry *entries_of(struct arena *arena, const struct csv_members *members)
{
	struct roster_entry *entries =
		arena_make_n(arena, struct roster_entry, members->list.n + 1);

	for (size_t i = 0; i < members->list.n; i++) {
		const struct csv_member *member = &members->list.at[i];
		entries[i] = (struct roster_entry){
			.name = member->name,
			.given_name = member->given_name,
			.addresses = {member->emails.at, member->emails.n, member->emails.cap},
			.organisation = member->organisation,
			.sector = member->sector,
			.role = member->role,
			.language = member->language,
		};
	}
	return entries;
}

/* Inside the transaction. */
static int merge(struct arena *arena, struct store *store, const struct network *network,
	const struct csv_members *members, instant now, struct roster_counts *ret_counts,
	struct fault *fault)
{
	struct snapshot *snapshot;
	struct effects fx;
	const char *who[2];
	int r = store_snapshot(store, network, now, arena, &snapshot, fault);

	if (r < 0)
		return r;
	effects_init(&fx, arena, snapshot, now);
	r = roster_merge(&fx, entries_of(arena, members), members->list.n, ret_counts, who);
	if (r < 0)
		return fault_set(fault, r,
			"one row's addresses belong to two members, %s and %s; nothing was "
			"imported",
			who[0], who[1]);
	r = store_apply(store, network, (struct cause){0, now}, &fx, NULL, 0, fault);
	if (r == 0 && (ret_counts->added || ret_counts->changed))
		r = store_wake(store, network->slug, fault);
	return r;
}

/* The languages that there are letters in. */
static int find_languages(struct arena *arena, const struct config *config,
	struct words *ret_languages, struct fault *fault)
{
	struct templates *templates;
	LIST_OF(const char *) languages = {0};
	int r = load_templates(arena, config->templates, &templates, fault);

	for (size_t i = 0; r == 0 && templates_language(templates, i); i++)
		*arena_push(arena, &languages) =
			arena_strdup(arena, templates_language(templates, i));
	if (r == 0) {
		*ret_languages = (struct words){languages.at, languages.n};
		templates_free(templates);
	}
	return r;
}

int import_members(struct arena *arena, struct store *store, const struct config *config,
	const struct network *network, const char *path, instant now,
	const struct csv_members **ret_members, struct roster_counts *ret_counts,
	struct fault *fault)
{
	struct csv_members *members;
	struct roster_counts counts = {0};
	struct words languages = {0};
	int r = find_languages(arena, config, &languages, fault);

	if (r == 0)
		r = csv_load_members(arena, network, languages, path, &members, fault);
	if (r == 0)
		r = store_begin(store, fault);
	if (r != 0)
		return r;
	r = merge(arena, store, network, members, now, &counts, fault);
	if (r == 0)
		r = store_commit(store, fault);
	if (r < 0) {
		store_rollback(store);
		return r;
	}
	if (ret_members)
		*ret_members = members;
	*ret_counts = counts;
	return 0;
}
