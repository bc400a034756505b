/* SPDX-License-Identifier: MIT */
/* The state of HTML being written down as lines, shared by the parser's side and the lines' side.
 */
#ifndef SAMLAD_TEXT_BODY_HTML_WRITER_H
#define SAMLAD_TEXT_BODY_HTML_WRITER_H

#include "base/str.h"
#include "body_lines.h"
#include "text/body.h"

/* A break that waits for the next text; of two the greater wins. */
enum pending { NOTHING, BLANK, TAB, LINE_END, EMPTY_LINE };

struct frame {
	unsigned marks;
	unsigned depth;
	enum element_flow flow;
	bool skip;
	bool preformatted;
	bool holds_quotation;
	bool in_link;
	bool in_tap;
	bool in_marker;
	int list; /* of this element itself: the next item's number, or LIST_BULLETS; 0 for none */
	bool lettered;
};

#define ITEM_MARK_BYTES 16

struct writer {
	struct arena *arena;
	struct arena *scratch;
	struct body *body;
	struct str line;
	LIST_OF(struct frame) frames;
	enum pending pending;
	bool in_next_cell; /* a cell has begun on a line that has text: its first block breaks no
			      line */
	unsigned marks_of_next; /* of elements that have begun since the last text */
	unsigned line_marks;
	unsigned line_depth;
	bool only_taps; /* in the line so far */
	char item[ITEM_MARK_BYTES]; /* what the item that has begun is to be marked with */
	size_t offset; /* of what is being fed: the parser may lag a little behind */
	size_t line_offset;
};

struct frame *html_top(struct writer *writer);
void html_want(struct writer *writer, enum pending pending);
/* Text of the innermost element; blanks in it count as HTML says. */
void html_add(struct writer *writer, const char *at, size_t n);
/* <br>: ends the line, an empty one too. */
void html_line_break(struct writer *writer);
/* What is left in the line when the document ends. */
void html_finish(struct writer *writer);

#endif
