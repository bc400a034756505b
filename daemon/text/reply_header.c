/* SPDX-License-Identifier: MIT */
/*
 * Where a quotation begins, by the words that mail programs put above it: an introduction ("Den tis
 * 2 feb. 2027 kl 09:14 skrev X <x@y>:"), which may run over several lines; a block ("Från: …
 * Skickat: … Till: … Ämne: …"); a line ("-----Ursprungligt meddelande-----").
 *
 * What follows decides how far it goes. Lines with marks of their own are a quotation as long as
 * they have them, and what comes after may be hers again; without marks all the rest is quoted, so
 * that nothing of an older mail is ever read as her answer. Headers further down are still told,
 * for who wants to know whose words those were.
 */
#include <string.h>

#include "base/utf8.h"
#include "reply_lines.h"
#include "text/body.h"
#include "text/phrases.h"

#define WINDOW_LINES 6
#define WINDOW_BYTES 700
#define LINE_BYTES 600
#define LABEL_BYTES 40
#define BLOCK_GAP 3 /* lines of a folded value */

enum label { LABEL_FROM, LABEL_DATE, LABEL_TO, LABEL_CC, LABEL_SUBJECT, LABEL_OTHER, LABELS };

static const char *const label_keys[LABELS] = {
	[LABEL_FROM] = "header.from",
	[LABEL_DATE] = "header.date",
	[LABEL_TO] = "header.to",
	[LABEL_CC] = "header.cc",
	[LABEL_SUBJECT] = "header.subject",
	[LABEL_OTHER] = "header.other",
};

/* Which label begins the line ("*Från:* X"), -1 for none. */
static int label_of(struct reply *reply, const struct reply_line *line)
{
	const char *at = line->text + strspn(line->text, "*_> \t-");
	const char *colon = memchr(at, ':', strnlen(at, LABEL_BYTES));
	char label[LABEL_BYTES + 1];

	if (!colon) {
		colon = memmem(at, strnlen(at, LABEL_BYTES), "\xef\xbc\x9a", 3);
		if (!colon)
			return -1;
	}
	size_t n = (size_t)(colon - at);
	if (!n || n > LABEL_BYTES || !reply_spend(reply))
		return -1;
	memcpy(label, at, n);
	while (n && strchr(" \t*_", label[n - 1]))
		n--;
	while (n >= 2 && memcmp(label + n - 2, "\xc2\xa0", 2) == 0)
		n -= 2;
	label[n] = '\0';
	for (int i = 0; n && i < LABELS; i++)
		if (phrasebook_is_word(reply->book, NULL, label_keys[i], label))
			return i;
	return -1;
}

static bool has_address(const struct reply_line *line)
{
	return memchr(line->text, '@', line->bytes) != NULL;
}

/* Whether the labels that were seen, by bit, are those of a quoted mail and not of a list she
 * wrote. */
static bool is_block(unsigned seen, bool address)
{
	unsigned from = seen & 1u << LABEL_FROM, date = seen & 1u << LABEL_DATE;
	unsigned to = seen & 1u << LABEL_TO, subject = seen & 1u << LABEL_SUBJECT;

	if (from)
		return date || subject;
	return date && to && (subject || address);
}

/* Lines of the block of labels that begins at i, 0 for none. */
static size_t block_at(struct reply *reply, size_t i)
{
	unsigned seen = 0;
	bool address = false;
	size_t last = i, gap = 0;

	for (size_t at = i; at < reply->n && gap <= BLOCK_GAP; at++) {
		const struct reply_line *line = &reply->at[at];
		int label = line->blank ? -1 : label_of(reply, line);
		if (label < 0 && at == i)
			return 0;
		if (label < 0) {
			gap += line->blank ? 2 : 1;
			continue;
		}
		if (seen & 1u << label && label == LABEL_FROM)
			break;
		seen |= 1u << label;
		address |= has_address(line);
		last = at;
		gap = 0;
	}
	if (is_block(seen, address))
		return last - i + 1;
	/* Behind a rule of the mail program's own one line is enough. */
	const struct reply_line *first = &reply->at[i];
	if (first->marks & (LINE_RULE | LINE_QUOTE_BEGINS) && seen & 1u << LABEL_FROM &&
		has_address(first))
		return last - i + 1;
	return 0;
}

/* Some programs leave a line empty inside an introduction: before "<x@y>", or behind "On 21 Nov
 * 2014,". */
static bool goes_on_behind(const struct reply *reply, size_t blank)
{
	size_t next = reply_next(reply, blank);

	if (next >= reply->n || next - blank > 2)
		return false;
	const struct reply_line *above = &reply->at[blank - 1];
	return reply->at[next].text[0] == '<' ||
		(blank > 0 && above->bytes && above->text[above->bytes - 1] == ',');
}

/* The line and those it may be wrapped into, with a line feed between each; ends[k]: where line k
 * ends. */
static size_t window_at(const struct reply *reply, size_t i, char *window, size_t *ends)
{
	size_t n = 0, bytes = 0;
	int open = 0; /* angle brackets */

	for (; n < WINDOW_LINES && i + n < reply->n; n++) {
		const struct reply_line *line = &reply->at[i + n];
		if (line->blank && !goes_on_behind(reply, i + n))
			break;
		/* Marks of quotation only where an address is wrapped ("<x@y\n> skrev:"). */
		if (n && line->quoted && !reply->at[i].quoted &&
			!(open > 0 && line->text[0] == '>'))
			break;
		if (bytes + line->bytes + 2 > WINDOW_BYTES)
			break;
		for (const char *at = line->text; *at; at++)
			open += (*at == '<') - (*at == '>');
		if (bytes)
			window[bytes++] = '\n';
		memcpy(window + bytes, line->text, line->bytes);
		bytes += line->bytes;
		ends[n] = bytes;
	}
	window[bytes] = '\0';
	return n;
}

/* Cheaply, before thirty languages' patterns are tried: what every introduction has. */
static bool may_be_intro(const char *window, size_t bytes)
{
	if (!strpbrk(window, "0123456789@-"))
		return false;
	if (strpbrk(window, "@") || strstr(window, "GMT") || strstr(window, "--") || bytes == 0)
		return bytes > 0;
	for (const char *at = window; (at = strstr(at, ":")); at++)
		if (strchr("\n> ", at[1]))
			return true;
	return strstr(window, "\xef\xbc\x9a") != NULL;
}

/* Lines that a pattern of the key covers from i on, 0 for none. */
static size_t match_at(struct reply *reply, const char *key, size_t i)
{
	char window[WINDOW_BYTES + 1];
	size_t ends[WINDOW_LINES];
	struct phrase_match match;
	size_t n = window_at(reply, i, window, ends);

	if (!n || !may_be_intro(window, ends[n - 1]) || !reply->windows)
		return 0;
	reply->windows--;
	if (!phrasebook_find(reply->book, NULL, key, window, ends[n - 1], 0, true, &match))
		return 0;
	size_t lines = 1;
	while (lines < n && ends[lines - 1] < match.end)
		lines++;
	return lines;
}

/*
 * Lines of the introduction that begins at i, 0 for none. Where one that begins further down ends
 * on the same line, i is her own last line, and the introduction begins there.
 */
static size_t intro_at(struct reply *reply, size_t i)
{
	static const char *const keys[] = {"header.intro.re", "header.intro.loose.re"};
	size_t n = 0;

	for (size_t key = 0; key < 2 && !n; key++)
		n = match_at(reply, keys[key], i);
	for (size_t later = i + 1; later < i + n; later++)
		for (size_t key = 0; key < 2; key++)
			if (!reply->at[later].blank &&
				later + match_at(reply, keys[key], later) == i + n)
				return 0;
	if (!n && (i == 0 || reply->at[i - 1].blank || reply->at[i - 1].kind != PART_TEXT))
		n = match_at(reply, "header.intro.named.re", i) == 1;
	return n;
}

/* Cheaply before that: a delimiter has words, so a rule is none. */
static bool delimiter_at(struct reply *reply, size_t i)
{
	const char *text = reply->at[i].text;

	return text[strspn(text, "-_=*>#~. \t")] &&
		reply_matches(reply, "header.delimiter.re", &reply->at[i], LINE_BYTES);
}

/* Lines of whatever header stands at i, 0 for none; a delimiter and the block below it are one. */
static size_t header_at(struct reply *reply, size_t i)
{
	size_t end = i;

	for (size_t at = i; at < reply->n; at = reply_next(reply, end)) {
		if (reply->at[at].bytes > LINE_BYTES || (at > i && reply->at[at].blank))
			break;
		size_t n = block_at(reply, at);
		if (!n && delimiter_at(reply, at))
			n = 1;
		if (!n && at == i)
			n = intro_at(reply, at);
		if (!n)
			break;
		end = at + n;
		if (end >= reply->n)
			break;
	}
	return end - i;
}

/* A rule right above a header belongs to it. */
static size_t with_rule_above(const struct reply *reply, size_t i)
{
	size_t above = i;

	while (above > 0 && reply->at[above - 1].blank)
		above--;
	if (above > 0 && reply->at[above - 1].kind == PART_TEXT &&
		reply_is_rule(&reply->at[above - 1]))
		return above - 1;
	return i;
}

static bool may_begin_header(const struct reply *reply, size_t i, bool rest)
{
	const struct reply_line *line = &reply->at[i];

	if (line->blank || line->bytes > LINE_BYTES)
		return false;
	if (rest || line->kind == PART_TEXT || line->kind == PART_SIGNATURE)
		return true;
	/* HTML's own quotation often begins above its introduction. */
	return line->kind == PART_QUOTE && line->marks & LINE_QUOTED;
}

/* A bare <blockquote> above the introduction of what was answered is no quotation of that. */
static void free_indented(struct reply *reply, size_t header)
{
	for (size_t i = 0; i < header; i++)
		if (reply->at[i].marks & LINE_INDENTED && reply->at[i].kind == PART_QUOTE)
			reply_take(reply, (struct stretch){i, i + 1}, PART_TEXT, NULL);
}

void reply_mark_headers(struct reply *reply)
{
	bool rest = false, first = true;

	for (size_t i = 0; i < reply->n;) {
		size_t n = may_begin_header(reply, i, rest) ? header_at(reply, i) : 0;
		bool inside = reply->at[i].kind == PART_QUOTE;
		if (n) {
			size_t from = rest || inside ? i : with_rule_above(reply, i);
			reply_take(
				reply, (struct stretch){from, i + n}, PART_HEADER, "reply.header");
			if (first && !inside)
				free_indented(reply, from);
			first = false;
			size_t next = reply_next(reply, i + n);
			rest = rest || (!inside && !(next < reply->n && reply->at[next].quoted));
			i += n;
			continue;
		}
		rest = rest || reply->at[i].marks & LINE_QUOTE_BEGINS;
		if (rest)
			reply_take(reply, (struct stretch){i, i + 1}, PART_QUOTE, NULL);
		i++;
	}
}
