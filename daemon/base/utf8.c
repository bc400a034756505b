/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 by the table of RFC 3629 section 4: overlong forms, surrogates and what is over U+10FFFF
 * are bad bytes. A bad byte is passed alone, so that a walker meets every good character after it
 * again.
 *
 * Normal forms and widths are libunistring's. Its calls fail only for want of memory, which ends in
 * abort(), since they are never handed anything but valid UTF-8.
 */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>
#include <uniwidth.h>

#include "base/arena.h"
#include "base/str.h"

#define REPLACEMENT 0xfffd
#define JOINER 0x200d

struct lead {
	unsigned char first, last; /* bytes that may begin such a character */
	unsigned char second, second_to; /* what may come next; all further bytes are 80-bf */
	unsigned char bytes;
	unsigned char bits; /* of the first byte that belong to the character */
};

static const struct lead leads[] = {
	{0xc2, 0xdf, 0x80, 0xbf, 2, 0x1f},
	{0xe0, 0xe0, 0xa0, 0xbf, 3, 0x0f},
	{0xe1, 0xec, 0x80, 0xbf, 3, 0x0f},
	{0xed, 0xed, 0x80, 0x9f, 3, 0x0f},
	{0xee, 0xef, 0x80, 0xbf, 3, 0x0f},
	{0xf0, 0xf0, 0x90, 0xbf, 4, 0x07},
	{0xf1, 0xf3, 0x80, 0xbf, 4, 0x07},
	{0xf4, 0xf4, 0x80, 0x8f, 4, 0x07},
};

static const struct lead *find_lead(unsigned char byte)
{
	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
		if (byte >= leads[i].first && byte <= leads[i].last)
			return &leads[i];
	return NULL;
}

/* How many bytes the character at `at` has, 0 when they are bad; at < end. */
static size_t decode(const unsigned char *at, const unsigned char *end, uint32_t *ret_character)
{
	if (*at < 0x80) {
		*ret_character = *at;
		return 1;
	}
	const struct lead *lead = find_lead(*at);
	if (!lead || end - at < lead->bytes || at[1] < lead->second || at[1] > lead->second_to)
		return 0;
	uint32_t character = *at & lead->bits;
	for (int i = 1; i < lead->bytes; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		character = character << 6 | (at[i] & 0x3f);
	}
	*ret_character = character;
	return lead->bytes;
}

bool utf8_is_valid(const char *text, size_t bytes)
{
	const unsigned char *at = (const unsigned char *)text, *end = at + bytes;
	uint32_t character;

	while (at < end) {
		size_t n = decode(at, end, &character);
		if (!n)
			return false;
		at += n;
	}
	return true;
}

uint32_t utf8_next(const char **at, const char *end)
{
	uint32_t character;
	size_t n;

	if (*at >= end)
		return REPLACEMENT;
	n = decode((const unsigned char *)*at, (const unsigned char *)end, &character);
	*at += n ? n : 1;
	return n ? character : REPLACEMENT;
}

size_t utf8_put(uint32_t character, char ret_bytes[4])
{
	unsigned char *at = (unsigned char *)ret_bytes;

	if (character > 0x10ffff || (character >= 0xd800 && character < 0xe000))
		character = REPLACEMENT;
	if (character < 0x80) {
		at[0] = (unsigned char)character;
		return 1;
	}
	size_t n = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--, character >>= 6)
		at[i] = (unsigned char)(0x80 | (character & 0x3f));
	at[0] = (unsigned char)((0xf00 >> n & 0xff) | character);
	return n;
}

static bool is_skin_tone(uint32_t character)
{
	return character >= 0x1f3fb && character <= 0x1f3ff;
}

int utf8_columns(const char *text, size_t bytes)
{
	const char *end = text + bytes;
	bool joined = false;
	int columns = 0;

	while (text < end) {
		uint32_t character = utf8_next(&text, end);
		int width = uc_width(character, "UTF-8");
		/* What a joiner ties on, and a skin tone, are drawn over the emoji before. */
		if (width > 0 && !joined && !(is_skin_tone(character) && columns))
			columns += width;
		joined = character == JOINER;
	}
	return columns;
}

static bool is_control(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0);
}

static bool is_bidi_or_mark(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
		c == 0x200f || c == 0x061c || c == 0xfeff;
}

static bool is_line_separator(uint32_t c)
{
	return c == 0x2028 || c == 0x2029;
}

bool utf8_is_clean(const char *text, size_t bytes)
{
	const unsigned char *at = (const unsigned char *)text, *end = at + bytes;

	while (at < end) {
		uint32_t c;
		size_t n = decode(at, end, &c);
		if (!n || is_control(c) || is_bidi_or_mark(c) || is_line_separator(c))
			return false;
		at += n;
	}
	return true;
}

static void put(struct str *str, uint32_t character)
{
	char bytes[4];

	str_add(str, bytes, utf8_put(character, bytes));
}

/* Text of characters before the first combining mark, U+0300, is in its normal form already. */
static bool may_compose(const struct str *str)
{
	for (size_t i = 0; i < str->len; i++)
		if ((unsigned char)str->at[i] >= 0xcc)
			return true;
	return false;
}

static char *to_nfc_in(struct arena *arena, const struct str *str)
{
	size_t bytes = 0;
	uint8_t *result;

	if (!may_compose(str))
		return arena_strdup(arena, str->at);
	result = u8_normalize(UNINORM_NFC, (const uint8_t *)str->at, str->len, NULL, &bytes);
	if (!result)
		abort();
	char *copy = arena_alloc(arena, bytes + 1);
	memcpy(copy, result, bytes);
	free(result);
	return copy;
}

char *utf8_clean_in(struct arena *arena, const char *text, size_t bytes)
{
	_cleanup_str_ struct str clean;
	const char *end = text + bytes;

	str_init(&clean, bytes * 3);
	while (text < end) {
		uint32_t c = utf8_next(&text, end);
		if (c == '\r') {
			if (text < end && *text == '\n')
				text++;
			c = '\n';
		}
		if (is_line_separator(c))
			c = '\n';
		if (!is_control(c) && !is_bidi_or_mark(c))
			put(&clean, c);
	}
	return to_nfc_in(arena, &clean);
}
