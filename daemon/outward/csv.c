/* SPDX-License-Identifier: MIT */
/*
 * From cells to members. Columns are known by their header, words of a cell by tables, in English
 * and in Swedish, for people fill these lists by hand. Two rows may share an address (a ward's
 * mailbox); the same person twice is a slip.
 *
 * Nothing is guessed: what isn't understood is named, with what is allowed, and nothing of the file
 * is used.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "base/utf8.h"
#include "csv_inside.h"

static const struct {
	const char *name;
	const char *known_as[8]; /* folded */
	bool required;
} columns[COLUMNS] = {
	[NAME] = {"name", {"name", "namn", "full name"}, true},
	[GIVEN_NAME] = {"given_name",
		{"given_name", "given name", "first name", "förnamn", "tilltalsnamn"}, false},
	[EMAIL] = {"email",
		{"email", "e-mail", "mail", "e-post", "epost", "mejl", "e-postadress",
			"mejladress"},
		true},
	[ORGANISATION] = {"organisation",
		{"organisation", "organization", "arbetsplats", "arbetsgivare", "verksamhet",
			"enhet"},
		false},
	[SECTOR] = {"sector", {"sector", "sektor"}, true},
	[ROLE] = {"role", {"role", "roll"}, false},
	[LANGUAGE] = {"language", {"language", "språk"}, false},
};

int csv_refuse(const struct csv_table *table, const struct csv_row *row, enum column column,
	const char *format, ...)
{
	char words[400];
	va_list args;

	va_start(args, format);
	vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	return fault_set(table->fault, -EINVAL, "%s:%d: column %zu (%s): %s", table->name,
		row->line, table->at[column], columns[column].name, words);
}

const char *csv_cell(const struct csv_table *table, const struct csv_row *row, enum column column)
{
	size_t at = table->at[column];

	return at > 0 && at <= row->cells.n ? row->cells.at[at - 1] : "";
}

static int column_of(struct arena *arena, const char *header)
{
	const char *folded = utf8_fold_in(arena, header, strlen(header));

	for (int column = 0; column < COLUMNS; column++)
		for (size_t i = 0; i < 8 && columns[column].known_as[i] != NULL; i++)
			if (strcmp(columns[column].known_as[i], folded) == 0)
				return column;
	return -1;
}

#define THE_COLUMNS                                                                                \
	"name, given_name, email, organisation, sector, role, language (or namn, förnamn, "       \
	"e-post, organisation, sektor, roll, språk)"

static int take_header(struct csv_table *table, const struct csv_row *row)
{
	for (size_t i = 0; i < row->cells.n; i++) {
		int column = column_of(table->arena, row->cells.at[i]);

		if (column < 0 && row->cells.at[i][0] != '\0')
			return fault_set(table->fault, -EINVAL,
				"%s:%d: column %zu: `%.60s` is none of the header's "
				"words " THE_COLUMNS,
				table->name, row->line, i + 1, row->cells.at[i]);
		if (column < 0)
			continue;
		if (table->at[column] > 0)
			return fault_set(table->fault, -EINVAL,
				"%s:%d: column %zu: `%s` stands in column %zu already", table->name,
				row->line, i + 1, row->cells.at[i], table->at[column]);
		table->at[column] = i + 1;
	}
	for (int column = 0; column < COLUMNS; column++)
		if (columns[column].required && table->at[column] == 0)
			return fault_set(table->fault, -EINVAL,
				"%s:%d: the header lacks the column %s; it has words out "
				"of " THE_COLUMNS,
				table->name, row->line, columns[column].name);
	return 0;
}

static int check_new(
	const struct csv_table *table, const struct csv_row *row, const struct csv_member *member)
{
	list_each (other, &table->members->list) {
		if (csv_has_email(other, member->emails.at[0]) &&
			utf8_equal_fold(other->name, member->name))
			return csv_refuse(table, row, EMAIL, "%s, %s stands on line %d already",
				member->name, member->emails.at[0], other->line);
	}
	return 0;
}

static int take_row(struct csv_table *table, const struct csv_row *row)
{
	static int (*const takes[])(
		struct csv_table *, const struct csv_row *, struct csv_member *) = {
		csv_take_emails, csv_take_role, csv_take_sector, csv_take_language};
	struct csv_member member = {.line = row->line,
		.name = csv_cell(table, row, NAME),
		.given_name = csv_cell(table, row, GIVEN_NAME),
		.organisation = csv_cell(table, row, ORGANISATION)};
	int r = 0;

	if (member.name[0] == '\0')
		return csv_refuse(table, row, NAME, "empty: each member needs a name");
	for (size_t i = 0; r == 0 && i < sizeof(takes) / sizeof(takes[0]); i++)
		r = takes[i](table, row, &member);
	if (r == 0)
		r = check_new(table, row, &member);
	if (r == 0)
		*arena_push(table->arena, &table->members->list) = member;
	return r;
}

/* A cell beyond the header's last word, or under an empty one, would be lost in silence. */
static int check_width(
	const struct csv_table *table, const struct csv_row *header, const struct csv_row *row)
{
	for (size_t i = 0; i < row->cells.n; i++)
		if (row->cells.at[i][0] != '\0' &&
			(i >= header->cells.n || header->cells.at[i][0] == '\0'))
			return fault_set(table->fault, -EINVAL,
				"%s:%d: column %zu: `%.60s` stands under no header (a comma that "
				"should be in quotes?)",
				table->name, row->line, i + 1, row->cells.at[i]);
	return 0;
}

int csv_parse_members(struct arena *arena, const struct network *network, struct words languages,
	const char *name, const char *text, size_t bytes, struct csv_members **ret_members,
	struct fault *fault)
{
	struct csv_rows rows;
	struct csv_table table = {.arena = arena,
		.network = network,
		.languages = languages,
		.name = name,
		.members = arena_make(arena, struct csv_members),
		.fault = fault};
	int r = csv_read_rows(arena, name, text, bytes, &rows, fault);

	if (r < 0)
		return r;
	if (rows.list.n == 0)
		return fault_set(fault, -EINVAL, "%s:1: the file is empty", name);
	r = take_header(&table, &rows.list.at[0]);
	for (size_t i = 1; r == 0 && i < rows.list.n; i++) {
		r = check_width(&table, &rows.list.at[0], &rows.list.at[i]);
		if (r == 0)
			r = take_row(&table, &rows.list.at[i]);
	}
	if (r == 0)
		*ret_members = table.members;
	return r;
}

int csv_load_members(struct arena *arena, const struct network *network, struct words languages,
	const char *path, struct csv_members **ret_members, struct fault *fault)
{
	_cleanup_str_ struct str text;
	char chunk[4096];
	ssize_t n = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	str_init(&text, CSV_LIMIT_BYTES + sizeof(chunk));
	if (fd < 0)
		return fault_set(fault, -errno, "%s: can't be opened: %s", path, strerror(errno));
	while (!text.full && (n = read(fd, chunk, sizeof(chunk))) > 0)
		str_add(&text, chunk, (size_t)n);
	int error = n < 0 ? errno : 0;

	close(fd);
	if (error != 0)
		return fault_set(fault, -error, "%s: can't be read: %s", path, strerror(error));
	return csv_parse_members(
		arena, network, languages, path, text.at, text.len, ret_members, fault);
}
