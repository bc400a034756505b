/* SPDX-License-Identifier: MIT */
/*
 * Mustache's syntax (mustache(5), version 1.4): tags, changing delimiters, and standalone tags,
 * which take their whole line away with them. Sections are matched by name here, so that rendering
 * cannot meet a broken template.
 */
#include "letters/mustache_parse.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "base/fault.h"

#define DELIMITER_MOST 16

struct parser {
	struct arena *arena;
	const char *begin, *at, *end;
	const char *line; /* where the current line begins */
	char open[DELIMITER_MOST], close[DELIMITER_MOST];
	struct pieces *pieces;
	LIST_OF(size_t) sections; /* open ones: their indices */
	struct fault *fault;
};

struct tag {
	char sigil; /* '#', '^', '/', '>', '!', '=', '&', '{', or 0 for a plain name */
	const char *name;
	size_t n;
	const char *start; /* of the whole tag */
	const char *after;
};

static int broken(const struct parser *parser, const char *at, const char *what)
{
	int line = 1;

	for (const char *c = parser->begin; c < at; c++)
		line += *c == '\n';
	return fault_set(parser->fault, -EINVAL, "line %d: %s", line, what);
}

static struct piece *add(struct parser *parser, enum piece_kind kind, const char *at, size_t n)
{
	struct piece *piece = arena_push(parser->arena, &parser->pieces->list);

	piece->kind = kind;
	piece->at = at;
	piece->n = n;
	return piece;
}

static void add_text(struct parser *parser, const char *from, const char *to)
{
	if (to > from)
		add(parser, PIECE_TEXT, from, (size_t)(to - from));
}

static const char *find(const char *from, const char *end, const char *needle)
{
	size_t n = strlen(needle);

	return from && from < end ? memmem(from, (size_t)(end - from), needle, n) : NULL;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void trim(struct tag *tag, const char *from, const char *to)
{
	while (from < to && (is_blank(*from) || *from == '\n' || *from == '\r'))
		from++;
	while (to > from && (is_blank(to[-1]) || to[-1] == '\n' || to[-1] == '\r'))
		to--;
	tag->name = from;
	tag->n = (size_t)(to - from);
}

/* The tag that opens at start. */
static int read_tag(const struct parser *parser, const char *start, struct tag *ret_tag)
{
	const char *from = start + strlen(parser->open);
	struct tag tag = {.start = start};
	const char *close = parser->close;

	if (from < parser->end && strchr("#^/>!=&{", *from))
		tag.sigil = *from++;
	char triple[DELIMITER_MOST + 2];
	if (tag.sigil == '{' || tag.sigil == '=') {
		triple[0] = tag.sigil == '{' ? '}' : '=';
		memcpy(triple + 1, parser->close, strlen(parser->close) + 1);
		close = triple;
	}
	const char *to = find(from, parser->end, close);
	if (!to)
		return broken(parser, start, "a tag that is not closed");
	tag.after = to + strlen(close);
	trim(&tag, from, to);
	if (tag.n == 0 && tag.sigil != '!')
		return broken(parser, start, "a tag without a name");
	*ret_tag = tag;
	return 0;
}

/* Whether nothing but blanks shares the tag's lines; then ret_line_end is where the next line
 * begins. */
static bool stands_alone(
	const struct parser *parser, const struct tag *tag, const char **ret_line_end)
{
	if (tag->sigil == 0 || tag->sigil == '&' || tag->sigil == '{')
		return false;
	for (const char *c = parser->line; c < tag->start; c++)
		if (!is_blank(*c))
			return false;
	const char *c = tag->after;
	while (c < parser->end && is_blank(*c))
		c++;
	if (c < parser->end && *c == '\r')
		c++;
	if (c < parser->end && *c != '\n')
		return false;
	*ret_line_end = c < parser->end ? c + 1 : c;
	return true;
}

static int set_delimiters(struct parser *parser, const struct tag *tag)
{
	const char *blank = tag->name;
	const char *end = tag->name + tag->n;

	while (blank < end && !is_blank(*blank))
		blank++;
	const char *second = blank;
	while (second < end && is_blank(*second))
		second++;
	size_t n_open = (size_t)(blank - tag->name);
	size_t n_close = (size_t)(end - second);
	if (n_open == 0 || n_close == 0 || n_open >= DELIMITER_MOST || n_close >= DELIMITER_MOST)
		return broken(parser, tag->start, "delimiters are two short words");
	memcpy(parser->open, tag->name, n_open);
	parser->open[n_open] = '\0';
	memcpy(parser->close, second, n_close);
	parser->close[n_close] = '\0';
	return 0;
}

static int close_section(struct parser *parser, const struct tag *tag)
{
	if (parser->sections.n == 0)
		return broken(parser, tag->start, "a section is closed that is not open");
	struct piece *open = &parser->pieces->list.at[parser->sections.at[parser->sections.n - 1]];
	if (open->n != tag->n || memcmp(open->at, tag->name, tag->n) != 0)
		return broken(
			parser, tag->start, "another section is closed than the last one opened");
	open->end = parser->pieces->list.n;
	parser->sections.n--;
	add(parser, PIECE_END, tag->name, tag->n);
	return 0;
}

static int take_tag(struct parser *parser, const struct tag *tag, bool alone)
{
	switch (tag->sigil) {
	case '!':
		return 0;
	case '=':
		return set_delimiters(parser, tag);
	case '/':
		return close_section(parser, tag);
	case '#':
	case '^':
		*arena_push(parser->arena, &parser->sections) = parser->pieces->list.n;
		add(parser, tag->sigil == '#' ? PIECE_SECTION : PIECE_INVERTED, tag->name, tag->n);
		return 0;
	case '>': {
		struct piece *piece = add(parser, PIECE_PARTIAL, tag->name, tag->n);
		piece->indent = parser->line;
		piece->n_indent = alone ? (size_t)(tag->start - parser->line) : 0;
		return 0;
	}
	default:
		add(parser, tag->sigil ? PIECE_RAW_NAME : PIECE_NAME, tag->name, tag->n);
		return 0;
	}
}

static void note_line(struct parser *parser, const char *to)
{
	for (const char *c = parser->at; c < to; c++)
		if (*c == '\n')
			parser->line = c + 1;
}

static int parse_next(struct parser *parser)
{
	const char *start = find(parser->at, parser->end, parser->open);
	struct tag tag = {0};

	if (!start) {
		add_text(parser, parser->at, parser->end);
		parser->at = parser->end;
		return 0;
	}
	note_line(parser, start);
	int r = read_tag(parser, start, &tag);
	if (r < 0)
		return r;
	const char *next = tag.after;
	bool alone = stands_alone(parser, &tag, &next);
	add_text(parser, parser->at, alone && parser->line >= parser->at ? parser->line : start);
	r = take_tag(parser, &tag, alone);
	if (r < 0)
		return r;
	parser->at = tag.start;
	note_line(parser, next);
	parser->at = next;
	return 0;
}

int mustache_parse(struct arena *arena, const char *template, size_t bytes,
	struct pieces *ret_pieces, struct fault *fault)
{
	struct pieces pieces = {0};
	struct parser parser = {.arena = arena,
		.begin = template,
		.at = template,
		.line = template,
		.end = template + bytes,
		.open = "{{",
		.close = "}}",
		.pieces = &pieces,
		.fault = fault};

	while (parser.at < parser.end) {
		int r = parse_next(&parser);
		if (r < 0)
			return r;
	}
	if (parser.sections.n > 0)
		return broken(&parser, pieces.list.at[parser.sections.at[parser.sections.n - 1]].at,
			"a section that is not closed");
	*ret_pieces = pieces;
	return 0;
}
