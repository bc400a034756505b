/* SPDX-License-Identifier: MIT */
/*
 * Gmail sends a reaction as a part of JSON of its own ({"version":1,"emoji":"👍"}), whose emoji is
 * the whole answer. Only that value is looked for; nothing else of it can be wrong.
 */
#include "content_reaction.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

static int hex4(const char *at)
{
	int value = 0;

	for (int i = 0; i < 4; i++) {
		const char *digits = "0123456789abcdef";
		const char *found = at[i] ? strchr(digits, at[i] | 32) : NULL;
		if (!found)
			return -1;
		value = value * 16 + (int)(found - digits);
	}
	return value;
}

const char *reaction_text(struct arena *arena, const char *json)
{
	_cleanup_str_ struct str out;
	const char *at = strstr(json, "\"emoji\"");
	uint32_t high = 0;

	str_init(&out, 64);
	at = at ? strchr(at + 7, '"') : NULL;
	for (at = at ? at + 1 : ""; *at && *at != '"'; at++) {
		int unit = at[0] == '\\' && at[1] == 'u' ? hex4(at + 2) : -1;
		if (unit < 0) {
			str_putc(&out, *at);
			continue;
		}
		at += 5;
		uint32_t c = (uint32_t)unit;
		if (c >= 0xd800 && c < 0xdc00) {
			high = c;
			continue;
		}
		if (high && c >= 0xdc00 && c < 0xe000)
			c = 0x10000 + ((high - 0xd800) << 10) + (c - 0xdc00);
		high = 0;
		char bytes[4];
		str_add(&out, bytes, utf8_put(c, bytes));
	}
	return utf8_clean_in(arena, out.at, out.len);
}
