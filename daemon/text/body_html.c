/* SPDX-License-Identifier: MIT */
/*
 * HTML into lines, by libxml2's push SAX parser: no tree, no recursion, a stack of small frames of
 * our own.
 *
 * Breaks are not written where an element asks for one but kept pending, the strongest wins, and
 * are paid out before the next text: so ten nested <div>s make one line end, and an empty paragraph
 * one empty line. Cells of one row stand on one line with tabs between, as mail programs write
 * tables in plain text.
 *
 * What is not seen is not read: hidden elements, styles, scripts. Otherwise "yes" could be put in
 * her mouth by a template's hidden first line. Nor is what is struck out: she has taken it back.
 */
#include "text/body.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/understanding.h"
#include "base/utf8.h"
#include "body_html_feed.h"
#include "body_html_writer.h"
#include "body_lines.h"

#define HOLDER_LEVELS 8
#define DEPTH_LIMIT 200
#define MARKS_OF_BEGIN (LINE_RULE | LINE_QUOTE_BEGINS)

static void on_text(void *context, const xmlChar *text, int n)
{
	if (n > 0)
		html_add(context, (const char *)text, (size_t)n);
}

/* An emoji that the mail program made a picture of; other pictures' words are no words of hers. */
static void add_picture(struct writer *writer, const char *const *attributes)
{
	const char *alt = html_attribute(attributes, "alt");
	size_t len = alt ? strlen(alt) : 0;

	if (len && len <= 32 && (unsigned char)alt[0] >= 0xe2)
		html_add(writer, alt, len);
}

static const enum pending break_of[] = {
	[FLOW_INLINE] = NOTHING,
	[FLOW_LINE] = LINE_END,
	[FLOW_PARAGRAPH] = EMPTY_LINE,
	[FLOW_ROW] = LINE_END,
	[FLOW_CELL] = NOTHING,
	[FLOW_SKIP] = NOTHING,
};

/*
 * Gmail keeps introduction and quotation in one element, and answers written into the middle of the
 * quotation stand there too, between its <blockquote>s: what follows one is no longer quoted by its
 * holder.
 */
static void end_holding(struct writer *writer)
{
	size_t n = writer->frames.n;

	for (size_t up = 0; up < HOLDER_LEVELS && n-- > 1; up++) {
		struct frame *frame = &writer->frames.at[n];
		if (!(frame->marks & LINE_QUOTED) || frame->depth)
			return;
		frame->marks &= ~(unsigned)LINE_QUOTED;
		if (frame->holds_quotation)
			return;
	}
}

/* The item's bullet or number, which stands on the list itself a few elements up. */
static void begin_item(struct writer *writer)
{
	size_t n = writer->frames.n;

	for (size_t up = 0; up < HOLDER_LEVELS && n-- > 0; up++) {
		struct frame *frame = &writer->frames.at[n];
		if (frame->list == LIST_BULLETS)
			snprintf(writer->item, sizeof(writer->item), "- ");
		else if (frame->list && frame->lettered && frame->list <= 26)
			snprintf(writer->item, sizeof(writer->item), "%c) ",
				'a' + frame->list++ - 1);
		else if (frame->list)
			snprintf(writer->item, sizeof(writer->item), "%d. ", frame->list++);
		if (frame->list)
			return;
	}
}

static void on_start(void *context, const xmlChar *name_at, const xmlChar **attributes_at)
{
	struct writer *writer = context;
	const char *name = (const char *)name_at;
	const char *const *attributes = (const char *const *)attributes_at;
	struct element element = html_element(name, attributes);
	if (element.quotes)
		end_holding(writer);
	struct frame outer = *html_top(writer);
	struct frame *frame = arena_push(writer->scratch, &writer->frames);

	*frame = outer;
	frame->flow = element.flow;
	frame->holds_quotation = element.holds_quotation;
	frame->skip = outer.skip || element.flow == FLOW_SKIP;
	frame->preformatted = outer.preformatted || element.preformatted;
	/* A link's colour is the program's. */
	frame->in_link = outer.in_link || strcmp(name, "a") == 0;
	frame->in_tap = outer.in_tap || element.tap;
	frame->in_marker = outer.in_marker || element.marker;
	frame->list = element.list;
	frame->lettered = element.lettered;
	if (frame->in_link)
		element.marks &= ~(unsigned)LINE_COLOURED;
	if (element.black || frame->in_link)
		frame->marks &= ~(unsigned)LINE_COLOURED;
	frame->marks |= element.marks & ~(unsigned)MARKS_OF_BEGIN;
	frame->depth += element.quotes && frame->depth < DEPTH_LIMIT;
	if (frame->skip)
		return;
	writer->marks_of_next |= element.marks & MARKS_OF_BEGIN;
	if (element.flow == FLOW_ROW)
		writer->in_next_cell = false;
	html_want(writer, break_of[element.flow]);
	if (element.item)
		begin_item(writer);
	if (strcmp(name, "br") == 0)
		html_line_break(writer);
	else if (strcmp(name, "img") == 0)
		add_picture(writer, attributes);
	else if (element.flow == FLOW_CELL && writer->pending < LINE_END) {
		writer->pending = TAB;
		writer->in_next_cell = writer->line.len > 0;
	}
}

static void on_end(void *context, const xmlChar *name)
{
	struct writer *writer = context;

	if (writer->frames.n < 2)
		return;
	if (strcmp((const char *)name, "li") == 0)
		writer->item[0] = '\0'; /* it had no text */
	struct frame closed = *html_top(writer);
	writer->frames.n--;
	if (closed.skip)
		return;
	/* What ends in a cell waits for the next cell; the row's end breaks the line. */
	if (closed.flow == FLOW_ROW)
		writer->in_next_cell = false;
	html_want(writer, break_of[closed.flow]);
	if (closed.flow == FLOW_CELL)
		writer->pending = TAB;
}

struct writer_and_parser {
	struct writer *writer;
	htmlParserCtxtPtr parser;
};

static void feed_parser(void *context, const char *html, size_t bytes, size_t offset)
{
	struct writer_and_parser *both = context;

	both->writer->offset = offset;
	htmlParseChunk(both->parser, html, (int)bytes, 0);
}

struct body *body_from_html(struct arena *arena, const char *html, size_t bytes)
{
	_cleanup_arena_ struct arena *scratch = arena_new();
	struct writer writer = {
		.arena = arena, .scratch = scratch, .body = arena_make(arena, struct body)};
	htmlSAXHandler sax = {.startElement = on_start,
		.endElement = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text};
	struct writer_and_parser both = {.writer = &writer};
	size_t kept = body_cut_bytes(html, bytes);
	const char *clean = utf8_clean_in(scratch, html, kept);

	writer.body->from_html = true;
	writer.body->cut = kept < bytes;
	str_init(&writer.line, 2 * UNDERSTANDING_TEXT_LIMIT);
	arena_push(scratch, &writer.frames);
	both.parser =
		htmlCreatePushParserCtxt(&sax, &writer, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (!both.parser)
		abort();
	htmlCtxtUseOptions(both.parser,
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
			HTML_PARSE_IGNORE_ENC);
	html_feed(clean, strlen(clean), feed_parser, &both);
	htmlParseChunk(both.parser, NULL, 0, 1);
	htmlFreeParserCtxt(both.parser);
	html_finish(&writer);
	return writer.body;
}
