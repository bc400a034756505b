/* SPDX-License-Identifier: MIT */
/*
 * What an element means for a mail's lines, by its name and by the classes, ids and styles that
 * mail programs give to quotations, signatures and forwards. All of it is rows: a new program is a
 * new row.
 *
 * Outlook rewrites ids and classes of what it quotes with "x_" in front, once for each time it went
 * round, so names are compared behind any number of them. A signature or quotation that is marked
 * so deep inside a quotation is no harm: all there is quoted.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "body_html_style.h"
#include "body_lines.h"
#include "text/body.h"

static const struct {
	const char *name;
	enum element_flow flow;
} flows[] = {
	{"address", FLOW_LINE},
	{"article", FLOW_LINE},
	{"blockquote", FLOW_PARAGRAPH},
	{"body", FLOW_LINE},
	{"caption", FLOW_LINE},
	{"center", FLOW_LINE},
	{"dd", FLOW_LINE},
	{"div", FLOW_LINE},
	{"dl", FLOW_PARAGRAPH},
	{"dt", FLOW_LINE},
	{"fieldset", FLOW_LINE},
	{"figure", FLOW_LINE},
	{"footer", FLOW_LINE},
	{"form", FLOW_LINE},
	{"h1", FLOW_PARAGRAPH},
	{"h2", FLOW_PARAGRAPH},
	{"h3", FLOW_PARAGRAPH},
	{"h4", FLOW_PARAGRAPH},
	{"h5", FLOW_PARAGRAPH},
	{"h6", FLOW_PARAGRAPH},
	{"head", FLOW_SKIP},
	{"header", FLOW_LINE},
	{"hr", FLOW_LINE},
	{"li", FLOW_LINE},
	{"main", FLOW_LINE},
	{"nav", FLOW_LINE},
	{"object", FLOW_SKIP},
	{"ol", FLOW_PARAGRAPH},
	{"p", FLOW_PARAGRAPH},
	{"pre", FLOW_PARAGRAPH},
	{"script", FLOW_SKIP},
	{"section", FLOW_LINE},
	{"select", FLOW_SKIP},
	{"style", FLOW_SKIP},
	{"svg", FLOW_SKIP},
	{"table", FLOW_PARAGRAPH},
	{"tbody", FLOW_LINE},
	{"td", FLOW_CELL},
	{"template", FLOW_SKIP},
	{"textarea", FLOW_SKIP},
	{"th", FLOW_CELL},
	{"title", FLOW_SKIP},
	{"tr", FLOW_ROW},
	{"ul", FLOW_PARAGRAPH},
	{"xml", FLOW_SKIP},
};

/* By class, id, name or data-marker, whole word behind any "x_"; a star at the end: any word that
 * begins so. */
static const struct {
	const char *word;
	unsigned marks;
} names[] = {
	{"gmail_quote", LINE_QUOTED},
	{"gmail_quote_container", LINE_QUOTED},
	{"gmail_attr", LINE_QUOTED},
	{"gmail_extra_quote", LINE_QUOTED},
	{"moz-cite-prefix", LINE_QUOTED},
	{"moz-forward-container", LINE_QUOTE_BEGINS},
	{"yahoo_quoted", LINE_QUOTED},
	{"yahoo-quoted*", LINE_QUOTED},
	{"protonmail_quote", LINE_QUOTED},
	{"zmail_extra", LINE_QUOTED},
	{"tutanota_quote", LINE_QUOTED},
	{"WM_Quote", LINE_QUOTED},
	{"ymail_android_quoted", LINE_QUOTED},
	{"divRplyFwdMsg", LINE_QUOTE_BEGINS},
	{"ms-outlook-mobile-reference-message", LINE_QUOTE_BEGINS},
	{"mail-editor-reference-message-container", LINE_QUOTED},
	{"OLK_SRC_BODY_SECTION", LINE_QUOTED},
	{"isForwardContent", LINE_QUOTED},
	{"isReplyContent", LINE_QUOTED},
	{"quoted_message", LINE_QUOTED},
	{"replyBody", LINE_QUOTED},
	{"composeWebView_previouse_content", LINE_QUOTED},
	{"stopSpelling", LINE_QUOTE_BEGINS},
	{"reply-intro", LINE_QUOTED},
	{"__QUOTED_TEXT__", LINE_QUOTED},
	{"messageReplySection", LINE_QUOTED},
	{"quote", LINE_QUOTED},
	{"gmail_signature", LINE_SIGNATURE},
	{"gmail_signature_prefix", LINE_SIGNATURE},
	{"moz-signature", LINE_SIGNATURE},
	{"Signature", LINE_SIGNATURE},
	{"ms-outlook-mobile-signature", LINE_SIGNATURE},
	{"AppleMailSignature", LINE_SIGNATURE},
	{"lineBreakAtBeginningOfSignature", LINE_SIGNATURE},
	{"protonmail_signature_block", LINE_SIGNATURE},
	{"yahoo_signature", LINE_SIGNATURE},
	{"ymail_android_signature", LINE_SIGNATURE},
	{"tutanota_signature", LINE_SIGNATURE},
	{"bloop_sign*", LINE_SIGNATURE},
	{"composer_signature", LINE_SIGNATURE},
	{"signature_old", LINE_SIGNATURE},
	{"__SIG_PRE__", LINE_SIGNATURE},
	{"__SIG_POST__", LINE_SIGNATURE},
	{"messageSignatureSection", LINE_SIGNATURE},
	{"externalBanner", LINE_BANNER},
	{"external-banner", LINE_BANNER},
	{"ExternalEmailBanner", LINE_BANNER},
	/* our letters' one-tap answers */
	{"tap", LINE_TAP},
	{"choice", LINE_TAP},
};

const char *html_attribute(const char *const *attributes, const char *name)
{
	for (; attributes && *attributes; attributes += 2)
		if (strcasecmp(*attributes, name) == 0)
			return attributes[1];
	return NULL;
}

static bool is_named(const char *word, size_t len, const char *wanted)
{
	size_t n = strlen(wanted);

	if (wanted[n - 1] == '*')
		return len >= n - 1 && strncasecmp(word, wanted, n - 1) == 0;
	return len == n && strncasecmp(word, wanted, n) == 0;
}

static unsigned marks_of_names(const char *value)
{
	unsigned marks = 0;

	while (value && *value) {
		size_t len = strcspn(value, " \t\n");
		const char *word = value, *end = value + len;
		while (end - word > 2 && strncmp(word, "x_", 2) == 0)
			word += 2;
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			if (is_named(word, (size_t)(end - word), names[i].word))
				marks |= names[i].marks;
		value += len + strspn(end, " \t\n");
	}
	return marks;
}

static void read_style(struct element *element, const char *name, const char *const *attributes)
{
	const char *style = html_attribute(attributes, "style");
	const char *font = strcmp(name, "font") == 0 ? html_attribute(attributes, "color") : NULL;
	size_t len = 0;
	const char *colour = style_value(style, "color", &len);

	if (style_has(style, "display", "none") || style_has(style, "mso-hide", "all") ||
		style_has(style, "visibility", "hidden"))
		element->flow = FLOW_SKIP;
	if (style_has(style, "text-decoration", "line-through"))
		element->flow = FLOW_SKIP;
	if (style_has(style, "white-space", "pre"))
		element->preformatted = true;
	element->marker = style_has(style, "mso-list", "ignore");
	if (style_value(style, "border-top", &(size_t){0}) &&
		!style_has(style, "border-top", "none") && !style_has(style, "border-top", "0"))
		element->marks |= LINE_RULE;
	if (!colour && font) {
		colour = font;
		len = strlen(font);
	}
	if (colour && strcmp(name, "a") != 0) {
		if (style_is_colour(colour, len))
			element->marks |= LINE_COLOURED;
		else
			element->black = true;
	}
}

/* Our letters' one-tap answers, however often they were sent round: mailto:…?subject=…&body=…. */
static bool is_tap(const char *const *attributes)
{
	const char *href = html_attribute(attributes, "href");

	return href && strncasecmp(href, "mailto:", 7) == 0 && strcasestr(href, "body=");
}

static bool is_number(const char *text)
{
	size_t digits = text ? strspn(text, "0123456789") : 0;

	return digits && digits <= 3 && *text != '0' && !text[digits];
}

static void read_list(struct element *element, const char *name, const char *const *attributes)
{
	const char *style = html_attribute(attributes, "style");
	const char *start = html_attribute(attributes, "start");
	const char *type = html_attribute(attributes, "type");
	const char *key = style_value(style, "list-style-type", &(size_t){0}) ? "list-style-type"
									      : "list-style";

	if (style_has(style, key, "none"))
		return;
	element->list = LIST_BULLETS;
	if (strcmp(name, "ol") == 0)
		element->list = is_number(start) ? (int)strtol(start, NULL, 10) : 1;
	element->lettered = (type && (*type == 'a' || *type == 'A')) ||
		style_has(style, key, "lower-alpha") || style_has(style, key, "upper-alpha");
}

/* "Indent more" in Gmail and Outlook makes a quotation that quotes nobody. */
static bool is_indentation(const char *const *attributes)
{
	const char *style = html_attribute(attributes, "style");

	return !html_attribute(attributes, "type") && !html_attribute(attributes, "class") &&
		(style_has(style, "border", "none") || style_has(style, "border", "0"));
}

static const char *const naming[] = {"class", "id", "name", "data-marker"};

struct element html_element(const char *name, const char *const *attributes)
{
	struct element element = {.flow = FLOW_INLINE};

	for (size_t i = 0; i < sizeof(flows) / sizeof(*flows); i++)
		if (strcmp(name, flows[i].name) == 0)
			element.flow = flows[i].flow;
	for (size_t i = 0; i < sizeof(naming) / sizeof(*naming); i++)
		element.marks |= marks_of_names(html_attribute(attributes, naming[i]));
	element.holds_quotation = element.marks & LINE_QUOTED;
	/* Outlook's paragraphs have no space between them. */
	const char *class = html_attribute(attributes, "class");
	if (element.flow == FLOW_PARAGRAPH && class && strstr(class, "Mso"))
		element.flow = FLOW_LINE;
	if (strcmp(name, "blockquote") == 0 && !is_indentation(attributes)) {
		element.quotes = true;
		element.marks |= LINE_QUOTED;
		if (!class && !html_attribute(attributes, "type"))
			element.marks |= LINE_INDENTED;
	} else if (strcmp(name, "hr") == 0) {
		element.marks |= LINE_RULE;
	} else if (strcmp(name, "pre") == 0) {
		element.preformatted = true;
	} else if (element.flow == FLOW_CELL) {
		element.marks |= LINE_TABLE_CELL;
	} else if (strcmp(name, "ul") == 0 || strcmp(name, "ol") == 0) {
		read_list(&element, name, attributes);
	} else if (strcmp(name, "signature") == 0) {
		element.marks |= LINE_SIGNATURE;
	} else if (!strcmp(name, "s") || !strcmp(name, "strike") || !strcmp(name, "del")) {
		element.flow = FLOW_SKIP;
	}
	element.tap = element.marks & LINE_TAP || (strcmp(name, "a") == 0 && is_tap(attributes));
	element.marks &= ~(unsigned)LINE_TAP; /* a line's, once all of it is known */
	element.item = strcmp(name, "li") == 0;
	read_style(&element, name, attributes);
	return element;
}
