/* SPDX-License-Identifier: MIT */
/*
 * The outbox: letters that wait, as whole bytes. `sent` is set only after the sender's DONE; a
 * crash between the server's acceptance and that leads to the same bytes once more, never to other
 * ones.
 */
#include <errno.h>

#include "store_inside.h"

#define MAY_GO "state = 'waiting' AND NOT held AND NOT awaits"
#define GOES_AT "max(coalesce(not_before, 0), coalesce(next_try, 0))"

static bool is_to_be_told(sqlite3_stmt *update, enum letter_state state, instant now)
{
	const struct letter letter = {.state = state,
		.made = sqlite3_column_int64(update, 3),
		.not_before = column_instant(update, 4, INSTANT_NONE),
		.sent = now};

	return state == LETTER_DROPPED || letter_was_late(&letter);
}

static int set_state(struct store *store, int64_t letter, instant now, enum letter_state state,
	const char *words, struct fault *fault)
{
	static const enum fact_kind kinds[] = {[LETTER_WAITING] = FACT_LETTER_MADE,
		[LETTER_SENT] = FACT_LETTER_SENT,
		[LETTER_FAILED] = FACT_LETTER_FAILED,
		[LETTER_DROPPED] = FACT_LETTER_DROPPED};
	_cleanup_statement_ sqlite3_stmt *update = statement(store,
		"UPDATE letter SET state = ?2, sent = ?3, trouble = coalesce(?4, trouble), "
		"bytes = CASE WHEN ?2 = 'sent' THEN NULL ELSE bytes END, outdated = ?5 "
		"WHERE id = ?1 RETURNING network, member, template, made, not_before",
		fault);
	_cleanup_arena_ struct arena *arena = arena_new();
	struct fact fact = {.kind = kinds[state], .letter = letter, .day = DAY_NONE};

	if (!update)
		return -EIO;
	sqlite3_bind_int64(update, 1, letter);
	bind_text(update, 2, letter_state_text(state));
	bind_instant(update, 3, state == LETTER_SENT ? now : INSTANT_NONE);
	bind_text(update, 4, words);
	bind_instant(update, 5, state == LETTER_DROPPED ? now : INSTANT_NONE);
	int r = statement_step(store, update, fault);
	if (r <= 0)
		return r;
	const char *network = column_text(arena, update, 0);
	fact.member = sqlite3_column_int64(update, 1);
	fact.word = column_text(arena, update, 2);
	bool told = is_to_be_told(update, state, now);
	r = statement_run(store, update, fault);
	if (r == 0 && told)
		r = store_bring_due(store, network, now, fault);
	return r < 0 ? r : store_add_facts(store, network, (struct cause){0, now}, &fact, 1, fault);
}

static int in_transaction(struct store *store, int64_t letter, instant now, enum letter_state state,
	const char *words, struct fault *fault)
{
	int r = store_begin(store, fault);

	if (r < 0)
		return r;
	r = set_state(store, letter, now, state, words, fault);
	if (r == 0)
		r = store_commit(store, fault);
	if (r < 0)
		store_rollback(store);
	return r;
}

int store_letter_sent(struct store *store, int64_t letter, instant now, struct fault *fault)
{
	return in_transaction(store, letter, now, LETTER_SENT, NULL, fault);
}

int store_letter_never(
	struct store *store, int64_t letter, instant now, const char *words, struct fault *fault)
{
	return set_state(store, letter, now, LETTER_FAILED, words, fault);
}

int store_letter_to(struct store *store, int64_t letter, struct arena *arena,
	const char **ret_network, int64_t *ret_member, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query =
		statement(store, "SELECT network, member FROM letter WHERE id = ?1", fault);

	if (!query)
		return -EIO;
	sqlite3_bind_int64(query, 1, letter);
	int r = statement_step(store, query, fault);
	if (r <= 0)
		return r < 0 ? r : -ENOENT;
	*ret_network = column_text(arena, query, 0);
	*ret_member = sqlite3_column_int64(query, 1);
	return 0;
}

int store_letter_later(struct store *store, int64_t letter, instant next_try, const char *words,
	struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *update = statement(store,
		"UPDATE letter SET tries = tries + 1, next_try = ?2, trouble = ?3 WHERE id = ?1",
		fault);

	if (!update)
		return -EIO;
	sqlite3_bind_int64(update, 1, letter);
	sqlite3_bind_int64(update, 2, next_try);
	bind_text(update, 3, words);
	return statement_run(store, update, fault);
}

/* A letter older than its use goes nowhere: one at a time, each with its fact. */
static int drop_old(struct store *store, instant now, struct fault *fault)
{
	int r;

	do {
		_cleanup_statement_ sqlite3_stmt *query = statement(store,
			"SELECT id FROM letter WHERE state = 'waiting' AND NOT awaits AND "
			"not_after < ?1 ORDER BY id LIMIT 1",
			fault);
		if (!query)
			return -EIO;
		sqlite3_bind_int64(query, 1, now);
		r = statement_step(store, query, fault);
		if (r > 0) {
			int64_t letter = sqlite3_column_int64(query, 0);
			sqlite3_reset(query);
			int dropped = in_transaction(
				store, letter, now, LETTER_DROPPED, "older than its use", fault);
			r = dropped < 0 ? dropped : 1;
		}
	} while (r > 0);
	return r;
}

static int next_time(struct store *store, instant now, instant *ret_next, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT min(" GOES_AT ") FROM letter WHERE " MAY_GO " AND " GOES_AT " > ?1", fault);
	int r;

	if (!query)
		return -EIO;
	sqlite3_bind_int64(query, 1, now);
	r = statement_step(store, query, fault);
	if (r < 0)
		return r;
	*ret_next = column_instant(query, 0, INSTANT_NEVER);
	return 0;
}

int store_outbox_next(struct store *store, instant now, struct arena *arena,
	struct outgoing *ret_letter, bool *ret_found, instant *ret_next, struct fault *fault)
{
	int r = drop_old(store, now, fault);

	if (r < 0)
		return r;
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT id, network, sender, recipient, message_id, token, bytes, tries, "
		"not_after, "
		"made FROM letter WHERE id = (SELECT id FROM letter WHERE " MAY_GO " AND " GOES_AT
		" <= ?1 ORDER BY tries, id LIMIT 1)",
		fault);
	if (!query)
		return -EIO;
	sqlite3_bind_int64(query, 1, now);
	r = statement_step(store, query, fault);
	if (r < 0)
		return r;
	*ret_found = r > 0;
	if (r == 0)
		return next_time(store, now, ret_next, fault);
	size_t n = (size_t)sqlite3_column_bytes(query, 6);
	*ret_letter = (struct outgoing){
		.letter = sqlite3_column_int64(query, 0),
		.network = column_text(arena, query, 1),
		.from = column_text(arena, query, 2),
		.to = column_text(arena, query, 3),
		.message_id = column_text(arena, query, 4),
		.token = column_text(arena, query, 5),
		.bytes = n ? arena_memdup(arena, sqlite3_column_blob(query, 6), n) : "",
		.n_bytes = n,
		.tries = sqlite3_column_int(query, 7),
		.not_after = column_instant(query, 8, INSTANT_NEVER),
		.made = sqlite3_column_int64(query, 9),
	};
	return 0;
}
