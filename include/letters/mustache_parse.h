/* SPDX-License-Identifier: MIT */
/* A Mustache template as pieces in order; what mustache.h renders. */
#ifndef SAMLAD_LETTERS_MUSTACHE_PARSE_H
#define SAMLAD_LETTERS_MUSTACHE_PARSE_H

#include "base/arena.h"

struct fault;

enum piece_kind {
	PIECE_TEXT,
	PIECE_NAME,
	PIECE_RAW_NAME,
	PIECE_SECTION,
	PIECE_INVERTED,
	PIECE_END,
	PIECE_PARTIAL
};

struct piece {
	enum piece_kind kind;
	const char *at; /* the text or the name, inside the template */
	size_t n;
	size_t end; /* sections: the index of their PIECE_END */
	const char *
		indent; /* partials that stand alone: the blanks before them, inside the template */
	size_t n_indent;
};
struct pieces {
	LIST_OF(struct piece) list;
};

/* -EINVAL with the line for a tag that is not closed, a section that is not closed or closed
 * wrongly. */
int mustache_parse(struct arena *arena, const char *template, size_t bytes,
	struct pieces *ret_pieces, struct fault *fault);

#endif
