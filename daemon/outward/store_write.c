/* SPDX-License-Identifier: MIT */
/*
 * One decision kept: its facts, the things that it changed, its letters' bytes, the next free
 * number; all inside the caller's transaction.
 */
#include <errno.h>

#include "store_inside.h"

int store_add_facts(struct store *store, const char *network, struct cause cause,
	const struct fact *facts, size_t n, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *insert = statement(store,
		"INSERT INTO fact (network, at, mail, kind, member, topic, ask, letter, \"order\", "
		"word, number, day) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
		fault);
	int r = insert ? 0 : -EIO;

	for (size_t i = 0; i < n && r == 0; i++) {
		const struct fact *fact = &facts[i];
		char which[DAY_TEXT];
		bind_text(insert, 1, network);
		sqlite3_bind_int64(insert, 2, cause.at);
		sqlite3_bind_int64(insert, 3, cause.mail);
		bind_text(insert, 4, fact_kind_text(fact->kind));
		sqlite3_bind_int64(insert, 5, fact->member);
		sqlite3_bind_int64(insert, 6, fact->topic);
		sqlite3_bind_int64(insert, 7, fact->ask);
		sqlite3_bind_int64(insert, 8, fact->letter);
		sqlite3_bind_int64(insert, 9, fact->order);
		bind_text(insert, 10, fact->word);
		sqlite3_bind_int64(insert, 11, fact->number);
		bind_text(insert, 12, fact->day == DAY_NONE ? NULL : day_format(fact->day, which));
		r = statement_run(store, insert, fault);
		sqlite3_reset(insert);
	}
	return r;
}

#define SAVE(entity, list)                                                                         \
	for (size_t i_ = 0; i_ < fx->list.n && r == 0; i_++)                                       \
	r = entity_save(store, &(entity), network, fx->list.at[i_], fault)

static int save_things(
	struct store *store, const char *network, const struct effects *fx, struct fault *fault)
{
	int r = 0;

	SAVE(entity_member, members);
	SAVE(entity_meeting, meetings);
	SAVE(entity_project, projects);
	SAVE(entity_ask, asks);
	SAVE(entity_order, orders);
	SAVE(entity_item, items);
	SAVE(entity_progress, progress);
	SAVE(entity_idea, ideas);
	SAVE(entity_look, looks);
	return r;
}

/* A waiting letter is held, released or dropped; its bytes stay as they are, and one that has gone
 * is not called back. */
static int save_letter(struct store *store, const struct letter *letter, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *update = statement(store,
		"UPDATE letter SET state = ?2, held = ?3, not_before = ?4, not_after = ?5 "
		"WHERE id = ?1 AND state = 'waiting'",
		fault);

	if (!update)
		return -EIO;
	sqlite3_bind_int64(update, 1, letter->id);
	bind_text(update, 2, letter_state_text(letter->state));
	sqlite3_bind_int(update, 3, letter->held);
	bind_instant(update, 4, letter->not_before);
	bind_instant(update, 5, letter->not_after);
	return statement_run(store, update, fault);
}

static int save_state(struct store *store, const char *network, const struct network_state *state,
	struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	_cleanup_statement_ sqlite3_stmt *update = statement(store,
		"UPDATE network SET live = ?1, stopped = ?2, first_order = ?3, last_alert = ?4, "
		"hold_until = ?5, "
		"worked = ?6, alert_rows = ?7, approved = ?8, outage_told = ?9 WHERE slug = ?10",
		fault);
	int i = 0;

	if (!update)
		return -EIO;
	for (; entity_state.columns[i].name; i++)
		bind_column(update, i + 1, &entity_state.columns[i], state, arena);
	bind_text(update, i + 1, network);
	return statement_run(store, update, fault);
}

static int add_letter(struct store *store, const struct network *network,
	const struct letter_bytes *letter, struct fault *fault)
{
	const struct draft *draft = letter->draft;
	_cleanup_statement_ sqlite3_stmt *insert = statement(store,
		"INSERT INTO letter (id, network, member, ask, topic, template, class, unprompted, "
		"state, held, token, "
		"code, message_id, subject, text, made, not_before, not_after, recipient, sender, "
		"bytes, awaits) VALUES "
		"(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'waiting', ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
		"?16, ?17, ?18, ?19, ?20, ?21)",
		fault);

	if (!insert)
		return -EIO;
	sqlite3_bind_int64(insert, 1, draft->id);
	bind_text(insert, 2, network->slug);
	sqlite3_bind_int64(insert, 3, draft->member);
	sqlite3_bind_int64(insert, 4, draft->ask);
	sqlite3_bind_int64(insert, 5, draft->topic);
	bind_text(insert, 6, draft->template);
	bind_text(insert, 7, letter_class_text(draft->class));
	sqlite3_bind_int(insert, 8, draft->unprompted);
	sqlite3_bind_int(insert, 9, letter->held);
	bind_text(insert, 10, letter->token);
	bind_text(insert, 11, letter->code);
	bind_text(insert, 12, letter->message_id);
	bind_text(insert, 13, letter->subject);
	bind_text(insert, 14, letter->text);
	sqlite3_bind_int64(insert, 15, letter->made);
	bind_instant(insert, 16, draft->not_before);
	bind_instant(insert, 17, draft->not_after);
	bind_text(insert, 18, letter->to);
	bind_text(insert, 19, network->address);
	sqlite3_bind_blob64(insert, 20, letter->bytes, letter->n_bytes, SQLITE_TRANSIENT);
	sqlite3_bind_int(insert, 21, letter->awaits);
	return statement_run(store, insert, fault);
}

static int save_next_id(struct store *store, int64_t next_id, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *update = statement(
		store, "UPDATE meta SET value = max(value, ?1) WHERE name = 'next_id'", fault);

	if (!update)
		return -EIO;
	sqlite3_bind_int64(update, 1, next_id);
	return statement_run(store, update, fault);
}

int store_apply(struct store *store, const struct network *network, struct cause cause,
	const struct effects *fx, const struct letter_bytes letters[], size_t n_letters,
	struct fault *fault)
{
	int r = save_things(store, network->slug, fx, fault);

	for (size_t i = 0; i < fx->letters.n && r == 0; i++)
		r = save_letter(store, fx->letters.at[i], fault);
	if (r == 0 && fx->state)
		r = save_state(store, network->slug, fx->state, fault);
	for (size_t i = 0; i < n_letters && r == 0; i++)
		r = add_letter(store, network, &letters[i], fault);
	if (r == 0)
		r = store_add_facts(store, network->slug, cause, fx->facts.at, fx->facts.n, fault);
	if (r == 0)
		r = save_next_id(store, fx->next_id, fault);
	return r;
}

int store_set_due(
	struct store *store, const char *network, instant at, instant next, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *update = statement(
		store, "UPDATE network SET worked = ?2, next_due = ?3 WHERE slug = ?1", fault);

	if (!update)
		return -EIO;
	bind_text(update, 1, network);
	sqlite3_bind_int64(update, 2, at);
	bind_instant(update, 3, next);
	return statement_run(store, update, fault);
}

#define BRING_DUE "UPDATE network SET next_due = min(coalesce(next_due, ?1), ?1)"

int store_bring_due(struct store *store, const char *network, instant at, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *update =
		statement(store, network ? BRING_DUE " WHERE slug = ?2" : BRING_DUE, fault);

	if (!update)
		return -EIO;
	sqlite3_bind_int64(update, 1, at);
	if (network)
		bind_text(update, 2, network);
	return statement_run(store, update, fault);
}

int store_set_worked(struct store *store, const char *network, instant at, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *update =
		statement(store, "UPDATE network SET worked = ?2 WHERE slug = ?1", fault);

	if (!update)
		return -EIO;
	bind_text(update, 1, network);
	sqlite3_bind_int64(update, 2, at);
	return statement_run(store, update, fault);
}

int store_wake(struct store *store, const char *network, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *update =
		statement(store, "UPDATE network SET next_due = 0 WHERE slug = ?1", fault);

	if (!update)
		return -EIO;
	bind_text(update, 1, network);
	return statement_run(store, update, fault);
}

static int next_due(struct store *store, instant now, instant *ret_next, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT next_due FROM network WHERE next_due IS NOT NULL AND next_due > ?1 ORDER "
		"BY next_due LIMIT 1",
		fault);
	int r;

	if (!query)
		return -EIO;
	sqlite3_bind_int64(query, 1, now);
	r = statement_step(store, query, fault);
	if (r >= 0)
		*ret_next = r > 0 ? sqlite3_column_int64(query, 0) : INSTANT_NEVER;
	return r < 0 ? r : 0;
}

int store_due(struct store *store, instant now, struct arena *arena, const char ***ret_slugs,
	size_t *ret_n, instant *ret_next, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT slug FROM network WHERE next_due IS NOT NULL AND next_due <= ?1 ORDER BY "
		"next_due, slug",
		fault);
	LIST_OF(const char *) slugs = {0};
	int r;

	if (!query)
		return -EIO;
	sqlite3_bind_int64(query, 1, now);
	while ((r = statement_step(store, query, fault)) > 0)
		*arena_push(arena, &slugs) = column_text(arena, query, 0);
	if (r == 0)
		r = next_due(store, now, ret_next, fault);
	if (r < 0)
		return r;
	*ret_slugs = slugs.at;
	*ret_n = slugs.n;
	return 0;
}
