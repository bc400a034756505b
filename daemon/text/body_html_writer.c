/* SPDX-License-Identifier: MIT */
/*
 * Breaks are not written where an element asks for one but kept pending, the strongest wins, and
 * are paid out before the next text: so ten nested <div>s make one line end, and an empty paragraph
 * one empty line. Cells of one row stand on one line with tabs between, as mail programs write
 * tables in plain text.
 */
#include "body_html_writer.h"

#include <string.h>

#include "base/utf8.h"

#define MARKS_INHERITED (LINE_QUOTED | LINE_SIGNATURE | LINE_BANNER | LINE_INDENTED)

struct frame *html_top(struct writer *writer)
{
	return &writer->frames.at[writer->frames.n - 1];
}

/* "&nbsp;" alone is how editors write an empty line. */
static bool is_hollow(const char *text)
{
	while (*text == ' ' || *text == '\t' || strncmp(text, "\xc2\xa0", 2) == 0)
		text += *text == '\xc2' ? 2 : 1;
	return !*text;
}

static void end_line(struct writer *writer)
{
	if (writer->body->lines.n >= BODY_LINES_LIMIT) {
		writer->body->cut = true;
		str_clear(&writer->line);
		return;
	}
	struct line *line = arena_push(writer->arena, &writer->body->lines);

	str_trim_right(&writer->line);
	if (writer->line.len && writer->only_taps)
		writer->line_marks |= LINE_TAP;
	if (is_hollow(writer->line.at))
		str_clear(&writer->line);
	line->text = utf8_clean_in(writer->arena, writer->line.at, writer->line.len);
	line->marks = writer->line_marks;
	line->quote_depth = writer->line_depth;
	line->offset = writer->line_offset;
	str_clear(&writer->line);
	writer->line_marks = 0;
}

void html_want(struct writer *writer, enum pending pending)
{
	if (pending > writer->pending && !writer->in_next_cell)
		writer->pending = pending;
}

/* Makes the line ready to take text of the frame. */
static void pay_pending(struct writer *writer, const struct frame *frame)
{
	bool empty = writer->line.len == 0;

	if (writer->pending >= LINE_END && !empty)
		end_line(writer);
	if (writer->pending == EMPTY_LINE && writer->body->lines.n &&
		*writer->body->lines.at[writer->body->lines.n - 1].text) {
		writer->line_depth = frame->depth;
		writer->line_marks = frame->marks & LINE_QUOTED;
		end_line(writer);
	}
	if (writer->pending == TAB && !empty)
		str_putc(&writer->line, '\t');
	else if (writer->pending == BLANK && !empty)
		str_putc(&writer->line, ' ');
	writer->pending = NOTHING;
	writer->in_next_cell = false;
	if (writer->line.len == 0) {
		writer->line_depth = frame->depth;
		writer->line_marks = frame->marks & MARKS_INHERITED;
		writer->line_offset = writer->offset;
		writer->only_taps = true;
		str_puts(&writer->line, writer->item);
		writer->item[0] = '\0';
	}
	writer->only_taps = writer->only_taps && frame->in_tap;
	writer->line_marks |= frame->marks & (LINE_COLOURED | LINE_TABLE_CELL);
	writer->line_marks |= writer->marks_of_next;
	writer->marks_of_next = 0;
}

static void add_words(struct writer *writer, const struct frame *frame, const char *at, size_t n)
{
	for (const char *end = at + n; at < end;) {
		size_t blanks = 0;
		while (at + blanks < end && strchr(" \t\n\r\f", at[blanks]) && at[blanks])
			blanks++;
		if (blanks) {
			html_want(writer, BLANK);
			at += blanks;
			continue;
		}
		const char *word = at;
		while (at < end && !(*at && strchr(" \t\n\r\f", *at)))
			at++;
		pay_pending(writer, frame);
		str_add(&writer->line, word, (size_t)(at - word));
	}
}

/* Word's "·", "o" and "§" are pictures of a bullet, "1." and "a)" words; hard blanks hold them off.
 */
static void add_marker(struct writer *writer, const struct frame *frame, const char *at, size_t n)
{
	for (const char *end = at + n; at < end;) {
		const char *word = at;
		uint32_t c = utf8_next(&at, end);
		if (c == 0xa0 || c <= ' ')
			continue;
		bool alone = true;
		for (const char *next = at; next < end; at = next, alone = false) {
			uint32_t more = utf8_next(&next, end);
			if (more == 0xa0 || more <= ' ')
				break;
		}
		pay_pending(writer, frame);
		if (alone && !(c >= '0' && c <= '9'))
			str_putc(&writer->line, '-');
		else
			str_add(&writer->line, word, (size_t)(at - word));
	}
	html_want(writer, BLANK);
}

static void add_preformatted(
	struct writer *writer, const struct frame *frame, const char *at, size_t n)
{
	for (const char *end = at + n; at < end;) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((newline ? newline : end) - at);
		if (len) {
			pay_pending(writer, frame);
			str_add(&writer->line, at, len);
		}
		if (newline) {
			pay_pending(writer, frame);
			end_line(writer);
		}
		at += len + (newline != NULL);
	}
}

void html_add(struct writer *writer, const char *at, size_t n)
{
	const struct frame *frame = html_top(writer);

	if (frame->skip || !n)
		return;
	if (frame->in_marker)
		add_marker(writer, frame, at, n);
	else if (frame->preformatted)
		add_preformatted(writer, frame, at, n);
	else
		add_words(writer, frame, at, n);
}

void html_line_break(struct writer *writer)
{
	const struct frame *frame = html_top(writer);

	if (frame->skip)
		return;
	if (writer->pending >= LINE_END && writer->line.len)
		pay_pending(writer, frame);
	writer->pending = NOTHING;
	if (writer->line.len == 0) {
		writer->line_depth = frame->depth;
		writer->line_marks = frame->marks & MARKS_INHERITED;
		writer->line_offset = writer->offset;
	}
	end_line(writer);
}

void html_finish(struct writer *writer)
{
	if (writer->line.len || writer->line_marks)
		end_line(writer);
	str_done(&writer->line);
}
