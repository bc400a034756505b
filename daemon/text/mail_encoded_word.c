/* SPDX-License-Identifier: MIT */
/*
 * RFC 2047 words as broken as they come: with blanks inside, inside quotes, glued to other text,
 * cut before their "?=", a character split between two words. Neighbours of one charset are joined
 * as bytes before they are decoded, which mends the split ones. Raw bytes around them are guessed
 * by the charset rules.
 */
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/utf8.h"
#include "text/charset.h"
#include "text/mail.h"

struct word {
	struct span charset;
	char coding; /* 'B' or 'Q' */
	struct span text;
	const char *after;
};

static bool charset_is_plausible(struct span charset)
{
	if (!charset.n || charset.n > 60)
		return false;
	for (size_t i = 0; i < charset.n; i++)
		if (charset.at[i] <= ' ' || strchr("?=<>()\"", charset.at[i]))
			return false;
	return true;
}

/* Where the word's text ends: at "?=", and in Q, where a "?" may stand bare, at the last before a
 * blank. */
static const char *text_end(const char *at)
{
	const char *stop = strstr(at, "?=");

	/* "?=" may begin the coded text itself: =?utf-8?Q?=C3=A5?= */
	return stop;
}

static bool word_read(const char *at, struct word *ret_word)
{
	struct word word = {.charset = {at + 2, strcspn(at + 2, "?")}};
	const char *mark = at + 2 + word.charset.n;

	if (!charset_is_plausible(word.charset) || mark[0] != '?' || !mark[1] || mark[2] != '?')
		return false;
	word.coding = (char)(mark[1] & ~32);
	if (word.coding != 'B' && word.coding != 'Q')
		return false;
	word.text.at = mark + 3;
	const char *stop = text_end(word.text.at);
	const char *next = strstr(word.text.at, "=?");
	if (!stop || (next && next < stop - 1 && next[-1] == ' ')) /* cut short */
		stop = next && (!stop || next < stop) ? next : word.text.at + strlen(word.text.at);
	word.text.n = (size_t)(stop - word.text.at);
	word.after = stop[0] == '?' && stop[1] == '=' ? stop + 2 : stop;
	while (word.text.n && word.after == stop && strchr(" ?", word.text.at[word.text.n - 1]))
		word.text.n--;
	*ret_word = word;
	return true;
}

static void word_decode(char coding, struct span text, struct str *bytes)
{
	_cleanup_free_ char *buffer = malloc(text.n + 1);

	if (!buffer)
		abort();
	size_t n = coding == 'B' ? base64_decode(text, buffer, text.n)
				 : quoted_printable_decode(text, true, buffer, text.n);
	str_add(bytes, buffer, n);
}

static bool same_charset(const struct word *a, const struct word *b)
{
	return a->charset.n == b->charset.n &&
		!strncasecmp(a->charset.at, b->charset.at, a->charset.n);
}

static void flush(struct arena *arena, const struct word *word, struct str *bytes, struct str *out)
{
	size_t n;

	if (!bytes->len)
		return;
	const char *label = word ? arena_strndup(arena, word->charset.at, word->charset.n) : NULL;
	const char *text = charset_decode(arena, label, bytes->at, bytes->len, &n);
	str_add(out, text, n);
	str_clear(bytes);
}

/* One run of words with blanks between them; returns where it ends. A base64 that was cut within a
 * group of four goes on in the next word. */
static const char *run_decode(
	struct arena *arena, struct word first, struct str *bytes, struct str *out)
{
	_cleanup_str_ struct str coded;
	struct word word = first;

	str_init(&coded, MAIL_FIELD_LIMIT);
	for (;;) {
		str_add(&coded, word.text.at, word.text.n);
		const char *next = word.after + strspn(word.after, " ");
		struct word following;
		bool goes_on = strncmp(next, "=?", 2) == 0 && word_read(next, &following);
		bool same = goes_on && same_charset(&word, &following);
		struct span text = {coded.at, coded.len};
		if (!same || word.coding != 'B' || following.coding != 'B' ||
			!base64_is_cut(text)) {
			word_decode(word.coding, text, bytes);
			str_clear(&coded);
		}
		if (!same)
			flush(arena, &word, bytes, out);
		if (!goes_on)
			return word.after;
		word = following;
	}
}

static const char *one_line(struct arena *arena, const struct str *text)
{
	char *clean = utf8_clean_in(arena, text->at, text->len);
	char *to = clean;

	for (const char *from = clean; *from; from++) {
		char c = *from == '\n' || *from == '\t' ? ' ' : *from;
		if (c != ' ' || (to > clean && to[-1] != ' '))
			*to++ = c;
	}
	while (to > clean && to[-1] == ' ')
		to--;
	*to = '\0';
	return clean;
}

const char *header_decode(struct arena *arena, const char *value)
{
	_cleanup_str_ struct str out, bytes;
	const char *at = value;

	str_init(&out, 4 * MAIL_FIELD_LIMIT);
	str_init(&bytes, 4 * MAIL_FIELD_LIMIT);
	while (*at) {
		const char *mark = strstr(at, "=?");
		size_t plain = mark ? (size_t)(mark - at) : strlen(at);
		str_add(&bytes, at, plain);
		at += plain;
		struct word word;
		if (mark && word_read(mark, &word)) {
			flush(arena, NULL, &bytes, &out);
			at = run_decode(arena, word, &bytes, &out);
		} else if (mark) {
			str_add(&bytes, at, 2);
			at += 2;
		}
	}
	flush(arena, NULL, &bytes, &out);
	return one_line(arena, &out);
}
