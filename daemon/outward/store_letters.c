/* SPDX-License-Identifier: MIT */
/* Whose letter came back: by the token, else the calendar copy's UID, else the subject's code and
 * the sender. */
#include <errno.h>
#include <string.h>

#include "store_inside.h"

struct key {
	const char *network, *text;
	int64_t number;
};

static void bind_key(sqlite3_stmt *query, void *context)
{
	const struct key *key = context;

	bind_text(query, 1, key->network);
	if (sqlite3_bind_parameter_count(query) > 1 && key->text)
		bind_text(query, 2, key->text);
	else if (sqlite3_bind_parameter_count(query) > 1)
		sqlite3_bind_int64(query, 2, key->number);
	if (sqlite3_bind_parameter_count(query) > 2)
		sqlite3_bind_int64(query, 3, key->number);
}

/* The last of those that fit, or NULL. */
static int find_one(struct store *store, const struct entity *entity, const char *where,
	struct key key, struct arena *arena, const void **ret_thing, struct fault *fault)
{
	void *things = NULL;
	size_t n = 0;
	int r = entity_load(store, entity, where, bind_key, &key, arena, &things, &n, fault);

	if (r == 0)
		*ret_thing = n > 0 ? (char *)things + (n - 1) * entity->bytes : NULL;
	return r;
}

static int find_letter(struct store *store, const char *where, struct key key, struct arena *arena,
	const struct letter **ret_letter, struct fault *fault)
{
	const void *found = NULL;
	int r = find_one(store, &entity_letter, where, key, arena, &found, fault);

	if (r == 0)
		*ret_letter = found;
	return r;
}

static int find_ask(struct store *store, const char *where, struct key key, struct arena *arena,
	const struct ask **ret_ask, struct fault *fault)
{
	const void *found = NULL;
	int r = find_one(store, &entity_ask, where, key, arena, &found, fault);

	if (r == 0)
		*ret_ask = found;
	return r;
}

static int by_uid(struct store *store, const char *network, const struct understanding *read,
	struct arena *arena, struct arrival *arrival, struct fault *fault)
{
	for (size_t i = 0; i < read->calendar.n; i++) {
		const char *uid = read->calendar.at[i].uid;
		if (!uid)
			continue;
		int r = find_ask(store, "network = ?1 AND uid = ?2", (struct key){network, uid, 0},
			arena, &arrival->letter_ask, fault);
		if (r < 0)
			return r;
		if (arrival->letter_ask)
			return find_letter(store, "network = ?1 AND id = ?2",
				(struct key){network, NULL, arrival->letter_ask->letter}, arena,
				&arrival->letter, fault);
	}
	return 0;
}

static int load_text(
	struct store *store, struct arrival *arrival, struct arena *arena, struct fault *fault)
{
	struct letter *copy = arena_memdup(arena, arrival->letter, sizeof(*copy));
	const char *subject = NULL;
	int r = store_letter_text(store, copy->id, arena, &subject, &copy->text, fault);

	arrival->letter = copy;
	return r;
}

int store_find_letter(struct store *store, const char *network, const struct understanding *read,
	int64_t sender, struct arena *arena, struct arrival *arrival, struct fault *fault)
{
	int r = 0;

	arrival->letter = NULL;
	arrival->letter_ask = NULL;
	arrival->evidence = EVIDENCE_NONE;
	if (read->token)
		r = find_letter(store, "network = ?1 AND token = ?2",
			(struct key){network, read->token, 0}, arena, &arrival->letter, fault);
	if (r == 0 && !arrival->letter)
		r = by_uid(store, network, read, arena, arrival, fault);
	if (arrival->letter)
		arrival->evidence = EVIDENCE_STRONG;
	if (r == 0 && !arrival->letter && read->code && sender) {
		r = find_letter(store, "network = ?1 AND code = ?2 AND member = ?3",
			(struct key){network, read->code, sender}, arena, &arrival->letter, fault);
		if (arrival->letter)
			arrival->evidence = EVIDENCE_WEAK;
	}
	if (r < 0 || !arrival->letter)
		return r;
	if (!arrival->letter_ask && arrival->letter->ask)
		r = find_ask(store, "network = ?1 AND id = ?2",
			(struct key){network, NULL, arrival->letter->ask}, arena,
			&arrival->letter_ask, fault);
	return r < 0 ? r : load_text(store, arrival, arena, fault);
}

int store_find_network(struct store *store, const char *token, const char *uid, struct arena *arena,
	const char **ret_network, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT network FROM letter WHERE token = ?1 UNION ALL SELECT network FROM ask "
		"WHERE uid = ?2 LIMIT 1",
		fault);
	int r;

	if (!query)
		return -EIO;
	bind_text(query, 1, token);
	bind_text(query, 2, uid);
	r = statement_step(store, query, fault);
	if (r < 0)
		return r;
	*ret_network = r > 0 ? column_text(arena, query, 0) : NULL;
	return 0;
}

int store_letter_text(struct store *store, int64_t letter, struct arena *arena,
	const char **ret_subject, const char **ret_text, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query =
		statement(store, "SELECT subject, text FROM letter WHERE id = ?1", fault);
	int r;

	if (!query)
		return -EIO;
	sqlite3_bind_int64(query, 1, letter);
	r = statement_step(store, query, fault);
	if (r < 0)
		return r;
	*ret_subject = r > 0 ? column_text(arena, query, 0) : NULL;
	*ret_text = r > 0 ? column_text(arena, query, 1) : NULL;
	return 0;
}
