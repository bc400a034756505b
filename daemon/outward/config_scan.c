/* SPDX-License-Identifier: MIT */
/*
 * Before libconfuse sees the file. It counts a line too many for each comment, so comments are
 * blanked out here, byte for byte. And it takes much in silence that a person would rather be told:
 * a section that is never closed, a character that it skips ("a+b" is read as "a"), `${NAME}` out
 * of the environment, a quote that ends lines later. All of that is refused with its line. What
 * passes is plain UTF-8 text.
 *
 * Keywords of the grammar: blanks, words, "texts" and 'texts', = += { } and the comma.
 */
#include <errno.h>
#include <string.h>

#include "base/utf8.h"
#include "config_inside.h"

struct scan {
	const char *name;
	char *at;
	char *end;
	int line;
	int depth;
	int opened[2]; /* lines of the braces that are open */
	bool after_equals;
	bool in_word;
	struct fault *fault;
};

#define refuse(scan, line, ...)                                                                    \
	(fault_set((scan)->fault, -EINVAL, __VA_ARGS__),                                           \
		fault_prefix((scan)->fault, -EINVAL, "%s:%d", (scan)->name, line))

static void blank_line(struct scan *scan)
{
	while (scan->at < scan->end && *scan->at != '\n')
		*scan->at++ = ' ';
}

static int blank_block(struct scan *scan)
{
	int began = scan->line;

	while (scan->end - scan->at >= 2 && !(scan->at[0] == '*' && scan->at[1] == '/')) {
		if (*scan->at == '\n')
			scan->line++;
		else
			*scan->at = ' ';
		scan->at++;
	}
	if (scan->end - scan->at < 2)
		return refuse(scan, began, "the comment that begins here is never closed by */");
	*scan->at++ = ' ';
	*scan->at++ = ' ';
	return 0;
}

static int pass_text(struct scan *scan)
{
	char quote = *scan->at++;

	if (scan->in_word)
		return refuse(
			scan, scan->line, "a quote within a word: put the whole value in quotes");
	for (; scan->at < scan->end && *scan->at != '\n' && *scan->at != quote; scan->at++) {
		if (*scan->at == '\\' && scan->at + 1 < scan->end && scan->at[1] != '\n')
			scan->at++;
		else if (quote == '"' && scan->at[0] == '$' && scan->at + 1 < scan->end &&
			scan->at[1] == '{')
			return refuse(scan, scan->line,
				"variables (${...}) are not taken here: write the value, "
				"or put it in single quotes");
	}
	if (scan->at == scan->end || *scan->at != quote)
		return refuse(scan, scan->line,
			"the text that begins with %c does not end on its line", quote);
	scan->at++;
	return 0;
}

static int pass_brace(struct arena *arena, struct scan *scan, struct config_lines *lines)
{
	if (*scan->at == '}') {
		if (scan->depth == 0)
			return refuse(scan, scan->line, "a closing brace without an opening one");
		scan->depth--;
	} else {
		if (scan->depth == 2)
			return refuse(scan, scan->line, "braces stand at most two deep");
		if (scan->depth == 0 && !scan->after_equals)
			*arena_push(arena, &lines->list) = scan->line;
		scan->opened[scan->depth++] = scan->line;
	}
	scan->at++;
	return 0;
}

static int pass_other(struct scan *scan)
{
	char c = *scan->at;

	if (c == '+' && scan->at + 1 < scan->end && scan->at[1] == '=' && !scan->in_word)
		return scan->at++, 0;
	if (strchr("+()*|$\\", c) != NULL)
		return refuse(scan, scan->line,
			"the character %c stands outside of quotes: put the value in \"quotes\"",
			c);
	scan->at++;
	return 0;
}

static int pass_one(struct arena *arena, struct scan *scan, struct config_lines *lines)
{
	char c = *scan->at;
	char next = scan->at + 1 < scan->end ? scan->at[1] : '\0';
	int r = 0;

	if (c == '#' || (c == '/' && next == '/' && !scan->in_word)) {
		blank_line(scan);
		scan->in_word = false;
		return 0;
	}
	if (c == '/' && next == '*' && !scan->in_word) {
		scan->at[0] = scan->at[1] = ' ';
		scan->at += 2;
		return blank_block(scan);
	}
	if (c == '"' || c == '\'')
		r = pass_text(scan);
	else if (c == '{' || c == '}')
		r = pass_brace(arena, scan, lines);
	else
		r = pass_other(scan);
	scan->in_word = strchr(" \t\r\n={},\"'", c) == NULL;
	if (c == '\n')
		scan->line++;
	if (strchr(" \t\r\n", c) == NULL)
		scan->after_equals = c == '=';
	return r;
}

/* The line on which the first byte stands that no text file holds; 0 when all is well. */
static int find_bad_line(const char *text, size_t bytes)
{
	int line = 1;

	for (const char *at = text, *end = text + bytes; at < end; line++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));

		stop = stop == NULL ? end : stop;
		if (!utf8_is_valid(at, (size_t)(stop - at)))
			return line;
		for (const char *c = at; c < stop; c++)
			if ((unsigned char)*c < 0x20 && *c != '\t' && *c != '\r')
				return line;
		at = stop + 1;
	}
	return 0;
}

int config_scan(struct arena *arena, const char *name, char *text, size_t bytes,
	struct config_lines *ret_lines, struct fault *fault)
{
	struct scan scan = {
		.name = name, .at = text, .end = text + bytes, .line = 1, .fault = fault};
	int bad = find_bad_line(text, bytes);
	int r = 0;

	if (bad > 0)
		return refuse(&scan, bad, "not plain text in UTF-8: save the file as UTF-8");
	while (r == 0 && scan.at < scan.end)
		r = pass_one(arena, &scan, ret_lines);
	if (r == 0 && scan.depth > 0)
		r = refuse(&scan, scan.opened[scan.depth - 1],
			"the brace that opens here is never closed");
	return r;
}
