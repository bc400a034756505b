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
#include <string.h>
#include <strings.h>

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

/* By class or id, whole word behind any "x_"; a star at the end: any word that begins so. */
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
	{"externalBanner", LINE_BANNER},
	{"external-banner", LINE_BANNER},
	{"ExternalEmailBanner", LINE_BANNER},
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

/* The value of a property in a style attribute; its length in ret_len, blanks around it left out.
 */
static const char *style_value(const char *style, const char *property, size_t *ret_len)
{
	size_t n = strlen(property);

	while (style && *style) {
		style += strspn(style, " \t\n;");
		size_t len = strcspn(style, ";");
		if (strncasecmp(style, property, n) == 0) {
			const char *at = style + n + strspn(style + n, " \t\n");
			if (*at == ':') {
				at += 1 + strspn(at + 1, " \t\n");
				*ret_len = at < style + len ? (size_t)(style + len - at) : 0;
				return at;
			}
		}
		style += len;
	}
	return NULL;
}

static bool style_has(const char *style, const char *property, const char *wanted)
{
	size_t len = 0;
	const char *value = style_value(style, property, &len);

	return value && len >= strlen(wanted) && strncasecmp(value, wanted, strlen(wanted)) == 0;
}

static int hex_digit(char c)
{
	const char *digits = "0123456789abcdef", *at;

	c = c >= 'A' && c <= 'F' ? (char)(c + 32) : c;
	at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

/* Whether the colour is one, not black, white, grey or the window's own. */
static bool is_colour(const char *value, size_t len)
{
	static const char *const named[] = {"red", "blue", "green", "purple", "orange", "navy",
		"maroon", "teal", "fuchsia", "magenta", "crimson", "darkred", "darkblue",
		"darkgreen", "brown", "violet"};
	int rgb[3] = {0}, n = 0;

	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++)
		if (len == strlen(named[i]) && strncasecmp(value, named[i], len) == 0)
			return true;
	if (len >= 4 && *value == '#') {
		size_t step = len >= 7 ? 2 : 1;
		for (; n < 3; n++) {
			int digit = hex_digit(value[1 + (size_t)n * step]);
			rgb[n] = digit * 16 + 8;
		}
	} else if (len > 4 && strncasecmp(value, "rgb", 3) == 0) {
		for (size_t i = 3; i < len && n < 3; i++) {
			if (value[i] < '0' || value[i] > '9')
				continue;
			for (; i < len && value[i] >= '0' && value[i] <= '9' && rgb[n] < 256; i++)
				rgb[n] = rgb[n] * 10 + value[i] - '0';
			n++;
		}
	}
	int most = rgb[0], least = rgb[0];
	for (int i = 1; i < n; i++) {
		most = rgb[i] > most ? rgb[i] : most;
		least = rgb[i] < least ? rgb[i] : least;
	}
	return n == 3 && most - least >= 48;
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
		element->marks |= LINE_STRUCK;
	if (style_has(style, "white-space", "pre"))
		element->preformatted = true;
	if (style_value(style, "border-top", &(size_t){0}) &&
		!style_has(style, "border-top", "none") && !style_has(style, "border-top", "0"))
		element->marks |= LINE_RULE;
	if (!colour && font) {
		colour = font;
		len = strlen(font);
	}
	if (colour && strcmp(name, "a") != 0) {
		if (is_colour(colour, len))
			element->marks |= LINE_COLOURED;
		else
			element->black = true;
	}
}

/* "Indent more" in Gmail and Outlook makes a quotation that quotes nobody. */
static bool is_indentation(const char *const *attributes)
{
	const char *style = html_attribute(attributes, "style");

	return !html_attribute(attributes, "type") && !html_attribute(attributes, "class") &&
		(style_has(style, "border", "none") || style_has(style, "border", "0"));
}

struct element html_element(const char *name, const char *const *attributes)
{
	struct element element = {.flow = FLOW_INLINE};

	for (size_t i = 0; i < sizeof(flows) / sizeof(*flows); i++)
		if (strcmp(name, flows[i].name) == 0)
			element.flow = flows[i].flow;
	element.marks |= marks_of_names(html_attribute(attributes, "class"));
	element.marks |= marks_of_names(html_attribute(attributes, "id"));
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
	} else if (strcmp(name, "signature") == 0) {
		element.marks |= LINE_SIGNATURE;
	} else if (!strcmp(name, "s") || !strcmp(name, "strike") || !strcmp(name, "del")) {
		element.marks |= LINE_STRUCK;
	}
	read_style(&element, name, attributes);
	return element;
}
