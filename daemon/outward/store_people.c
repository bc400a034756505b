/* SPDX-License-Identifier: MIT */
/* What people look at: the journal, sums, and all that is kept of one member (GDPR article 15). */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

#include "store_inside.h"

static void read_fact(struct arena *arena, sqlite3_stmt *query, struct journal_row *row)
{
	int kind = fact_kind_from_text((const char *)sqlite3_column_text(query, 3));
	const char *which = (const char *)sqlite3_column_text(query, 11);

	*row = (struct journal_row){
		.seq = sqlite3_column_int64(query, 0),
		.at = sqlite3_column_int64(query, 1),
		.mail = sqlite3_column_int64(query, 2),
		.fact.kind = (enum fact_kind)(kind < 0 ? 0 : kind),
		.fact.member = sqlite3_column_int64(query, 4),
		.fact.topic = sqlite3_column_int64(query, 5),
		.fact.ask = sqlite3_column_int64(query, 6),
		.fact.letter = sqlite3_column_int64(query, 7),
		.fact.order = sqlite3_column_int64(query, 8),
		.fact.word = column_text(arena, query, 9),
		.fact.number = sqlite3_column_int64(query, 10),
		.fact.day = which ? day_parse(which) : DAY_NONE,
		.mail_message_id = column_text(arena, query, 12),
		.mail_from = column_text(arena, query, 13),
	};
}

int store_journal(struct store *store, const char *network, instant since, int64_t member,
	const char *message_id, int (*row)(void *context, const struct journal_row *row),
	void *context, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT f.seq, f.at, f.mail, f.kind, f.member, f.topic, f.ask, f.letter, "
		"f.\"order\", f.word, f.number, f.day, "
		"m.message_id, m.sender FROM fact f LEFT JOIN mail m ON m.id = f.mail AND f.mail "
		"!= 0 "
		"WHERE f.network = ?1 AND (?2 IS NULL OR f.at >= ?2) AND (?3 = 0 OR f.member = ?3) "
		"AND (?4 IS NULL OR m.message_id = ?4) ORDER BY f.seq",
		fault);
	int r, stopped = 0;

	if (!query)
		return -EIO;
	bind_text(query, 1, network);
	bind_instant(query, 2, since);
	sqlite3_bind_int64(query, 3, member);
	bind_text(query, 4, message_id);
	while ((r = statement_step(store, query, fault)) > 0 && !stopped) {
		_cleanup_arena_ struct arena *arena = arena_new();
		struct journal_row one;
		read_fact(arena, query, &one);
		stopped = row(context, &one);
	}
	return r < 0 ? r : stopped;
}

#define TROUBLED "(state = 'failed' OR (state = 'waiting' AND trouble IS NOT NULL))"

int store_sums(
	struct store *store, struct arena *arena, struct store_sums *ret_sums, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT (SELECT count(*) FROM letter WHERE state = 'waiting'), "
		"(SELECT count(*) FROM mail WHERE quarantined IS NOT NULL), (SELECT count(*) FROM "
		"mail), "
		"(SELECT count(*) FROM fact), (SELECT max(done) FROM mail), (SELECT max(sent) FROM "
		"letter), "
		"(SELECT count(*) FROM letter WHERE " TROUBLED "), "
		"(SELECT trouble FROM letter WHERE " TROUBLED " ORDER BY id DESC LIMIT 1)",
		fault);
	int r = query ? statement_step(store, query, fault) : -EIO;

	if (r <= 0)
		return r < 0 ? r : -EIO;
	*ret_sums = (struct store_sums){
		.letters_waiting = sqlite3_column_int64(query, 0),
		.quarantined = sqlite3_column_int64(query, 1),
		.mails = sqlite3_column_int64(query, 2),
		.facts = sqlite3_column_int64(query, 3),
		.last_in = column_instant(query, 4, INSTANT_NONE),
		.last_out = column_instant(query, 5, INSTANT_NONE),
		.troubled = sqlite3_column_int64(query, 6),
		.trouble = column_text(arena, query, 7),
	};
	return 0;
}

static json_t *column_json(sqlite3_stmt *query, int i)
{
	switch (sqlite3_column_type(query, i)) {
	case SQLITE_INTEGER:
		return json_integer(sqlite3_column_int64(query, i));
	case SQLITE_TEXT:
		return json_string((const char *)sqlite3_column_text(query, i));
	default:
		return json_null();
	}
}

static int export_table(struct store *store, const char *sql, const char *network, int64_t member,
	json_t *rows, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store, sql, fault);
	int r;

	if (!query)
		return -EIO;
	bind_text(query, 1, network);
	sqlite3_bind_int64(query, 2, member);
	while ((r = statement_step(store, query, fault)) > 0) {
		json_t *row = json_object();
		for (int i = 0; i < sqlite3_column_count(query); i++)
			json_object_set_new(
				row, sqlite3_column_name(query, i), column_json(query, i));
		json_array_append_new(rows, row);
	}
	return r;
}

/* A table with something of hers, and how hers is told from others'. */
static const struct {
	const char *name, *sql;
} exports[] = {
	{"member", "SELECT * FROM member WHERE network = ?1 AND id = ?2"},
	{"asks", "SELECT * FROM ask WHERE network = ?1 AND member = ?2 ORDER BY id"},
	{"letters",
		"SELECT id, template, state, subject, text, recipient, made, sent, message_id FROM "
		"letter "
		"WHERE network = ?1 AND member = ?2 ORDER BY id"},
	{"orders", "SELECT * FROM \"order\" WHERE network = ?1 AND member = ?2 ORDER BY id"},
	{"items", "SELECT * FROM item WHERE network = ?1 AND member = ?2 ORDER BY id"},
	{"progress", "SELECT * FROM progress WHERE network = ?1 AND member = ?2 ORDER BY id"},
	{"ideas", "SELECT * FROM idea WHERE network = ?1 AND member = ?2 ORDER BY id"},
	{"to_look_at", "SELECT * FROM look WHERE network = ?1 AND member = ?2 ORDER BY id"},
	{"mails",
		"SELECT id, mailbox, file, taken, done, message_id, sender FROM mail WHERE network "
		"= ?1 AND "
		"sender IN (SELECT value FROM json_each('[\"' || replace((SELECT addresses FROM "
		"member WHERE id = ?2), "
		"char(10), '\",\"') || '\"]')) ORDER BY id"},
	{"journal",
		"SELECT seq, at, mail, kind, topic, ask, letter, \"order\", word, number, day FROM "
		"fact "
		"WHERE network = ?1 AND member = ?2 ORDER BY seq"},
};

int store_export(struct store *store, const char *network, int64_t member, struct arena *arena,
	char **ret_json, struct fault *fault)
{
	json_t *all = json_object();
	int r = 0;

	for (size_t i = 0; i < sizeof(exports) / sizeof(*exports) && r == 0; i++) {
		json_t *rows = json_array();
		r = export_table(store, exports[i].sql, network, member, rows, fault);
		json_object_set_new(all, exports[i].name, rows);
	}
	char *text = r < 0 ? NULL : json_dumps(all, JSON_INDENT(2));
	json_decref(all);
	if (r < 0)
		return r;
	*ret_json = arena_strdup(arena, text);
	free(text);
	return 0;
}
