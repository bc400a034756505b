/* SPDX-License-Identifier: MIT */
/* A network's snapshot, loaded whole for one decision. */
#include <errno.h>
#include <string.h>

#include "store_inside.h"

struct key {
	const char *network;
	instant now;
};

static void bind_key(sqlite3_stmt *query, void *context)
{
	const struct key *key = context;

	bind_text(query, 1, key->network);
	if (sqlite3_bind_parameter_count(query) > 1)
		sqlite3_bind_int64(query, 2, key->now);
}

int store_wake_new(struct store *store, const struct network *network, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *insert = statement(store,
		"INSERT INTO network (slug, live, next_due) VALUES (?1, ?2, 0) "
		"ON CONFLICT (slug) DO NOTHING",
		fault);

	if (!insert)
		return -EIO;
	bind_text(insert, 1, network->slug);
	sqlite3_bind_int(insert, 2, network->live);
	return statement_run(store, insert, fault);
}

/* 0 is "at once", since nobody knows when: that is not late. */
static int load_due(
	struct store *store, struct key *key, struct network_state *state, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(
		store, "SELECT next_due FROM network WHERE slug = ?1 AND next_due > 0", fault);

	if (!query)
		return -EIO;
	bind_text(query, 1, key->network);
	int r = statement_step(store, query, fault);

	state->due = r > 0 ? column_instant(query, 0, INSTANT_NONE) : INSTANT_NONE;
	return r < 0 ? r : 0;
}

static int load_state(struct store *store, struct key *key, struct arena *arena,
	struct snapshot *snapshot, bool *ret_found, struct fault *fault)
{
	void *states;
	size_t n;
	int r = entity_load(
		store, &entity_state, entity_state.where, bind_key, key, arena, &states, &n, fault);

	if (r == 0 && n == 1)
		snapshot->state = *(struct network_state *)states;
	*ret_found = n == 1;
	return r == 0 ? load_due(store, key, &snapshot->state, fault) : r;
}

static int load_next_id(struct store *store, struct snapshot *snapshot, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query =
		statement(store, "SELECT value FROM meta WHERE name = 'next_id'", fault);
	int r = query ? statement_step(store, query, fault) : -EIO;

	if (r > 0)
		snapshot->next_id = sqlite3_column_int64(query, 0);
	return r < 0 ? r : 0;
}

/* How many counted letters each member has had in a year. */
static int load_letters_year(
	struct store *store, struct key *key, struct snapshot *snapshot, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT member, count(*) FROM letter WHERE network = ?1 AND unprompted AND made > "
		"?2 - 31536000 "
		"GROUP BY member",
		fault);
	int r;

	if (!query)
		return -EIO;
	bind_key(query, key);
	while ((r = statement_step(store, query, fault)) > 0) {
		int64_t id = sqlite3_column_int64(query, 0);
		list_each (member, &snapshot->members)
			if (member->id == id)
				member->letters_year = sqlite3_column_int(query, 1);
	}
	return r;
}

#define LOAD(entity, list)                                                                         \
	({                                                                                         \
		void *things_ = NULL;                                                              \
		int r_ = entity_load(store, &(entity), (entity).where, bind_key, key, arena,       \
			&things_, &snapshot->list.n, fault);                                       \
		snapshot->list.at = things_;                                                       \
		snapshot->list.cap = snapshot->list.n;                                             \
		r_;                                                                                \
	})

static int load_things(struct store *store, struct key *key, struct arena *arena,
	struct snapshot *snapshot, struct fault *fault)
{
	int r = LOAD(entity_member, members);

	if (r == 0)
		r = LOAD(entity_meeting, meetings);
	if (r == 0)
		r = LOAD(entity_project, projects);
	if (r == 0)
		r = LOAD(entity_ask, asks);
	if (r == 0)
		r = LOAD(entity_letter, letters);
	if (r == 0)
		r = LOAD(entity_order, orders);
	if (r == 0)
		r = LOAD(entity_item, items);
	if (r == 0)
		r = LOAD(entity_progress, progress);
	if (r == 0)
		r = LOAD(entity_idea, ideas);
	if (r == 0)
		r = LOAD(entity_look, looks);
	return r;
}

int store_snapshot(struct store *store, const struct network *network, instant now,
	struct arena *arena, struct snapshot **ret_snapshot, struct fault *fault)
{
	struct snapshot *snapshot = arena_make(arena, struct snapshot);
	struct key key = {network->slug, now};
	bool found = false;
	int r = store->read_only ? 0 : store_wake_new(store, network, fault);

	snapshot->network = network;
	if (r == 0)
		r = load_state(store, &key, arena, snapshot, &found, fault);
	if (r == 0 && !found)
		snapshot->state = (struct network_state){.first_order = INSTANT_NONE,
			.last_alert = DAY_NONE,
			.hold_until = DAY_NONE,
			.worked = INSTANT_NONE,
			.due = INSTANT_NONE,
			.outage_told = INSTANT_NONE};
	/* `mode = live` in the config is live, whatever was before */
	snapshot->state.live = snapshot->state.live || network->live;
	if (r == 0)
		r = load_next_id(store, snapshot, fault);
	if (r == 0)
		r = load_things(store, &key, arena, snapshot, fault);
	if (r == 0)
		r = load_letters_year(store, &key, snapshot, fault);
	if (r == 0)
		*ret_snapshot = snapshot;
	return r;
}
