/* SPDX-License-Identifier: MIT */
/*
 * Ticked lines: of a list of offers that she filled in ("[x] 2", "Tis x", "3 ✓"), only what is
 * ticked counts.
 */
#include "text/answer_rules.h"

/* "[x]", "x" or a tick in a line: 1 ticked, -1 an empty box, 0 neither. */
static int tick_of(const struct hearing *hearing, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct token *token = hearing_token(hearing, i);
		if (token_has(token, WORD_TICK) &&
			(i == from || i + 1 == to ||
				token_is_sign(hearing_token(hearing, i - 1), "[(")))
			return 1;
		if (token_is_sign(token, "[(") &&
			token_is_sign(hearing_token(hearing, i + 1), "])"))
			return -1;
	}
	return 0;
}

/* The lines of a list with ticks. False where no line has one. */
bool read_ticks(const struct hearing *hearing, uint32_t *taken)
{
	bool any = false;

	for (size_t from = hearing->from; from < hearing->to;) {
		size_t to = from;
		while (to < hearing->to && hearing_token(hearing, to)->kind != TOKEN_LINE)
			to++;
		if (tick_of(hearing, from, to) > 0) {
			struct clause line = {.from = from, .to = to};
			struct clause_mentions all = clause_mentions(hearing, &line);
			*taken |= all.plain;
			any = any || all.plain;
		}
		from = to + 1;
	}
	return any;
}
