/* SPDX-License-Identifier: MIT */
/*
 * Texts that two programs wrote in two charsets: a new answer in UTF-8 above a quotation in
 * windows-1252, and UTF-8 that somebody took for windows-1252 and coded once more ("pÃ¥"). The
 * second is undone line by line, and only where all of a line's letters say so: no language has
 * words of which every foreign letter is followed by the right one.
 */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "charset_mend.h"

/* What windows-1252 has at 0x80 to 0x9f; 0: nothing. */
static const uint16_t windows_1252[32] = {0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d,
	0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178};

static void put(struct str *out, uint32_t c)
{
	char bytes[4];

	str_add(out, bytes, utf8_put(c, bytes));
}

/* A letter that a fold stands in the middle of (calendars are folded by bytes); *at moves behind
 * it, the fold is dropped. U+FFFD where there is none. */
static uint32_t folded_letter(const char **at, const char *end)
{
	const char *from = *at;
	char letter[4];
	size_t n = 0, folds = 0;

	while (from < end && n < sizeof(letter)) {
		bool goes_on = ((unsigned char)*from & 0xc0) == 0x80;
		if (n && !goes_on) {
			const char *fold = from + (*from == '\r');
			if (folds++ || end - fold < 3 || *fold != '\n' ||
				(fold[1] != ' ' && fold[1] != '\t'))
				break;
			from = fold + 2;
			continue;
		}
		letter[n++] = *from++;
	}
	const char *read = letter;
	uint32_t c = n > 1 && folds ? utf8_next(&read, letter + n) : 0xfffd;
	if (c != 0xfffd && read == letter + n)
		*at = from;
	return read == letter + n ? c : 0xfffd;
}

/* The next letter, a folded one too; ret_stray: it is a byte that belongs to none. */
static uint32_t next_letter(const char **at, const char *end, bool *ret_stray)
{
	const char *start = *at;
	uint32_t c = utf8_next(at, end);

	*ret_stray = c == 0xfffd && *at - start == 1;
	if (!*ret_stray || (unsigned char)*start < 0xc2)
		return c;
	const char *folded = start;
	uint32_t whole = folded_letter(&folded, end);
	if (whole == 0xfffd)
		return c;
	*at = folded;
	*ret_stray = false;
	return whole;
}

bool charset_is_mostly_utf8(const char *bytes, size_t n_bytes, bool said_utf8)
{
	const char *at = bytes, *end = bytes + n_bytes;
	size_t good = 0, bad = 0;
	bool stray;

	while (at < end) {
		uint32_t c = next_letter(&at, end, &stray);
		good += c >= 0x80 && !stray;
		bad += stray;
	}
	return said_utf8 ? good * 4 > bad : good > bad;
}

char *charset_mend_mixed(struct arena *arena, const char *bytes, size_t n_bytes, size_t *ret_bytes)
{
	_cleanup_str_ struct str out;
	const char *at = bytes, *end = bytes + n_bytes;
	bool stray;

	str_init(&out, n_bytes * 3 + 16);
	while (at < end) {
		const char *start = at;
		uint32_t c = next_letter(&at, end, &stray);
		unsigned char byte = (unsigned char)*start;
		/* What is cut in two at the very end is nobody's letter. */
		if (stray && at < end)
			c = byte >= 0xfe ? 0 : byte >= 0xa0 ? byte : windows_1252[byte - 0x80];
		put(&out, c ? c : 0xfffd);
	}
	*ret_bytes = out.len;
	return str_in(&out, arena);
}

/* The byte that windows-1252, or latin-1 below 0xa0, has for a letter; -1 for none. */
static int byte_of(uint32_t c)
{
	if (c < 0x100)
		return (int)c;
	for (size_t i = 0; i < 32; i++)
		if (windows_1252[i] == c)
			return (int)(0x80 + i);
	return -1;
}

/* One line coded once less, when that gives UTF-8. */
static bool undo_line(const char *at, const char *end, struct str *line)
{
	bool foreign = false;

	str_clear(line);
	while (at < end) {
		int byte = byte_of(utf8_next(&at, end));
		if (byte < 0)
			return false;
		foreign = foreign || byte >= 0x80;
		str_putc(line, (char)byte);
	}
	return foreign && utf8_is_valid(line->at, line->len);
}

char *charset_mend_doubled(struct arena *arena, char *text, size_t *bytes)
{
	_cleanup_str_ struct str out, line;
	const char *at = text, *end = text + *bytes;
	bool any = false;

	str_init(&out, *bytes + 16);
	str_init(&line, *bytes + 16);
	if (!memchr(text, 0xc3, *bytes) || !utf8_is_valid(text, *bytes))
		return text;
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline + 1 : end;
		bool undone = undo_line(at, stop, &line);
		str_add(&out, undone ? line.at : at, undone ? line.len : (size_t)(stop - at));
		any = any || undone;
		at = stop;
	}
	if (!any)
		return text;
	*bytes = out.len;
	return str_in(&out, arena);
}
