/* SPDX-License-Identifier: MIT */
/*
 * Letters without their marks, for whoever types on a keyboard that has none: by canonical
 * decomposition, whose combining marks are left out, and a short table of letters that do not
 * decompose.
 */
#include "text/dictionary.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/arena.h"
#include "base/utf8.h"

static const struct {
	uint32_t letter;
	char plain;
} strokes[] = {
	{0xf8, 'o'},
	{0xe6, 'a'},
	{0x111, 'd'},
	{0x142, 'l'},
	{0xf0, 'd'},
	{0x131, 'i'},
};

static uint32_t plain_of(uint32_t letter)
{
	for (size_t i = 0; i < sizeof(strokes) / sizeof(strokes[0]); i++)
		if (strokes[i].letter == letter)
			return (unsigned char)strokes[i].plain;
	return letter;
}

char *bare_in(struct arena *arena, const char *folded)
{
	size_t n = strlen(folded), n_apart = 0, to = 0;
	const char *at;

	for (at = folded; *at && !((unsigned char)*at & 0x80); at++)
		;
	if (!*at)
		return arena_strndup(arena, folded, n);
	uint8_t *apart = u8_normalize(UNINORM_NFD, (const uint8_t *)folded, n, NULL, &n_apart);
	if (!apart)
		abort(); /* only for want of memory: the text is valid UTF-8 */
	char *bare = arena_alloc(arena, n_apart + 1);
	const char *end = (const char *)apart + n_apart;
	for (at = (const char *)apart; at < end;) {
		uint32_t letter = utf8_next(&at, end);
		if (!uc_is_general_category(letter, UC_CATEGORY_Mn))
			to += utf8_put(plain_of(letter), bare + to);
	}
	bare[to] = '\0';
	free(apart);
	return bare;
}
