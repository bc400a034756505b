/* SPDX-License-Identifier: MIT */
/*
 * RTF out of winmail.dat: expanded (MS-OXRTFCP's LZ with a 4 KiB window that starts with a known
 * text), then read for its words alone. Groups are counted, not recursed into; a destination that
 * isn't text (fonts, colours, pictures, `\*`) is skipped by depth, and so is the RTF shadow of HTML
 * between \htmlrtf marks.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/charset.h"
#include "text/tnef.h"

#define WINDOW 4096
#define COMPRESSED 0x75465a4c
#define UNCOMPRESSED 0x414c454d
#define RTF_TEXT_LIMIT (1024 * 1024)

static const char window_start[] =
	"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
	"\\fscript \\fdecor "
	"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
	"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

static uint32_t number(const unsigned char *at)
{
	return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

struct expansion {
	unsigned char window[WINDOW];
	size_t write;
	struct str out;
};

static void put(struct expansion *expansion, unsigned char c)
{
	str_putc(&expansion->out, (char)c);
	expansion->window[expansion->write] = c;
	expansion->write = (expansion->write + 1) % WINDOW;
}

/* False when the stream says that it is over. */
static bool copy_reference(struct expansion *expansion, unsigned reference)
{
	size_t from = reference >> 4;
	size_t n = (reference & 15) + 2;

	if (from == expansion->write)
		return false;
	for (; n; n--, from = (from + 1) % WINDOW)
		put(expansion, expansion->window[from]);
	return true;
}

static void expand(struct expansion *expansion, const unsigned char *at, const unsigned char *end)
{
	while (at < end && !expansion->out.full) {
		unsigned flags = *at++;
		for (int bit = 0; bit < 8 && at < end; bit++, flags >>= 1) {
			if (!(flags & 1)) {
				put(expansion, *at++);
				continue;
			}
			if (end - at < 2 ||
				!copy_reference(expansion, (unsigned)at[0] << 8 | at[1]))
				return;
			at += 2;
		}
	}
}

char *rtf_expand(struct arena *arena, const unsigned char *bytes, size_t n_bytes,
	size_t limit_bytes, size_t *ret_n)
{
	if (n_bytes < 16)
		return NULL;
	if (number(bytes + 8) == UNCOMPRESSED) {
		*ret_n = n_bytes - 16 < limit_bytes ? n_bytes - 16 : limit_bytes;
		return bytes_copy_in(arena, (const char *)bytes + 16, *ret_n);
	}
	if (number(bytes + 8) != COMPRESSED)
		return NULL;
	struct expansion *expansion = arena_make(arena, struct expansion);
	str_init(&expansion->out, limit_bytes);
	expansion->write = sizeof(window_start) - 1;
	memcpy(expansion->window, window_start, expansion->write);
	expand(expansion, bytes + 16, bytes + n_bytes);
	*ret_n = expansion->out.len;
	char *text = str_in(&expansion->out, arena);
	str_done(&expansion->out);
	return text;
}

struct reader {
	struct arena *arena;
	struct str out;
	struct str ansi; /* bytes of the document's code page, not yet decoded */
	size_t depth;
	size_t skip_depth; /* of the group that is skipped; 0 for none */
	bool shadow; /* between \htmlrtf and \htmlrtf0 */
	int after_unicode; /* characters to pass over behind \u */
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

static void put_text(struct reader *reader, const char *text, size_t n)
{
	if (reader->skip_depth || reader->shadow)
		return;
	flush_ansi(reader);
	str_add(&reader->out, text, n);
}

static void put_ansi(struct reader *reader, char c)
{
	if (reader->after_unicode)
		reader->after_unicode--;
	else if (!reader->skip_depth && !reader->shadow)
		str_putc(&reader->ansi, c);
}

static void put_unicode(struct reader *reader, int value)
{
	char bytes[4];
	uint32_t c = (uint32_t)(value < 0 ? value + 65536 : value);

	put_text(reader, bytes, utf8_put(c, bytes));
	reader->after_unicode = 1;
}

static bool word_is(const char *word, size_t n, const char *name)
{
	return strlen(name) == n && !strncmp(word, name, n);
}

static bool is_skipped_destination(const char *word, size_t n)
{
	static const char *const names[] = {"fonttbl", "colortbl", "stylesheet", "info", "pict",
		"header", "footer", "object", "generator", "listtable", "themedata"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (word_is(word, n, names[i]))
			return true;
	return false;
}

static void control_word(
	struct reader *reader, const char *word, size_t n, bool has_value, int value)
{
	if (is_skipped_destination(word, n) && !reader->skip_depth)
		reader->skip_depth = reader->depth ? reader->depth : 1;
	else if (word_is(word, n, "par") || word_is(word, n, "line") || word_is(word, n, "row"))
		put_text(reader, "\n", 1);
	else if (word_is(word, n, "tab") || word_is(word, n, "cell"))
		put_text(reader, "\t", 1);
	else if (word_is(word, n, "u") && has_value)
		put_unicode(reader, value);
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
	control_word(reader, word, n, has_value, minus ? -value : value);
	return at < end && *at == ' ' ? at + 1 : at;
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
	if (*at == '*' && !reader->skip_depth)
		reader->skip_depth = reader->depth ? reader->depth : 1;
	else if (*at == '~')
		put_text(reader, " ", 1);
	else if (*at == '{' || *at == '}' || *at == '\\')
		put_text(reader, at, 1);
	return at + 1;
}

static void close_group(struct reader *reader)
{
	if (reader->skip_depth == reader->depth)
		reader->skip_depth = 0;
	if (reader->depth)
		reader->depth--;
}

const char *rtf_text(struct arena *arena, const char *rtf, size_t n_bytes)
{
	struct reader reader = {.arena = arena, .charset = "cp1252"};
	const char *at = rtf, *end = rtf + n_bytes;

	str_init(&reader.out, RTF_TEXT_LIMIT);
	str_init(&reader.ansi, RTF_TEXT_LIMIT);
	while (at < end) {
		char c = *at++;
		if (c == '\\')
			at = read_control(&reader, at, end);
		else if (c == '{')
			reader.depth++;
		else if (c == '}')
			close_group(&reader);
		else if (c != '\r' && c != '\n')
			put_ansi(&reader, c);
	}
	flush_ansi(&reader);
	const char *text = utf8_clean_in(arena, reader.out.at, reader.out.len);
	str_done(&reader.out);
	str_done(&reader.ansi);
	return text[strspn(text, " \n\t")] ? text : NULL;
}
