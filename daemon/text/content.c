/* SPDX-License-Identifier: MIT */
/*
 * The choice among a mail's parts. A text/plain with nothing but blanks gives way to the HTML
 * beside it, as phones and Exchange send it. Gmail's reaction is a part of its own whose emoji is
 * the whole answer. Identity numbers are masked line by line here, before any rule reads the words,
 * so nothing downstream can quote one.
 */
#include <string.h>
#include <strings.h>

#include "base/understanding.h"
#include "base/utf8.h"
#include "text/body.h"
#include "text/content.h"
#include "text/invite_read.h"
#include "text/mask.h"
#include "text/tnef.h"
#include "content_reaction.h"

#define WORDS_LOOK_BYTES (8 * 1024) /* of a part, to see whether it has any words */
/* A line end may be added to a text without one. */
#define TEXT_LOOK_BYTES (UNDERSTANDING_TEXT_LIMIT - 16)
#define CALENDAR_PARTS_MOST 20
#define TNEF_PARTS_MOST 2

void understanding_warn(struct arena *arena, struct understanding *understanding, const char *words)
{
	list_each (said, &understanding->warnings)
		if (!strcmp(*said, words))
			return;
	if (understanding->warnings.n < UNDERSTANDING_LIST_LIMIT)
		*arena_push(arena, &understanding->warnings) = words;
}

static bool is_message(const struct mail_part *part)
{
	return !strncmp(part->type, "message/", 8) || !strncmp(part->type, "text/rfc822", 11);
}

/* A mail that is a message as a whole has no other words than that one's. */
static bool is_whole_mail(const struct mail *mail, int index)
{
	for (int i = mail->parts.at[index].parent; i >= 0; i = mail->parts.at[i].parent)
		if (!is_message(&mail->parts.at[i]))
			return false;
	return true;
}

bool part_is_inside_message(const struct mail *mail, size_t index)
{
	for (int i = mail->parts.at[index].parent; i >= 0; i = mail->parts.at[i].parent)
		if (is_message(&mail->parts.at[i]) && !is_whole_mail(mail, i))
			return true;
	return false;
}

static bool is_leaf_text(const struct mail_part *part, const char *type)
{
	return !strcmp(part->type, type) && (!part->attachment || part->parent < 0);
}

/* What is read where there is neither text/plain nor text/html. */
static const struct {
	const char *type;
	bool is_html; /* as far as its markup goes */
} other_texts[] = {
	{"text/enriched", true},
	{"text/richtext", true},
	{"text/watch-html", true},
	{"text/markdown", false},
	{"text/x-markdown", false},
	{"text/unknown", false},
};

/* The row of such a part, -1 for none. */
static int other_text(const struct mail_part *part)
{
	for (size_t i = 0; i < sizeof(other_texts) / sizeof(other_texts[0]); i++)
		if (is_leaf_text(part, other_texts[i].type))
			return (int)i;
	return -1;
}

static bool has_words(struct arena *arena, const struct mail_part *part)
{
	const char *text = mail_part_text(arena, part, WORDS_LOOK_BYTES, NULL);
	const char *at = text, *end = text + strlen(text);

	while (at < end) {
		uint32_t c = utf8_next(&at, end);
		if (c > ' ' && c != 0xa0 && c != 0x200b && c != 0x200c && c != 0xfffc && c != 0xad)
			return true;
	}
	return false;
}

static bool has_ending(const char *name, const char *ending)
{
	size_t n = name ? strlen(name) : 0;
	return n >= strlen(ending) && !strcasecmp(name + n - strlen(ending), ending);
}

static bool is_calendar(const struct mail_part *part)
{
	return !strcmp(part->type, "text/calendar") || !strcmp(part->type, "application/ics") ||
		!strcmp(part->type, "text/x-vcalendar") || has_ending(part->name, ".ics");
}

static bool is_tnef(const struct mail_part *part)
{
	return !strcmp(part->type, "application/ms-tnef") ||
		!strcmp(part->type, "application/vnd.ms-tnef") ||
		(part->name && !strcasecmp(part->name, "winmail.dat"));
}

/* Something a person attached: no text that is read, no picture that belongs to the HTML. */
static bool is_unread_attachment(const struct mail_part *part)
{
	if (!strncmp(part->type, "multipart/", 10) || is_calendar(part) || is_tnef(part))
		return false;
	if (!strncmp(part->type, "image/", 6) && !part->attachment)
		return false;
	if (!strncmp(part->type, "message/", 8) || !strncmp(part->type, "text/", 5))
		return part->attachment;
	return strcmp(part->type, "application/pkcs7-signature") &&
		strcmp(part->type, "application/pgp-signature") &&
		strcmp(part->type, "text/vnd.google.email-reaction+json");
}

struct content content_find(struct arena *arena, const struct mail *mail)
{
	struct content content = {NULL, NULL, false};
	const struct mail_part *html = NULL, *empty = NULL, *other = NULL;

	for (size_t i = 0; i < mail->parts.n; i++) {
		const struct mail_part *part = &mail->parts.at[i];
		if (part_is_inside_message(mail, i))
			continue;
		content.attachments = content.attachments || is_unread_attachment(part);
		if (!strcmp(part->type, "text/vnd.google.email-reaction+json") && !content.text)
			content.text = part;
		else if (is_leaf_text(part, "text/plain") && !content.text)
			(has_words(arena, part) ? (content.text = part) : (empty = part));
		else if (!html && is_leaf_text(part, "text/html"))
			html = part;
		else if (!other && other_text(part) >= 0)
			other = part;
	}
	if (!content.text)
		content.text = html ? html : other ? other : empty;
	else if (html && html->parent == content.text->parent)
		content.html = html;
	return content;
}

/* Without any words in a part of text: what a winmail.dat holds; else the empty body. */
static struct body *tnef_body(struct arena *arena, const struct mail *mail,
	struct understanding *into, struct body *empty)
{
	for (size_t i = 0; i < mail->parts.n; i++) {
		struct tnef tnef;
		if (!is_tnef(&mail->parts.at[i]))
			continue;
		struct span bytes = mail_part_bytes(arena, &mail->parts.at[i], TNEF_BYTES_MOST);
		if (tnef_read(arena, bytes.at, bytes.n, &tnef) && (tnef.text || tnef.html))
			return tnef.text
				? body_from_text(arena, tnef.text, strlen(tnef.text), false, false)
				: body_from_html(arena, tnef.html, strlen(tnef.html));
		if (!into->calendar.n && into->auto_class == AUTO_NONE)
			understanding_warn(arena, into, "winmail.dat could not be read");
	}
	return empty ? empty : body_from_text(arena, "", 0, false, false);
}

static bool is_html(const struct mail_part *part, const char *text)
{
	int other = other_text(part);

	text += strspn(text, " \t\n");
	return !strcmp(part->type, "text/html") || (other >= 0 && other_texts[other].is_html) ||
		!strncasecmp(text, "<!doctype html", 14) || !strncasecmp(text, "<html", 5);
}

static struct body *part_body(
	struct arena *arena, const struct mail_part *part, struct understanding *into)
{
	bool cut;
	const char *text = mail_part_text(arena, part, TEXT_LOOK_BYTES, &cut);
	struct body *body;

	if (is_html(part, text))
		body = body_from_html(arena, text, strlen(text));
	else if (!strcmp(part->type, "text/plain") || other_text(part) >= 0)
		body = body_from_text(arena, text, strlen(text), part->flowed, part->delsp);
	else {
		text = reaction_text(arena, text);
		body = body_from_text(arena, text, strlen(text), false, false);
	}
	if (cut || body->cut)
		understanding_warn(arena, into, "the text was cut");
	return body;
}

static void take_marks(struct body *body, const struct mail_part *part)
{
	_cleanup_arena_ struct arena *scratch = arena_new();
	const char *html = mail_part_text(scratch, part, TEXT_LOOK_BYTES, NULL);

	body_take_marks(body, body_from_html(scratch, html, strlen(html)));
}

/* All lines as one text, since a number may be broken by a line's end, and cut apart again. */
static void mask_lines(
	struct arena *arena, const struct mask *mask, struct body *body, bool *ret_masked)
{
	size_t n = 0;

	list_each (line, &body->lines)
		n += strlen(line->text) + 1;
	char *joined = arena_alloc(arena, n + 1), *to = joined;
	list_each (line, &body->lines) {
		to = stpcpy(to, line->text);
		*to++ = '\n';
	}
	*to = '\0';
	char *masked = mask_in(arena, mask, joined, ret_masked);
	if (masked == joined)
		return;
	list_each (line, &body->lines) {
		n = strlen(line->text);
		line->text = masked;
		masked[n] = '\0';
		masked += n + 1;
	}
}

struct body *content_body(struct arena *arena, const struct mail *mail,
	const struct content *content, const struct mask *mask, struct understanding *into)
{
	struct body *body = content->text ? part_body(arena, content->text, into) : NULL;

	if (!body || !has_words(arena, content->text))
		body = tnef_body(arena, mail, into, body);
	else if (content->html)
		take_marks(body, content->html);
	mask_lines(arena, mask, body, &into->masked);
	return body;
}

static void read_tnef(struct arena *arena, const struct mail_part *part, struct understanding *into)
{
	struct span bytes = mail_part_bytes(arena, part, TNEF_BYTES_MOST);
	struct tnef tnef;

	if (!tnef_read(arena, bytes.at, bytes.n, &tnef))
		return;
	if (tnef.auto_class != AUTO_NONE)
		into->auto_class = tnef.auto_class;
	if (!tnef.partstat)
		return;
	struct calendar *calendar = arena_push(arena, &into->calendar);
	*calendar = (struct calendar){.method = ITIP_REPLY,
		.uid = tnef.uid,
		.attendee = into->from,
		.partstat = partstat_from_text(tnef.partstat),
		.summary = tnef.subject};
}

static void read_calendar_part(
	struct arena *arena, const struct mail_part *part, struct understanding *into)
{
	bool cut;
	const char *text = mail_part_text(arena, part, INVITE_BYTES_MOST, &cut);

	if (cut)
		understanding_warn(arena, into, "a calendar part was cut");
	invite_read(arena, text, part->method, into);
}

void content_calendar(struct arena *arena, const struct mail *mail, struct understanding *into)
{
	bool is_report = !strcmp(mail->parts.at[0].type, "multipart/report");
	size_t calendars = 0, tnefs = 0;

	for (size_t i = 0; i < mail->parts.n; i++) {
		const struct mail_part *part = &mail->parts.at[i];
		bool inside = part_is_inside_message(mail, i);
		if (is_tnef(part) && !inside && ++tnefs <= TNEF_PARTS_MOST)
			read_tnef(arena, part, into);
		if (is_calendar(part) && (!inside || is_report) &&
			++calendars <= CALENDAR_PARTS_MOST)
			read_calendar_part(arena, part, into);
	}
}
