/* SPDX-License-Identifier: MIT */
/* What body_html_element.c reads in a style attribute (CSS 2.1, as far as mail programs go). */
#ifndef SAMLAD_TEXT_BODY_HTML_STYLE_H
#define SAMLAD_TEXT_BODY_HTML_STYLE_H

#include <stdbool.h>
#include <stddef.h>

/* The value of a property in a style attribute (or NULL) up to ret_len, blanks before it left out;
 * NULL. */
const char *style_value(const char *style, const char *property, size_t *ret_len);
/* Whether the property is there and its value begins so, caseless. */
bool style_has(const char *style, const char *property, const char *wanted);
/* Whether a colour is one, and not black, white, grey or the window's own. */
bool style_is_colour(const char *value, size_t len);

#endif
