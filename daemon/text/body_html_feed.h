/* SPDX-License-Identifier: MIT */
/* HTML made harmless for the parser, handed on in pieces. For body_html.c alone. */
#ifndef SAMLAD_TEXT_BODY_HTML_FEED_H
#define SAMLAD_TEXT_BODY_HTML_FEED_H

#include <stddef.h>

/* offset: where in html the piece began. */
void html_feed(const char *html, size_t bytes,
	void (*sink)(void *context, const char *html, size_t bytes, size_t offset), void *context);

#endif
