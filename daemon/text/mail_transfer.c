/* SPDX-License-Identifier: MIT */
/*
 * Content-transfer codings (RFC 2045 sections 6.7 and 6.8, uuencode), and files in running text,
 * read as far as they go: a coding cut short gives what was whole, a stray character is passed
 * over, "=" before something that is no hex stays as it is. Linear, never past cap.
 */
#include <ctype.h>
#include <string.h>

#include "text/mail.h"

static int base64_value(unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

size_t base64_decode(struct span from, char *to, size_t cap)
{
	unsigned bits = 0;
	int held = 0;
	size_t n = 0;

	for (size_t i = 0; i < from.n && n < cap; i++) {
		if (from.at[i] == '=') {
			held = 0; /* the rest of this group is padding; another coded stretch may
				     follow */
			bits = 0;
			continue;
		}
		int value = base64_value((unsigned char)from.at[i]);
		if (value < 0)
			continue;
		bits = (bits << 6 | (unsigned)value) & 0xffffff;
		held += 6;
		if (held >= 8) {
			held -= 8;
			to[n++] = (char)(bits >> held & 0xff);
		}
	}
	return n;
}

bool base64_is_cut(struct span coded)
{
	size_t letters = 0;
	int last = 0;

	for (size_t i = 0; i < coded.n; i++) {
		int value = base64_value((unsigned char)coded.at[i]);
		if (coded.at[i] == '=')
			return false;
		letters += value >= 0;
		last = value >= 0 ? value : last;
	}
	/* A group that ends by itself leaves the bits over that it has too many of empty. */
	size_t over = letters % 4;
	return over == 1 || (over == 2 && last & 15) || (over == 3 && last & 3);
}

static int hex_value(char c)
{
	return isdigit((unsigned char)c)     ? c - '0'
		: isxdigit((unsigned char)c) ? (c | 32) - 'a' + 10
					     : -1;
}

/* A "=" that ends its line, blanks before the line end allowed: where the next line starts, or 0.
 */
static size_t soft_break(struct span from, size_t i)
{
	size_t j = i + 1;

	while (j < from.n && j < i + 200 && (from.at[j] == ' ' || from.at[j] == '\t'))
		j++;
	if (j < from.n && from.at[j] == '\r')
		j++;
	if (j < from.n && from.at[j] == '\n')
		return j + 1;
	return j == from.n || from.at[j - 1] == '\r' ? j : 0;
}

size_t quoted_printable_decode(struct span from, bool underscore_is_blank, char *to, size_t cap)
{
	size_t n = 0;

	for (size_t i = 0; i < from.n && n < cap; i++) {
		char c = from.at[i];
		if (c == '_' && underscore_is_blank)
			c = ' ';
		if (c != '=') {
			to[n++] = c;
			continue;
		}
		int high = i + 2 < from.n + 0 ? hex_value(from.at[i + 1]) : -1;
		int low = high >= 0 ? hex_value(from.at[i + 2]) : -1;
		size_t next = low >= 0 ? 0 : soft_break(from, i);
		if (low >= 0) {
			to[n++] = (char)(high * 16 + low);
			i += 2;
		} else if (next) {
			i = next - 1;
		} else {
			to[n++] = c;
		}
	}
	return n;
}

static size_t uu_line(struct span line, char *to, size_t cap)
{
	size_t wanted = line.n ? (size_t)((line.at[0] - 32) & 63) : 0;
	size_t n = 0;
	unsigned bits = 0;
	int held = 0;

	for (size_t i = 1; i < line.n && n < wanted && n < cap; i++) {
		bits = (bits << 6 | (unsigned)((line.at[i] - 32) & 63)) & 0xffffff;
		held += 6;
		if (held >= 8) {
			held -= 8;
			to[n++] = (char)(bits >> held & 0xff);
		}
	}
	return n;
}

static bool is_uu_begin(struct span line)
{
	if (line.n < 11 || memcmp(line.at, "begin ", 6))
		return false;
	size_t i = 6;
	while (i < line.n && line.at[i] >= '0' && line.at[i] <= '7')
		i++;
	return i >= 9 && i <= 10 && i + 1 < line.n && line.at[i] == ' ';
}

static bool is_uu_end(struct span line)
{
	return line.n >= 3 && !memcmp(line.at, "end", 3) && (line.n == 3 || line.at[3] <= ' ');
}

/* A data line: its first character says how long it is, give or take padding. */
static bool is_uu_data(struct span line)
{
	if (!line.n || line.at[0] < 32 || line.at[0] > 96)
		return false;
	size_t wanted = ((size_t)((line.at[0] - 32) & 63) + 2) / 3 * 4;
	return line.n - 1 >= (wanted > 2 ? wanted - 2 : 0) && line.n - 1 <= wanted + 3;
}

size_t uuencode_decode(struct span from, char *to, size_t cap)
{
	const char *at = from.at, *end = from.at + from.n;
	bool begun = false;
	size_t n = 0;

	while (at < end && n < cap) {
		struct span line = line_next(&at, end);
		if (!begun)
			begun = is_uu_begin(line);
		else if (is_uu_end(line))
			break;
		else
			n += uu_line(line, to + n, cap - n);
	}
	return n;
}

static bool uuencode_find(struct span text, size_t *ret_start, size_t *ret_end)
{
	const char *at = text.at, *end = text.at + text.n;
	const char *start = NULL;
	size_t data_lines = 0;

	while (at < end) {
		const char *line_at = at;
		struct span line = line_next(&at, end);
		bool ends = start && is_uu_end(line);
		bool cut = at == end && line.n && line.at[0] == 'M'; /* in its last line */
		if (start && !ends && !is_uu_data(line) && line.n && !cut) {
			start = data_lines > 2 ? start : NULL;
			ends = start != NULL;
			at = ends ? line_at : at;
		}
		if (ends && data_lines) {
			*ret_start = (size_t)(start - text.at);
			*ret_end = (size_t)(at - text.at);
			return true;
		}
		if (is_uu_begin(line)) {
			start = line_at;
			data_lines = 0;
		} else if (start) {
			data_lines++;
		}
	}
	if (start && data_lines > 2) {
		*ret_start = (size_t)(start - text.at);
		*ret_end = text.n;
		return true;
	}
	return false;
}

/* "=ybegin line=128 size=… name=…" up to the end of its "=yend" line. */
static bool yenc_find(struct span text, size_t *ret_start, size_t *ret_end)
{
	const char *end = text.at + text.n;
	const char *start = memmem(text.at, text.n, "=ybegin ", 8);

	if (!start || (start > text.at && start[-1] != '\n'))
		return false;
	const char *stop = memmem(start, (size_t)(end - start), "\n=yend", 6);
	if (stop && ++stop < end)
		line_next(&stop, end);
	*ret_start = (size_t)(start - text.at);
	*ret_end = stop ? (size_t)(stop - text.at) : text.n;
	return true;
}

bool file_in_text_find(struct span text, size_t *ret_start, size_t *ret_end)
{
	size_t start, end;
	bool found = uuencode_find(text, ret_start, ret_end);

	if (!yenc_find(text, &start, &end) || (found && *ret_start < start))
		return found;
	*ret_start = start;
	*ret_end = end;
	return true;
}
