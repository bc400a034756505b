/* SPDX-License-Identifier: MIT */
/*
 * What the hold is, which letters it keeps, and the clock's last reading. The hold is a few numbers
 * beside the state and a mark on each letter, both changed in the caller's transaction, so that a
 * letter can't leave between the two. The mark is the administrator's alone: nothing that a leader
 * orders takes it off.
 */
#include <errno.h>

#include "store_inside.h"

/* A number of a struct under its name; what is none is not kept. */
struct number {
	const char *name;
	size_t offset; /* of an int64_t */
	int64_t none;
};

static const struct number hold_numbers[] = {
	{"hold.clock", offsetof(struct hold, clock), INSTANT_NONE},
	{"hold.expected", offsetof(struct hold, expected), INSTANT_NONE},
	{"hold.restored", offsetof(struct hold, restored), INSTANT_NONE},
	{"hold.backup", offsetof(struct hold, backup), INSTANT_NONE},
	{"hold.gathering", offsetof(struct hold, gathering), INSTANT_NONE},
	{"hold.drop", offsetof(struct hold, drop), INSTANT_NONE},
	{NULL, 0, 0},
};

static const struct number clock_numbers[] = {
	{"clock.wall", offsetof(struct clock_reading, wall), INSTANT_NONE},
	{"clock.up", offsetof(struct clock_reading, up_s), 0},
	{"clock.boot", offsetof(struct clock_reading, boot), 0},
	{NULL, 0, 0},
};

static int load_numbers(
	struct store *store, const struct number *number, void *things, struct fault *fault)
{
	int r = 0;

	for (; number->name && r == 0; number++)
		r = store_number(store, number->name, number->none,
			(int64_t *)((char *)things + number->offset), fault);
	return r;
}

static int forget_number(struct store *store, const char *name, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *delete =
		statement(store, "DELETE FROM meta WHERE name = ?1", fault);

	if (!delete)
		return -EIO;
	bind_text(delete, 1, name);
	return statement_run(store, delete, fault);
}

static int save_numbers(
	struct store *store, const struct number *number, const void *things, struct fault *fault)
{
	int r = 0;

	for (; number->name && r == 0; number++) {
		int64_t value = *(const int64_t *)((const char *)things + number->offset);
		r = value == number->none ? forget_number(store, number->name, fault)
					  : store_set_number(store, number->name, value, fault);
	}
	return r;
}

int store_hold(struct store *store, struct hold *ret_hold, struct fault *fault)
{
	struct hold hold = {0};
	int r = load_numbers(store, hold_numbers, &hold, fault);

	if (r == 0)
		*ret_hold = hold;
	return r;
}

int store_set_hold(struct store *store, const struct hold *hold, struct fault *fault)
{
	return save_numbers(store, hold_numbers, hold, fault);
}

int store_clock(struct store *store, struct clock_reading *ret_reading, bool *ret_known,
	struct fault *fault)
{
	struct clock_reading reading = {.wall = INSTANT_NONE};
	int r = load_numbers(store, clock_numbers, &reading, fault);

	if (r < 0)
		return r;
	*ret_known = reading.wall != INSTANT_NONE;
	*ret_reading = reading;
	return 0;
}

int store_set_clock(struct store *store, const struct clock_reading *reading, struct fault *fault)
{
	static const struct clock_reading none = {.wall = INSTANT_NONE};

	return save_numbers(store, clock_numbers, reading ? reading : &none, fault);
}

/* Runs a change that returns id, network, member and template of each letter; each gets a fact. */
static int change_letters(struct store *store, const char *sql, enum fact_kind kind, instant now,
	int *ret_n, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *update = statement(store, sql, fault);
	_cleanup_arena_ struct arena *arena = arena_new();
	int r;

	if (!update)
		return -EIO;
	if (sqlite3_bind_parameter_count(update) > 0)
		sqlite3_bind_int64(update, 1, now);
	*ret_n = 0;
	while ((r = statement_step(store, update, fault)) > 0) {
		const struct fact fact = {.kind = kind,
			.letter = sqlite3_column_int64(update, 0),
			.member = sqlite3_column_int64(update, 2),
			.word = column_text(arena, update, 3),
			.day = DAY_NONE};
		r = store_add_facts(store, column_text(arena, update, 1), (struct cause){0, now},
			&fact, 1, fault);
		if (r < 0)
			return r;
		++*ret_n;
	}
	return r;
}

#define CHANGED " RETURNING id, network, member, template"

int store_hold_letters(struct store *store, bool answers_too, instant now, struct fault *fault)
{
	int n;
	/* a next try was reckoned by the clock that is now not believed */
	int r = store_exec(
		store, "UPDATE letter SET next_try = NULL WHERE state = 'waiting'", fault);

	if (r < 0)
		return r;
	return change_letters(store,
		answers_too ? "UPDATE letter SET awaits = 1 WHERE state = 'waiting' AND NOT "
			      "awaits" CHANGED
			    : "UPDATE letter SET awaits = 1 WHERE state = 'waiting' AND NOT awaits "
			      "AND class != 'reply'" CHANGED,
		FACT_LETTER_HELD, now, &n, fault);
}

int store_release_letters(
	struct store *store, bool drop, instant now, int *ret_n, struct fault *fault)
{
	if (drop)
		return change_letters(store,
			"UPDATE letter SET awaits = 0, state = 'dropped', trouble = 'written off' "
			"WHERE state = 'waiting' AND awaits" CHANGED,
			FACT_LETTER_DROPPED, now, ret_n, fault);
	/* late by somebody's will is not late by an outage: it may leave from now on */
	return change_letters(store,
		"UPDATE letter SET awaits = 0, not_before = max(coalesce(not_before, ?1), ?1) "
		"WHERE state = 'waiting' AND awaits" CHANGED,
		FACT_LETTER_RELEASED, now, ret_n, fault);
}

int store_end_order_holds(struct store *store, instant now, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *update = statement(store,
		"UPDATE \"order\" SET release = ?1 WHERE state = 'held' AND release > ?1", fault);

	if (!update)
		return -EIO;
	sqlite3_bind_int64(update, 1, now);
	return statement_run(store, update, fault);
}

int store_held_letters(struct store *store, struct arena *arena, struct held_letter **ret_letters,
	size_t *ret_n, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT network, template, recipient, subject FROM letter "
		"WHERE state = 'waiting' AND awaits ORDER BY network, template, id",
		fault);
	LIST_OF(struct held_letter) letters = {0};
	int r;

	if (!query)
		return -EIO;
	while ((r = statement_step(store, query, fault)) > 0)
		*arena_push(arena, &letters) = (struct held_letter){
			.network = column_text(arena, query, 0),
			.template = column_text(arena, query, 1),
			.to = column_text(arena, query, 2),
			.subject = column_text(arena, query, 3),
		};
	if (r < 0)
		return r;
	*ret_letters = letters.at;
	*ret_n = letters.n;
	return 0;
}
