/* SPDX-License-Identifier: MIT */
/*
 * What stands around her words in a stretch of text: a warning on top that her mail system put
 * there, and at the end the lines of her mail program, the signature, the disclaimer. Each is
 * looked for in the last lines of a stretch only, and a rule takes nothing that is longer than such
 * things are.
 *
 * A signature counts as one behind a delimiter ("-- ", a rule, "—"), after a sign-off
 * (reply_signoff.c), or where the last lines are addresses and telephone numbers.
 */
#include <string.h>

#include "base/utf8.h"
#include "reply_lines.h"
#include "text/body.h"
#include "text/phrases.h"

#define END_LINES 80 /* that a stretch's end may have */
#define STRETCHES 40 /* that are looked through, from the first on, and the last */
#define LINE_BYTES 1500
#define BEHIND_DASHES 30 /* lines that are not blank, behind "--" */
#define BEHIND_RULE 8
#define BANNER_LINES 12

static const char *const dashes[] = {"--", "-- ", "—", "–", "__", "- -", "---", "‐‐", "ᐧ"};

static size_t count_lines(const struct reply *reply, struct stretch stretch)
{
	size_t n = 0;

	for (size_t i = stretch.first; i < stretch.end; i++)
		n += !reply->at[i].blank;
	return n;
}

static bool is_dashes(const struct reply_line *line)
{
	for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++)
		if (strcmp(line->text, dashes[i]) == 0)
			return true;
	/* What some programs write of "-- " with a hard blank. */
	return strncmp(line->text, "--", 2) == 0 && strcmp(line->text + 2, "\\xC2") == 0;
}

static bool is_list_item(const struct reply_line *line)
{
	size_t digits = strspn(line->text, "0123456789");

	return (digits && digits < 4 && strchr(".)", line->text[digits]) && line->text[digits]) ||
		strncmp(line->text, "- ", 2) == 0 || strncmp(line->text, "* ", 2) == 0 ||
		strncmp(line->text, "• ", strlen("• ")) == 0;
}

/* The text lines at the end of the stretch, END_LINES at most that are not blank. */
static size_t end_begins(const struct reply *reply, struct stretch stretch)
{
	size_t seen = 0, i = stretch.end;

	while (i > stretch.first && seen < END_LINES)
		seen += !reply->at[--i].blank;
	return i;
}

/* Footers: from the paragraph that holds one to the end. */
static struct stretch take_footer(struct reply *reply, struct stretch stretch)
{
	for (size_t i = end_begins(reply, stretch); i < stretch.end; i++) {
		if (reply->at[i].kind != PART_TEXT ||
			!reply_matches(reply, "footer.re", &reply->at[i], LINE_BYTES))
			continue;
		size_t first = i;
		while (first > stretch.first && i - first < 4 && !reply->at[first - 1].blank &&
			reply->at[first - 1].bytes > 60)
			first--;
		if (first > stretch.first && reply_is_rule(&reply->at[first - 1]))
			first--;
		reply_take(
			reply, (struct stretch){first, stretch.end}, PART_FOOTER, "reply.footer");
		return (struct stretch){stretch.first, first};
	}
	return stretch;
}

static void take_sent_from(struct reply *reply, struct stretch stretch)
{
	for (size_t i = end_begins(reply, stretch); i < stretch.end; i++)
		if (reply->at[i].kind != PART_QUOTE &&
			reply_matches(reply, "sentfrom.re", &reply->at[i], 200))
			reply_take(reply, (struct stretch){i, i + 1}, PART_SENT_FROM,
				"reply.sent-from");
}

/* Whether a delimiter at i is one: little below it, and that no list or text of hers. */
static bool is_delimiter(const struct reply *reply, struct stretch stretch, size_t i)
{
	size_t below = count_lines(reply, (struct stretch){i + 1, stretch.end});
	size_t next = reply_next(reply, i + 1);
	bool list = next < stretch.end && is_list_item(&reply->at[next]);

	if (is_dashes(&reply->at[i]))
		return below <= BEHIND_DASHES && !(list && below > 2);
	if (!reply_is_rule(&reply->at[i]))
		return false;
	return below == 0 ||
		(below <= BEHIND_RULE && !list && reply->at[i].text[0] != '#' &&
			!memchr(reply->at[i].text, '`', reply->at[i].bytes));
}

static bool only_rules(const struct reply *reply, struct stretch stretch)
{
	for (size_t i = stretch.first; i < stretch.end; i++)
		if (!reply->at[i].blank && reply->at[i].kind == PART_TEXT &&
			!reply_is_rule(&reply->at[i]) && !is_dashes(&reply->at[i]))
			return false;
	return true;
}

static struct stretch take_delimited(struct reply *reply, struct stretch stretch)
{
	for (size_t i = end_begins(reply, stretch); i < stretch.end; i++) {
		const struct reply_line *line = &reply->at[i];
		if (line->blank || line->kind != PART_TEXT)
			continue;
		bool delimiter = is_delimiter(reply, stretch, i);
		if (!delimiter && (is_dashes(line) || reply_is_rule(line)))
			delimiter = only_rules(reply, (struct stretch){i, stretch.end});
		if (!delimiter)
			continue;
		for (size_t at = i; at < stretch.end; at++)
			if (reply->at[at].kind == PART_TEXT)
				reply->at[at].kind = PART_SIGNATURE;
		reply_take(reply, (struct stretch){i, i + 1}, PART_SIGNATURE, "reply.signature");
		return (struct stretch){stretch.first, i};
	}
	return stretch;
}

/* "-Anna", "--Daniel", "—Ryan": the last line of a stretch. */
static struct stretch take_dash_name(struct reply *reply, struct stretch stretch)
{
	struct stretch left = reply_trimmed(reply, stretch);

	if (left.end <= left.first + 1)
		return stretch;
	const struct reply_line *line = &reply->at[left.end - 1];
	size_t marks = strspn(line->text, "-");
	if (strncmp(line->text, "—", 3) == 0 || strncmp(line->text, "–", 3) == 0)
		marks = 3;
	const char *name = line->text + marks;
	size_t blank = *name == ' ';
	size_t words = 1;
	for (const char *at = name + blank; *at; at++)
		words += *at == ' ';
	unsigned char first = (unsigned char)name[blank];
	bool capital = (first >= 'A' && first <= 'Z') || first >= 0x80;
	if (!marks || marks > 3 || line->bytes > 32 || words > 3 ||
		strpbrk(name, "0123456789:?!") || !*name || (blank && !capital) ||
		(!capital && !(first >= 'a' && first <= 'z')))
		return stretch;
	size_t above = left.end - 1;
	while (above > left.first && reply->at[above - 1].blank)
		above--;
	if (blank && above > left.first && is_list_item(&reply->at[above - 1]))
		return stretch;
	reply_take(
		reply, (struct stretch){left.end - 1, left.end}, PART_SIGNATURE, "reply.signature");
	return (struct stretch){stretch.first, left.end - 1};
}

void reply_mark_banner(struct reply *reply)
{
	size_t seen = 0;

	for (size_t i = reply_next(reply, 0); i < reply->n && seen < BANNER_LINES;
		i = reply_next(reply, i + 1), seen++) {
		if (reply->at[i].kind == PART_QUOTE || reply->at[i].kind == PART_HEADER)
			break;
		if (reply_matches(reply, "banner.re", &reply->at[i], LINE_BYTES))
			reply_take(reply, (struct stretch){i, i + 1}, PART_BANNER, "reply.banner");
	}
}

static bool is_hers(const struct reply_line *line)
{
	return line->kind == PART_TEXT || line->kind == PART_SIGNATURE || line->kind == PART_BANNER;
}

static void mark_stretch(struct reply *reply, struct stretch stretch)
{
	struct stretch left = take_footer(reply, stretch);

	take_sent_from(reply, left);
	left = take_delimited(reply, left);
	reply_mark_sign_off(reply, reply_trimmed(reply, left));
	left = reply_trimmed(reply, left);
	left = take_dash_name(reply, left);
	reply_mark_contacts(reply, left);
}

void reply_mark_ends(struct reply *reply)
{
	size_t n = 0;

	for (size_t i = 0; i < reply->n && n < STRETCHES; i++) {
		if (!is_hers(&reply->at[i]) || reply->at[i].blank)
			continue;
		struct stretch stretch = {.first = i, .end = i};
		while (i < reply->n && (is_hers(&reply->at[i]) || reply->at[i].blank))
			stretch.end = ++i;
		while (reply->at[stretch.end - 1].blank)
			stretch.end--;
		mark_stretch(reply, stretch);
		n++;
	}
}
