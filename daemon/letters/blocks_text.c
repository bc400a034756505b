/* SPDX-License-Identifier: MIT */
/*
 * Blocks as plain text: wrapped at 72 columns, complete without the HTML, readable aloud. A word
 * that is longer than a line (a link) keeps its line to itself and is never broken.
 */
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "letters/blocks.h"

#define COLUMNS 72
#define FACT_INDENT 4
#define LABEL_COLUMNS_MOST 16
#define HELD_MOST 20 /* bytes; a row of numbers may still be broken somewhere */

static size_t columns(const char *text)
{
	int n = utf8_columns(text, strlen(text));

	return n > 0 ? (size_t)n : 0;
}

static void put_blanks(struct str *out, size_t n)
{
	while (n-- > 0)
		str_putc(out, ' ');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "kl. 13", "16 februari" and "018-00 00 00" are read as one: no line ends inside them. */
static bool holds_on(const char *word, size_t n, char next)
{
	if (n == 0)
		return false;
	if (is_digit(word[0]))
		return is_digit(word[n - 1]) && (n <= 2 || is_digit(next));
	return n == 3 && word[2] == '.';
}

/* The bytes that must stand on one line: a word, with the next one where it holds on to that. */
static size_t word_length(const char *words, size_t n)
{
	size_t length = 0;

	while (length < n) {
		size_t start = length;
		while (length < n && words[length] != ' ')
			length++;
		bool more = length + 1 < n && words[length + 1] != ' ';
		if (!more || length > HELD_MOST ||
			!holds_on(words + start, length - start, words[length + 1]))
			break;
		length++;
	}
	return length;
}

/* One line's words from column `at` on; further lines begin at column `indent`. */
static void wrap_line(struct str *out, const char *words, size_t n, size_t at, size_t indent)
{
	bool line_is_empty = true;

	for (size_t i = 0; i < n;) {
		size_t length = word_length(words + i, n - i);
		size_t width = (size_t)utf8_columns(words + i, length);
		if (length > 0 && !line_is_empty && at + 1 + width > COLUMNS) {
			str_putc(out, '\n');
			put_blanks(out, indent);
			at = indent;
			line_is_empty = true;
		}
		if (length > 0) {
			if (!line_is_empty)
				str_putc(out, ' ');
			str_add(out, words + i, length);
			at += width + !line_is_empty;
			line_is_empty = false;
		}
		i += length + 1;
	}
	str_putc(out, '\n');
}

static void wrap(struct str *out, const char *words, size_t at, size_t indent)
{
	while (true) {
		size_t n = strcspn(words, "\n");
		wrap_line(out, words, n, at, indent);
		if (words[n] == '\0')
			return;
		words += n + 1;
		if (*words != '\n' && *words != '\0')
			put_blanks(out, indent);
		at = indent;
	}
}

/* The widest label of the run that begins here, so that the words of all its lines begin in one
 * column. */
static size_t label_columns(const struct block *block)
{
	size_t most = 0;

	for (;; block++) {
		size_t n = columns(block->label);
		if (n > most && n <= LABEL_COLUMNS_MOST)
			most = n;
		if (block->last)
			return most;
	}
}

static void put_cells(struct arena *arena, struct str *out, const struct block *block, size_t label)
{
	const char *words = blocks_plain(arena, block->words, true);
	const char *name = blocks_plain(arena, block->label, false);

	put_blanks(out, FACT_INDENT);
	if (label == 0) {
		wrap(out, words, FACT_INDENT, FACT_INDENT);
		return;
	}
	size_t indent = FACT_INDENT + label + 2;
	str_puts(out, name);
	size_t n = columns(name);
	if (n > label) {
		str_putc(out, '\n');
		put_blanks(out, indent);
	} else {
		put_blanks(out, label + 2 - n);
	}
	wrap(out, words, indent, indent);
}

static void put_letter(struct str *out, const char *letter)
{
	while (*letter) {
		size_t n = strcspn(letter, "\n");
		str_puts(out, n ? "| " : "|");
		str_add(out, letter, n);
		str_putc(out, '\n');
		letter += n + (letter[n] == '\n');
	}
}

static void put_letters(struct str *out, const struct blocks_setting *setting, bool drafts)
{
	list_each (letter, &setting->letters) {
		if (letter != setting->letters.at)
			str_putc(out, '\n');
		if (drafts && *letter->address) /* a letter to her own manager has none yet */
			str_printf(out, "| %s\n", letter->address);
		str_printf(out, "| %s\n|\n", letter->subject);
		put_letter(out, letter->text);
	}
}

static void put_block(struct arena *arena, struct str *out, const struct block *block, size_t label,
	const struct blocks_setting *setting)
{
	const char *words = blocks_plain(arena, block->words, true);

	switch (block->kind) {
	case BLOCK_PARAGRAPH:
	case BLOCK_HEADING:
		wrap(out, words, 0, 0);
		break;
	case BLOCK_ITEM:
		str_puts(out, "- ");
		wrap(out, words, 2, 2);
		break;
	case BLOCK_QUOTE:
		put_blanks(out, FACT_INDENT);
		wrap(out, words, FACT_INDENT, FACT_INDENT);
		break;
	case BLOCK_FACT:
	case BLOCK_TAP:
		put_cells(arena, out, block, label);
		break;
	case BLOCK_LETTER:
	case BLOCK_DRAFTS:
		put_letters(out, setting, block->kind == BLOCK_DRAFTS);
		break;
	case BLOCK_SMALL:
		str_puts(out, "-- \n");
		break;
	case BLOCK_TAPS:
		break;
	}
}

/* Buttons are not for the text: taps show only where an explanation goes with them. */
static bool shows(const struct block *block)
{
	return block->kind != BLOCK_TAPS && !(block->kind == BLOCK_TAP && *block->words == '\0');
}

void blocks_to_text(struct arena *arena, const struct blocks *blocks,
	const struct blocks_setting *setting, struct str *out)
{
	bool after_rule = true;
	size_t label = 0;

	list_each (block, &blocks->list) {
		if (block->first)
			label = label_columns(block);
		if (!shows(block))
			continue;
		bool parted = block->first || block->kind == BLOCK_PARAGRAPH ||
			block->kind == BLOCK_HEADING;
		if (parted && !after_rule)
			str_putc(out, '\n');
		put_block(arena, out, block, label, setting);
		after_rule = block->kind == BLOCK_SMALL;
	}
}
