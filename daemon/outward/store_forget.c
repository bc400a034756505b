/* SPDX-License-Identifier: MIT */
/*
 * What stands of a member beside the journal, blanked or taken out: her words, her name, her
 * addresses. Rows that others lean on (asks, letters, orders) keep their numbers and lose what she
 * said; rows that are nothing but her words go. In what others wrote and in letters to others, her
 * whole name and her addresses become an ellipsis, also where a line was broken in them; the text
 * of a letter that names her goes whole.
 *
 * SQLite overwrites what it frees while this runs, so that nothing of it is left in the file's
 * corners.
 */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "base/str.h"
#include "store_inside.h"

#define GONE "…"

/* ?1 the network, ?2 the member. */
static const char *const hers[] = {
	"UPDATE ask SET answer_comment = '', answer_person = '', before_comment = '', "
	"before_person = '' WHERE network = ?1 AND member = ?2",
	"UPDATE letter SET subject = '', text = NULL, recipient = '', bytes = NULL, trouble = NULL "
	"WHERE network = ?1 AND member = ?2",
	"UPDATE \"order\" SET title = '', fields = '[]', text = '', calendar = NULL "
	"WHERE network = ?1 AND (member = ?2 OR (kind = 'member' AND topic = ?2))",
	"UPDATE project SET stuck = '" GONE "' WHERE network = ?1 AND contact = ?2 AND stuck != ''",
	"DELETE FROM item WHERE network = ?1 AND member = ?2",
	"DELETE FROM progress WHERE network = ?1 AND member = ?2",
	"DELETE FROM idea WHERE network = ?1 AND member = ?2",
	"DELETE FROM look WHERE network = ?1 AND member = ?2",
};

/* ?1 the network, ?2 one of her addresses. */
static const char *const from_her[] = {
	"UPDATE mail SET sender = NULL, message_id = NULL WHERE network = ?1 AND sender = ?2",
	"DELETE FROM look WHERE network = ?1 AND \"from\" = ?2",
};

/* Where words may name her: table and column. */
static const struct {
	const char *table, *column;
} mentions[] = {
	{"ask", "answer_comment"},
	{"ask", "answer_person"},
	{"ask", "before_comment"},
	{"ask", "before_person"},
	{"letter", "subject"},
	{"letter", "trouble"},
	{"\"order\"", "title"},
	{"\"order\"", "fields"},
	{"\"order\"", "text"},
	{"\"order\"", "calendar"},
	{"meeting", "text"},
	{"meeting", "invited"},
	{"project", "text"},
	{"project", "stuck"},
	{"item", "text"},
	{"progress", "text"},
	{"idea", "title"},
	{"idea", "text"},
	{"look", "\"from\""},
	{"look", "text"},
};

static int run_about(struct store *store, const char *sql, const char *network, int64_t member,
	const char *words, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *change = statement(store, sql, fault);

	if (!change)
		return -EIO;
	bind_text(change, 1, network);
	if (words)
		bind_text(change, 2, words);
	else
		sqlite3_bind_int64(change, 2, member);
	return statement_run(store, change, fault);
}

/* How many bytes of text are these words, however the lines were broken and whatever the case of
 * ASCII letters; 0: they are not. */
static size_t match(const char *text, const char *words)
{
	const char *at = text;

	for (; *words; words++) {
		if (*words == ' ') {
			size_t blanks = strspn(at, " \t\r\n>");
			if (blanks == 0)
				return 0;
			at += blanks;
		} else if (tolower((unsigned char)*at++) != tolower((unsigned char)*words)) {
			return 0;
		}
	}
	return (size_t)(at - text);
}

/* without(text, words): the text with an ellipsis in their place. */
static void without(sqlite3_context *context, int n, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	const char *words = (const char *)sqlite3_value_text(values[1]);
	_cleanup_str_ struct str out;

	(void)n;
	str_init(&out, text ? (strlen(text) + 1) * sizeof(GONE) : 1);
	if (!text || !words)
		return; /* NULL stays NULL */
	while (*text) {
		size_t found = match(text, words);
		if (found > 0)
			str_puts(&out, GONE);
		else
			str_putc(&out, *text);
		text += found > 0 ? found : 1;
	}
	sqlite3_result_text(context, out.at, (int)out.len, SQLITE_TRANSIENT);
}

static int take_out(
	struct store *store, const char *network, const char *words, struct fault *fault)
{
	_cleanup_arena_ struct arena *arena = arena_new();
	/* a letter that names her may quote her beside */
	int r = run_about(store,
		"UPDATE letter SET text = NULL WHERE network = ?1 AND text != without(text, ?2)",
		network, 0, words, fault);

	for (size_t i = 0; i < sizeof(mentions) / sizeof(mentions[0]) && r == 0; i++) {
		const char *column = mentions[i].column;
		r = run_about(store,
			arena_printf(arena,
				"UPDATE %s SET %s = without(%s, ?2) WHERE network = ?1 AND %s != "
				"without(%s, ?2)",
				mentions[i].table, column, column, column, column),
			network, 0, words, fault);
	}
	return r;
}

static int begin(struct store *store, struct fault *fault)
{
	int code = sqlite3_create_function(
		store->db, "without", 2, SQLITE_UTF8, NULL, without, NULL, NULL);

	return code == SQLITE_OK ? store_exec(store, "PRAGMA secure_delete = ON", fault)
				 : store_error(store, code, fault);
}

int store_forget(
	struct store *store, const char *network, const struct member *member, struct fault *fault)
{
	int r = begin(store, fault);

	for (size_t i = 0; i < sizeof(hers) / sizeof(hers[0]) && r == 0; i++)
		r = run_about(store, hers[i], network, member->id, NULL, fault);
	list_each (address, &member->addresses) {
		for (size_t i = 0; i < sizeof(from_her) / sizeof(from_her[0]) && r == 0; i++)
			r = run_about(store, from_her[i], network, 0, *address, fault);
		if (r == 0)
			r = take_out(store, network, *address, fault);
	}
	/* a lone given name is others' too */
	if (r == 0 && strchr(member->name, ' '))
		r = take_out(store, network, member->name, fault);
	return r;
}

int store_mails_from(struct store *store, const char *network, const char *address,
	struct arena *arena, struct mail_file **ret_files, size_t *ret_n, struct fault *fault)
{
	_cleanup_statement_ sqlite3_stmt *query = statement(store,
		"SELECT mailbox, file FROM mail WHERE network = ?1 AND sender = ?2 AND done IS NOT "
		"NULL ORDER BY id",
		fault);
	LIST_OF(struct mail_file) files = {0};
	int r;

	if (!query)
		return -EIO;
	bind_text(query, 1, network);
	bind_text(query, 2, address);
	while ((r = statement_step(store, query, fault)) > 0)
		*arena_push(arena, &files) = (struct mail_file){
			column_text(arena, query, 0), column_text(arena, query, 1)};
	if (r < 0)
		return r;
	*ret_files = files.at;
	*ret_n = files.n;
	return 0;
}

int store_leave_no_trace(struct store *store, struct fault *fault)
{
	return store_exec(store, "PRAGMA wal_checkpoint(TRUNCATE)", fault);
}
