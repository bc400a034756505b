/* SPDX-License-Identifier: MIT */
/*
 * Reads the light markup of a rendered letter. What came from values carries marks that no template
 * holds: VALUE before each value, so that its first character is no block's mark, BREAK for its
 * line ends, and BAR for its bars.
 */
#include "letters/blocks.h"

#include <string.h>

#include "base/str.h"

#define VALUE '\x01'
#define BREAK '\x0b'
#define BAR '\x02'
#define PARAGRAPH_LIMIT (256 * 1024)

struct mark {
	const char *mark;
	enum block_kind kind;
	bool has_words;
};
static const struct mark marks[] = {
	{"# ", BLOCK_HEADING, true},
	{"| ", BLOCK_FACT, true},
	{"- ", BLOCK_ITEM, true},
	{"> ", BLOCK_TAP, true},
	{"\" ", BLOCK_QUOTE, true},
	{"@taps", BLOCK_TAPS, false},
	{"@letter", BLOCK_LETTER, false},
	{"@drafts", BLOCK_DRAFTS, false},
	{"--", BLOCK_SMALL, false},
};

void blocks_escape(struct str *out, const char *text)
{
	if (*text == '\0')
		return;
	str_putc(out, VALUE);
	for (; *text; text++) {
		if (*text == '\n')
			str_putc(out, BREAK);
		else if (*text == '|')
			str_putc(out, BAR);
		else if ((unsigned char)*text >= ' ' || *text == '\t')
			str_putc(out, *text);
	}
}

char *blocks_plain(struct arena *arena, const char *words, bool breaks)
{
	char *plain = arena_alloc(arena, strlen(words) + 1);
	char *to = plain;

	for (; *words; words++) {
		if (*words == BREAK)
			*to++ = breaks ? '\n' : ' ';
		else if (*words == BAR)
			*to++ = '|';
		else if (*words != VALUE)
			*to++ = *words;
	}
	return plain;
}

static const struct mark *find_mark(const char *line)
{
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		const struct mark *mark = &marks[i];
		size_t n = strlen(mark->mark);
		if (mark->has_words ? strncmp(line, mark->mark, n) == 0
				    : strcmp(line, mark->mark) == 0)
			return mark;
	}
	return NULL;
}

static char *trimmed(struct arena *arena, const char *from, size_t n)
{
	while (n > 0 && *from == ' ') {
		from++;
		n--;
	}
	while (n > 0 && from[n - 1] == ' ')
		n--;
	return arena_strndup(arena, from, n);
}

/* "label | words": facts without a bar have words alone, taps without one have only what is said.
 */
static void split_cells(struct arena *arena, struct block *block, const char *text)
{
	const char *bar = strstr(text, " |");
	char *first = trimmed(arena, text, bar ? (size_t)(bar - text) : strlen(text));
	char *second = bar ? trimmed(arena, bar + 2, strlen(bar + 2)) : "";

	if (bar || block->kind == BLOCK_TAP) {
		block->label = first;
		block->words = second;
	} else {
		block->words = first;
	}
}

static void add_marked(
	struct arena *arena, struct blocks *blocks, const struct mark *mark, const char *line)
{
	struct block *block = arena_push(arena, &blocks->list);

	*block = (struct block){.kind = mark->kind, .label = "", .words = ""};
	if (!mark->has_words)
		return;
	const char *text = line + strlen(mark->mark);
	if (mark->kind == BLOCK_FACT || mark->kind == BLOCK_TAP)
		split_cells(arena, block, text);
	else
		block->words = trimmed(arena, text, strlen(text));
}

static void end_paragraph(struct arena *arena, struct blocks *blocks, struct str *paragraph)
{
	if (paragraph->len > 0)
		*arena_push(arena, &blocks->list) = (struct block){
			.kind = BLOCK_PARAGRAPH, .label = "", .words = str_in(paragraph, arena)};
	str_clear(paragraph);
}

static void take_line(struct arena *arena, struct blocks *blocks, struct str *paragraph, char *line)
{
	const struct mark *mark = find_mark(line);

	if (*line == '\0' || mark)
		end_paragraph(arena, blocks, paragraph);
	if (mark) {
		add_marked(arena, blocks, mark, line);
	} else if (*line) {
		if (paragraph->len > 0)
			str_putc(paragraph, ' ');
		str_puts(paragraph, line);
	}
}

/* A fact or an item whose value was empty says nothing and goes. */
static bool is_empty(const struct block *block)
{
	return block->kind <= BLOCK_QUOTE && block->kind != BLOCK_TAP && *block->words == '\0';
}

static void mark_runs(struct blocks *blocks)
{
	size_t kept = 0;

	for (size_t i = 0; i < blocks->list.n; i++)
		if (!is_empty(&blocks->list.at[i]))
			blocks->list.at[kept++] = blocks->list.at[i];
	blocks->list.n = kept;
	for (size_t i = 0; i < kept; i++) {
		struct block *block = &blocks->list.at[i];
		block->first = i == 0 || block[-1].kind != block->kind;
		block->last = i + 1 == kept || block[1].kind != block->kind;
	}
}

struct blocks *blocks_read(struct arena *arena, const char *markup)
{
	struct blocks *blocks = arena_make(arena, struct blocks);
	_cleanup_str_ struct str paragraph;

	str_init(&paragraph, PARAGRAPH_LIMIT);
	while (*markup) {
		size_t n = strcspn(markup, "\n");
		take_line(arena, blocks, &paragraph, trimmed(arena, markup, n));
		markup += n + (markup[n] == '\n');
	}
	end_paragraph(arena, blocks, &paragraph);
	mark_runs(blocks);
	return blocks;
}
