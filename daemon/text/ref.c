/* SPDX-License-Identifier: MIT */
/* Finds the reference that a one-tap answer carries in its text. A quoted one is another mail's. */
#include "text/ref.h"

#include <string.h>

#define REF "ref: "
#define TOKEN_LETTERS 26

static bool is_ref(const struct line *line)
{
	const char *text = line->text + strspn(line->text, " \t");

	if (line->quote_depth > 0 || strncmp(text, REF, strlen(REF)) != 0)
		return false;
	text += strlen(REF);
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz234567");
	return n == TOKEN_LETTERS && text[n + strspn(text + n, " \t")] == '\0';
}

const char *ref_take(struct arena *arena, struct body *body)
{
	const char *token = NULL;
	size_t kept = 0;

	for (size_t i = 0; i < body->lines.n; i++) {
		const struct line *line = &body->lines.at[i];
		if (!token && is_ref(line))
			token = arena_strndup(
				arena, strstr(line->text, REF) + strlen(REF), TOKEN_LETTERS);
		else
			body->lines.at[kept++] = *line;
	}
	body->lines.n = kept;
	return token;
}
