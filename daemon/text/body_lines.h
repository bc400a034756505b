/* SPDX-License-Identifier: MIT */
/* What the two ways into a body share: plain text (body.c) and HTML (body_html.c). */
#ifndef SAMLAD_TEXT_BODY_LINES_H
#define SAMLAD_TEXT_BODY_LINES_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes of the text are read: all, or as many as the limit allows, no character cut in
 * two. */
size_t body_cut_bytes(const char *text, size_t bytes);

#define LIST_BULLETS (-1)

/* How an HTML element's name, class, id and style make text lie. */
enum element_flow {
	FLOW_INLINE,
	FLOW_LINE, /* begins and ends a line */
	FLOW_PARAGRAPH, /* with an empty line around it */
	FLOW_ROW,
	FLOW_CELL,
	FLOW_SKIP, /* its text is never shown */
};

struct element {
	enum element_flow flow;
	unsigned marks; /* enum line_mark, for all that is inside */
	bool quotes; /* one quotation deeper inside */
	bool holds_quotation; /* quoted up to the first <blockquote> inside; what stands after that
				 may be hers */
	bool preformatted;
	bool black; /* ends an outer colour */
	bool tap; /* a link that writes a mail with words in it */
	bool marker; /* Word's own bullet or number in front of an item */
	bool item; /* of the list around it */
	int list; /* LIST_BULLETS, or the number of its first item; 0: no list, or one without marks
		   */
	bool lettered; /* a list's numbers are letters */
};

/* name in lower case; attributes as libxml2 hands them in (name, value or NULL, …, NULL), or NULL.
 */
struct element html_element(const char *name, const char *const *attributes);
/* The value of one attribute or NULL. */
const char *html_attribute(const char *const *attributes, const char *name);

#endif
