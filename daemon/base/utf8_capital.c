/* SPDX-License-Identifier: MIT */
/* A first letter made large, as libunistring's tables have it. */
#include <string.h>
#include <unicase.h>

#include "base/arena.h"
#include "base/utf8.h"

char *utf8_capital_in(struct arena *arena, const char *text)
{
	const char *rest = text;
	char first[4];

	if (!*text)
		return arena_strdup(arena, "");
	size_t n = utf8_put(uc_totitle(utf8_next(&rest, text + strlen(text))), first);
	return arena_printf(arena, "%.*s%s", (int)n, first, rest);
}
