/* SPDX-License-Identifier: MIT */
/*
 * RTF read for its words alone. Groups are counted, not recursed into; a destination that isn't
 * text (fonts, colours, pictures, most that begin with `\*`) is skipped by depth.
 *
 * Outlook wraps HTML into RTF (MS-OXRTFEX): its tags stand in groups of `\*\htmltag`, its words
 * between them, and what only RTF readers shall see between \htmlrtf marks. Put together again it
 * is HTML, with the line ends and quotations that the words alone have lost.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/charset.h"
#include "text/tnef.h"

#define TEXT_LIMIT (1024 * 1024)

struct reader {
	struct arena *arena;
	struct str out;
	struct str ansi; /* bytes of the document's code page, not yet decoded */
	size_t depth;
	size_t skip_depth; /* of the group that is skipped; 0 for none */
	bool starred; /* the next word names a destination that may be passed over */
	bool html; /* \fromhtml */
	bool shadow; /* between \htmlrtf and \htmlrtf0 */
	int fallback; /* characters behind \u that stand for it (\uc) */
	int pass; /* of them still to come */
	uint32_t high; /* a surrogate that waits for its other half */
	char charset[16];
};

static void flush_ansi(struct reader *reader)
{
	size_t n;

	if (!reader->ansi.len)
		return;
	const char *text = charset_decode(
		reader->arena, reader->charset, reader->ansi.at, reader->ansi.len, &n);
	str_add(&reader->out, text, n);
	str_clear(&reader->ansi);
}

static void put_text(struct reader *reader, const char *text)
{
	if (reader->skip_depth || reader->shadow)
		return;
	flush_ansi(reader);
	str_puts(&reader->out, text);
}

static void put_ansi(struct reader *reader, char c)
{
	if (reader->pass)
		reader->pass--;
	else if (!reader->skip_depth && !reader->shadow)
		str_putc(&reader->ansi, c);
}

/* One UTF-16 unit, as a signed number of 16 bits. */
static void put_unicode(struct reader *reader, int value)
{
	char bytes[5] = {0};
	uint32_t c = (uint32_t)(value < 0 ? value + 65536 : value);

	reader->pass = reader->fallback;
	if (c >= 0xd800 && c < 0xdc00) {
		reader->high = c;
		return;
	}
	if (reader->high && c >= 0xdc00 && c < 0xe000)
		c = 0x10000 + ((reader->high - 0xd800) << 10) + (c - 0xdc00);
	reader->high = 0;
	utf8_put(c, bytes);
	put_text(reader, bytes);
}

static bool word_is(const char *word, size_t n, const char *name)
{
	return strlen(name) == n && !strncmp(word, name, n);
}

static bool is_skipped_destination(const char *word, size_t n)
{
	static const char *const names[] = {"fonttbl", "colortbl", "stylesheet", "info", "pict",
		"header", "footer", "object", "generator", "listtable", "listoverridetable",
		"themedata", "latentstyles", "datastore", "xmlnstbl", "fldinst"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (word_is(word, n, names[i]))
			return true;
	return false;
}

static const char *text_of_word(const char *word, size_t n)
{
	static const struct {
		const char *word, *text;
	} rows[] = {{"par", "\n"}, {"line", "\n"}, {"row", "\n"}, {"sect", "\n"}, {"page", "\n"},
		{"tab", "\t"}, {"cell", "\t"}, {"emdash", "—"}, {"endash", "–"}, {"bullet", "•"},
		{"lquote", "‘"}, {"rquote", "’"}, {"ldblquote", "“"}, {"rdblquote", "”"},
		{"emspace", " "}, {"enspace", " "}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (word_is(word, n, rows[i].word))
			return rows[i].text;
	return NULL;
}

static void control_word(
	struct reader *reader, const char *word, size_t n, bool has_value, int value)
{
	bool passed = reader->starred && !(reader->html && word_is(word, n, "htmltag"));
	const char *text = text_of_word(word, n);

	reader->starred = false;
	if ((passed || is_skipped_destination(word, n)) && !reader->skip_depth)
		reader->skip_depth = reader->depth ? reader->depth : 1;
	else if (text)
		put_text(reader, text);
	else if (word_is(word, n, "u") && has_value)
		put_unicode(reader, value);
	else if (word_is(word, n, "uc") && has_value && value >= 0 && value < 100)
		reader->fallback = value;
	else if (word_is(word, n, "fromhtml"))
		reader->html = true;
	else if (word_is(word, n, "htmlrtf"))
		reader->shadow = !has_value || value;
	else if (word_is(word, n, "ansicpg") && value > 0 && value < 100000) {
		flush_ansi(reader);
		snprintf(reader->charset, sizeof(reader->charset), "cp%d", value);
	}
}

static const char *read_word(struct reader *reader, const char *at, const char *end)
{
	const char *word = at;

	while (at < end && isalpha((unsigned char)*at))
		at++;
	size_t n = (size_t)(at - word);
	bool minus = at < end && *at == '-';
	const char *digits = at + minus;
	int value = 0;
	for (at = digits; at < end && isdigit((unsigned char)*at); at++)
		value = value < 1000000 ? value * 10 + (*at - '0') : value;
	bool has_value = at > digits;
	if (!has_value)
		at = word + n;
	at += at < end && *at == ' ';
	if (word_is(word, n, "bin")) /* so many bytes of no text */
		return end - at > value ? at + value : end;
	control_word(reader, word, n, has_value, minus ? -value : value);
	return at;
}

static int hex(char c)
{
	return isdigit((unsigned char)c)     ? c - '0'
		: isxdigit((unsigned char)c) ? (c | 32) - 'a' + 10
					     : 0;
}

/* What stands behind a backslash; returns where to go on. */
static const char *read_control(struct reader *reader, const char *at, const char *end)
{
	if (at >= end)
		return end;
	if (isalpha((unsigned char)*at))
		return read_word(reader, at, end);
	if (*at == '\'' && end - at >= 3) {
		put_ansi(reader, (char)(hex(at[1]) * 16 + hex(at[2])));
		return at + 3;
	}
	if (*at == '*')
		reader->starred = true;
	else if (*at == '~')
		put_text(reader, " ");
	else if (*at == '_')
		put_text(reader, "-");
	else if (*at == '\n' || *at == '\r')
		put_text(reader, "\n");
	else if (*at == '{' || *at == '}' || *at == '\\')
		put_ansi(reader, *at);
	return at + 1;
}

static void close_group(struct reader *reader)
{
	if (reader->skip_depth == reader->depth)
		reader->skip_depth = 0;
	if (reader->depth)
		reader->depth--;
	reader->pass = 0;
}

const char *rtf_text(struct arena *arena, const char *rtf, size_t n_bytes, bool *ret_html)
{
	struct reader reader = {.arena = arena, .charset = "cp1252", .fallback = 1};
	const char *at = rtf, *end = rtf + n_bytes;

	str_init(&reader.out, TEXT_LIMIT);
	str_init(&reader.ansi, TEXT_LIMIT);
	while (at < end) {
		char c = *at++;
		if (c == '\\')
			at = read_control(&reader, at, end);
		else if (c == '{')
			reader.depth++;
		else if (c == '}')
			close_group(&reader);
		else if (c != '\r' && c != '\n' && c)
			put_ansi(&reader, c);
	}
	flush_ansi(&reader);
	const char *text = utf8_clean_in(arena, reader.out.at, reader.out.len);
	str_done(&reader.out);
	str_done(&reader.ansi);
	*ret_html = reader.html;
	return text[strspn(text, " \n\t")] ? text : NULL;
}
