/* SPDX-License-Identifier: MIT */
#include "support/outcome_inside.h"

#include <ctype.h>
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#define TEXT_LIMIT_BYTES ((size_t)64 << 20)
#define DRAWN_LEAST_BYTES 6 /* a code; tokens are longer */

/* ---- what was drawn ---- */

sqlite3_stmt *outcome_query(struct writing *w, const char *sql)
{
	sqlite3_stmt *statement;

	if (sqlite3_prepare_v2(w->db, sql, -1, &statement, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(w->db));
	return statement;
}

static void learn_drawn(struct writing *w)
{
	sqlite3_stmt *rows = outcome_query(w,
		"SELECT token, 'token-of-letter-' || id FROM letter UNION ALL "
		"SELECT code, 'code-of-letter-' || id FROM letter WHERE code IS NOT NULL UNION ALL "
		"SELECT substr(uid, 1, 26), 'uid-of-ask-' || id FROM ask WHERE uid IS NOT NULL");

	while (sqlite3_step(rows) == SQLITE_ROW)
		*arena_push(w->arena, &w->drawn) = (struct drawn){
			arena_strdup(w->arena, (const char *)sqlite3_column_text(rows, 0)),
			arena_strdup(w->arena, (const char *)sqlite3_column_text(rows, 1))};
	sqlite3_finalize(rows);
}

/* A run of letters and digits, with what was drawn in it replaced. */
static void put_run(struct writing *w, const char *run, size_t n)
{
	for (size_t i = 0; n >= DRAWN_LEAST_BYTES && i < w->drawn.n; i++) {
		const struct drawn *drawn = &w->drawn.at[i];
		const char *at = memmem(run, n, drawn->text, strlen(drawn->text));
		if (!at)
			continue;
		put_run(w, run, (size_t)(at - run));
		str_printf(w->out, "<%s>", drawn->means);
		at += strlen(drawn->text);
		put_run(w, at, n - (size_t)(at - run));
		return;
	}
	str_add(w->out, run, n);
}

void outcome_put(struct writing *w, const char *text)
{
	while (*text) {
		size_t n = 0;

		while (isalnum((unsigned char)text[n]))
			n++;
		put_run(w, text, n);
		text += n;
		if (*text)
			str_putc(w->out, *text++);
	}
}

/* ---- the database ---- */

static bool is_left_out(const char *table, const char *column)
{
	static const char *const rows[][2] = {{"mail", "tries"}, {"letter", "tries"},
		{"fact", "seq"}, {"letter", "next_try"}, {"letter", "trouble"}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i][0], table) == 0 && strcmp(rows[i][1], column) == 0)
			return true;
	return false;
}

static void put_value(struct writing *w, sqlite3_stmt *row, int i)
{
	if (sqlite3_column_type(row, i) == SQLITE_BLOB) {
		const unsigned char *at = sqlite3_column_blob(row, i);
		for (int n = 0; n < sqlite3_column_bytes(row, i); n++)
			str_printf(w->out, "%02x", at[n]);
	} else if (sqlite3_column_type(row, i) != SQLITE_NULL) {
		outcome_put(w, (const char *)sqlite3_column_text(row, i));
	}
}

/* The journal in its order; that letters left comes after the rest, for when they did depends on
 * how many mails were there by then. */
static const char *order_of(const char *table)
{
	return strcmp(table, "fact") == 0 ? "kind = 'letter-sent', seq" : "1, 2";
}

/* How long the machine has been up goes on while its clock stands still. */
static const char *rows_of(const char *table)
{
	return strcmp(table, "meta") == 0 ? "name <> 'clock.up'" : "1";
}

static void put_table(struct writing *w, const char *table)
{
	sqlite3_stmt *rows = outcome_query(w,
		arena_printf(w->arena, "SELECT * FROM \"%s\" WHERE %s ORDER BY %s", table,
			rows_of(table), order_of(table)));

	while (sqlite3_step(rows) == SQLITE_ROW) {
		str_printf(w->out, "%s:", table);
		for (int i = 0; i < sqlite3_column_count(rows); i++) {
			if (is_left_out(table, sqlite3_column_name(rows, i)))
				continue;
			str_printf(w->out, " %s=", sqlite3_column_name(rows, i));
			put_value(w, rows, i);
		}
		str_putc(w->out, '\n');
	}
	sqlite3_finalize(rows);
}

static void put_database(struct writing *w)
{
	sqlite3_stmt *tables = outcome_query(
		w, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
	sqlite3_stmt *check = outcome_query(w, "PRAGMA integrity_check");

	while (sqlite3_step(tables) == SQLITE_ROW)
		put_table(w, (const char *)sqlite3_column_text(tables, 0));
	sqlite3_finalize(tables);
	assert_int_equal(sqlite3_step(check), SQLITE_ROW);
	str_printf(w->out, "integrity: %s\n", sqlite3_column_text(check, 0));
	sqlite3_finalize(check);
}

/* ---- files ---- */

static const char *read_file(struct writing *w, const char *path)
{
	_cleanup_str_ struct str bytes;
	char some[4096];
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	str_init(&bytes, TEXT_LIMIT_BYTES);
	for (size_t n; (n = fread(some, 1, sizeof(some), file)) > 0;)
		str_add(&bytes, some, n);
	fclose(file);
	return str_in(&bytes, w->arena);
}

static void put_folder(struct writing *w, const char *folder)
{
	struct dirent **entries;
	const char *path = season_path(w->season, folder);
	int n = scandir(path, &entries, NULL, alphasort);

	for (int i = 0; i < n; i++) {
		if (entries[i]->d_name[0] != '.')
			str_printf(w->out, "%s/%s: %s\n", folder, entries[i]->d_name,
				read_file(w,
					arena_printf(w->arena, "%s/%s", path, entries[i]->d_name)));
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

static size_t read_outbox(struct writing *w, struct letter *letters, size_t most)
{
	const char *path = season_path(w->season, "state/outbox/new");
	DIR *folder = opendir(path);
	size_t n = 0;

	for (struct dirent *e; folder && (e = readdir(folder)) && n < most;)
		if (e->d_name[0] != '.')
			letters[n++].raw =
				read_file(w, arena_printf(w->arena, "%s/%s", path, e->d_name));
	if (folder)
		closedir(folder);
	return n;
}

static void put_office(struct writing *w, const struct office_state *office)
{
	for (size_t i = 0; i < office->n_mails; i++)
		str_printf(w->out, "mail %zu on the server: in \"%s\"%s\n", i + 1,
			office->mails[i].folder, office->mails[i].deleted ? ", deleted" : "");
}

/* ---- all ---- */

struct outcome outcome_of(struct season *season, const struct office_state *office)
{
	struct letter letters[OFFICE_LETTERS_MOST] = {{0}};
	struct outcome outcome = {0};
	_cleanup_str_ struct str out;
	struct writing w = {
		.season = season, .arena = season->arena, .out = &out, .outcome = &outcome};
	size_t n = 0;

	str_init(&out, TEXT_LIMIT_BYTES);
	assert_int_equal(sqlite3_open_v2(season_path(season, "state/samlad.db"), &w.db,
				 SQLITE_OPEN_READWRITE, NULL),
		SQLITE_OK);
	learn_drawn(&w);
	put_database(&w);
	for (; office && n < office->n_letters; n++)
		letters[n].raw = office->letters[n];
	if (!office)
		n = read_outbox(&w, letters, OFFICE_LETTERS_MOST);
	outcome_put_letters(&w, letters, n);
	str_puts(&out, OUTCOME_MAILS);
	put_folder(&w, office ? "state/mail/main/new" : "state/inbox/new");
	put_folder(&w, office ? "state/mail/main/cur" : "state/inbox/cur");
	if (office)
		put_office(&w, office);
	sqlite3_close(w.db);
	assert_false(out.full);
	outcome.text = str_in(&out, season->arena);
	return outcome;
}

const char *outcome_difference(struct arena *arena, const char *got, const char *wanted)
{
	if (strcmp(got, wanted) == 0)
		return NULL;
	while (*got && *got == *wanted) {
		size_t n = strcspn(got, "\n") + 1;
		if (strncmp(got, wanted, n) != 0)
			break;
		got += n;
		wanted += n;
	}
	return arena_printf(arena, "got    %.*s\nwanted %.*s", (int)strcspn(got, "\n"), got,
		(int)strcspn(wanted, "\n"), wanted);
}
