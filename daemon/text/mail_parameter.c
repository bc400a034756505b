/* SPDX-License-Identifier: MIT */
/*
 * Parameters of structured fields (RFC 2045 section 5.1, RFC 2231): quoted or not, continued in
 * numbered pieces, percent-encoded, or, against the RFC but common, holding RFC 2047 words.
 *
 * The pieces of one name are put together in the order of their numbers; a piece that is missing
 * ends the value. At most PARAMETERS_MOST pieces of a field are looked at.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/utf8.h"
#include "text/charset.h"
#include "text/mail.h"

#define PARAMETERS_MOST 100

struct piece {
	struct span name;
	const char *value;
	int number; /* -1: the name stands alone */
	bool percent; /* name ended in "*" */
};
struct pieces {
	struct piece at[PARAMETERS_MOST];
	size_t n;
};

static const char *skip_blanks(const char *at)
{
	while (*at == ' ' || *at == ';')
		at++;
	return at;
}

static const char *read_quoted(struct arena *arena, const char *at, const char **ret_value)
{
	_cleanup_str_ struct str value;
	str_init(&value, MAIL_FIELD_LIMIT);

	for (at++; *at && *at != '"'; at++) {
		if (*at == '\\' && at[1])
			at++;
		str_putc(&value, *at);
	}
	*ret_value = str_in(&value, arena);
	return *at ? at + 1 : at;
}

static const char *read_bare(struct arena *arena, const char *at, const char **ret_value)
{
	size_t n = strcspn(at, ";");
	size_t kept = n;

	while (kept && at[kept - 1] == ' ')
		kept--;
	*ret_value = arena_strndup(arena, at, kept);
	return at + n;
}

/* "name*2*" into its name, number 2 and the mark of percent-encoding. */
static void split_name(struct piece *piece)
{
	struct span *name = &piece->name;

	piece->number = -1;
	if (name->n && name->at[name->n - 1] == '*') {
		piece->percent = true;
		name->n--;
	}
	const char *star = memchr(name->at, '*', name->n);
	if (!star)
		return;
	piece->number = 0;
	for (const char *c = star + 1; c < name->at + name->n && isdigit((unsigned char)*c); c++)
		if (piece->number < 1000)
			piece->number = piece->number * 10 + (*c - '0');
	name->n = (size_t)(star - name->at);
}

static void pieces_read(struct arena *arena, const char *value, struct pieces *pieces)
{
	const char *at = value + strcspn(value, ";");

	pieces->n = 0;
	while (*at && pieces->n < PARAMETERS_MOST) {
		at = skip_blanks(at);
		size_t n = strcspn(at, "=;");
		if (at[n] != '=') {
			at += n;
			continue;
		}
		struct piece *piece = &pieces->at[pieces->n++];
		*piece = (struct piece){.name = {at, n}};
		while (piece->name.n && at[piece->name.n - 1] == ' ')
			piece->name.n--;
		split_name(piece);
		at += n + 1;
		while (*at == ' ')
			at++;
		at = *at == '"' ? read_quoted(arena, at, &piece->value)
				: read_bare(arena, at, &piece->value);
		at += strcspn(at, ";");
	}
}

static int hex_digit(char c)
{
	return isdigit((unsigned char)c)     ? c - '0'
		: isxdigit((unsigned char)c) ? (c | 32) - 'a' + 10
					     : -1;
}

static void percent_add(struct str *out, const char *text)
{
	for (; *text; text++) {
		int high = *text == '%' ? hex_digit(text[1]) : -1;
		int low = high >= 0 ? hex_digit(text[2]) : -1;
		str_putc(out, low >= 0 ? (char)(high * 16 + low) : *text);
		if (low >= 0)
			text += 2;
	}
}

static const struct piece *piece_find(const struct pieces *pieces, const char *name, int number)
{
	for (size_t i = 0; i < pieces->n; i++) {
		const struct piece *piece = &pieces->at[i];
		if (piece->number == number && piece->name.n == strlen(name) &&
			!strncasecmp(piece->name.at, name, piece->name.n))
			return piece;
	}
	return NULL;
}

/* charset'language'text: moves past the first two and gives the charset; text alone is left as it
 * is. */
static const char *take_charset(struct arena *arena, const char **text)
{
	const char *first = strchr(*text, '\'');
	const char *second = first ? strchr(first + 1, '\'') : NULL;

	if (!second)
		return NULL;
	const char *charset = arena_strndup(arena, *text, (size_t)(first - *text));
	*text = second + 1;
	return *charset ? charset : NULL;
}

const char *parameter_raw(struct arena *arena, const char *value, const char *name)
{
	struct pieces pieces;

	pieces_read(arena, value, &pieces);
	const struct piece *piece = piece_find(&pieces, name, -1);
	if (!piece)
		piece = piece_find(&pieces, name, 0);
	return piece ? piece->value : NULL;
}

const char *parameter_find(struct arena *arena, const char *value, const char *name)
{
	struct pieces pieces;
	_cleanup_str_ struct str joined;
	const char *charset = NULL;
	bool percent = false;

	str_init(&joined, MAIL_FIELD_LIMIT);
	pieces_read(arena, value, &pieces);
	const struct piece *piece = piece_find(&pieces, name, -1);
	if (piece && !piece->percent)
		return header_decode(arena, piece->value);
	int number = piece ? -1 : 0;
	if (!piece)
		piece = piece_find(&pieces, name, 0);
	if (!piece)
		return NULL;
	for (; piece; piece = number < 0 ? NULL : piece_find(&pieces, name, ++number)) {
		const char *text = piece->value;
		if (number <= 0 && piece->percent) {
			charset = take_charset(arena, &text);
			percent = true;
		}
		if (piece->percent)
			percent_add(&joined, text);
		else
			str_puts(&joined, text);
	}
	if (!percent)
		return header_decode(arena, joined.at);
	size_t bytes;
	char *decoded = charset_decode(arena, charset, joined.at, joined.len, &bytes);
	return utf8_clean_in(arena, decoded, bytes);
}
