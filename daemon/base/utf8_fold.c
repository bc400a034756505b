/* SPDX-License-Identifier: MIT */
/*
 * What two people type for the same word, made one: case, compatible forms, quotes and dashes.
 */
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"

struct likeness {
	uint32_t first, last;
	char becomes; /* '\0': falls away */
};

/* What keyboards and word processors put for the ASCII character that the same person types
 * elsewhere. */
static const struct likeness likenesses[] = {
	{0x0060, 0x0060, '\''},
	{0x00a0, 0x00a0, ' '},
	{0x00ab, 0x00ab, '"'},
	{0x00ad, 0x00ad, '\0'},
	{0x00b4, 0x00b4, '\''},
	{0x00bb, 0x00bb, '"'},
	{0x02b9, 0x02b9, '\''},
	{0x02bc, 0x02bc, '\''},
	{0x1680, 0x1680, ' '},
	{0x2000, 0x200a, ' '},
	{0x200b, 0x200d, '\0'},
	{0x2010, 0x2015, '-'},
	{0x2018, 0x201b, '\''},
	{0x201c, 0x201f, '"'},
	{0x202f, 0x202f, ' '},
	{0x2032, 0x2032, '\''},
	{0x2033, 0x2033, '"'},
	{0x2039, 0x203a, '\''},
	{0x205f, 0x205f, ' '},
	{0x2060, 0x2060, '\0'},
	{0x2212, 0x2212, '-'},
	{0x3000, 0x3000, ' '},
	{0xfe00, 0xfe0f, '\0'},
	{0xfe58, 0xfe58, '-'},
	{0xfe63, 0xfe63, '-'},
	{0xfeff, 0xfeff, '\0'},
	{0xff0d, 0xff0d, '-'},
	{0x1f3fb, 0x1f3ff, '\0'},
};

static const struct likeness *find_likeness(uint32_t character)
{
	for (size_t i = 0; i < sizeof(likenesses) / sizeof(likenesses[0]); i++)
		if (character >= likenesses[i].first && character <= likenesses[i].last)
			return &likenesses[i];
	return NULL;
}

static char *fold_any_in(struct arena *arena, const char *text, size_t bytes)
{
	_cleanup_str_ struct str plain;
	const char *end = text + bytes;
	char character[4];
	size_t n = 0;

	str_init(&plain, bytes * 3);
	while (text < end) {
		uint32_t c = utf8_next(&text, end);
		const struct likeness *like = c < 0x60 ? NULL : find_likeness(c);
		if (!like)
			str_add(&plain, character, utf8_put(c, character));
		else if (like->becomes)
			str_putc(&plain, like->becomes);
	}
	if (!plain.len)
		return arena_strdup(arena, "");
	uint8_t *folded =
		u8_casefold((const uint8_t *)plain.at, plain.len, NULL, UNINORM_NFKC, NULL, &n);
	if (!folded)
		abort(); /* for want of memory */
	char *copy = arena_strndup(arena, (const char *)folded, n);
	free(folded);
	return copy;
}

#define LATIN_1 0xc3 /* begins U+00C0 to U+00FF */
#define TIMES 0x97 /* the sign of multiplication, which has no case */
#define SHARP_S 0x9f /* folds to two */

/*
 * ASCII and the letters of Latin-1 fold each by itself and have nothing to compose. All words of
 * `phrases` are folded at the start, nearly all are of these, and libunistring's tables take half
 * of that start.
 */
static bool is_latin(const char *text, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c < 0x80 && c != '`')
			continue;
		if (c != LATIN_1 || ++i == bytes)
			return false;
		c = (unsigned char)text[i];
		if (c < 0x80 || c > 0xbf || c == TIMES || c == SHARP_S)
			return false;
	}
	return true;
}

static char *fold_latin_in(struct arena *arena, const char *text, size_t bytes)
{
	char *folded = arena_alloc(arena, bytes + 1);

	for (size_t i = 0; i < bytes; i++) {
		unsigned char c = (unsigned char)text[i];
		bool capital = c < 0x80 ? c >= 'A' && c <= 'Z' : c >= 0x80 && c < SHARP_S;
		folded[i] = (char)(capital ? c + 0x20 : c);
	}
	return folded;
}

char *utf8_fold_in(struct arena *arena, const char *text, size_t bytes)
{
	return is_latin(text, bytes) ? fold_latin_in(arena, text, bytes)
				     : fold_any_in(arena, text, bytes);
}

bool utf8_equal_fold(const char *a, const char *b)
{
	_cleanup_arena_ struct arena *arena = arena_new();

	return strcmp(utf8_fold_in(arena, a, strlen(a)), utf8_fold_in(arena, b, strlen(b))) == 0;
}
