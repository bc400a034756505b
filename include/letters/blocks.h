/* SPDX-License-Identifier: MIT */
/* A rendered template's light markup (letter.h) as blocks, and the two forms that are made of them. */
#ifndef SAMLAD_LETTERS_BLOCKS_H
#define SAMLAD_LETTERS_BLOCKS_H

#include <stdbool.h>

#include "base/arena.h"

struct fault;
struct str;
struct templates;

enum block_kind {
	BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_FACT, BLOCK_ITEM, BLOCK_TAP, BLOCK_QUOTE,
	BLOCK_TAPS,   /* where the draft's own one-tap answers stand */
	BLOCK_LETTER, /* where a preview's whole letters stand */
	BLOCK_DRAFTS, /* where letters stand that the reader may send from her own mailbox */
	BLOCK_SMALL,  /* small print begins */
};

/* Values arrive marked by blocks_escape(), so that they are never taken for markup. */
struct block {
	enum block_kind kind;
	const char *label; /* facts: "" without; taps: what is said */
	const char *words;
	bool first;	   /* first line of its run of blocks of one kind */
	bool last;
};
struct blocks {
	LIST_OF(struct block) list;
};

/* How {{values}} are written into the markup: line ends and marks become what the block reader leaves alone. */
void blocks_escape(struct str *out, const char *text);
struct blocks *blocks_read(struct arena *arena, const char *markup);
/* A text with the marks of blocks_escape() taken out; a line end where breaks is true, else a blank. */
char *blocks_plain(struct arena *arena, const char *words, bool breaks);

/* A letter inside a letter. */
struct inner_letter {
	const char *address; /* to whom a draft goes; "" where the reader knows */
	const char *label;   /* what a draft's button says */
	const char *subject;
	const char *text;
	const char *html; /* without the frame */
};
/* What the blocks need beside themselves. */
struct blocks_setting {
	const char *address; /* whom one-tap answers go to */
	const char *subject; /* and under which subject */
	const char *ref;     /* a line under a one-tap answer's words that makes it strong evidence, or NULL */
	bool inert;	     /* a letter inside another: its buttons are shown and do nothing */
	LIST_OF(const char *) taps; /* the draft's own one-tap answers */
	LIST_OF(struct inner_letter) letters;
};
/* Lines of at most 72 columns, two more for each letter that a preview holds. */
void blocks_to_text(struct arena *arena, const struct blocks *blocks, const struct blocks_setting *setting, struct str *out);
/* The inner part of an HTML letter, made of templates/html/. */
int blocks_to_html(struct arena *arena, const struct templates *templates, const struct blocks *blocks,
	const struct blocks_setting *setting, struct str *out, struct fault *fault);

#endif
