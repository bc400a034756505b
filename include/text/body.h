/* SPDX-License-Identifier: MIT */
/*
 * A mail's words as lines, the common shape in which plain text and HTML reach the rules that take quotes,
 * headers and signatures away. The text of all lines, in order, is all of the body.
 */
#ifndef SAMLAD_TEXT_BODY_H
#define SAMLAD_TEXT_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum line_mark {
	LINE_QUOTED = 1 << 0,	   /* inside a quotation's own element (blockquote type=cite, .gmail_quote, …) */
	LINE_QUOTE_BEGINS = 1 << 1, /* an element that opens a quotation or forwards begins here */
	LINE_SIGNATURE = 1 << 2,   /* inside a signature's own element */
	LINE_RULE = 1 << 3,	   /* a horizontal rule or a bordered division stood here */
	LINE_COLOURED = 1 << 4,	   /* written in a colour of its own, as answers between the lines are */
	LINE_TABLE_CELL = 1 << 5,
	LINE_BANNER = 1 << 6,	   /* inside an element that a mail system put on top */
	LINE_INDENTED = 1 << 7, /* inside a bare <blockquote>, which may be a writer's own */
	LINE_TAP = 1 << 8, /* nothing but links that write a mail, as our letters' one-tap answers are */
};

#define BODY_LINES_LIMIT 50000

struct line {
	const char *text;   /* without line end; valid UTF-8, cleaned */
	unsigned quote_depth; /* ">" marks (which stay in the text) or nested quotations; 200 at most */
	unsigned marks;	    /* enum line_mark */
	size_t offset;	    /* of its first byte in the decoded part: for explain */
};

struct body {
	LIST_OF(struct line) lines;
	bool from_html;
	bool cut; /* was over UNDERSTANDING_TEXT_LIMIT, or had more than BODY_LINES_LIMIT lines */
};

/* Plain text, already decoded to UTF-8. format=flowed (RFC 3676) is joined when flowed; delsp as its parameter. */
struct body *body_from_text(struct arena *arena, const char *text, size_t bytes, bool flowed, bool delsp);
/* HTML, already decoded to UTF-8. Linear in time and flat in memory (libxml2's push SAX parser, no tree). */
struct body *body_from_html(struct arena *arena, const char *html, size_t bytes);
/* Marks lines of plain text as coloured, taps and signature that are so in the HTML of the same mail. */
void body_take_marks(struct body *text, const struct body *html);

#endif
