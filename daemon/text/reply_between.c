/* SPDX-License-Identifier: MIT */
/*
 * Answers between the lines of a quotation without marks, where the letter that was answered is not
 * known: her words on top must point to them ("se mina svar i rött nedan"), and then lines in a
 * colour of their own are hers, and lines that begin with her initials. Only in the mail that she
 * answered, and only down to its sign-off: below that others' signatures have colours too.
 */
#include <string.h>

#include "base/utf8.h"
#include "reply_lines.h"
#include "text/body.h"
#include "text/phrases.h"

#define LINE_BYTES 400
#define INITIALS_MOST 4

/* The first line of the first quotation; ret_points: her words above point into it. */
static size_t find_quotation(struct reply *reply, bool *ret_points)
{
	size_t i = 0;

	*ret_points = false;
	for (; i < reply->n && reply->at[i].kind != PART_HEADER; i++)
		if (reply->at[i].kind == PART_TEXT && !*ret_points)
			*ret_points = reply_matches(reply, "between.re", &reply->at[i], LINE_BYTES);
	while (i < reply->n && reply->at[i].kind == PART_HEADER)
		i++;
	return i;
}

/* "AB: …", "[AB] …", "/AB …" of Anna Berg. */
static bool begins_with_initials(const struct reply *reply, const struct reply_line *line)
{
	char initials[INITIALS_MOST + 1];
	size_t n = 0;
	const char *at = line->text + strspn(line->text, "[(/-");

	for (const char *name = reply->writer; name && *name && n < INITIALS_MOST;) {
		initials[n++] = *name;
		name += strcspn(name, " -");
		name += strspn(name, " -");
	}
	return n >= 2 && strncmp(at, initials, n) == 0 && at[n] && strchr(":)] ", at[n]) &&
		(at > line->text || at[n] == ':');
}

static bool signs_off(struct reply *reply, const struct reply_line *line)
{
	char phrase[LINE_BYTES + 1];
	size_t n = line->bytes;

	while (n && strchr(",.! ", line->text[n - 1]))
		n--;
	if (!n || n > LINE_BYTES || !reply_spend(reply))
		return false;
	memcpy(phrase, line->text, n);
	phrase[n] = '\0';
	return phrasebook_is_word(reply->book, NULL, "signoff", phrase);
}

void reply_mark_between(struct reply *reply)
{
	bool points;

	for (size_t i = find_quotation(reply, &points); points && i < reply->n; i++) {
		const struct reply_line *line = &reply->at[i];
		if (line->kind == PART_HEADER || line->quoted)
			return;
		if (line->blank || line->kind != PART_QUOTE || line->marks & LINE_TAP)
			continue;
		if (signs_off(reply, line))
			return;
		if (line->marks & LINE_COLOURED || begins_with_initials(reply, line))
			reply_take(reply, (struct stretch){i, i + 1}, PART_TEXT,
				"reply.between-lines");
	}
}
