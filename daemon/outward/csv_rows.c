/* SPDX-License-Identifier: MIT */
/*
 * From bytes to cells. Excel writes what the country's settings say: windows-1252 or UTF-8 with a
 * byte order mark, `;` where the comma is for decimals, sometimes "sep=;" on a line of its own.
 * Bytes that are no UTF-8 are windows-1252, unless most of the other letters are UTF-8: then the
 * file is a broken one, and guessing would spoil names.
 *
 * libcsv knows no lines, so it is fed one at a time and the line on which a row begins is noted
 * here.
 */
#include <csv.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/utf8.h"
#include "csv_inside.h"

#define CELLS_LIMIT 64

struct feeding {
	struct arena *arena;
	const char *name;
	struct csv_rows *rows;
	struct csv_row row;
	int line;
	bool fresh; /* the next line begins a row */
	int error;
	struct fault *fault;
};

static void take_cell(void *bytes, size_t n, void *context)
{
	struct feeding *feeding = context;

	if (feeding->error < 0)
		return;
	if (n > CSV_FIELD_LIMIT_BYTES)
		feeding->error = fault_set(feeding->fault, -EINVAL,
			"%s:%d: column %zu: over %d bytes", feeding->name, feeding->line,
			feeding->row.cells.n + 1, CSV_FIELD_LIMIT_BYTES);
	else if (feeding->row.cells.n == CELLS_LIMIT)
		feeding->error = fault_set(feeding->fault, -EINVAL, "%s:%d: over %d columns",
			feeding->name, feeding->line, CELLS_LIMIT);
	else
		*arena_push(feeding->arena, &feeding->row.cells) =
			utf8_clean_in(feeding->arena, bytes != NULL ? bytes : "", n);
}

/* No-break spaces out of Excel count as blanks; what is left of a cell has none at its ends. */
static const char *trim(struct arena *arena, const char *cell)
{
	char *copy = arena_strdup(arena, cell);

	for (char *at; (at = strstr(copy, "\xc2\xa0")) != NULL;) {
		at[0] = ' ';
		memmove(at + 1, at + 2, strlen(at + 2) + 1);
	}
	copy += strspn(copy, " \t\n");
	for (size_t n = strlen(copy); n > 0 && strchr(" \t\n", copy[n - 1]) != NULL; n--)
		copy[n - 1] = '\0';
	return copy;
}

static void take_row(int end, void *context)
{
	struct feeding *feeding = context;
	bool empty = true;

	(void)end;
	list_each (cell, &feeding->row.cells) {
		*cell = trim(feeding->arena, *cell);
		empty = empty && (*cell)[0] == '\0';
	}
	if (!empty && feeding->rows->list.n > CSV_MEMBERS_LIMIT)
		feeding->error = fault_set(feeding->fault, -EINVAL, "%s:%d: over %d rows",
			feeding->name, feeding->line, CSV_MEMBERS_LIMIT);
	else if (!empty)
		*arena_push(feeding->arena, &feeding->rows->list) = feeding->row;
	feeding->row = (struct csv_row){0};
	feeding->fresh = true;
}

static int feed_line(struct feeding *feeding, struct csv_parser *parser, const char *line, size_t n)
{
	feeding->line++;
	if (feeding->fresh && strspn(line, " \t\r\n") >= n)
		return 0;
	if (feeding->fresh)
		feeding->row.line = feeding->line;
	feeding->fresh = false;
	size_t done = csv_parse(parser, line, n, take_cell, take_row, feeding);

	if (feeding->error < 0)
		return feeding->error;
	if (done < n)
		return fault_set(feeding->fault, -EINVAL,
			"%s:%d: character %zu: a quote in the middle of a cell: write it twice, "
			"with the cell in quotes",
			feeding->name, feeding->line, done + 1);
	return 0;
}

static int feed_all(struct feeding *feeding, char delimiter, const char *text, size_t bytes)
{
	struct csv_parser parser;
	const char *end = text + bytes;
	int r = 0;

	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return fault_set(
			feeding->fault, -ENOMEM, "%s: no memory to read it", feeding->name);
	csv_set_delim(&parser, (unsigned char)delimiter);
	while (r == 0 && text < end) {
		size_t n = strcspn(text, "\r\n");

		n += text[n] == '\r' && text[n + 1] == '\n' ? 2 : text[n] != '\0';
		r = feed_line(feeding, &parser, text, n);
		text += n;
	}
	if (r == 0 && csv_fini(&parser, take_cell, take_row, feeding) != 0)
		r = fault_set(feeding->fault, -EINVAL,
			"%s:%d: the quote that begins in this row is never closed", feeding->name,
			feeding->row.line);
	csv_free(&parser);
	return r < 0 ? r : feeding->error;
}

/* The line of the first byte that is no UTF-8; 0 when all are. ret_good: longer characters that are
 * right. */
static int find_bad_line(const char *text, size_t bytes, size_t *ret_good, size_t *ret_bad)
{
	int line = 1, first = 0;

	*ret_good = *ret_bad = 0;
	for (const char *at = text, *end = text + bytes; at < end;) {
		const char *before = at;
		uint32_t c = utf8_next(&at, end);

		line += c == '\n';
		if (c == 0xfffd && at - before == 1) {
			(*ret_bad)++;
			first = first == 0 ? line : first;
		} else if (c >= 0x80) {
			(*ret_good)++;
		}
	}
	return first;
}

static int from_windows_1252(struct arena *arena, char **text, size_t *bytes)
{
	iconv_t converter = iconv_open("UTF-8", "WINDOWS-1252");
	size_t room = *bytes * 3, left = *bytes;
	char *in = *text, *start = arena_alloc(arena, room + 1), *out = start;

	if (converter == (iconv_t)-1)
		return -errno;
	int r = iconv(converter, &in, &left, &out, &room) == (size_t)-1 ? -errno : 0;

	iconv_close(converter);
	*text = start;
	*bytes = (size_t)(out - start);
	return r;
}

/* A NUL-terminated copy in UTF-8 without byte order mark. */
static int decode(struct arena *arena, const char *name, const char *text, size_t bytes,
	char **ret_text, size_t *ret_bytes, struct fault *fault)
{
	size_t skip = bytes >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	char *copy = arena_memdup(arena, text, bytes);
	size_t n = bytes - skip, good, bad;

	if (memchr(text, '\0', bytes) != NULL)
		return fault_set(
			fault, -EINVAL, "%s:1: no CSV file: save the table as \"CSV UTF-8\"", name);
	copy = arena_strndup(arena, copy + skip, n);
	int line = find_bad_line(copy, n, &good, &bad);

	if (line > 0 && (skip > 0 || good > bad || from_windows_1252(arena, &copy, &n) < 0))
		return fault_set(fault, -EINVAL,
			"%s:%d: holds a letter that is neither UTF-8 nor windows-1252: save the "
			"table as \"CSV UTF-8\"",
			name, line);
	*ret_text = copy;
	*ret_bytes = n;
	return 0;
}

/* What stands more often in the first line, outside of quotes. */
static char find_delimiter(const char *text)
{
	int semicolons = 0, commas = 0;
	bool quoted = false;

	for (; *text != '\0' && (quoted || (*text != '\n' && *text != '\r')); text++) {
		quoted ^= *text == '"';
		semicolons += !quoted && *text == ';';
		commas += !quoted && *text == ',';
	}
	return semicolons > commas ? ';' : ',';
}

int csv_read_rows(struct arena *arena, const char *name, const char *text, size_t bytes,
	struct csv_rows *ret_rows, struct fault *fault)
{
	struct csv_rows rows = {0};
	struct feeding feeding = {
		.arena = arena, .name = name, .rows = &rows, .fresh = true, .fault = fault};
	char *copy = NULL, delimiter;

	if (bytes > CSV_LIMIT_BYTES)
		return fault_set(fault, -EFBIG, "%s: over %d MiB", name, CSV_LIMIT_BYTES >> 20);
	if (bytes == 0)
		return fault_set(fault, -EINVAL, "%s:1: the file is empty", name);
	int r = decode(arena, name, text, bytes, &copy, &bytes, fault);

	if (r < 0)
		return r;
	delimiter = find_delimiter(copy);
	if (strncmp(copy, "sep=", 4) == 0 && copy[4] != '\0' && strchr(",;", copy[4]) != NULL &&
		strcspn(copy, "\r\n") == 5) {
		delimiter = copy[4];
		memset(copy, ' ', 5); /* stays a line, so that the others keep their numbers */
	}
	r = feed_all(&feeding, delimiter, copy, bytes);
	if (r == 0)
		*ret_rows = rows;
	return r;
}
