/* SPDX-License-Identifier: MIT */
/*
 * The order of the rules, and the parts that come of it. All lines begin as text; each rule takes
 * what is surely something else. What no rule takes is hers: to read a disclaimer as text costs a
 * question back, to lose her words costs an answer.
 *
 * Costly look-ups come out of one budget, so that a mail made of look-alikes takes no longer than a
 * long one does; what the budget no longer reaches stays text, or quoted where it stands in a
 * quotation.
 */
#include "text/reply.h"

#include <string.h>

#include "base/str.h"
#include "reply_lines.h"
#include "text/phrases.h"

#define BUDGET 30000
#define WINDOWS 600
#define EXPLAIN_BYTES 60
#define SUPERCITE_BYTES 10
#define TAP_BYTES 60 /* of a one-tap answer's own words */

bool reply_spend(struct reply *reply)
{
	if (!reply->budget)
		return false;
	reply->budget--;
	return true;
}

size_t reply_next(const struct reply *reply, size_t i)
{
	while (i < reply->n && reply->at[i].blank)
		i++;
	return i;
}

bool reply_matches(
	struct reply *reply, const char *key, const struct reply_line *line, size_t limit)
{
	struct phrase_match match;

	if (line->blank || line->bytes > limit || !reply_spend(reply))
		return false;
	return phrasebook_match(reply->book, NULL, key, line->text, line->bytes, 0, &match);
}

void reply_take(struct reply *reply, struct stretch stretch, enum part_kind kind, const char *rule)
{
	for (size_t i = stretch.first; i < stretch.end; i++)
		reply->at[i].kind = kind;
	size_t first = reply_next(reply, stretch.first);
	if (!rule || !reply->explain || first >= stretch.end)
		return;
	const struct reply_line *line = &reply->at[first], *last = &reply->at[stretch.end - 1];
	size_t shown = line->bytes < EXPLAIN_BYTES ? line->bytes : EXPLAIN_BYTES;
	while (shown && shown < line->bytes && ((unsigned char)line->text[shown] & 0xc0) == 0x80)
		shown--;
	str_printf(reply->explain, "%s %zu-%zu: \"%.*s\"\n", rule, line->offset,
		last->offset + last->bytes, (int)shown, line->text);
}

struct stretch reply_trimmed(const struct reply *reply, struct stretch stretch)
{
	while (stretch.end > stretch.first &&
		(reply->at[stretch.end - 1].blank || reply->at[stretch.end - 1].kind != PART_TEXT))
		stretch.end--;
	return stretch;
}

bool reply_is_rule(const struct reply_line *line)
{
	size_t marks = 0;

	if (line->bytes > 200)
		return false;
	for (const char *at = line->text; *at; at++) {
		if (strchr("-_=*~+#", *at))
			marks++;
		else if (*at != ' ' && *at != '\t')
			return false;
	}
	return marks >= 3;
}

/* "C> words": the quoter's initials before the mark. */
static bool is_supercited(const struct reply_line *line)
{
	size_t n = 0;

	while (n < SUPERCITE_BYTES && ((line->text[n] | 32) >= 'a' && (line->text[n] | 32) <= 'z'))
		n++;
	return n && line->text[n] == '>' && (line->text[n + 1] == ' ' || !line->text[n + 1]);
}

/* "(http://…) >" or "<http://…": a link that the quoting program broke in two. */
static bool is_broken_link(const struct reply_line *line)
{
	return (line->text[0] == '(' || line->text[0] == '<' ||
		       strncmp(line->text, "http", 4) == 0 || line->text[line->bytes - 1] == ')') &&
		!memchr(line->text + 1, ' ', line->bytes > 3 ? line->bytes - 3 : 0);
}

/* "ja<mailto:…?subject=…&body=ja>", as Outlook writes a one-tap answer in plain text. */
static bool is_tap(const struct reply_line *line)
{
	const char *link = strstr(line->text, "<mailto:");

	return line->marks & LINE_TAP ||
		(link && link - line->text <= TAP_BYTES && strstr(link, "body=") &&
			line->text[line->bytes - 1] == '>');
}

void reply_mark_quoted(struct reply *reply)
{
	for (size_t i = 0; i < reply->n; i++) {
		struct reply_line *line = &reply->at[i];
		if (line->marks & LINE_SIGNATURE ||
			(i > 0 && reply->at[i - 1].kind == PART_SIGNATURE &&
				reply_is_picture(line)))
			line->kind = PART_SIGNATURE;
		if (line->marks & LINE_BANNER)
			line->kind = PART_BANNER;
		if (line->quoted)
			line->kind = PART_QUOTE;
		if (line->blank || line->quoted)
			continue;
		if (is_tap(line))
			line->kind = PART_QUOTE;
		if (is_supercited(line) &&
			((i > 0 && is_supercited(&reply->at[i - 1])) ||
				(i + 1 < reply->n && is_supercited(&reply->at[i + 1]))))
			line->kind = PART_QUOTE;
		if (i > 0 && i + 1 < reply->n && reply->at[i - 1].quoted &&
			reply->at[i + 1].quoted && is_broken_link(line))
			line->kind = PART_QUOTE;
	}
}

/* ">>> Anna <anna@x> 2027-02-02 09:14 >>>" introduces what is quoted without marks. */
static bool is_framed(const char *text)
{
	size_t bytes = strlen(text);

	return bytes > 8 && !strncmp(text, ">>> ", 4) && !strcmp(text + bytes - 4, " >>>");
}

static void fill_line(struct reply *reply, size_t i, const struct line *from)
{
	const char *text = from->text;
	size_t bytes = strlen(text);

	while (bytes && strchr(" \t", text[bytes - 1]))
		bytes--;
	while (bytes && (*text == ' ' || *text == '\t')) {
		text++;
		bytes--;
	}
	while (bytes >= 2 && memcmp(text, "\xc2\xa0", 2) == 0) {
		text += 2;
		bytes -= 2;
	}
	while (bytes >= 2 && memcmp(text + bytes - 2, "\xc2\xa0", 2) == 0)
		bytes -= 2;
	reply->at[i] = (struct reply_line){
		.text = text[bytes] ? arena_strndup(reply->arena, text, bytes) : text,
		.bytes = bytes,
		.offset = from->offset,
		.marks = from->marks,
		.kind = PART_TEXT,
		.blank = bytes == 0,
		.quoted = (from->quote_depth > 0 && !is_framed(from->text)) ||
			from->marks & LINE_QUOTED,
	};
}

/* Blank lines go with what stands above them, so that no part is made of nothing. */
static void settle_blanks(struct reply *reply)
{
	enum part_kind kind = PART_TEXT;
	size_t first = reply_next(reply, 0);

	if (first < reply->n)
		kind = reply->at[first].kind;
	for (size_t i = 0; i < reply->n; i++) {
		if (reply->at[i].blank)
			reply->at[i].kind = kind;
		kind = reply->at[i].kind;
	}
}

static void add_parts(
	struct reply *reply, const struct body *body, struct understanding *understanding)
{
	_cleanup_str_ struct str text;

	str_init(&text, 2 * UNDERSTANDING_TEXT_LIMIT);
	for (size_t i = 0; i < reply->n;) {
		enum part_kind kind = reply->at[i].kind;
		/* Over the ceiling nothing more can be hers. */
		bool last = understanding->parts.n + 1 >= UNDERSTANDING_PARTS_LIMIT;
		str_clear(&text);
		for (; i < reply->n && (last || reply->at[i].kind == kind); i++) {
			str_puts(&text, body->lines.at[i].text);
			str_putc(&text, '\n');
		}
		struct part *part = arena_push(reply->arena, &understanding->parts);
		part->kind = last && i == reply->n ? PART_QUOTE : kind;
		part->text = str_in(&text, reply->arena);
		if (last)
			break;
	}
}

static void set_reply(struct arena *arena, struct understanding *understanding)
{
	_cleanup_str_ struct str text;

	str_init(&text, 2 * UNDERSTANDING_TEXT_LIMIT);
	list_each (part, &understanding->parts)
		if (part->kind == PART_TEXT)
			str_puts(&text, part->text);
	str_trim_right(&text);
	const char *at = text.at;
	for (const char *line = at; (line = strchr(line, '\n')); line++)
		if (strspn(at, " \t\n") > (size_t)(line - at))
			at = line + 1;
		else
			break;
	understanding->reply = arena_strdup(arena, at);
}

void reply_split(struct arena *arena, const struct phrasebook *book, const struct body *body,
	const char *our_letter, const char *writer, struct understanding *understanding,
	struct str *explain)
{
	body = reply_lines_parted(arena, book, body);
	struct reply reply = {
		.arena = arena,
		.book = book,
		.explain = explain,
		.writer = writer,
		.n = body->lines.n,
		.budget = BUDGET,
		.windows = WINDOWS,
	};

	reply.at = arena_make_n(arena, struct reply_line, reply.n + 1);
	for (size_t i = 0; i < reply.n; i++)
		fill_line(&reply, i, &body->lines.at[i]);
	reply_mark_quoted(&reply);
	reply_mark_headers(&reply);
	if (our_letter)
		reply_mark_ours(&reply, our_letter);
	reply_mark_between(&reply);
	reply_mark_banner(&reply);
	reply_mark_ends(&reply);
	settle_blanks(&reply);
	add_parts(&reply, body, understanding);
	set_reply(arena, understanding);
}

const char *reply_new_words(
	struct arena *arena, const struct phrasebook *book, const struct body *body)
{
	struct understanding *scratch = arena_make(arena, struct understanding);

	reply_split(arena, book, body, NULL, NULL, scratch, NULL);
	return *scratch->reply ? scratch->reply : NULL;
}
