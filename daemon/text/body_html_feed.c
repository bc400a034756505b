/* SPDX-License-Identifier: MIT */
/*
 * libxml2 is quadratic in the attributes of one tag, stops for good at </html>, and waits for the
 * end of a comment that has none. So before it sees them: a tag with too much in it loses its
 * attributes,
 * </body> and </html> fall away (gateways write their footers behind them), comments and
 * declarations too.
 *
 * Every byte is looked at a fixed number of times: what is searched for and not there once is not
 * searched for again.
 */
#include "body_html_feed.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define TAG_LIMIT_BYTES (16 * 1024)
#define TAG_LIMIT_MARKS 300 /* blanks, slashes and equals signs outside quotes */
#define PIECE_BYTES 4096
#define NAME_LIMIT 64

struct feeder {
	const char *html;
	const char *end;
	void (*sink)(void *context, const char *html, size_t bytes, size_t offset);
	void *context;
	bool no_comment_end;
	bool no_tag_end;
};

static void pass(struct feeder *feeder, const char *at, const char *end)
{
	while (at < end) {
		size_t n = (size_t)(end - at) < PIECE_BYTES ? (size_t)(end - at) : PIECE_BYTES;
		feeder->sink(feeder->context, at, n, (size_t)(at - feeder->html));
		at += n;
	}
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Behind the tag that begins at `at`; ret_giant where it has too much in it. NULL: it never ends.
 */
static const char *tag_end(struct feeder *feeder, const char *at, bool *ret_giant)
{
	const char *limit =
		(size_t)(feeder->end - at) > TAG_LIMIT_BYTES ? at + TAG_LIMIT_BYTES : feeder->end;
	unsigned marks = 0;
	char quote = 0;

	*ret_giant = false;
	for (const char *c = at + 1; c < limit; c++) {
		if (quote) {
			quote = *c == quote ? 0 : quote;
		} else if (*c == '>') {
			*ret_giant = marks > TAG_LIMIT_MARKS;
			return c + 1;
		} else if ((*c == '"' || *c == '\'') && c[-1] == '=') {
			quote = *c;
			marks++;
		} else if (strchr(" \t\n/=\"'", *c)) {
			marks++;
		}
	}
	/* A giant, or a quote that never ends: the next '>' ends it, quoted or not. */
	*ret_giant = true;
	const char *close = feeder->no_tag_end ? NULL : memchr(at, '>', (size_t)(feeder->end - at));
	feeder->no_tag_end = !close;
	return close ? close + 1 : NULL;
}

/* "<name>" or "</name>" of a tag that loses the rest. */
static void pass_bare(struct feeder *feeder, const char *at, const char *end)
{
	size_t n = 1 + (at[1] == '/');
	char bare[NAME_LIMIT + 4];

	while (at + n < end && n < NAME_LIMIT && !strchr(" \t\n/>=\"'<", at[n]))
		n++;
	memcpy(bare, at, n);
	bare[n++] = '>';
	feeder->sink(feeder->context, bare, n, (size_t)(at - feeder->html));
}

static bool closes_document(const char *at, const char *end)
{
	size_t n = (size_t)(end - at);

	return (n >= 7 && strncasecmp(at, "</body", 6) == 0 && !is_letter(at[6])) ||
		(n >= 7 && strncasecmp(at, "</html", 6) == 0 && !is_letter(at[6]));
}

/* Behind a comment, declaration or instruction; behind its first bytes where it has no end. */
static const char *skip_declaration(struct feeder *feeder, const char *at)
{
	size_t left = (size_t)(feeder->end - at);
	const char *close = NULL;

	if (left >= 4 && memcmp(at, "<!--", 4) == 0) {
		if (left > 4 && at[4] == '>')
			return at + 5;
		if (!feeder->no_comment_end)
			close = memmem(at + 4, left - 4, "-->", 3);
		feeder->no_comment_end = !close;
		return close ? close + 3 : at + 4;
	}
	if (!feeder->no_tag_end)
		close = memchr(at, '>', left);
	feeder->no_tag_end = !close;
	return close ? close + 1 : at + 2;
}

/* Handles the tag at `at`; what lies between from and it has been passed on. Returns behind it. */
static const char *take_tag(struct feeder *feeder, const char *at)
{
	bool giant;

	if (at[1] == '!' || at[1] == '?')
		return skip_declaration(feeder, at);
	const char *end = tag_end(feeder, at, &giant);
	if (!end)
		return feeder->end;
	if (closes_document(at, end))
		return end;
	if (giant)
		pass_bare(feeder, at, end);
	else
		pass(feeder, at, end);
	return end;
}

void html_feed(const char *html, size_t bytes,
	void (*sink)(void *context, const char *html, size_t bytes, size_t offset), void *context)
{
	struct feeder feeder = {
		.html = html, .end = html + bytes, .sink = sink, .context = context};
	const char *from = html;

	for (const char *at = html; at < feeder.end;) {
		const char *tag = memchr(at, '<', (size_t)(feeder.end - at));
		if (!tag || tag + 1 >= feeder.end)
			break;
		at = tag + 1;
		if (!is_letter(*at) && !strchr("/!?", *at))
			continue;
		pass(&feeder, from, tag);
		from = at = take_tag(&feeder, tag);
	}
	pass(&feeder, from, feeder.end);
}
