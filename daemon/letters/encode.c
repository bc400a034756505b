/* SPDX-License-Identifier: MIT */
/*
 * Base64 is libetpan's. Quoted-printable and encoded words are our own: libetpan's writes a blank
 * at a line's end twice, and splits UTF-8 characters over two words, which other mail programs show
 * as question marks.
 */
#include "letters/encode.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include <libetpan/mailmime_write_generic.h>

#include "base/str.h"

#define LINE_COLUMNS 76
#define WORD_BEGINS "=?utf-8?Q?"
#define WORD_ENDS "?="
#define QUOTED_MOST_BYTES 60 /* what stands in quotes cannot be folded */
#define WHOLE_LIMIT_BYTES 4096 /* a name and an address */

static int add_to_str(void *out, const char *bytes, size_t n)
{
	str_add(out, bytes, n);
	return (int)n;
}

static bool is_literal(const char *text)
{
	unsigned char c = (unsigned char)*text;

	if (c == ' ' || c == '\t') /* at a line's end a server may take it away */
		return text[1] != '\n' && text[1] != '\0';
	return c > ' ' && c < 0x7f && c != '=';
}

/* A line that begins with "From " or a dot is changed by some servers on its way. */
static bool is_harmed_at_start(const char *text)
{
	return *text == '.' || strncmp(text, "From ", 5) == 0;
}

void encode_quoted_printable(struct str *out, const char *text)
{
	size_t column = 0;

	for (; *text; text++) {
		if (*text == '\n') {
			str_puts(out, "\r\n");
			column = 0;
			continue;
		}
		bool literal = is_literal(text) && !(column == 0 && is_harmed_at_start(text));
		if (column + (literal ? 1 : 3) > LINE_COLUMNS - 1) {
			str_puts(out, "=\r\n");
			column = 0;
		}
		if (literal)
			str_putc(out, *text);
		else
			str_printf(out, "=%02X", (unsigned char)*text);
		column += literal ? 1 : 3;
	}
	if (column > 0)
		str_puts(out, "\r\n");
}

void encode_base64(struct str *out, const void *bytes, size_t n)
{
	int column = 0;

	mailmime_base64_write_driver(add_to_str, out, &column, bytes, n);
	if (column > 0)
		str_puts(out, "\r\n");
}

static bool is_plain(const char *value)
{
	for (const char *c = value; *c; c++)
		if ((unsigned char)*c < ' ' || (unsigned char)*c > '~')
			return false;
	return !strstr(value, "=?");
}

static size_t character_bytes(const char *at)
{
	size_t n = 1;

	while (((unsigned char)at[n] & 0xc0) == 0x80)
		n++;
	return n;
}

static size_t encoded_size(const char *at, size_t n)
{
	return n == 1 && (isalnum((unsigned char)*at) || *at == ' ') ? 1 : 3 * n;
}

static void put_encoded(struct str *out, const char *at, size_t n)
{
	if (n == 1 && *at == ' ')
		str_putc(out, '_');
	else if (n == 1 && isalnum((unsigned char)*at))
		str_putc(out, *at);
	else
		for (size_t i = 0; i < n; i++)
			str_printf(out, "=%02X", (unsigned char)at[i]);
}

static void put_encoded_words(struct str *out, const char *value, size_t column)
{
	str_puts(out, WORD_BEGINS);
	column += strlen(WORD_BEGINS);
	while (*value) {
		size_t n = character_bytes(value);
		size_t size = encoded_size(value, n);
		if (column + size + strlen(WORD_ENDS) > LINE_COLUMNS) {
			str_puts(out, WORD_ENDS "\r\n " WORD_BEGINS);
			column = 1 + strlen(WORD_BEGINS);
		}
		put_encoded(out, value, n);
		column += size;
		value += n;
	}
	str_puts(out, WORD_ENDS);
}

static void put_folded(struct str *out, const char *value, size_t column)
{
	while (*value) {
		size_t n = strcspn(value + 1, " ") + 1;
		if (*value == ' ' && column + n > LINE_COLUMNS) {
			str_puts(out, "\r\n");
			column = 0;
		}
		str_add(out, value, n);
		column += n;
		value += n;
	}
}

/* Whether its lines can be folded at blanks alone. */
static bool is_foldable(const char *value, size_t column)
{
	while (*value) {
		size_t n = strcspn(value, " ");
		if (column + n > LINE_COLUMNS)
			return false;
		column = 1;
		value += n + strspn(value + n, " ");
	}
	return true;
}

void encode_words(struct str *out, const char *value, size_t column)
{
	if (is_plain(value) && is_foldable(value, column))
		put_folded(out, value, column);
	else
		put_encoded_words(out, value, column);
}

void encode_header(struct str *out, const char *name, const char *value)
{
	str_printf(out, "%s: ", name);
	encode_words(out, value, strlen(name) + 2);
	str_puts(out, "\r\n");
}

static bool is_atoms(const char *text)
{
	for (; *text; text++)
		if (!isalnum((unsigned char)*text) && !strchr(" !#$%&'*+-/=?^_`{|}~", *text))
			return false;
	return true;
}

/* An address beyond ASCII has no form in 7 bits but this one: a group of nobody whose name it is.
 * The envelope says where the letter goes. */
static void put_downgraded(struct str *out, const char *display, const char *address, size_t column)
{
	_cleanup_str_ struct str whole;

	str_init(&whole, WHOLE_LIMIT_BYTES);
	str_printf(&whole, *display ? "%s <%s>" : "%s%s", display, address);
	put_encoded_words(out, whole.at, column);
	str_puts(out, " :;\r\n");
}

void encode_address_header(
	struct str *out, const char *name, const char *display, const char *address)
{
	size_t start = out->len;

	str_printf(out, "%s: ", name);
	if (!is_plain(address)) {
		put_downgraded(out, display, address, out->len - start);
		return;
	}
	if (*display && is_plain(display) && !is_atoms(display) &&
		strlen(display) <= QUOTED_MOST_BYTES) {
		str_putc(out, '"');
		for (const char *c = display; *c; c++)
			str_printf(out, *c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
		str_putc(out, '"');
	} else if (is_atoms(display)) {
		encode_words(out, display, out->len - start);
	} else {
		put_encoded_words(out, display, out->len - start);
	}
	if (*display)
		str_puts(
			out, out->len - start + strlen(address) + 3 > LINE_COLUMNS ? "\r\n " : " ");
	str_printf(out, *display ? "<%s>\r\n" : "%s\r\n", address);
}
